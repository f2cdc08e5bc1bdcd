"""The tally: the one place that counts. Exact: counts and fractions, never floats.

Order: median, then typical judgement (Fabre 2021, "Tie-breaking the highest median": share
above the median minus share below it), then mean, then the place is shared. The median of an
even count is the lower middle grade. Nothing is weighted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from improv.core.formats import MOVES, BallotKind
from improv.core.votes import (
    CHOICE_ROW,
    CHOICES,
    GRADES,
    KEYBOARD,
    MOVES_ROW,
    Ballot,
    Electorate,
    Question,
)

FIGURES_FROM = 3
"""With fewer ballots figures would name people."""
RANKED_FROM = 4


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many gave each grade, 1 to 4, and what follows from it."""

    counts: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        """How many grades there are; at least one."""
        return sum(self.counts)

    @property
    def median(self) -> int:
        """The middle grade, 1 to 4; of an even count the lower middle one."""
        middle, seen = (self.total + 1) // 2, 0
        for grade, count in zip(GRADES, self.counts, strict=True):
            seen += count
            if 0 < middle <= seen:
                return grade
        raise ValueError("no grades, no median")

    @property
    def typical(self) -> Fraction:
        """Share above the median minus share below it, -1/2 to 1/2."""
        above, below = sum(self.counts[self.median :]), sum(self.counts[: self.median - 1])
        return Fraction(above - below, self.total)

    @property
    def mean(self) -> Fraction:
        """The mean grade, 1 to 4."""
        weighed = sum(g * count for g, count in zip(GRADES, self.counts, strict=True))
        return Fraction(weighed, self.total)

    @property
    def csat(self) -> Fraction:
        """The room's CSAT: the share of 3s and 4s."""
        return Fraction(self.counts[2] + self.counts[3], self.total)

    @property
    def split(self) -> bool:
        """At least a quarter gave 1 or 2 and at least a quarter gave 4."""
        low, high = self.counts[0] + self.counts[1], self.counts[3]
        return 4 * low >= self.total and 4 * high >= self.total

    @property
    def order(self) -> tuple[int, Fraction, Fraction]:
        """Scenes are put in the order of this, greatest first."""
        return self.median, self.typical, self.mean


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a room agrees on some samples: shares of all pairs of raters of the same sample."""

    # Krippendorff's alpha is 0 or undefined where all rate one sample.
    same: Fraction
    """Gave the same grade."""
    near: Fraction
    """Gave the same grade, or one beside it."""


def agreement(samples: Iterable[Distribution]) -> Agreement | None:
    """The agreement over all samples; None where nothing was rated by two."""
    pairs = same = near = 0
    for one in samples:
        pairs += one.total * (one.total - 1) // 2
        same += sum(count * (count - 1) // 2 for count in one.counts)
        near += sum(low * high for low, high in pairwise(one.counts))
    return Agreement(Fraction(same, pairs), Fraction(same + near, pairs)) if pairs else None


@dataclass(frozen=True, slots=True)
class Tally:
    """What the room said of one scene. Figures are empty where they would name people."""

    by_phone: int
    """How many phones answered at least one question."""
    by_hand: int
    ranked: bool
    """Whether each criterion that was asked has enough grades, and the scene takes a place."""
    criteria: Mapping[str, Distribution] = field(default_factory=dict)
    """Each with its own count of grades; those with too few are left out."""
    overall: Distribution | None = None
    """All grades of all criteria together: what a coaching scene is ordered by."""
    choices: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """What the players said of themselves: seat -> grades. Never part of the figures."""
    moves: Mapping[str, int] = field(default_factory=dict)
    electorate: Electorate = Electorate.EVERYBODY
    """Whose votes these are."""

    @property
    def ballots(self) -> int:
        """How many said something."""
        return self.by_phone + self.by_hand

    @property
    def has_figures(self) -> bool:
        """Whether there were enough ballots to show figures."""
        return self.ballots >= FIGURES_FROM

    @property
    def full(self) -> int:
        """How many a full bar stands for: everybody who said something, players who guessed too."""
        return max(self.ballots, sum(self.choices.values()))

    @property
    def favourites(self) -> tuple[str, ...]:
        """The choices with the most votes; several when they tie."""
        most = max(self.choices.values(), default=0)
        return tuple(c for c, n in self.choices.items() if n == most and most > 0)


Hands = Mapping[str, tuple[int, ...]]
"""The show of hands: row -> counts. Rows are criteria (1s, 2s, 3s, 4s), moves and choice."""

Ballots = Mapping[tuple[str, str], Ballot]
"""(voter, kind) -> the one that counts."""
Seated = Mapping[str, str]
"""Voter -> their seat in the scene."""


def turnout(asked: Question, ballots: Ballots, hands: Hands, seated: Seated) -> tuple[int, int]:
    """How many voted on a scene: (with a phone, by hand or at the keyboard)."""
    return _voters(asked, _of_room(asked, _cast(asked, ballots, seated)), hands)


def _cast(asked: Question, ballots: Ballots, seated: Seated) -> list[tuple[str, Ballot]]:
    # Who voted and was then, after an undo, dealt a seat is a player: their ballot does not count.
    # Asked once for a kind and a seat, not for every one of a full room (Question.counts).
    seats = ("", *seated.values())
    counts = {(kind, seat): asked.counts(kind, "", seat) for kind in BallotKind for seat in seats}
    return [
        (voter, ballot)
        for (voter, _), ballot in ballots.items()
        if ballot.kind is not BallotKind.SELF
        and (counts[ballot.kind, seated.get(voter, "")] or voter.startswith(KEYBOARD))
    ]


def _of_room(asked: Question, cast: Iterable[tuple[str, Ballot]]) -> list[tuple[str, Ballot]]:
    kinds = frozenset(filter(asked.of_room, BallotKind))
    return [(voter, ballot) for voter, ballot in cast if ballot.kind in kinds]


def _voters(asked: Question, cast: Iterable[tuple[str, Ballot]], hands: Hands) -> tuple[int, int]:
    voters = {voter for voter, _ in cast}
    keyed = sum(voter.startswith(KEYBOARD) for voter in voters)
    # As many raised a hand as in the fullest row, for one may have been left out.
    aside = {MOVES_ROW, *([CHOICE_ROW] if asked.guessed_on_stage else [])}
    raised = max((sum(counts) for row, counts in hands.items() if row not in aside), default=0)
    return len(voters) - keyed, raised + keyed


def tally(
    asked: Question,
    ballots: Ballots,
    hands: Hands,
    seated: Seated,
    *,
    unranked: bool,
    electorate: Electorate = Electorate.EVERYBODY,
) -> Tally:
    """Count one scene. `ballots` are those of the `electorate`, which the tally names."""
    every = _cast(asked, ballots, seated)
    chosen = [ballot for _, ballot in every if ballot.choice]
    # What players guess is no ballot of the room, and no secret of it.
    cast = _of_room(asked, every)
    by_phone, by_hand = _voters(asked, cast, hands)
    enough = by_phone + by_hand >= FIGURES_FROM
    criteria = _criteria(asked, [ballot for _, ballot in cast], hands) if enough else {}
    overall = [sum(column) for column in zip(*(d.counts for d in criteria.values()), strict=True)]
    own: dict[str, tuple[int, ...]] = {}
    for (voter, _), ballot in ballots.items():
        if ballot.kind is BallotKind.SELF and voter in seated:
            own[seated[voter]] = (*own.get(seated[voter], ()), ballot.scores["self"])
    return Tally(
        by_phone=by_phone,
        by_hand=by_hand,
        ranked=bool(criteria)
        and asked.ranked
        and not unranked
        and len(criteria) == len(asked.criteria)
        and all(d.total >= RANKED_FROM for d in criteria.values()),
        criteria=criteria,
        overall=Distribution(_four(overall)) if criteria else None,
        choices=_choices(asked, chosen, hands),
        own=own,
        moves=_moves([ballot for _, ballot in cast], hands),
        electorate=electorate,
    )


def _criteria(asked: Question, cast: Iterable[Ballot], hands: Hands) -> dict[str, Distribution]:
    if not asked.ranks:
        return {}
    rated = [ballot for ballot in cast if ballot.kind is BallotKind.RATE]
    found: dict[str, Distribution] = {}
    for criterion in asked.criteria:
        counts = list(hands.get(criterion.id, (0, 0, 0, 0)))
        for ballot in rated:
            if criterion.id in ballot.scores:
                counts[ballot.scores[criterion.id] - 1] += 1
        if sum(counts) >= FIGURES_FROM:
            found[criterion.id] = Distribution(_four(counts))
    return found


def _choices(asked: Question, cast: Iterable[Ballot], hands: Hands) -> dict[str, int]:
    """How many chose each option; none at all where so few would be named by it."""
    chosen = [ballot.choice for ballot in cast]
    raised = hands.get(CHOICE_ROW, ())
    found = {
        option: chosen.count(option) + (raised[i] if i < len(raised) else 0)
        for i, option in enumerate(asked.options)
        if CHOICES & set(asked.kinds)
    }
    least = 1 if asked.guessed_on_stage else FIGURES_FROM
    return found if sum(found.values()) >= least else {}


def _moves(cast: Iterable[Ballot], hands: Hands) -> dict[str, int]:
    counts = dict(zip(MOVES, hands.get(MOVES_ROW, (0,) * len(MOVES)), strict=True))
    for ballot in cast:
        for move in ballot.moves:
            counts[move] += 1
    return {move: count for move, count in counts.items() if count}


def _four(counts: Sequence[int]) -> tuple[int, int, int, int]:
    one, two, three, four = counts
    return one, two, three, four


@dataclass(frozen=True, slots=True)
class Placed:
    """A scene's place among the scenes that were asked the same; ties share the place."""

    place: int
    number: int
    tally: Tally


def standings(scenes: Mapping[int, Tally]) -> tuple[Placed, ...]:
    """The ranked scenes in order. `scenes`: round number -> tally, all asked the same."""
    ranked = [(n, t, t.overall.order) for n, t in scenes.items() if t.ranked and t.overall]
    ranked.sort(key=lambda scene: scene[2], reverse=True)
    first: dict[tuple[int, Fraction, Fraction], int] = {}
    for place, (_, _, order) in enumerate(ranked, start=1):
        first.setdefault(order, place)
    return tuple(Placed(first[order], number, counted) for number, counted, order in ranked)
