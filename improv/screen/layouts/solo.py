"""What somebody alone is asked, and what they compare: read from a chair, not from the last row."""

from improv.scenes.parts import Label
from improv.scenes.solo import ChoiceScene, QuotesScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import SHAPES
from improv.screen.keys import figure_key
from improv.screen.layouts.listening import AGAIN, heard
from improv.text.fonts import Weight


def choice(builder: Builder, scene: ChoiceScene) -> None:
    """The question over its answers, each with the key that chooses it."""
    u, scale = builder.u, builder.scale
    space = _with_hint(builder, heading.content(builder), scene.hint)
    top, rest = space.top(u(17), u(3))
    builder.words(scene.question, top, scale.title, builder.theme.ink, weight=Weight.BLACK)
    rows = list(rest.rows(len(scene.options), u(2)))
    inners = [row.inset(u(3), u(1)).start(u(7), u(2)) for row in rows]
    texts, places = [option.text for option in scene.options], [words for _, words in inners]
    size = builder.common_size(texts, places, scale.lead * 1.2, Weight.BOLD)
    swatch = builder.theme.panel
    for option, row, (key, words) in zip(scene.options, rows, inners, strict=True):
        builder.surface(row, swatch, u(2))
        builder.target(row, figure_key(int(option.figure)))
        builder.line(option.figure, key, u(8), builder.colour, Weight.BLACK)
        builder.words(option.text, words, size, swatch.ink, weight=Weight.BOLD, down="middle")


def quotes(builder: Builder, scene: QuotesScene) -> None:
    """Cards beside each other, or one below the other where it is narrow."""
    u = builder.u
    again = scene.heard.play if scene.heard else ""
    space = _with_hint(builder, heading.content(builder), scene.hint, again)
    if scene.heard is not None:
        if builder.scale.wide < 1.5:
            space, beside = space.top(u(17.5), u(1.4))
        else:
            space, beside = space.start(space.width * 0.34, u(3.4))
        heard(builder, beside, scene.heard)
    count = len(scene.quotes)
    cells = list(
        space.rows(count, u(3)) if builder.scale.wide < 1.5 else space.columns(count, u(3.4))
    )
    small = (scene.heard is not None or count > 1) and builder.scale.wide < 1.5
    inners = [
        _quote(builder, cell, quote, small=small)
        for cell, quote in zip(cells, scene.quotes, strict=True)
    ]
    texts = [quote.text for quote in scene.quotes]
    size = builder.common_size(texts, inners, builder.scale.title, Weight.BOLD)
    for quote, inner in zip(scene.quotes, inners, strict=True):
        swatch = builder.theme.cards[quote.kind]
        builder.words(
            quote.text,
            inner,
            size,
            swatch.ink,
            body=scene.heard is None,
            weight=Weight.BOLD,
            down="middle",
            card=swatch,
        )


def _quote(builder: Builder, cell: Box, quote: Label, *, small: bool) -> Box:
    """The card with what stands over it. Returns the place of the words."""
    u, scale, swatch = builder.u, builder.scale, builder.theme.cards[quote.kind]
    size = scale.note if small else scale.lead
    label, rest = SHAPES[quote.kind](builder, cell).top(size * 1.5, u(0.4 if small else 1))
    mark, words = label.end(u(3))[1].start(label.height, u(1.4))  # not into a folded corner
    builder.icon(mark, quote.icon, swatch.mark)
    builder.line(quote.figure, words, size, swatch.soft, Weight.BOLD)
    return rest


def _with_hint(builder: Builder, space: Box, hint: str, other: str = "") -> Box:
    """What a key does, at the foot, and what AGAIN does. Returns the space over it."""
    low, rest = space.foot(builder.scale.body * 1.5, builder.u(2))
    if other:
        end, low = low.end(low.width * 0.38, builder.u(2))
        key, words = end.start(builder.u(9), builder.u(1.6))
        builder.panel(key, builder.theme.soft, builder.u(1))
        dark = builder.theme.bottom
        builder.line(AGAIN, key, builder.scale.note, dark, Weight.BOLD, across="centre")
        builder.line(other, words, builder.scale.body, builder.theme.soft)
    builder.line(hint, low, builder.scale.body, builder.theme.soft)
    return rest
