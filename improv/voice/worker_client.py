"""The game's side of a worker process: it starts, asks, times out, kills and restarts it.

One request runs at a time. A thread waits for the process, never the loop, and killing the process
frees the thread. A rendered file is accepted only if it is a complete sound. The client knows
processes, and neither engines nor what is spoken.
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

from improv import own_process
from improv.voice.engine import NotInstalled, Style, UnknownVoice, Unusable, Voice
from improv.voice.wav import NotSound, length

_LONGEST_LINE = 1 << 20
"""The bytes that are read of a response."""

_ERRORS = {"not_installed": NotInstalled, "unusable": Unusable, "unknown_voice": UnknownVoice}

_T = TypeVar("_T")

if sys.platform == "win32":
    _CREATION_FLAGS = own_process.CREATION_FLAGS | subprocess.BELOW_NORMAL_PRIORITY_CLASS

    def _kill(process: subprocess.Popen[bytes]) -> None:
        process.kill()

else:
    _CREATION_FLAGS = own_process.CREATION_FLAGS

    def _kill(process: subprocess.Popen[bytes]) -> None:
        # It leads a process group: what it has started itself is killed with it.
        os.killpg(process.pid, signal.SIGKILL)


class Failure(StrEnum):
    """Why a request failed; the words for it are in locale/."""

    HUNG = "hung"  # no response in time
    BROKEN = "broken"  # the process ended, or its response makes no sense
    NO_SOUND = "no_sound"  # the file that was made cannot be played
    RESTING = "resting"  # it failed so often that it is not started for a while
    ERROR = "error"  # the engine or the system raised an error


class Failed(Exception):
    """A request failed. `why` is the text of the error if the engine or the system raised one."""

    def __init__(self, failure: Failure, why: str = "") -> None:
        super().__init__(failure, why)
        self.failure, self.why = failure, why


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long the client waits for a worker, in seconds."""

    request: float = 10.0
    loading: float = 30.0
    """For requests until the first rendered one: an engine may have to read a voice of 60 MB."""
    attempts: int = 3
    """After so many failures in a row the worker is not started ..."""
    rest: float = 60.0
    """... for so long, so that restarts do not keep the machine busy."""


TIMEOUTS = Timeouts()


@dataclass(frozen=True, slots=True)
class EngineVoices:
    """An engine's voices for a language, the best first, and its version."""

    version: str
    voices: tuple[Voice, ...]


def worker_command(engine: str) -> list[str]:
    """The command that starts the worker of an engine: of an entry point or `module:function`."""
    return own_process.command("improv.voice.worker", engine)


class WorkerClient:
    """One worker process, started by the first request. Used on one loop; `close` it at the end."""

    def __init__(
        self, command: Sequence[str], clock: Callable[[], float], timeouts: Timeouts = TIMEOUTS
    ) -> None:
        """`command` starts the worker; `clock` is monotonic, in seconds."""
        self._command, self._clock, self._timeouts = command, clock, timeouts
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1, "voice")
        self._lock = asyncio.Lock()
        self._loaded = False
        self._failures = 0
        self._rests_until = 0.0

    async def voices(self, language: str) -> EngineVoices:
        """The engine's voices for a language. Raises Unusable, Failed."""
        async with self._lock:
            response = await self._request({"ask": "voices", "language": language})
            try:
                voices = tuple(
                    Voice(**dict(voice, languages=tuple(voice["languages"])))
                    for voice in response["voices"]
                )
                return EngineVoices(str(response["version"]), voices)
            except (KeyError, TypeError, ValueError) as fault:
                raise await self._failed(Failure.BROKEN) from fault

    async def render(
        self, text: str, voice: str, style: Style, file: Path
    ) -> tuple[int, tuple[int, ...]]:
        """Speak `text` into `file`: its duration, and when its words begin if known, in ms.

        Either all of the file is written or none. Raises UnknownVoice, Unusable, Failed.
        """
        part = file.absolute().with_suffix(".part")
        request = {"text": text, "voice": voice, "style": asdict(style), "file": str(part)}
        async with self._lock:
            try:
                response = await self._request({"ask": "render", **request})
                words = response.get("words")
                if not isinstance(words, list) or not all(type(begins) is int for begins in words):
                    raise await self._failed(Failure.BROKEN)
                lasts = await self._in_thread(_accept, part, file)
                self._failures = 0
                return lasts, tuple(words)
            except NotSound as fault:
                raise await self._failed(Failure.NO_SOUND) from fault
            except OSError as fault:
                raise await self._failed(Failure.ERROR, str(fault)) from fault
            finally:
                # After the kill: Windows deletes no file that a living process has open.
                await self._in_thread(_delete, part)

    async def close(self) -> None:
        """End the worker. A running request fails; another request would start a new worker."""
        await self._stop()

    async def _request(self, request: dict[str, Any]) -> dict[str, Any]:
        """The worker's response. Raises the error that it names; without one, kills the worker."""
        if self._clock() < self._rests_until:
            raise Failed(Failure.RESTING)
        try:
            # Started before the time limit, so that there is always a process to kill.
            await self._in_thread(self._start)
            limit = self._timeouts.request if self._loaded else self._timeouts.loading
            async with asyncio.timeout(limit):
                line = json.dumps(request).encode() + b"\n"
                response = await self._in_thread(self._exchange, line)
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
        if "error" in response:
            why = str(response.get("why", ""))
            error = _ERRORS.get(str(response["error"]))
            raise error(why) if error else Failed(Failure.ERROR, why)
        return response

    async def _failed(self, failure: Failure, why: str = "") -> Failed:
        """Kill the process, whose state is unknown now, and count the failure; the error for it."""
        await self._stop()
        self._failures += 1
        if self._failures >= self._timeouts.attempts:
            self._failures = 0
            self._rests_until = self._clock() + self._timeouts.rest
        return Failed(failure, why)

    async def _stop(self) -> None:
        process = self._process
        if process is not None and process.returncode is None:
            # It may have ended: then there is no such process, and macOS denies the permission
            # for a group of zombies.
            with suppress(ProcessLookupError, PermissionError):
                _kill(process)
        await self._in_thread(self._reap)

    async def _in_thread(self, work: Callable[..., _T], *given: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    # The methods that the thread runs.

    def _start(self) -> None:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=own_process.FOLDER,
                start_new_session=True,
                creationflags=_CREATION_FLAGS,
            )

    def _exchange(self, line: bytes) -> dict[str, Any]:
        """Send a request, receive the response. Raises OSError or ValueError if none comes."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise ValueError("the process was ended")
        self._process.stdin.write(line)
        self._process.stdin.flush()
        response = json.loads(self._process.stdout.readline(_LONGEST_LINE))
        if not isinstance(response, dict):
            raise ValueError("no response")
        return response

    def _reap(self) -> None:
        """Wait for the killed process, so that it is not left as a zombie."""
        process, self._process, self._loaded = self._process, None, False
        if process is not None:
            with suppress(OSError):  # from closing its pipes: a request may be only half sent
                process.__exit__(None, None, None)


def _accept(part: Path, file: Path) -> int:
    """Rename the rendered file if it is a complete sound; its ms. Raises NotSound, OSError."""
    lasts = length(part)
    part.replace(file)
    return lasts


def _delete(part: Path) -> None:
    with suppress(OSError):
        part.unlink()
