"""A room on a thread of its own, beside the main one that shows it and is told to end it (Ctrl+C).

Whoever shows it reads snapshots and posts actions, and a room without a screen is the same room.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

from improv.core.actions import Action
from improv.core.errors import Refusal
from improv.director.clock import ClockReading
from improv.director.ports import Note, Snapshot
from improv.director.room import Room
from improv.director.waker import Waker

Main = Callable[[Room], Awaitable[None]]
"""What drives the room until it returns or is cancelled: `Room.run`, or a demo."""


class RoomThread:
    """A director.ports.Watch. `start` it, show it, `stop` it."""

    def __init__(
        self,
        make: Callable[[], Room],
        main: Main,
        waker: Waker,
        new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None,
    ) -> None:
        """`make` is called on the room's thread.

        `waker` is set when an action was refused, and ended when `main` returned or failed.

        `new_loop` makes the loop where another one than asyncio's own is wanted.
        """
        self._new_loop = new_loop
        self._make, self._main, self._waker = make, main, waker
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="room")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._room: Room | None = None
        self._refusal: Refusal | None = None
        self.words = asyncio.Event()
        """Set when the deck has all its languages: a card is journalled in every one of them."""
        self.network: Callable[[], None] = lambda: None
        """Called on the loop for `next_network`."""
        self.fault: BaseException | None = None
        """The error that ended the room, if one did."""

    def start(self) -> None:
        """Start the thread and wait for the room. Raises what making the room raised."""
        self._thread.start()
        self._ready.wait()
        if self._room is None and self.fault is not None:
            self._thread.join()
            raise self.fault

    def stop(self) -> None:
        """Cancel the room and wait for its thread: what was accepted is written first."""
        if self._task is not None:
            self._call(self._task.cancel)
        self._thread.join()

    def latest(self) -> Snapshot:
        """The newest snapshot."""
        return self._running.latest

    def coming(self) -> Iterator[tuple[int, Snapshot]]:
        """What may be seen soon, each with its instant."""
        return self._running.coming(self.now())

    def now(self) -> int:
        """The session clock, ms."""
        return self._running.clock.now()

    @property
    def clock(self) -> ClockReading:
        """How the session clock goes."""
        return self._running.clock.reading

    def post(self, action: Action) -> None:
        """Send an action to the room; its refusal, if any, comes by `refusal`."""
        self._call(self._start_task, action)

    def refusal(self) -> Refusal | None:
        """The newest refusal that was not taken yet."""
        refusal, self._refusal = self._refusal, None
        return refusal

    def wait_until_idle(self, seconds: float) -> None:
        """Wait until the room has answered everybody, at most so many seconds."""
        self._running.idle.wait(seconds)

    def tell(self, note: Note) -> None:
        """Tell the facilitator, wherever they look."""
        self._call(self._running.note, note)

    def next_network(self) -> None:
        """Invite phones by the next of the machine's addresses."""
        self._call(self.network)

    @property
    def _running(self) -> Room:
        assert self._room is not None, "start() comes first"
        return self._room

    def _call(self, work: Callable[..., object], *given: object) -> None:
        """Call `work` on the loop, as soon as it can; before and after the loop do nothing."""
        # The loop closes while its thread is still there, and at any moment: asking first whether
        # it is closed would be too early.
        if self._loop is not None:
            with suppress(RuntimeError):  # raised by a closed loop alone
                self._loop.call_soon_threadsafe(work, *given)

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._new_loop) as runner:
                runner.run(self._drive())
        except asyncio.CancelledError:
            pass
        except BaseException as fault:  # shown by whoever has the main thread
            self.fault = fault
        finally:
            self._ready.set()
            self._waker.end()

    async def _drive(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = self._make()
        self._ready.set()
        await self._main(self._room)

    def _start_task(self, action: Action) -> None:
        """Tasks start in the order in which their actions were posted."""
        task = asyncio.ensure_future(self._act(action))
        self._tasks.add(task)  # the loop alone would let it be collected
        task.add_done_callback(self._tasks.discard)

    async def _act(self, action: Action) -> None:
        await self.words.wait()
        refusal = await self._running.act(action)
        if refusal is not None:
            self._refusal = refusal
            self._waker.set()
