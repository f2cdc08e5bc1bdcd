"""Every key of the table does something where the help offers it, or says why not.

In a real room, in each phase: with everything there to act on, and with nothing.
"""

from collections.abc import Iterator
from dataclasses import replace

import pygame
import pytest

from improv.core.formats import PhaseKind
from improv.locale.phrases import phrase
from improv.screen.key_handling import refused
from improv.screen.keys import BINDINGS, Binding, Command, Key
from improv.screen.sample_data import INVITATION, REMOTE
from improv.screen.ui_state import UiState
from tests.screen.conftest import LANGUAGES
from tests.screen.rooms import Room

PHASES = ("lobby", "draw", "brief", "ask", "play", "bell", "vote", "result", "debrief", "standings")
LATE = ("kudos", "end")
LOOPS = (Command.FULL, Command.ESCAPE)
"""Keys of the window itself: the loop's, not the room's."""

FIGURES = {
    Command.LOCK: pygame.K_1,
    Command.HANDS: pygame.K_3,
    Command.PAPERS: pygame.K_4,
    Command.REPLY: pygame.K_1,
    Command.CHECK_SELF: pygame.K_1,
}
"""What stands for the figures, which the table has no symbols for."""


def _keys(binding: Binding) -> Iterator[Key]:
    symbols = binding.symbols or (FIGURES[binding.command],)
    return (Key(symbol=symbol, ctrl=binding.ctrl) for symbol in symbols)


def _room(kind: str, *, phones: bool) -> Room:
    room = Room("chat-desk" if kind == "ask" else "lawnmower", rounds=1)
    if phones:
        room.watch.invitation, room.watch.remote = INVITATION, REMOTE
    return room.go_to(kind).press(Key())  # no key at all, but the phase has been seen


def _bindings(kind: str) -> list[Binding]:
    return [b for b in BINDINGS if PhaseKind(kind) in b.where and b.command not in LOOPS]


def _plain(ui: UiState) -> UiState:
    """Without what every key changes: the number of the next action."""
    return replace(ui, count=0)


@pytest.mark.parametrize("phones", [False, True], ids=["alone", "phones"])
@pytest.mark.parametrize("kind", PHASES + LATE)
def test_every_key_does_something_or_says_why(kind: str, phones: bool) -> None:
    """It changes what lies over the scene, or the room, or a network; else there is a word."""
    for binding in _bindings(kind):
        for key in _keys(binding):
            room = _room(kind, phones=phones)
            before, state = room.ui, room.watch.state
            networks = room.watch.networks_asked
            room.press(key)
            refusal = room.watch.refusal()
            acted = (
                _plain(room.ui) != _plain(before)
                or room.watch.state != state
                or room.watch.networks_asked != networks
            )
            double = binding.command is Command.NEXT and kind == "end"  # a clicker's second click
            assert acted or refusal is not None or double, binding
            ui = room.ui if refusal is None else refused(room.ui, refusal, room.at)
            assert ui.toast is not None or refusal is None, binding
            if ui.toast is not None:
                assert all(phrase(one, ui.toast.name, **ui.toast.values) for one in LANGUAGES)


def test_a_dial_at_its_end_says_how_hot_it_is() -> None:
    """One more step would change nothing: the word says so, and nothing is asked."""
    room = Room().go_to("play").press(*[pygame.K_UP] * 9)
    asked = room.asked.count("heat")
    room.press(pygame.K_UP)
    assert room.asked.count("heat") == asked
    assert room.ui.toast is not None
    assert (room.ui.toast.name, dict(room.ui.toast.values)) == ("facilitator.heat", {"level": 5})


def test_every_command_has_a_key_and_every_key_a_command() -> None:
    """The table holds all that keys can mean, but for those of a line that is typed."""
    typing = {Command.ENTER, Command.TAB, Command.UP, Command.DOWN, Command.RUB_OUT}
    assert {binding.command for binding in BINDINGS} == set(Command) - typing
    assert all(binding.symbols or binding.command in FIGURES for binding in BINDINGS)
