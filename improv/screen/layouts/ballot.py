"""Questions with choices: the guess, and the vote by hand or at the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from improv.core.votes import MOVES_ROW
from improv.look.colours import Colour
from improv.scenes.ballot import Choice, Choices, GuessScene, VoteScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.keys import Key, figure_key
from improv.text.fonts import Weight


def vote(builder: Builder, scene: VoteScene, ring: Box | None) -> None:
    """The criterion that is asked now, or the choice; ticks for moves along the foot."""
    u = builder.u
    head, space = heading.content(builder).top(u(13), u(2.6))
    if ring is not None:
        head = head.end(ring.width, u(4))[1]
    low, rest = space.foot(u(16), u(2.2))
    if scene.steps or scene.how:
        dots, head = head.foot(u(4.2), u(0.6))
        _steps(builder, dots, scene)
    _question(builder, head, scene)
    choices(builder, rest if scene.keyboard or scene.moves else space, scene.choices)
    if scene.keyboard:
        _keyboard(builder, low, scene)
    elif scene.moves:
        _moves(builder, low, scene)


def _question(builder: Builder, box: Box, scene: VoteScene) -> None:
    """What is judged now, behind its shape."""
    side = min(box.height, builder.u(9.5))
    mark, rest = box.start(side, builder.u(2))
    theme, asked = builder.theme, scene.question
    builder.icon(mark, asked.icon, theme.criterion(asked.kind) if asked.kind else builder.colour)
    builder.line(asked.text, rest, builder.scale.title, theme.ink, Weight.BLACK)


def _steps(builder: Builder, box: Box, scene: VoteScene) -> None:
    """The criteria as their shapes, the one that is on big; which of how many, and how to vote."""
    theme = builder.theme
    x = box.x
    for i, step in enumerate(scene.steps):
        side = box.height * (1.0 if i == scene.step else 0.72)
        here = Box(x, box.y + (box.height - side) / 2, side, side)
        colour = theme.criterion(step.kind) if i <= scene.step else theme.track
        builder.icon(here, step.icon, colour)
        x += box.height * 1.35
    if scene.steps:
        box = box.start(x - box.x, builder.u(1))[1]
        counter = builder.line(scene.step_of, box, builder.scale.note, theme.soft)
        box = box.start(counter.width, builder.u(3))[1]
    builder.line(scene.how, box, builder.scale.note, theme.soft)


def _moves(builder: Builder, box: Box, scene: VoteScene) -> None:
    """Moves seen: a tick and a count each."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    chosen = cursor_of(builder, MOVES_ROW)
    rows = 2 if scale.wide < 2 else 1
    cells: list[Box] = []
    for row in box.rows(rows, u(1.4)):
        cells += row.columns(len(scene.moves) // rows, u(1.6))
    inners = [cell.inset(u(1.3), u(0.8)).end(u(5.5), u(0.6)) for cell in cells]
    parts = [rest.start(min(u(4.2), rest.height), u(1)) for _, rest in inners]
    labels = [move.text for move in scene.moves]
    size = builder.common_size(labels, [words for _, words in parts], scale.note, Weight.REGULAR)
    for i, (move, place, (count, _), (mark, words)) in enumerate(
        zip(scene.moves, cells, inners, parts, strict=True)
    ):
        here = i == chosen
        builder.target(place, Key(row=MOVES_ROW, entry=i))
        edge = theme.accent.fill if here else theme.track
        builder.panel(place, theme.panel.fill, u(1.4), edge, u(0.75 if here else 0.3))
        builder.icon(mark, move.icon, theme.panel.mark)
        figure = move.figure or (builder.names.figures(0) if here else "")
        builder.line(figure, count, scale.body, theme.panel.ink, Weight.BLACK, across="end")
        builder.words(move.text, words, size, theme.panel.soft, down="middle")


def _keyboard(builder: Builder, box: Box, scene: VoteScene) -> None:
    """Voting at the keyboard: how, and that it counted; never what."""
    u, scale, swatch = builder.u, builder.scale, builder.theme.accent
    builder.surface(box, swatch, u(2))
    count, words = box.inset(u(3), u(1.6)).end(u(34), u(2))
    builder.line(scene.ballots, count, scale.lead * 1.1, swatch.ink, Weight.BLACK, across="end")
    builder.words(scene.keyboard, words, scale.body, swatch.ink, down="middle")


def guess(builder: Builder, scene: GuessScene, ring: Box | None) -> None:
    """The question; the options under it, if the format has some."""
    u, scale = builder.u, builder.scale
    space, size = heading.content(builder), scale.title
    if scene.choices.options:
        head, rest = space.top(u(14), u(3))
        head = head.end(u(heading.SMALL), u(4))[1]
        choices(builder, rest, scene.choices)
        if scene.how:
            low, head = head.foot(u(4.2), u(0.6))
            builder.line(scene.how, low, scale.note, builder.theme.soft)
    else:
        head, size = (
            space.end(ring.width, u(5))[1] if ring is not None else space,
            scale.display * 1.3,
        )
    ink = builder.theme.ink
    builder.words(scene.question, head, size, ink, weight=Weight.BLACK, down="middle")


def cursor_of(builder: Builder, row: str) -> int:
    """The column of the cursor if it is in that row, else -1."""
    grid = builder.frame.ui.hands
    here = bool(grid.rows) and grid.rows[grid.row].id == row
    return grid.column if here and not builder.frame.ui.keyboard_voting else -1


def _cell(builder: Builder, box: Box, count: str, *, chosen: bool) -> None:
    """How many hands: a figure, or an empty place where nobody has counted yet."""
    theme, u = builder.theme, builder.u
    edge = theme.accent.fill if chosen else theme.track
    builder.panel(box, theme.panel.fill, u(1.2), edge, u(0.75 if chosen else 0.3))
    mark, words = box.inset(u(1.6), u(0.8)).start(min(box.height * 0.52, box.width * 0.3), u(0.8))
    alive = count or chosen
    builder.icon(mark, "hand", theme.panel.mark if alive else theme.panel.soft)
    size = min(builder.scale.lead * 1.15, box.height * 0.66)
    ink = theme.panel.ink if alive else theme.panel.soft
    nobody = builder.names.figures(0)
    builder.line(
        count or (nobody if chosen else "–"), words, size, ink, Weight.BLACK, across="centre"
    )


def choices(builder: Builder, box: Box, scene: Choices) -> None:
    """Numbered panels beside each other, or under each other where the picture is narrow."""
    options = scene.options
    if not options:
        return
    upright = scene.written or builder.scale.wide < 1.5 or len(options) > 5
    gap = builder.u(1.6 if upright else 2.2)
    places: Sequence[Box]
    if not upright:
        places = box.columns(len(options), gap)
    elif scene.written:
        across = box.rows(-(-len(options) // 2), gap)
        places = [cell for row in across for cell in row.columns(2, gap)][: len(options)]
    elif len(options) <= 6:
        places = box.rows(len(options), gap)
    else:
        columns = box.columns(2, gap)
        half = -(-len(options) // 2)
        places = [*columns[0].rows(half, gap), *columns[1].rows(half, gap)][: len(options)]
    chosen = cursor_of(builder, scene.row)
    split, draw = (_row_parts, _row) if upright else (_column_parts, _column)
    split = _written_parts if scene.written else split
    parts = [
        split(builder, place, labelled=bool(one.label), by_hand=scene.by_hand)
        for one, place in zip(options, places, strict=True)
    ]
    labels, spaces = [one.label for one in options], [part.words for part in parts]
    size = builder.common_size(labels, spaces, builder.scale.body * 1.15, Weight.BOLD)
    for i, (option, place, part) in enumerate(zip(options, places, parts, strict=True)):
        draw(
            builder,
            place,
            part,
            option,
            builder.theme.grades[i] if scene.graded else builder.colour,
            size,
        )
        if builder.frame.ui.keyboard_voting:
            builder.target(place, figure_key(i + 1))
        elif scene.by_hand:
            builder.target(place, Key(row=scene.row, entry=i))
        if scene.by_hand:
            _cell(builder, part.cell, option.count, chosen=i == chosen)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of a panel stand."""

    number: Box
    words: Box
    cell: Box


def _column_parts(builder: Builder, box: Box, *, labelled: bool, by_hand: bool) -> _Parts:
    inner = box.inset(builder.u(2.2), builder.u(2.4)).top(builder.u(1.3), builder.u(0.4))[1]
    low, rest = inner.foot(builder.u(9), builder.u(1.2))
    rest = rest if by_hand else inner
    number, words = rest.top(rest.height * (0.44 if labelled else 1.0), builder.u(1))
    return _Parts(number, words, low)


def _column(
    builder: Builder, box: Box, parts: _Parts, option: Choice, colour: Colour, size: float
) -> None:
    u, theme = builder.u, builder.theme
    builder.surface(box, theme.panel, u(2))
    builder.panel(box.inset(u(2.2), u(2.4)).top(u(1.3))[0], colour, u(0.65))
    large = min(u(22 if option.label else 30), parts.number.height / 1.14)
    builder.line(option.number, parts.number, large, colour, Weight.BLACK)
    builder.words(option.label, parts.words, size, theme.panel.ink, weight=Weight.BOLD)


def _row_parts(builder: Builder, box: Box, *, labelled: bool, by_hand: bool) -> _Parts:
    inner = box.inset(builder.u(2.4), min(builder.u(1.4), box.height * 0.12))
    number, rest = inner.start(builder.u(8), builder.u(1.4))
    end, words = rest.end(builder.u(19), builder.u(2))
    return _Parts(number, words if by_hand else rest, end)


def _written_parts(builder: Builder, box: Box, *, labelled: bool, by_hand: bool) -> _Parts:
    """As much room for a sentence as there is: the hands stand under the number."""
    inner = box.inset(builder.u(2.4), min(builder.u(1.2), box.height * 0.1))
    side, words = inner.start(builder.u(12), builder.u(1.8))
    cell, number = side.foot(min(builder.u(6), side.height * 0.45), builder.u(0.6))
    return _Parts(number if by_hand else side, words, cell)


def _row(
    builder: Builder, box: Box, parts: _Parts, option: Choice, colour: Colour, size: float
) -> None:
    u, ink = builder.u, builder.theme.panel.ink
    builder.surface(box, builder.theme.panel, u(1.6))
    builder.panel(Box(box.x, box.y, u(1.2), box.height), colour)
    large = min(u(10), parts.number.height / 1.2)
    builder.line(option.number, parts.number, large, colour, Weight.BLACK)
    builder.words(option.label, parts.words, size, ink, weight=Weight.BOLD, down="middle")
