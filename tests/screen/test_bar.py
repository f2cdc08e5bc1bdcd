"""The bar of mouse and touch: what is on it, and that it lies over no word of any picture."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pygame
import pytest

from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.look.sizes import Scale
from improv.screen.composition import Picture, bare, compose
from improv.screen.display_list import Placed, Words
from improv.screen.facilitator import compose_facilitator
from improv.screen.frame import Frame
from improv.screen.key_handling import follow, press
from improv.screen.keys import Command, Key, command_of, help_rows
from improv.screen.overlays.bar import FADE_SECONDS, buttons
from improv.screen.overlays.help import help_overlay
from improv.screen.scene_registry import Moment, moments
from improv.screen.targets import TARGET_PX, grown, hit
from improv.screen.ui_state import Panel, Toast, UiState
from tests.screen.conftest import LANGUAGES
from tests.screen.faults import meet

SIZES = ((1024, 768), (1280, 720), (1920, 1080), (2560, 1080), (720, 1280), (640, 360))
STILL = float("inf")


def _frame(moment: Moment, size: tuple[int, int], bar: float | None = STILL) -> Frame:
    snapshot, ui = moment.snapshot, moment.ui
    frame = Frame.of(snapshot, moment.now, ui, size, "stage", latin_digits=False)
    over = ui.panel or ui.peek
    host, remote = snapshot.host if over else None, snapshot.remote if ui.peek else None
    return replace(frame, host=host, remote=remote, bar=bar)


def _parts(picture: Picture) -> tuple[list[Placed], list[Placed]]:
    """The words that are not on the bar, and those on it."""
    begins = next(i for i, item in enumerate(picture.items) if item.area == picture.bar)
    below = sum(isinstance(item, Words) for item in picture.items[:begins])
    return list(picture.placed[:below]), list(picture.placed[below:])


def _faults(moment: Moment, size: tuple[int, int]) -> Iterator[str]:
    picture = compose(_frame(moment, size))
    assert picture.bar is not None
    x, y, wide, high = picture.bar
    words, on = _parts(picture)
    for one in words:
        if meet(one, replace(one, area=picture.bar)):
            yield f"{one.text!r} lies under the bar"
    for one in on:
        left, top, width, height = one.area
        if left < x or left + width > x + wide or top < y - 1 or top + height > y + high + 1:
            yield f"{one.text!r} is not within the bar"
        if one.overflows or one.size < Scale(*size).least - 0.5:
            yield f"{one.text!r} is cut or too small: {one.size} px"
    for one, other in itertools.pairwise(on):
        if meet(one, other):
            yield f"{one.text!r} overlaps {other.text!r}"
    for target in picture.targets[-len(buttons(_frame(moment, size))) :]:
        middle = (target.area[0] + target.area[2] // 2, target.area[1] + target.area[3] // 2)
        if min(grown(target.area, size)[2:]) < TARGET_PX or target.area[2] < TARGET_PX:
            yield f"{target} is small"
        if hit(picture.targets, middle, size) is not target:
            yield f"{target} lies under another"


def _every_other() -> Iterator[Any]:
    """Each language in each size; every other of them is slow, as on a chessboard."""
    for (row, language), (column, size) in itertools.product(
        enumerate(LANGUAGES), enumerate(SIZES)
    ):
        marks = [pytest.mark.slow] if (row + column) % 2 else []
        yield pytest.param(language, size, marks=marks, id=f"{language}-{size[0]}x{size[1]}")


@pytest.mark.parametrize(("language", "size"), list(_every_other()))
@pytest.mark.one_in(3)
def test_the_bar_lies_over_no_word_of_any_moment(
    shipped_deck: Deck, language: str, size: tuple[int, int]
) -> None:
    """Each scene and each overlay in each shape; its own words are whole, its places large."""
    shown = list(moments(shipped_deck, language))
    assert len(shown) > 40
    assert [f"{m.name}: {fault}" for m in shown for fault in _faults(m, size)] == []


def test_the_bar_lies_over_no_message_either(sample_deck: Deck) -> None:
    """The answer to a click stands at the foot of the picture."""
    moment = _named(sample_deck, "en", "play")
    ui = UiState(toast=Toast("facilitator.end_again", {}))
    for size in SIZES:
        assert list(_faults(replace(moment, ui=ui), size)) == []


def _named(deck: Deck, language: str, name: str) -> Moment:
    return next(moment for moment in moments(deck, language) if moment.name == name)


def test_nothing_else_changes_when_the_bar_comes(sample_deck: Deck) -> None:
    """All that was there is where it was: nothing moves while people read."""
    for moment in moments(sample_deck, "en"):
        without = compose(_frame(moment, (1280, 720), None))
        with_it = compose(_frame(moment, (1280, 720)))
        assert without.bar is None
        assert with_it.items[: len(without.items)] == without.items, moment.name


def test_the_bar_fades_in_and_then_nothing_moves(sample_deck: Deck) -> None:
    """Frames are drawn for a fifth of a second, and none after it."""
    moment = _named(sample_deck, "en", "play")
    assert compose(_frame(moment, (1280, 720), 0.0)).moving
    assert not compose(_frame(moment, (1280, 720), FADE_SECONDS)).moving


def test_the_bar_is_mirrored(sample_deck: Deck) -> None:
    """Back is where the line begins."""
    for language, begins in (("en", 0), ("he", 1280)):
        picture = compose(_frame(_named(sample_deck, language, "play"), (1280, 720)))
        (back,) = (t.area for t in picture.targets if t.key.symbol == pygame.K_PAGEUP)
        assert begins in (back[0], back[0] + back[2])


def _commands(moment: Moment) -> list[Command | None]:
    kind = moment.snapshot.projector.kind
    return [command_of(one.key, kind) for one in buttons(_frame(moment, (1280, 720)))]


def test_a_scene_has_five_buttons_and_a_blank_one_a_way_back(sample_deck: Deck) -> None:
    """While the picture is black, only that it comes back."""
    five = [Command.BACK, Command.NEXT, Command.PAUSE, Command.HELP, Command.FULL]
    for name in ("play", "pause", "draw", "result"):
        assert _commands(_named(sample_deck, "en", name)) == five
    assert _commands(_named(sample_deck, "en", "blank")) == [Command.BLANK]


def test_every_key_of_a_phase_is_on_a_row_that_can_be_clicked() -> None:
    """In the help; the figures alone are in the picture itself, or on the bar."""
    figures = (Command.LOCK, Command.HANDS, Command.PAPERS, Command.REPLY, Command.CHECK_SELF)
    for kind in PhaseKind:
        rows = help_rows(kind, phones=True)
        shown = bare(SIZES[1], "stage", "en", partial(help_overlay, rows=rows))
        clicked = {target.key for target in shown.targets}
        assert {row.key for row in rows if row.command not in figures} == clicked


@pytest.mark.parametrize("voting", ["hands", "keyboard"])
def test_all_of_a_vote_can_be_clicked(sample_deck: Deck, voting: str) -> None:
    """Hands: each cell and each figure. At the keyboard: the grades, and one to take back."""
    moment = _named(sample_deck, "en", "vote-hands")
    ui = replace(moment.ui, keyboard_voting=voting == "keyboard")
    picture = compose(_frame(replace(moment, ui=ui), (1280, 720)))
    symbols = {target.key.symbol for target in picture.targets}
    cells = {(target.key.row, target.key.entry) for target in picture.targets if target.key.row}
    rows = {(row.id, i) for row in ui.hands.rows for i in range(len(row.counts))}
    asked = ui.hands.rows[ui.hands.row].id
    if voting == "hands":
        assert cells == {(row, i) for row, i in rows if row in (asked, "moves")}
        assert set(range(pygame.K_0, pygame.K_9 + 1)) <= symbols
    else:
        assert set(range(pygame.K_1, pygame.K_4 + 1)) <= symbols
    assert pygame.K_BACKSPACE in symbols


def test_what_lies_under_an_overlay_cannot_be_clicked(sample_deck: Deck) -> None:
    """The reels of the draw under the help, under a list and under a pause."""
    moment = _named(sample_deck, "en", "draw")
    assert pygame.K_1 in {t.key.symbol for t in compose(_frame(moment, (1280, 720))).targets}
    paused = replace(moment.snapshot.projector, paused=True)
    for over in (
        replace(moment, ui=UiState(panel=Panel.HELP)),
        replace(moment, ui=UiState(panel=Panel.FORMATS)),
        replace(moment, snapshot=replace(moment.snapshot, projector=paused)),
    ):
        targets = compose(_frame(over, (1280, 720))).targets
        assert pygame.K_1 not in {target.key.symbol for target in targets}


def test_secrets_are_read_while_a_place_is_held(sample_deck: Deck) -> None:
    """Pressed they are open; let go, they are not. A click beside it hits nothing."""
    moment = _named(sample_deck, "en", "peek-away")
    picture = compose(_frame(moment, (1280, 720)))
    ui = follow(moment.ui, moment.snapshot)
    ui = replace(ui, peek=moment.ui.peek, peek_for=moment.ui.peek_for)
    eye = hit(picture.targets, (640, 200), (1280, 720))
    assert eye is not None
    assert hit(picture.targets, (100, 100), (1280, 720)) is None
    ui, _ = press(ui, eye.key, moment.snapshot)
    assert ui.peek == "open"
    ui, _ = press(ui, replace(eye.key, down=False), moment.snapshot)
    assert ui.peek != "open"


def test_the_facilitators_window_has_keys_to_click_all_the_time(sample_deck: Deck) -> None:
    """At its foot; beside a list the bar is there, and on the projector there is neither."""
    for name in ("lobby", "draw", "play", "vote-hands", "end"):
        moment = _named(sample_deck, "en", name)
        frame = Frame.of(
            moment.snapshot,
            moment.now,
            UiState(single=False),
            (1280, 800),
            "stage",
            latin_digits=False,
        )
        kind = moment.snapshot.projector.kind
        keys = [t.key for t in compose_facilitator(frame).targets]
        always = {Command.BACK, Command.NEXT, Command.PAUSE, Command.HELP}
        assert always <= {command_of(key, kind) for key in keys}
        listed = replace(frame, ui=UiState(single=False, panel=Panel.FORMATS))
        found = compose_facilitator(listed)
        assert found.bar is not None
        assert Key(entry=0) in {target.key for target in found.targets}
    assert replace(UiState(bar=1.0), single=False).for_projector().bar is None
