"""The customer's own sound is found in a take where it is, and nowhere else."""

import wave
from pathlib import Path

import numpy as np
import pytest

from improv.listening.customer_sound import LEAK, lag, match, read, voiced
from improv.listening.spectrum import Spectrum, spectrum
from tests.listening.sounds import ANSWERS, CUSTOMER, LANGUAGES, Sound, mixed, pcm, seconds, spoken
from tests.listening.takes import in_a_room

TEXTS = {
    "en": (CUSTOMER, *ANSWERS[:2], "Nobody told me anything about a fee, and I will not pay it."),
    "fa": (
        "لاستیکم پنچر شده و دو ساعت است که منتظر شما هستم.",
        "همین حالا راننده را پیدا می‌کنم و به شما خبر می‌دهم.",
    ),
    "ar": (
        "إطار سيارتي مثقوب وأنا أنتظركم منذ ساعتين كاملتين.",
        "سأبحث الآن عن السائق وأخبرك فورا.",
    ),
    "he": ("יש לי תקר בגלגל ואני מחכה לכם כבר שעתיים.", "אני אברר עכשיו איפה הנהג ואודיע לך מיד."),
}


def of(sound: Sound) -> Spectrum:
    """Its spectrum, as a microphone gives it."""
    return spectrum(np.frombuffer(pcm(sound), np.int16))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_sentence_and_others(language: str) -> None:
    """However soft it is: the sentence itself, and never another one in the same voice."""
    voices = spoken(TEXTS[language], language)
    for number, sound in enumerate(voices):
        known = of(sound)
        for gain, late in ((0.5, 0.0), (0.03, 0.08), (0.01, 0.4)):
            found = match(of(mixed(9, [(1.5, in_a_room(sound, gain, late))])), known, 150)
            assert found.correlation > LEAK + 0.1
            assert found.late * 10 == pytest.approx(1000 * late, abs=40)
        for other in voices[:number] + voices[number + 1 :]:
            assert match(of(mixed(9, [(1.5, other)])), known, 150).correlation < LEAK - 0.1


def test_a_person_who_speaks_over_half_of_it() -> None:
    """The other half is enough."""
    sound, other, *_ = spoken(TEXTS["en"])
    heard = mixed(9, [(1, in_a_room(sound, 0.1)), (1 + seconds(sound) / 2, other)])
    assert lag(of(heard), of(sound), 100) is not None


def test_a_line_that_began_before_the_take() -> None:
    """What of it is in the take is compared; what is not even that, is not."""
    (sound,) = spoken(TEXTS["en"][:1])
    late = round(1.2 * 16_000)
    heard = np.concatenate([in_a_room(sound, 0.1)[late:], np.zeros(32_000)])
    assert lag(of(heard), of(sound), -120) is not None
    assert lag(of(heard), of(sound), -5_000) is None
    assert lag(of(heard), of(sound), 5_000) is None
    assert lag(of(np.zeros(0)), of(sound), 0) is None
    assert lag(of(heard), of(np.zeros(0)), 0) is None


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (22_050, 1), (48_000, 2), (8_000, 2)])
def test_where_the_voice_is_in_its_file(tmp_path: Path, rate: int, channels: int) -> None:
    """Without the silence of the file, at any rate and in two channels; it is the same sound."""
    (sound,) = spoken(TEXTS["en"][:1])
    whole = np.concatenate([np.zeros(4_000), sound, np.zeros(9_000)])
    at = np.arange(len(whole) * rate // 16_000) * 16_000 / rate
    there = np.interp(at, np.arange(len(whole)), whole)
    file = tmp_path / "a.wav"
    with wave.open(str(file), "wb") as out:
        out.setparams((channels, 2, rate, 0, "NONE", ""))
        out.writeframes(pcm(np.repeat(there, channels)))
    found = read(file)
    assert found is not None
    first, last = voiced(found)
    assert first * 10 == pytest.approx(250, abs=30)
    assert last * 10 == pytest.approx(250 + 1000 * seconds(sound), abs=60)
    # Of a telephone's rate only the lower bands are there.
    assert match(of(whole), found, 0).correlation > (0.95 if rate > 8_000 else LEAK)
    assert voiced(of(np.zeros(0))) == (0, 0)
