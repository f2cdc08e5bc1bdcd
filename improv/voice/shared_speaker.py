"""One speaker for many rooms: a bounded pool, from which each has what it asks for in its turn.

A room that asks for more than its share, or a pool that cannot keep up, has a line less: captions
are on the screens anyway. Each host is told once what cannot be spoken in their room; what to do
about it is for whoever runs the service. What a room said of people's names and lines is deleted
when it closes.
"""

import asyncio
from collections.abc import Callable, Sequence
from itertools import chain, zip_longest

from improv.core.reading import Line
from improv.director.ports import Clip, Note
from improv.voice.speaker import Speaker
from improv.voice.voice_selection import language_name

MOST_WAITING = 60
"""Lines of all rooms that are waited for at once; whoever asks for one more goes without."""
MOST_OF_A_ROOM = 12
CLIP_SECONDS = 6.0
"""So long a room waits for a line: what is shown goes on."""
MOST_AHEAD = 8
"""Lines of one room that are made before they are asked for."""


class SharedSpeaker:
    """The pool. `of_room` is one room's part of it."""

    def __init__(self, speaker: Speaker) -> None:
        """`speaker` is open for as long as this is used."""
        self._speaker = speaker
        self._upcoming: dict[RoomSpeaker, Sequence[Line]] = {}
        self._waiting = 0

    def of_room(self, note: Callable[[Note], None]) -> "RoomSpeaker":
        """A `director.ports.Speaker` for one room; `note` tells its host. `close` it."""
        return RoomSpeaker(self, note)

    def prepare(self, room: "RoomSpeaker", lines: Sequence[Line]) -> None:
        """What a room may need soon; the first of each room come first."""
        self._upcoming[room] = lines[:MOST_AHEAD]
        turns = chain.from_iterable(zip_longest(*self._upcoming.values()))
        self._speaker.prepare([line for line in turns if line is not None])

    async def attempt(self, line: Line) -> Clip | Note | None:
        """The line, or the note why not; None if too many are waited for."""
        if self._waiting >= MOST_WAITING:
            return None
        self._waiting += 1
        try:
            async with asyncio.timeout(CLIP_SECONDS):
                return await self._speaker.attempt(line)
        except TimeoutError:
            return None
        finally:
            self._waiting -= 1

    def leave(self, room: "RoomSpeaker", passing: Sequence[Line]) -> None:
        """A room needs nothing more; `passing`: what of its lines is not to be kept."""
        self._upcoming.pop(room, None)
        self._speaker.forget(passing)


class RoomSpeaker:
    """One room's part of the pool: a `director.ports.Speaker`."""

    def __init__(self, pool: SharedSpeaker, note: Callable[[Note], None]) -> None:
        """For `SharedSpeaker.of_room`."""
        self._pool, self._note = pool, note
        self._waiting = 0
        self._told: set[tuple[str, str]] = set()
        """What its host was told, by language and name."""
        self._passing: dict[Line, None] = {}

    def prepare(self, lines: Sequence[Line]) -> None:
        """What may be needed soon, the next first."""
        self._keep(lines)
        self._pool.prepare(self, lines)

    async def clip(self, line: Line) -> Clip | None:
        """The line; None where it cannot be said, or is too much now."""
        if self._waiting >= MOST_OF_A_ROOM:
            return None
        self._keep([line])
        self._waiting += 1
        try:
            made = await self._pool.attempt(line)
        finally:
            self._waiting -= 1
        if isinstance(made, Note):
            self._tell(line.language, made.name)
            return None
        return made

    def close(self) -> None:
        """The room sleeps, or is over."""
        self._pool.leave(self, list(self._passing))

    def _tell(self, language: str, fault: str) -> None:
        """Once: what to install, or where there is room, is no matter of a host's."""
        if (language, fault) in self._told:
            return
        self._told.add((language, fault))
        values = {"language": language_name(language)}
        if fault == "voice.failed":
            self._note(Note(fault))
        elif fault == "voice.vowel_signs":
            self._note(Note("voice.hosted.some", values))
        else:
            self._note(Note("voice.hosted.none", values))

    def _keep(self, lines: Sequence[Line]) -> None:
        self._passing |= {line: None for line in lines if not line.kept}
