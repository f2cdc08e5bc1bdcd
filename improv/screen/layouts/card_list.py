"""A list of cards to look at, each in the shape of its kind."""

from collections.abc import Sequence

from improv.scenes.menu import Menu, Row
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import SHAPES
from improv.screen.keys import Key
from improv.screen.scroll_bar import scroll_bar
from improv.text.fonts import Weight

_HIGH = 26
"""The height of a card, in hundredths."""


def card_list(builder: Builder, box: Box, rows: Sequence[Row], shown: Menu, cursor: int) -> None:
    """As many lines of cards as fit, that of the cursor among them; a bar says where they are.

    `rows` are those of `shown` that are cards; `cursor` is the one it is on, from 0 over them, and
    less than 0 before them.
    """
    u = builder.u
    columns = 2 if builder.scale.wide >= 1.5 else 1
    lines = -(-len(rows) // columns)
    fit = max(1, int((box.height + u(2)) / u(_HIGH + 2)))
    here = max(0, min(cursor, len(rows) - 1)) // columns
    first = min(max(0, here - (fit - 1) // 2), max(0, lines - fit))
    box = scroll_bar(builder, box, first, fit, lines, gap=2.5)
    cells = [
        cell
        for line in box.inset(u(1), u(0.8)).rows(fit, u(2))
        for cell in line.columns(columns, u(3.5))
    ]
    for number, (row, cell) in enumerate(zip(rows[first * columns :], cells, strict=False)):
        _card(builder, cell, row, chosen=first * columns + number == cursor)
        builder.target(cell, Key(entry=shown.order.index(row.id)))


def _card(builder: Builder, box: Box, row: Row, *, chosen: bool) -> None:
    u, scale, swatch = builder.u, builder.scale, builder.theme.cards[row.card]
    if chosen:
        around = box.inset(-u(1.2))
        builder.panel(around, builder.theme.top, u(2.6), builder.theme.accent.fill, u(0.8))
    inner = SHAPES[row.card](builder, box)
    head, text = inner.top(scale.body * 1.2, 0)
    icon, head = head.start(scale.body * 1.2, u(1.2))
    builder.icon(icon, row.icon, swatch.mark)
    kind = builder.line(
        row.value, head.end(head.width * 0.3)[0], scale.note, swatch.soft, across="end"
    )
    title = head.end(kind.width, u(1.5))[1]
    builder.line(row.text, title, scale.body * 1.1, swatch.ink, Weight.BOLD)
    builder.words(row.note, text, scale.note * 1.1, swatch.ink)
