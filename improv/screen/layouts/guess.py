"""The guess: one question, and what there is to choose from."""

from improv.scenes.ballot import GuessScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.ballot import choices
from improv.text import Weight


def guess(builder: Builder, scene: GuessScene, ring: Box | None) -> None:
    """The question; the options under it, if the format has some."""
    u, scale = builder.u, builder.scale
    room, size = heading.content(builder), scale.title
    if scene.choices.options:
        head, rest = room.top(u(14), u(3))
        head = head.end(u(heading.SMALL), u(4))[1]
        choices(builder, rest, scene.choices)
    else:
        head, size = (
            room.end(ring.width, u(5))[1] if ring is not None else room,
            scale.display * 1.3,
        )
    ink = builder.theme.ink
    builder.words(scene.question, head, size, ink, weight=Weight.BLACK, down="middle")
