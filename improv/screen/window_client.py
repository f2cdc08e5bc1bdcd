"""The game's side of the process of its windows: it starts it, asks it, and shows it a room."""

import subprocess
import time
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from improv import own_process
from improv.core.actions import Action
from improv.director.ports import Note, Snapshot
from improv.director.room_thread import RoomThread
from improv.director.waker import Waker
from improv.scenes.menu import Menu, Pick
from improv.scenes.prompts import Prompt
from improv.screen.key_actions import NextNetwork
from improv.screen.window_messages import (
    Answer,
    Channel,
    Coming,
    Displays,
    Left,
    Opened,
    Question,
    WindowOptions,
)

T = TypeVar("T")

FRAME_SECONDS = 1 / 60
"""Between two snapshots that are sent: no more can be seen."""

IDLE_WAIT_SECONDS = 0.2
"""How long a snapshot waits at most while many ballots are counted: both need the interpreter."""

STILL_SECONDS = 0.1
"""So long nothing new has come before it is told what may come."""

POLL_SECONDS = 0.5
"""How soon Ctrl+C is noticed on systems where it does not interrupt waiting."""

END_SECONDS = 3.0
"""How long the process has to end by itself."""


class WindowDied(Exception):
    """The process ended by a fault of its own or of the video system; `str()` is its exit code."""


class WindowClient:
    """The windows of a game: first `displays`, then `open`, then `show`; at last `close`."""

    def __init__(self, module: str) -> None:
        """Start the process that runs `module`; it takes a moment to load."""
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            own_process.command(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=own_process.FOLDER,
            creationflags=own_process.CREATION_FLAGS,
        )
        source, sink = self._process.stdout, self._process.stdin
        assert source is not None
        assert sink is not None
        self._source, self._sink = source, sink
        self._channel = Channel(source, sink)
        self._obeying: Thread | None = None
        self._gone = False
        self.over = False
        """Whether the session was left at its end."""

    def displays(self) -> Displays:
        """The displays that there are. Raises NoDisplay, WindowDied."""
        return self._answer(Displays)

    def open(self, options: WindowOptions) -> None:
        """Open the windows, or change those that are open. Raises NoSuchDisplay, WindowDied."""
        self._send(options)
        self._answer(Opened)

    def ask(self, prompt: Prompt, language: str) -> bool | None:
        """Whether the answer is yes; None when the window was closed. Raises WindowDied."""
        self._send(Question(prompt, language))
        given = self._answer(Answer).given
        assert not isinstance(given, Pick)
        return given

    def choose(self, menu: Menu, language: str) -> Pick | None:
        """What was picked on a page; None when the window was closed. Raises WindowDied."""
        self._send(Question(menu, language))
        given = self._answer(Answer).given
        assert not isinstance(given, bool)
        return given

    def show(self, room: RoomThread, waker: Waker) -> None:
        """Show a room until it is gone or the windows are closed. Raises WindowDied."""
        self._obeying = Thread(target=self._obey, args=(room, waker), name="window", daemon=True)
        self._obeying.start()
        sent: Snapshot | None = None
        clock, fresh = None, False
        while not (waker.ended or self._gone):
            waker.clear()
            room.wait_until_idle(IDLE_WAIT_SECONDS)
            if room.clock is not clock:
                clock = room.clock
                self._send(clock)
            if (refusal := room.refusal()) is not None:
                self._send(refusal)
            if (snapshot := room.latest()) is not sent:
                sent, fresh = snapshot, True
                self._send(snapshot)
                time.sleep(FRAME_SECONDS)
            if not waker.wait(STILL_SECONDS if fresh else POLL_SECONDS) and fresh:
                fresh = False
                self._send(Coming(tuple(room.coming())))
        if self._gone and (code := self._exit_code()) != 0:
            raise WindowDied(str(code))

    def close(self) -> None:
        """Close the windows, and wait for the process."""
        with suppress(OSError):
            self._sink.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._obeying is not None:
            self._obeying.join()
        self._source.close()

    def _obey(self, room: RoomThread, waker: Waker) -> None:
        """Hand on what people ask for, until the process ends."""
        with suppress(EOFError):
            while True:
                match self._channel.receive():
                    case Action() as action:
                        room.post(action)
                    case Note() as note:
                        room.tell(note)
                    case NextNetwork():
                        room.next_network()
                    case Left(over):
                        self.over = over
        self._gone = True
        waker.set()

    def _send(self, value: object) -> None:
        with suppress(OSError):  # it has ended: who waits for an answer is told
            self._channel.send(value)

    def _answer(self, kind: type[T]) -> T:
        try:
            answer = self._channel.receive()
        except EOFError:
            raise WindowDied(str(self._exit_code())) from None
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, kind)
        return answer

    def _exit_code(self) -> int | None:
        """How the process has ended; None where it has not."""
        try:
            return self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return None
