"""Sound on the stage's pages: what is read aloud and since when, how loud, and sound cues.

A page whose visitor switched its sound on is told where in a file the voice is and plays it from
there, so that whoever comes late hears the rest. Nobody waits for a page. Knows clips and cues by
their files, and neither their words nor their reasons.
"""

import json
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from improv.core.sound_cues import Cue
from improv.core.state import LOUDEST
from improv.director.ports import Clip
from improv.phones.sse import BEAT, EventStream, has_place

MOST_FILES = 8
"""So many of the newest clips can be fetched, since a page may be slow."""

_MOST_CUES = 4
"""Of those that wait for one page: one that stood still does not ring for them all."""


@dataclass(slots=True, eq=False)
class SoundSubscriber(EventStream):
    """A page with its sound switched on."""

    cues: list[Cue] = field(default_factory=list)
    """Those that it has not been sent."""


class PageSound:
    """A director.ports.Loudspeaker that plays on pages. Used on the room's loop."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` is monotonic, in seconds."""
        self.changed: Callable[[], None] = lambda: None
        """Called when the first page subscribes."""
        self._now = now
        self._subscribers: dict[SoundSubscriber, None] = {}
        self._files: dict[str, Path] = {}
        """name -> what may be fetched, the oldest first."""
        self._clip: Clip | None = None
        self._number = 0
        """Of the clip: one that is played again has another."""
        self._at, self._since = 0.0, 0.0
        """Seconds into the clip, at an instant of `now`."""
        self._held = False
        self._expected: list[Clip] = []
        self._level = LOUDEST

    # As a loudspeaker.

    @property
    def audible(self) -> bool:
        """Whether a page plays it."""
        return bool(self._subscribers)

    def expect(self, clips: Sequence[Clip]) -> None:
        """Pages may fetch these: they come next."""
        self._expected = list(clips)
        self._notify()

    def say(self, clip: Clip) -> None:
        """Play a line from its beginning, in place of the one that plays."""
        self._expected = [one for one in self._expected if one.file != clip.file]
        self._clip, self._at, self._since = clip, 0.0, self._now()
        self._number += 1
        self._notify()

    def hold(self, on: bool) -> None:
        """Stand still in the middle of a word, or go on."""
        if on is self._held:
            return
        self._at, self._since = self._position(), self._now()
        self._held = on
        self._notify()

    def hush(self) -> None:
        """Break off the line that plays; those that were expected do not come."""
        self._clip, self._expected = None, []
        self._notify()

    def cue(self, cue: Cue) -> None:
        """Play a sound, softly while somebody speaks."""
        for subscriber in self._subscribers:
            subscriber.cues = [*subscriber.cues, cue][-_MOST_CUES:]
        self._notify()

    def volume(self, level: int) -> None:
        """How loud everything is, 0 to 10."""
        self._level = min(max(level, 0), LOUDEST)
        self._notify()

    def _position(self) -> float:
        return self._at if self._held else self._at + self._now() - self._since

    # As the pages know it.

    @property
    def connected(self) -> int:
        """How many pages play it."""
        return len(self._subscribers)

    def has_place(self, most: int, *, favoured: bool) -> bool:
        """Whether one more page may play it, if `most` may at once."""
        return has_place(self._subscribers, most, favoured=favoured)

    def file(self, name: str) -> Path | None:
        """The file that pages fetch by this name; None for one that is not among the newest."""
        return self._files.get(name)

    async def subscribe(
        self, subscriber: SoundSubscriber, heartbeat: float
    ) -> AsyncGenerator[str, None]:
        """The events of one page; `heartbeat`: seconds between two at the most."""
        first = not self._subscribers
        self._subscribers[subscriber] = None
        if first:
            self.changed()
        try:
            yield self._message(subscriber.prefix, None)
            while not subscriber.ended:
                if not await subscriber.wait(heartbeat):
                    yield BEAT
                    continue
                subscriber.news.clear()
                cues, subscriber.cues = subscriber.cues, []
                for cue in cues or (None,):
                    yield self._message(subscriber.prefix, cue)
        finally:
            del self._subscribers[subscriber]

    def close(self) -> None:
        """End all streams."""
        for subscriber in self._subscribers:
            subscriber.end()

    def _notify(self) -> None:
        for subscriber in self._subscribers:
            subscriber.news.set()

    def _message(self, prefix: str, cue: Cue | None) -> str:
        payload = {
            "speech": self._speech(prefix),
            "soon": [self._address(prefix, clip) for clip in self._expected],
            "volume": self._level,
            "cue": cue,
        }
        return f"event: sound\ndata: {json.dumps(payload)}\n\n"

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
        """The address of a clip, where it can be fetched from now on."""
        name = f"{sha256(str(clip.file).encode()).hexdigest()[:32]}.wav"
        self._files[name] = self._files.pop(name, clip.file)
        while len(self._files) > MOST_FILES:
            del self._files[next(iter(self._files))]
        return f"{prefix}/stage/speech/{name}"
