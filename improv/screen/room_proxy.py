"""A room in another process, as its screens hold it: what came last of its news."""

from collections.abc import Iterator
from contextlib import suppress

from improv.core.actions import Action
from improv.core.errors import Refusal
from improv.director.clock import ClockReading, Monotonic
from improv.director.ports import Note, Snapshot
from improv.director.waker import Waker
from improv.screen.key_actions import NextNetwork
from improv.screen.window_messages import Channel, Coming


class RoomProxy:
    """A director.ports.Watch. `take` until it has `begun`, then let a thread `follow`."""

    def __init__(self, channel: Channel, waker: Waker, monotonic: Monotonic) -> None:
        """`waker` is set by news, and ended with the room. The room's clock is `monotonic`, too."""
        self._channel, self._waker, self._monotonic = channel, waker, monotonic
        self._snapshot: Snapshot | None = None
        self._clock = ClockReading(0)
        self._coming: Coming | None = None
        self._refusal: Refusal | None = None

    @property
    def begun(self) -> bool:
        """Whether there is something to show."""
        return self._snapshot is not None

    def take(self) -> object:
        """Wait for what is said next, take it if it is news, and return it. Raises EOFError."""
        message = self._channel.receive()
        match message:
            case Snapshot():
                self._snapshot, self._coming = message, None
            case ClockReading():
                self._clock = message
            case Coming():
                self._coming = message
            case Refusal():
                self._refusal = message
        return message

    def follow(self) -> None:
        """Take the news until there are none any more."""
        with suppress(EOFError):
            while True:
                self.take()
                self._waker.set()
        self._waker.end()

    def latest(self) -> Snapshot:
        """The newest snapshot."""
        assert self._snapshot is not None, "it has not begun"
        return self._snapshot

    def coming(self) -> Iterator[tuple[int, Snapshot]] | None:
        """What may be seen soon; None while it is not known yet."""
        return None if self._coming is None else iter(self._coming.snapshots)

    def now(self) -> int:
        """The session clock, ms."""
        return self._clock.now(self._monotonic())

    def refusal(self) -> Refusal | None:
        """The newest refusal that was not taken yet."""
        refusal, self._refusal = self._refusal, None
        return refusal

    def post(self, action: Action) -> None:
        """Send an action to the room."""
        self._send(action)

    def tell(self, note: Note) -> None:
        """Tell the facilitator, wherever they look."""
        self._send(note)

    def next_network(self) -> None:
        """Invite phones by the next of the machine's addresses."""
        self._send(NextNetwork())

    def _send(self, value: object) -> None:
        with suppress(OSError):  # the room is gone, and the loop about to end
            self._channel.send(value)
