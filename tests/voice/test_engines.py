"""The machine's voices: the real espeak-ng through pyttsx3, and what macOS and Windows need."""

import subprocess
import sys
import wave
from dataclasses import replace
from operator import mul
from pathlib import Path
from statistics import fmean, median

import pytest

from improv.core.cards import Manner
from improv.voice.engine import Style, Voice
from improv.voice.engine_text import estimated
from improv.voice.engines.espeak import newer
from improv.voice.engines.pyttsx3 import as_wav, best, octaves, sapi_xml, tag
from improv.voice.engines.timing import word_starts
from improv.voice.styles import PLAIN, style_of
from tests.voice.rendering import Done, Job, done

TEXTS = {
    "en": "Good morning. My mower coughs twice and dies, and the grass is up to my knees.",
    "fa": "صبح بخیر. چمن‌زنم دو تا سرفه می‌کنه و می‌میره، چمن هم تا زانومه. ۶۰ هزار تومان شد.",
    "ar": "صباح الخير. جزّازة العشب عندي تسعل سعلتين ثم تموت، والعشب بلغ ركبتي.",
}
VOICES = {"en": "gmw/en", "fa": "ira/fa", "ar": "sem/ar"}
STYLES = {"plain": PLAIN, **{manner.value: style_of(manner) for manner in Manner}}

linux = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="espeak is Linux's engine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sounds of this module are."""
    return tmp_path_factory.mktemp("spoken")


@pytest.fixture(scope="module")
def jobs(folder: Path) -> dict[str, Job]:
    """Everything that is rendered, in one process: each text in each manner, then the faults."""
    texts = {
        f"{language}-{name}": Job(text, VOICES[language], folder / f"{language}-{name}.wav", style)
        for language, text in TEXTS.items()
        for name, style in STYLES.items()
    }
    again = texts["fa-plain"]
    return texts | {
        "empty": Job(" \n", "gmw/en", folder / "empty.wav"),
        "unknown": Job("Good morning.", "gmw/xx", folder / "unknown.wav"),
        "hebrew": Job("שלום", "sem/he", folder / "hebrew.wav"),
        "again": replace(again, file=folder / "again.part"),
    }


@pytest.fixture(scope="module")
def spoken(jobs: dict[str, Job]) -> Done:
    """The jobs, done."""
    return done(*jobs.values())


def seconds(job: Job) -> float:
    """How long a file lasts."""
    with wave.open(str(job.file)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def samples(job: Job) -> memoryview:
    """A file's sound, 16 bit."""
    with wave.open(str(job.file)) as sound:
        return memoryview(sound.readframes(sound.getnframes())).cast("h")


def loudness(job: Job) -> float:
    """The mean of a file's amplitude."""
    sound = samples(job)
    return sum(map(abs, sound)) / len(sound)


@linux
@pytest.mark.parametrize(
    ("language", "least", "most"), [("en", 130, 220), ("fa", 90, 180), ("ar", 60, 150)]
)
def test_a_text_lasts_as_long_as_its_words(
    spoken: Done, jobs: dict[str, Job], language: str, least: int, most: int
) -> None:
    """A plain text comes out whole, at a pace at which people speak."""
    job = jobs[f"{language}-plain"]
    assert least < len(job.text.split()) / seconds(job) * 60 < most
    assert loudness(job) > 500


@linux
def test_one_render_after_another(spoken: Done, jobs: dict[str, Job]) -> None:
    """A text rendered again, after many others, is as long as it was; the last is whole too."""
    assert seconds(jobs["again"]) == pytest.approx(seconds(jobs["fa-plain"]), abs=0.05)


@linux
@pytest.mark.parametrize("language", TEXTS)
def test_manners_are_heard(spoken: Done, jobs: dict[str, Job], language: str) -> None:
    """The hurried are quick, the tired slow, the angry loud, and a whisper is soft."""
    at = {name: jobs[f"{language}-{name}"] for name in STYLES}
    plain = seconds(at["plain"])
    assert seconds(at["hurried"]) < 0.8 * plain
    assert seconds(at["angry"]) < 0.92 * plain
    assert seconds(at["tired"]) > 1.15 * plain
    assert seconds(at["sweet"]) > 1.04 * plain
    assert loudness(at["angry"]) > loudness(at["plain"])
    assert loudness(at["tired"]) < 0.8 * loudness(at["plain"])
    assert loudness(at["whisper"]) < 0.8 * loudness(at["plain"])


def voiced(job: Job) -> tuple[float, float]:
    """The pitch (Hz) of a file's loudest places, and how strictly they repeat, 0 to 1: medians."""
    sound = samples(job)
    frame = 1200
    frames = [sound[at : at + frame] for at in range(0, len(sound) - 2 * frame, frame)]
    loudest = sorted(frames, key=lambda part: sum(map(abs, part)))[-5:]
    lags = range(22050 // 300, 22050 // 60)
    found = []
    for part in loudest:
        power = sum(a * a for a in part)
        strengths = [sum(map(mul, part, part[lag:])) / power for lag in lags]
        strongest = max(strengths)
        found.append((22050 / lags[strengths.index(strongest)], strongest))
    return median(pitch for pitch, _ in found), median(strength for _, strength in found)


@linux
def test_manners_have_a_pitch(spoken: Done, jobs: dict[str, Job]) -> None:
    """The sweet speak higher than the tired, and a whisper has hardly a voice."""
    pitch, strength = voiced(jobs["en-plain"])
    assert voiced(jobs["en-sweet"])[0] > 1.1 * pitch
    assert voiced(jobs["en-tired"])[0] < 0.95 * pitch
    assert voiced(jobs["en-whisper"])[1] < 0.9 * strength


@linux
def test_what_cannot_be_said_is_an_error(spoken: Done, jobs: dict[str, Job]) -> None:
    """No other voice instead of an unknown one, no file for no text, and no Hebrew consonants."""
    came = dict(zip(jobs, spoken.words, strict=True))
    assert came["empty"] == "ValueError"
    assert came["unknown"] == came["hebrew"] == "UnknownVoice"
    assert not any(jobs[name].file.exists() for name in ("empty", "unknown", "hebrew"))


@linux
def test_voices_of_a_language(spoken: Done) -> None:
    """The main voice first; Hebrew has none that is usable, and Persian none in Latin letters."""
    assert spoken.voices["en"][:2] == ["gmw/en", "gmw/en-us"]
    assert spoken.voices["fa"] == ["ira/fa"]
    assert spoken.voices["ar"] == ["sem/ar"]
    assert spoken.voices["he"] == []
    assert spoken.version.startswith("pyttsx3 ")
    assert " espeak 1." in spoken.version


@linux
@pytest.mark.parametrize("language", TEXTS)
def test_words_begin_where_the_sound_does(
    spoken: Done, jobs: dict[str, Job], language: str
) -> None:
    """After a full stop the file is silent until the very ms at which the next word begins."""
    job = jobs[f"{language}-plain"]
    words = dict(zip(jobs, spoken.words, strict=True))[f"{language}-plain"]
    assert not isinstance(words, str)
    text = job.text.split()
    assert len(words) == len(text)
    assert words == sorted(words)
    sound = samples(job)
    starts = [words[at + 1] for at, word in enumerate(text[:-1]) if word.endswith(".")]
    assert starts
    for start in starts:
        at = start * 22050 // 1000
        before, after = sound[at - 2205 : at - 220], sound[at : at + 4410]
        assert max(map(abs, before)) < 400
        assert max(map(abs, after)) > 2000


@linux
@pytest.mark.parametrize("language", TEXTS)
def test_the_guess_is_near(spoken: Done, jobs: dict[str, Job], language: str) -> None:
    """What is guessed for other engines is, in the mean, within 0.25 s of what espeak tells."""
    job = jobs[f"{language}-plain"]
    words = dict(zip(jobs, spoken.words, strict=True))[f"{language}-plain"]
    assert not isinstance(words, str)
    guessed = estimated(job.text, round(seconds(job) * 1000))
    assert fmean(abs(a - b) for a, b in zip(guessed, words, strict=True)) < 250


def test_words_share_what_one_event_says() -> None:
    """Words in one breath share its time; of a figure's many events the first counts."""
    assert word_starts("one of the 42", [(0, 0), (4, 300), (11, 900), (12, 1100)], 1500) == (
        0,
        300,
        600,
        900,
    )


@pytest.mark.parametrize(
    "heard",
    [[], [(4, 300), (0, 400)], [(0, 500), (4, 300)], [(0, 0), (4, 9000)]],
    ids=["none", "backwards", "back in time", "after the end"],
)
def test_events_without_sense_are_no_words(heard: list[tuple[int, int]]) -> None:
    """Rather no times than wrong ones."""
    assert word_starts("one two", heard, 1000) == ()


@pytest.mark.parametrize(
    ("system", "bundled", "taken"),
    [
        ("1.51", "1.52.0", False),
        ("1.52.0", "1.52.0", False),
        ("1.52.1", "1.52.0", True),
        ("1.100", "1.52.0", True),
        ("", "1.52.0", False),
        ("1.51", "", True),
    ],
)
def test_the_newer_library_is_taken(system: str, bundled: str, taken: bool) -> None:
    """The system's espeak-ng only where it is newer than the one of the package."""
    assert newer(system, bundled) is taken


def test_best_voices_first() -> None:
    """The asked tag, then Britain and America, then the plainest; other languages never."""
    of = {"nyc": "en-us-nyc", "us": "en-us", "fr": "fr-fr", "029": "en-029", "gb": "en-gb"}
    voices = [Voice(name, name, (spoken,)) for name, spoken in of.items()]
    assert [voice.id for voice in best(voices, "en")] == ["gb", "us", "029", "nyc"]
    assert best(voices, "en-US-nyc")[0].id == "nyc"
    assert best(voices, "e") == best(voices, "he") == []


def test_a_drivers_language_is_a_tag() -> None:
    """macOS writes `he_IL`; a voice may have no language at all."""
    assert tag("he_IL") == "he-il"
    assert tag(None) == "und"


def test_pitch_in_octaves() -> None:
    """espeak's scale: its middle is the voice's own, its ends an octave off."""
    assert [octaves(pitch) for pitch in (0.5, 1.0, 2.0, 8.0)] == [0, 50, 100, 100]


def test_sapi_is_given_xml_that_says_the_text() -> None:
    """Whatever stands in a card is said, not obeyed; the pitch is in steps of 1/24 octave."""
    assert sapi_xml("<b> & co", Style()) == '<pitch absmiddle="0">&lt;b&gt; &amp; co</pitch>'
    assert 'absmiddle="10"' in sapi_xml("a", Style(pitch=3.0))
    assert 'absmiddle="-6"' in sapi_xml("a", Style(pitch=0.84))


def test_aiff_becomes_wav() -> None:
    """macOS converts with its own tool, to what every mixer reads."""
    assert as_wav("a.part.aiff", "a.part")[1:] == (
        "-f",
        "WAVE",
        "-d",
        "LEI16",
        "a.part.aiff",
        "a.part",
    )


def test_a_missing_piper_names_the_command_that_installs_it() -> None:
    """Without the extra, piper says how to get it."""
    script = (
        "import sys; sys.modules['piper'] = None\n"
        "from improv.voice.engine import NotInstalled\n"
        "from improv.voice.engines.piper import engine\n"
        "try:\n    engine()\nexcept NotInstalled as error:\n    print(error)\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True
    )
    assert child.stdout == "pip install piper-tts num2words\n"


def test_the_engines_load_nothing_heavy() -> None:
    """Whoever only reads their names pays for no engine: all is loaded when one is made."""
    script = (
        "import sys, improv.voice.engine_text, improv.voice.styles\n"
        "import improv.voice.engines.piper, improv.voice.engines.pyttsx3\n"
        "print(sorted({'pyttsx3', 'piper', 'numpy', 'espeakng_loader'} & set(sys.modules)))\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True
    )
    assert child.stdout.strip() == "[]"
