"""Questions before there is a room: whether to resume a session, whether to listen."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pygame
import pytest

from improv.scenes.listening import question
from improv.scenes.prompts import resume_prompt, resume_question
from improv.scenes.words import Names
from improv.screen.keys import Key
from improv.screen.projector import Projector
from improv.screen.prompt import answer_of, ask
from improv.screen.screens import Screens
from improv.screen.window_messages import WindowOptions
from tests.screen.conftest import LANGUAGES
from tests.screen.loops import ONE, SIZE, close, down

NOW = datetime(2026, 1, 3, 9, tzinfo=UTC)
TITLE = "The lawnmower call"
RESUME = resume_question(Names("en"), TITLE, 0, "14:05")


@pytest.fixture
def screens(dummy: None) -> Iterator[Screens]:
    """One window, and an empty queue."""
    one = Screens(WindowOptions(window=SIZE), ONE)
    pygame.event.clear()
    yield one
    one.close()


def _asked(screens: Screens, opened: str = "2026-01-01T10:00:00+00:00") -> bool | None:
    return ask(screens, resume_prompt(Names("en"), TITLE, opened, NOW), "en")


def _shown(screens: Screens) -> bytes:
    return pygame.image.tobytes(screens.projector._window.get_surface(), "RGB")


def _offer(language: str, days: int, time: str, size: tuple[int, int] = SIZE) -> bytes:
    prompt = resume_question(Names(language), TITLE, days, time)
    picture, _ = Projector(size, still=True).ask(language, prompt)
    return pygame.image.tobytes(picture, "RGB")


@pytest.mark.parametrize(
    ("symbol", "answer"),
    [
        (pygame.K_RETURN, True),
        (pygame.K_r, True),
        (pygame.K_PAGEDOWN, True),
        (pygame.K_n, False),
    ],
)
def test_the_offer_takes_a_clicker_and_two_keys(
    screens: Screens, symbol: int, answer: bool
) -> None:
    """Enter, R and Next go on; N begins anew; any other key before them answers nothing."""
    down(pygame.K_q)
    down(symbol)
    assert _asked(screens) is answer


@pytest.mark.parametrize(("symbol", "answer"), [(pygame.K_RETURN, True), (pygame.K_n, False)])
@pytest.mark.parametrize("finger", [False, True])
def test_the_offer_takes_a_click_and_a_tap(
    screens: Screens, symbol: int, answer: bool, finger: bool
) -> None:
    """On either of its two answers; a click beside them, or of another button, answers nothing."""
    projector = Projector(SIZE, still=True)
    prompt = resume_prompt(Names("en"), TITLE, "2026-01-01T10:00:00+00:00", NOW)
    projector.ask("en", prompt)
    (area,) = (target.area for target in projector.targets if target.key.symbol == symbol)
    place = (area[0] + area[2] // 2, area[1] + area[3] // 2)
    for pos, button in (((5, 5), 1), (place, 3)):
        _post(pygame.MOUSEBUTTONDOWN, pos=pos, button=button, touch=False)
    if finger:
        share = {"x": place[0] / SIZE[0], "y": place[1] / SIZE[1]}
        _post(pygame.FINGERDOWN, **share, touch_id=7, finger_id=1)
    else:
        _post(pygame.MOUSEBUTTONDOWN, pos=place, button=1, touch=False)
    assert ask(screens, prompt, "en") is answer


def _post(kind: int, **values: object) -> None:
    pygame.event.post(pygame.event.Event(kind, dict(values)))


def test_closing_the_window_is_no_answer(screens: Screens) -> None:
    """Neither is the session resumed nor is a new one begun."""
    close()
    assert _asked(screens) is None


@pytest.mark.parametrize("letter", ["ق", "ר", "р"])
def test_the_keys_work_by_their_place(letter: str) -> None:
    """R and N on a keyboard whose letters are not Latin."""
    assert answer_of(Key(symbol=ord(letter), place=pygame.KSCAN_R, foreign=True), RESUME) is True
    assert answer_of(Key(symbol=ord(letter), place=pygame.KSCAN_N, foreign=True), RESUME) is False
    assert answer_of(Key(symbol=ord(letter), place=pygame.KSCAN_Q, foreign=True), RESUME) is None


def test_it_says_what_there_is_and_when_it_began(screens: Screens) -> None:
    """The title, two days ago by this machine's own calendar, and the time by its own clock."""
    down(pygame.K_n)
    _asked(screens)
    opened = datetime(2026, 1, 1, 10, tzinfo=UTC).astimezone()
    assert _shown(screens) == _offer("en", 2, f"{opened:%H:%M}")


def test_a_session_from_the_future_is_todays(screens: Screens) -> None:
    """The machine's clock was set back: nobody reads of minus three days."""
    down(pygame.K_n)
    _asked(screens, "2026-01-06T10:00:00+00:00")
    opened = datetime(2026, 1, 6, 10, tzinfo=UTC).astimezone()
    assert _shown(screens) == _offer("en", 0, f"{opened:%H:%M}")


def test_full_screen_comes_and_goes_while_it_is_asked(screens: Screens) -> None:
    """F11 and Alt+Enter change it, Esc leaves it; none of them is an answer."""
    down(pygame.K_F11)
    down(pygame.K_ESCAPE)
    down(pygame.K_RETURN, pygame.KMOD_ALT)
    down(pygame.K_n)
    assert _asked(screens) is False
    assert screens.projector.full


def test_it_is_whole_after_a_change_of_its_window(screens: Screens) -> None:
    """Another size is another picture, and what was lost is shown again."""
    window = screens.projector._window
    down(pygame.K_n)
    _asked(screens)
    whole = _shown(screens)
    window.get_surface().fill("black")
    pygame.event.post(pygame.event.Event(pygame.WINDOWEXPOSED, window=window))
    down(pygame.K_n)
    _asked(screens)
    assert _shown(screens) == whole
    window.size = (800, 450)
    down(pygame.K_n)
    _asked(screens)
    assert _shown(screens) == _offer("en", 2, _time(), (800, 450))


def _time() -> str:
    return f"{datetime(2026, 1, 1, 10, tzinfo=UTC).astimezone():%H:%M}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_long_ago_is_said_in_three_ways(language: str) -> None:
    """Today, yesterday, so many days: three different pictures in every language."""
    pictures = {_offer(language, days, "14:05") for days in (0, 1, 2)}
    assert len(pictures) == 3


@pytest.mark.parametrize(
    ("symbol", "answer"), [(pygame.K_RETURN, True), (pygame.K_y, True), (pygame.K_n, False)]
)
def test_nobody_agrees_to_listening_by_chance(screens: Screens, symbol: int, answer: bool) -> None:
    """Neither Space nor what a clicker sends is a yes, nor the letter of another question."""
    for other in (pygame.K_SPACE, pygame.K_PAGEDOWN, pygame.K_RIGHT, pygame.K_r, pygame.K_b):
        down(other)
    down(symbol)
    assert ask(screens, question(Names("en")), "en") is answer
