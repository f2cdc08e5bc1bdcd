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
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from improv.core.reading import Line
from improv.director.combined_loudspeaker import CombinedLoudspeaker
from improv.director.ports import Clip
from improv.director.read_aloud import ReadAloud
from improv.director.room import Room
from improv.phones.sound import PageSound
from tests.fakes import FakeLoudspeaker, FakeSpeaker
from tests.phones.browser import PATIENCE, ServedRoom, served_room

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


TAP = """(() => {
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...more) {
    if (to === this.context.destination && !window.ear) {
      window.ear = new AnalyserNode(this.context, { fftSize: 4096, smoothingTimeConstant: 0 });
      connect.call(this, window.ear);
    }
    return connect.call(this, to, ...more);
  };
})()"""
"""An ear at the end of all that a page plays."""

LISTEN = """() => {
  const loud = new Float32Array(ear.frequencyBinCount);
  ear.getFloatFrequencyData(loud);
  const peak = loud.indexOf(loud.reduce((one, other) => Math.max(one, other)));
  const pitch = peak * ear.context.sampleRate / ear.fftSize;
  return [Date.now() - 500 * ear.fftSize / ear.context.sampleRate, pitch, loud[peak]];
}"""
"""(time of day, pitch, its decibels) of what is heard."""

LOWEST, RISES = 500, 500
"""Hz of a clip at its beginning, and how much it rises in a second: its pitch tells the place."""


@cache
def _samples(lasts: int) -> bytes:
    seconds = (n / RATE for n in range(RATE * lasts // 1000))
    turns = (LOWEST * at + RISES * at * at / 2 for at in seconds)
    return b"".join(struct.pack("<h", round(9000 * math.sin(math.tau * turn))) for turn in turns)


def tone(file: Path, lasts: int) -> Path:
    """A WAV file of so many ms, with a tone that rises."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(_samples(lasts))
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
class AudibleRoom:
    """A served room whose pages play what is read aloud."""

    served: ServedRoom
    sound: PageSound
    diary: FakeLoudspeaker
    """What the room was told to play, and at what time of day."""

    @contextmanager
    def page(self, browser: Any, *, tap: bool = True) -> Iterator[Any]:
        """A new page of the stage. `tap`: its sound is on."""
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(TAP)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        try:
            page.goto(self.served.url + "stage")
            page.evaluate(NOTE)
            if tap:
                page.click("#sound button")
                page.wait_for_selector("body[data-sound=on]")
                page.wait_for_timeout(300)  # its fonts, its cues
            yield page
        finally:
            page.context.close()

    def speech_began(self) -> int:
        """When the room began to say its newest line."""
        return self.when("say ")

    def when(self, order: str) -> int:
        """When the newest such order was given."""
        return [at for at, what in self.diary.played if what.startswith(order)][-1]


@contextmanager
def audible_room(folder: Path, lasts: int = 4_000) -> Iterator[AudibleRoom]:
    """A room with a reader whose lines take `lasts` ms, and no loudspeaker but the pages."""
    sound, diary = PageSound(time.monotonic), FakeLoudspeaker(clock, audible=False)

    async def read(room: Room) -> None:
        reader = ReadAloud(room, ToneSpeaker(folder, lasts), CombinedLoudspeaker(sound, diary))
        sound.changed = reader.wake
        await reader.run()

    with served_room(
        folder, players=("Ana", "Bo", "Cy"), sound=sound, beside=read, monotonic=time.monotonic
    ) as one:
        yield AudibleRoom(one, sound, diary)


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


def began(page: Any) -> float | None:
    """The time of day at which what comes out of a page would have begun; None for silence."""
    at, pitch, decibels = page.evaluate(LISTEN)
    return None if decibels is None or decibels < -90 else at - 1000 * (pitch - LOWEST) / RISES
