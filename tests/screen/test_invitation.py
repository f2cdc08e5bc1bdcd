"""The lobby with phones: a code that can be scanned, an address that can be read, true numbers."""

from dataclasses import replace

import pygame
import pytest
import segno

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.state import Setup
from improv.core.transitions import ALONE, INTERLUDES
from improv.core.view_models import Invitation
from improv.look.themes import THEMES
from improv.screen.composition import Picture, compose
from improv.screen.display_list import Code
from improv.screen.frame import Frame
from improv.screen.projector import Projector
from improv.screen.qr import QUIET
from improv.screen.sample_data import INVITATION, JOIN, REMOTE, WIFI, WITH_WIFI
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import UiState
from tests.screen.conftest import LANGUAGES
from tests.screen.faults import faults

SIZES = ((1024, 768), (1280, 720), (1920, 1080), (2560, 1080), (3840, 2160))
LIGHT = (255, 255, 255, 255)
MODULES: dict[tuple[int, ...], str] = {(0, 0, 0, 255): "1", LIGHT: "0"}
ADDRESS = f"\u2068{INVITATION.address}\u2069"


def _lobby(
    deck: Deck, language: str = "en", people: int = 3, invitation: Invitation | None = INVITATION
) -> ScriptedSession:
    names = [f"Maximiliane-Alexandra of Westerbrook {i:03}" for i in range(people)]
    show = ScriptedSession(
        deck, game="lawnmower", language=language, setup=Setup(3, rounds=1), names=names
    )
    show.invitation, show.remote = invitation, REMOTE
    return show


def _picture(show: ScriptedSession, size: tuple[int, int] = SIZES[1]) -> Picture:
    seen, still = show.snapshot(), float("inf")
    return compose(
        Frame(seen.projector, show.now, still, UiState(), size, invitation=seen.invitation)
    )


def _words(picture: Picture) -> str:
    return "\n".join(placed.text for placed in picture.placed)


def _codes(picture: Picture) -> list[Code]:
    return [item for item in picture.items if isinstance(item, Code)]


@pytest.mark.parametrize(("text", "rows"), [(JOIN, INVITATION.qr), (WIFI, WITH_WIFI.wifi_qr)])
def test_the_samples_are_real_codes(text: str, rows: tuple[str, ...]) -> None:
    """A phone that scans a preview reads what the sample says it would."""
    made = segno.make(text, error="m", micro=False).matrix
    assert rows == tuple("".join(str(int(bit)) for bit in row) for row in made)


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("people", [3, 20])
def test_what_is_painted_is_the_code(
    sample_deck: Deck, theme: str, language: str, people: int
) -> None:
    """Module by module from the pixels, quiet zone included: dark on white, never mirrored."""
    show = _lobby(sample_deck, language, people, WITH_WIFI)
    surface, _ = Projector((1024, 768), theme, still=True).render(show.snapshot(), 0, 0.0)
    codes = _codes(_picture(show, (1024, 768)))
    assert [code.rows for code in codes] == [WITH_WIFI.qr, WITH_WIFI.wifi_qr]
    for code in codes:
        assert _read(surface, code) == code.rows


def _read(surface: pygame.Surface, code: Code) -> tuple[str, ...]:
    """The modules, after a look at every pixel of each and at the white around them."""
    left, top, width, height = code.area
    count = len(code.rows)
    assert width == height
    assert width % count == 0
    side = width // count
    for step in range(QUIET * side, width + QUIET * side):
        for x, y in ((step, 1), (1, step)):
            here = left - QUIET * side + x, top - QUIET * side + y
            assert tuple(surface.get_at(here)) == LIGHT
    rows = []
    for row in range(count):
        read = ""
        for column in range(count):
            module = surface.subsurface((left + column * side, top + row * side, side, side))
            colours = {tuple(module.get_at((i, i))) for i in range(side)}
            assert len(colours) == 1
            read += MODULES[colours.pop()]
        rows.append(read)
    return tuple(rows)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("people", [0, 1, 8, 9, 60])
@pytest.mark.parametrize("door", Door)
def test_nothing_lies_over_a_code(
    sample_deck: Deck, size: tuple[int, int], people: int, door: Door
) -> None:
    """Any crowd with the longest names, any door, a long address, with Wi-Fi and without."""
    for invitation in (INVITATION, WITH_WIFI):
        long = replace(invitation, address="172.116.200.248:65535")
        show = _lobby(sample_deck, people=people, invitation=long)
        if door is not Door.OPEN:
            show.do(a.SetDoor, door=door)
        picture = _picture(show, size)
        assert list(faults(picture, size, squeezed=True)) == []
        codes = [pygame.Rect(code.area) for code in _codes(picture)]
        assert len(codes) == (0 if door is Door.SHUT else 1 + bool(invitation.wifi_qr))
        assert [w.text for w in picture.placed if pygame.Rect(w.area).collidelist(codes) >= 0] == []
        assert codes[1:] == [] or not codes[0].colliderect(codes[1])
        assert all(code.width > size[1] * 0.12 for code in codes)
        assert not codes or codes[0].width > size[1] * 0.25


def test_joined_and_connected_are_two_numbers(sample_deck: Deck) -> None:
    """Who has gone, and who was only named, has not joined; a phone asleep is not connected."""
    show = _lobby(sample_deck)
    for number in range(5):
        show.do(a.Join, voter=f"phone-{number}")
    show.do(a.EditRoster, person="phone-4", present=False)
    show.invitation = replace(INVITATION, connected=2)
    assert "\u20684\u2069 joined · \u20682\u2069 connected" in _words(_picture(show))


def test_the_first_phone_is_told(sample_deck: Deck) -> None:
    """Before it the lobby says what to do, after it that it works."""
    show = _lobby(sample_deck)
    before = _words(_picture(show))
    show.invitation = replace(INVITATION, reached=True)
    after = _words(_picture(show))
    assert "Same Wi-Fi" in before
    assert "reached" not in before
    assert "The first phone has reached us" in after


def test_the_door_is_told(sample_deck: Deck) -> None:
    """The code is always there, and needed only where it is; a shut door invites nobody."""
    show = _lobby(sample_deck)
    assert INVITATION.code in _words(_picture(show))
    assert "needed" not in _words(_picture(show))
    show.do(a.SetDoor, door=Door.CODE)
    assert "Code needed" in _words(_picture(show))
    show.do(a.SetDoor, door=Door.SHUT)
    shut = _picture(show)
    assert "Closed to newcomers" in _words(shut)
    assert INVITATION.code not in _words(shut)
    assert not _codes(shut)


def test_without_an_invitation_there_is_nothing_of_it(sample_deck: Deck) -> None:
    """The lobby has its game across the stage, as ever."""
    words = _words(_picture(_lobby(sample_deck, invitation=None)))
    assert "joined" not in words
    assert "Here today" in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 768), (1280, 720)], ids=["4:3", "16:9"])
def test_the_address_stands_in_the_same_place(
    sample_deck: Deck, language: str, size: tuple[int, int]
) -> None:
    """Late phones find it under the phase's name in every scene, where it disturbs nothing."""
    show = _lobby(sample_deck, language)
    show.do(a.SetDoor, door=Door.CODE)
    for number in range(3):
        show.do(a.Join, voter=f"phone-{number}", invited=True)
    places = set()
    elsewhere = {*ALONE, *INTERLUDES, PhaseKind.ASK, PhaseKind.GUESS, PhaseKind.TRUTH}
    for kind in (kind for kind in PhaseKind if kind not in elsewhere):
        show.go_to(kind)
        if kind is PhaseKind.PLAY:
            show.do(a.Heat, level=5)  # so that all settle after it
        picture = _picture(show, size)
        found = faults(picture, size, squeezed=True)
        shortened = "cut: '\\u2068Maximiliane"  # in the brief an ellipsis may end a long name
        names_apart = [f for f in found if kind is not PhaseKind.BRIEF or shortened not in f]
        assert names_apart == []
        if kind in (PhaseKind.LOBBY, PhaseKind.END):
            continue
        (line,) = [words for words in picture.placed if INVITATION.code in words.text]
        assert line.text.startswith(ADDRESS)
        x, _, width, _ = line.area
        places.add(size[0] - x - width if language != "en" else x)
    assert max(places) - min(places) <= 2


def test_the_pin_is_on_the_projector_only_under_a_held_key(sample_deck: Deck) -> None:
    """In every scene and under every panel the projector has no word of the host remote."""
    show = _lobby(sample_deck)
    projector = Projector((640, 360), still=True)
    for ui in (UiState(), UiState(pin=True), UiState(single=False, pin=True)):
        projector.render(show.snapshot(), 0, 0.0, ui)
        text = "\n".join(words.text for words in projector.placed)
        assert REMOTE.pin not in text
        assert "/host" not in text
