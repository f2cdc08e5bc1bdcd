"""The rooms of a service as its pages need them: found, visited, made. Knows no store."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from improv.director.room_store import RoomHeader
from improv.phones.guard import App
from improv.phones.tokens import Keyring

HOSTED_PIN = 12
"""Digits of the PIN that nobody is told: a hosted room's remote is opened by its address."""
MOST_VISITS = 1200
"""Requests and streams of one room at once; more are refused, for other rooms have some too."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A game or a plan that a room can be made for, in one language."""

    id: str
    """`game:riddle`, `plan:first-hour`."""
    name: str
    about: str
    minutes: int = 0
    """Of a plan."""


class Full(Exception):
    """So many are in this room at once that nobody more gets an answer."""


class HostedRooms(Protocol):
    """All rooms of a service."""

    secret: bytes
    """What tokens are signed with."""

    def offers(self, language: str) -> Sequence[Offer]:
        """What a room can be made for: plans, then games."""

    async def make(self, offer: str, language: str, host: str) -> RoomHeader:
        """Make a room. Raises KeyError for an unknown offer, NotSaved."""

    async def find(self, code: str) -> RoomHeader | None:
        """The room of this code. Raises NotSaved."""

    def visit(self, code: str) -> AbstractAsyncContextManager[App]:
        """The room's app, awake for as long as the block runs.

        Raises KeyError where there is none any more, Full, Elsewhere, Lost, JournalError.
        """

    async def keys(self) -> frozenset[str]:
        """The digests of the organisers' keys. Raises NotSaved."""

    async def figures(self) -> Mapping[str, int | float]:
        """How many rooms there are, how many are awake, and who is in them."""


def keyring_of(header: RoomHeader, secret: bytes) -> Keyring:
    """The tokens of a hosted room."""
    return Keyring(secret, header.session, pin_length=HOSTED_PIN)
