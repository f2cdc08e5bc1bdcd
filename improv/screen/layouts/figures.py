"""Figures of a vote: bars, the middle of the room, its CSAT, its split.

Each part appears after the one before, in the order in which a room should read them.
"""

import math
from collections.abc import Sequence

from improv.look.colours import Colour
from improv.look.motion import ease
from improv.scenes.figures import Bar, Judgement, Part
from improv.scenes.parts import Notice
from improv.scenes.result import ChoiceResult
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight

GROW, MEDIAN, SHARE, REST = 0.0, 0.35, 0.6, 0.8
"""When each part begins, in seconds."""


def bars(builder: Builder, box: Box, shown: Sequence[Bar]) -> None:
    """A bar a grade, the best on top; they grow from the start, the whole room to the end."""
    u, theme = builder.u, builder.theme
    grades = reversed(theme.grades)
    for bar_, colour, row in zip(shown, grades, box.rows(len(shown), u(2)), strict=True):
        number, rest = row.start(u(9), u(1.4))
        size = min(u(8.5), row.height * 0.7)
        builder.line(bar_.label, number, size, colour, Weight.BLACK, across="centre")
        figure, track = rest.end(u(9), u(1))
        bar(builder, track.inset(0, row.height * 0.16), bar_.share, colour)
        size, ink = (
            min(builder.scale.lead, row.height * 0.5),
            theme.ink if bar_.share else theme.soft,
        )
        alpha = builder.fade(GROW + 0.15)
        builder.line(bar_.count, figure, size, ink, Weight.BOLD, across="end", alpha=alpha)


def bar(builder: Builder, slot: Box, share: float, colour: Colour) -> None:
    """A bar that grows in its track; of what nobody chose the track alone."""
    grown, radius = ease(builder.progress(GROW)), min(builder.u(1.2), slot.height / 2)
    builder.panel(slot, builder.theme.track, radius)
    if share:
        length = max(2 * radius, slot.width * share * grown)
        builder.panel(slot.start(length)[0], colour, radius)


def median(builder: Builder, box: Box, meaning: str, shown: Judgement) -> None:
    """The middle grade, big, in its words; then the share of 3s and 4s, and the split."""
    u, scale = builder.u, builder.scale
    alpha = builder.fade(MEDIAN)
    label, rest = box.top(scale.body * 1.35)
    size, soft = scale.body * 0.9, builder.theme.soft
    builder.words(shown.label, label, size, soft, lines=1, alpha=alpha)
    top, rest = rest.top(rest.height * (0.46 if shown.split else 0.54), u(1.6))
    number, words = top.start(_beside(builder, top), u(2.5))
    grade(builder, number, shown)
    ink, bold = builder.theme.ink, Weight.BOLD
    builder.words(
        meaning, words, scale.lead, ink, body=True, weight=bold, down="middle", alpha=alpha
    )
    share(builder, rest, shown, u(1.6))


def grade(builder: Builder, box: Box, shown: Judgement) -> None:
    """The middle grade, as high as its box."""
    colour, alpha = builder.theme.grades[shown.grade - 1], builder.fade(MEDIAN)
    size = box.height / 1.14
    filled = builder.line(shown.median, box, size, colour, Weight.BLACK, alpha=alpha)
    burst(builder, filled, colour)


def burst(builder: Builder, box: Box, colour: Colour) -> None:
    """Rays around what the room waited for, while it appears; gone when it stands."""
    x, y = box.centre
    side = max(box.width, box.height) * 1.15
    alpha = round(255 * math.sin(math.pi * builder.progress(MEDIAN)))
    builder.shape(Box(x - side / 2, y - side / 2, side, side), "rays", colour, alpha)


def share(builder: Builder, box: Box, shown: Judgement, gap: float) -> None:
    """The share of 3s and 4s, and under it that the room is split."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    if shown.split:
        low, box = box.foot(min(u(12), box.height * 0.48), gap)
        _split_flag(builder, low, shown.split)
    alpha = builder.fade(SHARE)
    beside = box.width > u(50)
    if beside:
        number, words = box.start(_beside(builder, box), u(2.5))
    else:
        number, words = box.top(box.height * 0.58, u(0.4))
    size, black = min(scale.title, box.height * 0.8), Weight.BLACK
    up, down = ("middle", "middle") if beside else ("bottom", "top")
    builder.words(shown.csat, number, size, theme.ink, weight=black, lines=1, down=up, alpha=alpha)
    builder.words(shown.csat_label, words, scale.body, theme.soft, down=down, alpha=alpha)


def _beside(builder: Builder, box: Box) -> float:
    """How wide a big figure may be, so that the words beside each stand under each other."""
    return min(builder.u(20), box.width * 0.38)


def _split_flag(builder: Builder, box: Box, split: Notice) -> None:
    """Some of the room saw it so, some otherwise: good to talk about."""
    if builder.progress(REST) == 0:
        return
    u, scale, swatch = builder.u, builder.scale, builder.theme.panel
    builder.surface(box, swatch, u(1.4))
    mark, words = box.inset(u(2), u(1.2)).start(u(7), u(1.8))
    builder.icon(mark, "split", swatch.mark)
    roomy = words.width > u(38) and words.height > u(9)
    head, rest = words.rows(2) if roomy else (words, words)
    down, bold = "bottom" if roomy else "middle", Weight.BOLD
    builder.words(split.title, head, scale.body, swatch.ink, weight=bold, lines=1, down=down)
    if roomy:
        builder.words(split.text, rest, scale.note, swatch.soft, lines=1)


def stack(
    builder: Builder, box: Box, parts: Sequence[Part], grown: float = 1.0, *, numbered: bool = True
) -> None:
    """All four grades in one bar, the lowest first; figures where there is space for them."""
    u, theme = builder.u, builder.theme
    for part in parts:
        x, width = box.x + box.width * part.begins * grown, box.width * part.share * grown
        place = Box(x, box.y, max(0.0, width - u(0.3)), box.height)
        builder.panel(place, theme.grades[part.grade - 1], u(0.7))
        if numbered and grown == 1 and width > u(5):
            size = min(builder.scale.note * 1.1, box.height * 0.8)
            builder.line(part.figure, place, size, theme.on_grade, Weight.BLACK, across="centre")


BESIDE = 8.6
"""The height of a row of options under the figures of a rating, in hundredths."""
MOST_IN_A_ROW = 4


def favourite(builder: Builder, space: Box, scene: ChoiceResult) -> None:
    """A pick or a guess: the favourite, big; every option's bar under it."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    head, rest = space.top(space.height * 0.46, u(2.4))
    label, head = head.top(scale.note * 1.5)
    mark, words = head.start(min(u(17), head.height), u(3))
    builder.words(scene.label, label, scale.note, theme.soft, lines=1)
    star = mark.middle(mark.width, mark.width)
    builder.icon(star, "star", builder.colour, builder.fade(MEDIAN))
    burst(builder, star, builder.colour)
    size, black, alpha = scale.display * 1.25, Weight.BLACK, builder.fade(MEDIAN)
    builder.words(
        scene.best, words, size, theme.ink, body=True, weight=black, down="middle", alpha=alpha
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
        builder.words(option.label, label, scale.body, theme.ink, weight=Weight.BOLD, down="middle")
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
