"""The demo: people who play by themselves, the same at any speed, and on from any cut."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.rounds import scene_tally
from improv.core.session import due
from improv.core.state import Setup, State, Votes
from improv.core.tally import Tally
from improv.director import demo
from improv.director.ports import Record, Trouble
from improv.director.session_runner import fold
from tests.core.sample_decks import FORMATS, shipped
from tests.director.rooms import SESSION, running
from tests.fakes import FakeJournal

FAST = 1e6
WRITTEN = ("امروز زنگ می‌زنم.", "حق با شماست.", "فردا ساعت نه.", "بیشتر بگویید.")
LINES = demo.Lines("فردا زنگ می‌زنم.", ("ممنون.", "عالی بود."), WRITTEN)


def written(journal: FakeJournal) -> list[dict[str, Any]]:
    """The events of the session."""
    return [record.event for record in journal.records(SESSION)]


class Unclosed(FakeJournal):
    """Keeps what was written while the session was open, as a cut leaves it."""

    def end_session(self, session: str, records: Sequence[Record] = ()) -> None:
        """Note the end alone."""
        super().end_session(session)


async def played(
    setup: Setup,
    game: str,
    *,
    speed: float = FAST,
    journal: FakeJournal | None = None,
    names: Sequence[str] = (),
) -> FakeJournal:
    """A demo from its lobby to its end."""
    journal = journal or Unclosed()
    async with running(journal, setup=setup, game=game, speed=speed, wakes=False) as rig:
        if names:
            await rig.room.act(a.EditRoster(id="names", add=tuple(names)), at=0)
        async with asyncio.timeout(60):
            await demo.play(rig.room, LINES, lambda _: None)
    return journal


async def resumed(records: Sequence[Record], cuts: Sequence[int] = ()) -> State:
    """Go on from these records to the end; `cuts`: stop again after so many actions, each."""
    journal = FakeJournal()
    journal.open_session(SESSION, "2026-01-02T03:04:05Z", "T", True)
    journal.append(SESSION, records)
    for cut in (*cuts, None):
        async with running(journal, speed=FAST, wakes=False, resumed=True) as rig:
            if rig.room.state.kind is PhaseKind.END:
                break
            if not rig.room.state.paused:
                await rig.room.act(a.Pause(id=""), at=rig.room.at)
            task = asyncio.ensure_future(demo.play(rig.room, LINES, lambda _: None))
            if cut is None:
                await asyncio.wait_for(task, 30)
            else:
                for _ in range(cut):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
    state = fold(list(journal.records(SESSION)))
    assert _without_voters(state) == _without_voters(rig.room.state)
    return state


def _without_voters(state: State) -> tuple[State, list[Tally]]:
    """What is the same when it is not kept any more who cast which ballot."""
    tallies = [scene_tally(state, round_) for round_ in state.progress.played]
    kudos = tuple(replace(line, giver="") for line in state.kudos)
    return replace(state, latest_votes=(0, Votes()), earlier_votes={}, kudos=kudos), tallies


def test_its_people_say_what_they_were_given() -> None:
    """A promise in every scene, and thanks at the end, in whatever language the session has."""
    state = fold(list(asyncio.run(played(Setup(3, rounds=2), "call")).records(SESSION)))
    assert [made.text for made in state.promises] == [LINES.promise] * 2
    assert tuple(line.text for line in state.kudos) == LINES.thanks


def _each_with_a_ballot_at_once() -> Iterator[Any]:
    """Every format with both ballots; it is quick with one of them, and slow with the other."""
    games = [game.id for game in (*shipped().values(), *FORMATS.values()) if not game.survey]
    for number, game in enumerate(games):
        for place, ballot in enumerate(("quick", "coaching")):
            marks = [] if number % 2 == place else [pytest.mark.slow]
            yield pytest.param(game, ballot, marks=marks, id=f"{game}-{ballot}")


@pytest.mark.parametrize(("game", "ballot"), list(_each_with_a_ballot_at_once()))
def test_every_format_plays_to_its_end(game: str, ballot: str) -> None:
    """Two rounds with a result each, with players who have names and with volunteers."""
    for names in ((), ("Ana", "Bo", "Cy", "Dee", "Ed", "Flo")):
        setup = Setup(5, ballot, rounds=2)
        journal = asyncio.run(played(setup, game, names=names))
        state = fold(list(journal.records(SESSION)))
        assert state.kind is PhaseKind.END
        assert due(state) == state.running.entered + 60_000
        assert journal.sessions()[0].ended
        assert [round_.revealed for round_ in state.progress.played] == [True, True]
        for round_ in state.progress.played:
            sat = sum(person.startswith("demo-") for person in state.sat[round_.number])
            voters = demo.VOTERS - sat if round_.question.kinds else 0
            assert scene_tally(state, round_).by_phone == voters
            asked = round_.question
            assert scene_tally(state, round_).ranked is (asked.ranks and asked.ranked)


@pytest.mark.parametrize("survey", [game.id for game in shipped().values() if game.survey])
def test_its_people_answer_surveys(survey: str) -> None:
    """All of them, by phone and by hand, before the first scene and before the end."""
    setup = Setup(5, rounds=1, surveys=(survey,))
    state = fold(list(asyncio.run(played(setup, "call")).records(SESSION)))
    assert state.kind is PhaseKind.END
    first, last = (scene_tally(state, round_) for round_ in state.surveys)
    for tally in (first, last):
        assert (tally.by_phone, tally.by_hand) == (demo.VOTERS, sum(demo.HANDS))
        assert {graded.total for graded in tally.criteria.values()} == {tally.ballots}
    assert last.criteria.keys() >= first.criteria.keys()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_events_at_any_speed() -> None:
    """Watched at fifty times the speed, or run at a million: to the millisecond. Others differ."""
    setup = Setup(11, rounds=1)

    async def both() -> tuple[FakeJournal, FakeJournal, FakeJournal]:
        slow, fast, other = await asyncio.gather(
            played(setup, "emotion-lift", speed=50.0),
            played(setup, "emotion-lift"),
            played(Setup(12, rounds=1), "emotion-lift"),
        )
        return slow, fast, other

    slow, fast, other = asyncio.run(both())
    assert written(slow) == written(fast)
    assert [r.cause for r in slow.records(SESSION)] == [r.cause for r in fast.records(SESSION)]
    assert written(other) != written(fast)


@pytest.mark.parametrize("game", ["riddle", "new-choice"])
@pytest.mark.one_in(2)
def test_a_demo_that_was_cut_off_anywhere_goes_on(game: str) -> None:
    """From after each event: the rounds that were asked for, each with its whole vote."""
    whole = list(asyncio.run(played(Setup(3, rounds=2), game)).records(SESSION))

    async def all_cuts() -> None:
        for cut in (*range(1, len(whole), 5), len(whole) - 1):
            state = await resumed(whole[:cut])
            assert state.kind is PhaseKind.END
            assert len(state.progress.played) == 2
            for round_ in state.progress.played:
                assert scene_tally(state, round_).by_phone == demo.VOTERS

    asyncio.run(all_cuts())


def test_a_demo_may_be_cut_off_many_times_in_one_phase() -> None:
    """Each time it is paused and goes on."""
    whole = list(asyncio.run(played(Setup(3, rounds=1), "call")).records(SESSION))
    at = next(n for n, r in enumerate(whole) if r.event.get("phase", {}).get("id") == "play") + 1
    state = asyncio.run(resumed(whole[:at], cuts=(3, 3, 5, 8, 3)))
    assert state.kind is PhaseKind.END


class Failing(FakeJournal):
    """A disk that is full for a while, in the middle of the vote."""

    refused = 0

    def append(self, session: str, records: Sequence[Record]) -> None:
        """Refuse the first ballots."""
        ballots = any(record.event["type"] == "ballot_cast" for record in records)
        self.trouble = Trouble.FULL if ballots and self.refused < 2 else None
        self.refused += bool(self.trouble)
        super().append(session, records)

    def mark(self, session: str, at: int) -> None:
        """It is back by then."""
        self.trouble = None
        super().mark(session, at)


def test_a_full_disk_does_not_stop_a_demo() -> None:
    """Its phones ask again, as phones do; whatever happens is on the disk at the end."""
    journal = asyncio.run(played(Setup(3, rounds=1), "call", journal=Failing()))
    assert isinstance(journal, Failing)
    assert journal.refused
    assert fold(list(journal.records(SESSION))).kind is PhaseKind.END
