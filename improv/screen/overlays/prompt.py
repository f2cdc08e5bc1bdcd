"""A question with a yes and a no, shown before there is a session."""

import pygame

from improv.scenes.prompts import Prompt
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.keys import Key
from improv.screen.logo import signature
from improv.text.fonts import Weight


def prompt(builder: Builder, asked: Prompt) -> None:
    """The question, what there is to know of it, and the two keys."""
    u, theme, scale = builder.u, builder.theme, builder.scale
    several = len(asked.lines) > 2
    head, rest = builder.safe.top(builder.safe.height * (0.34 if several else 0.44), u(2.5))
    signature(builder, head.top(u(5.6))[0].moved(down=u(2.4)))
    head = head.top(u(8))[1]
    builder.words(
        asked.title,
        head,
        scale.title if several else scale.display,
        theme.ink,
        weight=Weight.BLACK,
        down="bottom",
    )
    what, rest = rest.top(u(34 if several else 17), u(5 if not several else 2))
    size = scale.body if several else scale.lead
    builder.words("\n".join(asked.lines), what, size, theme.soft, body=not several)
    width = min(u(62), rest.width / 2 - u(2))
    answers = (("Enter", asked.yes, pygame.K_RETURN), ("N", asked.no, pygame.K_n))
    for i, (cap, name, symbol) in enumerate(answers):
        box = Box(rest.x + i * (width + u(4)), rest.y, width, u(17))
        swatch = theme.panel if i else theme.accent
        builder.surface(box, swatch, u(2.5))
        builder.target(box, Key(symbol=symbol))
        key, words = box.inset(u(3), u(2.6)).start(u(17), u(3))
        builder.panel(key, swatch.ink, u(1.4))
        builder.line(cap, key.inset(u(1)), scale.body, swatch.fill, Weight.BOLD, across="centre")
        builder.words(name, words, scale.lead, swatch.ink, weight=Weight.BOLD, down="middle")
