"""A room that reads aloud to its pages, in tones; and what such a page plays, and when.

The clock runs, and the time of day is the browser's and ours alike, so that both can be compared.
"""

import math
import struct
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from improv.core.reading import Line
from improv.director.loudspeakers import Together
from improv.director.ports import Clip
from improv.director.reader import Reader
from improv.director.room import Room
from improv.phones.sound import PageSound
from tests.fakes import FakeLoudspeaker, FakeSpeaker
from tests.phones.browser import House, house

RATE = 22_050

NOTE = """() => {
  window.played = [];
  const note = (what) => window.played.push([Date.now(), what]);
  new MutationObserver(() => note(`speech ${document.body.dataset.speech}`))
    .observe(document.body, { attributeFilter: ["data-speech"] });
  const said = () => Array.from(document.querySelectorAll(".request .word"))
    .findIndex((one) => one.classList.contains("now"));
  let last = -1;
  new MutationObserver(() => { if (said() !== last) note(`word ${last = said()}`); })
    .observe(document.body, { subtree: true, attributeFilter: ["class"] });
}"""
"""Writes down in a page when speech begins and when a word is marked."""


def tone(file: Path, lasts: int) -> Path:
    """A WAV file of so many ms."""
    one = [round(9000 * math.sin(math.tau * n / 50)) for n in range(50)]
    count = RATE * lasts // 1000
    samples = struct.pack("<50h", *one) * (count // 50 + 1)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples[: 2 * count])
    return file


class ToneSpeaker(FakeSpeaker):
    """A `Speaker` whose lines are tones."""

    def __init__(self, folder: Path, lasts: int) -> None:
        super().__init__(lasts)
        self._folder = folder

    async def clip(self, line: Line) -> Clip | None:
        """As long as every other; its words are of one length."""
        made = await super().clip(line)
        assert made is not None
        name = sha256(line.text.encode()).hexdigest()[:32]
        return Clip(tone(self._folder / f"{name}.wav", made.lasts), made.lasts, made.words)


def clock() -> int:
    """The time of day, ms, as a page's `Date.now()`."""
    return time.time_ns() // 1_000_000


@dataclass
class Earshot:
    """A house whose pages hear what is read."""

    house: House
    sound: PageSound
    diary: FakeLoudspeaker
    """What the room was told to play, and at what time of day."""

    @contextmanager
    def page(self, browser: Any, *, tap: bool = True) -> Iterator[Any]:
        """A new page of the stage. `tap`: its sound is on."""
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.set_default_timeout(5000)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        try:
            page.goto(self.house.url + "stage")
            page.evaluate(NOTE)
            if tap:
                page.click("#sound button")
                page.wait_for_selector("body[data-sound=on]")
                page.wait_for_timeout(300)  # its fonts, its cues
            yield page
        finally:
            page.context.close()

    def said(self) -> int:
        """When the room began to say its newest line."""
        return [at for at, what in self.diary.played if what.startswith("say ")][-1]


@contextmanager
def earshot(folder: Path, lasts: int = 4_000) -> Iterator[Earshot]:
    """A room with a reader whose lines take `lasts` ms, and no loudspeaker but the pages."""
    sound, diary = PageSound(time.monotonic), FakeLoudspeaker(clock, heard=False)

    async def read(room: Room) -> None:
        reader = Reader(room, ToneSpeaker(folder, lasts), Together(sound, diary))
        sound.changed = reader.wake
        await reader.run()

    with house(
        folder, players=("Ana", "Bo", "Cy"), sound=sound, beside=read, monotonic=time.monotonic
    ) as one:
        yield Earshot(one, sound, diary)


def played(page: Any, what: str) -> list[tuple[int, str]]:
    """What a page wrote down: (time of day, the rest) of all that begins with `what`."""
    noted = page.evaluate("window.played")
    return [(at, one.removeprefix(what + " ")) for at, one in noted if one.startswith(what + " ")]


def speaking(page: Any, after: int = 0) -> tuple[int, int, int]:
    """Once a line after `after` is said there: (the time of day, which line, from which ms)."""
    page.wait_for_selector(f"body[data-speech*=' ']:not([data-speech^='{after} '])")
    at, what = [one for one in played(page, "speech") if one[1]][-1]
    which, begins = map(int, what.split())
    return at, which, begins
