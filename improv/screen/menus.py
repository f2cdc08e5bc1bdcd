"""The lists and lines that lie over a scene: what stands in them, and what choosing asks for.

Formats, tokens, places, promises, people, thanks. Pure: `press.py` moves the cursor, the
overlay's picture shows the entries in the same order.
"""

import re
from dataclasses import dataclass, replace

from improv.core import actions as a
from improv.core.roster import LINE_LENGTH, NAME_LENGTH
from improv.core.view_models import HostView
from improv.scenes import Names
from improv.screen.key_actions import Asked
from improv.screen.ui_state import Panel, Typing, UiState

LISTS = frozenset({Panel.FORMATS, Panel.TOKENS, Panel.PASS, Panel.PROMISES, Panel.KUDOS})
LINES = frozenset({Panel.NAMES, Panel.PROMISE, Panel.THANKS})
"""Panels with a line to type in."""

_COMMAS = re.compile(r"[,،\n]")
_MOST_TYPED = 400
"""Characters: a whole list of names may be pasted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list, in words; `ticked` is present, or the one that is on."""

    text: str
    note: str = ""
    ticked: bool = False
    asks: Asked = None


def entries(panel: Panel, host: HostView) -> tuple[Entry, ...]:
    """What stands in the list, from the top."""
    view, round_ = host.projector, host.projector.round
    names = Names.of(view)
    if panel is Panel.FORMATS:
        return tuple(
            Entry(
                words.get("name", name),
                words.get("objective", ""),
                name == view.format_id,
                a.ChooseFormat(format=name),
            )
            for name, words in host.formats.items()
        )
    if panel is Panel.TOKENS and round_ is not None:
        return tuple(
            Entry(names.token(t), str(left), False, a.Token(token=t))
            for t, left in round_.tokens.items()
        )
    if panel is Panel.PASS and round_ is not None:
        return tuple(
            Entry(seat.name, names.seat(seat.seat), False, a.Pass(place=place))
            for place, seat in enumerate(round_.cast)
        )
    if panel is Panel.PROMISES:
        return tuple(
            Entry(promise.text, asks=a.Twist(promise=promise.number)) for promise in host.promises
        )
    if panel is Panel.KUDOS:
        return tuple(
            Entry(text, asks=a.NodKudos(number=number))
            for number, text, nodded in host.kudos
            if not nodded
        )
    if panel is Panel.NAMES:
        return tuple(
            Entry(
                person.name or names.say("desk.phone"),
                ticked=person.present,
                asks=a.EditRoster(person=person.id, present=not person.present),
            )
            for person in view.people
        )
    return ()


def typed(desk: UiState, text: str) -> UiState:
    """More text on the line that is being typed."""
    line = desk.typing
    if line is None:
        return desk
    most = _MOST_TYPED if desk.panel is Panel.NAMES and not line.person else LINE_LENGTH
    if line.person:
        most = NAME_LENGTH
    cursor = desk.cursor if line.person else 0
    return replace(desk, cursor=cursor, typing=replace(line, text=(line.text + text)[:most]))


def rubbed_out(desk: UiState) -> UiState:
    """The line without its last letter."""
    if desk.typing is None:
        return desk
    return replace(desk, typing=replace(desk.typing, text=desk.typing.text[:-1]))


def entered(desk: UiState, host: HostView) -> tuple[UiState, Asked]:
    """Enter: keep what was typed, or take the chosen entry."""
    text = "" if desk.typing is None else desk.typing.text.strip()
    match desk.panel:
        case Panel.PROMISE | Panel.THANKS:
            kind = a.Promise if desk.panel is Panel.PROMISE else a.GiveKudos
            return closed(desk), kind(text=text) if text else None
        case Panel.NAMES if desk.typing is not None and desk.typing.person:
            renamed = a.EditRoster(person=desk.typing.person, rename=text) if text else None
            return replace(desk, typing=Typing()), renamed
        case Panel.NAMES if text:
            names = tuple(name.strip() for name in _COMMAS.split(text) if name.strip())
            added = a.EditRoster(add=names) if names else None
            return replace(desk, typing=Typing(), cursor=0), added
    return chosen(desk, host, desk.cursor - (desk.panel is Panel.NAMES))


def chosen(desk: UiState, host: HostView, index: int) -> tuple[UiState, Asked]:
    """Take the entry of that index. Lists that one ticks through stay open."""
    there = entries(desk.panel, host)
    if not 0 <= index < len(there):
        return desk, None
    stays = desk.panel is Panel.NAMES or (desk.panel is Panel.KUDOS and len(there) > 1)
    after = desk if stays else closed(desk)
    if stays and desk.panel is Panel.KUDOS:
        after = replace(desk, cursor=min(desk.cursor, len(there) - 2))
    return after, there[index].asks


def renaming(desk: UiState, host: HostView) -> UiState:
    """Begin to change the name of the person under the cursor."""
    index = desk.cursor - 1
    if desk.panel is not Panel.NAMES or not 0 <= index < len(host.projector.people):
        return desk
    person = host.projector.people[index]
    return replace(desk, typing=Typing(person.name, person.id))


def moved(desk: UiState, host: HostView, steps: int) -> UiState:
    """The cursor one entry on; in the names, line 0 is the one to type in."""
    count = len(entries(desk.panel, host)) + (desk.panel is Panel.NAMES)
    if not count:
        return desk
    after = replace(desk, cursor=(desk.cursor + steps) % count)
    return replace(after, typing=Typing()) if desk.typing and desk.typing.person else after


def closed(desk: UiState) -> UiState:
    """Nothing lies over the scene."""
    return replace(desk, panel=Panel.NONE, cursor=0, typing=None)
