"""A session as the tests hold it: act, let time pass, and the events so far.

The clock's part of a room, without a room: what is due comes at its very instant.
"""

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.events import Event
from improv.core.formats import BallotKind, PhaseKind
from improv.core.plans import Plan, StepKind
from improv.core.session import decide, due, evolve, opening
from improv.core.state import Round, Setup, Shift, State
from improv.core.votes import Ballot
from tests.core.sample_decks import SHIFT, solo_deck
from tests.core.sample_decks import deck as small_deck
from tests.core.sample_plans import PLAN


class SessionDriver:
    """A session on a small deck. `act` answers what `decide` says."""

    def __init__(
        self,
        game: str = "call",
        *,
        setup: Setup | None = None,
        deck: Deck | None = None,
        names: tuple[str, ...] = (),
        voters: int = 0,
        standings: bool = False,
    ) -> None:
        """In the lobby, with these players and so many phones (v1, v2, ...)."""
        self.deck = deck or small_deck()
        opened = opening(setup or Setup(7), self.deck.formats[game], "en", standings=standings)
        self.events: list[Event] = [opened]
        self.state: State = evolve(None, opened)
        self.now = 0
        if names:
            self.act(a.EditRoster(id="", add=names))
        for n in range(1, voters + 1):
            self.act(a.Join(id="", voter=f"v{n}"))

    @property
    def round(self) -> Round:
        """The round that is on."""
        assert self.state.round is not None
        return self.state.round

    def at(self, kind: PhaseKind) -> bool:
        """Whether a phase of this kind is on."""
        return self.state.kind is kind

    def act(self, action: a.Action) -> tuple[Event, ...] | Refusal:
        """Ask for it now."""
        decision = decide(self.state, action, self.now, self.deck)
        if not isinstance(decision, Refusal):
            for event in decision:
                self.events.append(event)
                self.state = evolve(self.state, event)
        return decision

    def wait(self, seconds: float) -> None:
        """Let time pass; everything that is due comes at its instant. A pause holds the clock."""
        until = self.now + int(1000 * seconds)
        while not self.state.paused and (instant := due(self.state)) is not None:
            if instant > until:
                break
            self.now = max(self.now, instant)
            self.act(a.Tick(id=""))
        if not self.state.paused:
            self.now = until

    def next(self) -> tuple[Event, ...] | Refusal:
        """The one right thing to do."""
        return self.act(a.Next(id=""))

    def to(self, kind: PhaseKind) -> "SessionDriver":
        """Press Next until this kind of phase is on; a pause is ended on the way."""
        for _ in range(30):
            if self.state.kind is kind and not self.state.paused:
                return self
            answer = self.next()
            assert not isinstance(answer, Refusal), answer
        raise AssertionError(f"no way to {kind}")

    def rate(self, voter: str, grade: int, *moves: str) -> tuple[Event, ...] | Refusal:
        """A ballot of the same grade on every criterion."""
        scores = {criterion.id: grade for criterion in self.round.question.criteria}
        ballot = Ballot(BallotKind.RATE, scores, moves)
        return self.act(a.CastBallot(id="", round=self.round.number, ballot=ballot, voter=voter))


def planned_driver(plan: Plan = PLAN, names: tuple[str, ...] = ()) -> SessionDriver:
    """A session that plays a plan, in the lobby."""
    first = next(step.game for step in plan.steps if step.kind is StepKind.GAME)
    return SessionDriver(first, setup=Setup(7, plan=plan), names=names)


def solo_driver(
    shift: Shift | None = None, rounds: int = 3, deck: Deck | None = None
) -> SessionDriver:
    """Somebody alone, in the lobby."""
    setup = Setup(7, rounds=rounds, heat=4, shift=shift or Shift("Sara"))
    return SessionDriver(SHIFT.id, setup=setup, deck=deck or solo_deck(), names=("Sara",))
