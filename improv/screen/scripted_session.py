"""A rehearsal: a session that is steered from code, with a clock that only moves when told.

It drives the real core, so that a picture of it is a picture of the game. Knows no pixels.
"""

from collections.abc import Sequence

from improv.core import actions as a
from improv.core import projections
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.formats import PhaseKind
from improv.core.reading import Speech, reading
from improv.core.session import decide, due, evolve, opening
from improv.core.state import Setup, State
from improv.director.ports import Invitation, Remote, Snapshot, Trouble

_WORD = 300
"""ms that a word takes."""


class ScriptedSession:
    """A session of its own, with the instant that it is at."""

    def __init__(
        self,
        deck: Deck,
        *,
        game: str,
        language: str = "en",
        setup: Setup | None = None,
        names: Sequence[str] = (),
        standings: bool = True,
    ) -> None:
        self.deck = deck
        setup = setup or Setup(seed=7, rounds=4)
        opened = opening(setup, deck.formats[game], language, standings=standings)
        self.state: State = evolve(None, opened)
        self.now = 0
        self.invitation: Invitation | None = None
        self.remote: Remote | None = None
        self._actions = 0
        self._events = 1
        if names:
            self.do(a.EditRoster, add=tuple(names))

    @property
    def kind(self) -> PhaseKind:
        """The kind of the phase that is on."""
        return self.state.kind

    def do(self, action: type[a.Action], **values: object) -> None:
        """Ask for something; LookupError, with the refusal's name, when it is refused."""
        self._actions += 1
        asked = action(id=f"rehearsal-{self._actions}", **values)  # type: ignore[arg-type]
        decided = decide(self.state, asked, self.now, self.deck)
        if isinstance(decided, Refusal):
            raise LookupError(f"{action.name}: {decided.why}")
        for event in decided:
            self._events += 1
            self.state = evolve(self.state, event)

    def wait(self, seconds: float) -> None:
        """Let the session clock run, with everything that falls due on the way."""
        until = self.now + round(1000 * seconds)
        while (instant := due(self.state)) is not None and instant <= until:
            self.now = max(self.now, instant)
            self.do(a.Tick)
        self.now = until

    def go_to(self, *kinds: PhaseKind) -> None:
        """Press Next until one of these kinds of phases is on."""
        for _ in range(60):
            if self.kind in kinds:
                return
            self.do(a.Next)
        raise LookupError(f"no {kinds} in this session")

    def snapshot(self, trouble: Trouble | None = None) -> Snapshot:
        """What a screen is given."""
        seen = projections.host(self.state, self.deck)
        return Snapshot(self._events, seen.projector, seen, trouble, self.invitation, self.remote)

    def speech(self) -> Speech | None:
        """The middle of what is read aloud now; None where nothing is."""
        read = reading(self.snapshot().projector, entered=0)
        if read is None:
            return None
        text = read.lines[-1].text
        words = tuple(_WORD * i for i in range(len(text.split())))
        return Speech(text, self.now - words[len(words) // 2], words, _WORD * len(words))
