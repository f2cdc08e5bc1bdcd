"""What may be seen of a live room: the newest state that may be shown, and what is told beside it.

Set on the room's loop; `latest` is read on any thread.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from improv.core import projections
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.lookahead import coming
from improv.core.reading import Speech
from improv.core.state import State
from improv.core.view_models import BallotBurst, HostView, Invitation
from improv.director.ports import CardsTrouble, Note, Remote, Snapshot, Trouble


@dataclass(frozen=True, slots=True)
class VisibleState:
    """The state that may be shown: what is durable, or under a warning what will be."""

    version: int
    state: State
    trouble: Trouble | None


class LiveView:
    """The seen half of a room."""

    time_of_day: Callable[[int], str] | None = None
    """The time on the wall, as `10:40`, at an instant of the session clock if nobody holds it."""
    latin_digits = False
    """What is seen of it has digits of 0 to 9, whatever the language."""

    def __init__(self, deck: Deck, first: VisibleState, pushed: Callable[[], None]) -> None:
        """`pushed` is called when there is something new to see."""
        self.deck, self.shown = deck, first
        self._watchers = [pushed]
        self._snapshot: tuple[tuple[object, ...], Snapshot] | None = None
        self._phones: tuple[Invitation | None, Remote | None] = (None, None)
        self._speech: Speech | None = None
        self._note: Note | None = None
        self._notes = 0
        self._burst: BallotBurst | None = None
        self._report = ""
        self._listens = False
        self._cards_trouble: CardsTrouble = {}

    @property
    def latest(self) -> Snapshot:
        """The newest snapshot: made when somebody asks, on their own thread."""
        shown, extras = self.shown, self._extras()
        made, now = self._snapshot, (shown, self.deck, *extras)
        if made is None or any(one is not other for one, other in zip(made[0], now, strict=True)):
            host = projections.host(shown.state, self.deck, latin_digits=self.latin_digits)
            host = self._with_time_of_day(host)
            seen = Snapshot(shown.version, host.projector, host, shown.trouble, *extras)
            self._snapshot = made = now, seen
        return made[1]

    def _with_time_of_day(self, host: HostView) -> HostView:
        """The view with the time at which the break that is on is over."""
        room = host.projector
        if room.kind is not PhaseKind.BREAK or self.time_of_day is None:
            return host
        if room.clock is None or room.clock.rang or room.paused:
            return host  # nobody knows when a clock that stands is over
        back_at = self.time_of_day(room.clock.deadline)
        return replace(host, projector=replace(room, back_at=back_at))

    def _extras(self) -> tuple[Any, ...]:
        """What a snapshot has beside the state."""
        told = self._speech, self._note, self._notes, self._burst, self._listens
        return *self._phones, *told, self._report, self._cards_trouble

    def coming(self, now: int) -> Iterator[tuple[int, Snapshot]]:
        """What may be seen soon, each with its instant: made on the thread of whoever asks."""
        shown, deck, phones = self.shown, self.deck, self._phones
        for at, state in coming(shown.state, now, deck):
            host = projections.host(state, deck, latin_digits=self.latin_digits)
            yield at, Snapshot(shown.version, host.projector, host, shown.trouble, *phones)

    def watch(self, pushed: Callable[[], None]) -> None:
        """Call `pushed`, on the loop, when there is something new to see."""
        self._watchers.append(pushed)

    def invite(self, invitation: Invitation | None, remote: Remote | None) -> None:
        """What the screens may tell of the phones from now on."""
        self._phones = invitation, remote
        self._notify()

    def speak(self, speech: Speech | None) -> None:
        """What is being said from now on."""
        self._speech = speech
        self._notify()

    def note(self, note: Note) -> None:
        """Tell the facilitator."""
        self._note, self._notes = note, self._notes + 1
        self._notify()

    def doubt(self, burst: BallotBurst) -> None:
        """Tell the facilitator of votes that may be stuffed."""
        self._burst = burst
        self._notify()

    def draw_from(self, deck: Deck) -> None:
        """From the next draw on cards come from this deck; what is drawn keeps its words."""
        self.deck, self._cards_trouble = deck, {}
        self._notify()

    def keep_deck(self, why: CardsTrouble) -> None:
        """Tell the facilitator why the cards as they were last saved are not played."""
        self._cards_trouble = why
        self._notify()

    def keep(self, report: str) -> None:
        """Where the file is that this session left."""
        if report != self._report:
            self._report = report
            self._notify()

    def listen(self, on: bool) -> None:
        """Whether the microphone is open, which everybody sees."""
        if on is not self._listens:
            self._listens = on
            self._notify()

    def _show(self, shown: VisibleState) -> None:
        self.shown = shown
        self._notify()

    def _notify(self) -> None:
        for pushed in self._watchers:
            pushed()
