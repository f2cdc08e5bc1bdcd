"""Which display is the projector, and what counts as one."""

import os
import subprocess
import sys

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.screen.displays import (
    Choice,
    are_visible,
    begin,
    choose,
    end,
    is_display,
    prepare,
    sizes,
)
from improv.screen.window_messages import NoDisplay, NoSuchDisplay

LAPTOP, BEAMER, TELEVISION = (1440, 900), (1920, 1080), (3840, 2160)


def test_one_display_is_the_projectors_alone() -> None:
    """Secrets are given by a peek then."""
    assert choose([LAPTOP], None) == Choice(0, None)


def test_of_two_displays_the_last_is_the_projector() -> None:
    """The first is the laptop's own: the facilitator's window goes there."""
    assert choose([LAPTOP, BEAMER], None) == Choice(1, 0)


def test_a_wish_decides_which_is_the_projector() -> None:
    """`--display 1` turns the two around; of three the facilitator has the first that is free."""
    assert choose([LAPTOP, BEAMER], 1) == Choice(0, 1)
    assert choose([LAPTOP, BEAMER, TELEVISION], 2) == Choice(1, 0)


@pytest.mark.parametrize("wanted", [0, 3, -1])
def test_a_display_that_is_not_there_is_refused(wanted: int) -> None:
    """They are counted from 1."""
    with pytest.raises(NoSuchDisplay, match=str(wanted)):
        choose([LAPTOP, BEAMER], wanted)


def test_a_blind_driver_counts_only_when_asked_for() -> None:
    """`offscreen` that SDL fell back to is no display; `dummy` by wish is one."""
    assert is_display("x11", "")
    assert not is_display("offscreen", "")
    assert not is_display("dummy", "x11")
    assert is_display("dummy", "dummy")
    assert is_display("offscreen", "x11,offscreen")


def test_frames_go_past_the_renderer_on_linux_unless_somebody_said_otherwise() -> None:
    """The user's own setting stays; macOS has only the renderer."""
    linux: dict[str, str] = {}
    prepare(linux, "linux")
    assert linux["SDL_FRAMEBUFFER_ACCELERATION"] == "0"
    mine = {"SDL_FRAMEBUFFER_ACCELERATION": "1"}
    prepare(mine, "linux")
    assert mine["SDL_FRAMEBUFFER_ACCELERATION"] == "1"
    mac: dict[str, str] = {}
    prepare(mac, "darwin")
    assert "SDL_FRAMEBUFFER_ACCELERATION" not in mac


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_a_machine_without_a_display_has_none() -> None:
    """No X, no Wayland, no wish: NoDisplay, and no word of SDL's."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("SDL_", "DISPLAY", "WAYLAND"))}
    code = (
        "from improv.screen import displays\n"
        "from improv.screen.window_messages import NoDisplay\n"
        "try: displays.begin()\n"
        "except NoDisplay as fault: print('none', fault.__cause__)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=bare | {"XDG_RUNTIME_DIR": "/nowhere", "PYGAME_HIDE_SUPPORT_PROMPT": "1"},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert run.stdout == "none None\n"


@given(st.integers(1, 6), st.none() | st.integers(1, 6))
def test_two_windows_never_share_a_display(count: int, number: int | None) -> None:
    """Whatever is asked for: the projector gets it, and the facilitator another."""
    there = [LAPTOP] * count
    if number is not None and number > count:
        with pytest.raises(NoSuchDisplay):
            choose(there, number)
        return
    choice = choose(there, number)
    assert choice.projector == (count if number is None else number) - 1
    assert (choice.facilitator is None) is (count == 1)
    assert choice.facilitator != choice.projector
    assert choice.facilitator is None or 0 <= choice.facilitator < count


@pytest.mark.usefixtures("dummy")
def test_a_driver_that_shows_nothing_is_invisible() -> None:
    """A demo runs as fast as it can there; the video system can be stopped and started."""
    assert not are_visible()
    end()
    assert begin() == sizes()
    assert all(width > 0 and height > 0 for width, height in sizes())


@pytest.mark.usefixtures("dummy")
def test_a_driver_that_is_not_there_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """What SDL says is the cause, and nothing of it stays on."""
    end()
    monkeypatch.setenv("SDL_VIDEODRIVER", "nothing-like-it")
    with pytest.raises(NoDisplay) as raised:
        begin()
    assert "nothing-like-it" in str(raised.value.__cause__)
    assert not pygame.display.get_init()
