"""The engine of pyttsx3: the real espeak-ng, and what it does for macOS and Windows."""

import os
import re
import subprocess
import sys
import wave
from array import array
from dataclasses import replace
from difflib import SequenceMatcher
from operator import mul
from pathlib import Path
from statistics import fmean, median

import pytest

from improv.core.cards import Manner
from improv.voice.engine import Style, Voice
from improv.voice.engine_text import estimated
from improv.voice.engines.espeak import newer
from improv.voice.engines.pyttsx3 import (
    DriverEngine,
    Nsss,
    Sapi5,
    as_wav,
    best,
    octaves,
    sapi_xml,
    tag,
)
from improv.voice.engines.timing import word_starts
from improv.voice.speaker import PLAIN, style_of
from tests.voice.rendering import Job, Rendered, render_all

TEXTS = {
    "en": "Good morning. My mower coughs twice and dies, and the grass is up to my knees.",
    "fa": "صبح بخیر. چمن‌زنم دو تا سرفه می‌کنه و می‌میره، چمن هم تا زانومه. ۶۰ هزار تومان شد.",
    "ar": "صَباحُ الخَيْر. جَزّازَةُ العُشْبِ عِنْدي تَسْعُلُ سَعْلَتَيْنِ ثُمَّ تَموت، والعُشْبُ بَلَغَ رُكْبَتي.",
    "he": "בּוֹקֶר טוֹב. הַמְּכַסַּחַת שֶׁלִּי מִשְׁתַּעֶלֶת פַּעֲמַיִם וְנִכְבֵּית, וְהַדֶּשֶׁא עַד הַבִּרְכַּיִם.",
}
HEARD = "Please open the window, close the door and read the letter to my mother."
VOICES = {"en": "gmw/en", "fa": "ira/fa", "ar": "sem/ar", "he": "sem/he"}
STYLES = {"plain": PLAIN, **{manner.value: style_of(manner) for manner in Manner}}

linux = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="espeak is Linux's engine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this module's sounds."""
    return tmp_path_factory.mktemp("spoken")


@pytest.fixture(scope="module")
def jobs(folder: Path) -> dict[str, Job]:
    """Everything that is rendered, by one process: each text in each style, then the failures."""
    texts = {
        f"{language}-{name}": Job(text, VOICES[language], folder / f"{language}-{name}.wav", style)
        for language, text in TEXTS.items()
        for name, style in STYLES.items()
    }
    again = texts["fa-plain"]
    return texts | {
        "empty": Job(" \n", "gmw/en", folder / "empty.wav"),
        "unknown": Job("Good morning.", "gmw/xx", folder / "unknown.wav"),
        "heard": Job(HEARD, "gmw/en-us", folder / "heard.wav"),
        "again": replace(again, file=folder / "again.part"),
    }


@pytest.fixture(scope="module")
def rendered(jobs: dict[str, Job]) -> Rendered:
    """The results of the jobs."""
    return render_all(*jobs.values())


def seconds(job: Job) -> float:
    """The duration of a file."""
    with wave.open(str(job.file)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def samples(job: Job) -> memoryview:
    """The samples of a file, of 16 bits."""
    with wave.open(str(job.file)) as sound:
        return memoryview(sound.readframes(sound.getnframes())).cast("h")


def loudness(job: Job) -> float:
    """The mean of a file's amplitude."""
    sound = samples(job)
    return sum(map(abs, sound)) / len(sound)


@linux
@pytest.mark.parametrize(
    ("language", "least", "most"),
    [("en", 130, 220), ("fa", 90, 180), ("ar", 60, 150), ("he", 80, 170)],
)
def test_a_text_lasts_as_long_as_its_words(
    rendered: Rendered, jobs: dict[str, Job], language: str, least: int, most: int
) -> None:
    """A plain text is complete, at a pace at which people speak."""
    job = jobs[f"{language}-plain"]
    assert least < len(job.text.split()) / seconds(job) * 60 < most
    assert loudness(job) > 500


@linux
def test_one_render_after_another(rendered: Rendered, jobs: dict[str, Job]) -> None:
    """A text that is rendered again after many others has the same duration."""
    assert seconds(jobs["again"]) == pytest.approx(seconds(jobs["fa-plain"]), abs=0.05)


@linux
@pytest.mark.parametrize("language", TEXTS)
def test_manners_are_audible(rendered: Rendered, jobs: dict[str, Job], language: str) -> None:
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
    """The medians of pitch (Hz) and periodicity (0 to 1) of the loudest frames of a file."""
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
@pytest.mark.parametrize("language", TEXTS)
def test_manners_have_a_pitch(rendered: Rendered, jobs: dict[str, Job], language: str) -> None:
    """A sweet voice is higher than a tired one, and a whisper is hardly periodic."""
    pitch, strength = voiced(jobs[f"{language}-plain"])
    assert voiced(jobs[f"{language}-sweet"])[0] > 1.1 * pitch
    assert voiced(jobs[f"{language}-tired"])[0] < 0.97 * pitch
    assert voiced(jobs[f"{language}-whisper"])[1] < 0.9 * strength


@linux
def test_what_cannot_be_spoken_is_an_error(rendered: Rendered, jobs: dict[str, Job]) -> None:
    """An empty text and an unknown voice are errors, and write no file."""
    results = dict(zip(jobs, rendered.words, strict=True))
    assert results["empty"] == "ValueError"
    assert results["unknown"] == "UnknownVoice"
    assert not any(jobs[name].file.exists() for name in ("empty", "unknown"))


@linux
def test_voices_of_a_language(rendered: Rendered) -> None:
    """The preferred voice comes first; Persian has none for Latin letters."""
    assert rendered.voices["en"][:2] == ["gmw/en", "gmw/en-us"]
    assert rendered.voices["fa"] == ["ira/fa"]
    assert rendered.voices["ar"] == ["sem/ar"]
    assert rendered.voices["he"] == ["sem/he"]
    assert rendered.version.startswith("pyttsx3 ")
    assert " espeak 1." in rendered.version


@linux
@pytest.mark.parametrize("language", TEXTS)
def test_words_begin_where_the_sound_does(
    rendered: Rendered, jobs: dict[str, Job], language: str
) -> None:
    """After a full stop the file is silent until the ms at which the next word begins."""
    job = jobs[f"{language}-plain"]
    words = dict(zip(jobs, rendered.words, strict=True))[f"{language}-plain"]
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
def test_the_estimate_is_close(rendered: Rendered, jobs: dict[str, Job], language: str) -> None:
    """The estimate for other engines is, in the mean, within 0.25 s of espeak's own times."""
    job = jobs[f"{language}-plain"]
    words = dict(zip(jobs, rendered.words, strict=True))[f"{language}-plain"]
    assert not isinstance(words, str)
    estimate = estimated(job.text, round(seconds(job) * 1000))
    assert fmean(abs(a - b) for a, b in zip(estimate, words, strict=True)) < 250


def test_words_share_the_time_of_one_event() -> None:
    """Words with one event share its time; of the many events of a figure the first counts."""
    assert word_starts("one of the 42", [(0, 0), (4, 300), (11, 900), (12, 1100)], 1500) == (
        0,
        300,
        600,
        900,
    )


@pytest.mark.parametrize(
    "events",
    [[], [(4, 300), (0, 400)], [(0, 500), (4, 300)], [(0, 0), (4, 9000)]],
    ids=["none", "backwards", "back in time", "after the end"],
)
def test_events_that_make_no_sense_are_dropped(events: list[tuple[int, int]]) -> None:
    """There are no times instead of wrong ones."""
    assert word_starts("one two", events, 1000) == ()


@pytest.mark.parametrize(
    ("system", "bundled", "is_newer"),
    [
        ("1.51", "1.52.0", False),
        ("1.52.0", "1.52.0", False),
        ("1.52.1", "1.52.0", True),
        ("1.100", "1.52.0", True),
        ("", "1.52.0", False),
        ("1.51", "", True),
    ],
)
def test_the_newer_library_is_taken(system: str, bundled: str, is_newer: bool) -> None:
    """The system's espeak-ng is loaded only if it is newer than the package's."""
    assert newer(system, bundled) is is_newer


def test_best_voices_first() -> None:
    """The tag itself, then Britain and America, then short tags; never another language."""
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
    """The middle of espeak's scale is the voice's own pitch, its ends are an octave away."""
    assert [octaves(pitch) for pitch in (0.5, 1.0, 2.0, 8.0)] == [0, 50, 100, 100]


def test_sapi_is_given_xml_that_says_the_text() -> None:
    """Markup in a card is spoken as text; the pitch is in steps of 1/24 octave."""
    assert sapi_xml("<b> & co", Style()) == '<pitch absmiddle="0">&lt;b&gt; &amp; co</pitch>'
    assert 'absmiddle="10"' in sapi_xml("a", Style(pitch=3.0))
    assert 'absmiddle="-6"' in sapi_xml("a", Style(pitch=0.84))


def test_aiff_becomes_wav() -> None:
    """macOS's own tool converts it to 16 bits."""
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
    assert child.stdout == "pip install piper-tts\n"


def test_the_engines_load_nothing_heavy() -> None:
    """Whoever only reads their names pays for no engine: all is loaded when one is made."""
    script = (
        "import sys, improv.voice.engine_text, improv.voice.speaker\n"
        "import improv.voice.engines.piper, improv.voice.engines.pyttsx3\n"
        "print(sorted({'pyttsx3', 'piper', 'numpy', 'espeakng_loader'} & set(sys.modules)))\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True
    )
    assert child.stdout.strip() == "[]"


@linux
def test_a_voice_in_a_long_path_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library keeps 160 bytes for the path of its data: a venv deep in a home has more."""
    loader = pytest.importorskip("espeakng_loader")
    deep = tmp_path.joinpath(*["deep in a folder"] * 12)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(loader.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", f"{deep}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    spoken = deep / "spoken.wav"
    (words,) = render_all(Job("Good morning.", "gmw/en", spoken)).words
    assert len(words) == 2
    assert spoken.stat().st_size > 10_000


@linux
def test_english_is_heard_in_its_order(rendered: Rendered, jobs: dict[str, Job]) -> None:
    """A recogniser that knows the words, not their order, hears nearly all as they are written."""
    sphinx = pytest.importorskip("pocketsphinx", reason="needs pocketsphinx")
    words = re.findall("[a-z]+", HEARD.lower())
    grammar = jobs["heard"].file.with_suffix(".gram")
    choices = " | ".join(sorted(set(words)))
    grammar.write_text(f"#JSGF V1.0;\ngrammar words;\npublic <s> = ( {choices} )+ ;\n", "utf-8")
    decoder = sphinx.Decoder(samprate=16_000, loglevel="FATAL", jsgf=str(grammar))
    sound = samples(jobs["heard"])
    length = len(sound) * 16_000 // 22_050
    decoder.start_utt()
    decoder.process_raw(array("h", (sound[n * 22_050 // 16_000] for n in range(length))).tobytes())
    decoder.end_utt()
    heard = decoder.hyp().hypstr.split()
    assert SequenceMatcher(None, heard, words).ratio() > 0.85, heard


@pytest.mark.parametrize("engine", [Sapi5, Nsss])
def test_other_systems_get_the_written_form(engine: type[DriverEngine]) -> None:
    """Their Hebrew voices know vowels by themselves; Arabic keeps its signs."""
    driver = engine.__new__(engine)
    assert "שלום־עולם" in driver._markup("שָׁלוֹם־עוֹלָם", PLAIN, "he")
    assert "مَرْحَبًا" in driver._markup("مَرْحَبًا", PLAIN, "ar")
