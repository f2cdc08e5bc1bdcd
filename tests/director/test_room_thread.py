"""A room on a thread of its own: started, watched and stopped from another one."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.formats import PhaseKind as K
from improv.director.clock import SessionClock
from improv.director.room import Room
from improv.director.room_log import JournalLog
from improv.director.room_thread import RoomThread
from improv.director.waker import Waker
from tests.director.rooms import DECK, SESSION, start
from tests.fakes import FakeJournal

SECONDS = 60


def make_room(journal: FakeJournal) -> Room:
    """A new session's room; on the loop that runs it."""
    state, opened = start()
    journal.open_session(SESSION, "2026-01-01T00:00:00+00:00", "t", False)
    log, clock = JournalLog(journal, SESSION), SessionClock(time.monotonic)
    return Room(SESSION, state, 0, DECK, log, clock, lambda: None, (opened,))


async def run_and_close(room: Room) -> None:
    """Drive the room as a session does, until cancelled."""
    try:
        await room.run()
    finally:
        await room.close()


@contextmanager
def live(journal: FakeJournal, *, words: bool = True) -> Iterator[RoomThread]:
    """A room that runs; with `words` its deck has all languages from the start."""
    ended = Waker()
    thread = RoomThread(lambda: make_room(journal), run_and_close, ended)
    if words:
        thread.words.set()
    thread.start()
    try:
        yield thread
    finally:
        thread.stop()
        assert ended.ended


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    ends = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


def people(thread: RoomThread) -> list[str]:
    """Who is in the room."""
    return [person.name for person in thread.latest().projector.people]


def test_there_is_something_to_see_at_once() -> None:
    """`start` returns with a room; its clock stands or runs, but there is one."""
    with live(FakeJournal()) as thread:
        assert thread.latest().projector.kind is K.LOBBY
        assert thread.now() >= 0


def test_actions_are_done_in_the_order_in_which_they_were_posted() -> None:
    """Also those that are posted in one breath."""
    journal = FakeJournal()
    names = [f"N{number}" for number in range(20)]
    with live(journal) as thread:
        for name in names:
            thread.post(a.EditRoster(id=name, add=(name,)))
        wait_for(lambda: people(thread) == names)
    events = [record.event for record in journal.records(SESSION)]
    assert [event["name"] for event in events if event["type"] == "person_joined"] == names


def test_a_refusal_is_taken_once() -> None:
    """By whoever shows it."""
    with live(FakeJournal()) as thread:
        thread.post(a.Next(id="n", phase_id=99))
        found: list[Refusal] = []

        def taken() -> list[Refusal]:
            found.extend(filter(None, [thread.refusal()]))
            return found

        wait_for(taken)
        assert found[0].why is Why.MOVED_ON
        assert thread.refusal() is None


def test_actions_wait_for_the_words() -> None:
    """A card is journalled in every language, so nothing is drawn before they are there."""
    journal = FakeJournal()
    with live(journal, words=False) as thread:
        thread.post(a.EditRoster(id="r", add=("A", "B", "C")))
        time.sleep(0.1)
        assert people(thread) == []
        thread.post(a.Pause(id="p"))
        thread.network = thread.words.set  # called on the loop
        thread.next_network()
        wait_for(lambda: len(people(thread)) == 3)


def test_what_was_accepted_is_written_before_the_thread_ends() -> None:
    """Stopping in the moment after an action was accepted loses nothing."""
    journal = FakeJournal()
    with live(journal) as thread:
        thread.post(a.EditRoster(id="r", add=("A", "B", "C")))
        wait_for(lambda: len(people(thread)) == 3)
    assert len(list(journal.records(SESSION))) == 4


def test_a_room_that_cannot_be_made_is_the_error_of_start() -> None:
    """Whoever started it handles it; the thread is gone."""

    def broken() -> Room:
        raise ValueError("no room")

    ended = Waker()
    thread = RoomThread(broken, run_and_close, ended)
    with pytest.raises(ValueError, match="no room"):
        thread.start()
    assert ended.ended


def test_an_error_of_the_room_is_kept_for_whoever_shows_it() -> None:
    """And the screen is woken, so that it does not wait for ever."""
    ended = Waker()

    async def fails(room: Room) -> None:
        raise ZeroDivisionError("a bug")

    thread = RoomThread(lambda: make_room(FakeJournal()), fails, ended)
    thread.start()
    assert ended.wait(SECONDS)
    thread.stop()
    assert isinstance(thread.fault, ZeroDivisionError)


def test_an_action_before_the_start_is_lost() -> None:
    """And no error: a key may be pressed too early."""
    thread = RoomThread(lambda: make_room(FakeJournal()), run_and_close, Waker())
    thread.post(a.Next(id="early"))
    thread.start()
    thread.stop()
    assert thread.fault is None


def test_after_its_loop_has_closed_a_room_is_asked_for_nothing() -> None:
    """Actions come to nothing and stop waits, although the thread itself is still there."""
    closed, leave = threading.Event(), threading.Event()

    class Slow(Waker):
        def end(self) -> None:
            closed.set()
            assert leave.wait(SECONDS)

    async def main(room: Room) -> None:
        """A session that is over at once."""
        await room.close()

    thread = RoomThread(lambda: make_room(FakeJournal()), main, Slow())
    thread.start()
    assert closed.wait(SECONDS)
    thread.post(a.Next(id="late"))
    thread.next_network()
    threading.Timer(0.05, leave.set).start()
    thread.stop()
    thread.stop()
    assert thread.fault is None


def test_the_next_network_is_chosen_on_the_rooms_loop() -> None:
    """Where the phones' server lives."""
    threads: list[str] = []
    with live(FakeJournal()) as thread:
        thread.network = lambda: threads.append(threading.current_thread().name)
        thread.next_network()
        wait_for(lambda: threads)
    assert threads == ["room"]


def test_the_loop_may_be_another_one() -> None:
    """It is made on the room's thread and closed there."""
    loops: list[asyncio.AbstractEventLoop] = []

    def new_loop() -> asyncio.AbstractEventLoop:
        loops.append(asyncio.new_event_loop())
        return loops[0]

    thread = RoomThread(lambda: make_room(FakeJournal()), run_and_close, Waker(), new_loop)
    thread.start()
    assert loops[0].is_running()
    thread.stop()
    assert loops[0].is_closed()
