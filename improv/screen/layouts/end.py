"""The end: the curtains close."""

from improv.scenes.closing import EndScene
from improv.screen.backdrop import DRAWN
from improv.screen.builder import Builder
from improv.screen.logo import signature
from improv.text import Weight


def end(builder: Builder, scene: EndScene) -> None:
    """Thank you, and how many scenes it was, between the curtains."""
    scale = builder.scale
    room = builder.safe.inset((DRAWN + 0.03) * builder.whole.width - scale.margin_x, builder.u(8))
    head, rest = room.top(room.height * 0.58, builder.u(2))
    size, colour, black = scale.poster, builder.colour, Weight.BLACK
    builder.words(scene.title, head, size, colour, weight=black, across="centre", down="bottom")
    low, rest = rest.foot(builder.u(5.6), builder.u(2))
    builder.words(scene.played, rest, scale.lead, builder.theme.ink, body=True, across="centre")
    signature(builder, low, across="centre")
