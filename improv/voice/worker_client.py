"""This side of a worker: started when it is needed, asked, timed, killed, started again.

One request at a time, none of it on the loop: a thread waits for the process, and killing the
process frees the thread. A file counts only when it is a whole sound. Knows processes and nothing
of what is said, nor why.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from improv.voice import own_process
from improv.voice.engine import NotInstalled, Style, UnknownVoice, Unusable, Voice
from improv.voice.wav import NotSound, length

_LONGEST_LINE = 1 << 20
"""Bytes of an answer; a longer one is none."""

_ERRORS = {"not_installed": NotInstalled, "unusable": Unusable, "unknown_voice": UnknownVoice}

_T = TypeVar("_T")

if sys.platform == "win32":
    _MANNERS = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS

    def _slay(process: subprocess.Popen[bytes]) -> None:
        process.kill()

else:
    _MANNERS = 0

    def _slay(process: subprocess.Popen[bytes]) -> None:
        # It leads a group: what it started itself goes with it.
        os.killpg(process.pid, signal.SIGKILL)


class Failure(StrEnum):
    """Why a request came to nothing; the words for it live in locale/."""

    HUNG = "hung"  # no answer in time
    BROKEN = "broken"  # the process ended, or its answer makes no sense
    NO_SOUND = "no_sound"  # the file that was made cannot be played
    RESTING = "resting"  # it failed so often that it is left alone for a while
    ERROR = "error"  # the engine or the system raised an error


class Failed(Exception):
    """A request came to nothing. `why` is the error's own text where the engine raised one."""

    def __init__(self, failure: Failure, why: str = "") -> None:
        super().__init__(failure, why)
        self.failure, self.why = failure, why


@dataclass(frozen=True, slots=True)
class Timeouts:
    """What a worker is allowed, in seconds."""

    request: float = 10.0
    loading: float = 30.0
    """Until a process has said something: its engine may have a voice of 60 MB to read."""
    tries: int = 3
    """So many failures in a row and it is left alone ..."""
    rest: float = 60.0
    """... for so long: it shall not keep the machine busy with starting it."""


PATIENCE = Timeouts()


@dataclass(frozen=True, slots=True)
class EngineVoices:
    """What an engine has for a language."""

    version: str
    voices: tuple[Voice, ...]
    """The best first."""


def command(engine: str) -> list[str]:
    """How an engine's worker is started: a name among the entry points, or `module:function`."""
    return own_process.command("improv.voice.worker", engine)


class WorkerClient:
    """One worker. Used on one loop, of whatever kind; `close` it at the end."""

    def __init__(
        self,
        command: Sequence[str],
        clock: Callable[[], float],
        patience: Timeouts = PATIENCE,
    ) -> None:
        """`command` starts the worker; `clock` is monotonic, in seconds."""
        self._command, self._clock, self._patience = command, clock, patience
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1, "voice")
        self._turn = asyncio.Lock()
        self._loaded = False
        self._failures = 0
        self._resting = 0.0
        """Until when."""

    async def voices(self, language: str) -> EngineVoices:
        """What there is for a language. Raises Unusable, Failed."""
        async with self._turn:
            said = await self._answer({"ask": "voices", "language": language})
            try:
                voices = [Voice(**dict(v, languages=tuple(v["languages"]))) for v in said["voices"]]
                return EngineVoices(str(said["version"]), tuple(voices))
            except (KeyError, TypeError, ValueError) as fault:
                raise await self._failed(Failure.BROKEN) from fault

    async def render(
        self, text: str, voice: str, style: Style, file: Path
    ) -> tuple[int, tuple[int, ...]]:
        """Say `text` into `file`, whole or not at all: how long it lasts, when words begin (ms).

        No words: not known. Raises UnknownVoice, Unusable, Failed.
        """
        part = file.absolute().with_suffix(".part")
        request = {"text": text, "voice": voice, "style": asdict(style), "file": str(part)}
        async with self._turn:
            try:
                said = await self._answer({"ask": "render", **request})
                words = said.get("words")
                if not isinstance(words, list) or not all(type(at) is int for at in words):
                    raise await self._failed(Failure.BROKEN)
                lasts = await self._apart(_moved, part, file)
                self._failures = 0
                return lasts, tuple(words)
            except NotSound as fault:
                raise await self._failed(Failure.NO_SOUND) from fault
            except OSError as fault:
                raise await self._failed(Failure.ERROR, str(fault)) from fault
            finally:
                # After a kill: while it lives Windows would not let go of the file.
                await self._apart(_removed, part)

    async def close(self) -> None:
        """End the worker. What is being asked fails; another request would start a new one."""
        await self._stop()

    async def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """What the worker says; it is dead if that is nothing. Raises what the answer tells."""
        if self._clock() < self._resting:
            raise Failed(Failure.RESTING)
        try:
            # Begun first and alone, so that there always is a process to be killed.
            await self._apart(self._begin)
            limit = self._patience.request if self._loaded else self._patience.loading
            async with asyncio.timeout(limit):
                said = await self._apart(self._exchange, json.dumps(request).encode() + b"\n")
        except TimeoutError:
            raise await self._failed(Failure.HUNG) from None
        except OSError as fault:
            raise await self._failed(Failure.ERROR, str(fault)) from fault
        except (ValueError, RecursionError):
            raise await self._failed(Failure.BROKEN) from None
        except asyncio.CancelledError:
            await self._stop()
            raise
        self._loaded |= request["ask"] == "render"
        if "error" in said:
            why = str(said.get("why", ""))
            error = _ERRORS.get(str(said["error"]))
            raise error(why) if error else Failed(Failure.ERROR, why)
        return said

    async def _failed(self, failure: Failure, why: str = "") -> Failed:
        """End the process, whose state nobody knows now, and count."""
        await self._stop()
        self._failures += 1
        if self._failures >= self._patience.tries:
            self._failures = 0
            self._resting = self._clock() + self._patience.rest
        return Failed(failure, why)

    async def _stop(self) -> None:
        process = self._process
        if process is not None and process.returncode is None:
            # It may be gone: no such process, and on macOS, of a group of zombies, no permission.
            with suppress(ProcessLookupError, PermissionError):
                _slay(process)
        await self._apart(self._end)

    async def _apart(self, work: Callable[..., _T], *given: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    # What follows is done by the thread.

    def _begin(self) -> None:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=own_process.FOLDER,
                start_new_session=True,
                creationflags=_MANNERS,
            )

    def _exchange(self, line: bytes) -> dict[str, Any]:
        """OSError or ValueError for whatever is no answer."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise ValueError("ended meanwhile")
        self._process.stdin.write(line)
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline(_LONGEST_LINE))
        if not isinstance(said, dict):
            raise ValueError("no answer")
        return said

    def _end(self) -> None:
        """Wait for a process that was killed: none is left as a zombie."""
        process, self._process, self._loaded = self._process, None, False
        if process is not None:
            with suppress(OSError):  # of what it was still to be told
                process.__exit__(None, None, None)


def _moved(part: Path, file: Path) -> int:
    lasts = length(part)
    part.replace(file)
    return lasts


def _removed(part: Path) -> None:
    with suppress(OSError):
        part.unlink()
