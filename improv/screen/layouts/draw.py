"""The draw: the reels settle one after the other; a locked one stays."""

from collections.abc import Sequence

from improv.core.reading import STAGGER
from improv.look.colours import Colour, mix
from improv.look.motion import settle
from improv.scenes.cards import DrawnReel, DrawScene
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import SHAPES
from improv.screen.heading import content
from improv.screen.keys import figure_key
from improv.text.fonts import Weight


def draw(builder: Builder, scene: DrawScene) -> None:
    """One card a reel; where nothing is drawn the game's name, and what it trains."""
    reels = scene.reels
    if scene.game is not None:
        head, rest = content(builder).top(content(builder).height * 0.5, builder.u(2))
        size, ink, black = builder.scale.poster, builder.theme.ink, Weight.BLACK
        builder.words(scene.game.title, head, size, ink, weight=black, down="bottom")
        size, soft = builder.scale.lead * 1.2, builder.theme.soft
        builder.words(scene.game.text, rest, size, soft, body=True)
        return
    boxes = _places(builder, content(builder), len(reels))
    inners = [SHAPES[reel.kind](builder, box) for reel, box in zip(reels, boxes, strict=True)]
    parts = [_parts(builder, inner) for inner in inners]
    titles = [_label(builder, head, reel) for reel, (head, _) in zip(reels, parts, strict=True)]
    sizes = _sizes(builder, reels, titles, [text for _, text in parts])
    for number, box in enumerate(boxes, start=1):
        builder.target(box, figure_key(number))
    for reel, inner, title in zip(reels, inners, titles, strict=True):
        settled = 1.0 if reel.turn is None else builder.progress(reel.turn * STAGGER / 1000)
        _reel(builder, reel, inner, title, settled, sizes)


def _parts(builder: Builder, inner: Box) -> tuple[Box, Box]:
    """Where a card's heading and its words stand."""
    return inner.top(min(inner.height * 0.4, builder.scale.lead * 1.55), builder.u(0.8))


def _sizes(
    builder: Builder, reels: Sequence[DrawnReel], titles: Sequence[Box], texts: Sequence[Box]
) -> tuple[float, float]:
    """The size of all titles and of all words under them, so that the cards look alike."""
    scale = builder.scale
    lines = [title.middle(title.width, scale.lead * 1.5) for title in titles]
    heads = ["" if reel.loud else reel.title for reel in reels]
    return (
        builder.common_size(heads, lines, scale.lead * 1.08, Weight.BLACK),
        builder.common_size([reel.text for reel in reels], texts, scale.body, Weight.REGULAR),
    )


def _places(builder: Builder, space: Box, count: int) -> list[Box]:
    """Up to four in two rows; an odd one out takes the whole width."""
    gap = builder.u(3)
    if count <= 2:
        return list(space.columns(count, gap))
    columns = 2 if count <= 4 else 3
    rows = space.rows(-(-count // columns), gap)
    places: list[Box] = []
    for row in rows:
        places += row.columns(min(columns, count - len(places)), gap)
    return places


def _reel(
    builder: Builder,
    reel: DrawnReel,
    inner: Box,
    title: Box,
    settled: float,
    sizes: tuple[float, float],
) -> None:
    scale, swatch = builder.scale, builder.theme.cards[reel.kind]
    head, text = _parts(builder, inner)
    if settled < 1:
        _blur(builder, text, swatch.fill, swatch.mark, settled)
    if reel.loud:
        title = inner.top(head.height * 0.8)[1]
    alpha = round(255 * min(1.0, settled * 1.6))
    clip = inner if settled < 1 else None
    shift = (0.0, (settle(settled) - 1) * inner.height)
    wide = inner.width > builder.u(90)
    builder.words(
        reel.title,
        title,
        scale.display * (1.4 if wide else 1.05) if reel.loud else sizes[0],
        swatch.ink,
        weight=Weight.BLACK,
        lines=0 if reel.loud else 1,
        down="middle",
        alpha=alpha,
        clip=clip,
        shift=shift,
        card=swatch,
    )
    size, soft = sizes[1], swatch.soft
    builder.words(reel.text, text, size, soft, alpha=alpha, clip=clip, shift=shift, card=swatch)


def _label(builder: Builder, head: Box, reel: DrawnReel) -> Box:
    """What the card is, at the end of its heading, or its lock. Returns the title's place."""
    u, swatch = builder.u, builder.theme.cards[reel.kind]
    side = min(head.height, u(7))
    mark, rest = head.start(side, u(1.6))
    builder.icon(mark.inset(side * 0.1), reel.icon, swatch.mark)
    if reel.locked:
        lock, title = rest.end(side, u(1.5))
        builder.icon(lock.inset(side * 0.06), "lock", swatch.mark)
        return title
    label = builder.line(
        reel.name, rest.end(rest.width * 0.34)[0], builder.scale.note, swatch.soft, across="end"
    )
    return rest.end(label.width, u(1.8))[1]


def _blur(builder: Builder, box: Box, fill: Colour, mark: Colour, settled: float) -> None:
    """What a turning reel looks like: bars that pass and fade."""
    height = box.height / 5
    for i in range(4):
        y = (i * 1.4 * height + settled * 3.2 * box.height) % (box.height - height * 0.6)
        bar = Box(box.x, box.y + y, box.width * (0.85 - 0.17 * i), height * 0.5)
        builder.panel(bar, mix(fill, mark, 0.35 * (1 - settled)), height * 0.25)
