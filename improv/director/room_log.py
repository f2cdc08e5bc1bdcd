"""What one room writes to and is restored from, as a port; and a journal of many sessions as one.

Everything here is awaited on the room's loop. Of one room no two calls overlap, whoever makes them
and whatever became of those who waited: a call that is cancelled is over before the next begins.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from typing import Any, Protocol, TypeVar

from improv.director.ending import end_session
from improv.director.ports import Journal, Record, SavedState

_T = TypeVar("_T")


class Lost(Exception):
    """Another process has this room now. Nothing was written; this one answers for it no more."""


class RoomLog(Protocol):
    """The events of one open room. Whatever changes it is durable on return, else NotSaved.

    Where several processes serve the same rooms everything here may raise Lost.
    """

    keeps_on: bool
    """While nothing can be written steering goes on in memory: on a facilitator's own machine."""

    @property
    def epoch(self) -> int:
        """How often the room has changed its process."""

    def holds(self) -> bool:
        """Whether this process may answer for the room now."""

    async def tail(self, after: int) -> list[Record]:
        """After a NotSaved: what stands behind `after`, and nothing of ours comes later."""

    async def append(self, records: Sequence[Record]) -> None:
        """Append in order, all or none."""

    async def mark(self, at: int) -> None:
        """Store how far the session clock has run, in ms."""

    async def end(self) -> None:
        """No more will come; nobody can be found in its ballots from then on (`end_session`)."""

    async def save_state(self, saved: SavedState) -> None:
        """Keep a state in place of the one before, if the session goes on."""

    async def close(self) -> None:
        """Let go of it."""


class JournalLog:
    """A `RoomLog`: one session of a journal, whose calls block and so have threads."""

    epoch = 0

    def __init__(
        self,
        journal: Journal,
        session: str,
        pool: Executor | None = None,
        *,
        keeps_on: bool = True,
    ) -> None:
        """`pool`: threads that other rooms use, too; without one it has a thread of its own."""
        self._journal, self._session = journal, session
        self.keeps_on = keeps_on
        self._pool, self._shared = pool or ThreadPoolExecutor(1, "journal"), pool is not None
        self._last: Future[Any] | None = None

    def holds(self) -> bool:
        """It is the only process."""
        return True

    async def tail(self, after: int) -> list[Record]:
        """See RoomLog."""
        return await self._call(lambda: list(self._journal.records(self._session, after)))

    async def append(self, records: Sequence[Record]) -> None:
        """See RoomLog."""
        await self._call(self._journal.append, self._session, records)

    async def mark(self, at: int) -> None:
        """See RoomLog."""
        await self._call(self._journal.mark, self._session, at)

    async def end(self) -> None:
        """See RoomLog."""
        await self._call(end_session, self._journal, self._session)

    async def save_state(self, saved: SavedState) -> None:
        """See RoomLog."""
        await self._call(self._journal.save_state, self._session, saved)

    async def close(self) -> None:
        """The journal stays open: others may be in it."""
        if not self._shared:
            self._pool.shutdown()

    async def _call(self, call: Callable[..., _T], *given: object) -> _T:
        self._last = job = self._pool.submit(_after, self._last, call, given)
        return await asyncio.wrap_future(job)


def _after(before: Future[Any] | None, call: Callable[..., _T], given: Sequence[object]) -> _T:
    # What was submitted before has begun before, so that no two threads wait for each other.
    if before is not None:
        wait((before,))
    return call(*given)
