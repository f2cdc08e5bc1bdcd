"""The truth: the secrets laid open, the one that matters most on top."""

from collections.abc import Sequence
from functools import partial

from improv.scenes.secrets import MOST, Secret, TruthScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight


def truth(builder: Builder, scene: TruthScene, ring: Box | None) -> None:
    """What nobody knew."""
    u, scale = builder.u, builder.scale
    space = heading.content(builder)
    if scene.answer:
        head, space = space.top(u(16), u(3))
        head = head.end(u(heading.SMALL), u(4))[1]
        answer, colour = scene.answer, builder.colour
        builder.words(answer, head, scale.display, colour, weight=Weight.BLACK, down="middle")
    elif ring is not None:
        space = space.top(max(0.0, ring.bottom - space.y), u(2.6))[1]
    if scene.secrets:
        lay_open(builder, space, scene.secrets)
        return
    ink = builder.theme.ink
    builder.words(scene.title, space, scale.display, ink, weight=Weight.BLACK, down="middle")


def lay_open(builder: Builder, space: Box, opened: Sequence[Secret]) -> None:
    """One big panel, under it as many of the others as can be read; the lightest are left out."""
    scale = builder.scale
    shown = list(opened[:MOST])
    while len(shown) > 2:
        head, *cells = places = _places(builder, space, len(shown) - 1)
        if all(map(partial(_has_room, builder), places, shown)):
            panels(builder, [head], shown[:1], scale.title, big=True)
            panels(builder, cells, shown[1:], scale.body * 1.15)
            return
        shown.pop()
    height = min(space.height, builder.u(36) * len(shown))
    rows = space.top(height)[0].rows(len(shown), builder.u(2.2))
    panels(builder, rows, shown, scale.title, big=True)


def _places(builder: Builder, space: Box, small: int) -> list[Box]:
    """A big place and so many small ones, in one row or two."""
    u = builder.u
    rows = 1 if small <= (3 if builder.scale.wide > 1.5 else 2) else 2
    head, low = space.top(space.height * (0.44 if rows == 1 else 0.28), u(2.2))
    columns = -(-small // rows)
    places = [head]
    for row in low.rows(rows, u(2)):
        places += row.columns(min(columns, small + 1 - len(places)), u(2.4))
    return places


def _has_room(builder: Builder, box: Box, opened: Secret) -> bool:
    _, rest = _parts(builder, box)
    return builder.fits(opened.text, rest, builder.scale.least * 1.05, Weight.BOLD)


def _parts(builder: Builder, box: Box) -> tuple[Box, Box]:
    """Of a panel: the label, and the room for the words."""
    u, scale = builder.u, builder.scale
    return box.inset(u(3.2), u(1.6)).top(scale.note * 1.4, u(0.4))


def panels(
    builder: Builder,
    places: Sequence[Box],
    shown: Sequence[Secret],
    size: float,
    *,
    big: bool = False,
) -> None:
    """Secrets beside each other, in one size: what each is called and what it says."""
    weight = Weight.BLACK if big else Weight.BOLD
    parts = [_parts(builder, place) for place in places]
    texts = [secret.text for secret in shown]
    size = builder.common_size(texts, [rest for _, rest in parts], size, weight)
    for secret, box, (label, rest) in zip(shown, places, parts, strict=True):
        u, theme = builder.u, builder.theme
        swatch = theme.cards[secret.kind] if secret.kind else theme.panel
        builder.surface(box, swatch, u(1.8))
        builder.panel(Box(box.x, box.y + u(1.8), u(1.0), box.height - u(3.6)), swatch.mark)
        mark, words = label.start(label.height, u(1.2))
        builder.icon(mark, secret.icon, swatch.mark)
        builder.line(secret.name, words, builder.scale.note, swatch.soft)
        down, alpha = ("middle", builder.fade()) if big else ("top", builder.fade(0.2))
        builder.words(secret.text, rest, size, swatch.ink, weight=weight, down=down, alpha=alpha)
