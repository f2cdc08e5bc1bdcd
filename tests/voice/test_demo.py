"""The whole program with a voice: a demo is spoken, and its events do not depend on that."""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from improv.journal.reader import SqliteReader
from improv.locale.phrases import plain
from improv.paths import CARDS
from improv.voice.engine import PIPER_INSTALL
from tests.cli.commands import READING

IMPROV = (sys.executable, "-m", "improv")
DEMO = ("play", "--demo", "--rounds", "1", "--seed", "11", "--screen", "none")
PACE = ("--speed", "60", "--voice", "auto")
"""Slow enough for some of the lines to be spoken."""


def _played(
    folder: Path, *options: str, improv: tuple[str, ...] = IMPROV, **environ: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*improv, *DEMO, "--data", str(folder), *options],
        env={
            **os.environ,
            "SDL_VIDEODRIVER": "dummy",
            "SDL_AUDIODRIVER": "disk",
            "SDL_DISKAUDIOFILE": str(folder.with_suffix(".raw")),
            "LANG": "en_GB.UTF-8",
            **environ,
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def _events(folder: Path) -> list[object]:
    reader = SqliteReader.open(folder)
    try:
        return [r.event for header in reader.sessions() for r in reader.records(header.id)]
    finally:
        reader.close()


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "he"])
@pytest.mark.slow
def test_a_demo_is_heard_and_nothing_depends_on_it(tmp_path: Path, language: str) -> None:
    """Clips are stored, the mixer plays sound, and the events are those of a muted demo."""
    data, silent = tmp_path / "data", tmp_path / "silent"
    ran = _played(data, *PACE, "--lang", language)
    assert ran.returncode == 0, ran.stderr
    assert "captions only" not in ran.stdout
    assert len(list((data / "voice").glob("*.wav"))) >= 4
    assert not list((data / "voice").glob("*.part"))
    assert any(data.with_suffix(".raw").read_bytes())
    assert _played(silent, "--mute", "--lang", language).returncode == 0
    assert _events(data) == _events(silent)
    assert not (silent / "voice").exists()


def _without_piper(folder: Path) -> str:
    """A folder that hides piper, as on a machine where the extra is not installed."""
    (folder / "piper").mkdir()
    (folder / "piper" / "__init__.py").write_text("raise ImportError", "utf-8")
    return str(folder)


@pytest.mark.parametrize("language", ["he", pytest.param("ar", marks=pytest.mark.slow)])
def test_shipped_cards_are_heard_without_the_extra(tmp_path: Path, language: str) -> None:
    """Where the vowels are not written either: what they say is told with them."""
    data = tmp_path / "data"
    ran = _played(data, *PACE, "--lang", language, PYTHONPATH=_without_piper(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert "captions only" not in ran.stdout
    assert "piper-tts" not in ran.stdout
    assert len(list((data / "voice").glob("*.wav"))) >= 4


@pytest.mark.slow
def test_what_has_no_vowel_signs_is_told_once(tmp_path: Path) -> None:
    """Where nothing can give it any: what to install; the demo is played to its end."""
    cards = tmp_path / "phone-and-cable"
    copytree(CARDS / "phone-and-cable", cards)
    words = (cards / "he.yaml").read_text("utf-8")
    (cards / "he.yaml").write_text(re.sub(r"(?m)^  say\..*\n", "", words), "utf-8")
    own = ("--pack", str(cards), "--lang", "he")
    ran = _played(tmp_path / "data", *PACE, *own, PYTHONPATH=_without_piper(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("without vowel signs") == 1
    assert "pip install piper-tts" in ran.stdout


@pytest.mark.slow
def test_without_a_sound_device_the_demo_is_the_same(tmp_path: Path) -> None:
    """A machine without a sound device is no failure."""
    ran = _played(tmp_path / "data", *PACE, SDL_AUDIODRIVER="nosuch")
    assert (ran.returncode, ran.stderr.replace(READING, "")) == (0, "")


@pytest.mark.slow
def test_without_the_library_of_sound_the_demo_is_played(tmp_path: Path) -> None:
    """A pygame that is built without it: said on the console, and the game ends as always."""
    lacking = (
        "import sys; sys.modules['pygame._sdl2.audio'] = None;"
        "from improv.cli import main; sys.exit(main())"
    )
    ran = _played(tmp_path / "data", *PACE, improv=(sys.executable, "-c", lacking))
    assert ran.returncode == 0
    assert "Traceback" not in ran.stderr  # the details are in a file that it names
    assert "The game goes on" in ran.stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--voice", "loud voice"), "loud voice"),
        (("--voice", "ghost"), "pyttsx3"),
        (("--voice", "auto:someone"), "auto:someone"),
        (("--voices", "nowhere"), "nowhere"),
    ],
)
@pytest.mark.one_in(2)
def test_a_wrong_voice_is_said_before_anything_is_played(
    tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    """Exit code 2, one sentence, no session."""
    ran = _played(tmp_path / "data", *options)
    assert ran.returncode == 2
    assert says in ran.stderr
    assert not (tmp_path / "data").exists()


def _doctor(data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*IMPROV, "doctor", "--mute", "--data", str(data)],
        env={**os.environ, "LANG": "en_GB.UTF-8", **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.slow
def test_the_doctor_hears_every_voice(tmp_path: Path) -> None:
    """Engines with their versions, a sample of each language."""
    ran = _doctor(tmp_path / "data")
    assert ran.returncode == 0, ran.stderr
    lines = {line.split()[0]: line for line in ran.stdout.splitlines() if line.startswith("  ")}
    assert "espeak" in ran.stdout
    assert all(" s" in lines[tag] for tag in ("ar", "en", "fa", "he"))


@pytest.mark.parametrize("system", ["en", pytest.param("he", marks=pytest.mark.slow)])
def test_the_doctor_tells_what_the_extra_reads(tmp_path: Path, system: str) -> None:
    """Without it Hebrew and Arabic are spoken here, but not what people write: once for each."""
    hidden = _without_piper(tmp_path)
    ran = _doctor(tmp_path / "data", PYTHONPATH=hidden, LC_ALL=f"{system}.UTF-8")
    assert ran.returncode == 0, ran.stderr
    told = plain(system, "doctor.unsigned", install=PIPER_INSTALL)
    lines = [line.split(maxsplit=1) for line in ran.stdout.splitlines() if line.startswith("  ")]
    assert [tag for tag, words in lines if words == told] == ["ar", "he"]
    assert all(sum(tag == other for other, _ in lines) == 2 for tag in ("ar", "he"))


def test_the_doctor_finds_a_folder_that_is_shut(tmp_path: Path) -> None:
    """The one thing here that would break a game: exit code 1."""
    (tmp_path / "file").write_text("")
    ran = _doctor(tmp_path / "file")
    assert ran.returncode == 1
    assert str(tmp_path / "file") in ran.stderr
