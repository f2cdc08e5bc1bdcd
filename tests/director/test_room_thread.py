"""A room on its own thread: what other threads may ask of it, and when."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from improv.core.actions import Next
from improv.director.clock import SessionClock
from improv.director.room import Room
from improv.director.room_thread import RoomThread
from tests.director.rooms import DECK, SESSION, start
from tests.fakes import FakeJournal


def test_after_its_loop_has_closed_a_room_is_asked_for_nothing() -> None:
    """Actions come to nothing and stop waits, although the thread itself is still there."""
    closed, leave = threading.Event(), threading.Event()

    def ended() -> None:
        closed.set()
        assert leave.wait(10)

    async def main(room: Room) -> None:
        """A session that is over at once."""

    state, _ = start()
    clock = SessionClock(lambda: 0.0)
    with ThreadPoolExecutor(1) as writer:
        make = partial(Room, SESSION, state, 0, DECK, FakeJournal(), writer, clock, lambda: None)
        live = RoomThread(make, main, ended)
        live.start()
        assert closed.wait(10)
        live.post(Next(id="a"))
        live.next_network()
        threading.Timer(0.05, leave.set).start()
        live.stop()
    assert live.fault is None
