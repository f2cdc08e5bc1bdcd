"""The cards: each kind has a shape of its own, so that it is known without its colour.

A request is a speech bubble, a desk stands under an awning, a customer wears a name badge, a
mood is a pill, a day a leaf of a calendar, a twist a torn banner, an observer's card a ticket, a
tip a folded note.
Each function draws the shape and returns the box for what is written on it.
"""

from collections.abc import Callable, Mapping

from improv.look.colours import mix
from improv.screen.boxes import Box
from improv.screen.builder import Builder


def bubble(builder: Builder, box: Box) -> Box:
    """A request: a speech bubble with its tail."""
    swatch, u = builder.theme.cards["prompt"], builder.u
    body = box.foot(u(4.4))[1]
    radius = min(u(5), body.height / 2)
    edge = swatch.mark if builder.theme.edge is not None else None
    hang = Box(body.x + u(7), body.bottom - u(0.6), u(6.5), u(5.0))
    builder.shape(hang, "tail", edge or swatch.fill)
    if edge is not None:
        inner = Box(hang.x + u(0.75), hang.y - u(0.9), hang.width - u(1.2), u(4.6))
        builder.shape(inner, "tail", swatch.fill)
    builder.panel(body, swatch.fill, radius, edge, u(0.5))
    if edge is not None:
        builder.panel(Box(body.x + u(8.2), body.bottom - u(0.55), u(4.6), u(0.6)), swatch.fill)
    return bubble_space(builder, box)


def bubble_space(builder: Builder, box: Box) -> Box:
    """The box for words of a bubble in this box, without drawing it."""
    body = box.foot(builder.u(4.4))[1]
    return body.inset(min(builder.u(4.5), body.width * 0.06), builder.u(2.6))


def counter(builder: Builder, box: Box) -> Box:
    """A desk of the company: a panel under a striped awning."""
    swatch, u = builder.theme.cards["business"], builder.u
    cloth = min(u(4.2), box.height * 0.24)
    builder.surface(
        Box(box.x, box.y + cloth * 0.35, box.width, box.height - cloth * 0.35), swatch, u(1.6)
    )
    roof = Box(box.x - u(0.5), box.y, box.width + u(1.0), cloth)
    builder.shape(roof, "awning", swatch.mark)
    builder.shape(roof, "awning-gap", mix(swatch.mark, (255, 255, 255), 0.75))
    inner = box.inset(u(3), 0)
    pad = min(u(1.2), box.height * 0.05)
    return Box(inner.x, box.y + cloth + pad, inner.width, box.height - cloth - 2.2 * pad)


def badge(builder: Builder, box: Box) -> Box:
    """A customer: a name badge with a coloured head and a slot for its clip."""
    swatch, u = builder.theme.cards["role"], builder.u
    head = min(u(4.2), box.height * 0.24)
    radius = u(2.2)
    builder.surface(box, swatch, radius)
    builder.panel(Box(box.x, box.y, box.width, head + radius), swatch.mark, radius)
    builder.panel(Box(box.x, box.y + head, box.width, radius), swatch.fill)
    edge = builder.theme.edge
    if edge is not None:
        own = swatch.mark if builder.theme.top == builder.theme.bottom else edge
        for x in (box.x, box.right - max(1.0, round(u(0.3)))):
            builder.panel(Box(x, box.y + head, max(1.0, round(u(0.3))), radius), own)
    slot = Box(0, 0, u(9), head * 0.30).moved(box.centre[0] - u(4.5), box.y + head * 0.35)
    builder.shape(slot, "slot", swatch.fill)
    inner = box.inset(u(3), 0)
    pad = min(u(1.2), box.height * 0.05)
    return Box(inner.x, box.y + head + pad, inner.width, box.height - head - 2.2 * pad)


def pill(builder: Builder, box: Box) -> Box:
    """A mood: a pill with round ends."""
    swatch, u = builder.theme.cards["mood"], builder.u
    radius = min(box.height / 2, u(9))
    builder.surface(box, swatch, radius)
    return box.inset(max(u(3), radius * 0.55), u(2.0))


def leaf(builder: Builder, box: Box) -> Box:
    """A day: a leaf of a calendar under its two rings."""
    swatch, u = builder.theme.cards["day"], builder.u
    ring = min(u(3.2), box.height * 0.16)
    low = Box(box.x, box.y + ring * 0.6, box.width, box.height - ring * 0.6)
    builder.surface(low, swatch, u(0.8))
    for part in (0.25, 0.75):
        place = Box(box.x + box.width * part - ring / 4, box.y, ring / 2, ring * 1.3)
        builder.panel(place, swatch.mark, ring / 4)
    return Box(low.x + u(3), box.y + ring * 1.5, low.width - u(6), box.height - ring * 1.5 - u(1.6))


def banner(builder: Builder, box: Box) -> Box:
    """A twist: a banner torn at both ends, in a colour that no other kind has."""
    swatch, u = builder.theme.cards["twist"], builder.u
    tooth = u(2.6)
    builder.panel(Box(box.x + tooth, box.y, box.width - 2 * tooth, box.height), swatch.fill)
    far = Box(box.right - tooth, box.y, tooth, box.height)
    builder.shape(Box(far.x - 1, far.y, tooth, far.height), "teeth", swatch.fill)
    builder.shape(Box(box.x + 1, box.y, tooth, box.height), "teeth-start", swatch.fill)
    return box.inset(tooth + u(2.4), u(1.8))


def ticket(builder: Builder, box: Box) -> Box:
    """An observer's card: a ticket with a coloured edge at its start."""
    swatch, u = builder.theme.cards["observer"], builder.u
    builder.surface(box, swatch, u(0.8))
    builder.panel(Box(box.x, box.y, u(1.1), box.height), swatch.mark)
    return Box(box.x + u(3.2), box.y + u(1.8), box.width - u(5.2), box.height - u(3.6))


def note(builder: Builder, box: Box) -> Box:
    """A tip: a note with a folded corner."""
    swatch, u = builder.theme.cards["tip"], builder.u
    fold = min(u(6), box.height * 0.3)
    top, rest = box.top(fold)
    builder.panel(rest, swatch.fill)
    builder.panel(Box(top.x, top.y, top.width - fold + 1, fold + 1), swatch.fill)
    builder.shape(
        Box(box.right - fold, box.y, fold, fold), "fold", mix(swatch.fill, swatch.ink, 0.28)
    )
    return box.inset(u(3.4), u(2.8))


SHAPES: Mapping[str, Callable[[Builder, Box], Box]] = {
    "business": counter,
    "role": badge,
    "prompt": bubble,
    "mood": pill,
    "day": leaf,
    "twist": banner,
    "observer": ticket,
    "tip": note,
    "check": note,
}


def desk_rule(builder: Builder, box: Box, rule: str) -> None:
    """What the desk can do and what it cannot, in a row."""
    mark, words = box.start(builder.u(4.3), builder.u(1.1))
    builder.icon(mark, "list", builder.theme.ink)
    builder.words(rule, words, builder.scale.body, builder.theme.ink, down="middle")
