"""Proposals of what a voice says: the real models that come with piper."""

import pytest

from improv.voice.engines.vowel_signs import has_vowel_signs, without_vowel_signs
from improv.voice.spoken_forms import doubtful, proposed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("he", "שלום, הקו לא עובד מהבוקר."),
        ("he", "״מי זה? אבא, זו לא סבתא!״ ואז: שקט"),
        ("ar", "السلام عليكم، الإنترنت مقطوع منذ الصباح."),
        ("ar", "ثم: «نعم، أين كنا؟»"),
    ],
)
def test_vowel_signs_are_proposed_for_every_word(language: str, text: str) -> None:
    """As many words as there are, each with the letters that are written."""
    said = proposed(text, language)
    assert without_vowel_signs(said).replace(":", "") == text.replace(":", "")
    assert has_vowel_signs(said)


def test_languages_that_write_their_vowels_say_what_is_written() -> None:
    """Nothing is proposed for them."""
    assert proposed("Good morning", "en") == proposed("صبح بخیر", "fa") == ""


def test_hebrew_figures_are_words_joined_into_one() -> None:
    """A time, a price, a number that begins with a nought; marks stay at their word."""
    said = proposed("ב־8:30 עולה 250 שקל, קוד 007.", "he").split()
    assert [without_vowel_signs(word) for word in said] == [
        "ב_שמונה_שלושים",
        "עולה",
        "מאתיים_וחמישים",
        "שקל,",
        "קוד",
        "אפס_אפס_שבע.",
    ]


def test_what_a_desk_fills_stays_open() -> None:
    """Its braces stand in what is said as they do in what is written, and nobody doubts them."""
    said = proposed("זה לגבי {thing}, וזה דחוף. {reason}", "he")
    assert [word for word in said.split() if "{" in word] == ["{thing},", "{reason}"]
    assert list(doubtful("זה לגבי {thing}.", "זֶה לְגַבֵּי {thing}.", "he")) == []


def test_what_sounds_doubtful_is_named_with_its_reason() -> None:
    """Words that changed after what is said was written, and those that a voice guesses."""
    written = "הקו החדש 12 Wi-Fi"
    assert list(doubtful(written, "הַקַּו הַיָּשָׁן שתים_עשרה וַוי־פַי", "he")) == [
        ("החדש / הַיָּשָׁן", "changed"),
        ("שתים_עשרה", "signs"),
    ]
    assert list(doubtful("כן Wi-Fi", "", "he")) == [("Wi-Fi", "foreign")]
    assert list(doubtful("این پیچ ۱۲ تاست", "", "fa")) == [
        ("پیچ", "homograph"),
        ("۱۲", "foreign"),
    ]
    assert list(doubtful("این پیچ", "این پیچِ", "fa")) == []
    assert list(doubtful("Room 12", "", "en")) == []
