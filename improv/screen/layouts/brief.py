"""The brief: the request, as big as it goes; who sits where; what the room watches for."""

from collections.abc import Sequence

from improv.scenes.cards import BriefScene, SeatPlace
from improv.scenes.parts import Notice
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import SHAPES, bubble, desk_rule, ticket
from improv.text.fonts import Weight


def brief(builder: Builder, scene: BriefScene, ring: Box | None) -> None:
    """The bubble at the start, the seats at the end, the observers' cards along the foot."""
    u, narrow = builder.u, builder.scale.wide < 1.5
    space = heading.content(builder)
    side = u(38 if narrow else 50)
    strip = _strip(builder, space, side, scene)
    if strip:
        low, space = space.foot(strip, u(2.6))
        _watchers(builder, low, scene.watchers)
    column, left = space.end(side, u(4.5))
    if ring is not None:
        column = column.top(ring.bottom - column.y, u(2.6))[1]
    _seats(builder, column, scene.seats)
    if scene.rule:
        row, left = left.top(u(_rule_height(builder)), u(1.6))
        desk_rule(builder, row, scene.rule)
    swatch, turned = builder.theme.cards["prompt"], builder.progress()
    if turned < 0.5:  # the card turns over: its back gets narrow, then its face wide
        fold = left.width * turned
        builder.panel(left.inset(fold, u(2)), swatch.mark, u(4))
        return
    inner = bubble(builder, left.inset(left.width * (1 - turned), 0))
    if turned < 1:
        return
    size, ink, bold = u(9.5), swatch.ink, Weight.BOLD
    builder.words(
        scene.request, inner, size, ink, body=True, weight=bold, down="middle", card=swatch
    )


def _rule_height(builder: Builder) -> float:
    """How high the row of the desk's rule is, in hundredths: two lines where it is narrow."""
    return 7.4 if builder.scale.wide < 1.5 else 5.0


def _strip(builder: Builder, space: Box, side: float, scene: BriefScene) -> float:
    """How high the strip of observers' cards may be: the request goes first."""
    if not scene.watchers:
        return 0.0
    u = builder.u
    for height in (u(26), u(21)):
        left = space.width - side - u(4.5)
        bubble_space = space.height - height - u(2.6) - u(4.4) - u(5.2)
        bubble_space -= u(_rule_height(builder) + 1.6) if scene.rule else 0
        inner = Box(0, 0, left - 2 * min(u(4.5), left * 0.06), bubble_space)
        if builder.fits(scene.request, inner, builder.scale.body, Weight.BOLD):
            return height
    return 0.0


def _seats(builder: Builder, box: Box, seats: Sequence[SeatPlace]) -> None:
    """A card a seat: the agent under the awning of the desk, the customer with a badge."""
    if not seats or box.height < builder.u(8):
        return
    gap = builder.u(2)
    spaces = [len(seat.cards) + 2.4 for seat in seats]
    space = (box.height - gap * (len(seats) - 1)) / sum(spaces)
    y = box.y
    for seat, share in zip(seats, spaces, strict=True):
        height = min(space * share, builder.u(7.2) * share)
        _seat(builder, Box(box.x, y, box.width, height), seat)
        y += height + gap


def _seat(builder: Builder, box: Box, seat: SeatPlace) -> None:
    """Who sits there, big, and as what; the cards of the seat under it."""
    scale, shown, swatch = builder.scale, seat.cards, builder.theme.cards[seat.shape]
    inner = SHAPES[seat.shape](builder, box)
    line = min(scale.note * 1.5, inner.height / (len(shown) + 1.4))
    low, head = inner.foot(line * len(shown))
    label, name = head.end(min(builder.u(14), head.width * 0.4), builder.u(1.2))
    mark, name = name.start(line, builder.u(1.1))
    builder.line(seat.name, label, scale.note, swatch.soft, across="end")
    builder.icon(mark, seat.icon, swatch.mark)
    one_line = name.top(min(name.height, scale.least * 1.7))[0]
    beside = builder.fits(seat.who, one_line, scale.least, Weight.BLACK)
    size, lines, black = scale.lead * 1.1, 1 if beside else 0, Weight.BLACK
    builder.words(seat.who, name, size, swatch.ink, weight=black, lines=lines, down="middle")
    for card, row in zip(shown, low.rows(max(len(shown), 1)), strict=False):
        icon, title = row.start(line, builder.u(1.1))
        builder.icon(icon.inset(line * 0.14), card.icon, swatch.mark)
        builder.line(card.text, title, scale.note * 1.1, swatch.ink)


def _watchers(builder: Builder, box: Box, watchers: Sequence[Notice]) -> None:
    """A thing to watch for: one for each part of the room, where that part sits."""
    scale, u, swatch = builder.scale, builder.u, builder.theme.cards["observer"]
    cells = list(box.columns(len(watchers), u(2.4)))
    if builder.rtl:  # left is left in every language
        cells.reverse()
    inners = [ticket(builder, cell).top(scale.note * 1.35, u(0.4)) for cell in cells]
    texts, places = [one.text for one in watchers], [rest for _, rest in inners]
    size = builder.common_size(texts, places, scale.body, Weight.BOLD)
    for one, (label, rest) in zip(watchers, inners, strict=True):
        mark, words = label.start(label.height, u(1))
        builder.icon(mark, "eye", swatch.mark)
        builder.line(one.title, words, scale.least * 1.1, swatch.soft)
        builder.words(one.text, rest, size, swatch.ink, weight=Weight.BOLD)
