"""The play: little to read. The clock is big, a twist cannot be missed."""

from collections.abc import Callable, Iterator, Sequence

from improv.look.colours import Colour, mix
from improv.look.motion import ease
from improv.scenes.parts import Label, Notice
from improv.scenes.play import PlayScene, Twist
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import banner, bubble, bubble_space, desk_rule
from improv.text.fonts import Weight


def play(builder: Builder, scene: PlayScene, ring: Box | None) -> None:
    """The request small, the clock big; heat and tokens under it."""
    u, narrow, upright = builder.u, builder.scale.wide < 1.5, builder.scale.wide < 1
    space, twist = heading.content(builder), scene.twist
    crowded = twist is not None and bool(scene.part and scene.request)
    if twist is not None:
        high = 21 if twist.take else 31.5 if narrow and not crowded else 27
        low, space = space.foot(u(high), u(2.2))
        _twist(builder, low, twist)
    if upright and ring is not None:
        beside, left = space.top(ring.bottom - space.y, u(4))
        gauges = beside.end(ring.width, u(4))[1]
    else:
        side = ring.width if ring is not None else 0
        gauges, left = space.end(max(side, u(34)), u(3 if narrow else 5))
        if ring is not None:
            gauges = gauges.top(ring.bottom - gauges.y, u(2.4))[1]
    _gauges(builder, gauges, scene)
    if scene.mute is not None:
        builder.change_at(scene.mute_until)
        _mute(builder, left, scene.mute)
        return
    if scene.part:
        head, left = left.top(u(6 if crowded else 15), u(1.5))
        size, alpha = builder.scale.lead if crowded else builder.scale.display, builder.fade()
        builder.line(scene.part, head, size, builder.colour, Weight.BLACK, alpha=alpha)
    if scene.instruction:
        line, left = left.top(u(6), u(1.5))
        size, ink = builder.scale.lead, builder.theme.ink
        builder.words(scene.instruction, line, size, ink, weight=Weight.BOLD, down="middle")
    for high, lay in _rows_that_fit(builder, left, scene):
        row, left = left.top(high, u(1.6))
        lay(row)
    if scene.taboo is not None:
        row, left = left.top(u(8), u(2))
        _noted(builder, row, "mute", scene.taboo, builder.theme.phases["bell"])
    if scene.seats:
        row, left = left.top(u(8), u(2))
        cells = row.columns(len(scene.seats), u(3))
        for seat, cell in zip(scene.seats, cells, strict=True):
            _noted(builder, cell, "people", seat, builder.theme.ink)
    if scene.request:
        # Until a twist comes nothing else is in the picture: what was said may fill it.
        grown = (1 if twist else 1.6) * (1.5 if upright else 1)
        _request(builder, left, scene.request, builder.scale.lead * grown)


def _rows_that_fit(
    builder: Builder, left: Box, scene: PlayScene
) -> Iterator[tuple[float, Callable[[Box], None]]]:
    """Who plays, the desk's rule and the cards, as far as what was said can still be read.

    Each is the height of a row in px, and what lays it out.
    """
    u, narrow = builder.u, builder.scale.wide < 1.5
    wanted: tuple[tuple[bool, float, Callable[[Box], None]], ...] = (
        (
            bool(scene.players),
            u(7.2 if narrow else 6.6),
            lambda row: _players(builder, row, scene.players),
        ),
        (
            bool(scene.rule),
            u(7.4 if narrow else 5),
            lambda row: desk_rule(builder, row, scene.rule),
        ),
        (
            bool(scene.chips) and not scene.instruction,
            u(8 if narrow else 5),
            lambda row: _chips(builder, row, scene.chips),
        ),
    )
    used = u(10) * (bool(scene.taboo) + bool(scene.seats))
    for there, high, lay in wanted:
        if left.height < used + high + u(1.6):
            continue
        rest = left.top(used + high + u(1.6))[1]
        space = bubble_space(builder, rest)
        if there and (
            not scene.request or builder.fits(scene.request, space, builder.scale.body, Weight.BOLD)
        ):
            used += high + u(1.6)
            yield high, lay


def _players(builder: Builder, box: Box, players: Sequence[Label]) -> None:
    """The names of those on stage, each beside the icon of the seat."""
    u, theme = builder.u, builder.theme
    cells = [cell.start(u(4.6), u(1.1)) for cell in box.columns(len(players), u(2))]
    spaces, names = [words for _, words in cells], [one.text for one in players]
    size = builder.common_size(names, spaces, builder.scale.body, Weight.BOLD)
    for one, (mark, words) in zip(players, cells, strict=True):
        builder.icon(mark, one.icon, theme.ink)
        builder.words(one.text, words, size, theme.ink, weight=Weight.BOLD, down="middle")


def _request(builder: Builder, box: Box, text: str, size: float) -> None:
    """What was said, as large as `size`."""
    swatch = builder.theme.cards["prompt"]
    space = bubble_space(builder, box)
    around = box.height - space.height
    needed = builder.measure(text, space, size, Weight.BOLD, body=True) + around
    inner = bubble(builder, box.top(min(box.height, needed))[0])
    builder.words(text, inner, size, swatch.ink, body=True, weight=Weight.BOLD, down="middle")


def _noted(builder: Builder, box: Box, icon: str, notice: Notice, ink: Colour) -> None:
    """What nobody may say, or who sits there: a label, and the words as large as they go."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    mark, words = box.start(u(6), u(1.5))
    label, words = words.start(min(u(24), words.width * 0.3), u(1.5))
    builder.icon(mark.inset(u(0.6)), icon, ink)
    builder.words(notice.title, label, scale.note, theme.soft, down="middle")
    builder.words(notice.text, words, scale.lead, ink, weight=Weight.BLACK, down="middle")


def _chips(builder: Builder, box: Box, chips: Sequence[Label]) -> None:
    """Who is calling where: the cards of the draw as short labels in a row, all of one size."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    cells = [cell.start(u(4.3), u(1.1)) for cell in box.columns(max(len(chips), 1), u(2))]
    spaces = [words for _, words in cells[: len(chips)]]
    titles = [chip.text for chip in chips]
    size = builder.common_size(titles, spaces, scale.note, Weight.REGULAR)
    for chip, (mark, words) in zip(chips, cells, strict=False):
        colour = theme.cards[chip.kind].mark if theme.edge is None else theme.ink
        builder.icon(mark, chip.icon, colour)
        builder.words(chip.text, words, size, theme.soft, down="middle")


def _gauges(builder: Builder, box: Box, scene: PlayScene) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    if box.height < u(6):
        return
    flames, rest = box.top(min(u(7), box.height), u(2))
    label, bars = flames.start(flames.width * 0.38)
    builder.line(scene.heat_label, label, scale.note, theme.soft)
    for lit, cell in zip(scene.flames, bars.columns(len(scene.flames)), strict=True):
        builder.icon(cell.inset(u(0.4)), "flame", theme.phases["bell"] if lit else theme.track)
    if rest.height < u(6):
        return
    row = Box(rest.x, rest.y, rest.width, min(u(9), rest.height))
    cells = row.columns(max(len(scene.tokens), 1), u(2))
    for token, cell in zip(scene.tokens, cells, strict=False):
        head, label = cell.top(row.height * 0.58)
        mark, count = head.start(u(6), u(1))
        shown = mix(theme.track, theme.soft, 0.2) if token.spent else theme.ink
        builder.icon(mark.inset(u(0.3)), token.icon, shown)
        ink = theme.soft if token.spent else theme.ink
        builder.line(token.left, count, scale.body, ink, Weight.BOLD)
        builder.line(token.name, label, scale.note, theme.soft)


def _twist(builder: Builder, box: Box, twist: Twist) -> None:
    """The newest twist: it slides in from the end, torn at both sides."""
    u, scale, swatch = builder.u, builder.scale, builder.theme.cards["twist"]
    ink = swatch.ink
    came = ease(builder.since(twist.at))
    inner = banner(builder, box.moved(across=(1 - came) * (builder.whole.width - box.x)))
    if came < 0.6:
        return
    icon, words = inner.start(min(u(13), inner.height), u(3))
    builder.icon(icon, twist.icon, swatch.mark)
    if twist.take:
        count, words = words.end(u(22), u(4))
        builder.line(twist.take, count, scale.lead, ink, Weight.BLACK, across="end")
        size, black = scale.title, Weight.BLACK
        builder.words(
            twist.text, words, size, ink, body=True, weight=black, down="middle", card=swatch
        )
        return
    size = scale.body * 1.2
    head, rest = words.top(words.height * 0.4, u(0.4))
    lines = builder.measure(twist.text, rest, size, Weight.BOLD, body=True)
    spare = max(0.0, rest.height - lines) / 2
    head, rest, large, black = head.moved(down=spare), rest.top(spare)[1], scale.title, Weight.BLACK
    builder.words(twist.title, head, large, ink, weight=black, lines=1, down="bottom", card=swatch)
    builder.words(twist.text, rest, size, ink, weight=Weight.BOLD, body=True, card=swatch)


def _mute(builder: Builder, box: Box, mute: Notice) -> None:
    """Five quiet seconds: one icon, few words."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    ink = theme.on_phase
    builder.panel(box, theme.phases["brief"], u(3))
    inner = box.inset(u(4))
    icon, words = inner.start(min(u(24), inner.width * 0.3), u(4))
    builder.icon(icon, "mute", ink)
    heading.notice(builder, words, mute, (scale.title, scale.body * 1.2), ink, ink)
