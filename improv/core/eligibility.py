"""Who may vote, for what, now, and who may not sit. Whoever decides, shows or plays asks here."""

from collections.abc import Iterable, Mapping

from improv.core.electorate import belongs
from improv.core.errors import Refusal, Why
from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.replaced import replaced
from improv.core.roster import Person
from improv.core.state import Round, State
from improv.core.transitions import BEFORE_RESULT
from improv.core.votes import (
    CHOICE_ROW,
    CHOICES,
    GRADES,
    KEYBOARD,
    MOVES_ROW,
    Electorate,
    Question,
    complete,
)


def is_open(state: State, kind: BallotKind) -> bool:
    """Whether ballots of this kind count now; a guess has a phase of its own where it has one."""
    round_ = state.round
    # What a round asks is made anew whenever somebody asks for it: here only where it matters.
    if round_ is None or (kind in CHOICES and round_.question.no_choice(kind)):
        return False
    if kind is BallotKind.GUESS and any(p.kind is PhaseKind.GUESS for p in round_.format.phases):
        return state.kind is PhaseKind.GUESS
    return state.kind is PhaseKind.VOTE


def question_now(state: State, round_: Round) -> Question:
    """What the vote that is on asks: of several samples each has a vote of its own."""
    asked, turn = round_.question, state.running.phase.turn
    if not round_.format.survey or not turn:
        return asked
    return replaced(asked, criteria=asked.criteria[turn - 1 : turn])


def open_kinds(state: State) -> tuple[BallotKind, ...]:
    """The kinds of ballot that raters are asked for now, in the order of the round's question."""
    if state.round is None:
        return ()
    kinds = state.round.question.kinds
    return tuple(k for k in kinds if k is not BallotKind.SELF and is_open(state, k))


class _VoterRules:
    """Who may not vote in the round that is on, and why. What decides it is looked up once."""

    def __init__(self, state: State) -> None:
        self._round = state.round_on
        self._sat = state.sat[self._round.number]
        self._voters = state.votes_of(self._round.number).voters
        self._seats = {member.person: member.seat for member in self._round.cast if member.person}
        self._facts: dict[tuple[BallotKind, str], tuple[bool, bool]] = {}
        """(kind, seat) -> whether that seat is asked for it, and whether the electorate decides."""

    def refusal(self, person: Person, kind: BallotKind) -> Refusal | None:
        """Why this person may not cast a ballot of this kind, or None."""
        # Whoever sat in the scene, even for a moment, does not judge it: they may have read what
        # the raters could not. And a name under which another phone has voted votes no second time.
        number, seat = self._round.number, self._seats.get(person.id, "")
        if not person.votes:
            return Refusal(Why.NOT_A_VOTER)
        if person.joined_round == number:
            return Refusal(Why.NOT_A_VOTER, {"from_round": number + 1})
        asks, chosen = self._facts.get((kind, seat)) or self._look_up(kind, seat)
        if kind is BallotKind.SELF:
            return None if asks else Refusal(Why.ONLY_PLAYERS)
        if person.id in self._sat and not (seat and asks):
            return Refusal(Why.PLAYERS_DO_NOT_VOTE)
        if not asks:
            return Refusal(Why.ONLY_PLAYERS)
        if (chosen and not belongs(person, self._round)) or self.name_voted(person):
            return Refusal(Why.NOT_A_VOTER, {"from_round": number + 1})
        return None

    def _look_up(self, kind: BallotKind, seat: str) -> tuple[bool, bool]:
        question = self._round.question
        chosen = self._round.electorate is not Electorate.EVERYBODY and question.of_room(kind)
        facts = self._facts[kind, seat] = question.asks(kind, seat), chosen
        return facts

    def name_voted(self, person: Person) -> bool:
        """Whether another phone, which has given the name back, has voted under it."""
        return self._voters.get(person.id, person.phone) != person.phone


def barred(state: State, person: Person | None, kind: BallotKind) -> Refusal | None:
    """Why this person may not cast a ballot of this kind in the round that is on, or None."""
    return Refusal(Why.NOT_A_VOTER) if person is None else _VoterRules(state).refusal(person, kind)


def sits_out(state: State, person: Person) -> bool:
    """Whether a place that they had volunteered for was passed on: they take none in this round."""
    # Whoever is dealt seats is in the facilitator's list, and may take one after all.
    passed = state.round.passed if state.round else frozenset()
    return not person.plays and not passed.isdisjoint((person.id, person.phone))


def waits(state: State, person: Person) -> bool:
    """Whether they came during the scene and watch it: the facilitator can let them vote on it."""
    round_ = state.round
    if round_ is None or person.joined_round != round_.number or state.kind not in BEFORE_RESULT:
        return False
    if not round_.question.kinds:
        return False
    if round_.electorate is not Electorate.EVERYBODY:
        return False
    here = person.present and person.votes and person.id not in state.sat[round_.number]
    return here and not _VoterRules(state).name_voted(person)


def waiting(state: State) -> tuple[Person, ...]:
    """All who wait to be let in."""
    return tuple(person for person in state.people.values() if waits(state, person))


def asked_of(state: State, person: Person, asked: tuple[BallotKind, ...]) -> tuple[BallotKind, ...]:
    """What they are asked for now, of what is `asked`; else players tell of themselves."""
    # `asked` is open_kinds of the state, found once where hundreds of voters ask.
    if state.round is None:
        return ()
    if kinds := tuple(kind for kind in asked if barred(state, person, kind) is None):
        return kinds
    tells = is_open(state, BallotKind.SELF) and barred(state, person, BallotKind.SELF) is None
    return (BallotKind.SELF,) if tells else ()


def raters(state: State) -> tuple[Person, ...]:
    """Everybody present who may answer what is open now, or may rate while nothing is open."""
    if state.round is None:
        return ()
    rules, kinds = _VoterRules(state), open_kinds(state) or (BallotKind.RATE,)
    able = []
    for person in state.people.values():
        for kind in kinds if person.present else ():
            if rules.refusal(person, kind) is None:
                able.append(person)
                break
    return tuple(able)


def voted(state: State, able: Iterable[Person]) -> int:
    """How many of the raters, and how many at the keyboard, have answered what is asked now.

    Whose ballot lacks some of the criteria is not there yet, although their grades count.
    """
    if state.round is None:
        return 0
    asked, phones = open_kinds(state), {person.phone for person in able}
    question = question_now(state, state.round)
    ballots = state.votes_of(state.round.number).ballots
    return len(
        {
            voter
            for (voter, kind), ballot in ballots.items()
            if kind in asked and (voter in phones or voter.startswith(KEYBOARD))
            if complete(ballot, question)
        }
    )


def hand_rows(state: State) -> Mapping[str, int]:
    """The rows of a show of hands that are asked for now, in their order, with their cells."""
    round_, asked = state.round, set(open_kinds(state))
    rows: dict[str, int] = {}
    if round_ is None:
        return rows
    if BallotKind.RATE in asked:
        criteria = question_now(state, round_).criteria
        rows |= {criterion.id: len(GRADES) for criterion in criteria}
    if asked & CHOICES:
        rows[CHOICE_ROW] = len(round_.question.options)
    if BallotKind.RATE in asked and round_.question.moves:
        rows[MOVES_ROW] = len(MOVES)
    return rows
