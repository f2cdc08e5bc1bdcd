"""Which typeface each part of a paragraph takes."""

import pytest

from improv.text.bidi import Direction, first_strong, levels
from improv.text.fonts import EMOJI, Weight
from improv.text.items import itemise

V, H, E = "Vazirmatn-Regular", "Heebo-Regular", EMOJI


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
    assert faces("a 漢 b") == [("a ", V), ("漢", H), (" b", V)]
