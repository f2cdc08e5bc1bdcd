"""Sound on the stage's pages: what is being said and since when, how loud, and cues as they come.

A page that has its sound switched on is an ear: it is told where in a file the voice is and plays
it from there, so that whoever comes late hears the rest. Nobody waits for a page. Knows clips and
cues by their files; never what is said, or why.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from improv.core.sound_cues import Cue
from improv.core.state import LOUDEST
from improv.director.ports import Clip

KEPT = 8
"""So many of the newest clips can be fetched: a page may be slow."""

_MOST_CUES = 4
"""Of those that a page has not been told of: one that stood still does not ring for them all."""


@dataclass(slots=True, eq=False)
class Ear:
    """A page that listens."""

    prefix: str = ""
    """What the addresses of its files begin with."""
    cues: list[Cue] = field(default_factory=list)
    """What it has not been told of."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    over: bool = False

    def end(self) -> None:
        """Let its stream end."""
        self.over = True
        self.news.set()


class PageSound:
    """A director.ports.Loudspeaker. Used on the room's loop."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` is monotonic, in seconds."""
        self.changed: Callable[[], None] = lambda: None
        """Called when somebody hears it, where nobody did."""
        self._now = now
        self._ears: dict[Ear, None] = {}
        self._files: dict[str, Path] = {}
        """name -> what may be fetched, the oldest first."""
        self._clip: Clip | None = None
        self._number = 0
        """Of the clip: one that is said again is another."""
        self._at, self._since = 0.0, 0.0
        """Seconds into the clip, at an instant of `now`."""
        self._held = False
        self._expected: list[Clip] = []
        self._level = LOUDEST

    # As a loudspeaker.

    @property
    def audible(self) -> bool:
        """Whether a page listens."""
        return bool(self._ears)

    def expect(self, clips: Sequence[Clip]) -> None:
        """Pages may fetch these: they come next."""
        self._expected = list(clips)
        self._tell()

    def say(self, clip: Clip) -> None:
        """Play a line from its beginning, instead of what is being said."""
        self._expected = [one for one in self._expected if one.file != clip.file]
        self._clip, self._at, self._since = clip, 0.0, self._now()
        self._number += 1
        self._tell()

    def hold(self, on: bool) -> None:
        """Stand still in the middle of a word, or go on."""
        if on is self._held:
            return
        self._at, self._since = self._position(), self._now()
        self._held = on
        self._tell()

    def hush(self) -> None:
        """Break off what is being said; what was to come does not."""
        self._clip, self._expected = None, []
        self._tell()

    def cue(self, cue: Cue) -> None:
        """Play a sound, softly while somebody speaks."""
        for ear in self._ears:
            ear.cues = [*ear.cues, cue][-_MOST_CUES:]
        self._tell()

    def volume(self, level: int) -> None:
        """How loud everything is, 0 to 10."""
        self._level = min(max(level, 0), LOUDEST)
        self._tell()

    def _position(self) -> float:
        return self._at if self._held else self._at + self._now() - self._since

    # As the pages know it.

    @property
    def ears(self) -> int:
        """How many pages listen."""
        return len(self._ears)

    def file(self, name: str) -> Path | None:
        """What a page fetches by that name; None for anything that is not said these days."""
        return self._files.get(name)

    async def listen(self, ear: Ear, heartbeat: float) -> AsyncGenerator[str, None]:
        """The events of one page; `heartbeat`: seconds between two at the most."""
        first = not self._ears
        self._ears[ear] = None
        if first:
            self.changed()
        try:
            yield self._message(ear.prefix, None)
            while not ear.over:
                try:
                    async with asyncio.timeout(heartbeat):
                        await ear.news.wait()
                except TimeoutError:
                    yield "event: beat\ndata: 1\n\n"
                    continue
                ear.news.clear()
                cues, ear.cues = ear.cues, []
                for cue in cues or (None,):
                    yield self._message(ear.prefix, cue)
        finally:
            del self._ears[ear]

    def close(self) -> None:
        """End all streams: the program does."""
        for ear in self._ears:
            ear.end()

    def _tell(self) -> None:
        for ear in self._ears:
            ear.news.set()

    def _message(self, prefix: str, cue: Cue | None) -> str:
        told = {
            "speech": self._speech(prefix),
            "soon": [self._address(prefix, clip) for clip in self._expected],
            "volume": self._level,
            "cue": cue,
        }
        return f"event: sound\ndata: {json.dumps(told)}\n\n"

    def _speech(self, prefix: str) -> dict[str, Any] | None:
        clip, at = self._clip, round(1000 * self._position())
        if clip is None or at >= clip.lasts:
            return None
        return {
            "id": self._number,
            "url": self._address(prefix, clip),
            "at": at,
            "held": self._held,
        }

    def _address(self, prefix: str, clip: Clip) -> str:
        """Where the clip is, and from now on it is there."""
        name = f"{sha256(str(clip.file).encode()).hexdigest()[:32]}.wav"
        self._files[name] = self._files.pop(name, clip.file)
        while len(self._files) > KEPT:
            del self._files[next(iter(self._files))]
        return f"{prefix}/stage/speech/{name}"
