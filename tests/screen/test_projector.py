"""The projector: it paints what changed, nothing else, and never too little."""

from collections.abc import Iterator

import pygame
import pytest

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.state import Setup
from improv.screen.projector import Projector
from improv.screen.scene_registry import Moment, moments
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import Panel, Peek, UiState

SIZE = (640, 360)


@pytest.fixture
def show(sample_deck: Deck) -> ScriptedSession:
    """A session in its lobby."""
    names = ("Sara", "Reza", "Leila", "Noam")
    return ScriptedSession(sample_deck, game="lawnmower", setup=Setup(5, rounds=2), names=names)


def _render(projector: Projector, show: ScriptedSession, wall: float) -> list[pygame.Rect]:
    return projector.render(show.snapshot(), show.now, wall, UiState())[1]


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "fa"])
@pytest.mark.slow
def test_a_repainted_picture_is_a_painted_one(sample_deck: Deck, language: str) -> None:
    """Whatever was shown before, what is on the surface is the whole new picture."""
    kept = Projector(SIZE, still=True)
    for moment in moments(sample_deck, language):
        surface, _ = kept.render(moment.snapshot, moment.now, 0.0, moment.ui)
        anew = Projector(SIZE, still=True)
        expected, _ = anew.render(moment.snapshot, moment.now, 0.0, moment.ui)
        assert surface.get_buffer().raw == expected.get_buffer().raw, moment.name


def test_a_picture_that_moved_ends_as_a_still_one(sample_deck: Deck) -> None:
    """Motion leaves nothing behind."""
    moving, still = Projector(SIZE), Projector(SIZE, still=True)
    for moment in _some(sample_deck, "draw", "brief", "result", "bell", "standings"):
        wall = 10.0
        while True:
            surface, _ = moving.render(moment.snapshot, moment.now, wall, moment.ui)
            wall += 0.05
            if moving.next_change(moment.now) != 0:
                break
            assert wall < 12
        expected, _ = still.render(moment.snapshot, moment.now, wall, moment.ui)
        assert surface.get_buffer().raw == expected.get_buffer().raw, moment.name


def _some(deck: Deck, *names: str) -> Iterator[Moment]:
    return (moment for moment in moments(deck, "en") if moment.name in names)


def test_nothing_is_painted_twice(show: ScriptedSession) -> None:
    """The first picture is whole; the same again changes nothing."""
    projector = Projector(SIZE, still=True)
    assert _render(projector, show, 0.0) == [pygame.Rect(0, 0, *SIZE)]
    assert _render(projector, show, 5.0) == []
    assert projector.next_change(show.now) is None


def test_a_second_changes_only_the_clock(show: ScriptedSession) -> None:
    """While the scene runs only the ring is painted, once a second."""
    projector = Projector(SIZE, still=True)
    show.go_to(PhaseKind.PLAY)
    show.wait(3)
    _render(projector, show, 0.0)
    assert projector.next_change(show.now) == 1000
    show.wait(1)
    (area,) = _render(projector, show, 1.0)
    assert area.width < SIZE[0] / 3
    assert area.height < SIZE[1] / 2


def test_a_paused_clock_asks_for_nothing(show: ScriptedSession) -> None:
    """A picture of a pause sleeps."""
    projector = Projector(SIZE, still=True)
    show.go_to(PhaseKind.PLAY)
    show.do(a.Pause)
    _render(projector, show, 0.0)
    assert projector.next_change(show.now) is None


def test_still_means_still(show: ScriptedSession) -> None:
    """With --still no picture asks for a next frame, and without it the reels do."""
    for still in (True, False):
        projector = Projector(SIZE, still=still)
        _render(projector, show, 0.0)
        drawn = ScriptedSession(show.deck, game="lawnmower", setup=Setup(5))
        drawn.go_to(PhaseKind.DRAW)
        _render(projector, drawn, 1.0)
        assert (projector.next_change(drawn.now) == 0) is not still


def test_a_twist_moves_by_the_session_clock(show: ScriptedSession) -> None:
    """A twist slides in when it comes, and stands when the game is held."""
    projector = Projector(SIZE)
    show.go_to(PhaseKind.PLAY)
    _render(projector, show, 0.0)
    show.wait(45)
    _render(projector, show, 50.0)
    assert projector.next_change(show.now) == 0
    show.wait(1)
    _render(projector, show, 51.0)
    assert projector.next_change(show.now) != 0


def test_secrets_are_nowhere_before_their_time(sample_deck: Deck) -> None:
    """Only a peek that is held shows a secret before the truth or the result."""
    projector = Projector(SIZE, still=True)
    before = {"draw", "brief", "play", "twist", "bell", "vote", "peek-away"}
    seen = 0
    for moment in _some(sample_deck, *before, "peek"):
        projector.render(moment.snapshot, moment.now, 0.0, moment.ui)
        hidden = [
            text
            for fields in moment.snapshot.host.secrets.values()
            for words in fields.values()
            for text in words.values()
        ]
        shown = {words.text for words in projector.placed}
        found = [text for text in hidden if text in shown]
        assert bool(found) is (moment.name == "peek"), moment.name
        seen += len(hidden)
    assert seen


def test_a_facilitators_window_keeps_the_projector_bare(sample_deck: Deck) -> None:
    """With two displays no list and no peek comes to the room's picture."""
    two = UiState(single=False, panel=Panel.FORMATS, peek=Peek.OPEN, peek_for="customer")
    (moment,) = _some(sample_deck, "play")
    bare, over = Projector(SIZE, still=True), Projector(SIZE, still=True)
    expected, _ = bare.render(moment.snapshot, moment.now, 0.0, UiState())
    surface, _ = over.render(moment.snapshot, moment.now, 0.0, two.for_projector())
    assert surface.get_buffer().raw == expected.get_buffer().raw
