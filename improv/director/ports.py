"""What a session needs from the world, as protocols. Knows no tool that provides it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from improv.core.actions import Action
from improv.core.errors import Refusal
from improv.core.reading import Line, Speech
from improv.core.sound_cues import Cue
from improv.core.view_models import BallotBurst, HostView, Invitation, ProjectorView


class Trouble(StrEnum):
    """What keeps the disk from taking anything; the room's words for it live in locale/."""

    FULL = "full"
    READ_ONLY = "read_only"
    FORBIDDEN = "forbidden"
    FAILED = "failed"
    BUSY = "busy"
    GONE = "gone"
    DAMAGED = "damaged"
    OTHER = "other"


class JournalError(Exception):
    """The journal cannot be used. `name` and `values` are of a message that says what to do."""

    # A program may serve rooms of many languages, so whoever tells a person words it.

    def __init__(self, name: str, trouble: Trouble = Trouble.OTHER, /, **values: str) -> None:
        """`trouble` is what the room's screens say of it."""
        super().__init__(name, values)
        self.name, self.trouble, self.values = name, trouble, values


class NotSaved(JournalError):
    """Writing failed. It may be tried again."""


class NothingSaved(NotSaved):
    """Nothing of it was written, and that is certain; after any other NotSaved nobody knows."""


class Replaced(NotSaved):
    """Another file was put in the journal's place. Ours was put back, and writing goes on."""


class AlreadyOpen(JournalError):
    """Another running program holds this data folder."""


class Unreadable(JournalError):
    """The journal file is no journal of ours, is damaged, or comes from a newer version."""


@dataclass(frozen=True, slots=True)
class Record:
    """One journalled event. `seq` counts from 1 without gaps inside its session."""

    seq: int
    cause: str
    """The id of the action that caused it; empty for the program's own."""
    event: dict[str, Any]
    """JSON-able: core.event_codec.to_dict."""


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """One line of the list of sessions."""

    id: str
    opened: str
    """Wall-clock UTC, ISO 8601 with seconds."""
    title: str
    demo: bool
    ended: bool
    events: int
    mark: int
    """Session clock, ms: the newest of the stored mark and the last event."""
    linked: bool = True
    """Whether its ballots still name who cast them."""


@dataclass(frozen=True, slots=True)
class SavedState:
    """The state that the first `seq` events of a session make, by the fold of that version."""

    seq: int
    fold: str
    state: str


class Journal(Protocol):
    """Append-only storage of sessions. Blocking; called from one thread that is not the loop."""

    def open_session(self, session: str, opened: str, title: str, demo: bool) -> None:
        """Begin a session. Durable on return; NotSaved when it could not be."""

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Append in order, all or none. Durable on return; NotSaved when it could not be."""

    def mark(self, session: str, at: int) -> None:
        """Store how far the session clock has run, in ms. Durable on return, else NotSaved."""

    def end_session(self, session: str, records: Sequence[Record] = ()) -> None:
        """No more will come: the session is not offered for resuming. Durable, else NotSaved.

        `records`, if there are any, are kept in place of its events: as many. No state stays.
        """

    def save_state(self, session: str, saved: SavedState) -> None:
        """Keep a state in place of the one before, if the session goes on; else NotSaved."""

    def saved_state(self, session: str, fold: str) -> SavedState | None:
        """The state that was kept, if it is of this fold and it and its events are undamaged."""

    def sessions(self) -> list[SessionHeader]:
        """Every session in the folder, newest first."""

    def records(self, session: str, after: int = 0) -> Iterator[Record]:
        """A session's events in order, those behind `after`. KeyError if it is not there."""

    def close(self) -> None:
        """Let go of the file and the folder's lock."""


@dataclass(frozen=True, slots=True)
class Remote:
    """What only the facilitator may see of the phones."""

    address: str
    """Where the host remote is, e.g. `192.168.1.20:8765/host`."""
    pin: str
    networks: tuple[str, ...] = ()
    """The addresses to choose from, each with its adapter's name; one is shown in the lobby."""
    chosen: int = 0
    hosts: int = 0
    """How many host remotes are listening now."""
    url: str = ""
    """The address for a browser, e.g. `http://192.168.1.20:8765/host`."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A line as sound: a whole, checked WAV file."""

    file: Path
    lasts: int
    """ms."""
    words: tuple[int, ...]
    """ms at which each word of `text.split()` begins: known, or estimated."""


class Speaker(Protocol):
    """Makes sound of lines, beside the game. Used on the room's loop; nothing here blocks it."""

    def prepare(self, lines: Sequence[Line]) -> None:
        """What may be needed soon, the next first; what was asked for before is forgotten."""

    async def clip(self, line: Line) -> Clip | None:
        """The line, before anything else; None where it cannot be said."""


class Loudspeaker(Protocol):
    """Where sound goes. Never blocks, never fails: without a device it is silent."""

    @property
    def audible(self) -> bool:
        """Whether anybody can hear it."""

    def expect(self, clips: Sequence[Clip]) -> None:
        """These lines come next: what is far away may fetch them."""

    def say(self, clip: Clip) -> None:
        """Play a line from its beginning, instead of what is being said."""

    def hold(self, on: bool) -> None:
        """Stand still in the middle of a word, or go on."""

    def hush(self) -> None:
        """Break off what is being said."""

    def cue(self, cue: Cue) -> None:
        """Play a sound, softly while somebody speaks."""

    def volume(self, level: int) -> None:
        """How loud everything is, 0 to 10."""


@dataclass(frozen=True, slots=True)
class Note:
    """What failed and harms nothing: for the console and the facilitator, never for the room."""

    name: str
    """Of a message in locale/."""
    values: Mapping[str, str | int] = field(default_factory=dict)


CardsTrouble = Mapping[str, tuple[str, ...]]
"""Why the cards as they were last saved are not played, for the facilitator alone: language of the
interface -> lines; empty while they are."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a screen shows: immutable, and pushed only after the commit it tells of."""

    version: int
    """The journal's sequence number."""
    projector: ProjectorView
    host: HostView
    trouble: Trouble | None = None
    """Why writing fails, while it does; the game is safe and goes on."""
    invitation: Invitation | None = None
    """None where no phone can come."""
    remote: Remote | None = None
    speech: Speech | None = None
    note: Note | None = None
    """The newest."""
    notes: int = 0
    """How many there have been: the same again is a new one, also in another process."""
    burst: BallotBurst | None = None
    """The newest."""
    listens: bool = False
    """The microphone is open."""
    report: str = ""
    """The file that this session left to take away; empty while there is none."""
    cards_trouble: CardsTrouble = field(default_factory=dict)


class Watch(Protocol):
    """A room as a screen holds it. Safe to call from the screen's own thread; never blocks."""

    def latest(self) -> Snapshot:
        """The newest snapshot."""

    def coming(self) -> Iterator[tuple[int, Snapshot]] | None:
        """What may be seen soon, each with its instant, to prepare its picture; None: not yet."""

    def now(self) -> int:
        """The session clock, ms; stands still in a pause."""

    def post(self, action: Action) -> None:
        """Ask for something. Its refusal, if any, comes by `refusal`."""

    def refusal(self) -> Refusal | None:
        """The newest refusal of a posted action, once."""

    def tell(self, note: Note) -> None:
        """Tell the facilitator, wherever they look."""

    def next_network(self) -> None:
        """Invite phones by the next of the machine's addresses."""
