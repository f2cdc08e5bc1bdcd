"""The rooms of a service: made, woken by a visit, put to sleep when nobody is there, deleted.

While a room sleeps nothing of it is in memory. Of one room nothing overlaps: it wakes once for all
who come together, and who comes while it falls asleep waits and wakes it again.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, NoReturn

from improv.core.event_codec import UnknownEvent, to_dict
from improv.director.hosted_session import restored
from improv.director.ports import JournalError, NotSaved, Record, Unreadable
from improv.director.room_log import Lost
from improv.director.room_store import Elsewhere, RoomHeader, RoomStore
from improv.phones.guard import App
from improv.phones.hosted_rooms import MOST_VISITS, Full, Offer
from improv.phones.hosting import Hosting
from improv.phones.room_code import new_code
from improv.wiring.hosted.awake_room import AwakeRoom, Service
from improv.wiring.hosted.decks import Decks, HostedDeck, spoken
from improv.wiring.hosted.options import HostedOptions
from improv.wiring.options import GameOptions
from improv.wiring.sessions import new_id, session_opening

_log = logging.getLogger(__name__)

LEASE_LOOK = 0.25
"""Seconds between two looks at the lease, where there is one."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a room is waited for, in seconds."""

    pause: float = 45.0
    """After the last page has left; from that instant on the clock stood still."""
    sleep: float = 180.0
    look: float = 5.0
    """How often it is looked who may sleep."""
    tidy: float = 3600.0
    """How often rooms are deleted that nobody has visited for as long as they are kept."""


USUAL = Patience()


class Rooms:
    """All rooms of a process: `phones.hosted_rooms.HostedRooms`."""

    def __init__(
        self,
        store: RoomStore,
        decks: Decks,
        usual: HostedDeck,
        service: Service,
        options: HostedOptions,
        patience: Patience = USUAL,
    ) -> None:
        """`usual`: what new rooms play with."""
        self._patience = patience
        self.secret = service.secret
        self._store, self._decks, self._usual = store, decks, usual
        self._service, self._options = service, options
        self._awake: dict[str, AwakeRoom] = {}
        self._changing: dict[str, asyncio.Task[Any]] = {}
        """Rooms that are waking, falling asleep or being deleted now."""
        self._languages = frozenset(spoken(usual))
        self._closed = False

    # As the pages know them.

    def offers(self, language: str) -> Sequence[Offer]:
        """See HostedRooms."""
        return self._usual.offers(language)

    async def make(self, offer: str, language: str, host: str) -> RoomHeader:
        """See HostedRooms."""
        if offer not in {one.id for one in self._usual.offers(language)}:
            raise KeyError(offer)
        kind, _, id_ = offer.partition(":")
        game = GameOptions(
            self._options.data,
            packs=self._options.packs,
            format=id_ if kind == "game" else None,
            plan=id_ if kind == "plan" else None,
            language=language,
        )
        if language not in self._languages:
            raise KeyError(language)
        title, opened = session_opening(game, self._usual.in_language(language), None)
        session, now = new_id()
        header = RoomHeader(
            code=new_code(),
            session=session,
            opened=now,
            title=title,
            language=language,
            host=host,
            packs=self._options.packs,
            visited=_today(),
        )
        await self._store.create(header, Record(1, "", to_dict(opened)))
        return header

    async def find(self, code: str) -> RoomHeader | None:
        """See HostedRooms."""
        room = self._awake.get(code)
        return room.header if room else await self._store.find(code)

    @asynccontextmanager
    async def visit(self, code: str) -> AsyncIterator[App]:
        """See HostedRooms."""
        room = await self._woken(code)
        if room.visits >= MOST_VISITS:
            raise Full
        room.enter()
        try:
            yield room.guarded
        finally:
            room.leave()

    async def keys(self) -> frozenset[str]:
        """See HostedRooms."""
        return await self._store.keys()

    async def figures(self) -> Mapping[str, int | float]:
        """See HostedRooms."""
        awake = list(self._awake.values())
        return {
            "rooms": len(await self._store.headers()),
            "awake": len(awake),
            "phones": sum(room.phones for room in awake),
            "visits": sum(room.visits for room in awake),
            **await self._store.figures(),
        }

    # Awake and asleep.

    async def _woken(self, code: str) -> AwakeRoom:
        """The room, awake. Raises KeyError, Elsewhere, JournalError."""
        while True:
            if self._closed:
                raise NotSaved("database.away", path="", error="stopping")
            if (changing := self._changing.get(code)) is not None:
                await asyncio.shield(changing)
            elif (room := self._awake.get(code)) is not None:
                return room
            else:
                self._change(code, self._wake(code))

    def _change(self, code: str, change: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        async def changed() -> None:
            try:
                await change
            finally:
                del self._changing[code]

        self._changing[code] = task = asyncio.create_task(changed())
        # Whoever waits for it is told of a fault; nobody may.
        task.add_done_callback(lambda task: task.cancelled() or task.exception())
        return task

    async def _wake(self, code: str) -> None:
        log = await self._store.open(code)
        try:
            prepared = await restored(log)
            deck = await self._decks.of(log.header.packs)
        except BaseException as fault:
            with suppress(JournalError, Lost):
                await log.close()
            if isinstance(fault, UnknownEvent):  # of a later version: that one can open it
                raise Unreadable("journal.foreign", path=code) from fault
            raise
        header = log.header
        hosting = Hosting(
            header.title,
            header.host,
            self._last_day,
            partial(self.delete, code),
            self._options.public_url,
        )
        self._awake[code] = AwakeRoom(log, prepared, deck, hosting, self._service, self._fell)
        await self._note_visit(header)

    def _fell(self, room: AwakeRoom) -> None:
        """A room ended by itself: who comes next wakes it anew."""
        code = room.header.code
        if self._awake.get(code) is room:
            del self._awake[code]
            self._change(code, self._close(room))

    async def _close(self, room: AwakeRoom) -> None:
        unsaved = await room.close()
        if unsaved is not None:
            _log.error("a room could not be saved as it fell asleep: %s", unsaved.name)

    async def _note_visit(self, header: RoomHeader) -> None:
        if header.visited != (today := _today()):
            with suppress(NotSaved):  # another day
                await self._store.visited(header.code, today)

    def _last_day(self) -> int:
        """Until when it is kept if nobody comes any more: who asks is there today."""
        return (datetime.now(UTC).date() - _EPOCH).days + self._options.keep_days

    async def delete(self, code: str) -> None:
        """Delete all of a room, whoever is in it. Raises NotSaved, Elsewhere."""
        while (changing := self._changing.get(code)) is not None:
            with suppress(Exception):
                await asyncio.shield(changing)
        await asyncio.shield(self._change(code, self._delete(code)))

    async def _delete(self, code: str) -> None:
        if (room := self._awake.pop(code, None)) is not None:
            await room.close()
        await self._store.delete(code)

    # Looking after them.

    async def look_after(self) -> None:
        """Pause, put to sleep and delete what nobody visits, until cancelled."""
        tidied = float("-inf")
        while True:
            now = time.monotonic()
            for code, room in list(self._awake.items()):
                if room.visits or code in self._changing:
                    continue
                try:
                    if now - room.left >= self._patience.sleep:
                        del self._awake[code]
                        self._change(code, self._close(room))
                    elif now - room.left >= self._patience.pause:
                        await room.pause()
                except Lost:  # it falls by itself
                    continue
            if now - tidied >= self._patience.tidy:
                tidied = now
                await self._tidy()
            await asyncio.sleep(self._patience.look)

    async def watch_leases(self) -> NoReturn:
        """Cut off whoever looks at a room for which this process may answer no more."""
        while True:
            for room in self._awake.values():
                room.guarded.cut()
            await asyncio.sleep(LEASE_LOOK)

    async def _tidy(self) -> None:
        """Delete what is kept no longer; note who is still there."""
        try:
            today, headers = datetime.now(UTC).date(), await self._store.headers()
            for header in headers:
                if header.code in self._awake:
                    await self._note_visit(header)
                elif (today - _day(header)).days > self._options.keep_days:
                    with suppress(Elsewhere):
                        await self.delete(header.code)
        except JournalError as why:
            _log.warning("rooms that are kept no longer could not be deleted: %s", why.name)

    def are_idle(self) -> bool:
        """Whether nobody waits for an answer."""
        return all(room.room.idle.is_set() for room in self._awake.values())

    async def close(self) -> None:
        """Put all to sleep, at once; none wakes any more."""
        self._closed = True
        while self._awake or self._changing:
            for code, room in list(self._awake.items()):
                del self._awake[code]
                self._change(code, self._close(room))
            await asyncio.wait(list(self._changing.values()))


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def _day(header: RoomHeader) -> date:
    """The day of the last visit; of what says none, that of its making."""
    for text in (header.visited, header.opened[:10]):
        with suppress(ValueError):
            return date.fromisoformat(text)
    return _EPOCH
