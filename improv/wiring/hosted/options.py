"""What `improv serve` was asked for."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from improv.wiring.options import USUAL_PACK, SoundOptions

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

KEEP_DAYS = 30
CONNECTIONS = 12_000
"""At once, of all rooms: a stream and a request of each of a hundred rooms of sixty."""


@dataclass(frozen=True, slots=True)
class HostedOptions:
    """All of it."""

    data: Path
    port: int = 8765
    bind: str = "0.0.0.0"  # noqa: S104 - people have to reach it
    database: str = ""
    """The address of a PostgreSQL; empty keeps the rooms in files of the data folder."""
    address: str = ""
    """Where other processes reach this one, as HOST:PORT; empty finds it out."""
    keep_days: int = KEEP_DAYS
    """So long a room is kept that nobody visits."""
    public_url: str = ""
    """The address of the service, as `https://rooms.example.org`; empty goes by its networks."""
    trusted_proxies: "tuple[IPv4Network | IPv6Network, ...]" = ()
    packs: tuple[str, ...] = (USUAL_PACK,)
    """What new rooms play with."""
    sound: SoundOptions = field(default_factory=SoundOptions)
    new_key: bool = False
    """Make a new key for organisers in place of all older ones, and end."""
