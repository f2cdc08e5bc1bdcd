"""Where hosted rooms are, as ports: made, found, opened by one process at a time, deleted.

All of it is awaited on the loop of the process. Knows no tool, and nothing of addresses but a
room's code.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from improv.director.ports import Record, SavedState
from improv.director.room_log import RoomLog


@dataclass(frozen=True, slots=True)
class RoomHeader:
    """What is known of a room that sleeps."""

    code: str
    """What stands in its address; nobody can guess it."""
    session: str
    """The id of its session, which its cookies are signed for."""
    opened: str
    """Wall-clock UTC, ISO 8601 with seconds."""
    title: str
    """Of the game or the plan, in the session's language."""
    language: str
    host: str = ""
    """Who hosts, as it was typed."""
    packs: tuple[str, ...] = ()
    """What its deck is made of."""
    visited: str = ""
    """The UTC day of the last visit, as in `2026-11-30`."""


class Elsewhere(Exception):
    """Another process has the room: ask there."""

    def __init__(self, address: str, epoch: int) -> None:
        super().__init__(address)
        self.address, self.epoch = address, epoch


class OpenRoom(RoomLog, Protocol):
    """A room that this process has opened, with all that it is restored from."""

    header: RoomHeader
    events: int
    """How many there were when it was opened."""
    at: int
    """The newest of its mark and its last event, ms."""

    async def records(self, after: int = 0) -> list[Record]:
        """Its events in order, those behind `after`."""

    async def saved_state(self, fold: str) -> SavedState | None:
        """The state that was kept, if it is of this fold and undamaged."""


class RoomStore(Protocol):
    """All rooms of a service. Everything raises NotSaved while nothing can be written or read."""

    async def secret(self) -> bytes:
        """32 bytes that never change: what tokens are signed with."""

    async def keys(self) -> frozenset[str]:
        """The organisers' keys, as the SHA-256 of each in hex."""

    async def add_key(self, digest: str, *, alone: bool) -> None:
        """Keep another one; `alone`: in place of all that there were."""

    async def create(self, header: RoomHeader, first: Record) -> None:
        """Make a room with its first event, or none; it sleeps. ValueError: the code is taken."""

    async def find(self, code: str) -> RoomHeader | None:
        """The room of this code."""

    async def headers(self) -> list[RoomHeader]:
        """All rooms."""

    async def open(self, code: str) -> OpenRoom:
        """Take a room. Raises KeyError where there is none, Elsewhere."""

    async def visited(self, code: str, day: str) -> None:
        """Note the day of a visit."""

    async def delete(self, code: str) -> None:
        """Delete all of a room that sleeps. Raises Elsewhere for one that another process has."""

    async def owners(self, codes: Collection[str]) -> Mapping[str, int]:
        """Of these rooms those that a process has, this one or another, with their epochs."""

    async def figures(self) -> Mapping[str, int | float]:
        """What an organiser may know of it, by names."""
