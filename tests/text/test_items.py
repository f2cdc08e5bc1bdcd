"""Which typeface each part of a paragraph takes."""

from pathlib import Path

import pytest

from improv.text.bidi import Direction, first_strong, levels
from improv.text.fonts import EMOJI, Weight
from improv.text.items import itemise, missing
from improv.text.layout import layout

V, H, E = "Vazirmatn-Regular", "Heebo-Regular", EMOJI
N, A = "NotoSans-Regular", "NotoSansArabic-Regular"


def faces(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the text in pieces of one typeface, each with its name."""
    found = levels(text, first_strong(text) or Direction.LTR)
    pieces: list[tuple[str, str]] = []
    for item in itemise(text, found, Weight.REGULAR, language):
        piece = text[item.start : item.end]
        if pieces and pieces[-1][1] == item.face:
            piece = pieces.pop()[0] + piece
        pieces.append((piece, item.face))
    return pieces


@pytest.mark.parametrize(
    ("text", "language", "face"),
    [
        ("Order #4521 (30%) – $12.50", "en", V),
        ("سفارش #4521 (Sony) ۳۰٪", "fa", V),
        ("طَلَبِي رَقْمُ #4521", "ar", V),
        ("הַזְמָנָה #4521 (Sony), 30% – ₪12", "he", H),
        ("Sony הגיע", "he", H),
        ("#4521", "he", H),
        ("#4521", "fa", V),
        ("", "en", V),
    ],
)
def test_one_face_a_paragraph(text: str, language: str, face: str) -> None:
    """Digits, signs, brackets, marks and foreign names look like the text around them."""
    assert {name for _, name in faces(text, language)} <= {face}


def test_a_guest_script_takes_its_own_face() -> None:
    """A Hebrew name in an English sentence is in Heebo, its brackets are not."""
    assert faces("Dana (דָּנָה כהן) 5") == [("Dana (", V), ("דָּנָה כהן", H), (") 5", V)]


@pytest.mark.parametrize("emoji", ["😀", "👩🏽‍💻", "🇯🇵", "1️⃣", "☎️", "🙏🏽", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🧑‍🤝‍🧑"])
def test_emoji_sequences_stay_whole(emoji: str) -> None:
    """An emoji of several characters is one piece in the emoji typeface."""
    assert faces(f"a {emoji} b") == [("a ", V), (emoji, E), (" b", V)]


def test_digits_and_signs_are_no_emoji() -> None:
    """What the emoji typeface has too stays with the text unless it asks to be an emoji."""
    assert faces("1 # * © ™") == [("1 # * © ™", V)]


def test_what_a_family_lacks_comes_from_the_other() -> None:
    """A sign that only the other family has is borrowed, with nothing else."""
    assert faces("טל ‰ כן", "he") == [("טל ", H), ("‰", V), (" כן", H)]


def test_what_no_typeface_has() -> None:
    """A character that is nowhere takes the face whose replacement box can be seen."""
    assert faces("a \u0378 b") == [("a ", V), ("\u0378", H), (" b", V)]


@pytest.mark.parametrize(
    ("word", "language", "face"),
    [
        ("Олена", "en", N),
        ("Ελένη", "he", N),
        ("Nguyễn", "en", N),
        ("Ọlá", "en", N),
        ("Ŋkɔ", "fa", N),
        ("Łucja", "en", V),
        ("ٻڀيڄ", "fa", A),
        ("كٲشُر", "ar", A),
        ("ژيان", "fa", V),
        ("خوێندن", "ar", V),
        ("ډېر ښه", "fa", V),
        ("ہے ٹھنڈا", "ar", V),
    ],
)
def test_a_word_is_set_in_one_face_that_has_all_of_it(word: str, language: str, face: str) -> None:
    """Letters of Arabic script join across no border of faces; Latin ones look of one kind."""
    assert faces(word, language) == [(word, face)]
    assert missing(word) == ""


def test_a_word_of_another_script_leaves_its_neighbours_alone() -> None:
    """Only the word itself is set in another face."""
    assert faces("Olena (Олена), 5", "en") == [("Olena (", V), ("Олена", N), ("), 5", V)]


def test_what_is_missing_is_told_once_and_in_order() -> None:
    """No control, no space, no joiner, no emoji is ever missing."""
    assert missing("a\u0378b\u0379\u0378\u200d\n 👩🏽‍💻 ۱۲ ₪") == "\u0378\u0379"


def test_the_system_is_asked_for_other_scripts() -> None:
    """A whole word of Devanagari or Thai is one item in a font of the system."""
    if missing("प्रिया สมชาย"):
        pytest.skip("no font of the system has Devanagari and Thai: install fonts-noto-core")
    for word in ("प्रिया", "สมชาย"):
        ((piece, face),) = faces(word)
        assert piece == word
        assert Path(face).is_file()
        block = layout(word, size=40)
        assert all(glyph for line in block.lines for run in line.runs for glyph in run.glyphs)
