"""A long session that was cut off goes on from its saved state as if all had been folded."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.eligibility import open_kinds
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import Event, VolumeSet
from improv.core.formats import PhaseKind as K
from improv.core.session import evolve
from improv.core.state import State
from improv.director import saved_states
from improv.director.ending import end_session
from improv.director.fold_version import fold_version
from improv.director.ports import Record, SavedState, Unreadable
from improv.director.room import ANSWERS_KEPT, Room
from improv.director.saved_states import EVENTS_BETWEEN, encoded, saved_state
from improv.director.session_runner import SessionRunner, restore
from improv.journal.store import SqliteJournal
from tests.bench.core import fold, long_session
from tests.director.rooms import DECK, SESSION, until


@cache
def events() -> tuple[Event, ...]:
    """A session that is long enough, cut off while people vote."""
    played = long_session(EVENTS_BETWEEN + 300)
    states = [(n, state) for n, state in enumerate(_states(played), start=1) if open_kinds(state)]
    last, _ = states[-1]
    assert last > EVENTS_BETWEEN
    return tuple(played[:last])


def _states(played: list[Event]) -> Iterator[State]:
    state: State | None = None
    for event in played:
        state = evolve(state, event)
        yield state


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    """With that session on a real disk."""
    with closing(SqliteJournal.open(tmp_path)) as opened:
        opened.open_session(SESSION, "2026-01-02T03:04:05Z", "Tuesday", False)
        records = [Record(n, f"c{n}", to_dict(event)) for n, event in enumerate(events(), start=1)]
        opened.append(SESSION, records)
        yield opened


def play(journal: SqliteJournal, steer: Callable[[Room], Awaitable[None]]) -> State:
    """Resume it and run it until `steer` is done with its room; the state then."""
    prepared, rooms = restore(journal.sessions()[0], journal), list[Room]()
    runner = SessionRunner(prepared, journal, DECK, lambda: DECK, time.monotonic)

    async def run() -> None:
        room = runner.room(lambda: None)
        rooms.append(room)
        running = asyncio.create_task(runner.run(room, lambda: None, lambda state: None))
        await until(lambda: room.state.paused)
        await steer(room)
        running.cancel()
        await asyncio.wait({running})

    asyncio.run(run())
    assert runner.unsaved is None
    return rooms[0].state


def is_saved(folder: Path) -> bool:
    """Whether there is a state on the disk, as another program sees it."""
    with closing(sqlite3.connect(folder / "sessions.db")) as beside:
        return beside.execute("SELECT 1 FROM states").fetchone() is not None


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked after a hundred times a second."""
    monkeypatch.setattr(saved_states, "_SECONDS_BETWEEN", 0.01)


@pytest.mark.usefixtures("often")
def test_a_long_session_is_saved_and_goes_on_from_there(
    journal: SqliteJournal, tmp_path: Path
) -> None:
    """Not while people vote; then once, and what is resumed is what all events make."""

    async def close_the_vote(room: Room) -> None:
        await asyncio.sleep(0.2)
        assert not is_saved(tmp_path)
        while room.state.kind is not K.RESULT:
            assert await room.act(a.Next(id="")) is None
        await until(lambda: is_saved(tmp_path), 20)

    state = play(journal, close_the_vote)
    seq, saved = saved_state(journal, SESSION)
    assert saved == state
    journal.append(SESSION, [Record(seq + 1, "new", to_dict(_louder()))])
    (header,) = journal.sessions()
    prepared = restore(header, journal)
    assert prepared.saved == seq
    assert prepared.seq == seq + 1
    assert prepared.state == evolve(state, _louder())
    assert prepared.causes[-1] == "new"
    remembered = range(header.events - ANSWERS_KEPT + 1, len(events()) + 1)
    assert set(prepared.causes) >= {f"c{n}" for n in remembered}

    async def nothing(room: Room) -> None:
        await asyncio.sleep(0.1)

    play(journal, nothing)
    assert saved_state(journal, SESSION)[0] == seq  # until as many have come again


def _louder() -> Event:
    return VolumeSet(at=10**9, level=3)


@pytest.mark.usefixtures("often")
def test_a_state_that_cannot_be_made_is_logged_and_the_game_goes_on(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, with the fault: the console words it, and all events can still be folded."""

    def faulty(seq: int, state: State) -> SavedState:
        raise RecursionError(f"of {seq}")

    monkeypatch.setattr(saved_states, "encoded", faulty)

    async def close_the_vote(room: Room) -> None:
        while room.state.kind is not K.DEBRIEF:
            assert await room.act(a.Next(id="")) is None
        await until(lambda: bool(caplog.records), 20)
        await asyncio.sleep(0.1)
        assert await room.act(a.Next(id="")) is None

    state = play(journal, close_the_vote)
    (told,) = caplog.records
    assert told.exc_info is not None
    assert isinstance(told.exc_info[1], RecursionError)
    assert fold([from_dict(record.event) for record in journal.records(SESSION)]) == state


@pytest.mark.usefixtures("often")
def test_a_vote_that_opens_meanwhile_is_not_disturbed(
    journal: SqliteJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is ready is written when the vote is over, and is still the state of its events."""
    begun, free, found = threading.Event(), threading.Event(), list[SavedState]()

    def slow(seq: int, state: State) -> SavedState:
        begun.set()
        free.wait(20)
        found.append(encoded(seq, state))
        return found[-1]

    monkeypatch.setattr(saved_states, "encoded", slow)

    async def vote_meanwhile(room: Room) -> None:
        async def go_on(*kinds: K) -> None:
            for kind in kinds:
                while room.state.kind is not kind:
                    assert await room.act(a.Next(id="")) is None

        await go_on(K.DEBRIEF)
        await until(begun.is_set, 20)
        await go_on(K.DRAW, K.VOTE)
        free.set()
        await until(lambda: bool(found), 20)
        await asyncio.sleep(0.2)
        assert not is_saved(tmp_path)
        await go_on(K.DEBRIEF)
        await until(lambda: is_saved(tmp_path), 20)

    play(journal, vote_meanwhile)
    seq, state = saved_state(journal, SESSION)
    assert seq == found[0].seq
    assert state == fold([from_dict(record.event) for record in journal.records(SESSION)][:seq])


@pytest.mark.parametrize(
    ("fold_of", "text"), [("another", None), (None, "[[]]"), (None, "no JSON"), (None, None)]
)
def test_what_does_not_fit_is_not_used(
    journal: SqliteJournal, fold_of: str | None, text: str | None
) -> None:
    """A state of another fold, and one that is none: all events are folded."""
    whole = restore(journal.sessions()[0], journal).state
    saved = encoded(EVENTS_BETWEEN, fold(list(events()[:EVENTS_BETWEEN])))
    journal.save_state(SESSION, SavedState(saved.seq, fold_of or saved.fold, text or saved.state))
    prepared = restore(journal.sessions()[0], journal)
    assert prepared.state == whole
    assert prepared.saved == (0 if fold_of or text else EVENTS_BETWEEN)


def test_a_program_that_cannot_read_its_code_folds_all(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a file from elsewhere says of itself."""
    saved = replace(encoded(EVENTS_BETWEEN, fold(list(events()[:EVENTS_BETWEEN]))), fold="")
    journal.save_state(SESSION, saved)
    monkeypatch.setattr(saved_states, "fold_version", lambda: "")
    assert saved_state(journal, SESSION) == (0, None)


def test_a_damaged_event_before_it_is_still_told(journal: SqliteJournal, tmp_path: Path) -> None:
    """By its number: no session goes on as if nothing were wrong."""
    state = fold(list(events()))
    journal.save_state(SESSION, encoded(len(events()), state))
    assert saved_state(journal, SESSION) == (len(events()), state)
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as file:
        file.execute("DROP TRIGGER events_stand")
        file.execute("UPDATE events SET event = replace(event, '\"v\"', '\"w\"') WHERE seq = 40")
        file.commit()
    with pytest.raises(Unreadable) as damaged:
        restore(journal.sessions()[0], journal)
    assert damaged.value.values["event"] == "40"


def test_no_byte_of_it_is_left_when_the_session_ends(
    journal: SqliteJournal, tmp_path: Path
) -> None:
    """It names who cast which ballot, as the events did."""
    text = encoded(len(events()), fold(list(events()))).state
    marked = SavedState(len(events()), fold_version(), text.replace('"v59"', '"not-a-byte-of-me"'))
    for _ in range(3):
        journal.save_state(SESSION, marked)
        assert b"not-a-byte-of-me" in _bytes(tmp_path)
    end_session(journal, SESSION)
    assert b"not-a-byte-of-me" not in _bytes(tmp_path)


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())
