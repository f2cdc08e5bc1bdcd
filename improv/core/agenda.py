"""The agenda: where a session is in its plan, what of a step is left, and how late it is.

Values only: what may be asked for while a plan is played, and what it leads to, stands in
plan_steps.py. Instants are ms of the session clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from improv.core.formats import (
    COACHING,
    QUICK,
    BallotKind,
    BallotRule,
    Format,
    Phase,
    PhaseKind,
)
from improv.core.plans import INSERTED_MINUTES, Agenda, Plan, PlanStep, StepBallot, StepKind
from improv.core.state import State
from improv.core.timing import COACHING_VOTE, phase, without_votes

MINUTE = 60_000
"""ms."""
_OF_SCENE = frozenset({BallotKind.GUESS, BallotKind.SELF})
"""Ballots that belong to a scene, whoever votes on it."""
_KINDS = {StepKind.BREAK: PhaseKind.BREAK, StepKind.TALK: PhaseKind.TALK}


def agenda_of(plan: Plan) -> Agenda:
    """The agenda of a plan that begins."""
    return Agenda(plan.steps, sum(step.minutes for step in plan.steps))


def interlude(step: PlanStep) -> Phase:
    """The phase of a break or a talk."""
    kind = _KINDS[step.kind]
    return phase(kind.value, kind, 60 * step.minutes)


def asked(game: Format, ballot: StepBallot | None) -> Format:
    """The game with what a step asks the room, in place of what the game asks itself."""
    kinds = tuple(kind for kind in game.ballot.kinds if kind in _OF_SCENE)
    match ballot:
        case None:
            return game
        case StepBallot.UNRANKED:
            return replace(game, ballot=replace(game.ballot, ranked=False))
        case StepBallot.NONE:
            return without_votes(game)
    rule: BallotRule = replace(
        game.ballot,
        kinds=(*kinds, BallotKind.RATE),
        criteria=COACHING if ballot is StepBallot.COACHING else QUICK,
        options=game.ballot.options if BallotKind.GUESS in kinds else (),
    )
    if ballot is StepBallot.QUICK:
        return replace(game, ballot=rule)
    phases = tuple(
        replace(one, seconds=max(one.seconds or 0, COACHING_VOTE))
        if one.kind is PhaseKind.VOTE
        else one
        for one in game.phases
    )
    return replace(game, ballot=rule, phases=phases, talk_first=True)


def rounds_shown(state: State) -> int:
    """How many rounds came to their result, surveys among them."""
    return len(state.scenes) + len(state.surveys)


def rounds_done(state: State, agenda: Agenda) -> int:
    """How many rounds of the step that is on have been played, the one that is on if it was."""
    return rounds_shown(state) - agenda.played


def rounds_left(state: State, agenda: Agenda) -> int:
    """How many rounds of the step that is on come after the one that is on."""
    step, round_ = agenda.step, state.round
    if step is None or step.kind is not StepKind.GAME:
        return 0
    on = round_ is not None and not round_.revealed
    return max(0, step.rounds - rounds_done(state, agenda) - on)


def is_last_round(state: State) -> bool:
    """Whether the plan goes on with another step after what is on."""
    agenda = state.progress.agenda
    return agenda is not None and rounds_left(state, agenda) == 0


def with_inserted(state: State, agenda: Agenda, game: str, *, now: bool) -> tuple[PlanStep, ...]:
    """The steps with a game after the one that is on; `now`, what is left of that comes again."""
    count = sum(step.added for step in agenda.steps)
    added = PlanStep(f"added-{count + 1}", StepKind.GAME, INSERTED_MINUTES, game, added=True)
    before, after = agenda.steps[: agenda.index + 1], agenda.steps[agenda.index + 1 :]
    rest = _rest(state, agenda) if now else None
    if rest is None:
        return (*before, added, *after)
    on = before[-1]
    done = rounds_done(state, agenda)
    cut = replace(on, rounds=done, minutes=on.minutes - rest.minutes) if done else on
    cut = replace(cut, minutes=max(1, cut.minutes), left_out=not done)
    return (*before[:-1], cut, added, rest, *after)


def _rest(state: State, agenda: Agenda) -> PlanStep | None:
    """What would be left of the game that is on if it were left now; None for nothing."""
    step = agenda.step
    if step is None or step.kind is not StepKind.GAME:
        return None
    left = step.rounds - rounds_done(state, agenda)
    if left <= 0:
        return None
    return replace(step, rounds=left, minutes=max(1, step.minutes * left // step.rounds))


@dataclass(frozen=True, slots=True)
class Pace:
    """The plan against the clock. Instants are ms of the session clock."""

    step_ends: int
    """When the step that is on should be over."""
    rest: int
    """What the steps after it take, ms."""
    ends: int
    """When all of it should be over, as it was planned at first."""

    def late(self, now: int) -> int:
        """How much later than planned it will end, ms; less than 0: earlier."""
        return max(self.step_ends, now) + self.rest - self.ends


def pace(agenda: Agenda) -> Pace | None:
    """How the plan stands against the clock; None before its first step."""
    step = agenda.step
    if step is None:
        return None
    rest = sum(agenda.steps[place].minutes for place in agenda.coming)
    return Pace(
        step_ends=agenda.began + MINUTE * step.minutes,
        rest=MINUTE * rest,
        ends=agenda.started + MINUTE * agenda.minutes,
    )


@dataclass(frozen=True, slots=True)
class Saving:
    """What would save time: a step to leave out, or (`rounds`) to play one round less of it."""

    place: int
    minutes: int
    rounds: bool = False


def savings(state: State, agenda: Agenda) -> Iterator[Saving]:
    """What may be left out from here on: optional steps, then rounds beyond the first."""
    for place in agenda.coming:
        step = agenda.steps[place]
        if step.optional:
            yield Saving(place, step.minutes)
    on = agenda.step
    if on is not None and rounds_left(state, agenda):
        yield Saving(agenda.index, on.minutes // on.rounds, rounds=True)
    for place in agenda.coming:
        step = agenda.steps[place]
        if step.rounds > 1 and not step.optional:
            yield Saving(place, step.minutes // step.rounds, rounds=True)
