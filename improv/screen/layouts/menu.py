"""A page of choices: large ones beside each other, others in a list that moves with the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass

from improv.look.colours import Swatch
from improv.scenes.menu import BACK, FIELD, Menu, Row
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.keys import Key
from improv.screen.layouts.card_list import card_list
from improv.screen.logo import signature
from improv.screen.scroll_bar import scroll_bar
from improv.screen.typed_line import typed_line
from improv.text.fonts import Weight

BEFORE, AFTER = "before", "after"
"""`Key.row` of a click on the mark beside a value that turns."""

_PLAIN = 9.5
"""The height of a row without a note, in hundredths."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is on a page: what the cursor is on, and what is in the field."""

    cursor: int = 0
    typed: str = ""
    composing: str = ""
    """What an input method has so far."""


def menu(builder: Builder, shown: Menu, at: Place) -> None:
    """The whole page."""
    u, theme, scale = builder.u, builder.theme, builder.scale
    head, rest = builder.safe.top(u(11), u(2.5))
    mark, head = head.end(u(30), u(3))
    signature(builder, mark.top(u(6.5))[0])
    builder.line(shown.title, head, scale.title, theme.ink, Weight.BLACK)
    if shown.how:
        low, rest = rest.foot(scale.note * 1.6, u(1.5))
        builder.line(shown.how, low, scale.note, theme.soft)
    if shown.lines:
        text = "\n".join(shown.lines)
        most = rest.top(rest.height * 0.5)[0]
        high = builder.measure(text, most, scale.body, Weight.REGULAR, body=True)
        words, rest = rest.top(high + u(1), u(2))
        builder.words(text, words, scale.body, theme.soft)
    if shown.field is not None:
        line, rest = rest.top(u(12), u(2))
        typed = (at.typed + at.composing).replace("\n", " ")
        active = shown.order[at.cursor] == FIELD
        typed_line(builder, line, shown.field.label, typed, active=active)
        builder.target(line, Key(entry=0))
    cards = [row for row in shown.rows if row.card]
    if shown.back:
        foot, rest = rest.foot(u(9.5), u(2))
        beside = shown.rows[: -len(cards)] if cards else ()
        places = foot.columns(len(beside) + 1, u(2.5)) if beside else foot.start(u(50))[:1]
        back = Row(BACK, shown.back, icon="back")
        for row, place in zip((back, *beside), places, strict=True):
            _row(builder, place, row, shown, at)
    if cards:
        card_list(builder, rest, cards, shown, at.cursor - shown.order.index(cards[0].id))
    elif any(row.tile for row in shown.rows):
        _tiles(builder, rest, shown, at)
    else:
        _list(builder, rest, shown.rows, shown, at)


def _tiles(builder: Builder, box: Box, shown: Menu, at: Place) -> None:
    """What comes first over the large ones, what comes last in a line under them."""
    u = builder.u
    tiles = [row for row in shown.rows if row.tile]
    first = shown.rows.index(tiles[0])
    above, below = shown.rows[:first], shown.rows[first + len(tiles) :]
    for row in above:
        place, box = box.top(u(14), u(2.5))
        _row(builder, place, row, shown, at)
    if below:
        foot, box = box.foot(u(10), u(2.5))
        for row, place in zip(below, foot.columns(len(below), u(2.5)), strict=True):
            _row(builder, place, row, shown, at)
    columns = 3 if builder.scale.wide >= 1.2 else 2
    grid = box.rows(-(-len(tiles) // columns), u(2.5))
    cells = [cell for line in grid for cell in line.columns(columns, u(2.5))]
    for row, cell in zip(tiles, cells, strict=False):
        _tile(builder, cell, row, shown, at)


def _tile(builder: Builder, box: Box, row: Row, shown: Menu, at: Place) -> None:
    u, scale = builder.u, builder.scale
    swatch = _surface(builder, box, row, shown, at)
    head, rest = box.inset(u(3.4), u(2.6)).top(u(9), u(1.2))
    icon, words = head.start(u(8), u(2))
    builder.icon(icon, row.icon, swatch.mark)
    builder.line(row.text, words, scale.lead * 1.15, swatch.ink, Weight.BOLD)
    builder.words(row.note, rest, scale.note * 1.1, swatch.soft)
    builder.target(box, _key(shown, row))


def _list(builder: Builder, box: Box, rows: Sequence[Row], shown: Menu, at: Place) -> None:
    """As many rows as fit, those around the cursor; a bar at the end says where they are.

    Many short ones stand in two columns, and are read down the first.
    """
    u = builder.u
    high = _height(builder, rows, box.width)
    down = max(1, int((box.height + u(1)) / high))
    short = builder.scale.wide >= 1.5 and not any(row.note for row in rows)
    columns = 2 if short and len(rows) > down else 1
    fit = columns * down
    here = at.cursor - (1 if shown.field is not None else 0)
    first = min(max(0, here - fit // 2), max(0, len(rows) - fit))
    box = scroll_bar(builder, box, first, fit, len(rows))
    across = box.columns(columns, u(2.5))
    for number, row in enumerate(rows[first : first + fit]):
        column = across[number // down]
        place = Box(column.x, box.y + number % down * high, column.width, high - u(1))
        _row(builder, place, row, shown, at)


def _height(builder: Builder, rows: Sequence[Row], width: float) -> float:
    """The height of a row with its gap: all of a list have that of the one that needs most."""
    u, note = builder.u, builder.scale.note
    room = Box(0, 0, width - u(20), builder.safe.height)
    notes = [
        builder.measure(row.note, room, note, Weight.REGULAR, body=False)
        for row in rows
        if row.note
    ]
    return u(_PLAIN) + (max(notes) + u(0.5) if notes else 0)


def _row(builder: Builder, box: Box, row: Row, shown: Menu, at: Place) -> None:
    u, scale = builder.u, builder.scale
    swatch = _surface(builder, box, row, shown, at)
    builder.target(box, _key(shown, row))
    inner = box.inset(u(2.4), u(0.8))
    narrow = not row.text and box.width < u(40)
    name = "check" if row.ticked else "" if narrow else row.icon
    if name or row.ticked is not None:
        mark, inner = inner.start(u(5), u(2))
        side = min(mark.width, mark.height)
        if row.ticked is not None:
            builder.panel(mark.middle(side, side), builder.theme.track, u(1))
        if name:
            builder.icon(mark.middle(side * 0.86, side * 0.86), name, swatch.mark)
    if row.value:
        needed = builder.width_of(row.value, scale.body, Weight.BOLD) + u(13 if row.turns else 3)
        least = inner.width * (0.4 if row.text else 1)
        value, inner = inner.end(min(needed, max(least, inner.width * 0.62)), u(2))
        _value(builder, value, row, shown, swatch)
    if row.note:
        inner, note = inner.top(u(_PLAIN - 3.2), u(0.4))
        builder.words(row.note, note, scale.note, swatch.soft, down="top")
    down = "bottom" if row.note else "middle"
    builder.words(row.text, inner, scale.body, swatch.ink, weight=Weight.BOLD, lines=1, down=down)


def _value(builder: Builder, box: Box, row: Row, shown: Menu, swatch: Swatch) -> None:
    """What is chosen, between two marks where it turns."""
    u = builder.u
    if not row.turns:
        builder.line(row.value, box, builder.scale.body, swatch.soft, Weight.BOLD, across="end")
        return
    before, rest = box.start(u(5))
    after, words = rest.end(u(5))
    for place, icon, which in ((before, "back", BEFORE), (after, "next", AFTER)):
        builder.icon(place.middle(u(4.4), u(4.4)), icon, swatch.mark)
        builder.target(place, Key(entry=shown.order.index(row.id), row=which))
    builder.line(row.value, words, builder.scale.body, swatch.ink, Weight.BOLD, across="centre")


def _surface(builder: Builder, box: Box, row: Row, shown: Menu, at: Place) -> Swatch:
    """The ground of a row, with a frame where the cursor is on it; its colours."""
    u, theme = builder.u, builder.theme
    swatch = theme.accent if row.main else theme.panel
    here = shown.order[at.cursor] == row.id
    if here:
        frame = theme.ink if row.main else theme.accent.fill
        builder.panel(box, swatch.fill, u(2), frame, u(0.8))
    else:
        builder.surface(box, swatch, u(2))
    return swatch


def _key(shown: Menu, row: Row) -> Key:
    return Key(entry=shown.order.index(row.id))
