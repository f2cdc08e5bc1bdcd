"""The vote by hand or at the keyboard: one question at a time, its points in words."""

from improv.core.votes import MOVES_ROW
from improv.scenes.ballot import VoteScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.ballot import choices, cursor_of
from improv.text import Weight


def vote(builder: Builder, scene: VoteScene, ring: Box | None) -> None:
    """The criterion that is asked now, or the choice; ticks for moves along the foot."""
    u = builder.u
    head, room = heading.content(builder).top(u(13), u(2.6))
    if ring is not None:
        head = head.end(ring.width, u(4))[1]
    low, rest = room.foot(u(16), u(2.2))
    if scene.steps:
        dots, head = head.foot(u(4.2), u(0.6))
        _steps(builder, dots, scene)
    _question(builder, head, scene)
    choices(builder, rest if scene.keyboard or scene.moves else room, scene.choices)
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
    """The criteria as their shapes; those that are over are filled, the one that is on is big."""
    theme = builder.theme
    x = box.x
    for i, step in enumerate(scene.steps):
        side = box.height * (1.0 if i == scene.step else 0.72)
        here = Box(x, box.y + (box.height - side) / 2, side, side)
        colour = theme.criterion(step.kind) if i <= scene.step else theme.track
        builder.icon(here, step.icon, colour)
        x += box.height * 1.35
    words = Box(x + builder.u(1), box.y, builder.u(24), box.height)
    builder.line(scene.step_of, words, builder.scale.note, theme.soft)


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
