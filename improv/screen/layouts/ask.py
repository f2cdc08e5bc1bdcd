"""An ask: the question and what it is about, then one written line at a time."""

from improv.scenes.ask import AskScene
from improv.scenes.parts import Label
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import bubble
from improv.text.fonts import Weight


def ask(builder: Builder, scene: AskScene, ring: Box | None) -> None:
    """The question over the message; or a line, as large as it goes; how many have written."""
    u, scale = builder.u, builder.scale
    foot, room = heading.content(builder).foot(u(7), u(2.6))
    _foot(builder, foot, scene.counted, scene.place or scene.how)
    side = u(5) + ring.width if ring is not None else 0
    if scene.line:
        _line(builder, room.end(side)[1] if side else room, scene.line)
        return
    if not scene.request:
        room = room.end(side)[1] if side else room
        size, ink, black = scale.display * 1.1, builder.theme.ink, Weight.BLACK
        builder.words(scene.question, room, size, ink, weight=black, body=True, down="middle")
        return
    head, rest = room.top(u(18), u(2.6))
    head = head.end(side)[1] if side else head
    size, ink, black = scale.title, builder.theme.ink, Weight.BLACK
    builder.words(scene.question, head, size, ink, weight=black, down="middle")
    swatch, bold = builder.theme.cards["prompt"], Weight.BOLD
    inner = bubble(builder, rest)
    builder.words(
        scene.request, inner, scale.title, swatch.ink, body=True, weight=bold, down="middle"
    )


def _foot(builder: Builder, box: Box, counted: Label, how: str) -> None:
    """How many have written, and how to, or which line it is."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    if counted.text:
        mark, rest = box.start(u(6), u(1.6))
        builder.icon(mark, counted.icon, builder.colour)
        told, rest = rest.start(rest.width * 0.4, u(3))
        builder.line(counted.text, told, scale.lead, theme.ink, Weight.BLACK)
        builder.line(how, rest, scale.body, theme.soft, across="end")
    else:
        builder.line(how, box, scale.body, theme.soft)


def _line(builder: Builder, box: Box, text: str) -> None:
    swatch = builder.theme.panel
    builder.surface(box, swatch, builder.u(3))
    mark, words = box.inset(builder.u(4), builder.u(3)).start(builder.u(9), builder.u(3))
    builder.icon(Box(mark.x, mark.y, mark.width, mark.width), "quote", swatch.mark)
    size, bold = builder.scale.display, Weight.BOLD
    builder.words(text, words, size, swatch.ink, weight=bold, down="middle", card=swatch)
