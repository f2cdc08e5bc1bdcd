"""Lists and lines over a scene, on a single display: choosing, ticking, typing.

menus.py says what is in a list; here is how it looks.
"""

from collections.abc import Sequence
from dataclasses import replace

from improv.core.view_models import HostView
from improv.screen import menus
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.keys import Key
from improv.screen.menus import Entry
from improv.screen.overlays.notices import dim
from improv.screen.scroll_bar import scroll_bar
from improv.screen.typed_line import typed_line
from improv.screen.ui_state import Panel
from improv.text.fonts import Weight
from improv.text.name_check import boxed_names

_LABELS = {
    Panel.NAMES: "typing.name",
    Panel.CARDS: "typing.card",
    Panel.PROMISE: "typing.promise",
    Panel.THANKS: "typing.kudos",
    Panel.NOTE: "solo.note.ask",
}
_HOW = {
    Panel.NAMES: "facilitator.names.how",
    Panel.CARDS: "facilitator.cards.how",
    Panel.PROMISE: "facilitator.promise.how",
    Panel.TIMES: "facilitator.times.how",
    Panel.SETUP: "facilitator.setup.how",
    Panel.LINES: "facilitator.lines.how",
}
_NUMBERED = 9
PLAIN, NOTED = 8.5, 12.5
"""The height of an entry, in hundredths: without a note, and with one of a line."""
_AROUND = 1.8
"""Of that what is over, under and between entries."""


def panel(builder: Builder, host: HostView) -> None:
    """The panel that is open: a list, a line, or a line with a list under it."""
    ui, u = builder.frame.ui, builder.u
    dim(builder)
    typed = ui.typing.text if ui.typing else ""
    listed = menus.entries(ui.panel, host, builder.names, typed)
    width = min(builder.safe.width, u(150))
    if ui.panel in menus.LINES - menus.SEARCHED:
        _lone_line(builder, builder.safe.middle(width, u(32)))
        return
    how = builder.say(_HOW.get(ui.panel, "facilitator.list.how"))
    note, across = builder.scale.note, Box(0, 0, width - u(10), u(20))
    foot = max(u(5), builder.measure(how, across, note, Weight.REGULAR, body=False))
    needed = u(20.5) + foot + len(listed) * _row(builder, listed, width - u(10))
    boxed = None
    if ui.panel in menus.SEARCHED:
        needed += u(14)
    if ui.panel is Panel.NAMES:
        boxed = boxed_names(tuple(person.name for person in host.projector.people))
        needed += u(12.5) if boxed else 0
    box = builder.safe.middle(width, min(builder.safe.height, needed))
    builder.surface(box, builder.theme.panel, u(3))
    head, rest = box.inset(u(5), u(4)).top(u(9), u(1.5))
    builder.line(
        builder.say(f"facilitator.{ui.panel.value}"),
        head,
        builder.scale.lead * 1.15,
        builder.theme.panel.ink,
        Weight.BLACK,
    )
    low, rest = rest.foot(foot, u(1.5))
    builder.words(how, low, note, builder.theme.panel.soft, down="middle")
    first = 0
    if ui.panel in menus.SEARCHED:
        line, rest = rest.top(u(12), u(2))
        _line(builder, line)
        if boxed:
            rest = _warning(builder, rest, builder.say("names.letters", **boxed))
        first = 1
    _list(builder, rest, listed, ui.cursor - first, numbered=not first)


def _warning(builder: Builder, box: Box, text: str) -> Box:
    """What is wrong with what was typed, at the foot of the box; what is left of it."""
    u, warn = builder.u, builder.theme.warn
    place, rest = box.foot(u(11), u(1.5))
    builder.panel(place, warn.fill, u(1.6))
    icon, words = place.inset(u(1.8), u(0.8)).start(u(6), u(1.8))
    builder.icon(icon, "warning", warn.mark)
    builder.words(text, words, builder.scale.note, warn.ink, down="middle")
    return rest


def _lone_line(builder: Builder, box: Box) -> None:
    """A line to type in without a list, and how to keep what is typed."""
    u, theme = builder.u, builder.theme
    builder.surface(box, theme.panel, u(3))
    line, low = box.inset(u(4)).top(u(16), u(2))
    _line(builder, line)
    builder.words(builder.say("typing.how"), low, builder.scale.note, theme.panel.soft, lines=1)


def _line(builder: Builder, box: Box) -> None:
    ui = builder.frame.ui
    typed = "" if ui.typing is None else ui.typing.text + ui.typing.composing
    typed_line(builder, box, builder.say(_LABELS[ui.panel]), typed, active=ui.typing is not None)


def _list(
    builder: Builder, box: Box, listed: Sequence[Entry], cursor: int, *, numbered: bool
) -> None:
    """As many entries as fit, those around the cursor; a bar at the end says where they are."""
    u = builder.u
    row = _row(builder, listed, box.width)
    fit = max(1, int(box.height / row))
    first = min(max(0, cursor - fit // 2), max(0, len(listed) - fit))
    box = scroll_bar(builder, box, first, fit, len(listed))
    for i, entry in enumerate(listed[first : first + fit]):
        place = Box(box.x, box.y + i * row, box.width, row - u(1))
        number = first + i + 1 if numbered and first + i < _NUMBERED else 0
        _entry(builder, place, entry, number, chosen=first + i == cursor)
        builder.target(place, Key(entry=first + i))


def _row(builder: Builder, listed: Sequence[Entry], width: float) -> float:
    """The height of an entry: all of a list have that of the one that needs most."""
    u, around = builder.u, builder.u(_AROUND)
    room = Box(0, 0, width - u(16), builder.safe.height)
    size, bold = builder.scale.note, Weight.BOLD
    whole = [
        builder.measure(entry.text, room, size, bold, body=False) + around
        for entry in listed
        if entry.whole
    ]
    beside = width - u(21)  # the numbers, the ticks and the bar
    line = Box(0, 0, beside, u(NOTED - _AROUND) / 2)
    notes = [
        u((NOTED + _AROUND) / 2)
        + builder.measure(entry.note, replace(room, width=beside), size, Weight.REGULAR, body=False)
        for entry in listed
        if not builder.fits(entry.note, line, builder.scale.least, Weight.REGULAR)
    ]
    return max([u(NOTED if any(entry.note for entry in listed) else PLAIN), *whole, *notes])


def _entry(builder: Builder, box: Box, entry: Entry, number: int, *, chosen: bool) -> None:
    u, theme = builder.u, builder.theme
    swatch = theme.accent if chosen else theme.panel
    if chosen:
        builder.panel(box, swatch.fill, u(1.4))
    mark, words = box.inset(u(1.6), u(0.4)).start(u(6), u(1.4))
    if number:
        builder.line(
            builder.names.figures(number),
            mark,
            builder.scale.body,
            swatch.mark,
            Weight.BLACK,
            across="centre",
        )
    if entry.ticked:
        tick, words = words.end(u(6), u(1.4)) if number else (mark, words)
        builder.icon(tick.inset(u(0.8)), "check", swatch.mark)
    if entry.value:
        value, words = words.end(words.width * 0.36, u(1.4))
        size, ink = builder.scale.body, swatch.mark
        builder.words(entry.value, value, size, ink, lines=1, across="end", down="middle")
    if entry.note:
        words, note = words.top(u(NOTED - _AROUND) / 2)
        text = builder.names.figures(entry.note) if entry.note.isdecimal() else entry.note
        builder.words(text, note, builder.scale.note, swatch.soft, down="top")
    builder.words(
        entry.text,
        words,
        builder.scale.note if entry.whole else builder.scale.body,
        swatch.ink,
        weight=Weight.BOLD,
        lines=0 if entry.whole else 1,
        down="bottom" if entry.note else "middle",
    )
