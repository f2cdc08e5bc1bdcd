"""Drawing a round: its cards, its twists, its people; and a twist on the spot.

Makes events, asks a deck, and takes chance from the state. Knows no keys and no clocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from improv.core.cards import DrawnCard, Kind
from improv.core.chance import Chance
from improv.core.draw import Deck, EmptyPile, Hand, added, draw_reels
from improv.core.errors import Refusal, Why
from improv.core.events import Event, RoundDrawn, TwistRung
from improv.core.formats import BallotKind, Format
from improv.core.roster import deal, places
from improv.core.state import Coming, Rung, State
from improv.core.timing import deadline, next_coming
from improv.core.turns import turns_now

OBSERVER_CARDS = 3
"""One for each part of the room; people count themselves off."""


def new_round(state: State, deck: Deck, now: int, step: str) -> tuple[Event, ...] | Refusal:
    """The next round, with a number of its own. No lock outlasts its round."""
    return _draw(state, deck, now, step, state.progress.format, again=False, kept={})


def redraw(
    state: State, deck: Deck, now: int, step: str, game: Format | None = None
) -> tuple[Event, ...] | Refusal:
    """This round once more: locked reels and people stay. After any ballot it is a new round."""
    round_ = state.round
    assert round_ is not None
    votes = state.votes_of(round_.number)
    again = not votes.ballots and not votes.hands and game is None
    kept = {reel: drawn for reel, drawn in round_.cards.items() if reel in state.progress.locked}
    return _draw(state, deck, now, step, game or state.progress.format, again=again, kept=kept)


def too_few(state: State, deck: Deck, game: Format) -> Refusal | None:
    """Why the people present are too few for this format; who is nameless is never counted."""
    if not any(person.plays for person in state.people.values()):
        return None
    present = [person for person in state.people.values() if person.present]
    playing = sum(person.plays for person in present)

    def fits(other: Format) -> bool:
        seats = len(places(other.seats))
        return seats <= playing and seats <= len(present) - 1

    if fits(game):
        return None
    offers = ", ".join(sorted(other.id for other in deck.formats.values() if fits(other)))
    seats = len(places(game.seats))
    return Refusal(
        Why.TOO_FEW_PLAYERS, {"needed": seats + 1, "present": len(present), "formats": offers}
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """The cards of a round."""

    reels: Mapping[str, DrawnCard]
    coming: tuple[Coming, ...]
    spare: tuple[DrawnCard, ...]
    observers: tuple[DrawnCard, ...]
    tip: DrawnCard | None
    hand: Hand


def _draw(
    state: State,
    deck: Deck,
    now: int,
    step: str,
    game: Format,
    *,
    again: bool,
    kept: Mapping[str, DrawnCard],
) -> tuple[Event, ...] | Refusal:
    if refusal := too_few(state, deck, game):
        return refusal
    round_ = state.round
    chance = Chance(state.setup.seed, state.progress.chance)
    if again and round_:
        cast = round_.cast
    else:  # before the cards, so that the facilitator can be told who is next
        cast, chance = deal(state.people, turns_now(state), places(game.seats), chance)
    start = Hand(deck, state.language, chance, state.progress.seen)
    try:
        table = _lay(start, game, {r.id: kept[r.id] for r in game.draws if r.id in kept})
    except EmptyPile as empty:
        values = {"kind": empty.kind.value, "language": empty.language}
        return Refusal(Why.EMPTY_PILE, values)
    chance = table.hand.chance
    answer = ""
    if BallotKind.GUESS in game.ballot.kinds and game.ballot.options:
        answer, chance = chance.choice(game.ballot.options)
    phase = game.phases[0]
    drawn = RoundDrawn(
        at=now,
        step=step,
        number=round_.number if again and round_ else state.last_round + 1,
        phase=phase,
        phase_id=state.last_phase_id + 1,
        deadline=deadline(state.setup, phase, now),
        cards=table.reels,
        cast=cast,
        coming=table.coming,
        spare=table.spare,
        observers=table.observers,
        tip=table.tip,
        answer=answer,
        returned=table.hand.returned,
        added=added(state.progress.seen, table.hand),
        chance=chance.count,
    )
    return (drawn,)


def _lay(hand: Hand, game: Format, kept: Mapping[str, DrawnCard]) -> _Table:
    """Draw everything a round needs before it begins."""
    hand = replace(hand, cards=tuple(kept.values()))  # on the table: not to come a second time
    reels, hand = draw_reels(hand, game.draws, kept)
    coming: list[Coming] = []
    spare: list[DrawnCard] = []
    for rule in game.twists:
        for at in rule.at:
            if rule.pile is not None:
                hand = hand.draw(rule.pile)
            drawn = None if rule.pile is None else hand.cards[-1]
            coming.append(Coming(rule.phase, 1000 * at, drawn))
        if rule.by_hand and rule.pile is not None:
            for _ in range(rule.most):
                hand = hand.draw(rule.pile)
                spare.append(hand.cards[-1])
    coming.sort(key=lambda twist: twist.after)
    before = len(hand.cards)
    hand = hand.draw_most(Kind.OBSERVER, OBSERVER_CARDS)
    observers = hand.cards[before:]
    hand = hand.draw_most(Kind.TIP, 1)
    tip = hand.cards[-1] if len(hand.cards) > before + len(observers) else None
    return _Table(reels, tuple(coming), tuple(spare), observers, tip, hand)


def ring_twist(state: State, deck: Deck, now: int) -> tuple[Event, ...] | Refusal:
    """The next twist, now: the one that is coming, else a spare one, else a fresh card."""
    round_ = state.round
    assert round_ is not None
    if coming := next_coming(state):
        rung = Rung(now, coming.drawn)
        return (TwistRung(at=now, step="twist", rung=rung, source="coming"),)
    if round_.spare:
        return (TwistRung(at=now, step="twist", rung=Rung(now, round_.spare[0]), source="spare"),)
    cues = [rule for rule in round_.format.twists if rule.pile is None]
    if cues:
        if round_.takes > sum(len(rule.at) + rule.most * rule.by_hand for rule in cues):
            return Refusal(Why.NO_TWIST_LEFT)
        return (TwistRung(at=now, step="twist", rung=Rung(now), source="cue"),)
    pile = next((r.pile for r in round_.format.twists if r.pile is not None), Kind.TWIST)
    before = state.progress.seen
    hand = Hand(deck, state.language, Chance(state.setup.seed, state.progress.chance), before)
    try:
        hand = hand.draw(pile)
    except EmptyPile as empty:
        values = {"kind": empty.kind.value, "language": empty.language}
        return Refusal(Why.EMPTY_PILE, values)
    event = TwistRung(
        at=now,
        step="twist",
        rung=Rung(now, hand.cards[-1]),
        source="fresh",
        returned=hand.returned,
        added=added(before, hand),
        chance=hand.chance.count,
    )
    return (event,)
