"""Lines to clips: which voice says a line, made before it is needed, or from the cache.

A director.ports.Speaker. What fails is a line without sound and one note to the facilitator for
each language and reason; never more than that. Knows no loudspeaker, and no engine runs in here.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import astuple
from pathlib import Path
from typing import TypeVar

from improv.core.reading import Line
from improv.director.ports import Clip, Note
from improv.voice.cache import Cache, key
from improv.voice.engine_text import estimated, sayable
from improv.voice.styles import style_of
from improv.voice.voice_selection import NoVoice, SelectedVoice, VoiceRequests, choose
from improv.voice.worker_client import PATIENCE, EngineVoices, Timeouts, WorkerClient, command

_T = TypeVar("_T")


class Speaker:
    """Used on one loop, between `open` and its end."""

    def __init__(
        self,
        cache: Cache,
        wanted: VoiceRequests,
        clock: Callable[[], float],
        note: Callable[[Note], None],
        patience: Timeouts = PATIENCE,
    ) -> None:
        """`clock` is monotonic, in seconds; `note` hears what the facilitator should know."""
        self._cache, self._wanted, self._note = cache, wanted, note
        self._clock, self._patience = clock, patience
        self._workshops: dict[str, WorkerClient] = {}
        self._chosen: dict[str, SelectedVoice | NoVoice] = {}
        self._said: set[tuple[str, str]] = set()
        """Notes: (language, name)."""
        self._making: dict[Line, asyncio.Task[Clip | None]] = {}
        self._ahead: list[Line] = []
        self._failed: set[Line] = set()
        """Not tried again before somebody waits for them: one may be what kills a worker."""
        self._news = asyncio.Event()
        self._awaited = 0
        """How many lines somebody waits for."""
        self._disk = asyncio.Lock()
        self._is_open = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Make ahead what is asked for; at the end no worker is left."""
        self._is_open = True
        preparing = asyncio.create_task(self._prepare())
        try:
            yield
        finally:
            self._is_open = False
            tasks = [preparing, *self._making.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for workshop in self._workshops.values():
                await workshop.close()

    def prepare(self, lines: Sequence[Line]) -> None:
        """What may be needed soon, the next first; what was asked for before is forgotten."""
        self._ahead = list(lines)
        self._news.set()

    async def clip(self, line: Line) -> Clip | None:
        """The line, before anything else; None where it cannot be said."""
        self._awaited += 1
        try:
            return await self._made(line)
        finally:
            self._awaited -= 1
            self._news.set()

    async def _prepare(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._ahead and not self._awaited:
                line = self._ahead.pop(0)
                if line not in self._failed:
                    await self._made(line)

    async def _made(self, line: Line) -> Clip | None:
        """The line; made once, however many ask, and even if they ask no longer."""
        if not self._is_open:
            return None
        if line not in self._making:
            self._making[line] = asyncio.create_task(self._tried(line))
            self._making[line].add_done_callback(lambda _: self._making.pop(line))
        return await asyncio.shield(self._making[line])

    async def _tried(self, line: Line) -> Clip | None:
        try:
            return await self._make(line)
        except Exception as fault:  # whatever it is, the round goes on
            self._failed.add(line)
            self._tell(line.language, fault)
            return None

    async def _make(self, line: Line) -> Clip | None:
        text = sayable(line.text, line.language)
        if not any(letter.isalnum() for letter in text):
            return None  # a picture, or nothing at all
        chosen = await self._choice(line.language)
        style = style_of(line.manner)
        name = key(text, line.language, astuple(style), astuple(chosen))
        kept = await self._on_disk(self._cache.find, name)
        if kept is not None:
            return _clip(line, kept.file, kept.lasts, kept.words)
        await self._on_disk(self._cache.open)
        file = self._cache.place(name)
        workshop = self._workshop(chosen.engine)
        lasts, words = await workshop.render(text, chosen.voice, style, file)
        with suppress(OSError):  # it is not kept then, but it can be heard
            await self._on_disk(self._cache.keep, name, words)
        return _clip(line, file, lasts, words)

    async def _choice(self, language: str) -> SelectedVoice:
        """Raises NoVoice, again each time; Failed, which may pass."""
        if language not in self._chosen:
            try:
                wish = self._wanted.of(language)
                self._chosen[language] = await choose(wish, language, self._offer)
            except NoVoice as none:
                self._chosen[language] = none
        chosen = self._chosen[language]
        if isinstance(chosen, NoVoice):
            raise NoVoice(chosen.note)
        return chosen

    async def _offer(self, engine: str, language: str) -> EngineVoices:
        return await self._workshop(engine).voices(language)

    def _workshop(self, engine: str) -> WorkerClient:
        if engine not in self._workshops:
            self._workshops[engine] = WorkerClient(command(engine), self._clock, self._patience)
        return self._workshops[engine]

    async def _on_disk(self, work: Callable[..., _T], *given: object) -> _T:
        async with self._disk:
            return await asyncio.to_thread(work, *given)

    def _tell(self, language: str, fault: Exception) -> None:
        note = self._noted(fault)
        if note is not None and (language, note.name) not in self._said:
            self._said.add((language, note.name))
            self._note(note)

    def _noted(self, fault: Exception) -> Note | None:
        """What to say of it; nothing of what somebody wished."""
        if isinstance(fault, NoVoice):
            return fault.note
        if isinstance(fault, OSError):  # of the cache: a workshop has none
            values = {"path": str(self._cache.folder), "why": fault.strerror or str(fault)}
            return Note("voice.folder", {**values, "option": "--data"})
        return Note("voice.failed")


def _clip(line: Line, file: Path, lasts: int, words: tuple[int, ...]) -> Clip:
    """With a beginning for each word as it stands on the screens."""
    ordered = [0, *words, lasts]
    known = len(words) == len(line.text.split()) and ordered == sorted(ordered)
    return Clip(file, lasts, words if known else estimated(line.text, lasts))
