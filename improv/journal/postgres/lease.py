"""The lease of this process, and whether the others still have theirs.

A process counts its lease from when it sent the last heartbeat that succeeded; the others count
from when they saw that heartbeat, which was later. So it has stopped to answer before anybody takes
its rooms. Clocks on the wall are not asked: only how long something took, where it was waited for.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import NoReturn

from improv.director.ports import NotSaved
from improv.journal.postgres.connections import Connection

LEASE_SECONDS = 3.0
BEAT_SECONDS = 1.0
WATCH_SECONDS = 0.1
"""How often the others' heartbeats are looked at; sooner where one of them is due to be missed."""
MARGIN_SECONDS = 0.05
"""By so much two clocks may differ over a lease."""
RETRY_SECONDS = 0.2
PATIENCE_SECONDS = 6.0
"""A heartbeat may be late: while it is under way at the database, nobody can take the lease."""

# Durable, other than heartbeats: after a crash of the database no number may be given twice.
_REGISTER = """
    INSERT INTO processes (address) VALUES ($1)
    RETURNING number, set_config('synchronous_commit', 'on', true)
"""
_BEAT = "UPDATE processes SET beat = beat + 1 WHERE number = $1 RETURNING beat"
_OTHERS = "SELECT number, beat FROM processes WHERE number <> $1"
_BURY = "DELETE FROM processes WHERE number = $1 AND beat = $2"
_LEAVE = "DELETE FROM processes WHERE number = $1"

_log = logging.getLogger(__name__)

Clock = Callable[[], float]
"""Seconds that never go back and run on while the machine is asleep: CLOCK_BOOTTIME."""


class Lease:
    """The lease of this process; `join`, then `run`, then `leave`."""

    def __init__(
        self, beating: Connection, watching: Connection, address: str, clock: Clock
    ) -> None:
        """The connections are for this alone; at `address` other processes reach this one."""
        # Two, so that a heartbeat never waits for a look at the others.
        self._beating, self._watching = beating, watching
        self._address, self._clock = address, clock
        self.number = 0
        """Of this process, 0 before it has one; another one after it lost its lease."""
        self._until = float("-inf")
        self._seen: dict[int, tuple[int, float]] = {}
        """Of each other process its heartbeat, and when it was first seen."""
        self._seen_by = 0
        """The connection, by its number, that has seen them."""

    def holds(self, number: int) -> bool:
        """Whether process `number` is this one, and it has its lease now."""
        return number == self.number and self._clock() < self._until

    @property
    def left(self) -> float:
        """Seconds that are left of it; 0 when it is over."""
        return max(0.0, self._until - self._clock())

    async def join(self) -> None:
        """Get a number and a lease. Raises NotSaved."""
        sent = self._clock()
        rows = await self._beating.fetch(_REGISTER, self._address)
        self.number, self._until = rows[0][0], sent + LEASE_SECONDS

    async def run(self) -> None:
        """Keep the lease, and end those of processes that are gone, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._repeat(self._keep))
            tasks.create_task(self._repeat(self.watch))

    async def _repeat(self, work: Callable[[], Awaitable[float]]) -> NoReturn:
        """Begin it as many seconds after its last beginning as it says, and soon if it failed."""
        while True:
            began = self._clock()
            try:
                seconds = await work()
            except NotSaved as error:
                _log.debug("%s", error)
                began, seconds = self._clock(), RETRY_SECONDS
            await asyncio.sleep(max(0.0, began + seconds - self._clock()))

    async def _keep(self) -> float:
        await (self.beat() if self.number else self.join())
        return BEAT_SECONDS

    async def beat(self) -> None:
        """Renew the lease. Raises NotSaved."""
        sent = self._clock()
        rows = await self._beating.fetch(_BEAT, self.number, seconds=PATIENCE_SECONDS)
        if rows:
            self._until = sent + LEASE_SECONDS
            return
        # Others have waited for a heartbeat in vain, and have our rooms or may have them.
        _log.warning("process %s has lost its lease", self.number)
        self.number, self._until = 0, float("-inf")

    async def watch(self) -> float:
        """Look at the others' heartbeats; in how many seconds to look again. Raises NotSaved."""
        sent = self._clock()
        rows = await self._watching.fetch(_OTHERS, self.number, seconds=PATIENCE_SECONDS)
        if self._watching.times != self._seen_by:
            # After a crash the database may show an older heartbeat than it had acknowledged.
            self._seen, self._seen_by = {}, self._watching.times
        before, self._seen = self._seen, {}
        now = self._clock()
        next_look = sent + WATCH_SECONDS
        for number, beat in rows:
            known, since = before.get(number, (None, now))
            if beat != known:
                since = now
            self._seen[number] = beat, since
            over = since + LEASE_SECONDS + MARGIN_SECONDS
            if sent >= over:
                await self._watching.fetch(_BURY, number, beat)
            else:
                next_look = min(next_look, over)
        return next_look - sent

    async def leave(self) -> None:
        """Give up the lease and all rooms, so that others may take them at once. NotSaved."""
        number, self.number, self._until = self.number, 0, float("-inf")
        if number:
            await self._beating.fetch(_LEAVE, number)
