"""The brief: the request, as big as it goes; who sits where; what the room watches for."""

from collections.abc import Mapping, Sequence

from improv.core.cards import Kind
from improv.core.views import CardView, RoundView
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.cards import badge, bubble, desk, ticket
from improv.screen.icons import KIND_ICONS, SEAT_ICONS
from improv.screen.stage import Stage
from improv.text import Weight

ROOM = ("room.left", "room.middle", "room.right")


def brief(stage: Stage) -> None:
    """The bubble at the start, the seats at the end, the observers' cards along the foot."""
    on = stage.view.round
    if on is None:
        return
    u, narrow = stage.u, stage.scale.wide < 1.5
    ring = heading.clock(stage)
    room = heading.content(stage)
    prompt = next((r.card for r in on.reels if r.card.kind is Kind.PROMPT), None)
    words = "" if prompt is None else prompt.words.get("text", "")
    side = u(38 if narrow else 50)
    watching = on.observers[: len(ROOM)]
    strip = _strip(stage, room, words, side, watching)
    if strip:
        low, room = room.foot(strip, u(2.6))
        _observers(stage, low, watching)
    column, left = room.end(side, u(4.5))
    if ring is not None:
        column = column.top(ring.bottom - column.y, u(2.6))[1]
    _seats(stage, column, on)
    swatch, turned = stage.theme.cards["prompt"], stage.progress()
    if turned < 0.5:  # the card turns over: its back gets narrow, then its face wide
        fold = left.width * turned
        stage.panel(left.inset(fold, u(2)), swatch.mark, u(4))
        return
    inner = bubble(stage, left.inset(left.width * (1 - turned), 0))
    if turned < 1:
        return
    stage.words(
        words,
        inner,
        u(9.5),
        swatch.ink,
        body=True,
        weight=Weight.BOLD,
        down="middle",
        card=swatch,
    )


def _strip(stage: Stage, room: Box, words: str, side: float, watching: Sequence[CardView]) -> float:
    """How high the strip of observers' cards may be: the request goes first."""
    if not watching:
        return 0.0
    u = stage.u
    for height in (u(26), u(21)):
        left = room.width - side - u(4.5)
        bubble_room = room.height - height - u(2.6) - u(4.4) - u(5.2)
        inner = Box(0, 0, left - 2 * min(u(4.5), left * 0.06), bubble_room)
        if stage.fits(words, inner, stage.scale.body, Weight.BOLD):
            return height
    return 0.0


def _seats(stage: Stage, box: Box, on: RoundView) -> None:
    """A card a seat: the agent under the awning of the desk, the customer with a badge."""
    seats = list(dict.fromkeys(seat.seat for seat in on.cast))
    if not seats or box.height < stage.u(8):
        return
    cards = {reel.card.kind: reel.card for reel in on.reels}
    gap = stage.u(2)
    rooms = [len(_cards_of(seat, cards)) + 2.4 for seat in seats]
    room = (box.height - gap * (len(seats) - 1)) / sum(rooms)
    y = box.y
    for seat, share in zip(seats, rooms, strict=True):
        height = min(room * share, stage.u(7.2) * share)
        names = [chair.name for chair in on.cast if chair.seat == seat]
        named = stage.listed([name for name in names if name]) or stage.say("seat.volunteer")
        cell = Box(box.x, y, box.width, height)
        _seat(stage, cell, seat, named, _cards_of(seat, cards))
        y += height + gap


def _cards_of(seat: str, cards: Mapping[Kind, CardView]) -> list[CardView]:
    """The cards that tell a seat what to be."""
    wanted = {"agent": (Kind.BUSINESS,), "customer": (Kind.ROLE, Kind.MOOD)}.get(seat, ())
    return [cards[kind] for kind in wanted if kind in cards]


def _seat(stage: Stage, box: Box, seat: str, named: str, shown: Sequence[CardView]) -> None:
    """Who sits there, big, and as what; the cards of the seat under it."""
    scale = stage.scale
    kind, shape = {"agent": ("business", desk), "customer": ("role", badge)}.get(
        seat, ("observer", ticket)
    )
    swatch = stage.theme.cards[kind]
    inner = shape(stage, box)
    line = min(scale.note * 1.5, inner.height / (len(shown) + 1.4))
    low, head = inner.foot(line * len(shown))
    label, name = head.end(min(stage.u(14), head.width * 0.4), stage.u(1.2))
    mark, name = name.start(line, stage.u(1.1))
    one_line = name.top(min(name.height, scale.least * 1.7))[0]
    if beside := stage.fits(named, one_line, scale.least, Weight.BLACK):
        stage.words(
            heading.seat_words(stage, seat),
            label,
            scale.note,
            swatch.soft,
            lines=1,
            across="end",
            down="middle",
        )
        stage.icon(mark, SEAT_ICONS.get(seat, "eye"), swatch.mark)
    else:  # a very long name takes all the room; the card's shape says which seat it is
        name, shown = inner, ()
    stage.words(
        named,
        name,
        scale.lead * 1.1,
        swatch.ink,
        weight=Weight.BLACK,
        lines=1 if beside else 0,
        down="middle",
    )
    for card, row in zip(shown, low.rows(max(len(shown), 1)), strict=False):
        icon, title = row.start(line, stage.u(1.1))
        stage.icon(icon.inset(line * 0.14), KIND_ICONS[card.kind.value], swatch.mark)
        stage.words(
            card.words.get("title", ""), title, scale.note * 1.1, swatch.ink, lines=1, down="middle"
        )


def _observers(stage: Stage, box: Box, cards: Sequence[CardView]) -> None:
    """A thing to watch for: one for each part of the room, where that part sits."""
    scale, u = stage.scale, stage.u
    swatch = stage.theme.cards["observer"]
    places: Sequence[str] = ROOM if len(cards) == len(ROOM) else ("room.all",) * len(cards)
    cells = list(box.columns(len(cards), u(2.4)))
    if stage.rtl:  # left is left in every language
        cells.reverse()
    inners = [ticket(stage, cell).top(scale.note * 1.35, u(0.4)) for cell in cells]
    texts = [card.words.get("text", "") for card in cards]
    size = stage.common_size(texts, [rest for _, rest in inners], scale.body, Weight.BOLD)
    for text, place, (label, rest) in zip(texts, places, inners, strict=True):
        mark, words = label.start(label.height, u(1))
        stage.icon(mark, "eye", swatch.mark)
        stage.words(stage.say(place), words, scale.least * 1.1, swatch.soft, lines=1, down="middle")
        stage.words(text, rest, size, swatch.ink, weight=Weight.BOLD)
