"""A key is pressed: the desk after it, and what it asks of the room. Pure.

What a key means stands in keys.py; the order here is who hears it first: the peek, what is
typed, a list, the vote's grid, then the game.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from improv.core import actions as a
from improv.core.cards import Audience
from improv.core.errors import Refusal, Why
from improv.core.formats import PhaseKind
from improv.core.state import LOUDEST
from improv.core.view_models import ProjectorView
from improv.director.ports import Snapshot
from improv.screen import key_actions, menus
from improv.screen.hands_grid import grid
from improv.screen.key_actions import Asked, NextNetwork
from improv.screen.keys import Command, Key, command_of, digit_of, editing_of
from improv.screen.ui_state import Panel, Peek, Toast, Typing, UiState

TOAST_SECONDS = 3.0
TWICE_SECONDS = 2.0
"""End is pressed twice within this."""

Pressed = tuple[UiState, Asked]


def press(desk: UiState, key: Key, snapshot: Snapshot) -> tuple[UiState, Asked]:
    """What the key changes on the desk, and what it asks for."""
    after, wanted = _heard(follow(desk, snapshot), key, snapshot)
    return key_actions.stamped(after, snapshot.projector.phase_id, wanted)


def follow(desk: UiState, snapshot: Snapshot) -> UiState:
    """The desk beside a newer snapshot: a new phase has a grid of its own and ends a peek."""
    view = snapshot.projector
    asking = view.vote.asking if view.vote else 0
    if view.phase_id != desk.phase_id:
        return replace(
            desk,
            phase_id=view.phase_id,
            asking=asking,
            hands=grid(view.vote),
            marks=(),
            peek=Peek.NO,
            pin=False,
        )
    if asking != desk.asking:
        return replace(desk, asking=asking, hands=grid(view.vote), marks=())
    return desk


def refused(desk: UiState, refusal: Refusal, at: float) -> UiState:
    """Say why a key did nothing. That the game has moved on, everyone sees."""
    if refusal.why is Why.MOVED_ON:
        return desk
    return toast(desk, f"refusal.{refusal.why.value}", at, **refusal.values)


def toast(desk: UiState, name: str, at: float, **values: str | int) -> UiState:
    """A short word for a moment."""
    return replace(desk, toast=Toast(name, values, at + TOAST_SECONDS))


def expired(desk: UiState, at: float) -> UiState:
    """The desk without a word whose moment is over."""
    return replace(desk, toast=None) if desk.toast and at >= desk.toast.until else desk


def _heard(desk: UiState, key: Key, snapshot: Snapshot) -> Pressed:
    view = snapshot.projector
    if key.text:
        return menus.typed(desk, key.text), None
    command = command_of(key, view.kind)
    if desk.peek:
        return _peeking(desk, command, down=key.down, snapshot=snapshot), None
    if not key.down:
        return desk, None
    if desk.panel is Panel.HELP:
        return menus.closed(desk), None
    editing = editing_of(key)
    if desk.panel:
        return _over(desk, key, command, editing, snapshot)
    figure = digit_of(key)
    if desk.hands.rows and (voted := _voting(desk, figure, key, editing, snapshot)) is not None:
        return voted
    if figure is not None:
        return desk, key_actions.lock(view.round, figure) if view.kind is PhaseKind.DRAW else None
    if editing is Command.ENTER and command is None:
        command = Command.NEXT
    if command is Command.END:
        return _ending(desk, key)
    if command is not None and command in _OPENS:
        return _opened(desk, command, key.at, snapshot), None
    if command is Command.KEYBOARD:
        return replace(desk, keyboard_voting=not desk.keyboard_voting, marks=()), None
    if command is Command.PEEK:
        return _peek(desk, snapshot, key.at), None
    if command in (Command.NETWORK, Command.DOOR, Command.PIN):
        return _phones(desk, command, snapshot, key.at)
    if command in (Command.REPEAT, Command.MUTE, Command.SOFTER, Command.LOUDER):
        return _voice(desk, command, snapshot.projector, key.at)
    asks = _ASKS.get(command) if command else None
    if command is None or asks is None:
        return desk, None
    asked = asks(snapshot)
    return (_at_the_end(desk, command, view, key.at) if asked is None else desk), asked


# The peek.


def _peek(desk: UiState, snapshot: Snapshot, at: float) -> UiState:
    whose = _audiences(snapshot)
    if not desk.single:
        return desk
    if not whose:
        return toast(desk, "peek.nothing", at)
    return replace(desk, peek=Peek.AWAY, peek_for=whose[0])


def _peeking(desk: UiState, command: Command | None, *, down: bool, snapshot: Snapshot) -> UiState:
    """First everybody looks away; then it is open as long as the key is held."""
    held = command is (Command.PIN if desk.peek_for == Audience.FACILITATOR else Command.PEEK)
    if desk.peek is Peek.AWAY and down:
        return replace(desk, peek=Peek.OPEN if held else Peek.NO)
    if desk.peek is Peek.OPEN and not down and held:
        whose = _audiences(snapshot)
        later = whose[whose.index(desk.peek_for) + 1 :] if desk.peek_for in whose else None
        if later:
            return replace(desk, peek=Peek.AWAY, peek_for=later[0])
        return replace(desk, peek=Peek.NO, peek_for="")
    return desk


def _audiences(snapshot: Snapshot) -> tuple[str, ...]:
    hidden = snapshot.host.secrets
    return tuple(whose for whose in hidden if whose != Audience.FACILITATOR)


def looked_away(desk: UiState) -> UiState:
    """The window lost the keyboard: nobody can tell whether the key is still held."""
    return replace(desk, peek=Peek.NO) if desk.peek else desk


# Phones.


def _phones(desk: UiState, command: Command | None, snapshot: Snapshot, at: float) -> Pressed:
    """Which network, who may join, and the PIN, which the room must not read."""
    remote = snapshot.remote
    if snapshot.invitation is None or remote is None:
        return toast(desk, "invite.off", at), None
    if command is Command.PIN and desk.single:
        return replace(desk, peek=Peek.AWAY, peek_for=Audience.FACILITATOR), None
    if command is Command.PIN:
        return replace(desk, pin=not desk.pin), None
    if command is Command.DOOR:
        door = key_actions.next_door(snapshot.projector)
        return toast(desk, f"door.{door.value}", at), a.SetDoor(door=door)
    if len(remote.networks) < 2:
        return toast(desk, "invite.one_network", at), None
    return desk, NextNetwork()


# The voice.


def _voice(desk: UiState, command: Command, view: ProjectorView, at: float) -> Pressed:
    """Whether it reads, and how loud: what nobody hears at once is said in words."""
    if command is Command.REPEAT:
        return toast(desk, "voice.unmuted", at) if view.muted else desk, a.RepeatSpeech()
    if command is Command.MUTE:
        name = "voice.unmuted" if view.muted else "voice.muted"
        return toast(desk, name, at), a.MuteSpeech(on=not view.muted)
    level = view.volume + (1 if command is Command.LOUDER else -1)
    level = min(LOUDEST, max(0, level))
    return toast(desk, "voice.volume", at, level=level), a.SetVolume(level=level)


# What lies over the scene.

_OPENS: Mapping[Command, Panel] = MappingProxyType(
    {
        Command.HELP: Panel.HELP,
        Command.FORMATS: Panel.FORMATS,
        Command.NAMES: Panel.NAMES,
        Command.PROMISE: Panel.PROMISE,
        Command.BRING_BACK: Panel.PROMISES,
        Command.TOKENS: Panel.TOKENS,
        Command.PASS: Panel.PASS,
        Command.THANKS: Panel.THANKS,
        Command.KUDOS: Panel.KUDOS,
    }
)


def _opened(desk: UiState, command: Command, at: float, snapshot: Snapshot) -> UiState:
    panel = _OPENS[command]
    if panel in menus.LISTS and not menus.entries(panel, snapshot.host):
        return toast(desk, f"desk.none.{panel.value}", at)
    line = Typing() if panel in menus.LINES else None
    return replace(desk, panel=panel, cursor=0, typing=line)


def _over(
    desk: UiState, key: Key, command: Command | None, editing: Command | None, snapshot: Snapshot
) -> Pressed:
    host = snapshot.host
    if command is Command.ESCAPE or (desk.typing is None and command in _CLOSES):
        return menus.closed(desk), None
    match editing:
        case Command.ENTER:
            return menus.entered(desk, host)
        case Command.UP:
            return menus.moved(desk, host, -1), None
        case Command.DOWN:
            return menus.moved(desk, host, 1), None
        case Command.TAB:
            return menus.renaming(desk, host), None
        case Command.RUB_OUT:
            return menus.rubbed_out(desk), None
    figure = digit_of(key)
    if figure and desk.typing is None:
        return menus.chosen(desk, host, figure - 1)
    return desk, None


_CLOSES = (*_OPENS, Command.NEXT, Command.BACK)
"""A list lies over the game: a clicker closes it before it goes on."""


# The vote.


def _voting(
    desk: UiState, figure: int | None, key: Key, editing: Command | None, snapshot: Snapshot
) -> Pressed | None:
    """Figures and arrows of a vote; None where the key is not the vote's."""
    view, hands = snapshot.projector, desk.hands
    if desk.keyboard_voting:
        if figure is not None and view.round is not None and view.vote is not None:
            marks, cast = key_actions.keyboard_ballot(view.round, view.vote, (*desk.marks, figure))
            return replace(desk, marks=marks), cast
        if editing is Command.RUB_OUT:
            return replace(desk, marks=desk.marks[:-1]), None
        return None
    if figure is not None:
        after = hands.digit(figure)
    elif editing is Command.RUB_OUT:
        after = hands.rub_out()
    elif editing is Command.TAB:
        after = hands.across(-1 if key.shift else 1)
    elif editing is Command.ENTER and hands.touched:
        after = hands.leave() if hands.at_end else hands.across(1)
    elif editing in (Command.UP, Command.DOWN):
        after = hands.down(1 if editing is Command.DOWN else -1)
    else:
        return None
    row = after.rows[after.row]
    shown = a.ShowHands(rows={row.id: row.counts}) if after.rows != hands.rows else None
    return replace(desk, hands=after), shown


# The game.


def _ending(desk: UiState, key: Key) -> Pressed:
    if key.shift or key.at - desk.ending <= TWICE_SECONDS:
        return replace(desk, ending=float("-inf"), toast=None), a.End()
    asked = replace(desk, ending=key.at, toast=Toast("desk.end_again", {}, key.at + TWICE_SECONDS))
    return asked, None


def _at_the_end(desk: UiState, command: Command, view: ProjectorView, at: float) -> UiState:
    """The word for a key that has nothing left to ask for."""
    if command is Command.LANGUAGE:
        return toast(desk, "desk.none.languages", at)
    return desk if view.round is None else toast(desk, "desk.heat", at, level=view.round.heat)


_ASKS: Mapping[Command, Callable[[Snapshot], Asked]] = MappingProxyType(
    {
        Command.NEXT: lambda _: a.Next(),
        Command.START: lambda _: a.Next(),
        Command.BACK: lambda _: a.Back(),
        Command.UNDO: lambda _: a.Undo(),
        Command.BLANK: lambda seen: a.Blank(on=not seen.projector.blank),
        Command.PAUSE: lambda seen: a.Resume() if seen.projector.paused else a.Pause(),
        Command.ADD_TIME: lambda _: a.AddTime(),
        Command.SKIP: lambda _: a.Skip(),
        Command.REDRAW: lambda _: a.Redraw(),
        Command.TWIST: lambda _: a.Twist(),
        Command.HOTTER: lambda seen: key_actions.heat(seen.projector.round, 1),
        Command.COOLER: lambda seen: key_actions.heat(seen.projector.round, -1),
        Command.REVEAL: lambda _: a.Reveal(),
        Command.SAFETY: lambda seen: a.Safety(on=not seen.host.unranked),
        Command.LANGUAGE: lambda seen: key_actions.next_language(seen.host),
        Command.STANDINGS: lambda seen: a.AskStandings(on=not seen.host.standings),
    }
)
