"""Preparation: what the next pictures will need is drawn while people read the one that stands.

A little at a time, so that a key is answered at once; never while something moves.
"""

from collections.abc import Iterator
from dataclasses import replace

from improv.director.ports import Snapshot, Watch
from improv.screen.key_handling import follow
from improv.screen.screens import Screens
from improv.screen.ui_state import Panel, UiState

STILL_SECONDS = 0.25
"""So long nothing new has come before it begins: while people vote, every ballot is news."""


class Preparation:
    """What is left to be prepared for the pictures that may come soon."""

    def __init__(self, screens: Screens, watch: Watch) -> None:
        self._screens, self._watch = screens, watch
        self._snapshot: Snapshot | None = None
        self._since = 0.0
        self._steps: Iterator[None] | None = iter(())
        """None: it is not known yet what may come."""

    def follow(self, snapshot: Snapshot, at: float) -> None:
        """This is shown now; `at` is the wall's clock in seconds."""
        if snapshot is not self._snapshot:
            self._snapshot, self._since, self._steps = snapshot, at, None

    def step(self, at: float) -> bool:
        """Prepare a little; False where it is too early, or all is prepared."""
        if at - self._since < STILL_SECONDS or self._snapshot is None:
            return False
        if self._steps is None:
            coming = self._watch.coming()
            if coming is None:
                return False
            self._steps = self._prepare(self._snapshot, coming)
        return next(self._steps, self) is not self

    def _prepare(self, shown: Snapshot, coming: Iterator[tuple[int, Snapshot]]) -> Iterator[None]:
        ui = UiState(single=self._screens.single)
        for at, snapshot in coming:
            yield from self._screens.prepare(snapshot, at, follow(ui, snapshot))
        keys = replace(ui, panel=Panel.HELP)
        yield from self._screens.prepare(shown, self._watch.now(), keys)
