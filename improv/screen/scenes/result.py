"""The result: hidden at first, then how the room judged: the whole distribution, then the rest."""

from collections.abc import Sequence

from improv.core.tally import Distribution, Tally
from improv.look import CRITERION_SHAPES, ease
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.scenes.vote import MOVE_ICONS
from improv.screen.stage import Stage
from improv.text import Weight

GROW, MEDIAN, SHARE, REST = 0.0, 0.35, 0.6, 0.8
"""When each part begins, in seconds."""


def result(stage: Stage) -> None:
    """The drum roll, then the figures; or words, where figures would name people."""
    tally = stage.view.result
    heading.clock(stage)
    room = heading.content(stage)
    if tally is None:
        _hidden(stage, room)
        return
    foot, room = room.foot(stage.u(15), stage.u(2.4))
    if not tally.has_figures or not (tally.overall or tally.choices):
        _few(stage, room, tally)
    elif tally.overall is None:
        _choice(stage, room, tally)
    elif len(tally.criteria) == 1:
        _one(stage, room, next(iter(tally.criteria)), tally.overall)
    else:
        _several(stage, room, tally)
    _foot(stage, foot, tally)


def _hidden(stage: Stage, room: Box) -> None:
    u, theme = stage.u, stage.theme
    picture, words = room.top(room.height * 0.55, u(2))
    stage.icon(picture.middle(picture.height * 0.9, picture.height * 0.9), "drum", stage.colour)
    head, rest = words.top(words.height * 0.62)
    stage.words(
        stage.say("result.hidden"),
        head,
        stage.scale.display,
        theme.ink,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )
    stage.words(
        stage.say("result.drum"), rest, stage.scale.lead, theme.soft, lines=1, across="centre"
    )


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
    bars, words = room.start(room.width * (0.48 if narrow else 0.52), u(5 if narrow else 9))
    _bars(stage, bars, counted)
    _median(stage, words, criterion, counted)


def _bars(stage: Stage, box: Box, counted: Distribution) -> None:
    """A bar a grade, the best on top; they grow from the start."""
    u, theme = stage.u, stage.theme
    grown = ease(stage.progress(GROW))
    most = max(counted.counts)
    for grade, row in zip((4, 3, 2, 1), box.rows(4, u(2)), strict=True):
        count, colour = counted.counts[grade - 1], theme.grades[grade - 1]
        number, rest = row.start(u(9), u(1.4))
        stage.words(
            stage.figures(grade),
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
        stage.panel(slot, theme.track, u(1.2))
        if count:
            length = max(u(2.4), slot.width * count / most * grown)
            stage.panel(slot.start(length)[0], colour, u(1.2))
        stage.words(
            stage.figures(count),
            figure,
            min(stage.scale.lead, row.height * 0.5),
            theme.ink if count else theme.soft,
            weight=Weight.BOLD,
            lines=1,
            across="end",
            down="middle",
            alpha=stage.fade(GROW + 0.15),
        )


def _median(stage: Stage, box: Box, criterion: str, counted: Distribution) -> None:
    u, scale, theme = stage.u, stage.scale, stage.theme
    alpha = stage.fade(MEDIAN)
    label, rest = box.top(scale.body * 1.35)
    stage.words(
        stage.say("result.median"), label, scale.body * 0.9, theme.soft, lines=1, alpha=alpha
    )
    split = counted.split
    top, rest = rest.top(rest.height * (0.46 if split else 0.54), u(1.6))
    number, words = top.start(min(u(20), top.width * 0.38), u(1.5))
    stage.words(
        stage.figures(counted.median),
        number,
        number.height / 1.14,
        theme.grades[counted.median - 1],
        weight=Weight.BLACK,
        lines=1,
        down="middle",
        alpha=alpha,
    )
    stage.words(
        heading.criterion_words(stage, criterion, counted.median),
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
        _split(stage, low)
    _csat(stage, rest, counted)


def _csat(stage: Stage, box: Box, counted: Distribution) -> None:
    scale, theme = stage.scale, stage.theme
    alpha = stage.fade(SHARE)
    percent = round(100 * counted.csat)
    number, words = box.start(min(stage.u(24), box.width * 0.45), stage.u(1.5))
    stage.words(
        stage.say("result.percent", count=percent),
        number,
        min(scale.title, box.height * 0.8),
        theme.ink,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
        alpha=alpha,
    )
    stage.words(stage.say("result.csat"), words, scale.body, theme.soft, down="middle", alpha=alpha)


def _split(stage: Stage, box: Box) -> None:
    u, scale, theme = stage.u, stage.scale, stage.theme
    stage.surface(box, theme.panel, u(1.4))
    mark, words = box.inset(u(2), u(1.2)).start(u(7), u(1.8))
    stage.icon(mark, "split", theme.panel.mark)
    roomy = words.width > u(38)
    head, rest = words.rows(2) if roomy else (words, words)
    stage.words(
        stage.say("result.split"),
        head,
        scale.body,
        theme.panel.ink,
        weight=Weight.BOLD,
        lines=1,
        down="bottom" if roomy else "middle",
    )
    if not roomy:
        return
    stage.words(stage.say("result.split.why"), rest, scale.note, theme.panel.soft, lines=1)


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
        _stack(stage, bar.inset(0, row.height * 0.14), counted, grown)
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
    head, rest = rest.top(rest.height * 0.46, u(1))
    stage.words(
        stage.figures(tally.overall.median),
        head,
        head.height / 1.14,
        theme.grades[tally.overall.median - 1],
        weight=Weight.BLACK,
        lines=1,
        down="middle",
        alpha=alpha,
    )
    if tally.overall.split:
        low, rest = rest.foot(u(12), u(1))
        _split(stage, low)
    _csat(stage, rest, tally.overall)


def _stack(stage: Stage, box: Box, counted: Distribution, grown: float) -> None:
    """All four grades in one bar, the lowest first; figures where there is room for them."""
    u, theme = stage.u, stage.theme
    stage.panel(box, theme.track, u(0.8))
    x = box.x
    for grade, count in enumerate(counted.counts, start=1):
        if not count:
            continue
        width = box.width * count / counted.total * grown
        part = Box(x, box.y, max(0.0, width - u(0.3)), box.height)
        stage.panel(part, theme.grades[grade - 1], u(0.8))
        if grown == 1 and width > u(5):
            stage.words(
                stage.figures(grade),
                part,
                min(stage.scale.note * 1.1, box.height * 0.8),
                theme.on_grade,
                weight=Weight.BLACK,
                lines=1,
                across="centre",
                down="middle",
            )
        x += width


def _choice(stage: Stage, room: Box, tally: Tally) -> None:
    """A pick or a guess: the favourite, big; every option's bar under it."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    best = tally.favourites
    head, rest = room.top(room.height * 0.46, u(2.4))
    label, head = head.top(scale.note * 1.5)
    mark, words = head.start(min(u(17), head.height), u(3))
    name = "result.tie" if len(best) > 1 else "result.winner"
    stage.words(stage.say(name), label, scale.note, theme.soft, lines=1)
    stage.icon(mark, "star", stage.colour, stage.fade(MEDIAN))
    stage.words(
        " · ".join(heading.option_words(stage, option) for option in best),
        words,
        scale.display * 1.25,
        theme.ink,
        least=scale.body,
        weight=Weight.BLACK,
        down="middle",
        alpha=stage.fade(MEDIAN),
    )
    _options(stage, rest, list(tally.choices.items()), best)


def _options(
    stage: Stage, box: Box, choices: Sequence[tuple[str, int]], best: Sequence[str]
) -> None:
    u, scale, theme = stage.u, stage.scale, stage.theme
    grown = ease(stage.progress(GROW))
    most = max((count for _, count in choices), default=1) or 1
    columns = 1 if len(choices) <= 4 else 2
    per = -(-len(choices) // columns)
    places = [
        row
        for column in box.columns(columns, u(4))
        for row in column.rows(max(per, 3), u(1.4))[:per]
    ]
    for (option, count), row in zip(choices, places, strict=False):
        label, rest = row.start(min(u(34), row.width * 0.36), u(1.5))
        stage.words(
            heading.option_words(stage, option),
            label,
            scale.body,
            theme.ink,
            weight=Weight.BOLD,
            down="middle",
        )
        figure, slot = rest.end(u(8), u(1))
        slot = slot.inset(0, max(0.0, (slot.height - u(6)) / 2))
        stage.panel(slot, theme.track, u(1.2))
        if count:
            length = max(u(2.4), slot.width * count / most * grown)
            colour = stage.colour if option in best else theme.soft
            stage.panel(slot.start(length)[0], colour, u(1.2))
        stage.words(
            stage.figures(count),
            figure,
            scale.lead,
            theme.ink,
            weight=Weight.BOLD,
            lines=1,
            across="end",
            down="middle",
        )


def _foot(stage: Stage, box: Box, tally: Tally) -> None:
    """Moves seen, players on themselves; how many said so, and whether it is ranked."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    alpha = stage.fade(REST)
    low, box = box.foot(scale.note * 1.5, u(1.2))
    said = []
    if tally.by_phone:
        said.append(stage.say("result.by_phone", count=tally.by_phone))
    if tally.by_hand:
        said.append(stage.say("result.by_hand", count=tally.by_hand))
    rates = tally.overall is not None and tally.has_figures
    if rates and not tally.ranked:
        said.append(stage.say("result.unranked"))
    stage.words(" · ".join(said), low, scale.note, theme.soft, lines=1, down="middle", alpha=alpha)
    badges = [
        (MOVE_ICONS[move], stage.say(f"move.{move}"), stage.say("result.times", count=count))
        for move, count in sorted(tally.moves.items(), key=lambda item: -item[1])
    ]
    own = [
        ("people", heading.seat_words(stage, seat), " ".join(stage.figures(g) for g in grades))
        for seat, grades in tally.own.items()
    ]
    _badges(stage, box, [*badges[:4], *own[: 5 - min(len(badges), 4)]], alpha)


def _badges(stage: Stage, box: Box, badges: Sequence[tuple[str, str, str]], alpha: int) -> None:
    """Moves that were seen, as badges on a ribbon."""
    if not badges:
        return
    u, scale, theme = stage.u, stage.scale, stage.theme
    for (icon, words, times), cell in zip(
        badges, box.columns(max(len(badges), 4 if scale.wide > 1.5 else 3), u(1.8)), strict=False
    ):
        stage.surface(cell, theme.panel, u(1.4))
        inner = cell.inset(u(1.4), u(1.0))
        mark, rest = inner.start(min(u(5), inner.height), u(1.1))
        stage.icon(mark, icon, theme.panel.mark, alpha)
        count, rest = rest.end(u(5.4), u(0.8))
        stage.words(words, rest, scale.note, theme.panel.ink, down="middle", alpha=alpha)
        stage.words(
            times,
            count,
            scale.note * 1.15,
            theme.panel.ink,
            weight=Weight.BLACK,
            lines=1,
            across="end",
            down="middle",
            alpha=alpha,
        )
