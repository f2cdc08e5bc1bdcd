"""The microphone: takes are recorded by a process of their own, and collected here by a thread.

Nothing blocks the caller but `stop`, for FLUSH at most. What was heard stays in memory, five
minutes at most. Knows no game: the clock of the session is handed in.
"""

import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread

from improv import own_process
from improv.listening.capture_process import CHUNK, HEAD
from improv.listening.take import BYTES_OF_A_MS, LARGEST, peak
from improv.listening.troubles import Failure, Trouble

FLUSH = 0.25
"""Seconds that `stop` waits for the last that was heard."""
SILENT = 3_000
"""ms: a recording of so many zeros and nothing else is that of a muted microphone."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was heard. Empty where there is a failure from the beginning."""

    samples: bytes
    began: int
    """Session clock, ms, at the first sample: exact to about 50 ms, as devices have buffers."""
    speech: tuple[float, ...]
    """How likely each 32 ms are speech."""
    device: str = ""
    failure: Failure | None = None
    """Why it is empty, or ended by itself."""


def capture_command() -> list[str]:
    """The command that starts the process of a recording."""
    return own_process.command("improv.listening.capture_process")


class Microphone:
    """One microphone; one recording at a time. Safe to use from several threads."""

    def __init__(self, device: str = "", command: Sequence[str] | None = None) -> None:
        """`device`: its name; without one the system's choice."""
        self._device = device
        self._command = capture_command() if command is None else command
        self._next: _Capture | None = None
        self._running: _Capture | None = None
        self._lock = Lock()

    def prepare(self) -> None:
        """Load ahead what the next recording needs. The microphone stays closed."""
        with self._lock:
            if self._next is not None and self._next.failure is not None:
                self._next.end()
                self._next = None
            if self._next is None:
                self._next = _Capture(self._command)

    def start(self, now: Callable[[], int], heard: Callable[[bytes], None] | None = None) -> None:
        """Open the microphone and record. `now`: the session clock, in ms.

        `heard` gets every piece of the recording, in order, on a thread of the microphone's.
        """
        self.prepare()
        with self._lock:
            before, self._running, self._next = self._running, self._next, None
            running = self._running
        if before is not None:
            before.end()
        if running is not None:
            running.open(self._device, now, heard)

    def hold(self, on: bool) -> None:
        """Hear nothing while the session clock stands still."""
        if self._running is not None:
            self._running.held = on

    @property
    def is_open(self) -> bool:
        """Whether it hears, as far as is known."""
        return self._running is not None and self._running.is_open

    @property
    def failure(self) -> Failure | None:
        """Why it does not hear, or not any more."""
        return None if self._running is None else self._running.failure

    @property
    def level(self) -> int:
        """The largest of the latest samples, 0 to 32768."""
        return 0 if self._running is None else self._running.level

    @property
    def recorded(self) -> int:
        """ms that were heard so far."""
        return 0 if self._running is None else self._running.recorded

    def stop(self) -> Recording | None:
        """Close the microphone: what was heard; None if it was not started. At most FLUSH."""
        with self._lock:
            running, self._running = self._running, None
        return None if running is None else running.stop()

    def close(self) -> None:
        """End every process; a recording that runs is lost."""
        with self._lock:
            there = (self._running, self._next)
            self._running = self._next = None
        for one in there:
            if one is not None:
                one.end()


class _Capture:
    """The game's side of one process."""

    def __init__(self, command: Sequence[str]) -> None:
        self.is_open = self.held = False
        self.level = 0
        self._failure: Failure | None = None
        self._now: Callable[[], int] | None = None
        self._heard: Callable[[bytes], None] | None = None
        self._began: int | None = None
        self._samples = bytearray()
        self._speech: list[float] = []
        self._name, self._silent = "", True
        self._ended = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: list[str] = []
        """What is asked of a process that has not been started yet."""
        self._lock = Lock()
        # Starting a process takes its time, too.
        self._thread = Thread(target=self._run, args=(command,), daemon=True)
        self._thread.start()

    @property
    def failure(self) -> Failure | None:
        """What went wrong so far. A microphone that gives nothing but zeros may yet be unmuted."""
        if self._failure is None and self._silent and self.recorded >= SILENT:
            return Failure(Trouble.MUTED, self._name)
        return self._failure

    @property
    def recorded(self) -> int:
        """ms."""
        return len(self._samples) // BYTES_OF_A_MS

    def open(
        self, device: str, now: Callable[[], int], heard: Callable[[bytes], None] | None
    ) -> None:
        """Open the device and record."""
        self._heard, self._now = heard, now
        self._ask(f"open {device}")

    def stop(self) -> Recording:
        """What was heard; the process is ended."""
        self._ask("stop")
        self._ended.wait(FLUSH)
        self.end()
        # A device that gave nothing in time has no beginning.
        began = self._began if self._began is not None else self._now() if self._now else 0
        samples, speech = bytes(self._samples), tuple(self._speech)
        return Recording(samples, began, speech, self._name, self.failure)

    def end(self) -> None:
        """End the process, whatever it does."""
        self._ended.set()
        with self._lock:
            if self._process is not None:
                self._process.kill()
        self._thread.join()

    def _ask(self, line: str) -> None:
        with self._lock:
            if self._process is None:
                self._asked.append(line)
            else:
                _write(self._process, line)

    def _run(self, command: Sequence[str]) -> None:
        """Start the process and take in what it sends, until it ends. On a thread of its own."""
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=own_process.FOLDER,
                creationflags=own_process.CREATION_FLAGS,
            )
        except OSError as fault:
            self._failure = Failure(Trouble.BROKEN, str(fault))
            self._ended.set()
            return
        with self._lock:
            self._process = process
            for line in self._asked:
                _write(process, line)
        self._follow(process)
        process.kill()
        with suppress(OSError):  # from closing a pipe that has no reader
            process.__exit__(None, None, None)

    def _follow(self, process: "subprocess.Popen[bytes]") -> None:
        """Take in what the process sends, until it is ended or has no more."""
        source = process.stdout
        assert source is not None
        while not self._ended.is_set():
            head = source.read(HEAD.size)
            kind, size = HEAD.unpack(head) if len(head) == HEAD.size else (b"", 0)
            what = source.read(size)
            if kind == b"S" and len(what) == CHUNK.size:
                self._take(*CHUNK.unpack(what))
            elif kind == b"O":
                self._name = what.decode()
                self.is_open = True
            elif not self._ended.is_set():
                was_open, self.is_open = self.is_open, False
                if kind == b"X":
                    name, _, why = what.decode().partition(" ")
                    self._failure = Failure(Trouble(name), why)
                elif kind != b"E":
                    # Once it hears, what makes it end by itself is a device that hangs.
                    trouble = Trouble.GONE if was_open else Trouble.BROKEN
                    self._failure = Failure(trouble, f"exit {process.wait()}")
                self._ended.set()

    def _take(self, probability: float, samples: bytes) -> None:
        if self.held or self._now is None:
            return
        self._samples += samples
        self._speech.append(probability)
        self.level = peak(samples)
        self._silent = self._silent and self.level == 0
        # Whatever comes late, comes late by different times: the least is the nearest.
        began = self._now() - self.recorded
        self._began = began if self._began is None else min(began, self._began)
        if self._heard is not None:
            self._heard(samples)
        if len(self._samples) >= LARGEST:
            self.is_open = False
            self._ended.set()


def _write(process: "subprocess.Popen[bytes]", line: str) -> None:
    assert process.stdin is not None
    with suppress(OSError, ValueError):  # it has ended, and the thread knows why
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
