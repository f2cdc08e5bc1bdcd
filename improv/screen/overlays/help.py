"""The help overlay: the keys that do something now. It takes a row for each."""

from collections.abc import Sequence

from improv.locale.phrases import isolate
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.keys import Binding
from improv.screen.overlays.notices import dim
from improv.text.fonts import Weight

MANY = 16
"""Of more rows in a column each needs all the height that there is."""
_ARROWS = {"→": "right", "←": "left", "↑": "up", "↓": "down"}


def help_overlay(builder: Builder, rows: Sequence[Binding]) -> None:
    """All rows, in as many columns as the picture is wide."""
    u, theme = builder.u, builder.theme
    dim(builder)
    builder.surface(builder.safe, theme.panel, u(3))
    columns = 3 if builder.scale.wide > 2 else 2
    per = max(1, -(-len(rows) // columns))
    full = per > MANY
    head, rest = builder.safe.inset(u(4), u(1.5 if full else 3)).top(u(8.5), u(0 if full else 1.2))
    close, title = head.end(u(44), u(3))
    builder.line(
        builder.say("help.title"), title, builder.scale.lead * 1.15, theme.panel.ink, Weight.BLACK
    )
    builder.line(
        builder.say("help.close"), close, builder.scale.note, theme.panel.soft, across="end"
    )
    for i, column in enumerate(rest.columns(columns, u(4))):
        part = rows[i * per : (i + 1) * per]
        height = min(u(8), column.height / per)
        for j, row in enumerate(part):
            place = Box(column.x, column.y + j * height, column.width, height)
            _row(builder, place, row)
            if row.key is not None:
                builder.target(place, row.key)


def _row(builder: Builder, box: Box, row: Binding) -> None:
    keys, words = box.start(min(builder.u(27), box.width * 0.46), builder.u(1.6))
    _caps(builder, keys, row.caps)
    builder.words(
        builder.say(row.words),
        words.inset(0, min(builder.u(0.3), box.height * 0.04)),
        builder.scale.note * 1.12,
        builder.theme.panel.ink,
        down="middle",
    )


def _caps(builder: Builder, box: Box, caps: str) -> None:
    """Keys as they look on a keyboard; arrows are drawn."""
    u, theme = builder.u, builder.theme
    parts = caps.split("  ")
    height = min(box.height - u(0.8), u(5.2))
    pad, gap = u(1.1), u(0.7)
    natural = [_width(builder, part, height) + 2 * pad for part in parts]
    squeeze = min(1.0, (box.width - gap * (len(parts) - 1)) / sum(natural))
    x = box.right - (sum(natural) * squeeze + gap * (len(parts) - 1))
    for part, width in zip(parts, natural, strict=True):
        cap = Box(x, box.y + (box.height - height) / 2, width * squeeze, height)
        builder.panel(cap, theme.track, u(0.9))
        face = Box(cap.x, cap.y, cap.width, cap.height - u(0.5))
        builder.panel(face, theme.accent.fill, u(0.9))
        if part in _ARROWS:
            builder.icon(face.inset(u(0.9)), _ARROWS[part], theme.accent.ink)
        else:
            builder.line(
                isolate(part),
                face.inset(u(0.3), 0),
                builder.scale.least * 1.12,
                theme.accent.ink,
                Weight.BOLD,
                across="centre",
            )
        x += width * squeeze + gap


def _width(builder: Builder, part: str, height: float) -> float:
    if part in _ARROWS:
        return height * 0.7
    return max(height * 0.6, len(part) * builder.scale.least * 0.66)
