"""The room with its real journal: what is acknowledged is on the disk, and time is exact."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.session import due
from improv.core.state import Setup
from improv.core.votes import Ballot
from improv.director.ports import Record, Snapshot
from improv.director.session_runner import fold
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.director.rooms import SESSION, ManualClock, running, until


class Watched(SqliteJournal):
    """The real journal, with its calls written down."""

    appends = 0

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Count, and append."""
        self.appends += 1
        super().append(session, records)

    def mark(self, session: str, at: int) -> None:
        """Note the mark, and store it."""
        self.marks = [*getattr(self, "marks", []), at]
        super().mark(session, at)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Watched]:
    """A journal in an empty folder."""
    with closing(Watched.open(tmp_path)) as opened:
        yield opened


def on_disk(folder: Path) -> list[Record]:
    """What another program reads now."""
    with closing(SqliteReader.open(folder)) as reader:
        return list(reader.records(SESSION))


def join(n: int | str) -> a.Join:
    """A phone that joins."""
    return a.Join(id=f"join-{n}", voter=f"v{n}")


def ballot(voter: str, grade: int, number: int = 1) -> a.CastBallot:
    """A quick ballot with an id of its own."""
    rate = Ballot(BallotKind.RATE, {"handling": grade})
    return a.CastBallot(id=f"{voter}-{number}-{grade}", round=number, ballot=rate, voter=voter)


def press(phase_id: int | None = None) -> a.Next:
    """Next, from whoever holds the clicker."""
    return a.Next(id="", phase_id=phase_id)


def test_acknowledged_means_durable(tmp_path: Path, journal: Watched) -> None:
    """When act returns, another connection reads the event, with the action's id as its cause."""

    async def play() -> None:
        async with running(journal) as rig:
            assert await rig.room.act(join(1)) is None
            last = on_disk(tmp_path)[-1]
            assert (last.event["type"], last.cause) == ("person_joined", "join-1")
            assert await rig.room.act(press()) is None
            assert on_disk(tmp_path)[-1].event["type"] == "phase_entered"
            assert fold(on_disk(tmp_path)) == rig.room.state
            assert rig.room.latest.version == len(on_disk(tmp_path)) == 3

    asyncio.run(play())


def test_many_at_once_share_a_transaction(tmp_path: Path, journal: Watched) -> None:
    """Three hundred phones join at once: few writes, everyone on the disk, in their order."""

    async def play() -> None:
        async with running(journal) as rig:
            answers = await asyncio.gather(*(rig.room.act(join(n)) for n in range(300)))
            assert list(answers) == [None] * 300
        assert [record.cause for record in on_disk(tmp_path)[1:]] == [
            f"join-{n}" for n in range(300)
        ]

    asyncio.run(play())
    assert journal.appends < 10


def test_a_snapshot_is_pushed_only_after_its_commit(tmp_path: Path, journal: Watched) -> None:
    """At every push the disk holds as many events as its version says."""
    versions: list[int] = []

    def pushed(snapshot: Snapshot) -> None:
        assert len(on_disk(tmp_path)) >= snapshot.version
        versions.append(snapshot.version)

    async def play() -> None:
        async with running(journal, pushed=pushed) as rig:
            for n in range(5):
                await asyncio.gather(rig.room.act(join(n)), rig.room.act(press()))

    asyncio.run(play())
    assert versions
    assert versions == sorted(versions)


def test_a_repeated_action_is_answered_as_the_first_time(journal: Watched) -> None:
    """Accepted or refused, one after the other or both at once; nothing happens twice."""

    async def play() -> None:
        async with running(journal) as rig:
            act = rig.room.act
            twice = a.EditRoster(id="once", add=("Ana", "Bo", "Cy"))
            assert list(await asyncio.gather(act(twice), act(twice))) == [None, None]
            assert await act(twice) is None
            assert len(rig.room.state.people) == 3
            refused = await act(a.Twist(id="early"))
            assert refused is not None
            assert refused.why is Why.WRONG_PHASE
            for _ in range(4):
                await act(press())
            assert rig.room.state.kind is PhaseKind.PLAY
            assert await act(a.Twist(id="early")) == refused
            assert await act(a.Twist(id="now")) is None

    asyncio.run(play())


def test_an_id_is_remembered_by_a_room_that_is_opened_again(journal: Watched) -> None:
    """A phone that repeats itself after the program was restarted changes nothing."""

    async def play() -> None:
        async with running(journal) as rig:
            await rig.room.act(a.EditRoster(id="once", add=("Ana",)))
            before = rig.room.state
        async with running(journal, resumed=True) as rig:
            assert rig.room.state == before
            assert await rig.room.act(a.EditRoster(id="once", add=("Ana",))) is None
            assert rig.room.state == before
            assert await rig.room.act(a.EditRoster(id="twice", add=("Bo",))) is None
            assert len(rig.room.state.people) == 2

    asyncio.run(play())


def test_two_quick_nexts_skip_nothing(journal: Watched) -> None:
    """Two hosts press Next in the same phase: the second has moved on."""

    async def play() -> None:
        async with running(journal) as rig:
            seen = rig.room.state.running.phase_id
            answers = await asyncio.gather(
                *(rig.room.act(a.Next(id=f"n{n}", phase_id=seen)) for n in range(2))
            )
            assert list(answers) == [None, Refusal(Why.MOVED_ON, {"phase_id": 2})]
            assert rig.room.state.kind is PhaseKind.RULES

    asyncio.run(play())


def test_ticks_come_at_their_instants_however_late_the_room_wakes(
    tmp_path: Path, journal: Watched
) -> None:
    """At three hundred times the speed every wake is late; the events are not."""

    async def play() -> None:
        async with running(journal, speed=300.0) as rig:
            await rig.room.act(join(1))
            for _ in range(4):
                await rig.room.act(press())
            await until(lambda: rig.room.state.kind is PhaseKind.RESULT)

    asyncio.run(play())
    at: dict[str, list[int]] = {}
    for record in on_disk(tmp_path):
        phase = record.event.get("phase", {}).get("id", record.event["type"])
        at.setdefault(phase, []).append(record.event["at"])
    start = at["play"][0]
    assert at["twist_rung"] == [start + 30_000, start + 60_000]
    assert at["bell"] == [start + 90_000]
    assert at["vote"] == [start + 93_000]
    assert at["result"] == [start + 113_000]


def test_what_comes_after_the_deadline_comes_after_the_bell(journal: Watched) -> None:
    """Though nobody woke the room: the clock's own things come first, at their instants."""
    hand = ManualClock()

    async def play() -> None:
        async with running(journal, monotonic=hand, wakes=False) as rig:
            act = rig.room.act
            await asyncio.gather(act(join(1)), act(join(2)))
            for _ in range(4):
                await act(press())
            hand.seconds += 90.2
            heat = await act(a.Heat(id="", level=5))
            assert heat is not None
            assert heat.values["phase"] == "bell"
            hand.seconds += 2.8
            assert await act(ballot("v1", 3)) is None
            hand.seconds += 19.999
            assert await act(ballot("v1", 4)) is None
            hand.seconds += 0.001
            late = await act(ballot("v2", 1))
            assert late == Refusal(Why.VOTE_CLOSED, {"round": 1})
            assert await act(ballot("v1", 4)) is None
            assert rig.room.state.running.entered == 113_000
            assert rig.room.at == 113_000

    asyncio.run(play())


def test_a_pause_holds_the_clock(journal: Watched) -> None:
    """An hour's coffee costs no second of the scene, and the end stops it for good."""
    hand = ManualClock()

    async def play() -> None:
        async with running(journal, monotonic=hand) as rig:
            act, clock = rig.room.act, rig.room.clock
            for _ in range(4):
                await act(press())
            hand.seconds += 10
            await act(a.Pause(id=""))
            hand.seconds += 3600
            assert (clock.now(), clock.held) == (10_000, True)
            await act(press())
            assert not clock.held
            hand.seconds += 5
            assert clock.now() == 15_000
            assert due(rig.room.state) == 30_000
            while rig.room.state.kind is not PhaseKind.END:
                await act(a.End(id=""))
            assert not clock.held
            hand.seconds += 60
            await act(a.Tick())
            assert clock.held

    asyncio.run(play())


def test_the_mark_of_a_running_clock_is_stored_every_second(
    tmp_path: Path, journal: Watched
) -> None:
    """And only while it runs: not in the lobby, not in a pause."""

    async def play() -> None:
        async with running(journal, speed=3.0) as rig:
            await asyncio.sleep(1.2)
            assert not hasattr(journal, "marks")
            for _ in range(4):
                await rig.room.act(press())
            begun = rig.room.at
            await until(lambda: len(getattr(journal, "marks", [])) == 2, 10)
            first, second = journal.marks
            assert abs(first - begun) < 9000
            assert 2900 < second - first < 9000
            with closing(SqliteReader.open(tmp_path)) as reader:
                await until(lambda: reader.sessions()[0].mark == second)
            await rig.room.act(a.Pause(id=""))
            await asyncio.sleep(1.1)
            assert len(journal.marks) == 2

    asyncio.run(play())


def test_what_is_stored_marks_the_clock(tmp_path: Path, journal: Watched) -> None:
    """While something is stored all the time, nothing is written for the mark alone."""

    async def play() -> None:
        async with running(journal, speed=3.0) as rig:
            for _ in range(4):
                await rig.room.act(press())
            for turn in range(12):
                await asyncio.sleep(0.15)
                await rig.room.act(a.Blank(id="", on=turn % 2 == 0))
            assert not hasattr(journal, "marks")
            with closing(SqliteReader.open(tmp_path)) as reader:
                assert reader.sessions()[0].mark == rig.room.at

    asyncio.run(play())


def test_the_end_is_noted_and_is_not_offered_again(tmp_path: Path, journal: Watched) -> None:
    """Once, after everything is on the disk."""

    async def play() -> None:
        async with running(journal, setup=Setup(1, rounds=1)) as rig:
            await rig.room.act(a.End(id="the-end"))

    asyncio.run(play())
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert reader.sessions()[0].ended
    assert on_disk(tmp_path)[-1].event["phase"]["kind"] == "end"


def test_a_huddle_that_cannot_draw_does_not_hang_the_room(journal: Watched) -> None:
    """The lobby's clock rings once, and the room still answers."""
    hand = ManualClock()

    async def play() -> None:
        async with running(
            journal, setup=Setup(1, huddle=True), game="heads", monotonic=hand
        ) as rig:
            await rig.room.act(a.EditRoster(id="", add=("A", "B")))
            hand.seconds += 60
            refusal = await rig.room.act(press())
            assert refusal is not None
            assert refusal.why is Why.TOO_FEW_PLAYERS
            assert rig.room.state.running.rang

    asyncio.run(play())


def test_seats_are_offered_until_their_instant(journal: Watched) -> None:
    """Whoever says nothing plays then: once, although no phase ends by it."""
    hand = ManualClock()

    async def scenario() -> None:
        async with running(journal, monotonic=hand) as rig:
            await rig.room.act(a.EditRoster(id="", add=("Ana", "Bo", "Cy")))
            for n in (1, 2, 3):
                await rig.room.act(a.Join(id="", voter=f"v{n}", claims=f"p{n}"))
            while rig.room.state.kind is not PhaseKind.DRAW:
                await rig.room.act(press())
            instant = due(rig.room.state)
            assert rig.room.state.undecided
            assert instant is not None
            hand.seconds = 60
            await rig.room.act(a.Blank(id="", on=True))
            assert not rig.room.state.undecided
            assert due(rig.room.state) is None
            closed = [
                r.event for r in journal.records(SESSION) if r.event["type"] == "offers_closed"
            ]
            assert [event["at"] for event in closed] == [instant]

    asyncio.run(scenario())
