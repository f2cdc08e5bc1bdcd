"""A demo: a facilitator, players and voters who play by themselves, by the actions of people.

What they do next is a pure function of the state and the seed, so the same seed gives the same
events at any speed, and a demo that was killed goes on where it was when it is resumed.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from improv.core import actions as a
from improv.core.chance import Chance
from improv.core.eligibility import asked_of, hand_rows, open_kinds, question_now, raters
from improv.core.errors import Why
from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.seats import open_place
from improv.core.state import Round, State
from improv.core.timing import due
from improv.core.votes import CHOICE_ROW, GRADES, MOST_MOVES, MOVES_ROW, Ballot, complete
from improv.director.demo_lines import writing
from improv.director.demo_solo import alone
from improv.director.room import Room

VOTERS = 9
"""Phones in the demo's room."""

HANDS = (0, 1, 2, 1)
"""Four people without a phone: how many 1s, 2s, 3s and 4s they raise."""

ASK_AGAIN = 1_000
"""ms after which a phone asks again when the disk refused its ballot."""

BETWEEN_TAKEOVERS = 30_000
"""ms that somebody plays before the next one takes their seat."""

READING = {
    PhaseKind.LOBBY: 9_000,
    PhaseKind.RULES: 9_000,
    PhaseKind.DRAW: 6_000,
    PhaseKind.BRIEF: 12_000,
    PhaseKind.ASK: 6_000,
    PhaseKind.TRUTH: 8_000,
    PhaseKind.SETTLE: 12_000,
    PhaseKind.VOTE: 18_000,
    PhaseKind.RESULT: 5_000,
    PhaseKind.DEBRIEF: 15_000,
    PhaseKind.STANDINGS: 8_000,
    PhaseKind.KUDOS: 8_000,
    PhaseKind.BREAK: 10_000,
    PhaseKind.TALK: 10_000,
    PhaseKind.COACH: 7_000,
    PhaseKind.MODELS: 15_000,
    PhaseKind.REFLECT: 10_000,
}
"""ms after which the facilitator presses Next where no clock does."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the people of a demo say, in the session's language."""

    promise: str
    """A player's, to the customer, once in every scene."""
    thanks: tuple[str, ...]
    """A voter's, to the players, at the end."""
    written: tuple[str, ...] = ()
    """What the voters write where everybody is asked."""
    note: str = ""
    """What somebody alone writes made a call work."""


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """What somebody does next, and when."""

    at: int
    """Session clock, ms."""
    action: a.Action


def next_action(state: State, lines: Lines, not_before: Mapping[str, int]) -> PlannedAction | None:
    """The earliest move that was not made yet; None where only the clock goes on.

    `not_before`: action id -> the instant before which it is not asked for again.
    """
    planned = [move for move in _planned(state, lines) if move is not None]
    waiting = [PlannedAction(max(m.at, not_before.get(m.action.id, 0)), m.action) for m in planned]
    return min(waiting, key=lambda move: move.at, default=None)


def _planned(state: State, lines: Lines) -> list[PlannedAction | None]:
    start = state.running.entered
    if state.kind is PhaseKind.END:
        return []
    if state.paused:
        return [PlannedAction(start, a.Resume(id=""))]
    planned: list[PlannedAction | None] = [_next(state)]
    if state.kind is PhaseKind.LOBBY and state.setup.shift is None:
        joining = [f"demo-{n}" for n in range(1, VOTERS + 1) if f"demo-{n}" not in state.people]
        planned += [
            PlannedAction(start + 300 * int(voter[5:]), a.Join(id=f"join-{voter}", voter=voter))
            for voter in joining[:1]
        ]
    round_ = state.round
    if round_ is not None:
        planned += [
            _heat(state, round_),
            _promise(state, round_, lines.promise),
            _kept(state, round_),
            _take_over(state, round_),
            _hands(state, round_),
        ]
        planned += _ballots(state, round_)
        if state.setup.shift is not None:
            chance = _chance(state, "alone", round_.number)
            moves = alone(state, round_, chance, lines.note)
            return [_next(state), *(PlannedAction(*move) for move in moves)]
        if state.kind is PhaseKind.ASK:
            planned += [PlannedAction(*move) for move in writing(state, round_, lines.written)]
    if state.kind is PhaseKind.KUDOS:
        planned += _kudos(state, lines.thanks)
    return planned


def _next(state: State) -> PlannedAction | None:
    """Next after the time it takes to read; phases that end by their clock need nobody."""
    wait = READING.get(state.kind)
    running = state.running
    if wait is None:
        return None
    revealed = bool(state.round and state.round.revealed)
    if revealed and state.kind is PhaseKind.RESULT:
        wait += READING[PhaseKind.RESULT]
    asking = state.round.asking if state.round and state.kind is PhaseKind.VOTE else 0
    begun = running.entered
    if state.kind is PhaseKind.ASK:
        if not running.rang or running.deadline is None:
            return None  # everybody writes until the clock rings
        asking, begun = len(state.round_on.shown), running.deadline
    action = a.Next(
        id=f"demo-next-{running.phase_id}-{asking}-{revealed}", phase_id=running.phase_id
    )
    return PlannedAction(begun + wait * (1 + asking), action)


def _heat(state: State, round_: Round) -> PlannedAction | None:
    """In every other round the facilitator turns the heat up, late in the scene."""
    asked = state.kind is PhaseKind.PLAY and round_.number % 2 == 0
    if not asked or round_.heat == 5 or state.running.deadline is None:
        return None
    if _chance(state, "heat", round_.number).below(3)[0] == 0:
        return None
    at = state.running.entered + 2 * (state.running.deadline - state.running.entered) // 3
    return PlannedAction(at, a.Heat(id=f"demo-heat-{state.running.phase_id}", level=5))


def _promise(state: State, round_: Round, text: str) -> PlannedAction | None:
    if state.kind is not PhaseKind.PLAY or any(p.round == round_.number for p in state.promises):
        return None
    return PlannedAction(
        state.running.entered + 9_000, a.Promise(id=f"demo-promise-{round_.number}", text=text)
    )


def _kept(state: State, round_: Round) -> PlannedAction | None:
    """What was promised in the first scene was kept, says the facilitator after the second."""
    if state.kind is not PhaseKind.RESULT or round_.number != 2:
        return None
    made = next((one for one in state.promises if not one.kept), None)
    if made is None or made.round == round_.number:
        return None
    keep = a.MarkPromise(id=f"demo-kept-{made.number}", promise=made.number, kept=True)
    return PlannedAction(state.running.entered + 1_000, keep)


def _take_over(state: State, round_: Round) -> PlannedAction | None:
    """A seat that is open is taken: by a name, then by a phone, then by somebody without one."""
    place, entered, taken = open_place(state), state.running.entered, len(round_.changes)
    if place is None or (taken and round_.changes[-1].at > entered - BETWEEN_TAKEOVERS):
        return None
    free = [p for p in state.people.values() if p.present and p.id not in round_.players]
    named = [p.id for p in free if p.plays and p.name]
    phones = [p.phone for p in free if p.votes and not p.plays]
    name, at = f"demo-take-{round_.number}-{taken}", entered + 4_000
    if taken % 3 == 1 and phones:
        return PlannedAction(at, a.TakeSeat(id=name, voter=phones[0], place=place))
    person = named[0] if named and taken % 3 == 0 else ""
    return PlannedAction(at, a.TakeOver(id=name, place=place, person=person))


def _hands(state: State, round_: Round) -> PlannedAction | None:
    """The few without a phone raise their hands."""
    asked = hand_rows(state)
    if list(asked) == [CHOICE_ROW] and round_.question.guessed_on_stage and not raters(state):
        return _guess_on_stage(state, round_, asked[CHOICE_ROW])
    rated = [row for row in asked if row not in (MOVES_ROW, CHOICE_ROW)]
    if not rated or asked.keys() & state.votes_of(round_.number).hands.keys():
        return None
    rows: dict[str, tuple[int, ...]] = dict.fromkeys(rated, HANDS)
    if MOVES_ROW in asked:
        rows[MOVES_ROW] = (1,) + (0,) * (len(MOVES) - 1)
    action = a.ShowHands(id=f"demo-hands-{round_.number}{_turn(state)}", rows=rows)
    return PlannedAction(state.running.entered + 12_000, action)


def _guess_on_stage(state: State, round_: Round, options: int) -> PlannedAction | None:
    """A player without a phone says what it was, and the facilitator writes it down."""
    if CHOICE_ROW in state.votes_of(round_.number).hands:
        return None
    guessed, _ = _chance(state, "guess", round_.number).below(options)
    row = tuple(int(option == guessed) for option in range(options))
    action = a.ShowHands(id=f"demo-guess-{round_.number}", rows={CHOICE_ROW: row})
    return PlannedAction(state.running.entered + 4_000, action)


def _ballots(state: State, round_: Round) -> list[PlannedAction | None]:
    """Everyone votes in their own time; one in four changes their mind."""
    planned: list[PlannedAction | None] = []
    cast = state.votes_of(round_.number).ballots
    asked = open_kinds(state)
    for person in raters(state):
        for kind in asked_of(state, person, asked):
            once, again = f"first{_turn(state)}", f"second{_turn(state)}"
            first = _ballot(state, round_, kind, person.phone, once)
            second = _ballot(state, round_, kind, person.phone, again)
            counts = cast.get((person.phone, kind.value))
            if counts and not complete(counts, question_now(state, round_)):
                counts = None  # of a survey's next sample
            chance = _chance(state, person.phone, round_.number)
            wait, chance = chance.below(6_000)
            changes = chance.below(4)[0] == 0
            start = state.running.entered + 1_500 + wait
            if counts is None:
                planned.append(_cast(round_, person.phone, first, start, once))
            elif changes and counts == first != second:
                planned.append(_cast(round_, person.phone, second, start + 2_000, again))
    return planned


def _turn(state: State) -> str:
    """Which of several votes of its round is on; empty where there is one alone."""
    turn = state.running.phase.turn
    return f"-{turn}" if state.kind is PhaseKind.VOTE and turn else ""


def _cast(round_: Round, voter: str, ballot: Ballot, at: int, which: str) -> PlannedAction:
    name = f"demo-{voter}-{round_.number}-{ballot.kind.value}-{which}"
    return PlannedAction(at, a.CastBallot(id=name, round=round_.number, ballot=ballot, voter=voter))


def _ballot(state: State, round_: Round, kind: BallotKind, voter: str, which: str) -> Ballot:
    chance = _chance(state, f"{voter}-{which}-{kind.value}", round_.number)
    if kind is not BallotKind.RATE:
        choice, _ = chance.choice(round_.question.options)
        return Ballot(kind, choice=choice)
    scores: dict[str, int] = {}
    for criterion in question_now(state, round_).criteria:
        high, chance = chance.below(3)  # peers are lenient
        low, chance = chance.below(len(GRADES))
        scores[criterion.id] = max(1 + high, 1 + low)
    ticks, chance = chance.below(MOST_MOVES + 1)
    seen, _ = chance.shuffled(MOVES)
    return Ballot(kind, scores, seen[:ticks] if round_.question.moves else ())


def _kudos(state: State, thanks: tuple[str, ...]) -> list[PlannedAction | None]:
    start = state.running.entered
    given = len(state.kudos)
    if given < len(thanks):
        action = a.GiveKudos(id=f"demo-kudos-{given}", text=thanks[given], voter="demo-1")
        return [PlannedAction(start + 1_000 * (given + 1), action)]
    waiting = [line.number for line in state.kudos if line.waits]
    return [
        PlannedAction(
            start + 3_000 + 500 * number, a.NodKudos(id=f"demo-nod-{number}", number=number)
        )
        for number in waiting
    ]


def _chance(state: State, who: str, number: int) -> Chance:
    """Somebody's chance in a round, from the seed and apart from the game's own."""
    name = sum((i + 1) * ord(letter) for i, letter in enumerate(who))
    return Chance(state.setup.seed * 1_000_003 + name * 10_007 + number)


class Stuck(Exception):
    """What the demo's people want to do is refused, and will be again; `args` is the refusal."""


async def play(room: Room, lines: Lines, happened: Callable[[State], None]) -> None:
    """Play the room's session to its end. `happened` sees every new state. Raises Stuck."""
    not_before: dict[str, int] = {}
    while room.state.kind is not PhaseKind.END:
        state = room.state
        timer, move = due(state), next_action(state, lines, not_before)
        at = None if move is None else max(move.at, room.at)
        instant = min(instant for instant in (timer, at) if instant is not None)
        if not room.clock.held:
            room.clock.run(min(room.clock.now(), instant), ceiling=instant)
        await asyncio.sleep(room.clock.seconds_until(instant))
        action = move.action if move is not None and at == instant else a.Tick(id="")
        refusal = await room.act(action, at=instant)
        if refusal is not None and refusal.why is Why.NOT_SAVED:
            not_before[action.id] = instant + ASK_AGAIN
        elif refusal is not None and room.state is state:
            raise Stuck(refusal)
        happened(room.state)
