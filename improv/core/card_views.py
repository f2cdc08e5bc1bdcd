"""What the facilitator is told of the cards: why this one, which there are, which are kept out."""

from collections.abc import Sequence

from improv.core.actions import KeepOut, KeepPackOut
from improv.core.alphabet import alphabet_key
from improv.core.cards import Card, Kind, Pack
from improv.core.draw import Deck, Titles
from improv.core.formats import PhaseKind
from improv.core.state import Round, State
from improv.core.view_models import CardName, PackName, WhyView

_TOLD = frozenset({PhaseKind.DRAW, PhaseKind.BRIEF})


def why(state: State, deck: Deck, language: str) -> WhyView | None:
    """Why the request of the round that is on was dealt; None where there is none, or later."""
    if state.round is None or state.kind not in _TOLD:
        return None
    drawn = (drawn.card for drawn in state.round.cards.values() if drawn.card.kind is Kind.PROMPT)
    card = next(drawn, None)
    if card is None:
        return None
    return WhyView(
        how=_how(card, state.round),
        practice=deck.practice(_least_trained(card, state), language),
        heat=card.heat,
        ordinal=len(state.progress.played) + 1,
    )


def _how(card: Card, round_: Round) -> str:
    if card.id in round_.picked:
        return "picked"
    return "again" if card.id in round_.again else "new"


def _least_trained(card: Card, state: State) -> str:
    """Of the practices of a card the one that was trained least before this round."""
    today, before = state.progress.trained, state.setup.team.practices
    return min(card.practices, key=lambda p: (today.get(p, 0), before.get(p, 0)), default="")


def titles(state: State, deck: Deck, language: str) -> Titles:
    """Of every card that may be looked for now."""
    return deck.titles(language) if state.kind in KeepOut.phases else {}


def kept_out(state: State, deck: Deck, language: str) -> tuple[CardName, ...]:
    """The cards in play that are kept out, in the order of what they are called."""
    desks = deck.titles(language).get(Kind.BUSINESS, {}) if state.setup.only else {}
    ids = {*state.progress.out, *(desks.keys() - state.setup.only)}
    cards = [card for id_ in ids if (card := deck.card(id_)) is not None]
    names = [CardName(card.id, card.kind, _called(card, deck, language)) for card in cards]
    return tuple(sorted(names, key=lambda name: alphabet_key(name.title, language)))


def pack_names(state: State, packs: Sequence[Pack], language: str) -> tuple[PackName, ...]:
    """The packs where one of several may be kept out, in their order."""
    if state.kind not in KeepPackOut.phases or state.setup.shift is not None or len(packs) < 2:
        return ()
    out = state.setup.packs_out
    return tuple(PackName(one.id, one.called(language), one.id in out) for one in packs)


def _called(card: Card, deck: Deck, language: str) -> str:
    words = deck.drawn(card).say(language)
    return words.get("title") or words.get("text") or card.id
