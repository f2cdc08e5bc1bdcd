"""The scenes of few words: the bell after a round, the quiet, the thanks, and the end."""

from improv.locale.phrases import isolate
from improv.scenes.closing import BellScene, EndScene, KudosScene, SettleScene
from improv.screen import heading
from improv.screen.backdrop import DRAWN
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.logo import signature
from improv.screen.qr import qr
from improv.text.fonts import Weight


def bell(builder: Builder, scene: BellScene) -> None:
    """A bell that has just rung."""
    space = heading.content(builder)
    picture, words = space.top(space.height * 0.60, builder.u(1))
    side = picture.height
    builder.shape(picture.middle(side, side), "rays", builder.colour, builder.fade())
    builder.icon(picture.middle(side * 0.56, side * 0.56), "bell", builder.colour)
    head, rest = words.top(words.height * 0.6)
    heading.announce(builder, head, scene.title, rest, scene.thanks)


def settle(builder: Builder, scene: SettleScene) -> None:
    """Own names back; nothing else to look at."""
    space = heading.content(builder)
    picture, words = space.top(space.height * 0.42, builder.u(1))
    side = picture.height * 0.62
    builder.icon(picture.middle(side, side), "people", builder.colour)
    head, rest = words.top(words.height * 0.6)
    heading.announce(builder, head, scene.title, rest, scene.text)


def kudos(builder: Builder, scene: KudosScene, ring: Box | None) -> None:
    """The invitation, big until the first line comes; then the lines."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    space = heading.content(builder)
    side = ring.width if ring is not None else 0
    if not scene.lines:
        whole = space.end(side, u(4))[1] if side else space
        head, rest = whole.top(whole.height * 0.62, u(2))
        size = scale.display * 1.1
        builder.words(scene.ask, head, size, theme.ink, weight=Weight.BLACK, down="bottom")
        builder.words(scene.hint, rest, scale.lead, theme.soft, body=True)
        return
    head, rest = space.top(u(9), u(2.4))
    if side:
        head = head.end(side, u(4))[1]
        rest = rest.top(max(0.0, u(heading.SMALL) + builder.safe.y - rest.y), u(1.5))[1]
    builder.words(scene.ask, head, scale.lead, theme.soft, body=True, lines=1, down="middle")
    count = len(scene.lines)
    columns = min(1 if count == 1 else 2 if scale.wide < 1.9 else 3, count)
    if count == 1:  # one line is a card, not a wall
        rest = rest.middle(min(rest.width, u(130)), min(rest.height, u(46)))
    rows = rest.rows(max(-(-count // columns), 2), u(2.4))
    places = [cell for row in rows for cell in row.columns(columns, u(2.4))]
    for i, (line, place) in enumerate(zip(scene.lines, places, strict=False)):
        _line(builder, place, line, new=i == count - 1)


def _line(builder: Builder, box: Box, line: str, *, new: bool) -> None:
    u, theme = builder.u, builder.theme
    swatch = theme.accent if new else theme.panel
    builder.surface(box, swatch, u(2.4))
    mark, words = box.inset(u(2.6), u(2)).start(u(5.5), u(1.8))
    builder.icon(Box(mark.x, mark.y, mark.width, mark.width), "heart", swatch.mark)
    builder.words(line, words, builder.scale.lead, swatch.ink, weight=Weight.BOLD, down="middle")


def end(builder: Builder, scene: EndScene) -> None:
    """Thank you, and how many scenes it was, between the curtains."""
    scale = builder.scale
    space = builder.safe.inset((DRAWN + 0.03) * builder.whole.width - scale.margin_x, builder.u(8))
    if scene.report:
        space = _take_away(builder, space, scene)
    head, rest = space.top(space.height * 0.58, builder.u(2))
    size, colour, black = scale.poster, builder.colour, Weight.BLACK
    builder.words(scene.title, head, size, colour, weight=black, across="centre", down="bottom")
    low, rest = rest.foot(builder.u(5.6), builder.u(2))
    builder.words(scene.played, rest, scale.lead, builder.theme.ink, body=True, across="centre")
    signature(builder, low, across="centre")


def _take_away(builder: Builder, space: Box, scene: EndScene) -> Box:
    """What the session left: the file, and a code for phones; the space over it."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    space, low = space.top(space.height * (0.56 if scene.code else 0.8), u(1.5))
    if not scene.code:
        builder.words(scene.report, low, scale.note, theme.soft, body=True, across="centre")
        return space
    picture, words = low.start(low.height, u(3))
    qr(builder, picture, scene.code)
    take, words = words.top(words.height * 0.36, u(0.6))
    builder.words(scene.take, take, scale.body, theme.ink, weight=Weight.BOLD, down="bottom")
    address, file = words.top(words.height * 0.36, u(0.6))
    builder.words(isolate(scene.address), address, scale.body, theme.ink, lines=1)
    builder.words(scene.report, file, scale.note, theme.soft, body=True)
    return space
