"""Stand-ins for the ports, written out and few. They keep the rules of the real ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from improv.core import projections
from improv.core.actions import Action, EditRoster, Tick
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.lookahead import coming
from improv.core.reading import Line, Speech
from improv.core.session import decide, due, evolve, opening
from improv.core.sound_cues import Cue
from improv.core.state import Setup, State
from improv.core.view_models import Invitation
from improv.director.ports import (
    Clip,
    Note,
    NotSaved,
    Record,
    Remote,
    SavedState,
    SessionHeader,
    Snapshot,
    Trouble,
)


class FakeJournal:
    """A `Journal` in memory. While there is a `trouble`, nothing can be saved."""

    def __init__(self) -> None:
        self.trouble: Trouble | None = None
        self.closed = False
        self._headers: dict[str, SessionHeader] = {}
        self._records: dict[str, list[Record]] = {}
        self._states: dict[str, SavedState] = {}

    def _save(self, session: str) -> SessionHeader:
        if self.trouble:
            raise NotSaved(f"journal.{self.trouble}", self.trouble)
        return self._headers[session]

    def open_session(self, session: str, opened: str, title: str, demo: bool) -> None:
        """Begin a session; again, with the same facts, is no mistake."""
        new = SessionHeader(session, opened, title, demo, ended=False, events=0, mark=0)
        if self.trouble:
            raise NotSaved(f"journal.{self.trouble}", self.trouble)
        old = self._headers.setdefault(session, new)
        if replace(old, ended=False, events=0, mark=0, linked=True) != new:
            raise ValueError(session)
        self._records.setdefault(session, [])

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Append all or none; what is there already is passed over."""
        header = self._save(session)
        kept = list(self._records[session])
        for record in records:
            if 1 <= record.seq <= len(kept) and kept[record.seq - 1] == record:
                continue
            if record.seq != len(kept) + 1:
                raise ValueError(f"event {record.seq} cannot follow event {len(kept)}")
            kept.append(record)
        self._records[session] = kept
        newest = max([header.mark, *(record.event.get("at", 0) for record in kept[-1:])])
        self._headers[session] = replace(header, events=len(kept), mark=newest)

    def mark(self, session: str, at: int) -> None:
        """Replace the mark."""
        header = self._save(session)
        self._headers[session] = replace(header, mark=max(at, header.mark))

    def end_session(self, session: str, records: Sequence[Record] = ()) -> None:
        """Note the end, and what is kept."""
        header = self._save(session)
        if records:
            if len(records) != header.events:
                raise ValueError(f"{len(records)} events cannot stand for {header.events}")
            self._records[session] = list(records)
        self._headers[session] = replace(header, ended=True, linked=not records)
        self._states.pop(session, None)

    def save_state(self, session: str, saved: SavedState) -> None:
        """Keep the newest, while the session goes on."""
        if not 1 <= saved.seq <= self._save(session).events:
            raise ValueError(f"there is no event {saved.seq}")
        if not self._headers[session].ended:
            self._states[session] = saved

    def saved_state(self, session: str, fold: str) -> SavedState | None:
        """The newest, if it is of this fold."""
        saved = self._states.get(self._headers[session].id)
        return saved if saved is not None and saved.fold == fold else None

    def sessions(self) -> list[SessionHeader]:
        """Newest first."""
        return list(reversed(self._headers.values()))

    def records(self, session: str, after: int = 0) -> Iterator[Record]:
        """In order."""
        return iter(self._records[session][after:])

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True


class FakeWatch:
    """A `Watch` on the real core: what is posted is decided at once, on the same thread.

    `wall` gives ms; the session's clock runs with it, and stands still in a pause.
    """

    def __init__(
        self,
        deck: Deck,
        wall: Callable[[], int],
        *,
        game: str = "lawnmower",
        language: str = "en",
        setup: Setup | None = None,
        names: Sequence[str] = (),
        standings: bool = True,
    ) -> None:
        opened = opening(setup or Setup(7), deck.formats[game], language, standings=standings)
        self.state: State = evolve(None, opened)
        self.deck = deck
        self.posted: list[Action] = []
        self.refusals: list[Refusal] = []
        self.trouble: Trouble | None = None
        self.invitation: Invitation | None = None
        self.remote: Remote | None = None
        self.speech: Speech | None = None
        self.note: Note | None = None
        self.notes = 0
        self.networks_asked = 0
        self.woken: Callable[[], None] = lambda: None
        """Called as a room calls it: whenever there is something new to see."""
        self._wall, self._begun = wall, wall()
        self._stood = 0
        self._held: int | None = None
        self._version = 1
        self._seen: tuple[tuple[object, ...], Any] = (), None
        self._told: Refusal | None = None
        if names:
            self.post(EditRoster(id="names", add=tuple(names)))
            self.posted.clear()

    def latest(self) -> Snapshot:
        """The newest snapshot, after what fell due; the same one while nothing is new."""
        while (instant := due(self.state)) is not None and instant <= self.now():
            self._act(Tick(id=""), instant)
        told = self.trouble, self.invitation, self.remote, self.speech, self.note, self.notes
        now = (self._version, self.state, *told)
        if any(one is not other for one, other in zip_longest(now, self._seen[0])):
            seen = projections.host(self.state, self.deck)
            self._seen = now, Snapshot(self._version, seen.projector, seen, *told)
        seen_now: Snapshot = self._seen[1]
        return seen_now

    def coming(self) -> Iterator[tuple[int, Snapshot]]:
        """What may be seen soon."""
        for at, state in coming(self.state, self.now(), self.deck):
            seen = projections.host(state, self.deck)
            phones = self.invitation, self.remote
            yield at, Snapshot(self._version, seen.projector, seen, self.trouble, *phones)

    def now(self) -> int:
        """The session clock, ms."""
        return (self._wall() if self._held is None else self._held) - self._begun - self._stood

    def post(self, action: Action) -> None:
        """Do it now."""
        self.posted.append(action)
        self._act(action, self.now())

    def refusal(self) -> Refusal | None:
        """The newest refusal, once."""
        told, self._told = self._told, None
        return told

    def tell(self, note: Note) -> None:
        """The note of the next snapshots."""
        self.note, self.notes = note, self.notes + 1

    def next_network(self) -> None:
        """Remember that it was asked for."""
        self.networks_asked += 1

    def _act(self, action: Action, at: int) -> None:
        decided = decide(self.state, action, at, self.deck)
        if isinstance(decided, Refusal):
            self._told = decided
            self.refusals.append(decided)
            return
        for event in decided:
            self._version += 1
            self.state = evolve(self.state, event)
        if self.state.paused and self._held is None:
            self._held = self._wall()
        elif not self.state.paused and self._held is not None:
            self._stood += self._wall() - self._held
            self._held = None
        self.woken()


class FakeSpeaker:
    """A `Speaker` whose lines take so many ms, a word after the other; None: cannot be said."""

    def __init__(self, lasts: int | None = 400) -> None:
        self.lasts = lasts
        self.prepared: tuple[Line, ...] = ()
        self.asked: list[Line] = []

    def prepare(self, lines: Sequence[Line]) -> None:
        """Remember them."""
        self.prepared = tuple(lines)

    async def clip(self, line: Line) -> Clip | None:
        """As long as every other."""
        self.asked.append(line)
        if self.lasts is None:
            return None
        count = len(line.text.split())
        words = tuple(self.lasts * n // count for n in range(count))
        return Clip(Path(line.text), self.lasts, words)


class FakeLoudspeaker:
    """A `Loudspeaker` that writes down what it plays, and when by the `clock` of a session."""

    def __init__(self, clock: Callable[[], int], *, audible: bool = True) -> None:
        self._clock, self.audible = clock, audible
        self.expected: list[str] = []
        self.played: list[tuple[int, str]] = []
        self.cues: list[Cue] = []
        self.level = -1

    def expect(self, clips: Sequence[Clip]) -> None:
        """Remember them."""
        self.expected = [str(clip.file) for clip in clips]

    def say(self, clip: Clip) -> None:
        """Write it down."""
        self.played.append((self._clock(), f"say {clip.file}"))

    def hold(self, on: bool) -> None:
        """Write it down."""
        self.played.append((self._clock(), "hold" if on else "go on"))

    def hush(self) -> None:
        """Write it down."""
        self.played.append((self._clock(), "hush"))

    def cue(self, cue: Cue) -> None:
        """Write it down."""
        self.cues.append(cue)

    def volume(self, level: int) -> None:
        """Remember it."""
        self.level = level


class FakeTerminal(StringIO):
    """A stream of a terminal, where somebody reads and answers."""

    def isatty(self) -> bool:
        """It is one."""
        return True
