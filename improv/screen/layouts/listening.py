"""What a microphone heard of an answer: who spoke when, and what it may mean.

Time runs as the language is read.
"""

from collections.abc import Iterable

from improv.look.colours import Colour
from improv.scenes.listening import ListeningScene, Remark, Row, Stretch
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight

AGAIN = "F6"
"""The key that plays the answer again."""
_SHORT = 0.45
"""The share of a row's height that a short sound takes."""


def heard(builder: Builder, box: Box, scene: ListeningScene) -> None:
    """The timeline over its remarks; at the foot what nobody can know."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    narrow = scale.wide < 1.5
    most = box.foot(u(7 if narrow else 9))[0]
    high = builder.measure(scene.unknown, most, scale.note, Weight.REGULAR, body=False)
    low, rest = box.foot(high + u(0.6), u(0.8))
    builder.words(scene.unknown, low, scale.note, theme.soft, down="bottom")
    if scene.answer.stretches or scene.customer.stretches:
        line, rest = rest.top(u(22 if narrow else 26), u(1.2))
        _timeline(builder, line, scene, "" if narrow else scene.title)
    cells = rest.columns(max(len(scene.remarks), 1), u(3.4))
    for remark, cell in zip(scene.remarks, cells, strict=False):
        _remark(builder, cell, remark)


def _remark(builder: Builder, box: Box, remark: Remark) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    head, rest = box.top(u(5 if scale.wide < 1.5 else 9), u(0.4))
    builder.words(remark.heard, head, scale.body, theme.ink, weight=Weight.BOLD, down="bottom")
    builder.words(remark.may_mean, rest, scale.note, theme.soft)


def _timeline(builder: Builder, box: Box, scene: ListeningScene, title: str) -> None:
    """Two rows, between them pauses and overlaps, under them the seconds."""
    u, scale, swatch = builder.u, builder.scale, builder.theme.panel
    builder.surface(box, swatch, u(2))
    inner = box.inset(u(2.4), u(1.4))
    if title:
        head, inner = inner.top(u(4.4), u(0.6))
        builder.line(title, head, scale.note, swatch.soft, Weight.BOLD)
    names, track = inner.start(u(17), u(1.6))
    marks, track = track.foot(u(4))
    names = names.foot(u(4))[1]
    first, middle, last = _lanes(track)
    for mark in scene.marks:
        x = track.x + mark.at * track.width
        builder.panel(Box(x, track.y, max(1.0, u(0.2)), track.height), builder.theme.track)
    _labels(
        builder, marks, ((mark.at, mark.label) for mark in scene.marks), swatch.soft, down="bottom"
    )
    you = builder.theme.phases["reflect"]
    for row, name, lane, colour in (
        (scene.customer, _lanes(names)[0], first, builder.theme.phases["brief"]),
        (scene.answer, _lanes(names)[2], last, you),
    ):
        builder.line(row.label, name, scale.note, swatch.ink, Weight.BOLD)
        _row(builder, lane, row, colour)
    _between(builder, middle, scene.between)


def _lanes(box: Box) -> tuple[Box, Box, Box]:
    """The customer's, what lies between, and the answer's."""
    first, rest = box.top(box.height * 0.31)
    last, middle = rest.foot(box.height * 0.31)
    return first, middle, last


def _row(builder: Builder, lane: Box, row: Row, colour: Colour) -> None:
    for stretch in row.stretches:
        place = _place(lane, stretch)
        if stretch.label:  # a short sound
            place = place.middle(place.width, lane.height * _SHORT)
        builder.panel(place, colour, builder.u(0.6))


def _between(builder: Builder, lane: Box, stretches: Iterable[Stretch]) -> None:
    """Each as a line of its length, those that have room with what it is."""
    stretches, u = tuple(stretches), builder.u
    line, words = lane.foot(max(2.0, u(0.7)), 0)
    warn = builder.theme.warn.fill
    both = {one.label for one in stretches if one.label == builder.say("listening.both")}
    for one in stretches:
        builder.panel(_place(line, one), warn if one.label in both else builder.theme.panel.soft)
    labels = (((one.begins + one.ends) / 2, one.label) for one in stretches)
    _labels(builder, words, labels, builder.theme.panel.ink)


def _labels(
    builder: Builder,
    lane: Box,
    labels: Iterable[tuple[float, str]],
    ink: Colour,
    *,
    down: str = "middle",
) -> None:
    """Words in the middle of their instants; what has no room beside the last one is left out."""
    size, taken = builder.scale.least * 1.12, lane.x - lane.width
    for at, label in labels:
        width = builder.width_of(label, size) + builder.u(0.8)
        x = min(lane.x + at * lane.width - width / 2, lane.right - width)
        if x < taken:
            continue
        taken = x + width
        place = Box(x, lane.y, width, lane.height)
        builder.words(label, place, size, ink, across="centre", down=down, lines=1)


def _place(lane: Box, stretch: Stretch) -> Box:
    width = max(1.0, (stretch.ends - stretch.begins) * lane.width)
    return Box(lane.x + stretch.begins * lane.width, lane.y, width, lane.height)
