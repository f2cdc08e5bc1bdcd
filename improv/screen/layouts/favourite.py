"""What the room picked or guessed: the favourite, big; what everything else got."""

from collections.abc import Sequence

from improv.scenes.figures import Bar
from improv.scenes.result import ChoiceResult
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.figures import MEDIAN, REST, bar, burst
from improv.text import Weight

BESIDE = 8.6
"""The height of a row of options under the figures of a rating, in hundredths."""
MOST_IN_A_ROW = 4


def favourite(builder: Builder, room: Box, scene: ChoiceResult) -> None:
    """A pick or a guess: the favourite, big; every option's bar under it."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    head, rest = room.top(room.height * 0.46, u(2.4))
    label, head = head.top(scale.note * 1.5)
    mark, words = head.start(min(u(17), head.height), u(3))
    builder.words(scene.label, label, scale.note, theme.soft, lines=1)
    star = mark.middle(mark.width, mark.width)
    builder.icon(star, "star", builder.colour, builder.fade(MEDIAN))
    burst(builder, star, builder.colour)
    size, least, black, alpha = scale.display * 1.25, scale.body, Weight.BLACK, builder.fade(MEDIAN)
    builder.words(
        scene.best, words, size, theme.ink, least=least, weight=black, down="middle", alpha=alpha
    )
    _options(builder, rest, scene.options)


def _options(builder: Builder, box: Box, options: Sequence[Bar]) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    columns = 1 if len(options) <= 4 else 2
    per = -(-len(options) // columns)
    places = [
        row
        for column in box.columns(columns, u(4))
        for row in column.rows(max(per, 3), u(1.4))[:per]
    ]
    for option, row in zip(options, places, strict=False):
        label, rest = row.start(min(u(34), row.width * 0.36), u(1.5))
        name = option.label
        builder.words(name, label, scale.body, theme.ink, weight=Weight.BOLD, down="middle")
        figure, slot = rest.end(u(8), u(1))
        slot = slot.inset(0, max(0.0, (slot.height - u(6)) / 2))
        bar(builder, slot, option.share, builder.colour if option.best else theme.soft)
        builder.line(option.count, figure, scale.lead, theme.ink, Weight.BOLD, across="end")


def beside(builder: Builder, box: Box, scene: ChoiceResult) -> Box:
    """The options in one row or two along the foot of a rating's figures; what is left of it."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    rows = 1 if len(scene.options) <= MOST_IN_A_ROW else 2
    low, left = box.foot(u(BESIDE) * rows, u(2))
    alpha = builder.fade(REST)
    label, rest = low.start(low.width * 0.2, u(3))
    builder.words(scene.label, label, scale.note, theme.soft, down="middle", alpha=alpha)
    per = -(-len(scene.options) // rows)
    cells = [cell for row in rest.rows(rows, u(1)) for cell in row.columns(per, u(3))]
    parts = [cell.foot(u(2.4), u(0.6)) for cell in cells[: len(scene.options)]]
    heads = [words.end(u(5), u(1.5)) for _, words in parts]
    names = [option.label for option in scene.options]
    size = builder.common_size(names, [name for _, name in heads], scale.body, Weight.BOLD)
    for option, (slot, _), (figure, name) in zip(scene.options, parts, heads, strict=True):
        bar(builder, slot, option.share, builder.colour if option.best else theme.soft)
        for text, place, large, across in (
            (option.label, name, size, "start"),
            (option.count, figure, scale.body, "end"),
        ):
            builder.line(text, place, large, theme.ink, Weight.BOLD, across=across, alpha=alpha)
    return left
