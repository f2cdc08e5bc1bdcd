"""The real piper, with its phonemes and vowels, and with a tone for a voice."""

import wave
from pathlib import Path

import pytest

from improv.voice.engine import Style, UnknownVoice
from improv.voice.engines.piper import Broken, Piper, engine

pytest.importorskip("piper", reason="piper is not installed: `pip install piper-tts`")

from tests.voice import tone

TEXTS = {"en": "Good morning.", "fa": "صبح بخیر.", "ar": "صباح الخير.", "he": "שלום עולם."}


@pytest.fixture
def piper(tmp_path: Path) -> Piper:
    """Piper with a voice for each language, and three that are broken."""
    tone.voice(tmp_path, "en", "en_US", "en-us")
    tone.voice(tmp_path, "fa", "fa_IR", "fa")
    tone.voice(tmp_path, "ar", "ar_JO", "ar")
    tone.voice(tmp_path, "he", "he_IL", "he", phonemes="hebrew")
    tone.voice(tmp_path, "rp", "en_GB", "en-gb-x-rp")
    tone.voice(tmp_path, "garbage", "en_GB", "en-gb-x-rp").write_bytes(b"no model")
    tone.voice(tmp_path, "torn", "en_GB", "en-gb-x-rp").with_name("torn.onnx.json").write_text("{")
    tone.voice(tmp_path, "alone", "en_GB", "en-gb-x-rp").with_name("alone.onnx.json").unlink()
    return Piper(tmp_path)


def seconds(file: Path) -> float:
    """The duration of a file."""
    with wave.open(str(file)) as sound:
        return float(sound.getnframes() / sound.getframerate())


@pytest.mark.parametrize("language", TEXTS)
def test_it_speaks(piper: Piper, tmp_path: Path, language: str) -> None:
    """The sound lasts as long as piper's phonemes, with the vowels of Arabic and Hebrew."""
    file = tmp_path / "spoken.part"
    [voice, *_] = piper.voices(language)
    assert piper.render(TEXTS[language], voice.id, Style(), file) == ()
    letters = sum(map(str.isalpha, TEXTS[language]))
    assert seconds(file) > 0.1 * letters


def test_arabic_and_hebrew_have_their_vowels(piper: Piper, tmp_path: Path) -> None:
    """The vowels that are not written are spoken: there are more phonemes than letters."""
    for language, letters in (("ar", 4), ("he", 4)):
        file = tmp_path / "spoken.wav"
        piper.render({"ar": "كتبت", "he": "שלום"}[language], language, Style(), file)
        # Each phoneme is followed by a pad, and begin and end are phonemes too.
        assert seconds(file) > 0.1 * (2 * letters + 3)


@pytest.mark.parametrize("figures", ["4521", "12345678901234"])
def test_figures_are_read_in_every_language(piper: Piper, tmp_path: Path, figures: str) -> None:
    """A number makes the sound longer, in Hebrew as well."""
    for language, text in TEXTS.items():
        without, with_figures = tmp_path / "without.wav", tmp_path / "with.wav"
        piper.render(text, language, Style(), without)
        piper.render(f"{text} {figures}", language, Style(), with_figures)
        assert seconds(with_figures) > seconds(without) + 0.5


def test_a_style_is_rate_and_volume(piper: Piper, tmp_path: Path) -> None:
    """Half the rate takes twice the time; half the volume has half the amplitude."""
    plain, slow = tmp_path / "plain.wav", tmp_path / "slow.wav"
    piper.render(TEXTS["en"], "en", Style(), plain)
    piper.render(TEXTS["en"], "en", Style(rate=0.5, volume=0.5), slow)
    assert seconds(slow) == pytest.approx(2 * seconds(plain), abs=0.01)
    assert peak(slow) == pytest.approx(peak(plain) / 2, rel=0.01)


def peak(file: Path) -> int:
    """A file's largest amplitude."""
    with wave.open(str(file)) as sound:
        return max(memoryview(sound.readframes(sound.getnframes())).cast("h"))


def test_voices_of_a_folder(piper: Piper) -> None:
    """They are found by the language in their JSON, the tag itself first; others are left out."""
    assert [voice.id for voice in piper.voices("en")] == ["en", "garbage", "rp"]
    assert [voice.id for voice in piper.voices("en-GB")] == ["garbage", "rp", "en"]
    assert [voice.languages for voice in piper.voices("he")] == [("he-il",)]
    assert piper.voices("de") == []


def test_no_folder_no_voices(tmp_path: Path) -> None:
    """Without a folder, or with one that does not exist, piper works and has no voice."""
    assert Piper(None).voices("en") == Piper(tmp_path / "nowhere").voices("en") == []
    with pytest.raises(UnknownVoice):
        Piper(None).render("Good morning.", "en", Style(), tmp_path / "spoken.wav")


def test_the_folder_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is told its folder in $IMPROV_VOICES."""
    tone.voice(tmp_path, "fa", "fa_IR", "fa")
    monkeypatch.setenv("IMPROV_VOICES", str(tmp_path))
    made = engine()
    assert [voice.id for voice in made.voices("fa")] == ["fa"]
    assert made.version.startswith("piper 1.")


@pytest.mark.parametrize("name", ["garbage", "torn", "alone"])
def test_a_broken_voice_says_which_file(piper: Piper, tmp_path: Path, name: str) -> None:
    """The error names the file; the other voices go on speaking."""
    with pytest.raises(Broken, match=f"{name}.onnx"):
        piper.render(TEXTS["en"], name, Style(), tmp_path / "spoken.wav")
    piper.render(TEXTS["en"], "en", Style(), tmp_path / "spoken.wav")
    assert seconds(tmp_path / "spoken.wav") > 0.5


def test_what_cannot_be_said_is_an_error(piper: Piper, tmp_path: Path) -> None:
    """An empty text, and a voice that is no name in the folder, even if it is a path."""
    with pytest.raises(ValueError, match="nothing to say"):
        piper.render(" ", "en", Style(), tmp_path / "spoken.wav")
    for unknown in ("xx", "../en", "en.onnx"):
        with pytest.raises(UnknownVoice):
            piper.render("Good morning.", unknown, Style(), tmp_path / "spoken.wav")


def test_many_voices_in_turn(piper: Piper, tmp_path: Path) -> None:
    """More voices than stay in memory, one after the other and again."""
    for name in ("en", "fa", "ar", "en"):
        file = tmp_path / f"{name}.wav"
        piper.render(TEXTS[name], name, Style(), file)
        assert seconds(file) > 0.5
