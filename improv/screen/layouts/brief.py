"""The brief: the request, as big as it goes; who sits where; what the room watches for."""

from collections.abc import Mapping, Sequence

from improv.core.cards import Kind
from improv.core.view_models import CardView, RoundView
from improv.scenes.icons import KIND_ICONS, SEAT_ICONS
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import badge, bubble, desk, ticket
from improv.text import Weight

ROOM = ("room.left", "room.middle", "room.right")


def brief(builder: Builder) -> None:
    """The bubble at the start, the seats at the end, the observers' cards along the foot."""
    round_ = builder.view.round
    if round_ is None:
        return
    u, narrow = builder.u, builder.scale.wide < 1.5
    ring = heading.clock(builder)
    room = heading.content(builder)
    prompt = next((r.card for r in round_.reels if r.card.kind is Kind.PROMPT), None)
    words = "" if prompt is None else prompt.words.get("text", "")
    side = u(38 if narrow else 50)
    watching = round_.observers[: len(ROOM)]
    strip = _strip(builder, room, words, side, watching)
    if strip:
        low, room = room.foot(strip, u(2.6))
        _observers(builder, low, watching)
    column, left = room.end(side, u(4.5))
    if ring is not None:
        column = column.top(ring.bottom - column.y, u(2.6))[1]
    _seats(builder, column, round_)
    swatch, turned = builder.theme.cards["prompt"], builder.progress()
    if turned < 0.5:  # the card turns over: its back gets narrow, then its face wide
        fold = left.width * turned
        builder.panel(left.inset(fold, u(2)), swatch.mark, u(4))
        return
    inner = bubble(builder, left.inset(left.width * (1 - turned), 0))
    if turned < 1:
        return
    builder.words(
        words,
        inner,
        u(9.5),
        swatch.ink,
        body=True,
        weight=Weight.BOLD,
        down="middle",
        card=swatch,
    )


def _strip(
    builder: Builder, room: Box, words: str, side: float, watching: Sequence[CardView]
) -> float:
    """How high the strip of observers' cards may be: the request goes first."""
    if not watching:
        return 0.0
    u = builder.u
    for height in (u(26), u(21)):
        left = room.width - side - u(4.5)
        bubble_room = room.height - height - u(2.6) - u(4.4) - u(5.2)
        inner = Box(0, 0, left - 2 * min(u(4.5), left * 0.06), bubble_room)
        if builder.fits(words, inner, builder.scale.body, Weight.BOLD):
            return height
    return 0.0


def _seats(builder: Builder, box: Box, round_: RoundView) -> None:
    """A card a seat: the agent under the awning of the desk, the customer with a badge."""
    seats = list(dict.fromkeys(seat.seat for seat in round_.cast))
    if not seats or box.height < builder.u(8):
        return
    cards = {reel.card.kind: reel.card for reel in round_.reels}
    gap = builder.u(2)
    rooms = [len(_cards_of(seat, cards)) + 2.4 for seat in seats]
    room = (box.height - gap * (len(seats) - 1)) / sum(rooms)
    y = box.y
    for seat, share in zip(seats, rooms, strict=True):
        height = min(room * share, builder.u(7.2) * share)
        names = [chair.name for chair in round_.cast if chair.seat == seat]
        named = builder.listed([name for name in names if name]) or builder.say("seat.volunteer")
        cell = Box(box.x, y, box.width, height)
        _seat(builder, cell, seat, named, _cards_of(seat, cards))
        y += height + gap


def _cards_of(seat: str, cards: Mapping[Kind, CardView]) -> list[CardView]:
    """The cards that tell a seat what to be."""
    wanted = {"agent": (Kind.BUSINESS,), "customer": (Kind.ROLE, Kind.MOOD)}.get(seat, ())
    return [cards[kind] for kind in wanted if kind in cards]


def _seat(builder: Builder, box: Box, seat: str, named: str, shown: Sequence[CardView]) -> None:
    """Who sits there, big, and as what; the cards of the seat under it."""
    scale = builder.scale
    kind, shape = {"agent": ("business", desk), "customer": ("role", badge)}.get(
        seat, ("observer", ticket)
    )
    swatch = builder.theme.cards[kind]
    inner = shape(builder, box)
    line = min(scale.note * 1.5, inner.height / (len(shown) + 1.4))
    low, head = inner.foot(line * len(shown))
    label, name = head.end(min(builder.u(14), head.width * 0.4), builder.u(1.2))
    mark, name = name.start(line, builder.u(1.1))
    one_line = name.top(min(name.height, scale.least * 1.7))[0]
    if beside := builder.fits(named, one_line, scale.least, Weight.BLACK):
        builder.words(
            heading.seat_words(builder, seat),
            label,
            scale.note,
            swatch.soft,
            lines=1,
            across="end",
            down="middle",
        )
        builder.icon(mark, SEAT_ICONS.get(seat, "eye"), swatch.mark)
    else:  # a very long name takes all the room; the card's shape says which seat it is
        name, shown = inner, ()
    builder.words(
        named,
        name,
        scale.lead * 1.1,
        swatch.ink,
        weight=Weight.BLACK,
        lines=1 if beside else 0,
        down="middle",
    )
    for card, row in zip(shown, low.rows(max(len(shown), 1)), strict=False):
        icon, title = row.start(line, builder.u(1.1))
        builder.icon(icon.inset(line * 0.14), KIND_ICONS[card.kind.value], swatch.mark)
        builder.words(
            card.words.get("title", ""), title, scale.note * 1.1, swatch.ink, lines=1, down="middle"
        )


def _observers(builder: Builder, box: Box, cards: Sequence[CardView]) -> None:
    """A thing to watch for: one for each part of the room, where that part sits."""
    scale, u = builder.scale, builder.u
    swatch = builder.theme.cards["observer"]
    places: Sequence[str] = ROOM if len(cards) == len(ROOM) else ("room.all",) * len(cards)
    cells = list(box.columns(len(cards), u(2.4)))
    if builder.rtl:  # left is left in every language
        cells.reverse()
    inners = [ticket(builder, cell).top(scale.note * 1.35, u(0.4)) for cell in cells]
    texts = [card.words.get("text", "") for card in cards]
    size = builder.common_size(texts, [rest for _, rest in inners], scale.body, Weight.BOLD)
    for text, place, (label, rest) in zip(texts, places, inners, strict=True):
        mark, words = label.start(label.height, u(1))
        builder.icon(mark, "eye", swatch.mark)
        builder.words(
            builder.say(place), words, scale.least * 1.1, swatch.soft, lines=1, down="middle"
        )
        builder.words(text, rest, size, swatch.ink, weight=Weight.BOLD)
