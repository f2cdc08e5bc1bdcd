"""What a key does: the UI state after it, and what it asks of the room. Pure.

keys.py says which command a key is. Here is who takes it first: the peek, then the line that is
being typed or the list that is open, then the grid of a show of hands, then the game.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from improv.core import actions as a
from improv.core.cards import Audience
from improv.core.errors import Refusal, Why
from improv.core.formats import PhaseKind
from improv.core.state import LOUDEST
from improv.core.view_models import ProjectorView
from improv.director.ports import Snapshot
from improv.scenes.ballot import hands_in_doubt
from improv.scenes.words import refusal_words
from improv.screen import key_actions, menus, peek
from improv.screen.hands_grid import grid
from improv.screen.key_actions import NextNetwork, Request
from improv.screen.keys import Command, Key, command_of, digit_of, editing_of
from improv.screen.ui_state import Panel, Peek, Toast, Typing, UiState

TWICE_SECONDS = 2.0
"""Within which End is pressed twice."""

Result = tuple[UiState, Request]


def press(ui: UiState, key: Key, snapshot: Snapshot) -> Result:
    """The UI state after a key, and what the key asks for, with an id and the phase that it saw."""
    after, request = _handled(follow(ui, snapshot), key, snapshot)
    return key_actions.stamped(after, snapshot.projector.phase_id, request)


def follow(ui: UiState, snapshot: Snapshot) -> UiState:
    """The UI state beside a newer snapshot: a new phase has a grid of its own and ends a peek."""
    view = snapshot.projector
    asking = view.vote.asking if view.vote else 0
    if view.phase_id != ui.phase_id:
        return replace(
            ui,
            phase_id=view.phase_id,
            asking=asking,
            hands=grid(view.vote),
            grades=(),
            peek=Peek.NO,
            pin=False,
        )
    if asking != ui.asking:
        return replace(ui, asking=asking, hands=grid(view.vote), grades=())
    return ui


def refused(ui: UiState, refusal: Refusal, at: float) -> UiState:
    """The UI state with the reason why a key did nothing."""
    # Without it for `moved_on`: that the game is in another phase can be seen.
    if refusal.why is Why.MOVED_ON:
        return ui
    return ui.with_toast(refusal_words(refusal.why.value, refusal.values), at, **refusal.values)


def _handled(ui: UiState, key: Key, snapshot: Snapshot) -> Result:
    view = snapshot.projector
    if key.composing is not None:
        return menus.compose(ui, key.composing), None
    if key.text:
        return (menus.paste if key.pasted else menus.type_text)(ui, key.text), None
    command = command_of(key, view.kind)
    if ui.typing and ui.typing.composing:  # the key is the input method's
        return (menus.compose(ui, "") if command is Command.ESCAPE else ui), None
    if ui.peek:
        return peek.handle(ui, command, snapshot, down=key.down), None
    if not key.down:
        return ui, None
    if ui.panel is Panel.HELP:
        return menus.close(ui), None
    editing = editing_of(key)
    if ui.panel:
        return _in_panel(ui, key, command, editing, snapshot)
    figure = digit_of(key)
    if ui.hands.rows and (result := _voting(ui, figure, key, editing, snapshot)) is not None:
        return result
    if figure is not None and view.kind is PhaseKind.ASK:
        return ui, a.CountPapers(number=figure)
    if figure is not None and view.solo is not None:
        return ui, key_actions.solo_choice(view, view.solo, figure)
    if figure is not None:
        return ui, key_actions.lock(view.round, figure) if view.kind is PhaseKind.DRAW else None
    if editing is Command.ENTER and command is None:
        command = Command.NEXT
    if command is Command.NEXT and view.kind is PhaseKind.END:  # a clicker's double click
        return ui, a.Blank(on=False) if view.blank else None
    if command is Command.END:
        return _end(ui, key)
    if command is not None and command in _PANELS:
        return _opened(ui, command, key.at, snapshot), None
    if command is Command.KEYBOARD:
        return replace(ui, keyboard_voting=not ui.keyboard_voting, grades=()), None
    if command is Command.PEEK:
        return peek.begin(ui, snapshot, key.at), None
    if command in (Command.NETWORK, Command.DOOR, Command.PIN):
        return _phones(ui, command, snapshot, key.at)
    if command in (Command.REPEAT, Command.MUTE, Command.SOFTER, Command.LOUDER):
        return _voice(ui, command, snapshot.projector, key.at)
    if command is None:
        return ui, None
    if (steer := _STEERING.get(command)) is None:
        # A command that is called like an action asks for it as it is.
        action = a.ACTIONS.get(command.value)
        return ui, action() if action else None
    request = steer(snapshot)
    return (_at_the_end(ui, command, view, key.at) if request is None else ui), request


# Phones.


def _phones(ui: UiState, command: Command | None, snapshot: Snapshot, at: float) -> Result:
    """Choose the network, open or shut the door, or show the PIN, which the room must not read."""
    remote = snapshot.remote
    if snapshot.invitation is None or remote is None:
        return ui.with_toast("invite.off", at), None
    if command is Command.PIN and ui.single:
        return replace(ui, peek=Peek.AWAY, peek_for=Audience.FACILITATOR), None
    if command is Command.PIN:
        return replace(ui, pin=not ui.pin), None
    if command is Command.DOOR:
        door = key_actions.next_door(snapshot.projector)
        return ui.with_toast(f"door.{door.value}", at), a.SetDoor(door=door)
    if len(remote.networks) < 2:
        return ui.with_toast("invite.one_network", at), None
    return ui, NextNetwork()


# The voice.


def _voice(ui: UiState, command: Command, view: ProjectorView, at: float) -> Result:
    """Repeat, mute, or change the volume; a message says what cannot be heard at once."""
    if command is Command.REPEAT:
        return ui.with_toast("voice.unmuted", at) if view.muted else ui, a.RepeatSpeech()
    if command is Command.MUTE:
        name = "voice.unmuted" if view.muted else "voice.muted"
        return ui.with_toast(name, at), a.MuteSpeech(on=not view.muted)
    level = view.volume + (1 if command is Command.LOUDER else -1)
    level = min(LOUDEST, max(0, level))
    return ui.with_toast("voice.volume", at, level=level), a.SetVolume(level=level)


# What lies over the scene.

_PANELS: Mapping[Command, Panel] = {
    Command.HELP: Panel.HELP,
    Command.FORMATS: Panel.FORMATS,
    Command.TIMES: Panel.TIMES,
    Command.SETUP: Panel.SETUP,
    Command.PLAN: Panel.PLAN,
    Command.NAMES: Panel.NAMES,
    Command.CARDS: Panel.CARDS,
    Command.PROMISE: Panel.PROMISE,
    Command.BRING_BACK: Panel.PROMISES,
    Command.TOKENS: Panel.TOKENS,
    Command.PASS: Panel.PASS,
    Command.TAKE_OVER: Panel.TAKE_OVER,
    Command.THANKS: Panel.THANKS,
    Command.NOTE: Panel.NOTE,
    Command.KUDOS: Panel.KUDOS,
    Command.LINES: Panel.LINES,
    Command.LET_IN: Panel.WAITING,
}


def _opened(ui: UiState, command: Command, at: float, snapshot: Snapshot) -> UiState:
    panel = _PANELS[command]
    if panel in menus.LISTS and not menus.entries(panel, snapshot.host):
        return ui.with_toast(f"facilitator.none.{panel.value}", at)
    if panel is Panel.LINES and ui.single:  # nobody in the room reads what is not approved
        return ui.with_toast("facilitator.lines.private", at)
    line = Typing() if panel in menus.LINES else None
    return replace(ui, panel=panel, cursor=0, typing=line)


def _in_panel(
    ui: UiState, key: Key, command: Command | None, editing: Command | None, snapshot: Snapshot
) -> Result:
    host = snapshot.host
    if command is Command.ESCAPE or (ui.typing is None and command in _CLOSES):
        return menus.close(ui), None
    if key.entry >= 0:
        return menus.click(ui, host, key.entry)
    match editing:
        case Command.ENTER:
            return menus.enter(ui, host)
        case Command.UP:
            return menus.move(ui, host, -1), None
        case Command.DOWN:
            return menus.move(ui, host, 1), None
        case Command.TAB:
            return menus.rename(ui, host), None
        case Command.RUB_OUT:
            return menus.rub_out(ui, host)
    figure = digit_of(key)
    if figure and ui.typing is None:
        return menus.choose(ui, host, figure - 1)
    return ui, None


_CLOSES = (*_PANELS, Command.NEXT, Command.BACK)
"""What closes a list. Next and Back are among them, for a clicker has no Esc."""


# The vote.


def _voting(
    ui: UiState, figure: int | None, key: Key, editing: Command | None, snapshot: Snapshot
) -> Result | None:
    """Type counts into the grid, or ballots at the keyboard; None where the key does neither."""
    view, hands = snapshot.projector, ui.hands
    if ui.keyboard_voting:
        if figure is not None and view.round is not None and view.vote is not None:
            grades, ballot = key_actions.keyboard_ballot(
                view.round, view.vote, (*ui.grades, figure)
            )
            return replace(ui, grades=grades), ballot
        if editing is Command.RUB_OUT:
            return replace(ui, grades=ui.grades[:-1]), None
        return None
    if key.row:
        after = hands.at(key.row, key.entry)
    elif figure is not None:
        after = hands.digit(figure)
    elif editing is Command.RUB_OUT:
        after = hands.erase()
    elif editing is Command.TAB:
        after = hands.across(-1 if key.shift else 1)
    elif editing is Command.ENTER and hands.touched:
        after = hands.finish() if hands.at_end else hands.across(1)
    elif editing in (Command.UP, Command.DOWN):
        after = hands.down(1 if editing is Command.DOWN else -1)
    else:
        return None
    row = after.rows[after.row]
    request = a.ShowHands(rows={row.id: row.counts}) if after.rows != hands.rows else None
    doubt = hands_in_doubt(snapshot.host, row.id, row.counts) if figure is not None else None
    if doubt:
        ui = ui.with_toast("facilitator.hands.many", key.at, **doubt)
    return replace(ui, hands=after), request


# The game.


def _end(ui: UiState, key: Key) -> Result:
    """End the session: the key is pressed twice within a moment, or once with Shift."""
    if key.shift or key.at - ui.end_pressed <= TWICE_SECONDS:
        return replace(ui, end_pressed=float("-inf"), toast=None), a.End()
    message = Toast("facilitator.end_again", {}, key.at + TWICE_SECONDS)
    return replace(ui, end_pressed=key.at, toast=message), None


def _at_the_end(ui: UiState, command: Command, view: ProjectorView, at: float) -> UiState:
    """The UI state with the reason why a key has nothing to ask for: a dial is at its end."""
    if command is Command.LANGUAGE:
        return ui.with_toast("facilitator.none.languages", at)
    return (
        ui if view.round is None else ui.with_toast("facilitator.heat", at, level=view.round.heat)
    )


_STEERING: Mapping[Command, Callable[[Snapshot], Request]] = {
    Command.START: lambda _: a.Next(),
    Command.BLANK: lambda snapshot: a.Blank(on=not snapshot.projector.blank),
    Command.RULES: lambda snapshot: a.ShowRules(on=snapshot.projector.rules is None),
    Command.PAUSE: lambda snapshot: a.Resume() if snapshot.projector.paused else a.Pause(),
    Command.HOTTER: lambda snapshot: key_actions.heat(snapshot.projector.round, 1),
    Command.COOLER: lambda snapshot: key_actions.heat(snapshot.projector.round, -1),
    Command.SAFETY: lambda snapshot: a.Safety(on=not snapshot.host.unranked),
    Command.LANGUAGE: lambda snapshot: key_actions.next_language(snapshot.host),
    Command.STANDINGS: lambda snapshot: a.AskStandings(on=not snapshot.host.standings),
}
