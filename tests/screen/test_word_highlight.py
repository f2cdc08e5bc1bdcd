"""The marker: on the word that is being said, at its instant, and nothing else changes."""

from dataclasses import replace

import pygame
import pytest

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.reading import Speech, reading
from improv.director.ports import Snapshot
from improv.look.themes import THEMES
from improv.screen.composition import Picture, compose
from improv.screen.display_list import Area, Fill
from improv.screen.frame import Frame
from improv.screen.projector import Projector
from improv.screen.scripted_session import ScriptedSession
from improv.screen.text_box import set_text, spans_of_word
from improv.screen.ui_state import UiState
from improv.text.fonts import Weight
from tests.screen.conftest import LANGUAGES

SIZE = (1280, 720)
STILL = float("inf")
MS = 250
"""That a word lasts in these tests."""

_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


class Spoken:
    """A rehearsal in a phase, and one of the lines that are read aloud in it."""

    def __init__(self, deck: Deck, language: str, kind: PhaseKind, line: int = -1) -> None:
        self.play = ScriptedSession(deck, game="lawnmower", language=language)
        self.play.go_to(kind)
        if kind is PhaseKind.PLAY:
            self.play.do(a.Twist)
        self.play.wait(1)
        read = reading(self.play.snapshot().projector, entered=0)
        assert read is not None
        text = read.lines[line].text
        self.began = self.play.now + 100
        words = tuple(MS * i for i in range(len(text.split())))
        self.speech = Speech(text, self.began, words, MS * len(words))

    def snapshot(self, *, spoken: bool = True) -> Snapshot:
        """What the projector is given, with the speech or without."""
        return replace(self.play.snapshot(), speech=self.speech if spoken else None)

    def picture(self, now: int, *, spoken: bool = True) -> Picture:
        """What it makes of that at an instant."""
        seen = self.snapshot(spoken=spoken)
        frame = Frame(seen.projector, now, STILL, UiState(), SIZE, speech=seen.speech)
        return compose(frame)

    def marked(self, now: int) -> list[Area]:
        """Where the strokes are."""
        strokes = {swatch.stroke for swatch in THEMES["stage"].cards.values()}
        items = self.picture(now).items
        return [m.area for m in items if isinstance(m, Fill) and m.colour in strokes]


@pytest.mark.parametrize("line", [0, 1])
@pytest.mark.parametrize("kind", [PhaseKind.DRAW, PhaseKind.BRIEF, PhaseKind.PLAY])
@_EACH_LANGUAGE
def test_each_word_is_marked_in_its_time(
    shipped_deck: Deck, language: str, kind: PhaseKind, line: int
) -> None:
    """One after the other, each elsewhere: in roles, requests and twists; before and after none."""
    spoken = Spoken(shipped_deck, language, kind, -1 if kind is PhaseKind.BRIEF else line)
    words = len(spoken.speech.words)
    ends = spoken.began + MS * words
    assert spoken.marked(spoken.began - 1) == []
    assert spoken.marked(ends) == []
    found = [spoken.marked(spoken.began + MS * i) for i in range(words)]
    assert all(found)
    assert found == [spoken.marked(spoken.began + MS * i + MS - 1) for i in range(words)]
    assert len({area for areas in found for area in areas}) == sum(map(len, found)) >= words


def test_the_stroke_lies_under_its_word(shipped_deck: Deck) -> None:
    """Behind the words, not before them; the first word of a line begins where the line does."""
    spoken = Spoken(shipped_deck, "en", PhaseKind.BRIEF)
    picture = spoken.picture(spoken.began)
    kinds = [type(item).__name__ for item in picture.items]
    (stroke,) = spoken.marked(spoken.began)
    at = next(i for i, item in enumerate(picture.items) if item.area == stroke)
    assert kinds[at : at + 3] == ["Fill", "Fill", "Words"]
    (words,) = [placed for placed in picture.placed if placed.text == spoken.speech.text]
    assert words.area[0] - words.size * 0.2 < stroke[0] < words.area[0]
    assert words.area[1] <= stroke[1] < words.area[1] + words.size


def test_it_wakes_for_the_next_word_and_only_then(shipped_deck: Deck) -> None:
    """The instant is exact, and it is the last word's end after the last; then no more."""
    spoken = Spoken(shipped_deck, "en", PhaseKind.DRAW)
    begins, ends = spoken.began, spoken.began + spoken.speech.lasts
    instants = (begins - 50, begins, begins + MS - 1)
    changes_at = [spoken.picture(now).changes_at for now in instants]
    assert changes_at == [begins, begins + MS, begins + MS]
    assert spoken.picture(ends - 1).changes_at == ends
    assert spoken.picture(ends).changes_at is None


def test_a_pause_holds_the_word(shipped_deck: Deck) -> None:
    """The session clock stands still: the mark stays, and nothing wakes."""
    spoken = Spoken(shipped_deck, "en", PhaseKind.BRIEF)
    spoken.play.do(a.Pause)
    assert len(spoken.marked(spoken.began)) == 1
    assert spoken.picture(spoken.began).changes_at is None


def test_what_is_not_on_the_screen_changes_nothing(shipped_deck: Deck) -> None:
    """A text of another card marks no word and wakes nobody."""
    spoken = Spoken(shipped_deck, "en", PhaseKind.BRIEF)
    spoken.speech = replace(spoken.speech, text="Something else")
    assert spoken.picture(spoken.began) == spoken.picture(spoken.began, spoken=False)


@_EACH_LANGUAGE
@pytest.mark.parametrize("kind", [PhaseKind.DRAW, PhaseKind.BRIEF, PhaseKind.PLAY])
def test_no_word_moves(shipped_deck: Deck, language: str, kind: PhaseKind) -> None:
    """While one word after the other is said, all of them stand where they stood."""
    spoken = Spoken(shipped_deck, language, kind)
    for i in range(len(spoken.speech.words)):
        now = spoken.began + MS * i
        assert spoken.picture(now).placed == spoken.picture(now, spoken=False).placed


@_EACH_LANGUAGE
def test_only_the_two_words_are_painted(shipped_deck: Deck, language: str) -> None:
    """Where the mark was and where it is; between two words nothing."""
    spoken = Spoken(shipped_deck, language, PhaseKind.DRAW)
    projector = Projector(SIZE, still=True)
    projector.render(spoken.snapshot(), spoken.began, 0.0)
    for i in range(1, len(spoken.speech.words)):
        now = spoken.began + MS * i
        assert projector.next_change(now - 1) == 1
        _, painted = projector.render(spoken.snapshot(), now, 0.0)
        old, new = spoken.marked(now - 1), spoken.marked(now)
        assert painted
        own = [pygame.Rect(area) for area in (*old, *new)]
        bounds = own[0].unionall(own[1:])
        assert all(bounds.contains(area) for area in painted)
        assert all(area.collidelist(own) >= 0 for area in painted)
        assert projector.render(spoken.snapshot(), now + MS - 1, 0.0)[1] == []


@_EACH_LANGUAGE
def test_the_mark_leaves_nothing_behind(shipped_deck: Deck, language: str) -> None:
    """After the last word the picture is the one from before the first, pixel by pixel."""
    spoken = Spoken(shipped_deck, language, PhaseKind.BRIEF)
    kept, bare = Projector(SIZE, still=True), Projector(SIZE, still=True)
    now = spoken.began
    for i in range(len(spoken.speech.words) + 1):
        surface, _ = kept.render(spoken.snapshot(), now + MS * i, 0.0)
    expected, _ = bare.render(spoken.snapshot(spoken=False), now + spoken.speech.lasts, 0.0)
    assert surface.get_buffer().raw == expected.get_buffer().raw


WITH_CODES = (
    ("Order #4521-B of 3 lamps, call 021 555 1234 now", "en", False),
    ("سفارش #4521-B با 3 چراغ، 021 555 1234 را بگیرید", "fa", True),
    ("الطلب #4521-B من 3 مصابيح، اتصل 021 555 1234 الآن", "ar", True),
    ("הזמנה #4521-B של 3 מנורות, 021 555 1234 עכשיו", "he", True),
)


@pytest.mark.parametrize(("text", "language", "rtl"), WITH_CODES)
@pytest.mark.parametrize("width", [260, 5000])
def test_words_are_counted_as_they_are_said(
    text: str, language: str, rtl: bool, width: int
) -> None:
    """Isolates, joiners and no-break spaces of the setting are no words: each has its own place."""
    look = {"weight": Weight.REGULAR, "across": "start", "language": language, "rtl": rtl}
    block = set_text(text, width, 900, sizes=(40, 40), **look)  # type: ignore[arg-type]
    places = [spans_of_word(block, text, word) for word in range(len(text.split()))]
    assert all(places)
    assert len(set(places)) == len(places)
    assert spans_of_word(block, text, len(places)) == ()
    for word, pieces in zip(text.split(), places, strict=True):
        alone = set_text(word, 5000, 900, sizes=(40, 40), **look)  # type: ignore[arg-type]
        wide = sum(piece.right - piece.left for piece in pieces)
        assert wide == pytest.approx(alone.longest, abs=4)


def test_a_text_that_was_cut_has_no_mark() -> None:
    """An ellipsis stands for words that nobody could find."""
    text = "far too many words for so small a box"
    look = {"weight": Weight.REGULAR, "across": "start", "language": "en", "rtl": False}
    block = set_text(text, 200, 60, sizes=(40, 40), **look)  # type: ignore[arg-type]
    assert block.overflows
    assert spans_of_word(block, text, 0) == ()
