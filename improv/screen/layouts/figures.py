"""Figures of a vote: bars, the middle of the room, its CSAT, its split.

Each part appears after the one before, in the order in which a room should read them.
"""

import math

from improv.core.tally import Distribution
from improv.look import Colour, ease
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text import Weight

GROW, MEDIAN, SHARE, REST = 0.0, 0.35, 0.6, 0.8
"""When each part begins, in seconds."""


def bars(builder: Builder, box: Box, counted: Distribution) -> None:
    """A bar a grade, the best on top; they grow from the start, the whole room to the end."""
    u, theme = builder.u, builder.theme
    grown = ease(builder.progress(GROW))
    for grade, row in zip((4, 3, 2, 1), box.rows(4, u(2)), strict=True):
        count, colour = counted.counts[grade - 1], theme.grades[grade - 1]
        number, rest = row.start(u(9), u(1.4))
        builder.words(
            builder.figures(grade),
            number,
            min(u(8.5), row.height * 0.7),
            colour,
            weight=Weight.BLACK,
            lines=1,
            across="centre",
            down="middle",
        )
        figure, track = rest.end(u(9), u(1))
        slot = track.inset(0, row.height * 0.16)
        builder.panel(slot, theme.track, u(1.2))
        if count:
            length = max(u(2.4), slot.width * count / counted.total * grown)
            builder.panel(slot.start(length)[0], colour, u(1.2))
        builder.words(
            builder.figures(count),
            figure,
            min(builder.scale.lead, row.height * 0.5),
            theme.ink if count else theme.soft,
            weight=Weight.BOLD,
            lines=1,
            across="end",
            down="middle",
            alpha=builder.fade(GROW + 0.15),
        )


def median(builder: Builder, box: Box, criterion: str, counted: Distribution) -> None:
    """The middle grade, big, in its words; then the share of 3s and 4s, and the split."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    alpha = builder.fade(MEDIAN)
    label, rest = box.top(scale.body * 1.35)
    builder.words(
        builder.say("result.median"), label, scale.body * 0.9, theme.soft, lines=1, alpha=alpha
    )
    split = counted.split
    top, rest = rest.top(rest.height * (0.46 if split else 0.54), u(1.6))
    number, words = top.start(_beside(builder, top), u(2.5))
    colour = theme.grades[counted.median - 1]
    filled = builder.words(
        builder.figures(counted.median),
        number,
        number.height / 1.14,
        colour,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
        alpha=alpha,
    )
    burst(builder, filled, colour)
    builder.words(
        heading.criterion_words(builder, criterion, counted.median),
        words,
        scale.lead,
        theme.ink,
        body=True,
        weight=Weight.BOLD,
        down="middle",
        alpha=alpha,
    )
    if split:
        low, rest = rest.foot(u(12), u(1.6))
        split_flag(builder, low)
    csat(builder, rest, counted)


def burst(builder: Builder, box: Box, colour: Colour) -> None:
    """Rays around what the room waited for, while it appears; gone when it stands."""
    x, y = box.centre
    side = max(box.width, box.height) * 1.15
    alpha = round(255 * math.sin(math.pi * builder.progress(MEDIAN)))
    builder.shape(Box(x - side / 2, y - side / 2, side, side), "rays", colour, alpha)


def csat(builder: Builder, box: Box, counted: Distribution) -> None:
    """The share of 3s and 4s."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    alpha = builder.fade(SHARE)
    percent = round(100 * counted.csat)
    beside = box.width > u(50)
    if beside:
        number, words = box.start(_beside(builder, box), u(2.5))
    else:
        number, words = box.top(box.height * 0.58, u(0.4))
    builder.words(
        builder.say("result.percent", number=percent),
        number,
        min(scale.title, box.height * 0.8),
        theme.ink,
        weight=Weight.BLACK,
        lines=1,
        down="middle" if beside else "bottom",
        alpha=alpha,
    )
    builder.words(
        builder.say("result.csat"),
        words,
        scale.body,
        theme.soft,
        down="middle" if beside else "top",
        alpha=alpha,
    )


def _beside(builder: Builder, box: Box) -> float:
    """How wide a big figure may be, so that the words beside each stand under each other."""
    return min(builder.u(20), box.width * 0.38)


def split_flag(builder: Builder, box: Box) -> None:
    """Some of the room saw it so, some otherwise: good to talk about."""
    if builder.progress(REST) == 0:
        return
    u, scale, theme = builder.u, builder.scale, builder.theme
    builder.surface(box, theme.panel, u(1.4))
    mark, words = box.inset(u(2), u(1.2)).start(u(7), u(1.8))
    builder.icon(mark, "split", theme.panel.mark)
    roomy = words.width > u(38)
    head, rest = words.rows(2) if roomy else (words, words)
    builder.words(
        builder.say("result.split"),
        head,
        scale.body,
        theme.panel.ink,
        weight=Weight.BOLD,
        lines=1,
        down="bottom" if roomy else "middle",
    )
    if not roomy:
        return
    builder.words(builder.say("result.split.why"), rest, scale.note, theme.panel.soft, lines=1)


def stack(
    builder: Builder, box: Box, counted: Distribution, grown: float = 1.0, *, numbered: bool = True
) -> None:
    """All four grades in one bar, the lowest first; figures where there is room for them."""
    u, theme = builder.u, builder.theme
    x = box.x
    for grade, count in enumerate(counted.counts, start=1):
        width = box.width * count / counted.total * grown
        part = Box(x, box.y, max(0.0, width - u(0.3)), box.height)
        builder.panel(part, theme.grades[grade - 1], u(0.7))
        if numbered and grown == 1 and width > u(5):
            builder.words(
                builder.figures(grade),
                part,
                min(builder.scale.note * 1.1, box.height * 0.8),
                theme.on_grade,
                weight=Weight.BLACK,
                lines=1,
                across="centre",
                down="middle",
            )
        x += width
