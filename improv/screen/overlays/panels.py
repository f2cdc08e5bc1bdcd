"""Lists and lines over a scene, on a single display: choosing, ticking, typing.

menus.py says what is in a list; here is how it looks.
"""

from collections.abc import Sequence

from improv.core.view_models import HostView
from improv.screen import menus
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.keys import Key
from improv.screen.menus import Entry
from improv.screen.overlays.notices import dim
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
    Panel.TIMES: "facilitator.times.how",
    Panel.SETUP: "facilitator.setup.how",
    Panel.LINES: "facilitator.lines.how",
}
_NUMBERED = 9
_SHOWN = 200
"""Characters of a typed line at most: more fit into none."""
PLAIN, NOTED = 8.5, 12.5
"""The height of an entry, in hundredths: without and with a note."""


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
    """The line that is being typed, with a caret at its end."""
    ui, u, theme = builder.frame.ui, builder.u, builder.theme
    typed = ui.typing
    active = typed is not None
    builder.panel(
        box, theme.panel.fill, u(1.6), theme.accent.fill if active else theme.track, u(0.6)
    )
    inner = box.inset(u(3), u(1.2))
    label, words = inner.start(min(u(30), inner.width * 0.3), u(2))
    builder.line(builder.say(_LABELS[ui.panel]), label, builder.scale.note, theme.panel.soft)
    words = words.end(u(2))[1]
    space = Box(words.x, words.y, words.width, builder.scale.least * 1.6)  # one line of small words
    whole = typed.text + typed.composing if typed is not None else ""
    text = whole[-_SHOWN:]
    while text and not builder.fits(text, space, builder.scale.least, Weight.BOLD):
        text = text[len(text) // 8 + 1 :]
    if text != whole:
        text = "…" + text[1:]  # what was typed last is what matters
    filled = builder.line(
        text, words, builder.scale.lead, theme.panel.ink, Weight.BOLD, least=builder.scale.least
    )
    at = filled.right if text else words.x
    if active:
        bar = Box(at + u(0.5), words.y + words.height * 0.18, u(0.5), words.height * 0.64)
        builder.panel(bar, theme.accent.fill)


def _list(
    builder: Builder, box: Box, listed: Sequence[Entry], cursor: int, *, numbered: bool
) -> None:
    """As many entries as fit, those around the cursor; a bar at the end says where they are."""
    u, theme = builder.u, builder.theme
    row = _row(builder, listed, box.width)
    fit = max(1, int(box.height / row))
    first = min(max(0, cursor - fit // 2), max(0, len(listed) - fit))
    if fit < len(listed):
        slot, box = box.end(u(1), u(2))
        whole = slot.height / len(listed)
        builder.panel(slot, theme.track, u(0.5))
        thumb = Box(slot.x, slot.y + first * whole, slot.width, fit * whole)
        builder.panel(thumb, theme.panel.mark, u(0.5))
    for i, entry in enumerate(listed[first : first + fit]):
        place = Box(box.x, box.y + i * row, box.width, row - u(1))
        number = first + i + 1 if numbered and first + i < _NUMBERED else 0
        _entry(builder, place, entry, number, chosen=first + i == cursor)
        builder.target(place, Key(entry=first + i))


def _row(builder: Builder, listed: Sequence[Entry], width: float) -> float:
    """The height of an entry: all of a list have that of the one that needs most."""
    u, around = builder.u, builder.u(1.8)
    room = Box(0, 0, width - u(16), builder.safe.height)
    size, bold = builder.scale.note, Weight.BOLD
    whole = [
        builder.measure(entry.text, room, size, bold, body=False) + around
        for entry in listed
        if entry.whole
    ]
    return max([u(NOTED if any(entry.note for entry in listed) else PLAIN), *whole])


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
        words, note = words.rows(2)
        text = builder.names.figures(entry.note) if entry.note.isdecimal() else entry.note
        builder.words(text, note, builder.scale.note, swatch.soft, lines=1, down="top")
    builder.words(
        entry.text,
        words,
        builder.scale.note if entry.whole else builder.scale.body,
        swatch.ink,
        weight=Weight.BOLD,
        lines=0 if entry.whole else 1,
        down="bottom" if entry.note else "middle",
    )
