"""What `improv play` was asked for: one small value for each part of the program that obeys it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from improv.wiring.settings import Settings

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

USUAL_PACK = "service-desk"
ALL_PACKS = "all"
"""In place of a pack's id: every one that is found by its id."""
USUAL_FORMAT = "lawnmower"
SELF_CHECK_PACK = "self-check"
"""What somebody alone asks themselves."""
CALLS = 3
"""Of a shift, unless another number is asked for."""
TAKES = "takes"
"""The folder of recordings in the data folder; each session has files that begin with its id."""
DEMO_ROUNDS = 3
DEMO_SPEED = 8.0
"""How many times as fast a demo is on a screen: a round takes half a minute."""
UNWATCHED_SPEED = 1e6
"""The speed of a demo that nobody can watch: it takes no longer than its work."""


@dataclass(frozen=True, slots=True)
class SoloOptions:
    """Somebody who practises alone."""

    name: str
    """Theirs; empty for whoever practised last."""
    terminal: bool = False
    """In lines on the console, in place of pictures."""
    listen: bool | None = None
    """Whether the microphone may hear them; None for what was chosen last."""
    keep: bool = False
    """Whether the recordings stay in the data folder."""


@dataclass(frozen=True, slots=True)
class GameOptions:
    """What is played and where it is kept; None and empty leave the choice to the program."""

    data: Path
    """The data folder: sessions, prepared sounds, the phones' secrets."""
    packs: tuple[str, ...] = (USUAL_PACK,)
    format: str | None = None
    language: str | None = None
    seed: int | None = None
    rounds: int | None = None
    players: tuple[str, ...] = ()
    ballot: str = "quick"
    votes: bool = True
    """Whether the room votes on scenes."""
    clock: bool = True
    """Whether the room sees the time that is left."""
    surveys: tuple[str, ...] = ()
    """Ids of what the room is asked before the first scene, and again before the end."""
    huddle: bool = False
    standings: bool = False
    heat_most: int | None = None
    """The hottest card that may come by itself."""
    only: tuple[str, ...] = ()
    """The businesses that are played, by their ids or names; empty plays all."""
    talk_first: bool | None = None
    """Whether the room talks before it sees the figures; None: with a coaching ballot, or a game
    that does."""
    resume: bool | str | None = None
    """True resumes the last session, an id that one, False begins a new one, None asks."""
    demo: bool = False
    speed: float | None = None
    """How many times as fast a demo's clock runs."""
    formats: tuple[Path, ...] = ()
    """Files of games of one's own, or folders of them."""
    plan: str | None = None
    """The plan that is played, by its id."""
    plans: tuple[Path, ...] = ()
    """Files of plans of one's own."""
    seconds: Mapping[str, int] = field(default_factory=dict)
    """How long phases last: `play`, or of one game alone `riddle.play` -> seconds; 0 is its own."""
    team: str | None = None
    """The team that plays; empty for none, None for the one that is remembered."""
    kept: Settings = field(default_factory=Settings)
    """What was chosen in earlier sessions."""
    watch: bool = False
    """Whether the packs are read again while they are played, when somebody saves them."""
    solo: SoloOptions | None = None
    """Who practises alone; None for a room."""
    card: str = ""
    """The id of a card that is tried: no other of its kind comes, and the first round begins."""

    @property
    def team_name(self) -> str:
        """The team that plays; empty for none. A demo's people are no team."""
        return "" if self.demo else self.kept.team if self.team is None else self.team

    @property
    def listens(self) -> bool | None:
        """Whether the microphone may hear who practises alone; None: nobody was asked yet."""
        if self.solo is None or self.demo:
            return False
        return self.kept.listen if self.solo.listen is None else self.solo.listen

    def to_keep(self) -> Settings:
        """What the next session begins with."""
        times = {**self.kept.seconds, **self.seconds}
        seconds = {name: lasts for name, lasts in times.items() if lasts}
        team = self.kept.team if self.team is None else self.team
        listen = (
            self.kept.listen if self.solo is None or self.solo.listen is None else self.solo.listen
        )
        return replace(self.kept, team=team, seconds=seconds, listen=listen)

    def of_a_new_session(self) -> tuple[str, ...]:
        """The options given that say how a session begins: one that is resumed keeps its own."""
        given = {
            "--format": self.format,
            "--plan": self.plan,
            "--lang": self.language,
            "--seed": self.seed is not None,
            "--rounds": self.rounds,
            "--players": self.players,
            "--ballot": self.ballot != "quick",
            "--no-votes": not self.votes,
            "--no-clock": not self.clock,
            "--survey": self.surveys,
            "--huddle": self.huddle,
            "--standings": self.standings,
            "--heat-most": self.heat_most,
            "--only": self.only,
            "--talk-first": self.talk_first is not None,
            "--seconds": self.seconds,
            "--team": self.team,
        }
        return tuple(option for option, value in given.items() if value)


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """Where the game is shown and what it looks like."""

    kind: Literal["", "window", "browser", "none"] = ""
    """Empty is a window where there is a display and a browser elsewhere."""
    theme: str = "stage"
    display: int | None = None
    """The number of the projector's display, from 1."""
    window: tuple[int, int] | None = None
    """Width and height in px of a window; None is the full screen."""
    still: bool = False
    """Without motion."""
    latin_digits: bool = False


@dataclass(frozen=True, slots=True)
class SoundOptions:
    """Who reads aloud, and whether there is any sound."""

    voice: tuple[str, ...] = ()
    """`[LANG=]auto|off|ENGINE[:VOICE]`, as it was written; empty is auto, and off in a demo."""
    voices: Path | None = None
    """The folder with Piper's voices."""
    mute: bool = False


@dataclass(frozen=True, slots=True)
class PhoneOptions:
    """Whether phones may join, and how they reach the game."""

    invited: bool = True
    port: int = 8765
    bind: str = "0.0.0.0"  # noqa: S104 - the room's phones have to reach it
    host_pin: str = ""
    trusted_proxies: "tuple[IPv4Network | IPv6Network, ...]" = ()
    """Reverse proxies that are believed about where a request comes from."""
    remote_only: bool = False
    """The remote steers, and nobody is told where phones join."""
    wifi: str = ""
    wifi_password: str = ""


def clock_speed(game: GameOptions, sound: SoundOptions, *, watched: bool) -> float:
    """How many times as fast as the wall clock the session's clock runs."""
    # A demo hurries, the more so where nobody watches it; but nobody understands a voice that does,
    # and where one was asked for by name, a demo has it too.
    if not game.demo:
        return 1.0
    if game.speed is not None:
        return game.speed
    if not watched:
        return UNWATCHED_SPEED
    return 1.0 if any(choice != "off" for choice in sound.voice) else DEMO_SPEED
