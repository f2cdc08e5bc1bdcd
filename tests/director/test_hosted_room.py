"""A hosted room whose database fails: nothing goes on in memory, and the tail answers."""

import asyncio
from collections.abc import Sequence

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.votes import Ballot
from improv.director.ports import NothingSaved, NotSaved, Record, Trouble
from improv.director.room_log import JournalLog, Lost
from improv.director.session_runner import fold
from tests.director.rooms import SESSION, ManualClock, Rig, running, until
from tests.fakes import FakeJournal

NOT_SAVED = Refusal(Why.NOT_SAVED)
AWAY = "database.away", Trouble.OTHER


class TornLog(JournalLog):
    """A log between which and its journal something fails as it is told."""

    def __init__(self, journal: FakeJournal) -> None:
        super().__init__(journal, SESSION, keeps_on=False)
        self.fates: list[str] = []
        """Of the next appends: `unsaid` (written, and nobody says so), `lost`, `nothing`.

        `unsaid for long`: until the lease is over.
        """
        self.away = self.taken = False
        self.inside = True

    def holds(self) -> bool:
        """Whether the process is inside its lease."""
        return self.inside

    async def append(self, records: Sequence[Record]) -> None:
        """Append, or what is fated."""
        fate = self.fates.pop(0) if self.fates else ""
        if self.away or fate == "lost":
            raise NotSaved(*AWAY)
        if fate == "nothing":
            raise NothingSaved(*AWAY)
        await super().append(records)
        if fate.startswith("unsaid"):
            self.inside = fate == "unsaid"
            raise NotSaved(*AWAY)

    async def mark(self, at: int) -> None:
        """Mark, unless the database is away."""
        if self.away:
            raise NotSaved(*AWAY)
        await super().mark(at)

    async def tail(self, after: int) -> list[Record]:
        """The tail, unless the database is away or another process has the room."""
        if self.taken:
            raise Lost
        if self.away:
            raise NotSaved(*AWAY)
        return await super().tail(after)


def rate(grade: int, voter: str = "v1") -> a.CastBallot:
    """A ballot as the pages send it: without an id."""
    ballot = Ballot(BallotKind.RATE, {"handling": grade})
    return a.CastBallot(id="", round=1, ballot=ballot, voter=voter)


async def to_vote(rig: Rig) -> None:
    """Two phones, and on to the vote."""
    for voter in ("v1", "v2"):
        assert await rig.room.act(a.Join(id="", voter=voter)) is None
    while rig.room.state.kind is not PhaseKind.VOTE:
        assert await rig.room.act(a.Next(id="")) is None


def agree(rig: Rig, journal: FakeJournal) -> None:
    """What the room holds is what stands there, folded."""
    records = list(journal.records(SESSION))
    assert rig.room.state == fold(records)
    assert rig.room.durable == (len(records), rig.room.state)
    assert rig.room.shown.state == rig.room.state


def test_what_stands_there_is_answered_as_accepted() -> None:
    """The reply to an append is lost: the tail answers who waited, and nobody saw it before."""

    async def play() -> None:
        journal = FakeJournal()
        log = TornLog(journal)
        async with running(journal, log=log) as rig:
            await to_vote(rig)
            before = rig.room.shown.version
            log.fates = ["unsaid"]
            asked = rate(4), rate(3, "v2"), rate(4), a.Blank(id="k1", on=True)
            done = await asyncio.gather(*map(rig.room.act, asked))
            assert done == [None] * 4
            assert rig.room.shown.version == before + 3
            agree(rig, journal)
            assert await rig.room.act(a.Blank(id="k1", on=True)) is None
            assert len(list(journal.records(SESSION))) == before + 3
            assert rig.room.latest.trouble is None

    asyncio.run(play())


@pytest.mark.parametrize("fate", ["lost", "nothing"])
def test_what_does_not_stand_there_is_refused(fate: str) -> None:
    """All of it, steering too; asked for again it is done."""

    async def play() -> None:
        journal = FakeJournal()
        log = TornLog(journal)
        async with running(journal, log=log) as rig:
            await to_vote(rig)
            log.fates = [fate]
            asked = rate(4), a.Blank(id="k1", on=True), rate(3, "v2")
            done = await asyncio.gather(*map(rig.room.act, asked))
            assert done == [NOT_SAVED] * 3
            await until(lambda: rig.room.latest.trouble is None)
            agree(rig, journal)
            assert [await rig.room.act(one) for one in asked] == [None] * 3
            agree(rig, journal)

    asyncio.run(play())


def test_while_the_database_is_away_everything_is_refused() -> None:
    """Ballots that count already, steering, the clock: the bell rings when it is back."""

    async def play() -> None:
        journal, clock = FakeJournal(), ManualClock()
        log = TornLog(journal)
        async with running(journal, log=log, monotonic=clock) as rig:
            room = rig.room
            await to_vote(rig)
            assert await room.act(rate(4)) is None
            log.away = True
            clock.seconds += 2
            await until(lambda: room.latest.trouble is not None)
            seen = room.shown.version
            for action in (rate(4), rate(2), a.Next(id="n"), a.Blank(id="b", on=True)):
                assert await room.act(action) == NOT_SAVED
            clock.seconds += 60
            await asyncio.sleep(0.05)
            assert room.state.kind is PhaseKind.VOTE
            assert room.shown.version == seen
            log.away = False
            await until(lambda: room.state.kind is not PhaseKind.VOTE)
            await until(lambda: room.durable[1] is room.state)
            agree(rig, journal)

    asyncio.run(play())


@pytest.mark.parametrize("inside", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_nobody_waits_for_ever_and_what_was_written_counts(*, inside: bool) -> None:
    """Outside the lease, or after 2 s, who waits is refused; the tail is read all the same."""

    async def play() -> None:
        journal = FakeJournal()
        log = TornLog(journal)
        async with running(journal, log=log) as rig:
            await to_vote(rig)
            log.fates = ["unsaid" if inside else "unsaid for long"]
            waits = asyncio.create_task(rig.room.act(a.Blank(id="k", on=True)))
            await until(lambda: not log.fates)
            log.away = True
            assert await waits == NOT_SAVED
            log.away, log.inside = False, True
            await until(lambda: rig.room.latest.trouble is None)
            agree(rig, journal)
            assert rig.room.state.blank
            assert await rig.room.act(a.Blank(id="k", on=True)) is None
            agree(rig, journal)

    asyncio.run(play())


def test_outside_its_lease_a_room_finds_out_whose_it_is() -> None:
    """Nothing is written then, and where nothing happens it looks all the same."""

    async def play() -> None:
        journal = FakeJournal()
        log = TornLog(journal)
        async with running(journal, log=log, wakes=False) as rig:
            await to_vote(rig)
            saved = len(list(journal.records(SESSION)))
            log.inside = False
            assert await rig.room.act(rate(4)) == NOT_SAVED
            assert len(list(journal.records(SESSION))) == saved
            log.taken = True
            await until(lambda: rig.room.lost)
            with pytest.raises(Lost):
                await rig.room.act(rate(4))

    asyncio.run(play())


def test_a_room_that_another_process_has_answers_nobody() -> None:
    """Neither who waited nor who comes; its run is over, and its end writes nothing."""

    async def play() -> None:
        journal = FakeJournal()
        log = TornLog(journal)
        async with running(journal, log=log, wakes=False) as rig:
            await to_vote(rig)
            saved = len(list(journal.records(SESSION)))
            log.fates, log.taken = ["lost"], True
            with pytest.raises(Lost):
                await rig.room.act(rate(4))
            with pytest.raises(Lost):
                await rig.room.act(a.Next(id="n"))
            with pytest.raises(Lost):
                await rig.room.run()
            assert await rig.room.close() is None
            assert len(list(journal.records(SESSION))) == saved

    asyncio.run(play())


@pytest.mark.parametrize("fate", ["lost", "unsaid", "nothing"])
def test_a_new_session_begins_whatever_became_of_its_first_write(fate: str) -> None:
    """Its opening stands first, and once."""

    async def play() -> None:
        journal = FakeJournal()
        log = TornLog(journal)
        log.fates = [fate]
        async with running(journal, log=log) as rig:
            assert await rig.room.act(a.Join(id="", voter="v1")) in (None, NOT_SAVED)
            await until(lambda: rig.room.latest.trouble is None and rig.room.durable[0] > 0)
            assert await rig.room.act(a.Join(id="", voter="v2")) is None
            agree(rig, journal)

    asyncio.run(play())
