"""The screens: which picture is in which window, and that it is whole after all that happens."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pygame
import pytest

from improv.core.formats import PhaseKind
from improv.core.state import Setup
from improv.director.ports import Snapshot
from improv.screen.facilitator import FacilitatorPainter
from improv.screen.projector import Projector
from improv.screen.screens import EVENTS, Screens
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import Panel, UiState
from improv.screen.window import CHANGES, Window
from improv.screen.window_messages import NoSuchDisplay, WindowOptions
from tests.screen.rooms import NAMES, deck

pytestmark = pytest.mark.usefixtures("dummy")

SIZE = (640, 360)
LAPTOP, BEAMER = (1024, 768), (1024, 600)
OPTIONS = WindowOptions(window=SIZE, still=True)
UI = UiState()


@pytest.fixture
def session() -> ScriptedSession:
    """A session in its lobby."""
    return ScriptedSession(deck(), game="lawnmower", setup=Setup(7, rounds=2), names=NAMES)


@pytest.fixture
def opened() -> Iterator[list[Screens]]:
    """Screens that are closed after the test."""
    made: list[Screens] = []
    yield made
    for screens in made:
        screens.close()


def _screens(
    opened: list[Screens], *sizes: tuple[int, int], options: WindowOptions = OPTIONS
) -> Screens:
    opened.append(Screens(options, sizes))
    return opened[-1]


def _surface(window: Window) -> pygame.Surface:
    return window._window.get_surface()


def _shown(window: Window) -> bytes:
    return pygame.image.tobytes(_surface(window), "RGB")


def _projected(snapshot: Snapshot, now: int, size: tuple[int, int] = SIZE) -> bytes:
    surface, _ = Projector(size, still=True).render(snapshot, now, 0.0, UI)
    return pygame.image.tobytes(surface, "RGB")


def _event(kind: int, window: Window, **values: Any) -> pygame.event.Event:
    return pygame.event.Event(kind, window=window._window, **values)


def test_one_display_has_one_window_with_the_projectors_picture(
    opened: list[Screens], session: ScriptedSession
) -> None:
    """Of the size that was asked for, pixel by pixel the projector's."""
    screens = _screens(opened, LAPTOP)
    screens.paint(session.snapshot(), 0, 0.0, UI)
    assert screens.single
    assert screens.projector.size == SIZE
    assert _shown(screens.projector) == _projected(session.snapshot(), 0)


def test_two_displays_have_two_windows_with_two_pictures(
    opened: list[Screens], session: ScriptedSession
) -> None:
    """The facilitator's is on the display that is not the projector, and leaves room beside it."""
    screens = _screens(opened, LAPTOP, BEAMER)
    assert screens.facilitator is not None
    assert (screens.projector.display, screens.facilitator.display) == (1, 0)
    width, height = screens.facilitator.size
    assert (width, height) < LAPTOP
    assert height < LAPTOP[1]
    ui = replace(UI, single=False)
    session.go_to(PhaseKind.DRAW)
    screens.paint(session.snapshot(), session.now, 0.0, ui)
    assert _shown(screens.projector) == _projected(session.snapshot(), session.now)
    painter = FacilitatorPainter((width, height), "stage")
    surface, _ = painter.render(session.snapshot(), session.now, 0.0, ui)
    assert _shown(screens.facilitator) == pygame.image.tobytes(surface, "RGB")


def test_what_is_opened_with_a_key_is_on_the_facilitators_window_only(
    opened: list[Screens], session: ScriptedSession
) -> None:
    """Lists and help change that picture, and leave the projector's as it was."""
    screens = _screens(opened, LAPTOP, BEAMER)
    assert screens.facilitator is not None
    closed = replace(UI, single=False)
    screens.paint(session.snapshot(), 0, 0.0, closed)
    on_wall, on_laptop = _shown(screens.projector), _shown(screens.facilitator)
    screens.paint(session.snapshot(), 0, 0.0, replace(closed, panel=Panel.FORMATS))
    assert _shown(screens.projector) == on_wall
    assert _shown(screens.facilitator) != on_laptop


@pytest.mark.parametrize("kind", CHANGES, ids=pygame.event.event_name)
def test_after_any_change_of_a_window_all_of_its_picture_is_shown(
    opened: list[Screens], session: ScriptedSession, kind: int
) -> None:
    """Nothing is new in the room, and yet a surface that lost everything is whole again."""
    screens = _screens(opened, LAPTOP, BEAMER)
    assert screens.facilitator is not None
    ui = replace(UI, single=False)
    for window in (screens.projector, screens.facilitator):
        screens.paint(session.snapshot(), 0, 0.0, ui)
        whole = _shown(window)
        _surface(window).fill("black")
        screens.paint(session.snapshot(), 0, 1.0, ui)
        assert _shown(window) != whole, "the test must be able to see black"
        assert screens.handle(_event(kind, window, x=1, y=1, display_index=0))
        screens.paint(session.snapshot(), 0, 2.0, ui)
        assert _shown(window) == whole


def test_a_change_of_one_window_shows_nothing_in_the_other(
    opened: list[Screens], session: ScriptedSession
) -> None:
    """The event says which window it is about."""
    screens = _screens(opened, LAPTOP, BEAMER)
    assert screens.facilitator is not None
    ui = replace(UI, single=False)
    screens.paint(session.snapshot(), 0, 0.0, ui)
    _surface(screens.projector).fill("black")
    black = _shown(screens.projector)
    screens.handle(_event(pygame.WINDOWEXPOSED, screens.facilitator))
    screens.paint(session.snapshot(), 0, 0.0, ui)
    assert _shown(screens.projector) == black


def test_every_change_wakes_the_loop(opened: list[Screens]) -> None:
    """What SDL tells of a window and of the mouse reaches the queue; nothing else does."""
    _screens(opened, LAPTOP)
    assert set(CHANGES) <= set(EVENTS)
    assert not any(pygame.event.get_blocked(kind) for kind in EVENTS)
    assert pygame.event.get_blocked(pygame.FINGERMOTION)
    assert pygame.event.get_blocked(pygame.WINDOWLEAVE)


def test_a_window_of_another_size_has_a_picture_of_that_size(
    opened: list[Screens], session: ScriptedSession
) -> None:
    """Pulled larger, it is laid out anew and not stretched."""
    screens = _screens(opened, LAPTOP)
    screens.paint(session.snapshot(), 0, 0.0, UI)
    screens.projector._window.size = (800, 500)
    screens.paint(session.snapshot(), 0, 1.0, UI)
    assert screens.projector.size == (800, 500)
    assert _shown(screens.projector) == _projected(session.snapshot(), 0, (800, 500))


def test_full_screen_comes_and_goes(opened: list[Screens], session: ScriptedSession) -> None:
    """Its picture is as large as the window each time."""
    screens = _screens(opened, LAPTOP, options=WindowOptions(still=True))
    assert screens.projector.full
    screens.toggle_full()
    assert not screens.projector.full
    screens.paint(session.snapshot(), 0, 0.0, UI)
    assert _shown(screens.projector) == _projected(session.snapshot(), 0, screens.projector.size)
    screens.toggle_full()
    assert screens.projector.full
    screens.leave_full()
    screens.leave_full()
    assert not screens.projector.full


def test_closing_either_window_is_closing(opened: list[Screens]) -> None:
    """Whichever is closed, and a quit of the system, end the show; nothing else does."""
    screens = _screens(opened, LAPTOP, BEAMER)
    assert screens.facilitator is not None
    assert not screens.handle(_event(pygame.WINDOWCLOSE, screens.projector))
    assert not screens.handle(_event(pygame.WINDOWCLOSE, screens.facilitator))
    assert not screens.handle(pygame.event.Event(pygame.QUIT))
    assert screens.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))


def test_displays_that_come_and_go_take_a_window_along(
    opened: list[Screens], session: ScriptedSession
) -> None:
    """One, two, one: the picture moves to the projector's display and is whole there."""
    screens = _screens(opened, LAPTOP)
    screens.arrange([LAPTOP, BEAMER])
    assert not screens.single
    assert (screens.projector.display, screens.facilitator and screens.facilitator.display) == (
        1,
        0,
    )
    screens.paint(session.snapshot(), 0, 0.0, replace(UI, single=False))
    screens.arrange([LAPTOP])
    assert screens.single
    assert screens.projector.display == 0
    screens.paint(session.snapshot(), 0, 1.0, UI)
    assert _shown(screens.projector) == _projected(session.snapshot(), 0)


def test_a_moment_without_any_display_changes_nothing(opened: list[Screens]) -> None:
    """While cables are moved a system may say that there is none; and the same again is nothing."""
    screens = _screens(opened, LAPTOP, BEAMER)
    facilitator = screens.facilitator
    screens.arrange([])
    screens.arrange([LAPTOP, BEAMER])
    assert screens.facilitator is facilitator


def test_a_display_that_was_asked_for_and_is_gone_is_replaced(opened: list[Screens]) -> None:
    """`--display 2` of two; without the second the game goes on, on the first."""
    options = replace(OPTIONS, display=2)
    screens = _screens(opened, LAPTOP, BEAMER, options=options)
    assert screens.projector.display == 1
    screens.arrange([BEAMER])
    assert screens.projector.display == 0
    with pytest.raises(NoSuchDisplay):
        Screens(options, [LAPTOP])


def test_it_sleeps_until_the_first_of_its_pictures_changes(
    opened: list[Screens], session: ScriptedSession
) -> None:
    """A scene's clock wakes it within a second, of a faster session sooner; a lobby never does."""
    screens = _screens(opened, LAPTOP)
    screens.paint(session.snapshot(), 0, 0.0, UI)
    assert screens.next_change(0) is None
    session.go_to(PhaseKind.PLAY)
    session.wait(3)
    fast = _screens(opened, LAPTOP, options=replace(OPTIONS, speed=8))
    for one in (screens, fast):
        one.paint(session.snapshot(), session.now, 1.0, UI)
    soon, sooner = screens.next_change(session.now), fast.next_change(session.now)
    assert soon is not None
    assert sooner is not None
    assert 0 < soon <= 1000
    assert abs(sooner - soon / 8) <= 1


def test_closed_screens_have_no_windows(opened: list[Screens]) -> None:
    """Nothing stays open behind a game that is over."""
    screens = _screens(opened, LAPTOP, BEAMER)
    screens.close()
    opened.clear()
    assert screens.single
    with pytest.raises(pygame.error):
        screens.projector._window.get_surface()
