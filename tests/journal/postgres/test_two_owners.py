"""Two processes, a room, and a database that drops answers: no history of them loses a vote."""

import asyncio
from contextlib import AsyncExitStack
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from improv.core import actions as a
from improv.director.ports import NotSaved
from improv.director.room_store import Elsewhere
from improv.journal.postgres.store import PostgresStore
from tests.journal.postgres.live import LiveRoom, ballots, create, live, to_vote
from tests.journal.postgres.proxy import Proxy
from tests.journal.postgres.server import PostgresServer, name_of
from tests.journal.postgres.stores import boottime, store

pytestmark = pytest.mark.slow

VOTERS = 3
OWNERS = st.sampled_from([0, 1])
PURPOSES = st.sampled_from(["improv append", "improv mark", "improv lease", "improv"])
_codes = count(1)


class Owner:
    """One process: its way to the database, its clock, and the room while it has it."""

    def __init__(self, proxy: Proxy, address: str) -> None:
        self.proxy, self.address, self.ahead = proxy, address, 0.0
        self.store: PostgresStore | None = None
        self.running: LiveRoom | None = None
        self.closing = AsyncExitStack()

    def clock(self) -> float:
        """Its seconds: ahead by as long as it stood still."""
        return boottime() + self.ahead


class TwoOwners(RuleBasedStateMachine):
    """What two processes and their database may do to each other, in any order."""

    server: PostgresServer
    database: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.code = f"C{next(_codes)}"
        self.acknowledged: dict[str, int] = {}
        self.open: dict[str, set[int]] = {}
        """Of each voter the grades that may have come after the last acknowledged one."""

    def run(self, work: Any) -> Any:
        """Run it on the loop of both."""
        return self.runner.run(work)

    @initialize()
    def begin(self) -> None:
        """Two processes; the first has the room, in its vote."""
        self.owners: list[Owner] = []

        async def begin() -> None:
            for number in range(2):
                proxy = await self.stack.enter_async_context(Proxy(self.database).open())
                owner = Owner(proxy, f"{self.code}-{number}:1")
                opened = store(proxy.address, owner.address, owner.clock)
                owner.store = await self.stack.enter_async_context(opened)
                self.owners.append(owner)
            assert self.owners[0].store is not None
            await create(self.owners[0].store, self.code)
            await self._take(self.owners[0])
            assert self.owners[0].running is not None
            await to_vote(self.owners[0].running, VOTERS)

        self.run(begin())

    async def _take(self, owner: Owner) -> None:
        assert owner.store is not None
        try:
            log = await owner.store.open(self.code)
            running = await owner.closing.enter_async_context(live(log, graceful=False))
        except (Elsewhere, NotSaved):
            return
        owner.running = running

    async def _drop(self, owner: Owner) -> None:
        await owner.closing.aclose()
        owner.closing, owner.running = AsyncExitStack(), None

    @rule(number=OWNERS)
    def take(self, number: int) -> None:
        """Somebody asks a process for the room: it opens it, if it may."""
        owner = self.owners[number]
        if owner.running is None:
            self.run(self._take(owner))

    @rule(number=OWNERS, grade=st.integers(1, 4), together=st.integers(1, VOTERS))
    def vote(self, number: int, grade: int, together: int) -> None:
        """Some vote at once where a process has the room; a refusal may not be the truth."""

        async def one(running: LiveRoom, voter: str) -> None:
            before = self.open.setdefault(voter, set())
            before.add(grade)
            ballot = running.ballot(voter, grade)
            answer = await running.ask(ballot)
            if answer == "ok" and running.log.holds():
                self.acknowledged[voter] = grade
                self.open[voter] = set()
            elif answer == "lost":
                await asyncio.sleep(0)

        async def all_(owner: Owner) -> None:
            assert owner.running is not None
            running = owner.running
            async with asyncio.timeout(20):
                await asyncio.gather(*(one(running, f"v{n}") for n in range(together)))
            if running.answers.get("lost"):
                await self._drop(owner)

        if self.owners[number].running is not None:
            self.run(all_(self.owners[number]))

    @rule(number=OWNERS, on=st.booleans())
    def steer(self, number: int, on: bool) -> None:
        """The facilitator makes the screen black, or not."""

        async def steer(running: LiveRoom) -> None:
            async with asyncio.timeout(20):
                await running.ask(a.Blank(id="", on=on))

        running = self.owners[number].running
        if running is not None:
            self.run(steer(running))

    @rule(number=OWNERS, purpose=PURPOSES)
    def cut(self, number: int, purpose: str) -> None:
        """The next answer of the database is dropped after the commit."""
        self.owners[number].proxy.cuts.add(purpose)

    @rule(number=OWNERS)
    def away(self, number: int) -> None:
        """The database cannot be reached from one of them."""
        proxy = self.owners[number].proxy
        proxy.refused.add("*")
        proxy.drop("")

    @rule(number=OWNERS)
    def back(self, number: int) -> None:
        """It can be reached again."""
        self.owners[number].proxy.refused.clear()

    @rule(number=OWNERS)
    def freeze(self, number: int) -> None:
        """A process stands still for longer than its lease, and others have waited for that."""
        owner = self.owners[number]
        owner.ahead += 60
        gone = f"DELETE FROM improv.processes WHERE address = '{owner.address}'"
        self.server.sql(name_of(self.database), gone)

    @rule()
    def wait(self) -> None:
        """Some time passes."""
        self.run(asyncio.sleep(0.3))

    @precondition(lambda self: hasattr(self, "owners"))
    @invariant()
    def one_answers(self) -> None:
        """At most one of them may answer for the room, and what it would answer is the truth."""
        may = [one for one in self.owners if one.running is not None and one.running.log.holds()]
        assert len(may) <= 1
        for owner in may:
            if not owner.proxy.refused and not owner.proxy.cuts:
                self.run(self._agree(owner))

    async def _agree(self, owner: Owner) -> None:
        running = owner.running
        assert running is not None
        task = asyncio.create_task(running.settled())
        done, _ = await asyncio.wait({task, running.task}, return_when=asyncio.FIRST_COMPLETED)
        if running.task in done:
            await self._drop(owner)
        elif running.log.holds():
            self._compare(ballots(await running.agree()))
        task.cancel()

    def _compare(self, there: dict[str, int]) -> None:
        for voter, grade in self.acknowledged.items():
            assert there[voter] == grade or there[voter] in self.open[voter]

    def teardown(self) -> None:
        """Everything that was acknowledged is there, whoever has the room in the end."""

        async def end() -> None:
            for owner in self.owners:
                owner.proxy.refused.clear()
                owner.proxy.cuts.clear()
                await self._drop(owner)
            await self.stack.aclose()
            async with store(self.database, f"{self.code}-last:1") as last:
                log = await last.open(self.code)
                self._compare(ballots(await log.records()))

        if hasattr(self, "owners"):
            self.run(end())
        self.runner.close()


def test_no_vote_is_lost_between_two_owners(database: str, server: PostgresServer) -> None:
    """In ten histories, each of up to 30 steps; tests/bench has hundreds."""
    check_histories(database, server, 10)


def check_histories(database: str, server: PostgresServer, histories: int) -> None:
    """Play so many histories of two owners in a database."""

    class Machine(TwoOwners):
        pass

    Machine.database, Machine.server = database, server
    case = Machine.TestCase
    case.settings = settings(
        max_examples=histories,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    case().runTest()
