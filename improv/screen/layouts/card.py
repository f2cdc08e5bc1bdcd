"""One card of a pack, as an author wants to see it: its face, and what it hides."""

from improv.core.cards import HEAT, Card, Kind, Words
from improv.scenes.icons import KIND_ICONS
from improv.scenes.secrets import in_order
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import SHAPES
from improv.screen.layouts.truth import panels
from improv.text.fonts import Weight


def card_picture(builder: Builder, card: Card, shown: Words, secret: Words) -> None:
    """The face in the shape of its kind, the secret fields under it."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    swatch = theme.cards[card.kind.value]
    head, space = builder.safe.top(u(7.5), u(3))
    _heading(builder, head, card)
    hidden = in_order({card.id: card.kind}, {card.id: secret}, builder.names)
    if hidden:
        low, space = space.foot(u(29 if len(hidden) <= 3 else 38), u(3))
        rows = 1 if len(hidden) <= 3 else 2
        columns = -(-len(hidden) // rows)
        cells = [cell for row in low.rows(rows, u(2)) for cell in row.columns(columns, u(2))]
        panels(builder, cells[: len(hidden)], hidden[: len(cells)], scale.body * 1.15)
    inner = SHAPES[card.kind.value](builder, space)
    title = shown.get("title", "")
    if title:
        roomy = inner.height > u(50)
        size = scale.display if roomy else scale.title
        top, inner = inner.top(min(inner.height * 0.36, size * 1.5), u(2.5 if roomy else 1))
        builder.line(title, top, size, swatch.ink, Weight.BLACK)
    loud = card.kind in (Kind.PROMPT, Kind.TWIST, Kind.TIP, Kind.OBSERVER)
    builder.words(
        shown.get("text", ""),
        inner,
        scale.title if loud else scale.lead * 1.25,
        swatch.ink,
        body=True,
        weight=Weight.BOLD if loud else Weight.REGULAR,
        down="top" if title else "middle",
    )


def _heading(builder: Builder, box: Box, card: Card) -> None:
    """Its kind, its name in the pack, and how hot it is."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    mark, words = box.start(box.height, u(1.8))
    builder.icon(mark.inset(u(0.8)), KIND_ICONS[card.kind.value], theme.accent.fill)
    name, words = words.end(words.width * 0.5, u(2))
    builder.line(builder.names.kind(card.kind), words, scale.lead, theme.ink, Weight.BLACK)
    if card.kind is Kind.PROMPT or card.kind is Kind.ROLE:
        flames, name = name.end(u(5) * len(HEAT), u(3))
        for cell, level in zip(flames.columns(len(HEAT)), HEAT, strict=True):
            lit = theme.phases["bell"] if level <= card.heat else theme.track
            builder.icon(cell.inset(u(0.6)), "flame", lit)
    builder.line(card.id, name, scale.note, theme.soft, across="end")
