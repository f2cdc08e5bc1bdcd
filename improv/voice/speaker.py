"""The speaker turns lines into clips: from the cache, or by a worker, ahead of their use.

It is a director.ports.Speaker. A line that cannot be spoken has no clip, and the facilitator gets
one note for each language and reason. The speaker plays nothing, and no engine runs in it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import astuple
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from improv.core.cards import Manner
from improv.core.reading import Line
from improv.director.ports import Clip, Note
from improv.voice.cache import Cache, key
from improv.voice.engine import NotInstalled, Style
from improv.voice.engine_text import estimated, sayable, words_said
from improv.voice.voice_selection import (
    NoVoice,
    SelectedVoice,
    VoiceRequests,
    choose,
    language_name,
)
from improv.voice.worker_client import (
    TIMEOUTS,
    EngineVoices,
    Timeouts,
    WorkerClient,
    worker_command,
)

PLAIN = Style(volume=0.8)
"""Below full volume, so that an angry voice can be louder."""

_STYLES = {
    Manner.ANGRY: Style("angry", rate=1.15, pitch=1.12, volume=1.0),
    Manner.HURRIED: Style("hurried", rate=1.35, pitch=1.06, volume=0.85),
    Manner.TIRED: Style("tired", rate=0.8, pitch=0.85, volume=0.6),
    Manner.SWEET: Style("sweet", rate=0.92, pitch=1.25, volume=0.75),
    Manner.WHISPER: Style("whisper", rate=0.9, volume=0.65, whisper=True),
}


def style_of(manner: Manner | None) -> Style:
    """The style of a manner; without one the plain style."""
    return PLAIN if manner is None else _STYLES[manner]


_T = TypeVar("_T")


class Speaker:
    """The speech of one session. Used on one loop, while it is open."""

    def __init__(
        self,
        cache: Cache,
        requests: VoiceRequests,
        clock: Callable[[], float],
        note: Callable[[Note], None],
        timeouts: Timeouts = TIMEOUTS,
    ) -> None:
        """`clock` is monotonic, in seconds; `note` receives notes for the facilitator."""
        self._cache, self._requests, self._note = cache, requests, note
        self._clock, self._timeouts = clock, timeouts
        self._workers: dict[str, WorkerClient] = {}
        self._voices: dict[str, SelectedVoice | NoVoice] = {}
        self._noted: set[tuple[str, str]] = set()
        """The notes that were given, by language and name."""
        self._tasks: dict[Line, asyncio.Task[Clip | Note | None]] = {}
        self._upcoming: list[Line] = []
        self._failed: set[Line] = set()
        """Lines that are not made ahead any more: one of them may be what kills the worker."""
        self._passing: dict[Line, str] = {}
        """Keys of sounds that are deleted at the end, and never found again."""
        self._changed = asyncio.Event()
        self._waiting = 0
        """How many callers wait for a clip."""
        self._disk = asyncio.Lock()
        self._is_open = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Make the upcoming lines; at the end every worker is closed."""
        self._is_open = True
        preparing = asyncio.create_task(self._prepare())
        try:
            yield
        finally:
            self._is_open = False
            tasks = [preparing, *self._tasks.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for worker in self._workers.values():
                await worker.close()
            self.forget(list(self._passing))

    def prepare(self, lines: Sequence[Line]) -> None:
        """Make these lines ahead, in this order, and no longer those of an earlier call."""
        self._upcoming = list(lines)
        self._changed.set()

    def forget(self, lines: Iterable[Line]) -> None:
        """Delete the sounds of these lines, those of them that are not kept."""
        for line in lines:
            if (name := self._passing.pop(line, None)) is not None:
                self._cache.forget(name)

    async def clip(self, line: Line) -> Clip | None:
        """The line's clip, made before all upcoming ones; None if it cannot be spoken."""
        made = await self.attempt(line)
        return made if isinstance(made, Clip) else None

    async def attempt(self, line: Line) -> Clip | Note | None:
        """As `clip`; where a fault keeps it from being spoken, the note about it."""
        self._waiting += 1
        try:
            return await self._shared(line)
        finally:
            self._waiting -= 1
            self._changed.set()

    async def _prepare(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            while self._upcoming and not self._waiting:
                line = self._upcoming.pop(0)
                if line not in self._failed:
                    await self._shared(line)

    async def _shared(self, line: Line) -> Clip | Note | None:
        """The attempt, made once for all callers, and made to its end even without any."""
        if not self._is_open:
            return None
        if line not in self._tasks:
            self._tasks[line] = asyncio.create_task(self._attempt(line))
            self._tasks[line].add_done_callback(lambda _: self._tasks.pop(line))
        return await asyncio.shield(self._tasks[line])

    async def _attempt(self, line: Line) -> Clip | Note | None:
        try:
            return await self._make(line)
        except Exception as fault:  # whatever it is, the round goes on
            self._failed.add(line)
            return self._report(line.language, fault)

    async def _make(self, line: Line) -> Clip | None:
        text = sayable(" ".join(map(" ".join, words_said(line))), line.language)
        if not any(letter.isalnum() for letter in text):
            return None  # a picture, or nothing at all
        voice = await self._voice(line.language)
        style = style_of(line.manner)
        name = key(text, line.language, astuple(style), astuple(voice))
        cached = await self._on_disk(self._cache.find, name)
        if cached is not None:
            return _clip(line, cached.file, cached.lasts, cached.words)
        await self._on_disk(self._cache.open)
        file = self._cache.path(name)
        lasts, words = await self._worker(voice.engine).render(text, voice.voice, style, file)
        if not line.kept:
            self._passing[line] = name
            return _clip(line, file, lasts, words)
        with suppress(OSError):  # then it is not found again, but it can be played now
            await self._on_disk(self._cache.store, name, words)
        return _clip(line, file, lasts, words)

    async def _voice(self, language: str) -> SelectedVoice:
        """The voice for a language, chosen once. Raises NoVoice, Failed."""
        # After Failed the next call may succeed.
        if language not in self._voices:
            try:
                request = self._requests.of(language)
                self._voices[language] = await choose(request, language, self._offer)
            except NoVoice as none:
                self._voices[language] = none
        voice = self._voices[language]
        if isinstance(voice, NoVoice):
            raise NoVoice(voice.note)
        return voice

    async def _offer(self, engine: str, language: str) -> EngineVoices:
        return await self._worker(engine).voices(language)

    def _worker(self, engine: str) -> WorkerClient:
        if engine not in self._workers:
            command = worker_command(engine)
            self._workers[engine] = WorkerClient(command, self._clock, self._timeouts)
        return self._workers[engine]

    async def _on_disk(self, work: Callable[..., _T], *given: object) -> _T:
        async with self._disk:
            return await asyncio.to_thread(work, *given)

    def _report(self, language: str, fault: Exception) -> Note | None:
        note = self._note_of(language, fault)
        if note is not None and (language, note.name) not in self._noted:
            self._noted.add((language, note.name))
            self._note(note)
        return note

    def _note_of(self, language: str, fault: Exception) -> Note | None:
        """The note about a fault; None if there is no voice because none was requested."""
        if isinstance(fault, NoVoice):
            return fault.note
        if isinstance(fault, NotInstalled):  # for this text: a voice was there
            values = {"language": language_name(language), "install": str(fault)}
            return Note("voice.vowel_signs", values)
        if isinstance(fault, OSError):  # from the cache: a worker client raises none
            values = {"path": str(self._cache.folder), "why": fault.strerror or str(fault)}
            return Note("voice.folder", {**values, "option": "--data"})
        return Note("voice.failed")


def _clip(line: Line, file: Path, lasts: int, words: tuple[int, ...]) -> Clip:
    """A clip with a time for each word of the line as the screens show it."""
    ordered, groups = [0, *words, lasts], words_said(line)
    if len(words) != sum(map(len, groups)) or ordered != sorted(ordered):
        words = estimated(" ".join(map(" ".join, groups)), lasts)
    firsts = accumulate(map(len, groups[:-1]), initial=0)
    return Clip(file, lasts, tuple(words[first] for first in firsts))
