"""The lists and lines that lie over a scene: their entries, and what choosing one asks for.

Pure: each function takes the UI state and returns the next one. key_handling.py says which key
calls which; the overlay shows the entries in the same order.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from improv.core import actions as a
from improv.core.cards import Kind
from improv.core.roster import LINE_LENGTH, NAME_LENGTH, Person, split_names
from improv.core.search_text import search_text
from improv.core.view_models import HostView
from improv.scenes.format_names import format_names
from improv.scenes.phase_times import phase_times
from improv.scenes.plan_choice import plan_choices
from improv.scenes.plan_status import plan_moves
from improv.scenes.setup import setup_action, setup_lines
from improv.scenes.words import Names
from improv.screen.key_actions import Request
from improv.screen.ui_state import Panel, Typing, UiState

LISTS = frozenset(
    {
        *(Panel.FORMATS, Panel.TIMES, Panel.SETUP, Panel.PLAN, Panel.TOKENS, Panel.PASS),
        *(Panel.TAKE_OVER, Panel.PROMISES, Panel.KUDOS, Panel.LINES, Panel.WAITING),
    }
)
ADJUSTED = frozenset({Panel.TIMES, Panel.SETUP})
"""The lists whose entries have a value: choosing one takes a step, deleting it one back."""
SEARCHED = frozenset({Panel.NAMES, Panel.CARDS, Panel.PROMISE})
"""The panels with a line to type in and a list under it: cursor 0 is the line."""
TICKED = frozenset({Panel.NAMES, Panel.PROMISE})
"""The lists in which one ticks several."""
LINES = SEARCHED | {Panel.THANKS, Panel.NOTE}
"""The panels with a line to type in."""

_MOST_TYPED = 20_000
"""Characters: the names of a whole house may be pasted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. A tick marks the game that is on, and who is present."""

    text: str
    note: str = ""
    ticked: bool = False
    request: Request = None
    """What choosing it asks for."""
    removes: Request = None
    """What deleting it asks for."""
    whole: bool = False
    """Whether it has to be read to its end, however long it is."""
    value: str = ""
    """What it is now, where that can be changed."""


def entries(
    panel: Panel, host: HostView, names: Names | None = None, typed: str = ""
) -> tuple[Entry, ...]:
    """The entries of a panel's list, from the top; none for a panel that is no list.

    `names` are in the digits that were chosen, where what is listed is shown; of cards those whose
    titles have what was `typed`.
    """
    view, round_ = host.projector, host.projector.round
    names = names or Names.of(view)
    if panel is Panel.FORMATS:
        return tuple(
            Entry(
                name,
                host.formats[id_].get("objective", ""),
                id_ == view.format_id,
                a.ChooseFormat(format=id_),
            )
            for id_, name in format_names(host, names).items()
        )
    if panel is Panel.TIMES:
        return tuple(
            Entry(
                one.name,
                value=one.lasts,
                request=a.ChooseSeconds(phase=one.phase, seconds=one.longer),
                removes=a.ChooseSeconds(phase=one.phase, seconds=one.shorter),
            )
            for one in phase_times(host.times, names)
        )
    if panel is Panel.SETUP:
        return tuple(
            Entry(
                one.name,
                value=one.value,
                request=setup_action(one.field, one.forward),
                removes=setup_action(one.field, one.back),
            )
            for one in setup_lines(host, names)
        )
    if panel is Panel.PLAN:
        chosen = (
            Entry(
                one.name,
                names.beside((one.minutes, one.about)),
                one.on,
                a.ChoosePlan(plan=one.plan),
            )
            for one in plan_choices(host, names)
        )
        moves = plan_moves(host.plan, names) if host.plan else ()
        return (*chosen, *(Entry(move.text, move.note, request=move.action) for move in moves))
    if panel is Panel.TOKENS and round_ is not None:
        return tuple(
            Entry(names.token(t), str(left), False, a.Token(token=t))
            for t, left in round_.tokens.items()
        )
    if panel is Panel.PASS and round_ is not None:
        return tuple(
            Entry(names.player(seat), names.seat(seat.seat), False, a.Pass(place=place))
            for place, seat in enumerate(round_.cast)
            if seat.taken
        )
    if panel is Panel.TAKE_OVER and round_ is not None and (place := host.fills) is not None:
        somebody = Entry(names.say("facilitator.somebody"), request=a.TakeOver(place=place))
        named = (
            Entry(person.name, request=a.TakeOver(place=place, person=person.id))
            for person in host.takers
        )
        return (*named, *((somebody,) if place == round_.takeover else ()))
    if panel is Panel.PROMISE:
        return tuple(
            Entry(
                made.text,
                ticked=made.kept,
                request=a.MarkPromise(promise=made.number, kept=not made.kept),
            )
            for made in host.promises
        )
    if panel is Panel.PROMISES:
        return tuple(
            Entry(promise.text, request=a.Twist(promise=promise.number))
            for promise in host.promises
        )
    if panel is Panel.KUDOS:
        return tuple(
            Entry(text, request=a.NodKudos(number=number))
            for number, text, nodded in host.kudos
            if not nodded
        )
    if panel is Panel.LINES:
        waiting = [line for line in host.lines if not line.approved]
        upto = max((line.number for line in waiting), default=0)
        words = names.say("host.approve.all", count=len(waiting))
        every = (Entry(words, request=a.ApproveLines(upto=upto)),) if len(waiting) > 1 else ()
        return (
            *every,
            *(
                Entry(
                    line.text,
                    request=a.ApproveLines(number=line.number),
                    removes=a.DismissLine(number=line.number),
                    whole=True,
                )
                for line in waiting
            ),
        )
    if panel is Panel.WAITING and host.waiting:
        each = tuple(
            Entry(person.name or names.say("facilitator.phone"), request=a.LetIn(person=person.id))
            for person in host.waiting
        )
        return (Entry(names.say("host.let_in.all"), request=a.LetIn()), *each)
    if panel is Panel.NAMES:
        phone = names.say("facilitator.phone")
        return tuple(
            Entry(
                names.listed((person.name, phone))
                if person.name and person.votes
                else person.name or phone,
                ticked=person.present,
                request=a.EditRoster(person=person.id, present=not person.present),
            )
            for person in _listed(host)
        )
    if panel is Panel.CARDS:
        return _cards(host, names, typed)
    return ()


def _cards(host: HostView, names: Names, typed: str) -> tuple[Entry, ...]:
    """The cards whose titles have what was typed, those that are kept out first; before them packs.

    At the draw choosing one deals it; deleting it keeps it out, or brings it back.
    """
    wanted, out = search_text(typed), {card.id for card in host.out}
    deals = host.projector.kind in a.PickCard.phases
    found: list[tuple[bool, Entry]] = []
    for kind, titles in host.titles.items():
        notes = {kept: _beside(names, kind, kept=kept) for kept in (False, True)}
        for id_, title in titles.items():
            if wanted in search_text(title):
                kept = id_ in out
                turned = a.KeepOut(card=id_, on=not kept)
                dealt = a.PickCard(card=id_) if deals else turned
                found.append((not kept, Entry(title, notes[kept], request=dealt, removes=turned)))
    cards = (entry for _, entry in sorted(found, key=lambda one: one[0]))
    return (*_packs(host, names, wanted), *cards)


def _packs(host: HostView, names: Names, wanted: str) -> Iterator[Entry]:
    """The packs whose names have what was typed; those that are in play are ticked."""
    for pack in host.packs:
        if wanted in search_text(pack.name):
            note = names.say("facilitator.pack")
            if pack.out:
                note = names.beside((note, names.say("facilitator.out")))
            turned = a.KeepPackOut(pack=pack.id, on=not pack.out)
            yield Entry(pack.name, note, not pack.out, request=turned, removes=turned)


def _beside(names: Names, kind: Kind, *, kept: bool) -> str:
    """What stands under a card's title."""
    return names.beside((names.kind(kind), names.say("facilitator.out") if kept else ""))


def _entries(ui: UiState, host: HostView) -> tuple[Entry, ...]:
    """The entries of the panel that is open."""
    return entries(ui.panel, host, typed=ui.typing.text if ui.typing else "")


def type_text(ui: UiState, text: str) -> UiState:
    """Add text to the line that is being typed, as far as the game takes it."""
    line = ui.typing
    if line is None:
        return ui
    most = _MOST_TYPED if ui.panel is Panel.NAMES and not line.person else LINE_LENGTH
    if line.person:
        most = NAME_LENGTH
    cursor = ui.cursor if line.person else 0
    text = (line.text + text)[:most]
    return replace(ui, cursor=cursor, typing=replace(line, text=text, composing=""))


def paste(ui: UiState, text: str) -> UiState:
    """Add pasted text to the line: a list as its names with commas, anything else in one line."""
    listed = ui.panel is Panel.NAMES and ui.typing is not None and not ui.typing.person
    text = text[:_MOST_TYPED]
    return type_text(ui, ", ".join(split_names(text)) if listed else " ".join(text.split()))


def compose(ui: UiState, text: str) -> UiState:
    """Show what an input method has so far, if a line is open."""
    return replace(ui, typing=replace(ui.typing, composing=text)) if ui.typing else ui


def rub_out(ui: UiState, host: HostView) -> tuple[UiState, Request]:
    """Remove the last character that was typed, or what the entry of the list stands for."""
    line = ui.typing
    if ui.panel in ADJUSTED:
        at_cursor = _entries(ui, host)[ui.cursor : ui.cursor + 1]
        return ui, next((entry.removes for entry in at_cursor), None)
    if line is None:
        return _removed(ui, host)
    if ui.panel is Panel.CARDS and ui.cursor:
        chosen = _entries(ui, host)[ui.cursor - 1 : ui.cursor]
        return ui, next((entry.removes for entry in chosen), None)
    index, people = ui.cursor - 1, _listed(host)
    if ui.panel is Panel.NAMES and not line.text and 0 <= index < len(people):
        return ui, a.ReleaseName(person=people[index].id)
    return replace(ui, typing=replace(line, text=line.text[:-1])), None


def _removed(ui: UiState, host: HostView) -> tuple[UiState, Request]:
    """Leave out the entry under the cursor, where that can be."""
    listed = entries(ui.panel, host)
    removes = listed[ui.cursor].removes if ui.cursor < len(listed) else None
    if removes is None:
        return ui, None
    return _after_one(ui, listed), removes


def _after_one(ui: UiState, listed: Sequence[Entry]) -> UiState:
    """The UI state when an entry leaves its list: the last may be the one before."""
    left = len(listed) - 1
    if ui.panel is Panel.LINES and left == 2:  # of two lines one is left, and "all" goes with it
        left = 1
    return replace(ui, cursor=min(ui.cursor, left - 1)) if left else close(ui)


def _listed(host: HostView) -> tuple[Person, ...]:
    """The people in the list of names, in its order: a phone that chose a name is there once."""
    return tuple(person for person in host.projector.people if person.name or person.votes)


_WRITTEN: Mapping[Panel, Callable[[str], a.Action]] = {
    Panel.PROMISE: lambda text: a.Promise(text=text),
    Panel.THANKS: lambda text: a.GiveKudos(text=text),
    Panel.NOTE: lambda text: a.WriteNote(text=text),
}
"""What a line of its own asks for."""


def enter(ui: UiState, host: HostView) -> tuple[UiState, Request]:
    """Take what was typed, or the entry under the cursor."""
    text = "" if ui.typing is None else ui.typing.text.strip()
    match ui.panel:
        case Panel.PROMISE if not text and ui.cursor:
            return choose(ui, host, ui.cursor - 1)
        case Panel.PROMISE | Panel.THANKS | Panel.NOTE:
            return close(ui), _WRITTEN[ui.panel](text) if text else None
        case Panel.NAMES if ui.typing is not None and ui.typing.person:
            renamed = a.EditRoster(person=ui.typing.person, rename=text) if text else None
            return replace(ui, typing=Typing()), renamed
        case Panel.NAMES if text:
            names = split_names(text)
            added = a.EditRoster(add=names) if names else None
            return replace(ui, typing=Typing(), cursor=0), added
        case Panel.CARDS if text and not ui.cursor:  # the first that was found
            return choose(ui, host, 0)
    return choose(ui, host, ui.cursor - (ui.panel in SEARCHED))


def click(ui: UiState, host: HostView, index: int) -> tuple[UiState, Request]:
    """Put the cursor on the entry with that index, from 0, and take it."""
    typing = Typing() if ui.typing and ui.typing.person else ui.typing
    at = replace(ui, cursor=index + (ui.panel in SEARCHED), typing=typing)
    return choose(at, host, index)


def choose(ui: UiState, host: HostView, index: int) -> tuple[UiState, Request]:
    """Take the entry with that index, from 0; lists in which one ticks several stay open."""
    listed = _entries(ui, host)
    if not 0 <= index < len(listed):
        return ui, None
    leaves = ui.panel is Panel.KUDOS or (ui.panel is Panel.LINES and listed[index].whole)
    if leaves:
        return _after_one(ui, listed), listed[index].request
    ticks = ui.panel in TICKED or isinstance(listed[index].request, a.KeepOut | a.KeepPackOut)
    stays = ticks or ui.panel in ADJUSTED
    return ui if stays else close(ui), listed[index].request


def rename(ui: UiState, host: HostView) -> UiState:
    """Begin to change the name of the person under the cursor."""
    index, people = ui.cursor - 1, _listed(host)
    if ui.panel is not Panel.NAMES or not 0 <= index < len(people):
        return ui
    person = people[index]
    return replace(ui, typing=Typing(person.name, person.id))


def move(ui: UiState, host: HostView, steps: int) -> UiState:
    """Move the cursor, round the ends; where one searches, line 0 is the one to type in."""
    lines = count(ui, host)
    if not lines:
        return ui
    after = replace(ui, cursor=(ui.cursor + steps) % lines)
    return replace(after, typing=Typing()) if ui.typing and ui.typing.person else after


def count(ui: UiState, host: HostView) -> int:
    """How many lines the cursor can be on; 0 where no list is open."""
    return len(_entries(ui, host)) + (ui.panel in SEARCHED)


def close(ui: UiState) -> UiState:
    """Close what lies over the scene."""
    return replace(ui, panel=Panel.NONE, cursor=0, typing=None)
