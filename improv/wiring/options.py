"""What `improv play` may be asked for."""

from dataclasses import dataclass
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
    wifi: str = ""
    wifi_password: str = ""
