"""What votes by hand share: the columns of a choice, and the cells that hold its counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from improv.look import Colour
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text import Weight

Counts = Sequence[int]


def hands_of(builder: Builder, row: str, cells: int) -> Counts:
    """The counts of a row: what is being typed, else what the room knows of."""
    for typed in builder.frame.desk.hands.rows:
        if typed.id == row:
            return typed.counts
    vote = builder.view.vote
    known = vote.hands.get(row, ()) if vote is not None else ()
    return known if len(known) == cells else (0,) * cells


def cursor_of(builder: Builder, row: str) -> int:
    """The column of the cursor if it is in that row, else -1."""
    grid = builder.frame.desk.hands
    here = bool(grid.rows) and grid.rows[grid.row].id == row
    return grid.column if here and not builder.frame.desk.keyboard_voting else -1


def cell(
    builder: Builder, box: Box, count: int, *, chosen: bool, ink: Colour | None = None
) -> None:
    """How many hands: a figure, or an empty place where nobody has counted yet."""
    theme, u = builder.theme, builder.u
    edge = theme.accent.fill if chosen else theme.track
    fill = theme.panel.fill
    builder.panel(box, fill, u(1.2), edge, u(0.75 if chosen else 0.3))
    mark, words = box.inset(u(1.6), u(0.8)).start(min(box.height * 0.52, box.width * 0.3), u(0.8))
    builder.icon(mark, "hand", theme.panel.mark if count or chosen else theme.panel.soft)
    builder.words(
        builder.figures(count) if count or chosen else "–",
        words,
        min(builder.scale.lead * 1.15, box.height * 0.66),
        ink or (theme.panel.ink if count or chosen else theme.panel.soft),
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )


def choices(
    builder: Builder,
    box: Box,
    labels: Sequence[str],
    counts: Counts,
    row: str,
    colours: Sequence[Colour] = (),
) -> None:
    """Numbered panels beside each other, or under each other where the picture is narrow."""
    if not labels:
        return
    upright = builder.scale.wide < 1.5 or len(labels) > 5
    gap = builder.u(2.2 if not upright else 1.6)
    places: Sequence[Box]
    if not upright:
        places = box.columns(len(labels), gap)
    elif len(labels) <= 6:
        places = box.rows(len(labels), gap)
    else:
        columns = box.columns(2, gap)
        half = -(-len(labels) // 2)
        places = [*columns[0].rows(half, gap), *columns[1].rows(half, gap)][: len(labels)]
    chosen = cursor_of(builder, row)
    parts = _row_parts if upright else _column_parts
    rooms = [
        parts(builder, place, labelled=bool(label)).words
        for label, place in zip(labels, places, strict=True)
    ]
    size = builder.common_size(labels, rooms, builder.scale.body * 1.15, Weight.BOLD)
    for i, (label, place) in enumerate(zip(labels, places, strict=True)):
        colour = colours[i] if colours else builder.colour
        draw = _row if upright else _column
        draw(builder, place, i, label, counts[i], colour, i == chosen, size)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of a panel stand."""

    number: Box
    words: Box
    cell: Box


def _column_parts(builder: Builder, box: Box, *, labelled: bool) -> _Parts:
    inner = box.inset(builder.u(2.2), builder.u(2.4)).top(builder.u(1.3), builder.u(0.4))[1]
    low, rest = inner.foot(builder.u(9), builder.u(1.2))
    if builder.frame.desk.keyboard_voting:
        rest = inner
    number, words = rest.top(rest.height * (0.44 if labelled else 1.0), builder.u(1))
    return _Parts(number, words, low)


def _column(
    builder: Builder,
    box: Box,
    i: int,
    label: str,
    count: int,
    colour: Colour,
    chosen: bool,
    size: float,
) -> None:
    u, theme = builder.u, builder.theme
    builder.surface(box, theme.panel, u(2))
    band = box.inset(u(2.2), u(2.4)).top(u(1.3))[0]
    builder.panel(band, colour, u(0.65))
    parts = _column_parts(builder, box, labelled=bool(label))
    builder.words(
        builder.figures(i + 1),
        parts.number,
        min(u(22 if label else 30), parts.number.height / 1.14),
        colour,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    builder.words(label, parts.words, size, theme.panel.ink, weight=Weight.BOLD)
    if not builder.frame.desk.keyboard_voting:
        cell(builder, parts.cell, count, chosen=chosen)


def _row_parts(builder: Builder, box: Box, *, labelled: bool) -> _Parts:
    inner = box.inset(builder.u(2.4), min(builder.u(1.4), box.height * 0.12))
    number, rest = inner.start(builder.u(8), builder.u(1.4))
    end, words = rest.end(builder.u(19), builder.u(2))
    return _Parts(number, rest if builder.frame.desk.keyboard_voting else words, end)


def _row(
    builder: Builder,
    box: Box,
    i: int,
    label: str,
    count: int,
    colour: Colour,
    chosen: bool,
    size: float,
) -> None:
    u, theme = builder.u, builder.theme
    builder.surface(box, theme.panel, u(1.6))
    builder.panel(Box(box.x, box.y, u(1.2), box.height), colour)
    parts = _row_parts(builder, box, labelled=bool(label))
    builder.words(
        builder.figures(i + 1),
        parts.number,
        min(u(10), parts.number.height / 1.2),
        colour,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    builder.words(label, parts.words, size, theme.panel.ink, weight=Weight.BOLD, down="middle")
    if not builder.frame.desk.keyboard_voting:
        cell(builder, parts.cell, count, chosen=chosen)
