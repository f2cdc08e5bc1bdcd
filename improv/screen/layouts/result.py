"""The result: hidden at first, then how the room judged: the whole distribution, then the rest."""

from improv.core.tally import Distribution, Tally
from improv.look import ease
from improv.scenes.icons import CRITERION_ICONS
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.badges import foot
from improv.screen.layouts.favourite import favourite
from improv.screen.layouts.figures import GROW, MEDIAN, bars, burst, csat, median, split_flag, stack
from improv.text import Weight


def result(builder: Builder) -> None:
    """The drum roll, then the figures; or words, where figures would name people."""
    tally = builder.view.result
    heading.clock(builder)
    room = heading.content(builder)
    if tally is None:
        _hidden(builder, room)
        return
    low, room = room.foot(builder.u(16.2), builder.u(2.4))
    if not tally.has_figures or not (tally.overall or tally.choices):
        _few(builder, room, tally)
    elif tally.overall is None:
        favourite(builder, room, tally)
    elif len(tally.criteria) == 1:
        _one(builder, room, next(iter(tally.criteria)), tally.overall)
    else:
        _several(builder, room, tally)
    foot(builder, low, tally)


def _hidden(builder: Builder, room: Box) -> None:
    u = builder.u
    picture, words = room.top(room.height * 0.55, u(2))
    builder.icon(picture.middle(picture.height * 0.9, picture.height * 0.9), "drum", builder.colour)
    head, rest = words.top(words.height * 0.62)
    heading.announce(builder, head, builder.say("result.hidden"), rest, builder.say("result.drum"))


def _few(builder: Builder, room: Box, tally: Tally) -> None:
    theme = builder.theme
    title = builder.say("result.few" if tally.ballots else "result.no_votes")
    head, rest = room.top(room.height * 0.5, builder.u(2))
    builder.words(title, head, builder.scale.display, theme.ink, weight=Weight.BLACK, down="bottom")
    builder.words(builder.say("result.few.why"), rest, builder.scale.lead, theme.soft, body=True)


def _one(builder: Builder, room: Box, criterion: str, counted: Distribution) -> None:
    """One judgement: four bars, and the middle of the room beside them."""
    u = builder.u
    narrow = builder.scale.wide < 1.5
    left, words = room.start(room.width * (0.48 if narrow else 0.52), u(5 if narrow else 9))
    bars(builder, left, counted)
    median(builder, words, criterion, counted)


def _several(builder: Builder, room: Box, tally: Tally) -> None:
    """A coaching ballot: a row a criterion, and all grades together at the end."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    assert tally.overall is not None
    side, rows = room.end(u(36 if scale.wide < 1.5 else 48), u(5))
    grown = ease(builder.progress(GROW))
    named = u(24 if scale.wide < 1.5 else 34)
    for (criterion, counted), row in zip(
        tally.criteria.items(), rows.rows(max(len(tally.criteria), 4), u(1.4)), strict=False
    ):
        label, rest = row.start(named, u(1.5))
        mark, words = label.start(min(u(6), row.height * 0.6), u(1.5))
        builder.icon(mark, CRITERION_ICONS.get(criterion, "star"), theme.criterion(criterion))
        builder.words(
            heading.criterion_words(builder, criterion),
            words,
            scale.body,
            theme.ink,
            weight=Weight.BOLD,
            lines=1,
            down="middle",
        )
        figure, bar = rest.end(u(7), u(1.5))
        slot = bar.inset(0, row.height * 0.14)
        builder.panel(slot, theme.track, u(0.8))
        stack(builder, slot, counted, grown)
        builder.words(
            builder.figures(counted.median),
            figure,
            min(u(8), row.height * 0.74),
            theme.grades[counted.median - 1],
            weight=Weight.BLACK,
            lines=1,
            across="end",
            down="middle",
            alpha=builder.fade(MEDIAN),
        )
    label, rest = side.top(scale.note * 1.5)
    alpha = builder.fade(MEDIAN)
    builder.words(builder.say("result.median"), label, scale.note, theme.soft, lines=1, alpha=alpha)
    head, rest = rest.top(rest.height * 0.42, u(1))
    colour = theme.grades[tally.overall.median - 1]
    filled = builder.words(
        builder.figures(tally.overall.median),
        head,
        head.height / 1.14,
        colour,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
        alpha=alpha,
    )
    burst(builder, filled, colour)
    if tally.overall.split:
        low, rest = rest.foot(u(12), u(1))
        split_flag(builder, low)
    csat(builder, rest, tally.overall)
