"""A process that owns rooms, for tests that stop or kill it: `python -m ... DATABASE ADDRESS`.

It appends to every room in its turn for as long as it runs, and says after each answer what it
would have told somebody: `CODE SEQ` for an event that it may acknowledge.
"""

import asyncio
import sys

from improv.director.ports import NotSaved
from improv.director.room_log import Lost
from improv.journal.postgres.room import PostgresRoom
from tests.journal.postgres.stores import event, made, store


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _write(room: PostgresRoom) -> None:
    seq, code = room.events, room.header.code
    while True:
        try:
            await room.append([event(seq + 1, by=f"{code}{room.epoch}")])
        except NotSaved:
            try:
                seq += len(await room.tail(seq))
            except NotSaved:
                await asyncio.sleep(0.01)
        else:
            seq += 1
            if room.holds():
                _say(f"{code} {seq}")


async def _own(database: str, address: str, codes: list[str]) -> None:
    async with store(database, address) as opened:
        rooms = [await made(opened, code) for code in codes]
        writing = [asyncio.create_task(_write(room)) for room in rooms]
        done, _ = await asyncio.wait(writing, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            if isinstance(task.exception(), Lost):
                _say("lost")
        for task in writing:
            task.cancel()


if __name__ == "__main__":
    asyncio.run(_own(sys.argv[1], sys.argv[2], sys.argv[3:]))
