"""What the game and the process of its windows say to each other. Knows no pygame.

At first one question after the other: which displays there are, whether the windows could be
opened, what is asked before a session. Then the room's news go to the windows (Snapshot, Coming,
ClockReading, Refusal) and what people ask for comes back (Action, NextNetwork, Note), until one of
the two ends.
"""

import pickle
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import IO

from improv.director.ports import Snapshot
from improv.scenes.menu import Menu, Pick
from improv.scenes.prompts import Prompt

_LINUX = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
"""Environment variables of Linux; without any of them SDL has no screen to open."""


class NoDisplay(Exception):
    """There is nothing to show a picture on; `str()` is SDL's error, where SDL was asked."""


class NoSuchDisplay(Exception):
    """`--display N` names a display that is not there."""


def check_environment(environ: Mapping[str, str], platform: str = sys.platform) -> None:
    """Raise NoDisplay where SDL would find none, after its libraries' own complaints."""
    if platform.startswith("linux") and not any(map(environ.get, _LINUX)):
        raise NoDisplay


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How to show the game. `display` counts from 1; `window` is a size in px, None full screen."""

    display: int | None = None
    window: tuple[int, int] | None = None
    theme: str = "stage"
    still: bool = False
    speed: float = 1.0
    """How fast the session clock runs, by the wall: a demo's may run faster."""
    latin_digits: bool = False
    """Figures in Latin digits, also where the language has its own."""


@dataclass(frozen=True, slots=True)
class Displays:
    """The displays there are: the answer to the start of the process, or else NoDisplay."""

    sizes: tuple[tuple[int, int], ...]
    """In px."""
    visible: bool
    """Whether anybody can see what is shown."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The windows are as asked: the answer to WindowOptions, or else NoSuchDisplay."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question or a page of choices in a language; the answer is an Answer."""

    asked: Prompt | Menu
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """To a question yes or no, to a page what was picked; None: the window was closed."""

    given: bool | Pick | None


@dataclass(frozen=True, slots=True)
class Left:
    """The windows of a session go; `over`: it was left at its end, not closed in the middle."""

    over: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """What may be seen soon after the newest snapshot, each with its instant."""

    snapshots: tuple[tuple[int, Snapshot], ...]


class Channel:
    """Values in both directions, to and from one thread each.

    They are pickled: whoever is at the other end is this very program.
    """

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source, self._sink = source, sink
        self._ahead: Future[object] | None = None
        """What comes next, where it is waited for already."""

    def send(self, value: object) -> None:
        """Send it. Raises OSError where nobody is left to take it."""
        pickle.dump(value, self._sink, pickle.HIGHEST_PROTOCOL)
        self._sink.flush()

    def is_gone(self) -> bool:
        """Whether the other end has gone. It never waits; what comes meanwhile is received next."""
        if self._ahead is None:
            self._ahead = Future()
            Thread(target=self._receive_ahead, args=(self._ahead,), daemon=True).start()
        return self._ahead.done() and isinstance(self._ahead.exception(), EOFError)

    def receive(self) -> object:
        """Wait for the next one. Raises EOFError where none comes any more."""
        if self._ahead is not None:
            coming, self._ahead = self._ahead, None
            return coming.result()
        return self._received()

    def _receive_ahead(self, coming: "Future[object]") -> None:
        try:
            coming.set_result(self._received())
        except EOFError as none:
            coming.set_exception(none)

    def _received(self) -> object:
        try:
            return pickle.load(self._source)  # noqa: S301 -- our own program
        except (OSError, pickle.UnpicklingError) as cut:
            raise EOFError from cut
