"""Dealing: what the session says of a draw, and the twists that are drawn with a round."""

from collections.abc import Mapping
from dataclasses import replace

from improv.core.cards import DrawnCard
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand, taken_in
from improv.core.formats import Format
from improv.core.heat import ceiling, suited
from improv.core.pile import Preference
from improv.core.solo import wanted_practices
from improv.core.state import ScheduledTwist, State


def hand_of(
    state: State,
    deck: Deck,
    game: Format,
    cards: tuple[DrawnCard, ...],
    chance: Chance,
    picked: str = "",
) -> Hand:
    """The hand of a draw for this game, with `cards` in it: those from before, and one `picked`."""
    progress = state.progress
    here = {drawn.card.id for drawn in cards}  # by hand every card is there
    new = {d.card.kind: frozenset({picked}) for d in cards if d.card.id == picked}
    return Hand(
        deck.left(progress.out - here, state.setup.only),
        state.language,
        chance,
        taken_in(progress.seen, {}, new),
        cards=cards,
        latest=progress.latest,
        heat=ceiling(state, game),
        preference=preference(state, game, deck),
    )


def preference(state: State, game: Format, deck: Deck) -> Preference:
    """What suits the next draw for this game."""
    best = Preference.of(suited(state, game), trained_now(state), state.setup.team.practices)
    if (shift := state.setup.shift) is None:
        return best
    places = {practice: place for place, practice in enumerate(wanted_practices(state))}
    # What is due itself; then the customers who answer what one does.
    return replace(
        best, first=places, before=(frozenset(shift.cards), deck.answering(state.language))
    )


def trained_now(state: State) -> Mapping[str, int]:
    """How often each practice was trained in this session, the scene that is on among them."""
    round_, trained = state.round, state.progress.trained
    if round_ is None or not round_.revealed:
        return trained
    return {**trained, **{p: trained.get(p, 0) + 1 for p in sorted(round_.trained)}}


def draw_twists(
    hand: Hand, game: Format, scene: int
) -> tuple[tuple[ScheduledTwist, ...], tuple[DrawnCard, ...], Hand]:
    """The twists that come by themselves, in their order, and those for the facilitator's key.

    `scene`: which one of the session it is, from 1.
    """
    coming: list[ScheduledTwist] = []
    spare: list[DrawnCard] = []
    for rule in game.twists:
        if scene % rule.rounds:
            continue
        for at in rule.at:
            if rule.pile is not None:
                hand = hand.draw(rule.pile, rule.tag)
            drawn = None if rule.pile is None else hand.cards[-1]
            coming.append(ScheduledTwist(rule.phase, 1000 * at, drawn))
        if rule.by_hand and rule.pile is not None:
            for _ in range(rule.most):
                hand = hand.draw(rule.pile, rule.tag)
                spare.append(hand.cards[-1])
    coming.sort(key=lambda twist: twist.after)
    return tuple(coming), tuple(spare), hand
