"""The loop of the main thread: keys and clicks become actions, snapshots become pictures.

It sleeps until there is a new event, something new in the room, or a change by the clock. It
knows the room only as a Watch, and the time only as a clock that is handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest

import pygame

from improv.core.formats import PhaseKind
from improv.director.ports import Note, Snapshot, Watch
from improv.director.waker import Waker
from improv.screen import displays, peek
from improv.screen.key_actions import NextNetwork
from improv.screen.key_handling import follow, press, refused
from improv.screen.keys import Command, Key, command_of, key_of
from improv.screen.pasting import pasted_text
from improv.screen.pointer_events import PointerEvents
from improv.screen.preparation import Preparation
from improv.screen.screens import Screens
from improv.screen.ui_state import Toast, UiState
from improv.text.name_check import NameCheck

FRAME_SECONDS = 1 / 60
"""Between two frames while something moves."""

DISPLAYS_SECONDS = 1.0
"""Between two looks at the displays, and the longest sleep."""

POLL_SECONDS = 0.025
"""Between two looks at the event queue. pygame's own wait polls every ms, at 4% of a core."""

NOTE_SECONDS = 8.0
"""How long a note stays: it is a sentence or two, where the answer to a key is a few words."""


class Outcome(StrEnum):
    """Why the loop ended."""

    CLOSED = "closed"
    """A window was closed; the session can be resumed."""
    OVER = "over"
    """Esc was pressed at the end of the session, outside full screen."""
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
        display_sizes: Callable[[], Sequence[tuple[int, int]]] = displays.sizes,
    ) -> None:
        """Make it. `wall` gives monotonic seconds; `token` begins the ids of all actions."""
        self._screens, self._watch, self._waker = screens, watch, waker
        self._wall, self._display_sizes = wall, display_sizes
        self._ui = UiState(token=token, single=screens.single)
        self._preparation = Preparation(screens, watch)
        self._pointer = PointerEvents(screens)
        self._displays_checked = wall()
        self._notes = 0
        """How many notes of the room have been shown."""
        self._names = NameCheck()
        self._echo = ""
        """What the key printed that opened a line to type in: no text for that line."""

    def run(self) -> Outcome:
        """Show the room until a window is closed or the session is over."""
        while not self._waker.ended:
            began = self._wall()
            self._waker.clear()
            snapshot = self._watch.latest()
            self._update(snapshot, began)
            now = self._watch.now()
            self._screens.paint(snapshot, now, began, self._ui)
            self._preparation.follow(snapshot, began)
            change = self._screens.next_change(now)
            events = self._wait(self._next_turn(change, began), still=change != 0)
            previous = None
            for event, following in zip_longest(events, events[1:]):
                outcome = self._handle(event, following, previous, snapshot)
                previous = event
                if outcome is not None:
                    return outcome
        return Outcome.GONE

    def _update(self, snapshot: Snapshot, at: float) -> None:
        """Bring the windows and the UI state up to date with the displays and the room."""
        if at - self._displays_checked >= DISPLAYS_SECONDS:
            self._displays_checked = at
            self._screens.arrange(self._display_sizes())
        if found := self._names.of_new(person.name for person in snapshot.projector.people):
            self._watch.tell(Note("names.letters", found))
        ui = replace(self._ui, single=self._screens.single, bar=self._pointer.since(at))
        note = snapshot.note
        if snapshot.notes != self._notes and note is not None:
            private = Toast(note.name, note.values, at + NOTE_SECONDS, private=True)
            ui = replace(ui, toast=private)
        self._notes = snapshot.notes
        refusal = self._watch.refusal()
        if refusal is not None:
            ui = refused(ui, refusal, at)
        self._ui = follow(ui, snapshot).without_expired(at)

    def _next_turn(self, change: int | None, began: float) -> float:
        """When something changes by itself, by the wall; in the past, where painting took longer.

        `change` is when the pictures do: ms from when this turn of the loop `began`, or None.
        """
        toast = self._ui.toast
        seconds = [DISPLAYS_SECONDS]
        if self._ui.bar is not None:
            seconds.append(self._pointer.rests_at - began)
        if toast is not None:
            seconds.append(toast.until - began)
        if change is not None:
            seconds.append(change / 1000 if change else FRAME_SECONDS)
        return began + min(seconds)

    def _wait(self, end: float, *, still: bool) -> list[pygame.event.Event]:
        """The next events; none at the `end`, by the wall, or when the room has something new.

        While the pictures stand `still`, what may come is prepared meanwhile.
        """
        while True:
            found = pygame.event.get()
            at = self._wall()
            events = [event for event in found if not self._pointer.only_moves(event, at)]
            if events or at >= end:
                return events
            busy = still and self._preparation.step(at)
            left = max(0, end - self._wall())
            if self._waker.wait(0 if busy else min(left, POLL_SECONDS)):
                return events

    def _handle(
        self,
        event: pygame.event.Event,
        following: pygame.event.Event | None,
        previous: pygame.event.Event | None,
        snapshot: Snapshot,
    ) -> Outcome | None:
        """Handle an event; why the loop ends, if it does."""
        if event.type == pygame.WINDOWFOCUSLOST:
            self._ui = peek.focus_lost(self._ui)
        if not self._screens.handle(event):
            return Outcome.CLOSED
        at = self._wall()
        key = key_of(event, at, following, previous)
        if self._ui.typing is not None and (text := pasted_text(event, key)) is not None:
            key = Key(text=text, pasted=True)
        clicked = self._pointer.keys(event, self._ui, snapshot, at)
        for one in (*clicked, *(() if key is None else (key,))):
            outcome = self._press(one, snapshot)
            if outcome is not None:
                return outcome
        return None

    def _press(self, key: Key, snapshot: Snapshot) -> Outcome | None:
        """Do what a key does; why the loop ends, if it does."""
        command = command_of(key, snapshot.projector.kind) if key.down and not key.text else None
        if command is Command.FULL:
            self._screens.toggle_full()
            return None
        if command is Command.ESCAPE and not (self._ui.panel or self._ui.peek):
            if self._screens.leave_full() or snapshot.projector.kind is not PhaseKind.END:
                return None
            return Outcome.OVER
        if not key.text:
            self._echo = ""
        elif key.text == self._echo and not key.pasted:  # also while the key is held
            return None
        typing = self._ui.typing is not None
        self._ui, action = press(self._ui, key, snapshot)
        if isinstance(action, NextNetwork):
            self._watch.next_network()
        elif action is not None:
            self._watch.post(action)
        if self._ui.typing is not None and not typing:
            self._echo = key.printed
        return None
