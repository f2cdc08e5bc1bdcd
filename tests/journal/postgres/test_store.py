"""Rooms in a real PostgreSQL: made, opened, written, read back, ended, deleted."""

import asyncio

import pytest

from improv.director.ports import NothingSaved, NotSaved, Record, SavedState, Unreadable
from improv.director.room_log import Lost
from improv.director.room_store import Elsewhere
from tests.journal.postgres.server import PostgresServer, name_of
from tests.journal.postgres.stores import HEADER, event, header, made, store


def test_a_room_is_read_back_as_it_was_written(database: str) -> None:
    """What one process wrote another one reads, after the first has stopped."""
    odd = Record(2, "a\0b", {"type": "x", "at": 5, "t": "\0\ud800"})

    async def run() -> None:
        async with store(database) as first:
            await first.create(HEADER, event(1))
            room = await first.open("ABCD")
            assert (room.header, room.events, room.at) == (HEADER, 1, 100)
            await room.append([odd, event(3)])
            await room.append([event(4)])
            await room.mark(4321)
        async with store(database) as second:
            again = await second.open("ABCD")
            assert (again.header, again.events, again.at) == (HEADER, 4, 4321)
            assert await again.records(3) == [event(4)]
            assert await again.records() == [event(1), odd, event(3), event(4)]
            assert again.epoch > room.epoch

    asyncio.run(run())


def test_another_process_is_told_who_has_a_room(database: str) -> None:
    """A room is in one process; when that has closed it, another one opens it at once."""

    async def run() -> None:
        async with store(database, "one:1") as first, store(database, "two:2") as second:
            room = await made(first, "ABCD")
            with pytest.raises(Elsewhere) as told:
                await second.open("ABCD")
            assert (told.value.address, told.value.epoch) == ("one:1", room.epoch)
            with pytest.raises(Elsewhere):
                await second.delete("ABCD")
            await room.append([event(2)])
            await room.close()
            taken = await second.open("ABCD")
            assert taken.events == 2
            with pytest.raises(Lost):
                await room.append([event(3)])
            assert not room.holds()
            assert taken.holds()
            await taken.append([event(3)])

    asyncio.run(run())


def test_secret_and_keys_are_those_of_the_service(database: str) -> None:
    """Every process signs with the same secret, and knows the same organisers."""

    async def run() -> None:
        async with store(database) as first, store(database) as second:
            assert len(await first.secret()) == 32
            assert await first.secret() == await second.secret()
            await first.add_key("ab", alone=False)
            await second.add_key("cd", alone=False)
            assert await first.keys() == {"ab", "cd"}
            await second.add_key("ef", alone=True)
            assert await first.keys() == {"ef"}

    asyncio.run(run())


def test_a_code_is_taken_once(database: str) -> None:
    """A room that is made twice is one room; another one of its code is refused."""

    async def run() -> None:
        async with store(database) as opened:
            await opened.create(HEADER, event(1))
            await opened.create(HEADER, event(1))
            with pytest.raises(ValueError, match="ABCD"):
                await opened.create(header("ABCD"), event(1))
            await opened.create(header("EFGH"), event(1))
            assert {one.code for one in await opened.headers()} == {"ABCD", "EFGH"}
            assert await opened.find("ABCD") == HEADER
            assert await opened.find("XXXX") is None
            await opened.visited("ABCD", "2026-12-02")
            await opened.visited("ABCD", "2026-12-01")
            found = await opened.find("ABCD")
            assert found is not None
            assert found.visited == "2026-12-02"
            with pytest.raises(KeyError):
                await opened.open("XXXX")

    asyncio.run(run())


def test_nothing_is_left_of_a_deleted_room(database: str, server: PostgresServer) -> None:
    """No row of it; whoever still has it has lost it. Others stay."""

    async def run() -> None:
        async with store(database) as opened:
            for code in ("ABCD", "EFGH"):
                room = await made(opened, code)
                await room.append([event(2)])
                await room.save_state(SavedState(1, "f", "{}"))
            await opened.delete("EFGH")
            await opened.delete("EFGH")
            with pytest.raises(NotSaved):
                await room.append([event(3)])
            with pytest.raises(Lost):
                await room.tail(2)
            assert [one.code for one in await opened.headers()] == ["ABCD"]

    asyncio.run(run())
    for table, rows in (("rooms", 1), ("sessions", 1), ("events", 2), ("states", 1)):
        counted = server.sql(name_of(database), f"SELECT count(*) FROM improv.{table}")
        assert counted == str(rows), table


def test_what_was_cancelled_is_over_before_the_next(database: str) -> None:
    """An append whose room was stopped may be asked for again: it is there once."""

    async def run() -> None:
        async with store(database) as opened:
            room = await made(opened, "ABCD")
            for seq in range(2, 30, 2):
                task = asyncio.create_task(room.append([event(seq)]))
                await asyncio.sleep(0.0005 * (seq % 5))
                task.cancel()
                await room.append([event(seq), event(seq + 1)])
            assert await room.records() == [event(seq) for seq in range(1, 30)]

    asyncio.run(run())


def test_a_gap_writes_nothing_and_fails_nobody_else(database: str) -> None:
    """A room that would skip an event is refused alone, until it has read its tail."""

    async def run() -> None:
        async with store(database) as opened:
            rooms = [await made(opened, code) for code in ("AAAA", "BBBB", "CCCC")]
            asked = zip(rooms, [[event(2)], [event(3)], [event(2)]], strict=True)
            done = await asyncio.gather(
                *(room.append(records) for room, records in asked), return_exceptions=True
            )
            assert [type(one) for one in done] == [type(None), NotSaved, type(None)]
            with pytest.raises(NotSaved):
                await rooms[1].append([event(2)])
            assert await rooms[1].tail(1) == []
            await rooms[1].append([event(2)])
            assert [len(await room.records()) for room in rooms] == [2, 2, 2]

    asyncio.run(run())


def test_one_room_that_is_refused_fails_no_other(database: str, server: PostgresServer) -> None:
    """The database refuses a statement as a whole: each room is then asked for by itself."""

    async def run() -> None:
        async with store(database) as opened:
            rooms = [await made(opened, code) for code in ("AAAA", "BBBB", "CCCC")]
            check = "ALTER TABLE improv.events ADD CHECK (event NOT LIKE '%forbidden%')"
            server.sql(name_of(database), check)
            asked = zip(rooms, ["kept", "forbidden", "kept"], strict=True)
            done = await asyncio.gather(
                *(room.append([event(2, t=t)]) for room, t in asked), return_exceptions=True
            )
            assert [type(one) for one in done] == [type(None), NothingSaved, type(None)]
            await rooms[1].append([event(2)])  # that nothing was written is certain
            assert [len(await room.records()) for room in rooms] == [2, 2, 2]

    asyncio.run(run())


def test_a_saved_state_is_read_where_its_events_are_the_same(database: str) -> None:
    """Of this fold, undamaged, and none after the session has ended."""

    async def run() -> None:
        async with store(database) as opened:
            room = await made(opened, "ABCD")
            await room.append([event(2)])
            with pytest.raises(ValueError, match="no event 3"):
                await room.save_state(SavedState(3, "f", "{}"))
            await room.save_state(SavedState(1, "f", "{1}"))
            await room.save_state(SavedState(2, "f", "{2}"))
            assert await room.saved_state("f") == SavedState(2, "f", "{2}")
            assert await room.saved_state("g") is None
            await room.end()
            assert await room.saved_state("f") is None
            await room.save_state(SavedState(2, "f", "{2}"))
            assert await room.saved_state("f") is None

    asyncio.run(run())


def test_a_damaged_event_is_named(database: str, server: PostgresServer) -> None:
    """By its session and number; it is never read as another one."""

    async def run() -> None:
        async with store(database) as opened:
            room = await made(opened, "ABCD")
            await room.append([event(2)])
            server.sql(name_of(database), "UPDATE improv.events SET event = '{}' WHERE seq = 2")
            with pytest.raises(Unreadable) as told:
                await room.records()
            values = told.value.values
            assert (values["session"], values["event"]) == ("s-ABCD", "2")

    asyncio.run(run())
