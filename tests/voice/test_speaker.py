"""The speaker makes each line once, ahead of its use; a failure is one note."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
import uvloop

from improv.core.cards import Manner
from improv.core.reading import Line
from improv.director.ports import Clip, Note
from improv.locale.phrases import plain
from improv.voice.cache import Cache
from improv.voice.engine_text import estimated
from improv.voice.speaker import Speaker
from improv.voice.voice_selection import VoiceRequest, VoiceRequests
from improv.voice.wav import length
from improv.voice.worker_client import TIMEOUTS, Timeouts
from tests.journal.conftest import tiny_disk
from tests.journal.test_disk import fill
from tests.voice.faulty import LOG

__all__ = ["tiny_disk"]

FAULTY = VoiceRequest("tests.voice.faulty:engine")
NOTES = {"broken": "voice.unusable", "absurd": "voice.failed"}


@dataclass
class Rig:
    """An open speaker, and its notes."""

    speaker: Speaker
    folder: Path
    notes: list[Note] = field(default_factory=list)

    async def clip(self, text: str, language: str = "en") -> Clip | None:
        """The clip of a line without a manner."""
        return await self.speaker.clip(Line(text, language))

    def rendered(self) -> list[str]:
        """The texts that the engine rendered, in their order."""
        log = self.folder / LOG
        return log.read_text("utf-8").splitlines() if log.exists() else []


@asynccontextmanager
async def opened(
    folder: Path,
    request: VoiceRequest = FAULTY,
    timeouts: Timeouts = TIMEOUTS,
) -> AsyncIterator[Rig]:
    """A speaker with its cache in `folder`."""
    notes: list[Note] = []
    requests = VoiceRequests(request)
    speaker = Speaker(Cache(folder), requests, time.monotonic, notes.append, timeouts)
    async with speaker.open():
        yield Rig(speaker, folder, notes)


def run(work: Awaitable[None]) -> None:
    """Run on the loop that rooms have, and check that no process is left."""

    async def whole() -> None:
        await work

    uvloop.run(whole())
    assert psutil.Process().children(recursive=True) == []


Scenario = Callable[[Rig], Awaitable[None]]


def with_speaker(folder: Path, scenario: Scenario, **how: VoiceRequest | Timeouts) -> None:
    """Run a scenario with an open speaker."""

    async def whole() -> None:
        async with opened(folder, **how) as rig:  # type: ignore[arg-type]
            await scenario(rig)

    run(whole())


def test_a_line_becomes_a_clip(tmp_path: Path) -> None:
    """A complete file, with a time for each word: the engine's, or an estimate."""

    async def scenario(rig: Rig) -> None:
        clip = await rig.clip("My parcel is wet")
        assert clip is not None
        assert (clip.lasts, clip.words) == (500, (0, 50, 100, 150))
        assert length(clip.file) == 500
        guessed = await rig.clip("unknown are the words")
        assert guessed is not None
        assert guessed.words == estimated("unknown are the words", 500)
        crowded = await rig.clip("word " * 40)  # the engine's fortieth would begin after the end
        assert crowded is not None
        assert crowded.words == estimated("word " * 40, 500)
        assert rig.notes == []

    with_speaker(tmp_path / "data" / "voice", scenario)


def test_nothing_is_left_of_what_somebody_of_the_room_wrote(tmp_path: Path) -> None:
    """Its sound goes with the program; a card's stays."""
    folder = tmp_path / "data" / "voice"

    async def scenario(rig: Rig) -> None:
        assert await rig.clip("A card") is not None
        for _ in range(2):
            clip = await rig.speaker.clip(Line("A line of Ana", "en", kept=False))
            assert clip is not None
            assert length(clip.file) == 500
        assert len(list(folder.glob("*.wav"))) == 2

    with_speaker(folder, scenario)
    assert len(list(folder.glob("*.wav"))) == 1


def test_what_is_said_has_the_places_of_what_is_written(tmp_path: Path) -> None:
    """A figure of three words is marked from the first to the last of them."""

    async def scenario(rig: Rig) -> None:
        clip = await rig.speaker.clip(Line("Room 205 please", "en", None, "Room two_o_five please"))
        assert clip is not None
        assert rig.rendered() == ["Room two o five please"]
        assert (clip.lasts, clip.words) == (500, (0, 50, 200))
        guessed = Line("unknown 2 words", "en", None, "unknown two words_indeed")
        clip = await rig.speaker.clip(guessed)
        assert clip is not None
        assert clip.words == estimated("unknown two words indeed", 500)[:3]

    with_speaker(tmp_path, scenario)


def test_a_line_is_rendered_once(tmp_path: Path) -> None:
    """In this session and the next ones; another manner or version is another sound."""

    async def scenario(rig: Rig) -> None:
        first = await rig.clip("good day")
        assert await rig.clip("good  day") == first
        assert await rig.speaker.clip(Line("good day", "en", Manner.ANGRY)) != first

    for version, renders in (("1", 2), ("1", 2), ("2", 4)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FAULTY_VERSION", version)
            with_speaker(tmp_path, scenario)
        assert (tmp_path / LOG).read_text().count("good day") == renders


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    """A file that was cut on the disk is not played."""

    async def scenario(rig: Rig) -> None:
        clip = await rig.clip("good day")
        assert clip is not None
        clip.file.write_bytes(clip.file.read_bytes()[:999])
        assert await rig.clip("good day") == clip
        assert rig.rendered() == ["good day"] * 2

    with_speaker(tmp_path, scenario)


def test_concurrent_calls_share_a_clip(tmp_path: Path) -> None:
    """The line is made once, even if the first caller is cancelled."""

    async def scenario(rig: Rig) -> None:
        first, *others = (asyncio.create_task(rig.clip("good")) for _ in range(4))
        await asyncio.sleep(0)
        first.cancel()
        clips = await asyncio.gather(*others)
        assert None not in clips
        assert len(set(clips)) == 1
        assert rig.rendered() == ["good"]

    with_speaker(tmp_path, scenario)


def test_lines_are_made_ahead(tmp_path: Path) -> None:
    """In their order; one that is awaited comes first, and a new list replaces the old one."""

    async def scenario(rig: Rig) -> None:
        rig.speaker.prepare([Line(text, "en") for text in ("one", "two", "three", "four")])
        while rig.rendered() != ["one"]:
            await asyncio.sleep(0.002)
        assert await rig.clip("now") is not None
        rig.speaker.prepare([Line(text, "en") for text in ("five", "one", "six")])
        while "six" not in rig.rendered():
            await asyncio.sleep(0.002)
        order = rig.rendered()
        assert order.index("now") <= 2
        assert "four" not in order
        assert order[-2:] == ["five", "six"]
        assert order.count("one") == 1

    with_speaker(tmp_path, scenario)


@pytest.mark.parametrize("fault", ["hang", "exit", "nothing", "cut", "babble", "raise"])
def test_a_failure_is_one_note(tmp_path: Path, fault: str) -> None:
    """The line has no clip, there is one note for the language, and the next line has a clip."""

    async def scenario(rig: Rig) -> None:
        assert await rig.clip("good") is not None
        assert await rig.clip(fault) is None
        assert await rig.clip("good again") is not None
        assert await rig.clip(fault) is None
        assert rig.notes == [Note("voice.failed")]
        assert await rig.clip("better") is not None
        assert await rig.clip(fault, "fa") is None
        assert rig.notes == [Note("voice.failed")] * 2  # once for each language

    hangs = Timeouts(request=0.4)
    with_speaker(tmp_path, scenario, timeouts=hangs if fault == "hang" else TIMEOUTS)


@pytest.mark.parametrize(("engine", "note"), NOTES.items())
def test_an_engine_that_does_not_work(tmp_path: Path, engine: str, note: str) -> None:
    """There is one note, however many lines there are."""

    async def scenario(rig: Rig) -> None:
        assert await rig.clip("good") is None
        assert await rig.clip("good again") is None
        assert [one.name for one in rig.notes] == [note]

    with_speaker(tmp_path, scenario, request=VoiceRequest(f"tests.voice.faulty:{engine}"))


def test_a_language_without_a_voice(tmp_path: Path) -> None:
    """Hebrew has captions only and one note; English has clips."""

    async def scenario(rig: Rig) -> None:
        rig.speaker.prepare([Line("שלום", "he"), Line("hello", "en")])
        assert await rig.clip("שלום", "he") is None
        assert await rig.clip("hello") is not None
        (note,) = rig.notes
        assert "has no voice for עברית: captions only" in plain("en", note.name, **note.values)

    with_speaker(tmp_path, scenario)


def test_the_voice_is_off(tmp_path: Path) -> None:
    """`off` is no failure: there is no note, no process and no folder."""

    async def scenario(rig: Rig) -> None:
        assert await rig.clip("good") is None
        assert rig.notes == []
        assert psutil.Process().children() == []

    with_speaker(tmp_path / "voice", scenario, request=VoiceRequest("off"))
    assert not (tmp_path / "voice").exists()


@pytest.mark.parametrize("text", ["", "  \n", "🎉", "…"])
def test_nothing_to_say(tmp_path: Path, text: str) -> None:
    """A line without letters is no failure, and reaches no engine, since engines hang on it."""

    async def scenario(rig: Rig) -> None:
        assert await rig.clip(text) is None
        assert rig.notes == []
        assert rig.rendered() == []

    with_speaker(tmp_path, scenario)


def test_a_full_disk(tiny_disk: Path) -> None:
    """One note names the folder; when there is room again there are clips again."""

    async def scenario(rig: Rig) -> None:
        assert await rig.clip("good") is not None
        filler = fill(tiny_disk)
        for text in ("one", "two"):
            assert await rig.clip(text) is None
        (note,) = rig.notes
        words = plain("en", note.name, **note.values)
        assert words.startswith(f"The voice cannot keep its sounds in {tiny_disk}")
        assert "No space left" in words
        assert await rig.clip("good") is not None
        filler.unlink()
        assert await rig.clip("one") is not None

    with_speaker(tiny_disk / "voice", scenario)


def test_the_end_in_the_middle_of_a_line(tmp_path: Path) -> None:
    """Waiting callers are cancelled, the worker is ended, and afterwards no clip is made."""

    async def whole() -> None:
        async with opened(tmp_path) as rig:
            rig.speaker.prepare([Line("hang", "en")])
            while rig.rendered() != ["hang"]:
                await asyncio.sleep(0.002)
            waiting = asyncio.create_task(rig.clip("hang"))
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await rig.clip("good") is None

    run(whole())
    assert list(tmp_path.glob("*.part")) == []


def test_a_speaker_is_light() -> None:
    """It loads no engine and none of the engines' libraries."""
    words = "import sys; import improv.voice.speaker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    heavy = {"pyttsx3", "piper", "onnxruntime", "numpy", "pygame", "importlib.metadata"}
    assert heavy & set(loaded.stdout.split()) == set()
    assert "improv.voice.speaker" in loaded.stdout
