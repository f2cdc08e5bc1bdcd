"""What listening costs: from the end of an answer to its timeline, and while it is heard.

A minute of espeak's sentences in a quiet room, and SDL's disk driver for a microphone. Knows the
goals; the numbers are this machine's.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from improv.director.ports import Clip
from improv.listening.listener import Listener
from improv.listening.take_files import TakeFiles
from tests.listening.sounds import Sound, mixed, pcm, seconds
from tests.listening.takes import customer, in_a_room, line, sentences

Row = tuple[str, str, str]

LASTS = 60.0
TIMES = 3


def rows() -> list[Row]:
    """The table's rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = line(folder)
        assert said.file is not None
        clip = Clip(said.file, said.ended - said.began, ())
        file = folder / "microphone.raw"
        file.write_bytes(pcm(mixed(LASTS + 20, list(_minute()))))
        before = dict(os.environ)
        os.environ.update(SDL_AUDIODRIVER="disk", SDL_DISKAUDIOFILEIN=str(file))
        try:
            found = [asyncio.run(_heard(folder, clip)) for _ in range(TIMES)]
        finally:
            os.environ.clear()
            os.environ.update(before)
    opened, ended, shares, own, memory = (list(each) for each in zip(*found, strict=True))
    return [
        ("prepared, until the microphone is open", _ms(opened), "300 ms"),
        (f"end of an answer of {LASTS:.0f} s to its timeline", _ms(ended), "300 ms"),
        ("of a core, while it listens", f"{100 * statistics.median(shares):.1f} %", "15 %"),
        ("of that in the game's own process", f"{100 * statistics.median(own):.1f} %", "2 %"),
        ("memory of its process", f"{statistics.median(memory):.0f} MB", "60 MB"),
    ]


def _minute() -> Iterator[tuple[float, Sound]]:
    """The customer as the loudspeaker leaks them, then sentences with a pause after each."""
    yield 0.1, in_a_room(customer(), 0.05)
    at = 0.1 + seconds(customer()) + 1
    while True:
        for sound in sentences():
            if at + seconds(sound) > LASTS:
                return
            yield at, sound
            at += seconds(sound) + 0.8


@contextmanager
def _listening(folder: Path) -> Iterator[Listener]:
    since = time.monotonic()
    listener = Listener(
        lambda: round((time.monotonic() - since) * 1000), TakeFiles(folder / "takes", keep=True)
    )
    try:
        yield listener
    finally:
        listener.close()


async def _heard(folder: Path, clip: Clip) -> tuple[float, float, float, float, float]:
    """Seconds to open and to measure; shares of a core, of all and of this process; MB."""
    with _listening(folder) as listener:
        listener.prepare()
        await asyncio.sleep(2)
        began = time.perf_counter()
        listener.begin()
        while not listener.is_open:
            assert listener.failure is None, listener.failure
            await asyncio.sleep(0.001)
        opened = time.perf_counter() - began
        listener.customer.say(clip)
        [child] = psutil.Process().children()
        before, of_child, since = os.times(), child.cpu_times(), time.perf_counter()
        await asyncio.sleep(LASTS)
        after, at_end, lasted = os.times(), child.cpu_times(), time.perf_counter() - since
        memory = child.memory_info().rss / 2**20
        own = (after.user - before.user + after.system - before.system) / lasted
        other = (at_end.user - of_child.user + at_end.system - of_child.system) / lasted
        began = time.perf_counter()
        heard = await listener.finish("bench-1")
        ended = time.perf_counter() - began
    assert heard.answer is not None
    assert heard.answer.leaked
    assert heard.answer.talk > 300 * LASTS
    return opened, ended, own + other, own, memory


def _ms(found: list[float]) -> str:
    return f"{1000 * statistics.median(found):.0f} ms, {1000 * max(found):.0f} at most"


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write("  ".join(row) + "\n")
