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
    """Thank you, how many scenes it was, and the last thing to do, between the curtains."""
    u, scale, ink, bold = builder.u, builder.scale, builder.theme.ink, Weight.BOLD
    aside = (DRAWN + 0.03) * builder.whole.width - scale.margin_x
    rest = builder.safe.inset(aside, 0).top(u(7))[1]
    low, rest = rest.foot(u(8), u(1.6))
    low = low.top(u(5.6))[0]
    signature(builder, low, across="centre")
    if scene.report:
        high = 7 if not scene.code else 25 if scale.wide > 1.5 else 32
        take, rest = rest.foot(u(high), u(1.6))
        _take_away(builder, take, scene)
    if scene.ask:
        ask, rest = rest.foot(u(22.5 if len(scene.ask) > 1 else 15), u(1))
        text = "\n".join(scene.ask)
        builder.words(text, ask, scale.lead, ink, weight=bold, body=True, across="centre")
    head, played = rest.top(rest.height * 0.58, u(1.4))
    size, colour, black = scale.poster, builder.colour, Weight.BLACK
    down = "top" if scene.ask else "bottom"  # a banner hides the heading, and nothing under it
    builder.words(scene.title, head, size, colour, weight=black, across="centre", down=down)
    builder.words(scene.played, played, scale.lead, ink, body=True, across="centre")


def _take_away(builder: Builder, box: Box, scene: EndScene) -> None:
    """What the session left: the file, and a code for phones."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    if not scene.code:
        builder.words(scene.report, box, scale.note, theme.soft, body=True, across="centre")
        return
    picture, words = box.start(box.height, u(3))
    qr(builder, picture, scene.code)
    take, words = words.top(words.height * 0.28, u(0.6))
    builder.words(scene.take, take, scale.body, theme.ink, weight=Weight.BOLD, down="bottom")
    address, file = words.top(words.height * 0.32, u(0.6))
    builder.words(isolate(scene.address), address, scale.body, theme.ink, lines=1)
    builder.words(scene.report, file, scale.note, theme.soft, body=True)
