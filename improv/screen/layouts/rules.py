"""The rules of a game: its name, what we do, and beside it what is judged and what may be spent."""

from collections.abc import Iterator, Sequence

from improv.scenes.parts import Label
from improv.scenes.rules import RulesScene
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight


def rules(builder: Builder, scene: RulesScene, ring: Box | None) -> None:
    """The name and the lines at the start, big; who votes and the tokens under the clock."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    space = heading.content(builder)
    if scene.safe:
        space = _safe(builder, space, scene.safe)
    column, left = space.end(u(32 if scale.wide < 1.5 else 52), u(4))
    if ring is not None:
        column = column.top(ring.bottom - column.y, u(1.4 if scene.safe else 3))[1]
    if scene.change:
        over, left = left.top(u(5.5), u(0.6))
        builder.line(scene.change, over, scale.body, builder.colour, Weight.BOLD)
    if not scene.safe:  # with it the heading has the name
        name, left = left.top(u(9), u(0.6))
        builder.line(scene.game, name, u(9), theme.ink, Weight.BLACK, card=theme.panel)
    _lines(builder, left, scene.lines)
    _labels(builder, column, (*scene.judged, *scene.tokens))


def _safe(builder: Builder, space: Box, text: str) -> Box:
    """What holds for the whole session, at the foot. Returns the space over it."""
    # Where there is little room it is small: it is read aloud, and every phone shows it.
    u, scale, swatch = builder.u, builder.scale, builder.theme.panel
    size, bold = scale.body if scale.wide >= 1.5 else scale.note, Weight.BOLD
    inner = space.inset(u(2), 0)
    high = builder.measure(text, inner, size, bold, body=False) + u(1.2)
    foot, rest = space.foot(min(high, space.height * 0.3), u(1.4))
    builder.surface(foot, swatch, u(2))
    words = foot.inset(u(2), u(0.6))
    builder.words(text, words, size, swatch.ink, weight=bold, down="middle", card=swatch)
    return rest


def _lines(builder: Builder, box: Box, lines: Sequence[str]) -> None:
    """What we do, numbered where there is more than one thing."""
    u, ink = builder.u, builder.theme.ink
    rooms = [_beside_number(builder, row, len(lines)) for row in _rows(builder, box, lines)]
    places = [words for _, words in rooms]
    size = builder.common_size(lines, places, builder.scale.title, Weight.BOLD)
    for number, (line, (mark, words)) in enumerate(zip(lines, rooms, strict=True), start=1):
        if len(lines) > 1:
            figure = builder.names.figures(number)
            builder.line(figure, mark, u(11), builder.colour, Weight.BLACK)
        builder.words(
            line,
            words,
            size,
            ink,
            body=True,
            weight=Weight.BOLD,
            down="middle",
            card=builder.theme.panel,
        )


def _beside_number(builder: Builder, row: Box, count: int) -> tuple[Box, Box]:
    """Where the number of a line stands, and its words; a lone line has no number."""
    return row.start(builder.u(8), builder.u(2)) if count > 1 else (row, row)


def _rows(builder: Builder, box: Box, lines: Sequence[str]) -> Iterator[Box]:
    """A row for each line, as high as its share of the words."""
    gap, size = builder.u(1.2), builder.scale.body * 1.1
    rooms = (_beside_number(builder, box, len(lines))[1] for _ in lines)
    highs = [
        builder.measure(line, room, size, Weight.BOLD, body=True)
        for line, room in zip(lines, rooms, strict=True)
    ]
    stretch = (box.height - gap * (len(lines) - 1)) / sum(highs)
    y = box.y
    for high in highs:
        yield Box(box.x, y, box.width, high * stretch)
        y += high * stretch + gap


def _labels(builder: Builder, box: Box, labels: Sequence[Label]) -> None:
    """A panel with a row for each: its icon, its words, and how many there are."""
    u, scale, swatch = builder.u, builder.scale, builder.theme.panel
    if not labels or box.height < u(8):
        return
    high = min(box.height, len(labels) * u(15 if len(labels) > 2 else 20) + u(4))
    panel = box.top(high)[0]
    builder.surface(panel, swatch, u(2))
    rows = list(panel.inset(u(2.6), u(2)).rows(len(labels), u(1.4)))
    rooms = [row.start(min(u(6), row.height), u(2)) for row in rows]
    texts = [label.text for label in labels]
    size = builder.common_size(texts, [words for _, words in rooms], scale.body, Weight.REGULAR)
    for label, (mark, words) in zip(labels, rooms, strict=True):
        builder.icon(mark, label.icon, swatch.mark)
        builder.words(label.text, words, size, swatch.ink, down="middle")
