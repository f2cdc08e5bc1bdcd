"""Ballots: what one says, and whether it answers what a round asks.

One voter, one ballot of a kind a round. A rating may come answer by answer: each grade counts as
it is given, and the last one for its criterion before the close stays. Ballots carry no name: a
voter is a key that only their own phone knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from improv.core.cards import Audience
from improv.core.errors import Refusal, Why, bad_value
from improv.core.formats import MOVES, ROOM, BallotKind, BallotRule, Criterion, audience_of
from improv.core.replaced import replaced

CHOICES = frozenset({BallotKind.PICK, BallotKind.GUESS})
"""The kinds of ballot that choose one of some options."""

GRADES = range(1, 5)
"""Four points leave no comfortable middle."""

MOST_MOVES = 2
KEYBOARD = "key-"
"""Voters at the keyboard are key-1, key-2, ... of their round."""


class Electorate(StrEnum):
    """Whose votes count in a round: a room without accounts can be stuffed with phones."""

    EVERYBODY = "everybody"
    AT_DRAW = "at_draw"
    """Who was there when the round was drawn."""
    HANDS = "hands"
    """The hands, and the keyboard, alone: people whom the facilitator sees."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter says. `rate` and `self` fill scores, `pick` and `guess` fill choice."""

    kind: BallotKind
    scores: Mapping[str, int] = field(default_factory=dict)
    moves: tuple[str, ...] = ()
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a round asks: the rule of its format with nothing left open."""

    kinds: tuple[BallotKind, ...]
    criteria: tuple[Criterion, ...]
    options: tuple[str, ...]
    guessers: frozenset[Audience] = frozenset({Audience.OBSERVER})
    answer_for: frozenset[Audience] = frozenset({Audience.CUSTOMER})
    ranked: bool = True
    moves: bool = True
    """Whether a rating may tick moves that were seen: in a survey there are none."""

    def asks(self, kind: BallotKind, seat: str) -> bool:
        """Whether whoever sits in `seat` is asked for a ballot of this kind; without one: ""."""
        if kind is not BallotKind.GUESS:
            return bool(seat) is (kind is BallotKind.SELF)
        who = audience_of(seat)
        return not who.isdisjoint(self.guessers) and (who - ROOM).isdisjoint(self.answer_for)

    def counts(self, kind: BallotKind, voter: str, seat: str) -> bool:
        """Whether such a ballot counts; at the keyboard nobody knows who sits where."""
        if voter.startswith(KEYBOARD):
            return kind is not BallotKind.SELF
        return self.asks(kind, seat)

    @property
    def guessed_on_stage(self) -> bool:
        """Whether only players guess: all see what they say, and it is no vote of the room."""
        return BallotKind.GUESS in self.kinds and not self.asks(BallotKind.GUESS, "")

    def guessing(self, seats: Sequence[str]) -> tuple[str, ...]:
        """Those of the seats that guess, where only players do; else none."""
        if not self.guessed_on_stage:
            return ()
        return tuple(seat for seat in dict.fromkeys(seats) if self.asks(BallotKind.GUESS, seat))

    def of_room(self, kind: BallotKind) -> bool:
        """Whether a ballot of this kind is a vote of the room, not what a player says on stage."""
        return kind is not BallotKind.SELF and not (
            kind is BallotKind.GUESS and self.guessed_on_stage
        )

    @property
    def ranks(self) -> bool:
        """Whether scenes with this question can be put in an order."""
        return BallotKind.RATE in self.kinds

    def no_choice(self, kind: BallotKind) -> bool:
        """Whether a ballot of this kind has one option alone: nobody is asked for that."""
        return kind in self.kinds and kind in CHOICES and len(self.options) < 2

    @property
    def same(self) -> tuple[str, ...]:
        """Scenes compare only with those that were asked the same."""
        compares = self.ranks and self.ranked
        return tuple(criterion.id for criterion in self.criteria) if compares else ()


def question_of(
    rule: BallotRule,
    session: Sequence[Criterion],
    options: tuple[str, ...],
    *,
    moves: bool = True,
) -> Question:
    """The question of a round, with the options that it has."""
    criteria = rule.criteria or tuple(session)
    return Question(
        rule.kinds, criteria, options, rule.guessers, rule.answer_for, rule.ranked, moves
    )


def joined(before: Ballot | None, ballot: Ballot) -> Ballot:
    """A ballot after the one that counted before it: grades that a rating leaves out stay."""
    if before is None or ballot.kind is not BallotKind.RATE:
        return ballot
    return replaced(ballot, scores={**before.scores, **ballot.scores})


def complete(ballot: Ballot, asked: Question) -> bool:
    """Whether a ballot answers all that its kind asks: a rating may have some criteria only."""
    wanted = {criterion.id for criterion in asked.criteria}
    return ballot.kind is not BallotKind.RATE or ballot.scores.keys() >= wanted


def faulty(ballot: Ballot, asked: Question) -> Refusal | None:
    """Why this ballot does not answer what the round asks, or None."""
    if not _says_only_its_own(ballot):
        return Refusal(Why.WRONG_BALLOT, {"kind": ballot.kind.value})
    if ballot.kind is BallotKind.SELF:
        own = set(ballot.scores) == {"self"} and ballot.scores["self"] in GRADES
        return None if own else bad_value("scores", "number")
    if ballot.kind not in asked.kinds:
        return Refusal(Why.WRONG_BALLOT, {"kind": ballot.kind.value})
    if ballot.kind is BallotKind.RATE:
        return _faulty_rate(ballot, asked)
    if ballot.choice not in asked.options:
        return bad_value("choice")
    return None


def _says_only_its_own(ballot: Ballot) -> bool:
    """A rating has no choice, a choice no scores, and only a rating of others has moves."""
    if ballot.kind is BallotKind.RATE:
        return not ballot.choice
    return not ballot.moves and not (ballot.choice and ballot.scores)


def _faulty_rate(ballot: Ballot, asked: Question) -> Refusal | None:
    if not ballot.scores or not ballot.scores.keys() <= {one.id for one in asked.criteria}:
        return Refusal(Why.WRONG_BALLOT, {"kind": ballot.kind.value})
    if any(score not in GRADES for score in ballot.scores.values()):
        return bad_value("scores", "number")
    known = asked.moves or not ballot.moves
    known = known and all(move in MOVES for move in ballot.moves)
    if not known or len(set(ballot.moves)) < len(ballot.moves) or len(ballot.moves) > MOST_MOVES:
        return bad_value("moves")
    return None


MOVES_ROW = "moves"
CHOICE_ROW = "choice"
"""Rows of a show of hands that are no criterion."""
