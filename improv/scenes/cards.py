"""The cards of a round as its scenes show them: the draw, and the brief."""

from collections.abc import Mapping
from dataclasses import dataclass

from improv.core.cards import Kind
from improv.core.view_models import CardView, ProjectorView, RoundView
from improv.scenes.icons import KIND_ICONS, SEAT_ICONS
from improv.scenes.parts import Label, Notice
from improv.scenes.words import Names

ROOM_PARTS = ("room.left", "room.middle", "room.right")
"""Where those sit who watch for the first, the second and the third observer's card."""

_SEAT_CARDS: Mapping[str, tuple[Kind, ...]] = {
    "agent": (Kind.BUSINESS,),
    "customer": (Kind.ROLE, Kind.MOOD),
}
"""The cards that tell a seat what to be; the first gives it its shape."""


@dataclass(frozen=True, slots=True)
class DrawnReel:
    """A reel of the draw. A request shows its title only: its words come in the brief."""

    kind: str
    icon: str
    name: str
    title: str
    text: str
    loud: bool
    """Whether it is a request."""
    locked: bool
    turn: int | None
    """Its place among the reels that turn, from 0; None for a locked one, which stands still."""


@dataclass(frozen=True, slots=True)
class DrawScene:
    """The draw: one card for each reel."""

    reels: tuple[DrawnReel, ...]
    game: Notice | None = None
    """What is played and what it trains, in the place of cards where nothing is drawn."""


@dataclass(frozen=True, slots=True)
class SeatPlace:
    """A seat of the cast: who sits there and in which role."""

    shape: str
    """The kind of card whose shape it has."""
    icon: str
    name: str
    who: str
    """The people in it, or that it is a volunteer's."""
    cards: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class BriefScene:
    """The request; who sits where; what the room watches for."""

    request: str
    """What the customer says; without a request what the players do."""
    rule: str
    """What the desk can do and what it cannot; empty where no card says so."""
    seats: tuple[SeatPlace, ...]
    watchers: tuple[Notice, ...]
    """The title is a part of the room, the text what it watches for."""


def round_of(view: ProjectorView) -> RoundView:
    """The round of a phase that is a part of one."""
    assert view.round is not None
    return view.round


def by_kind(round_: RoundView) -> dict[Kind, CardView]:
    """The cards that were drawn, by their kind."""
    return {reel.card.kind: reel.card for reel in round_.reels}


def said_by(cards: Mapping[Kind, CardView]) -> str:
    """What the customer says; empty where the format draws no request."""
    prompt = cards.get(Kind.PROMPT)
    return prompt.words.get("text", "") if prompt else ""


def said_now(view: ProjectorView) -> str:
    """What is answered now: a line that is played, what a customer answered, or the request."""
    round_ = round_of(view)
    replied = view.solo.reply.get("text", "") if view.solo else ""
    return round_.line or replied or said_by(by_kind(round_))


def desk_rule(cards: Mapping[Kind, CardView]) -> str:
    """What the desk of a round can do and what it cannot; empty where its card does not say."""
    desk = cards.get(Kind.BUSINESS)
    return desk.words.get("rule", "") if desk else ""


def card_label(card: CardView) -> Label:
    """A card in one line."""
    kind = card.kind.value
    return Label(KIND_ICONS[kind], card.words.get("title", ""), kind=kind)


def draw(view: ProjectorView, names: Names) -> DrawScene:
    """The reels, those that turn in their order."""
    turning, reels = 0, []
    for reel in round_of(view).reels:
        card, loud = reel.card, reel.card.kind is Kind.PROMPT
        reels.append(
            DrawnReel(
                kind=card.kind.value,
                icon=KIND_ICONS[card.kind.value],
                name=names.kind(card.kind),
                title=card.words.get("title", ""),
                text="" if loud else card.words.get("text", ""),
                loud=loud,
                locked=reel.locked,
                turn=None if reel.locked else turning,
            )
        )
        turning += not reel.locked
    if not reels:
        game = Notice(names.game(view.format_id), view.format.get("objective", ""))
        return DrawScene((), game)
    return DrawScene(tuple(reels))


def brief(view: ProjectorView, names: Names) -> BriefScene:
    """The request, the seats, and an observer's card for each part of the room."""
    round_ = round_of(view)
    cards = by_kind(round_)
    said = said_now(view)
    watching = round_.observers[: len(ROOM_PARTS)]
    full = len(watching) == len(ROOM_PARTS)
    places = ROOM_PARTS if full else ("room.all",) * len(watching)
    instruction = view.format.get(f"instruction.{view.phase}") or view.format.get("objective", "")
    return BriefScene(
        request=said or instruction,
        rule=desk_rule(cards),
        seats=tuple(
            _seat(round_, seat, cards, names)
            for seat in dict.fromkeys(chair.seat for chair in round_.cast)
        ),
        watchers=tuple(
            Notice(names.say(place), card.words.get("text", ""))
            for place, card in zip(places, watching, strict=True)
        ),
    )


def _seat(round_: RoundView, seat: str, cards: Mapping[Kind, CardView], names: Names) -> SeatPlace:
    wanted = _SEAT_CARDS.get(seat, (Kind.OBSERVER,))
    chairs = [chair for chair in round_.cast if chair.seat == seat]
    return SeatPlace(
        shape=wanted[0].value,
        icon=SEAT_ICONS.get(seat, "eye"),
        name=names.seat(seat),
        who=names.listed(chair.name for chair in chairs) or names.player(chairs[0]),
        cards=tuple(card_label(cards[kind]) for kind in wanted if kind in cards),
    )
