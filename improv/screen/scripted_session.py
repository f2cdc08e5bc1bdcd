"""A scripted session: steered from code, with a clock that moves only when it is told to.

It runs the real core, so that a picture of it is a picture of the game. It knows no pixels.
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
from improv.core.view_models import Invitation
from improv.director.ports import Remote, Snapshot, Trouble

_WORD = 300
"""ms that a word takes when it is read aloud."""


class ScriptedSession:
    """A session, and the instant of its clock in ms."""

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
        """Do an action; raises LookupError with the refusal's name when it is refused."""
        self._actions += 1
        request = action(id=f"scripted-{self._actions}", **values)  # type: ignore[arg-type]
        decided = decide(self.state, request, self.now, self.deck)
        if isinstance(decided, Refusal):
            raise LookupError(f"{action.name}: {decided.why}")
        for event in decided:
            self._events += 1
            self.state = evolve(self.state, event)

    def wait(self, seconds: float) -> None:
        """Let the session clock run, with everything that falls due on the way."""
        end = self.now + round(1000 * seconds)
        while (instant := due(self.state)) is not None and instant <= end:
            self.now = max(self.now, instant)
            self.do(a.Tick)
        self.now = end

    def go_to(self, *kinds: PhaseKind) -> None:
        """Do Next until the phase is one of these kinds; raises LookupError if there is none."""
        for _ in range(60):
            if self.kind in kinds:
                return
            self.do(a.Next)
        raise LookupError(f"no {kinds} in this session")

    def snapshot(self, trouble: Trouble | None = None) -> Snapshot:
        """What a screen would be given now."""
        seen = projections.host(self.state, self.deck)
        return Snapshot(self._events, seen.projector, seen, trouble, self.invitation, self.remote)

    def speech(self) -> Speech | None:
        """The line that is read aloud in this phase, in its middle; None where none is."""
        read = reading(self.snapshot().projector, entered=0)
        if read is None:
            return None
        text = read.lines[-1].text
        words = tuple(_WORD * i for i in range(len(text.split())))
        return Speech(text, self.now - words[len(words) // 2], words, _WORD * len(words))
