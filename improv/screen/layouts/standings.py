"""The standings: scenes, not people; shared places are shared."""

from collections.abc import Sequence

from improv.core.view_models import StandingView
from improv.scenes.icons import CRITERION_ICONS
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.figures import stack
from improv.text import Weight


def standings(builder: Builder) -> None:
    """One list for each kind of ballot."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    ring = heading.clock(builder)
    room = heading.content(builder)
    if ring is not None:
        room = room.top(ring.bottom - room.y, u(2))[1]
    lists = builder.view.standings
    if not lists:
        builder.words(
            builder.say("standings.none"),
            room,
            scale.display,
            theme.ink,
            weight=Weight.BLACK,
            down="middle",
        )
        return
    if len(lists) == 1:
        _list(builder, room, lists[0])
        return
    beside = scale.wide >= 1.5
    places = room.columns(len(lists), u(4)) if beside else room.rows(len(lists), u(3))
    for scenes, place in zip(lists, places, strict=True):
        criteria = list(scenes[0].tally.criteria)
        head, rest = place.top(u(5), u(1.4))
        _criteria(builder, head, criteria)
        _list(builder, rest, scenes)


def _criteria(builder: Builder, box: Box, criteria: Sequence[str]) -> None:
    """What a list was judged on: shapes, and the words where there is one only."""
    theme = builder.theme
    x = box.x
    for criterion in criteria:
        shape = CRITERION_ICONS.get(criterion, "star")
        builder.icon(Box(x, box.y, box.height, box.height), shape, theme.criterion(criterion))
        x += box.height * 1.25
    if len(criteria) == 1:
        words = Box(x + builder.u(1), box.y, box.right - x - builder.u(1), box.height)
        name = heading.criterion_words(builder, criteria[0])
        builder.words(name, words, builder.scale.note, theme.soft, lines=1, down="middle")


def _list(builder: Builder, box: Box, scenes: Sequence[StandingView]) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    row, gap = u(12.5), u(1.8)
    fit = max(1, int((box.height + gap) / (row + gap)))
    shown = scenes if len(scenes) <= fit else scenes[: max(1, fit - 1)]
    height = min(u(19), (box.height + gap) / max(len(shown), 1) - gap) if shown is scenes else row
    spare = box.height - len(shown) * (height + gap) + gap
    y = box.y + (spare * 0.4 if len(shown) == len(scenes) else 0)
    for i, scene in enumerate(shown):
        _row(
            builder, Box(box.x, y, box.width, height), scene, builder.fade(0.08 * (len(shown) - i))
        )
        y += height + gap
    if len(shown) < len(scenes):
        more = builder.say("standings.more", count=len(scenes) - len(shown))
        left = Box(box.x, y, box.width, box.bottom - y)
        builder.words(more, left, scale.note, theme.soft, lines=1, down="middle")


def _row(builder: Builder, box: Box, scene: StandingView, alpha: int) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    first = scene.place == 1
    swatch = theme.accent if first else theme.panel
    builder.surface(box, swatch, u(1.8))
    inner = box.inset(u(2.6), u(1.2))
    place, rest = inner.start(u(10), u(1.6))
    builder.words(
        builder.figures(scene.place),
        place,
        min(u(10), inner.height / 1.2),
        swatch.ink,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )
    overall = scene.tally.overall
    if overall is not None:
        numbers, rest = rest.end(u(26), u(2))
        if scale.wide >= 1.5:
            bar, rest = rest.end(min(u(44), rest.width * 0.36), u(3))
            slot = bar.inset(0, bar.height * 0.18)
            builder.panel(slot, theme.panel.fill, u(1.1))
            stack(builder, slot.inset(u(0.7)), overall, numbered=False)
        median, percent = numbers.end(u(10), u(1.5))
        builder.words(
            builder.figures(overall.median),
            median,
            min(u(9), inner.height / 1.2),
            swatch.ink if first else theme.grades[overall.median - 1],
            weight=Weight.BLACK,
            lines=1,
            across="end",
            down="middle",
            alpha=alpha,
        )
        builder.words(
            builder.say("result.percent", number=round(100 * overall.csat)),
            percent,
            scale.body,
            swatch.soft,
            lines=1,
            across="end",
            down="middle",
            alpha=alpha,
        )
    names = builder.listed([seat.name for seat in scene.cast if seat.name])
    under = names or builder.say("standings.scene", number=scene.ordinal)
    head, low = rest.top(rest.height * 0.58)
    builder.words(
        scene.title,
        head,
        scale.lead,
        swatch.ink,
        least=scale.note,
        weight=Weight.BOLD,
        lines=1,
        down="middle",
        alpha=alpha,
    )
    builder.words(under, low, scale.note, swatch.soft, lines=1, down="middle", alpha=alpha)
