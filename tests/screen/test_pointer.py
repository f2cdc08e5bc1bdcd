"""The pointer: when it is in use, and which keys a click and the wheel stand for."""

from dataclasses import replace

import pygame
import pytest

from improv.screen.keys import BINDINGS, Command, Key, command_of
from improv.screen.pointer import AWAKENS_PX, REST_SECONDS, Pointer, keys_of, scrolled
from improv.screen.targets import TARGET_PX, Target, grown, hit
from improv.screen.ui_state import Panel, Typing, UiState
from tests.screen.rooms import NAMES, Room

SIZE = (1280, 720)
AREA = (100, 100, 60, 60)


def _click(room: Room, key: Key) -> Room:
    """Click a target with that key; the button is let go at once."""
    for one in keys_of(Target(AREA, key), room.ui, room.at):
        room.press(one)
    return room.press(replace(key, down=False))


def _binding(command: Command) -> Key:
    """The key on a command's row of the help."""
    key = next(b.key for b in BINDINGS if b.command is command)
    assert key is not None
    return key


def test_a_movement_brings_it_and_three_seconds_of_rest_end_its_use() -> None:
    """Where it was when the window opened is no movement; each later one begins the time anew."""
    pointer = Pointer().moved((5, 5), 1.0)
    assert pointer.since(1.0) is None
    pointer = pointer.moved((50, 5), 2.0)
    assert pointer.since(2.0) == 2.0
    pointer = pointer.moved((51, 5), 4.0)
    assert pointer.since(4.0 + REST_SECONDS - 0.01) == 2.0
    assert pointer.rests_at == 4.0 + REST_SECONDS
    assert pointer.since(pointer.rests_at) is None
    assert pointer.moved((90, 5), 20.0).since(20.0) == 20.0


def test_a_table_that_shakes_moves_no_pointer_at_rest() -> None:
    """However often it shakes; a movement as far as that is one."""
    pointer = Pointer().moved((50, 50), 0.0)
    for i in range(40):
        pointer = pointer.moved((50 + i % AWAKENS_PX, 50), 10.0 + i)
        assert not pointer.awake(10.0 + i)
    assert pointer.moved((50 + AWAKENS_PX, 50), 99.0).awake(99.0)


def test_a_tap_brings_it_without_a_movement() -> None:
    """A finger is nowhere before it taps."""
    assert Pointer().pressed(7.0).since(9.0) == 7.0


@pytest.mark.parametrize(
    "area", [(100, 100, 10, 10), (0, 700, 90, 20), (1270, 0, 10, 200), (0, 0, 1280, 720)]
)
def test_a_place_of_any_size_can_be_hit_by_a_finger(area: tuple[int, int, int, int]) -> None:
    """At least 48 px each way, also at the edge of a picture, and never beyond it."""
    x, y, wide, high = grown(area, SIZE)
    assert min(wide, high) >= TARGET_PX == 48
    assert x <= area[0] <= area[0] + area[2] <= x + wide <= SIZE[0]
    assert y <= area[1] <= area[1] + area[3] <= y + high <= SIZE[1]
    target = Target(area, Key())
    for at in ((x, y), (x + wide - 1, y + high - 1)):
        assert hit([target], at, SIZE) is target
    for at in ((x - 1, y), (x, y + high)):
        assert hit([target], at, SIZE) is None


def test_of_two_places_the_nearer_is_hit_and_of_two_over_each_other_the_upper() -> None:
    """Rows of 30 px take half of what is between them; an overlay's row lies over a card."""
    one, other = (Target((0, y, 200, 30), Key(symbol=y)) for y in (100, 134))
    assert hit([one, other], (50, 131), SIZE) is one
    assert hit([one, other], (50, 133), SIZE) is other
    over = Target((0, 90, 300, 300), Key())
    assert hit([one, over], (50, 110), SIZE) is over
    assert hit([], (50, 110), SIZE) is None


def test_a_click_on_a_row_of_the_help_closes_it_and_is_its_key() -> None:
    """A pause, and a list that opens in its place."""
    room = _click(Room().go_to("draw").press(pygame.K_h), _binding(Command.PAUSE))
    assert (room.ui.panel, room.asked[-1]) == (Panel.NONE, "pause")
    room.press(pygame.K_p, pygame.K_h)
    assert _click(room, _binding(Command.NAMES)).ui.panel is Panel.NAMES


@pytest.mark.parametrize("command", [Command.HELP, Command.ESCAPE])
def test_two_rows_of_the_help_only_close_it(command: Command) -> None:
    """That of Esc does not leave full screen, nor the session."""
    target = Target(AREA, _binding(command))
    (key,) = keys_of(target, UiState(panel=Panel.HELP), 1.0)
    assert key.symbol == pygame.K_ESCAPE


def test_each_row_of_the_help_is_its_command() -> None:
    """What a click presses means what the row says, in each phase in which the row is there."""
    for binding in BINDINGS:
        if binding.key is not None:
            for kind in binding.where:
                assert command_of(binding.key, kind) is binding.command


def test_end_is_asked_for_twice_with_a_click_as_with_its_key() -> None:
    """The help stays open for the second one; too late it is a first one again."""
    room = _click(Room().go_to("play").press(pygame.K_h), _binding(Command.END))
    assert room.ui.panel is Panel.HELP
    assert room.ui.toast is not None
    room.at += 3
    _click(room, _binding(Command.END))
    assert "end" not in room.asked
    room.at += 1
    _click(room, _binding(Command.END))
    assert (room.asked[-1], room.ui.panel) == ("end", Panel.NONE)


def test_a_click_on_a_reel_locks_it_and_a_second_one_lets_it_go() -> None:
    """It is the figure of its place."""
    room = Room().go_to("draw")
    for locked in (True, False):
        _click(room, Key(symbol=pygame.K_2))
        view = room.watch.latest().projector
        assert view.round is not None
        assert [reel.locked for reel in view.round.reels][:2] == [False, locked]


def test_a_click_on_an_entry_takes_it_also_behind_the_ninth() -> None:
    """A game is chosen, and its list closes."""
    room = Room().press(pygame.K_f)
    games = list(room.watch.latest().host.formats)
    _click(room, Key(entry=len(games) - 1))
    assert room.ui.panel is Panel.NONE
    assert room.watch.latest().projector.format_id == games[-1]


def test_a_click_on_a_name_ticks_it_whatever_is_being_typed() -> None:
    """What was typed stays, and is no name yet; the cursor is where the click was."""
    room = Room().press(pygame.K_n, "Zo")
    _click(room, Key(entry=1))
    assert room.ui.cursor == 2
    assert room.ui.typing == Typing("Zo")
    people = room.watch.latest().projector.people
    assert [person.present for person in people] == [name != NAMES[1] for name in NAMES]


def test_a_click_beyond_the_entries_does_nothing() -> None:
    """The list became shorter while the finger came."""
    room = Room().press(pygame.K_f)
    assert _click(room, Key(entry=99)).asked == []


def test_a_click_on_a_cell_of_the_hands_brings_the_cursor_there() -> None:
    """The next figure is that cell's; nothing is asked of the room by the click itself."""
    room = Room().go_to("vote")
    room.press(Key())  # no key at all, but the vote has been seen
    row = room.ui.hands.rows[-1]
    asked = len(room.asked)
    _click(room, Key(row=row.id, entry=2))
    assert (room.ui.hands.rows[room.ui.hands.row].id, room.ui.hands.column) == (row.id, 2)
    assert len(room.asked) == asked
    _click(room, Key(symbol=pygame.K_4))
    assert room.ui.hands.rows[-1].counts[2] == 4
    assert _click(room, Key(row="none", entry=0)).ui.hands.column == 2


def test_the_wheel_moves_the_cursor_of_a_list_and_stops_at_its_ends() -> None:
    """By the arrows of the keyboard; those go round, the wheel does not."""
    room = Room().press(pygame.K_f)
    last = len(room.watch.latest().host.formats) - 1
    for steps, cursor in ((2, 2), (-1, 1), (-9, 0), (-1, 0), (99, last), (1, last)):
        room.press(*scrolled(room.ui, room.watch.latest().host, steps, room.at))
        assert room.ui.cursor == cursor


def test_the_wheel_does_nothing_where_no_list_is_open() -> None:
    """Up and Down change the heat of a scene: a stray turn must not."""
    room = Room().go_to("play")
    assert scrolled(room.ui, room.watch.latest().host, 1, room.at) == ()
    room.press(pygame.K_h)
    assert scrolled(room.ui, room.watch.latest().host, 1, room.at) == ()
