"""What votes by hand share: the columns of a choice, and the cells that hold its counts."""

from collections.abc import Sequence

from improv.look import Colour
from improv.screen.boxes import Box
from improv.screen.stage import Stage
from improv.text import Weight

Counts = Sequence[int]


def hands_of(stage: Stage, row: str, cells: int) -> Counts:
    """The counts of a row: what is being typed, else what the room knows of."""
    for typed in stage.frame.desk.hands.rows:
        if typed.id == row:
            return typed.counts
    vote = stage.view.vote
    known = vote.hands.get(row, ()) if vote is not None else ()
    return known if len(known) == cells else (0,) * cells


def cursor_of(stage: Stage, row: str) -> int:
    """The column of the cursor if it is in that row, else -1."""
    grid = stage.frame.desk.hands
    here = bool(grid.rows) and grid.rows[grid.row].id == row
    return grid.column if here and not stage.frame.desk.keyboard_voting else -1


def cell(stage: Stage, box: Box, count: int, *, chosen: bool, ink: Colour | None = None) -> None:
    """How many hands: a figure, or an empty place where nobody has counted yet."""
    theme, u = stage.theme, stage.u
    edge = theme.accent.fill if chosen else theme.track
    fill = theme.panel.fill
    stage.panel(box, fill, u(1.2), edge, u(0.75 if chosen else 0.3))
    mark, words = box.inset(u(1.6), u(0.8)).start(min(box.height * 0.52, box.width * 0.3), u(0.8))
    stage.icon(mark, "hand", theme.panel.mark if count or chosen else theme.panel.soft)
    stage.words(
        stage.figures(count) if count or chosen else "–",
        words,
        min(stage.scale.lead * 1.15, box.height * 0.66),
        ink or (theme.panel.ink if count or chosen else theme.panel.soft),
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )


def choices(
    stage: Stage,
    box: Box,
    labels: Sequence[str],
    counts: Counts,
    row: str,
    colours: Sequence[Colour] = (),
) -> None:
    """Numbered panels beside each other, or under each other where the picture is narrow."""
    if not labels:
        return
    upright = stage.scale.wide < 1.5 or len(labels) > 5
    gap = stage.u(2.2 if not upright else 1.6)
    places: Sequence[Box]
    if not upright:
        places = box.columns(len(labels), gap)
    elif len(labels) <= 6:
        places = box.rows(len(labels), gap)
    else:
        columns = box.columns(2, gap)
        half = -(-len(labels) // 2)
        places = [*columns[0].rows(half, gap), *columns[1].rows(half, gap)][: len(labels)]
    chosen = cursor_of(stage, row)
    inner = [
        place.inset(stage.u(15 if upright else 2.2), stage.u(1.4 if upright else 13))
        for place in places
    ]
    size = stage.common_size(labels, inner, stage.scale.body * 1.15, Weight.BOLD)
    for i, (label, place) in enumerate(zip(labels, places, strict=True)):
        colour = colours[i] if colours else stage.colour
        draw = _row if upright else _column
        draw(stage, place, i, label, counts[i], colour, i == chosen, size)


def _column(
    stage: Stage,
    box: Box,
    i: int,
    label: str,
    count: int,
    colour: Colour,
    chosen: bool,
    size: float,
) -> None:
    u, theme = stage.u, stage.theme
    stage.surface(box, theme.panel, u(2))
    inner = box.inset(u(2.2), u(2.4))
    band, inner = inner.top(u(1.3), u(0.4))
    stage.panel(band, colour, u(0.65))
    low, rest = inner.foot(u(9), u(1.2))
    number, words = rest.top(rest.height * (0.44 if label else 1.0), u(1))
    stage.words(
        stage.figures(i + 1),
        number,
        min(u(22 if label else 30), number.height / 1.14),
        colour,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    stage.words(label, words, size, theme.panel.ink, weight=Weight.BOLD)
    if not stage.frame.desk.keyboard_voting:
        cell(stage, low, count, chosen=chosen)


def _row(
    stage: Stage,
    box: Box,
    i: int,
    label: str,
    count: int,
    colour: Colour,
    chosen: bool,
    size: float,
) -> None:
    u, theme = stage.u, stage.theme
    stage.surface(box, theme.panel, u(1.6))
    stage.panel(Box(box.x, box.y, u(1.2), box.height), colour)
    inner = box.inset(u(2.4), min(u(1.4), box.height * 0.12))
    number, rest = inner.start(u(8), u(1.4))
    stage.words(
        stage.figures(i + 1),
        number,
        min(u(10), inner.height / 1.2),
        colour,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    if not stage.frame.desk.keyboard_voting:
        end, rest = rest.end(u(19), u(2))
        cell(stage, end, count, chosen=chosen)
    stage.words(label, rest, size, theme.panel.ink, weight=Weight.BOLD, down="middle")
