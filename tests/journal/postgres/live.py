"""Rooms that run on a store, with people in them who vote while the test does something to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

from improv.core import actions as a
from improv.core.actions import Action
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import BallotCast
from improv.core.formats import BallotKind, PhaseKind
from improv.core.votes import Ballot
from improv.director.clock import SessionClock
from improv.director.ports import Record
from improv.director.room import Room
from improv.director.room_log import Lost
from improv.director.session_runner import fold
from improv.journal.postgres.room import PostgresRoom
from improv.journal.postgres.store import PostgresStore
from tests.director.rooms import DECK, start
from tests.journal.postgres.stores import header

NOT_SAVED = Refusal(Why.NOT_SAVED)


@dataclass
class LiveRoom:
    """A room that runs, and what was said to its people."""

    room: Room
    log: PostgresRoom
    task: "asyncio.Task[None]"
    counted: dict[str, int] = field(default_factory=dict)
    """Of each voter the grade that was acknowledged last."""
    answers: dict[str, int] = field(default_factory=dict)
    """How often each answer was given; accepted ones are `ok`."""
    people: list["asyncio.Task[object]"] = field(default_factory=list)

    async def ask(self, action: Action) -> object:
        """What the room answers; `lost` where it is another's."""
        try:
            answer = await self.room.act(action)
        except Lost:
            return self._note("lost")
        return self._note("ok" if answer is None else answer.why.value)

    def _note(self, answer: str) -> str:
        self.answers[answer] = self.answers.get(answer, 0) + 1
        return answer

    def ballot(self, voter: str, grade: int) -> a.CastBallot:
        """A ballot as the pages send it: without an id."""
        ballot = Ballot(BallotKind.RATE, {"handling": grade})
        return a.CastBallot(id="", round=1, ballot=ballot, voter=voter)

    async def vote(self, voter: str, grade: int) -> str:
        """Vote until it is not refused as not saved; what was answered then."""
        while (answer := await self.ask(self.ballot(voter, grade))) == "not_saved":
            await asyncio.sleep(0.02)
        if answer == "ok":
            self.counted[voter] = grade
        return str(answer)

    def start_voting(self, voters: int, seed: int) -> None:
        """People change their ballots all the time, until `stop_voting`."""

        async def vote(voter: str, random: Random) -> None:
            while await self.vote(voter, random.randint(1, 4)) == "ok":
                await asyncio.sleep(random.random() * 0.02)

        for number in range(voters):
            work = vote(f"v{number}", Random(seed * 1000 + number))
            self.people.append(asyncio.create_task(work))

    async def stop_voting(self) -> None:
        """They are through with the ballot that they are at."""
        for task in self.people:
            task.cancel()
        await asyncio.gather(*self.people, return_exceptions=True)
        self.people.clear()
        await self.settled()

    async def settled(self, seconds: float = 20) -> None:
        """Wait until nothing waits to be written."""
        async with asyncio.timeout(seconds):
            while self.room.latest.trouble or self.room.durable[1] is not self.room.state:
                await asyncio.sleep(0.02)

    async def agree(self) -> list[Record]:
        """Memory equals the fold of what stands there, and what was acknowledged counts."""
        records = await self.log.records()
        state = fold(records)
        assert self.room.durable == (len(records), state)
        assert self.room.state == state
        assert self.room.shown.state == state
        return records


def ballots(records: list[Record]) -> dict[str, int]:
    """Of each voter the grade that stands there last."""
    events = [from_dict(record.event) for record in records]
    cast = [event for event in events if isinstance(event, BallotCast)]
    return {event.voter: event.ballot.scores["handling"] for event in cast}


async def create(opened: PostgresStore, code: str) -> None:
    """A new room with the opening of a session."""
    _, first = start()
    await opened.create(header(code), Record(1, "", to_dict(first)))


@asynccontextmanager
async def live(log: PostgresRoom, *, graceful: bool = True) -> AsyncIterator[LiveRoom]:
    """The room of a log, restored from what stands there, as long as the block runs."""
    records = await log.records()
    clock = SessionClock(asyncio.get_running_loop().time, log.at)
    room = Room("s", fold(records), len(records), DECK, log, clock, lambda: None)
    room.remember([record.cause for record in records])
    running = LiveRoom(room, log, asyncio.create_task(room.run()))
    try:
        yield running
    finally:
        for task in (*running.people, running.task):
            task.cancel()
        with suppress(asyncio.CancelledError, Lost):
            await running.task
        if graceful:
            await room.close()


async def to_vote(running: LiveRoom, voters: int) -> None:
    """People join, and the facilitator goes on to the vote, which is paused: nobody is late."""
    for number in range(voters):
        assert await running.ask(a.Join(id="", voter=f"v{number}")) == "ok"
    while running.room.state.kind is not PhaseKind.VOTE:
        assert await running.ask(a.Next(id="")) == "ok"
    assert await running.ask(a.AddTime(id="", seconds=300)) == "ok"
