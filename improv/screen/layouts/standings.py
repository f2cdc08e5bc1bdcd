"""The standings: scenes, not people; shared places are shared."""

from collections.abc import Sequence

from improv.scenes.parts import Label
from improv.scenes.standings import Standing, StandingsScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.figures import stack
from improv.text.fonts import Weight


def standings(builder: Builder, scene: StandingsScene, ring: Box | None) -> None:
    """One list for each kind of ballot."""
    u, scale = builder.u, builder.scale
    space, lists = heading.content(builder), scene.lists
    if ring is not None:
        space = space.top(ring.bottom - space.y, u(2))[1]
    if not lists:
        ink = builder.theme.ink
        builder.words(scene.none, space, scale.display, ink, weight=Weight.BLACK, down="middle")
        return
    beside = scale.wide >= 1.5
    places = space.columns(len(lists), u(4)) if beside else space.rows(len(lists), u(3))
    for shown, place in zip(lists, places, strict=True):
        head, rest = place, place
        if shown.criteria or shown.figures:
            head, rest = place.top(u(5), u(1.4))
        figures, asked = head.end(head.width * (0.55 if shown.criteria else 1), u(2))
        _criteria(builder, asked, shown.criteria)
        builder.line(shown.figures, figures, scale.note, builder.theme.soft, across="end")
        _list(builder, rest, shown.rows)


def _criteria(builder: Builder, box: Box, criteria: Sequence[Label]) -> None:
    """What a list was judged on: shapes, and the words where there is one only."""
    theme = builder.theme
    x = box.x
    for one in criteria:
        builder.icon(Box(x, box.y, box.height, box.height), one.icon, theme.criterion(one.kind))
        x += box.height * 1.25
    if len(criteria) == 1:
        words = Box(x + builder.u(1), box.y, box.right - x - builder.u(1), box.height)
        builder.line(criteria[0].text, words, builder.scale.note, theme.soft)


def _list(builder: Builder, box: Box, rows: Sequence[Standing]) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    row, gap = u(12.5), u(1.8)
    fit = max(1, int((box.height + gap) / (row + gap)))
    shown = rows if len(rows) <= fit else rows[: max(1, fit - 1)]
    height = min(u(19), (box.height + gap) / max(len(shown), 1) - gap) if shown is rows else row
    spare = box.height - len(shown) * (height + gap) + gap
    y = box.y + (spare * 0.4 if len(shown) == len(rows) else 0)
    for i, standing in enumerate(shown):
        alpha = builder.fade(0.08 * (len(shown) - i))
        _row(builder, Box(box.x, y, box.width, height), standing, alpha)
        y += height + gap
    if len(shown) < len(rows):
        more = builder.say("standings.more", count=len(rows) - len(shown))
        left = Box(box.x, y, box.width, box.bottom - y)
        builder.line(more, left, scale.note, theme.soft)


def _row(builder: Builder, box: Box, standing: Standing, alpha: int) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    swatch = theme.accent if standing.first else theme.panel
    builder.surface(box, swatch, u(1.8))
    inner = box.inset(u(2.6), u(1.2))
    place, rest = inner.start(u(10), u(1.6))
    size = min(u(10), inner.height / 1.2)
    builder.line(standing.place, place, size, swatch.ink, Weight.BLACK, across="centre")
    if standing.grade:
        numbers, rest = rest.end(u(26), u(2))
        if scale.wide >= 1.5:
            bar, rest = rest.end(min(u(44), rest.width * 0.36), u(3))
            slot = bar.inset(0, bar.height * 0.18)
            builder.panel(slot, theme.panel.fill, u(1.1))
            stack(builder, slot.inset(u(0.7)), standing.parts, numbered=False)
        median, percent = numbers.end(u(10), u(1.5))
        size = min(u(9), inner.height / 1.2)
        ink = swatch.ink if standing.first else theme.grades[standing.grade - 1]
        builder.line(standing.median, median, size, ink, Weight.BLACK, across="end", alpha=alpha)
        builder.line(standing.csat, percent, scale.body, swatch.soft, across="end", alpha=alpha)
    head, low = rest.top(rest.height * 0.58)
    title, ink = standing.title, swatch.ink
    builder.line(title, head, scale.lead, ink, Weight.BOLD, least=scale.note, alpha=alpha)
    builder.line(standing.under, low, scale.note, swatch.soft, alpha=alpha)
