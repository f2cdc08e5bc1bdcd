"""What a person with pencil and paper would keep of a session: turns, cards seen, votes.

Written from RULES alone and slowly on purpose; shares no arithmetic with improv.core.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from improv.core.cards import Card, Desk, DrawnCard, Kind
from improv.core.draw import Deck
from improv.core.events import RoundDrawn
from improv.core.formats import BallotKind, Format
from improv.core.state import Round, State
from improv.core.tally import Tally
from improv.core.votes import Ballot


@dataclass
class Paper:
    """The votes of one round. `names`: a name, or a phone without one -> the phone that voted."""

    late: set[str] = field(default_factory=set)
    """Phones that voted and had come after the draw."""
    names: dict[str, str] = field(default_factory=dict)
    ballots: dict[tuple[str, BallotKind], Ballot] = field(default_factory=dict)
    keyed: list[Ballot] = field(default_factory=list)
    hands: dict[str, tuple[int, ...]] = field(default_factory=dict)


def figures(paper: Paper, round_: Round) -> dict[str, Any]:
    """The figures of a scene, counted by hand, as `shown` lists those of a tally."""
    players = {paper.names.get(chair.person, ""): chair.seat for chair in round_.cast}
    guessing = guessing_seats(round_)
    stage = bool(guessing) and "" not in guessing  # only players guess: no ballot of the room
    keyed = [one for one in paper.keyed if not (stage and one.kind is BallotKind.GUESS)]
    barred = {
        "everybody": set(),
        "at_draw": paper.late,
        "hands": {voter for voter, _ in paper.ballots},
    }[round_.electorate]
    room = {
        (voter, kind): ballot
        for (voter, kind), ballot in paper.ballots.items()
        if kind is not BallotKind.SELF
        and voter not in barred
        and (voter not in players or (kind is BallotKind.GUESS and players[voter] in guessing))
        and not (stage and kind is BallotKind.GUESS)
    }
    phones = {voter for voter, _ in room}
    said = [*room.values(), *keyed]
    aside = ("moves", "choice") if stage else ("moves",)
    raised = [sum(counts) for row, counts in paper.hands.items() if row not in aside]
    by_hand = len(keyed) + max(raised, default=0)
    criteria: dict[str, Any] = {}
    everything: list[int] = []
    if len(phones) + by_hand >= 3:
        for criterion in (
            round_.question.criteria if BallotKind.RATE in round_.format.ballot.kinds else ()
        ):
            grades = [b.scores[criterion.id] for b in said if criterion.id in b.scores]
            for grade, count in enumerate(paper.hands.get(criterion.id, ()), start=1):
                grades += [grade] * count
            if len(grades) >= 3:
                criteria[criterion.id] = _figures(grades)
                everything += grades
    return {
        "by_phone": len(phones),
        "by_hand": by_hand,
        "criteria": criteria,
        "overall": _figures(everything) if everything else None,
        "ranked": round_.format.ballot.ranked
        and len(criteria) == len(round_.question.criteria)
        and bool(criteria)
        and min(len(one["grades"]) for one in criteria.values()) >= 4,
        "own": sorted(
            (chair.seat, paper.ballots[phone, BallotKind.SELF].scores["self"])
            for chair in round_.cast
            if (phone := paper.names.get(chair.person))
            if (phone, BallotKind.SELF) in paper.ballots
        ),
    }


def guessing_seats(round_: Round) -> set[str]:
    """Who guesses in a round: seats, and an empty text for who sits in none."""
    asked = round_.format.ballot
    if BallotKind.GUESS not in asked.kinds:
        return set()
    called = {"agent": "agent", "customer": "customer", "": "observer"}
    return {
        seat
        for seat, who in called.items()
        if who not in asked.answer_for and ({who, "everyone"} & asked.guessers)
    }


def _figures(grades: Iterable[int]) -> dict[str, Any]:
    ordered = sorted(grades)
    n = len(ordered)
    median = ordered[(n - 1) // 2]
    above, below = sum(g > median for g in ordered), sum(g < median for g in ordered)
    return {
        "grades": ordered,
        "median": median,
        "typical": Fraction(above, n) - Fraction(below, n),
        "mean": Fraction(sum(ordered), n),
        "csat": Fraction(sum(g >= 3 for g in ordered), n),
        "split": sum(g <= 2 for g in ordered) * 4 >= n and ordered.count(4) * 4 >= n,
    }


def shown(tally: Tally) -> dict[str, Any]:
    """A tally in the words of `figures`."""

    def one(counts: Any) -> dict[str, Any]:
        grades = [g for g, count in enumerate(counts.counts, start=1) for _ in range(count)]
        names = ("median", "typical", "mean", "csat", "split")
        return {"grades": grades, **{name: getattr(counts, name) for name in names}}

    return {
        "by_phone": tally.by_phone,
        "by_hand": tally.by_hand,
        "criteria": {name: one(counts) for name, counts in tally.criteria.items()},
        "overall": one(tally.overall) if tally.overall else None,
        "ranked": tally.ranked,
        "own": sorted((seat, grade) for seat, grades in tally.own.items() for grade in grades),
    }


def new_cards(
    event: RoundDrawn, kept: Mapping[str, DrawnCard]
) -> dict[tuple[Kind, tuple[str, ...]], list[Card]]:
    """The cards that left their piles for this round, in the order of the draw where it counts.

    Those that come only where their tag is asked for are piles of their own.
    """
    drawn = [d for reel, d in event.cards.items() if kept.get(reel) != d]
    drawn += [c.drawn for c in event.coming if c.drawn is not None]
    drawn += [*event.spare, *event.observers, *([event.tip] if event.tip else [])]
    found: dict[tuple[Kind, tuple[str, ...]], list[Card]] = {}
    for one in drawn:
        found.setdefault((one.card.kind, one.card.needs), []).append(one.card)
    return found


def in_play(deck: Deck, state: State) -> Deck:
    """What of a deck is played in a session: all packs but those that are kept out."""
    out = state.setup.packs_out
    return replace(deck, packs=tuple(pack for pack in deck.packs if pack.id not in out))


def cool(deck: Deck, fit: set[str], most: int) -> set[str]:
    """Those of these cards that are not too hot; where all are, the coolest."""
    heats = {c.id: c.heat for pack in deck.packs for c in pack.cards.values() if c.id in fit}
    warm = {i for i in fit if heats[i] <= most}
    return warm or {i for i in fit if heats[i] == min(heats.values())}


def ceiling(state: State, game: Format) -> int:
    """How hot a card may be: 3, or 4 after two calm scenes and by hand, unless somebody said how.

    A game may want less. A survey is no scene.
    """
    scenes, now = list(state.progress.played), state.round
    if now is not None and now.revealed and not now.format.survey:
        scenes.append(now)
    calm = [scene.hottest < 4 for scene in scenes]
    setup = state.setup
    huddle = setup.huddle or (setup.plan is not None and setup.plan.series)
    most = 4 if calm[-2:] == [True, True] and not huddle else 3
    return min(setup.heat or most, game.heat)


def fitting(
    deck: Deck,
    language: str,
    kind: Kind,
    cards: Mapping[str, DrawnCard],
    needs: tuple[str, ...] = (),
    desk: Desk = Desk.HOME,
    out: frozenset[str] = frozenset(),
) -> set[str]:
    """What might have been drawn: with words in the language; a desk where its request may come."""
    request = next((d.card for d in cards.values() if d.card.kind is Kind.PROMPT), None)
    own = set(request.businesses) if request else set()
    asked = desk if any(d.card.kind is Kind.BUSINESS for d in cards.values()) else Desk.ANY
    every = {card.id: card for pack in deck.packs for card in pack.cards.values()}
    said = {id_ for pack in deck.packs for id_ in pack.words[language]}
    here = {i for i, card in every.items() if card.kind is Kind.BUSINESS} & said - out

    def suits(card: Card) -> bool:
        if kind is Kind.BUSINESS and request is not None:
            bound = request.desk is Desk.HOME or desk is Desk.HOME
            # Where all its desks are kept out, another one is better than no game.
            bound = bound and not own.isdisjoint(here)
            return (
                card.id not in own
                if desk is Desk.FOREIGN
                else card.id in own or not (own and bound)
            )
        if kind is Kind.PROMPT:  # some desk is here to which it may come
            theirs = set(card.businesses)
            home = card.desk is not Desk.FOREIGN and (not theirs or bool(theirs & here))
            away = bool(theirs) and card.desk is Desk.ANY and bool(here - theirs)
            away = away or card.desk is Desk.FOREIGN
            return {Desk.HOME: home, Desk.FOREIGN: away, Desk.ANY: home or away}[asked]
        return True

    return {
        i
        for i, card in every.items()
        if card.kind is kind and card.needs == needs and i in said and suits(card)
    }


def after_drawing(seen: set[str], fit: set[str], new: list[str]) -> set[str]:
    """The seen of a pile after `new` came from `fit`; AssertionError if one came too early."""
    fresh = fit - seen
    assert set(new) <= fit
    if len(new) <= len(fresh):
        assert len(set(new)) == len(new), f"{new} has one twice"
        assert set(new) <= fresh, f"{set(new) - fresh} came again before {fresh} were used up"
        return seen | set(new)
    assert fresh <= set(new), f"{set(new)} came again before {fresh} were used up"
    if len(new) <= len(fit):
        assert len(set(new)) == len(new), f"{new} has one twice, though the pile has more"
    return (seen - fit) | (set(new) - fresh)
