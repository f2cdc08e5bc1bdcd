"""One session from its start, or from where it was cut off, to its end."""

import asyncio
import time
from collections.abc import Callable

import pytest

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.event_codec import to_dict
from improv.core.formats import PhaseKind as K
from improv.core.state import Setup, State
from improv.director.demo import Lines
from improv.director.ports import Record, Trouble
from improv.director.room import Room
from improv.director.session_runner import PreparedSession, SessionRunner, restore
from tests.core.session_driver import SessionDriver
from tests.director.rooms import DECK, SESSION, start, until
from tests.fakes import FakeJournal

NAMES = ("Leila", "Tomasz", "Amara", "Omar")


def opened_journal() -> FakeJournal:
    """A journal in which the session has begun."""
    journal = FakeJournal()
    journal.open_session(SESSION, "2026-01-01T00:00:00+00:00", "t", False)
    return journal


def new_session(rounds: int | None = None) -> PreparedSession:
    """A session of which nothing is written."""
    state, opened = start(Setup(7, rounds=rounds))
    return PreparedSession(SESSION, state, 0, 0, unwritten=(opened,))


def cut_off(journal: FakeJournal, mark: int) -> PreparedSession:
    """A session that was in the middle of its brief when the program ended, at this mark."""
    driver = SessionDriver("call", names=NAMES)
    driver.to(K.BRIEF)
    records = [Record(n, f"c{n}", to_dict(event)) for n, event in enumerate(driver.events, start=1)]
    journal.append(SESSION, records)
    journal.mark(SESSION, mark)
    return restore(journal.sessions()[0], journal)


async def play(runner: SessionRunner, steer: Callable[[Room], object]) -> State:
    """Run the session until `steer` is true of its room; the state then."""
    ready = asyncio.Event()
    room = runner.room(lambda: None)
    running = asyncio.create_task(runner.run(room, ready.set, lambda state: None))
    await asyncio.wait_for(ready.wait(), 10)
    await until(lambda: bool(steer(room)))
    state = room.state
    running.cancel()
    await asyncio.wait({running})
    return state


def runner_of(
    prepared: PreparedSession,
    journal: FakeJournal,
    *,
    names: tuple[str, ...] = (),
    load_all: Callable[[], Deck] = lambda: DECK,
) -> SessionRunner:
    """A runner of a session that people play."""
    return SessionRunner(prepared, journal, DECK, load_all, time.monotonic, names)


def test_a_new_session_has_its_players() -> None:
    """They are in the journal after the opening, at its first instant."""
    journal = opened_journal()
    runner = runner_of(new_session(), journal, names=NAMES)
    state = asyncio.run(play(runner, lambda room: len(room.state.people) == len(NAMES)))
    assert [person.name for person in state.people.values()] == list(NAMES)
    events = [record.event for record in journal.records(SESSION)]
    assert events[0]["type"] == "session_opened"
    assert {event["at"] for event in events} == {0}
    assert runner.unsaved is None


def test_a_session_that_was_cut_off_goes_on_paused_from_its_mark() -> None:
    """The clock did not run while the program was down, and does not before somebody says so."""
    journal = opened_journal()
    prepared = cut_off(journal, 250_000)
    assert (prepared.seq, prepared.at) == (len(list(journal.records(SESSION))), 250_000)
    runner = runner_of(prepared, journal, names=("Nobody",))
    state = asyncio.run(play(runner, lambda room: room.state.paused))
    assert state.kind is K.BRIEF
    assert runner.clock.now() == 250_000
    assert [person.name for person in state.people.values()] == list(NAMES)


def test_an_action_that_was_done_before_the_crash_is_not_done_again() -> None:
    """A phone repeats what it was not answered: the journal knows the action's id."""
    journal = opened_journal()
    runner = runner_of(cut_off(journal, 0), journal)

    async def repeat() -> int:
        room = runner.room(lambda: None)
        before = room.latest.version
        assert await room.act(a.EditRoster(id="c2", add=("Again",))) is None
        return room.latest.version - before

    assert asyncio.run(repeat()) == 0


def test_all_languages_are_there_when_it_is_ready() -> None:
    """They are loaded on another thread, while the room is shown."""
    threads: list[bool] = []

    def load_all() -> Deck:
        threads.append(asyncio._get_running_loop() is None)
        return DECK

    runner = runner_of(new_session(), opened_journal(), load_all=load_all)
    asyncio.run(play(runner, lambda room: room.deck is DECK))
    assert threads == [True]


def test_what_the_disk_did_not_take_is_told_at_the_end() -> None:
    """By the error that says why."""
    journal = opened_journal()
    journal.trouble = Trouble.FULL
    runner = runner_of(new_session(), journal, names=NAMES)
    asyncio.run(play(runner, lambda room: room.latest.trouble is Trouble.FULL))
    assert runner.unsaved is not None
    assert runner.unsaved.trouble is Trouble.FULL


def test_an_error_while_loading_ends_the_session() -> None:
    """It is raised after the journal was closed properly: nothing that was accepted is lost."""
    journal = opened_journal()

    def broken() -> Deck:
        raise OSError("the pack is gone")

    runner = runner_of(new_session(), journal, names=NAMES, load_all=broken)

    async def run() -> None:
        room = runner.room(lambda: None)
        await runner.run(room, lambda: None, lambda state: None)

    with pytest.raises(OSError, match="the pack is gone"):
        asyncio.run(run())
    assert len(list(journal.records(SESSION))) == 1 + len(NAMES)


def test_a_demo_plays_itself_to_the_end() -> None:
    """Every state is seen, its players are dealt, and the session is over in the journal."""
    journal = opened_journal()
    lines = Lines("I promise.", ("Thanks.",))
    runner = SessionRunner(
        new_session(rounds=1), journal, DECK, lambda: DECK, time.monotonic, NAMES, 1e6, lines
    )
    kinds: list[K] = []

    async def run() -> None:
        room = runner.room(lambda: None)
        await runner.run(room, lambda: None, lambda state: kinds.append(state.kind))

    asyncio.run(asyncio.wait_for(run(), 60))
    assert K.PLAY in kinds
    assert kinds[-1] is K.END
    assert journal.sessions()[0].ended
