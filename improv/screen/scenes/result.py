"""The result: hidden at first, then how the room judged: the whole distribution, then the rest."""

from improv.core.tally import Distribution, Tally
from improv.look import CRITERION_SHAPES, ease
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.scenes.badges import foot
from improv.screen.scenes.favourite import favourite
from improv.screen.scenes.figures import GROW, MEDIAN, bars, burst, csat, median, split_flag, stack
from improv.screen.stage import Stage
from improv.text import Weight


def result(stage: Stage) -> None:
    """The drum roll, then the figures; or words, where figures would name people."""
    tally = stage.view.result
    heading.clock(stage)
    room = heading.content(stage)
    if tally is None:
        _hidden(stage, room)
        return
    low, room = room.foot(stage.u(16.2), stage.u(2.4))
    if not tally.has_figures or not (tally.overall or tally.choices):
        _few(stage, room, tally)
    elif tally.overall is None:
        favourite(stage, room, tally)
    elif len(tally.criteria) == 1:
        _one(stage, room, next(iter(tally.criteria)), tally.overall)
    else:
        _several(stage, room, tally)
    foot(stage, low, tally)


def _hidden(stage: Stage, room: Box) -> None:
    u = stage.u
    picture, words = room.top(room.height * 0.55, u(2))
    stage.icon(picture.middle(picture.height * 0.9, picture.height * 0.9), "drum", stage.colour)
    head, rest = words.top(words.height * 0.62)
    heading.announce(stage, head, stage.say("result.hidden"), rest, stage.say("result.drum"))


def _few(stage: Stage, room: Box, tally: Tally) -> None:
    theme = stage.theme
    title = stage.say("result.few" if tally.ballots else "result.no_votes")
    head, rest = room.top(room.height * 0.5, stage.u(2))
    stage.words(title, head, stage.scale.display, theme.ink, weight=Weight.BLACK, down="bottom")
    stage.words(stage.say("result.few.why"), rest, stage.scale.lead, theme.soft, body=True)


def _one(stage: Stage, room: Box, criterion: str, counted: Distribution) -> None:
    """One judgement: four bars, and the middle of the room beside them."""
    u = stage.u
    narrow = stage.scale.wide < 1.5
    left, words = room.start(room.width * (0.48 if narrow else 0.52), u(5 if narrow else 9))
    bars(stage, left, counted)
    median(stage, words, criterion, counted)


def _several(stage: Stage, room: Box, tally: Tally) -> None:
    """A coaching ballot: a row a criterion, and all grades together at the end."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    assert tally.overall is not None
    side, rows = room.end(u(36 if scale.wide < 1.5 else 48), u(5))
    grown = ease(stage.progress(GROW))
    named = u(24 if scale.wide < 1.5 else 34)
    for (criterion, counted), row in zip(
        tally.criteria.items(), rows.rows(max(len(tally.criteria), 4), u(1.4)), strict=False
    ):
        label, rest = row.start(named, u(1.5))
        mark, words = label.start(min(u(6), row.height * 0.6), u(1.5))
        stage.icon(mark, CRITERION_SHAPES.get(criterion, "star"), theme.criterion(criterion))
        stage.words(
            heading.criterion_words(stage, criterion),
            words,
            scale.body,
            theme.ink,
            weight=Weight.BOLD,
            lines=1,
            down="middle",
        )
        figure, bar = rest.end(u(7), u(1.5))
        slot = bar.inset(0, row.height * 0.14)
        stage.panel(slot, theme.track, u(0.8))
        stack(stage, slot, counted, grown)
        stage.words(
            stage.figures(counted.median),
            figure,
            min(u(8), row.height * 0.74),
            theme.grades[counted.median - 1],
            weight=Weight.BLACK,
            lines=1,
            across="end",
            down="middle",
            alpha=stage.fade(MEDIAN),
        )
    label, rest = side.top(scale.note * 1.5)
    alpha = stage.fade(MEDIAN)
    stage.words(stage.say("result.median"), label, scale.note, theme.soft, lines=1, alpha=alpha)
    head, rest = rest.top(rest.height * 0.42, u(1))
    colour = theme.grades[tally.overall.median - 1]
    filled = stage.words(
        stage.figures(tally.overall.median),
        head,
        head.height / 1.14,
        colour,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
        alpha=alpha,
    )
    burst(stage, filled, colour)
    if tally.overall.split:
        low, rest = rest.foot(u(12), u(1))
        split_flag(stage, low)
    csat(stage, rest, tally.overall)
