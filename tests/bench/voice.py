"""How long speech takes: to make a sentence, to find it again, from the turned card to the sound.

With the machine's own espeak-ng through its worker, a real room and SDL's mixer on a driver
without a device. Knows the goals; the numbers are this machine's.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psutil

from improv import paths
from improv.core import actions as a
from improv.core.cards import Kind
from improv.core.draw import Deck
from improv.core.reading import TURN, Line
from improv.core.sound_cues import Cue
from improv.director.ports import Clip
from improv.director.read_aloud import ReadAloud
from improv.director.room import Room
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.voice.cache import Cache
from improv.voice.mixer import Mixer
from improv.voice.speaker import Speaker
from improv.voice.voice_selection import VoiceRequests
from tests.director.rooms import running
from tests.fakes import FakeJournal

Row = tuple[str, str, str]

TEXTS = 40
TURNED = 12
"""Cards that are turned, each in a new round."""


def rows() -> list[Row]:
    """The table's rows."""
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    found: list[Row] = []
    for language in ("en", "fa", "ar", "he"):
        found += asyncio.run(_made(language))
    return [*found, *asyncio.run(_turned())]


def _lines(language: str) -> list[Line]:
    pack = load_pack(paths.CARDS / "service-desk", languages=(language,))
    prompts = [card for card in pack.cards.values() if card.kind is Kind.PROMPT]
    said = [pack.words[language][card.id] for card in prompts[:TEXTS]]
    return [Line(one["text"], language, None, one.get("say.text", "")) for one in said]


@asynccontextmanager
async def _speaking() -> AsyncIterator[Speaker]:
    with tempfile.TemporaryDirectory() as folder:
        speaker = Speaker(Cache(Path(folder)), VoiceRequests(), time.monotonic, _complain)
        async with speaker.open():
            yield speaker


def _complain(note: object) -> None:
    raise SystemExit(f"cannot be measured: {note}")


async def _made(language: str) -> list[Row]:
    """The first sentence with the worker's start, then one after the other, then all again."""
    lines = _lines(language)
    async with _speaking() as speaker:
        cold = await _seconds(speaker, lines[0])
        made = [await _seconds(speaker, line) for line in lines[1:]]
        kept = [await _seconds(speaker, line) for line in lines]
        workers = psutil.Process().children(recursive=True)
        memory = sum(worker.memory_info().rss for worker in workers) / 2**20
    return [
        (f"{language}: the first sentence, worker and all", f"{1000 * cold:.0f} ms", "300 ms"),
        (f"{language}: a sentence, p50 / p99", _spread(made), "300 ms"),
        (f"{language}: one that was made before, p50 / p99", _spread(kept), "20 ms"),
        (f"{language}: memory of the worker", f"{memory:.0f} MB", "60 MB"),
    ]


async def _seconds(speaker: Speaker, line: Line) -> float:
    began = time.perf_counter()
    clip = await speaker.clip(line)
    assert clip is not None, line
    return time.perf_counter() - began


def _spread(seconds: list[float]) -> str:
    ms = sorted(1000 * one for one in seconds)
    return f"{statistics.median(ms):.1f} / {ms[int(0.99 * (len(ms) - 1))]:.1f} ms"


class _Ear(Mixer):
    """A mixer that notes when a line was handed to it."""

    def __init__(self, room: Room) -> None:
        super().__init__(time.monotonic)
        self._room = room
        self.said: list[int] = []

    def say(self, clip: Clip) -> None:
        """Hand it on."""
        self.said.append(self._room.clock.now())
        super().say(clip)

    def cue(self, cue: Cue) -> None:
        """Sounds are not what is measured."""


async def _turned() -> list[Row]:
    """Rounds of a real room, as a facilitator with quick fingers goes through them."""
    before = psutil.Process().memory_info().rss
    pack = load_pack(paths.CARDS / "service-desk", languages=("en",))
    deck = Deck((pack,), load_formats(paths.CARDS / "formats"))
    late: list[float] = []
    async with _speaking() as speaker, running(FakeJournal(), game="call") as rig:
        room = rig.room
        room.deck = deck
        async with _Ear(room).open() as ear:
            reading = asyncio.create_task(ReadAloud(room, speaker, ear).run())
            await room.act(a.ChooseFormat(id="", format="lawnmower"))
            await asyncio.sleep(1.0)
            await room.act(a.Next(id=""))
            for _ in range(TURNED):
                await asyncio.sleep(0.8)
                ear.said.clear()
                await room.act(a.Next(id=""))
                due = room.state.running.entered + TURN
                await asyncio.sleep(TURN / 1000 + 0.5)
                late += [(at - due) / 1000 for at in ear.said[:1]]
                await room.act(a.Skip(id=""))
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading
        grown = (psutil.Process().memory_info().rss - before) / 2**20
    unheard = TURNED - len(late)
    return [
        (f"card turned to sound, p50 / p99 of {len(late)}", _spread(late), "50 ms"),
        ("cards that were not heard", str(unheard), "0"),
        ("memory more in the game itself", f"{grown:.0f} MB", "30 MB"),
    ]


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write("  ".join(row) + "\n")
