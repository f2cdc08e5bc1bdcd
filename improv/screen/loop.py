"""The loop of the main thread: keys become actions, snapshots become pictures.

It sleeps until a key, the room or the clock has something new. Knows the room only as a
Watch, and the time only as a wall that was handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

import pygame

from improv.core.formats import PhaseKind
from improv.director.ports import Note, Snapshot, Watch
from improv.director.waker import Waker
from improv.screen import displays
from improv.screen.key_actions import NextNetwork
from improv.screen.key_handling import expired, follow, looked_away, press, refused
from improv.screen.keys import Command, Key, command_of, editing_of, key_of
from improv.screen.screens import Screens
from improv.screen.ui_state import Toast, UiState

FRAME_SECONDS = 1 / 60
"""While something moves."""

LOOK_SECONDS = 1.0
"""How often the displays are looked at, whatever else happens."""

KEY_SECONDS = 0.025
"""How soon a key is heard: pygame's own wait asks every millisecond, at 4% of a core."""

NOTE_SECONDS = 8.0
"""A note says what failed and what to do: a sentence or two, where a key's answer is a word."""

PATIENCE_SECONDS = 0.2
"""So long a frame waits while a roomful of ballots is counted: both need the interpreter."""


class Outcome(StrEnum):
    """Why the loop ended."""

    CLOSED = "closed"
    """Somebody closed the window: the session can be resumed."""
    OVER = "over"
    """The session is at its end, and somebody pressed Next once more."""
    GONE = "gone"
    """The room ended by itself."""


class Loop:
    """The main thread's loop over one room."""

    def __init__(
        self,
        screens: Screens,
        watch: Watch,
        waker: Waker,
        wall: Callable[[], float],
        token: str,
        there: Callable[[], Sequence[tuple[int, int]]] = displays.sizes,
    ) -> None:
        """`token` makes the ids of actions; `wall` is monotonic seconds; `there`: displays."""
        self._screens, self._watch, self._waker = screens, watch, waker
        self._wall, self._there = wall, there
        self._desk = UiState(token=token, single=screens.single)
        self._looked = wall()
        self._note: Note | None = None
        self._typing = False

    def run(self) -> Outcome:
        """Show the room until a window is closed or the session is over."""
        while not self._waker.ended:
            self._watch.wait_until_idle(PATIENCE_SECONDS)
            began = self._wall()
            self._waker.clear()
            snapshot = self._watch.latest()
            self._look(snapshot, began)
            now = self._watch.now()
            self._screens.paint(snapshot, now, began, self._desk)
            for event in self._wait(self._patience(now, began)):
                outcome = self._hear(event, snapshot)
                if outcome is not None:
                    return outcome
        return Outcome.GONE

    def _look(self, snapshot: Snapshot, at: float) -> None:
        """Bring the desk and the windows up to date."""
        if at - self._looked >= LOOK_SECONDS:
            self._looked = at
            self._screens.arrange(self._there())
        desk = replace(self._desk, single=self._screens.single)
        note = snapshot.note
        if note is not self._note and note is not None:
            desk = replace(desk, toast=Toast(note.name, note.values, at + NOTE_SECONDS))
        self._note = note
        refusal = self._watch.refusal()
        if refusal is not None:
            desk = refused(desk, refusal, at)
        self._desk = expired(follow(desk, snapshot), at)

    def _patience(self, now: int, began: float) -> float:
        """How long to sleep, in seconds."""
        soon = self._screens.next_change(now)
        if soon == 0:
            return FRAME_SECONDS - (self._wall() - began)
        toast = self._desk.toast
        ends = LOOK_SECONDS if toast is None else toast.until - began
        return min(LOOK_SECONDS, ends, LOOK_SECONDS if soon is None else soon / 1000)

    def _wait(self, seconds: float) -> list[pygame.event.Event]:
        """The next events; none when the time is over or the room has something new."""
        ends = self._wall() + seconds
        while True:
            events = pygame.event.get()
            left = ends - self._wall()
            if events or left <= 0 or self._waker.wait(min(left, KEY_SECONDS)):
                return events

    def _hear(self, event: pygame.event.Event, snapshot: Snapshot) -> Outcome | None:
        if event.type == pygame.WINDOWFOCUSLOST:
            self._desk = looked_away(self._desk)
        if not self._screens.hear(event):
            return Outcome.CLOSED
        key = key_of(event, self._wall())
        if key is None:
            return None
        command = command_of(key, snapshot.projector.kind) if key.down and not key.text else None
        if command is Command.FULL:
            self._screens.toggle_full()
            return None
        if command is Command.ESCAPE and not (self._desk.panel or self._desk.peek):
            self._screens.leave_full()
            return None
        if _says_goodbye(self._desk, key, command, snapshot):
            return Outcome.OVER
        self._desk, wanted = press(self._desk, key, snapshot)
        if isinstance(wanted, NextNetwork):
            self._watch.next_network()
        elif wanted is not None:
            self._watch.post(wanted)
        typing = self._desk.typing is not None
        if typing is not self._typing:  # at once: the next letter may be there already
            self._typing = typing
            (pygame.key.start_text_input if typing else pygame.key.stop_text_input)()
        return None


def _says_goodbye(desk: UiState, key: Key, command: Command | None, snapshot: Snapshot) -> bool:
    """Next at the very end."""
    goes_on = command is Command.NEXT or editing_of(key) is Command.ENTER
    ended = snapshot.projector.kind is PhaseKind.END
    return ended and goes_on and key.down and not desk.panel and not snapshot.projector.blank
