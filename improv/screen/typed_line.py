"""A line that is being typed, with a caret at its end."""

from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight

_SHOWN = 200
"""Characters at most: more fit into no line."""


def typed_line(builder: Builder, box: Box, label: str, typed: str, *, active: bool) -> None:
    """The line under its label; what was typed last is in sight. `active`: it takes what comes."""
    u, theme, scale = builder.u, builder.theme, builder.scale
    frame = theme.accent.fill if active else theme.track
    builder.panel(box, theme.panel.fill, u(1.6), frame, u(0.6))
    inner = box.inset(u(3), u(1.2))
    beside, words = inner.start(min(u(30), inner.width * 0.3), u(2))
    builder.line(label, beside, scale.note, theme.panel.soft)
    words = words.end(u(2))[1]
    space = Box(words.x, words.y, words.width, scale.least * 1.6)  # one line of small words
    text = typed[-_SHOWN:]
    while text and not builder.fits(text, space, scale.least, Weight.BOLD):
        text = text[len(text) // 8 + 1 :]
    if text != typed:
        text = "…" + text[1:]  # what was typed last is what matters
    filled = builder.line(text, words, scale.lead, theme.panel.ink, Weight.BOLD, least=scale.least)
    if active:
        at = filled.right if text else words.x
        caret = Box(at + u(0.5), words.y + words.height * 0.18, u(0.5), words.height * 0.64)
        builder.panel(caret, theme.accent.fill)
