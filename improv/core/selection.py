"""Selection: what the facilitator keeps out, brings back, and picks: cards by names, whole packs.

By hand every card is there: a picked one may be hotter than the ceiling, or be kept out.
"""

from collections.abc import Mapping, Set

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import Card, DrawnCard, Kind
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.formats import Reel
from improv.core.handlers import Decision, Handlers, with_progress
from improv.core.pile import Pile
from improv.core.reels import asked_desk, opened
from improv.core.replaced import replaced
from improv.core.rounds import redraw
from improv.core.search_text import search_text
from improv.core.state import State

handlers = Handlers()

NAMED = 5
"""So many titles are told where several are meant."""


def found_card(
    state: State, deck: Deck, text: str, kinds: Set[Kind] = frozenset(Kind)
) -> Card | Refusal:
    """The card of these kinds with that id, that title, or that in its title and no other's."""
    if (card := deck.card(text)) is not None:
        return card
    wanted = search_text(text)
    titles = {
        id_: title
        for kind, named in deck.titles(state.language).items()
        for id_, title in named.items()
        if kind in kinds and wanted in search_text(title)
    }
    meant = [id_ for id_, title in titles.items() if search_text(title) == wanted] or [*titles]
    if not wanted or not meant:
        return Refusal(Why.UNKNOWN_CARD, {"card": text})
    if len(meant) > 1:
        listed = " / ".join(titles[id_] for id_ in meant[:NAMED])
        return Refusal(Why.MANY_CARDS, {"number": len(meant), "cards": listed})
    card = deck.card(meant[0])
    assert card is not None
    return card


def is_unasked(state: State, card: Card) -> bool:
    """Whether it is a business, and the session plays some others alone."""
    only = state.setup.only
    return bool(only) and card.kind is Kind.BUSINESS and card.id not in only


@handlers.decides
def _keep_out(state: State, action: a.KeepOut, now: int, deck: Deck) -> Decision:
    out = state.progress.out
    if action.card in out and not action.on:  # it may be of a pack that is not in play today
        return (e.CardKeptOut(at=now, card=action.card, on=False),)
    card = found_card(state, deck, action.card)
    if isinstance(card, Refusal):
        return card
    if (card.id in out or is_unasked(state, card)) is action.on:
        return ()
    if action.on and (refusal := _last(state, deck, card)):
        return refusal
    return (e.CardKeptOut(at=now, card=card.id, on=action.on),)


@handlers.decides
def _keep_pack_out(state: State, action: a.KeepPackOut, now: int, deck: Deck) -> Decision:
    out, pack = state.setup.packs_out, action.pack
    if not action.on and pack in out:
        return (e.PackKeptOut(at=now, pack=pack, on=False),)
    if pack not in {one.id for one in deck.packs}:
        return () if pack in out else Refusal(Why.UNKNOWN_PACK, {"pack": pack})
    if not action.on:
        return ()
    if _is_needed(state, deck, pack):
        return Refusal(Why.PACK_NEEDED, {"pack": pack})
    return (e.PackKeptOut(at=now, pack=pack, on=True),)


def _is_needed(state: State, deck: Deck, pack: str) -> bool:
    """Whether a game that comes would lack cards without a pack, and has them with it."""
    agenda = state.progress.agenda
    steps = [agenda.steps[place] for place in agenda.coming] if agenda else []
    planned = (deck.formats.get(step.game) for step in steps)
    games = [state.progress.format, *(game for game in planned if game)]
    out, only = state.progress.out, state.setup.only
    now, then = (one.left(out, only) for one in (deck, deck.without(frozenset({pack}))))
    return not then.packs or any(
        set(then.lacking(game, state.language)) - set(now.lacking(game, state.language))
        for game in games
    )


@handlers.decides
def _not_this(state: State, action: a.NotThis, now: int, deck: Deck) -> Decision:
    cards = state.round_on.cards
    requests = [reel for reel, drawn in cards.items() if drawn.card.kind is Kind.PROMPT]
    reel = action.reel or next(iter((*requests, *cards)), "")
    if reel not in cards:
        return Refusal(Why.UNKNOWN_REEL, {"reel": reel})
    card = cards[reel].card
    if refusal := _last(state, deck, card):
        return refusal
    kept_out = e.CardKeptOut(at=now, card=card.id, on=True)
    without = with_progress(state, out=state.progress.out | {card.id})
    others = {name: drawn for name, drawn in cards.items() if name != reel}
    drawn = redraw(without, deck, now, kept=_staying(without, deck, others))
    return drawn if isinstance(drawn, Refusal) else (kept_out, *drawn)


@handlers.decides
def _pick_card(state: State, action: a.PickCard, now: int, deck: Deck) -> Decision:
    reels = [reel for reel in state.game.draws if reel.id in state.round_on.cards]
    card = found_card(state, deck, action.card, {reel.pile for reel in reels})
    if isinstance(card, Refusal):
        return card
    if all(reel.pile is not card.kind for reel in reels):
        return Refusal(Why.NO_REEL, {"kind": card.kind.value})
    if any(drawn.card.id == card.id for drawn in state.round_on.cards.values()):
        return ()
    reel = _reel_for(card, reels, state.progress.locked)
    cards = {**state.round_on.cards, reel.id: deck.drawn(card)}
    kept = {reel.id: cards[reel.id], **_staying(state, deck, cards)}
    if card.kind is Kind.BUSINESS:  # what the desk before said goes with it
        kept = {
            name: opened(deck, drawn) if drawn.card.kind is Kind.PROMPT else drawn
            for name, drawn in kept.items()
        }
    return redraw(state, deck, now, kept=kept, picked=card.id)


def _reel_for(card: Card, reels: list[Reel], locked: Set[str]) -> Reel:
    """Where a card lies down: on a reel that asks for its tag, and that is not locked."""

    def fit(reel: Reel) -> tuple[bool, bool]:
        return reel.tag in (*card.brings, *card.needs, ""), reel.id not in locked

    return max((reel for reel in reels if reel.pile is card.kind), key=fit)


def _last(state: State, deck: Deck, card: Card) -> Refusal | None:
    """Why a card cannot be kept out: no other of its kind would be there."""
    left = deck.left(state.progress.out | {card.id}, state.setup.only)
    if left.pile(card.kind, state.language) or not deck.pile(card.kind, state.language):
        return None
    return Refusal(Why.LAST_CARD, {"kind": card.kind.value})


def _staying(state: State, deck: Deck, cards: Mapping[str, DrawnCard]) -> Mapping[str, DrawnCard]:
    """Those of `cards` that stay beside the others: what is locked, and what fits them.

    A request never stays at a desk that does not say what it leaves open.
    """
    left = deck.left(state.progress.out, state.setup.only)
    desk = asked_desk(state.game.draws, state.game.desk)
    tags = {reel.id: reel.tag for reel in state.game.draws}
    requests = left.pile(Kind.PROMPT, state.language, desk=desk).ids
    locked = state.progress.locked

    def stays(reel: str, card: Card) -> bool:
        others = [drawn.card for name, drawn in cards.items() if name != reel]
        desks = Pile(other for other in others if other.kind is Kind.BUSINESS)
        asked = [other for other in others if other.kind is Kind.PROMPT]
        if card.kind is Kind.PROMPT:
            told = not desks or bool(deck.able(desks, card, state.language))
            comes = card.comes_to(desks.ids, desk) if desks else card.id in requests
        elif card.kind is Kind.BUSINESS:
            told = all(deck.able(Pile((card,)), one, state.language) for one in asked)
            comes = all(one.comes_to({card.id}, desk) for one in asked)
        else:
            told = comes = True
        there = {tag for other in others for tag in other.brings}
        return told and (reel in locked or (comes and card.fits(tags[reel], there)))

    return {reel: drawn for reel, drawn in cards.items() if stays(reel, drawn.card)}


@handlers.evolves
def _card_kept_out(state: State, event: e.CardKeptOut) -> State:
    out, only = state.progress.out - {event.card}, state.setup.only
    if event.on:
        return with_progress(state, out=out | {event.card})
    if only and event.card not in state.progress.out:  # it was not among those asked for
        return with_progress(state, setup=replaced(state.setup, only=only | {event.card}))
    return with_progress(state, out=out)


@handlers.evolves
def _pack_kept_out(state: State, event: e.PackKeptOut) -> State:
    out = state.setup.packs_out - {event.pack}
    out = out | {event.pack} if event.on else out
    return with_progress(state, setup=replaced(state.setup, packs_out=out))
