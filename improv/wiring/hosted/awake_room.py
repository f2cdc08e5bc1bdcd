"""A hosted room while it is awake: its session, its pages, its voice, as tasks of one loop."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from improv.core.actions import Pause
from improv.director.clock import SessionClock
from improv.director.ports import Note, NotSaved
from improv.director.read_aloud import ReadAloud
from improv.director.room import Room
from improv.director.room_log import Lost
from improv.director.room_store import OpenRoom
from improv.director.saved_states import save_states
from improv.director.session_runner import PreparedSession
from improv.phones.follow_up import FollowUps
from improv.phones.hosted_rooms import keyring_of
from improv.phones.hosting import Hosting
from improv.phones.lease_guard import LeaseGuard
from improv.phones.room_app import RoomApp, RoomOptions
from improv.phones.room_code import ROOMS
from improv.phones.server import Server
from improv.phones.sound import PageSound
from improv.phones.stage import StageLook
from improv.scenes.rules import safe_words
from improv.voice.shared_speaker import SharedSpeaker
from improv.wiring.hosted.decks import HostedDeck
from improv.wiring.hosted.report import nameless_page
from improv.wiring.kept_report import NamelessReport

_log = logging.getLogger(__name__)

GAP = 0.3
"""Seconds: what is new is looked for in each of a hundred rooms, and a person reads no faster."""
LOOK = StageLook(keys=False)
"""Nobody has a window: the remote steers."""


@dataclass(frozen=True, slots=True)
class Service:
    """What all rooms of a process share."""

    server: Server
    secret: bytes
    follow_ups: FollowUps
    speaker: SharedSpeaker | None


class AwakeRoom:
    """It runs from its making to `close`."""

    def __init__(
        self,
        log: OpenRoom,
        prepared: PreparedSession,
        deck: HostedDeck,
        hosting: Hosting,
        service: Service,
        fell: Callable[["AwakeRoom"], None],
    ) -> None:
        """`fell` is called when it ended by itself: a defect, or another process has it."""
        self.header, self._log, self._service = log.header, log, service
        self.visits = 0
        """Requests and streams that are open now."""
        self.left = time.monotonic()
        """When the last of them ended."""
        self._left_at = prepared.at
        clock = SessionClock(time.monotonic, prepared.at)
        self.room = Room(
            prepared.session, prepared.state, prepared.seq, deck.deck, log, clock, lambda: None
        )
        self.room.remember(prepared.causes)
        self._sound = PageSound(time.monotonic)
        self._sound.changed = self._heard
        self._reader: ReadAloud | None = None
        options = RoomOptions(
            look=LOOK,
            gap=GAP,
            follow_ups=service.follow_ups,
            hosting=hosting,
            report=NamelessReport(self.room, partial(nameless_page, self.room, log)).page,
        )
        keyring, server = keyring_of(log.header, service.secret), service.server
        self.app = RoomApp(self.room, keyring, server.pages, server.local, options, self._sound)
        self.app.mount(server.port, f"{ROOMS}{log.header.code}")
        self.guarded = LeaseGuard(self.app, log.holds)
        runs = asyncio.create_task(self.room.run())
        runs.add_done_callback(lambda _: fell(self))
        self._tasks = [
            runs,
            asyncio.create_task(save_states(self.room, log, prepared.saved)),
        ]

    # Its voice, from when somebody listens.

    def _heard(self) -> None:
        if self._reader is None:
            self._tasks.append(asyncio.create_task(self._read_aloud()))
        else:
            self._reader.wake()

    async def _read_aloud(self) -> None:
        pool = self._service.speaker
        speaker = pool.of_room(self.room.note) if pool else None
        try:
            self._reader = ReadAloud(self.room, speaker, self._sound, safe=safe_words)
            await self._reader.run()
        except Exception:  # a defect of ours, or of a library, must not end the game
            _log.exception("the sound of a room has a fault of its own")
            self.room.note(Note("voice.failed"))
        finally:
            if speaker is not None:
                speaker.close()

    # Who is there.

    def enter(self) -> None:
        """A request, or a stream, begins."""
        self.visits += 1

    def leave(self) -> None:
        """It is over."""
        self.visits -= 1
        self.left, self._left_at = time.monotonic(), self.room.clock.now()

    @property
    def phones(self) -> int:
        """How many phones listen."""
        return self.app.subscribers.connected

    async def pause(self) -> None:
        """Pause at the instant at which the last page left, if a clock runs."""
        state = self.room.state
        if state.running.deadline is not None and not state.paused:
            await self.room.act(Pause(id=""), at=self._left_at)

    async def close(self) -> NotSaved | None:
        """End its streams, write what waits, let go of it. Why that could not be saved, or None."""
        self.app.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        unsaved = None
        with suppress(Lost):  # then it writes nothing more: another process has it
            unsaved = await self.room.close()
        with suppress(Lost, NotSaved):
            await self._log.close()
        return unsaved
