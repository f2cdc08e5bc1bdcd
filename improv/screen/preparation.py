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
        self._steps: Iterator[None] = iter(())

    def follow(self, snapshot: Snapshot, at: float) -> None:
        """This is shown now; `at` is the wall's clock in seconds."""
        if snapshot is not self._snapshot:
            self._snapshot, self._since = snapshot, at
            self._steps = self._prepare(snapshot)

    def step(self, at: float) -> bool:
        """Prepare a little; False where it is too early, or all is prepared."""
        if at - self._since < STILL_SECONDS:
            return False
        return next(self._steps, self) is not self

    def _prepare(self, shown: Snapshot) -> Iterator[None]:
        ui = UiState(single=self._screens.single)
        for at, snapshot in self._watch.coming():
            yield from self._screens.prepare(snapshot, at, follow(ui, snapshot))
        keys = replace(ui, panel=Panel.HELP)
        yield from self._screens.prepare(shown, self._watch.now(), keys)
