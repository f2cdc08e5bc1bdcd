"""Kudos: what people thank each other for, the newest last."""

from improv.scenes.closing import KudosScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text import Weight


def kudos(builder: Builder, scene: KudosScene, ring: Box | None) -> None:
    """The invitation, big until the first line comes; then the lines."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    room = heading.content(builder)
    side = ring.width if ring is not None else 0
    if not scene.lines:
        whole = room.end(side, u(4))[1] if side else room
        head, rest = whole.top(whole.height * 0.62, u(2))
        size = scale.display * 1.1
        builder.words(scene.ask, head, size, theme.ink, weight=Weight.BLACK, down="bottom")
        builder.words(scene.hint, rest, scale.lead, theme.soft, body=True)
        return
    head, rest = room.top(u(9), u(2.4))
    if side:
        head = head.end(side, u(4))[1]
        rest = rest.top(max(0.0, u(heading.SMALL) + builder.safe.y - rest.y), u(1.5))[1]
    builder.words(scene.ask, head, scale.lead, theme.soft, body=True, lines=1, down="middle")
    count = len(scene.lines)
    columns = min(1 if count == 1 else 2 if scale.wide < 1.9 else 3, count)
    if count == 1:  # one line is a card, not a wall
        rest = rest.middle(min(rest.width, u(130)), min(rest.height, u(46)))
    rows = rest.rows(max(-(-count // columns), 2), u(2.4))
    places = [cell for row in rows for cell in row.columns(columns, u(2.4))]
    for i, (line, place) in enumerate(zip(scene.lines, places, strict=False)):
        _line(builder, place, line, new=i == count - 1)


def _line(builder: Builder, box: Box, line: str, *, new: bool) -> None:
    u, theme = builder.u, builder.theme
    swatch = theme.accent if new else theme.panel
    builder.surface(box, swatch, u(2.4))
    inner = box.inset(u(2.6), u(2))
    mark, words = inner.start(u(5.5), u(1.8))
    top = Box(mark.x, mark.y, mark.width, mark.width)
    builder.icon(top, "heart", swatch.mark)
    builder.words(line, words, builder.scale.lead, swatch.ink, weight=Weight.BOLD, down="middle")
