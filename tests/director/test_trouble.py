"""While writing fails: ballots are refused, the game goes on, and the disk gets it in its order."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import projector
from improv.core.votes import Ballot
from improv.director.ports import NotSaved, Record, Trouble
from improv.director.session_runner import fold
from improv.journal.store import SqliteJournal
from tests.director.rooms import SESSION, ManualClock, Rig, running, until
from tests.fakes import FakeJournal

NOT_SAVED = Refusal(Why.NOT_SAVED)
FULL = Trouble.FULL


def rate(grade: int) -> a.CastBallot:
    """v1's ballot, under an id of its own."""
    ballot = Ballot(BallotKind.RATE, {"handling": grade})
    return a.CastBallot(id=f"b{grade}", round=1, ballot=ballot, voter="v1")


async def to_vote(rig: Rig) -> None:
    """One phone, and on to the vote."""
    assert await rig.room.act(a.Join(id="j1", voter="v1")) is None
    while rig.room.state.kind is not PhaseKind.VOTE:
        assert await rig.room.act(a.Next(id="")) is None


def test_ballots_are_refused_and_steering_goes_on_in_memory() -> None:
    """At once and under a plain warning; afterwards all of it is on the disk, in its order."""
    journal = FakeJournal()

    async def play() -> None:
        async with running(journal) as rig:
            room = rig.room
            await to_vote(rig)
            saved = len(list(journal.records(SESSION)))
            journal.trouble = FULL
            assert await room.act(rate(4)) == NOT_SAVED
            assert room.latest.trouble is Trouble.FULL
            assert not room.state.votes
            assert await room.act(rate(4)) == NOT_SAVED
            assert await room.act(a.Join(id="j2", voter="v2")) == NOT_SAVED
            before = room.latest.version
            assert await room.act(a.Blank(id="k1", on=True)) is None
            assert await room.act(a.Blank(id="k2", on=False)) is None
            assert await room.act(a.Safety(id="k3", on=True)) is None
            assert room.latest.version == before + 3
            assert room.latest.host.unranked
            assert room.latest.projector == projector(room.state)
            assert len(list(journal.records(SESSION))) == saved
            journal.trouble = None
            await until(lambda: room.latest.trouble is None)
            assert [r.cause for r in journal.records(SESSION)][saved:] == ["k1", "k2", "k3"]
            assert await room.act(rate(4)) is None
            assert list(journal.records(SESSION))[-1].cause == "b4"
            assert await room.act(a.Safety(id="k3", on=True)) is None
        assert fold(list(journal.records(SESSION))) == room.state
        versions = [snapshot.version for snapshot in rig.pushed]
        assert versions == sorted(versions)

    asyncio.run(play())


def test_the_warning_goes_when_the_disk_is_back_though_nothing_waits() -> None:
    """A mark is enough to find out."""
    journal = FakeJournal()

    async def play() -> None:
        async with running(journal) as rig:
            await to_vote(rig)
            journal.trouble = FULL
            assert await rig.room.act(rate(1)) == NOT_SAVED
            journal.trouble = None
            await until(lambda: rig.room.latest.trouble is None)
            assert await rig.room.act(rate(1)) is None

    asyncio.run(play())


def test_what_stood_on_a_refused_join_is_decided_anew() -> None:
    """A join, its name and a draw in the same breath as the disk fails: no ghost is dealt."""
    journal = FakeJournal()

    async def play() -> None:
        async with running(journal) as rig:
            act = rig.room.act
            await act(a.Blank(id="", on=True))
            journal.trouble = FULL
            names = a.EditRoster(id="names", add=("Ana", "Bo"))
            joins = [a.Join(id=f"j{n}", voter=f"v{n}", plays=True) for n in (1, 2)]
            rename = a.EditRoster(id="rename", person="v1", rename="Zoe")
            go = (a.Blank(id="", on=False), a.Next(id="go"), a.Heat(id="hot", level=5))
            answers = await asyncio.gather(*(act(one) for one in (names, *joins, rename, *go)))
            assert answers[:3] == [None, NOT_SAVED, NOT_SAVED]
            assert answers[3] == Refusal(Why.UNKNOWN_PERSON, {"person": "v1"})
            assert answers[5] is not None
            assert answers[5].why is Why.TOO_FEW_PLAYERS
            assert set(rig.room.state.people) == {"p1", "p2"}
            assert rig.room.state.kind is PhaseKind.LOBBY
            journal.trouble = None
            await until(lambda: rig.room.latest.trouble is None)
            assert [await act(join) for join in joins] == [None, None]
            assert await act(a.Next(id="again")) is None
            assert rig.room.state.running.phase_id > 1
        assert fold(list(journal.records(SESSION))) == rig.room.state

    asyncio.run(play())


class Slow(FakeJournal):
    """A disk that takes its time."""

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Append after a while."""
        time.sleep(0.05)
        super().append(session, records)

    def mark(self, session: str, at: int) -> None:
        """Mark after a while."""
        time.sleep(0.05)
        super().mark(session, at)


def test_a_picture_never_goes_back_while_the_disk_comes_back() -> None:
    """The facilitator goes on pressing through the whole of it."""
    journal = Slow()

    async def play() -> None:
        async with running(journal) as rig:
            await rig.room.act(a.Blank(id="", on=True))
            journal.trouble = FULL
            await rig.room.act(a.Blank(id="", on=False))
            journal.trouble = None
            while rig.room.latest.trouble:
                await rig.room.act(a.Blank(id="", on=not rig.room.state.blank))
                await asyncio.sleep(0.004)
            for _ in range(3):
                await rig.room.act(a.Blank(id="", on=not rig.room.state.blank))
        versions = [snapshot.version for snapshot in rig.pushed]
        assert versions == sorted(versions)
        assert any(snapshot.trouble for snapshot in rig.pushed)
        assert fold(list(journal.records(SESSION))) == rig.room.state

    asyncio.run(play())


class NoEnd(FakeJournal):
    """A disk that fails once, when the end is to be noted."""

    failed = False

    def end_session(self, session: str, records: Sequence[Record] = ()) -> None:
        """Fail the first time."""
        if not self.failed:
            self.failed = True
            raise NotSaved("journal.full", FULL)
        super().end_session(session, records)


def test_an_end_that_could_not_be_noted_refuses_no_ballot() -> None:
    """What was written before it stays acknowledged; the end is noted a second later."""
    journal, hand = NoEnd(), ManualClock()

    async def play() -> None:
        async with running(journal, monotonic=hand) as rig:
            act = rig.room.act
            await act(a.End(id="end"))
            hand.seconds += 60
            last = (a.Join(id="j1", voter="v1"), a.Tick(id="tick"))
            assert list(await asyncio.gather(*(act(one) for one in last))) == [None, None]
            await until(lambda: journal.sessions()[0].ended)
        kept = [r.event["type"] for r in journal.records(SESSION)]
        assert kept == ["session_opened", "phase_entered", "clock_rang", "person_joined"]

    asyncio.run(play())


@pytest.mark.parametrize("trouble", [True, False])
def test_a_room_that_is_closed_says_whether_all_was_saved(trouble: bool) -> None:
    """And writes what it can."""
    journal = FakeJournal()

    async def play() -> None:
        async with running(journal) as rig:
            await rig.room.act(a.Blank(id="", on=True))
            journal.trouble = FULL if trouble else None
            answer = asyncio.ensure_future(rig.room.act(a.Blank(id="", on=False)))
            await asyncio.sleep(0)
            unsaved = await rig.room.close()
            assert (unsaved and unsaved.trouble) == journal.trouble
            journal.trouble = None
            await answer
        assert not from_dict(list(journal.records(SESSION))[-1].event).on  # type: ignore[attr-defined]

    asyncio.run(play())


def test_a_journal_that_was_replaced_is_told_and_the_game_goes_on(tmp_path: Path) -> None:
    """The facilitator reads what happened; the ballot that was refused counts when sent again."""
    path = tmp_path / "sessions.db"

    async def play(journal: SqliteJournal) -> None:
        async with running(journal) as rig:
            room = rig.room
            await to_vote(rig)
            (tmp_path / "synced").write_bytes(older)
            (tmp_path / "synced").replace(path)
            assert await room.act(rate(4)) == NOT_SAVED
            await until(lambda: room.latest.trouble is None)
            note = room.latest.note
            assert note is not None
            assert (note.name, note.values) == ("journal.restored", {"path": str(path)})
            assert await room.act(rate(4)) is None
            assert [*journal.records(SESSION)][-1].cause == "b4"

    SqliteJournal.open(tmp_path).close()
    older = path.read_bytes()
    with closing(SqliteJournal.open(tmp_path)) as journal:
        asyncio.run(play(journal))
