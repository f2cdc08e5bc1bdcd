"""The debrief: two questions to talk about, and one thing to try next."""

from collections.abc import Sequence

from improv.scenes.debrief import DebriefScene
from improv.scenes.secrets import Secret
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import note
from improv.text.fonts import Weight


def debrief(builder: Builder, scene: DebriefScene, ring: Box | None) -> None:
    """The questions, big; the tip as a note; what was behind it all."""
    u, scale = builder.u, builder.scale
    column, left = heading.content(builder).end(u(40 if scale.wide < 1.5 else 54), u(5))
    if ring is not None:
        column = column.top(ring.bottom - column.y, u(3))[1]
    if scene.reminders:
        low, left = left.foot(u(27), u(2.6))
        _reminders(builder, low, scene.reminders)
    rows = left.rows(len(scene.questions), u(2.4))
    spaces = [row.start(u(9), u(2)) for row in rows]
    texts, places = scene.questions, [words for _, words in spaces]
    size = builder.common_size(texts, places, scale.title, Weight.BOLD)
    for number, (question, (mark, words)) in enumerate(zip(texts, spaces, strict=True), start=1):
        builder.line(builder.names.figures(number), mark, u(12), builder.colour, Weight.BLACK)
        ink = builder.theme.ink
        builder.words(question, words, size, ink, body=True, weight=Weight.BOLD, down="middle")
    if scene.tip:
        _tip(builder, column, scene)


def _tip(builder: Builder, box: Box, scene: DebriefScene) -> None:
    u, scale, swatch = builder.u, builder.scale, builder.theme.cards["tip"]
    label, rest = note(builder, box).top(scale.note * 1.6, u(0.8))
    mark, words = label.end(u(3))[1].start(label.height, u(1.2))  # not into the folded corner
    builder.icon(mark, "bulb", swatch.mark)
    builder.line(scene.tip_label, words, scale.note, swatch.soft)
    builder.words(scene.tip, rest, scale.body * 1.2, swatch.ink, weight=Weight.BOLD)


def _reminders(builder: Builder, box: Box, secrets: Sequence[Secret]) -> None:
    """What the call was about, and what had to be put right."""
    u, scale, swatch = builder.u, builder.scale, builder.theme.panel
    narrow = scale.wide < 1.5
    cells = box.columns(len(secrets), u(1.6 if narrow else 2.4))
    border = u(1.8 if narrow else 3)
    inners = [cell.inset(border, u(1.4)).top(scale.note * 1.4, u(0.4)) for cell in cells]
    texts, places = [secret.text for secret in secrets], [rest for _, rest in inners]
    size = builder.common_size(texts, places, scale.body * 1.1, Weight.REGULAR)
    for secret, cell, (label, rest) in zip(secrets, cells, inners, strict=True):
        builder.surface(cell, swatch, u(1.8))
        mark, words = label.start(label.height, u(1.2))
        builder.icon(mark, "lock", swatch.mark)
        builder.line(secret.name, words, scale.note, swatch.soft)
        builder.words(secret.text, rest, size, swatch.ink)
