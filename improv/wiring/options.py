"""What `improv play` may be asked for."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

DEMO_ROUNDS = 3
DEMO_SPEED = 8.0
"""On a screen: a round in half a minute."""
UNWATCHED_SPEED = 1e6
"""Where nobody can watch a demo takes no longer than its work."""


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """What `improv play` was asked for; None and empty leave it to the program."""

    packs: tuple[str, ...] = ("service-desk",)
    format: str | None = None
    language: str | None = None
    seed: int | None = None
    rounds: int | None = None
    players: tuple[str, ...] = ()
    ballot: str = "quick"
    huddle: bool = False
    standings: bool = False
    resume: bool | None = None
    """True: resume; False: a new one; None: ask."""
    demo: bool = False
    speed: float | None = None
    data: Path | None = None
    screen: str = ""
    """`window`, `browser` or `none`; empty is a window where there is a display, else a browser."""
    theme: str = "stage"
    display: int | None = None
    window: tuple[int, int] | None = None
    still: bool = False
    latin_digits: bool = False
    voice: tuple[str, ...] = ()
    """`[LANG=]auto|off|ENGINE[:VOICE]`, as it was written; empty is auto, and off in a demo."""
    voices: Path | None = None
    """Where Piper's voices are."""
    mute: bool = False
    """No sound at all."""
    phones: bool = True
    port: int = 8765
    bind: str = "0.0.0.0"  # noqa: S104 - the room's phones have to reach it
    host_pin: str = ""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Reverse proxies whose word counts for who a request comes from."""
    wifi: str = ""
    wifi_password: str = ""

    @property
    def pace(self) -> float:
        """How fast the session's clock runs: a demo hurries, but nobody understands a voice that
        does.
        """
        if not self.demo:
            return 1.0
        spoken = any(wish != "off" for wish in self.voice)
        return self.speed or (1.0 if spoken else DEMO_SPEED)

    @property
    def sounds(self) -> bool:
        """Whether anybody may hear it: a demo that nobody can follow is silent."""
        return not self.mute and self.pace < UNWATCHED_SPEED

    @property
    def visited(self) -> bool:
        """Whether phones may come."""
        return self.phones and not self.demo

    @property
    def serves(self) -> bool:
        """Whether there are pages: the phones', and in a browser the projector's."""
        return self.visited or self.screen == "browser"
