"""Kudos: what people thank each other for, the newest last."""

from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.stage import Stage
from improv.text import Weight

MOST = 6


def kudos(stage: Stage) -> None:
    """The invitation, big until the first line comes; then the lines."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    ring = heading.clock(stage)
    room = heading.content(stage)
    lines = stage.view.kudos
    side = ring.width if ring is not None else 0
    if not lines:
        whole = room.end(side, u(4))[1] if side else room
        head, rest = whole.top(whole.height * 0.62, u(2))
        stage.words(
            stage.say("kudos.ask"),
            head,
            scale.display * 1.1,
            theme.ink,
            weight=Weight.BLACK,
            down="bottom",
        )
        stage.words(stage.say("kudos.hint"), rest, scale.lead, theme.soft, body=True)
        return
    head, rest = room.top(u(9), u(2.4))
    if side:
        head = head.end(side, u(4))[1]
        rest = rest.top(max(0.0, u(heading.SMALL) + stage.safe.y - rest.y), u(1.5))[1]
    stage.words(
        stage.say("kudos.ask"), head, scale.lead, theme.soft, body=True, lines=1, down="middle"
    )
    shown = lines[-MOST:]
    columns = 1 if len(shown) == 1 else 2 if scale.wide < 1.9 else 3
    columns = min(columns, len(shown))
    rows = -(-len(shown) // columns)
    places = [
        cell for row in rest.rows(max(rows, 2), u(2.4)) for cell in row.columns(columns, u(2.4))
    ]
    for i, (line, place) in enumerate(zip(shown, places, strict=False)):
        _line(stage, place, line, new=i == len(shown) - 1)


def _line(stage: Stage, box: Box, line: str, *, new: bool) -> None:
    u, theme = stage.u, stage.theme
    swatch = theme.accent if new else theme.panel
    stage.surface(box, swatch, u(2.4))
    inner = box.inset(u(2.6), u(2))
    mark, words = inner.start(u(5.5), u(1.8))
    top = Box(mark.x, mark.y, mark.width, mark.width)
    stage.icon(top, "heart", swatch.mark)
    stage.words(line, words, stage.scale.lead, swatch.ink, weight=Weight.BOLD, down="middle")
