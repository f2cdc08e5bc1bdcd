"""Undo and back, exactly as ruled: a compensating event, and a clock that never ends by it."""

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.events import Event, Undone
from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.core.session import due
from improv.core.state import HISTORY, Setup
from tests.core.session_driver import SessionDriver


def undo(driver: SessionDriver, *, back: bool = False) -> None:
    """Undo once, which must be possible and must be one event."""
    known = len(driver.events)
    answer = driver.act(a.Back(id="") if back else a.Undo(id=""))
    assert not isinstance(answer, Refusal), answer
    new: list[Event] = driver.events[known:]
    assert [type(event) for event in new] == [Undone]


def left(driver: SessionDriver) -> int:
    """The time that the phase has, ms."""
    deadline = driver.state.running.deadline
    assert deadline is not None
    return deadline - driver.now


def test_there_is_nothing_to_undo_at_first() -> None:
    """Joins and names are no steps."""
    driver = SessionDriver("call", names=("A", "B", "C"), voters=2)
    for action in (a.Undo(id=""), a.Back(id="")):
        assert driver.act(action) == Refusal(Why.NOTHING_TO_UNDO)


def test_a_timed_phase_comes_back_paused_with_the_time_it_had() -> None:
    """However long the wrong phase lasted; and under a new phase id."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    driver.wait(33)
    first = driver.state.running.phase_id
    driver.next()
    driver.wait(2)
    undo(driver)
    assert driver.at(PhaseKind.PLAY)
    assert driver.state.paused
    assert left(driver) == 57_000
    assert driver.state.running.phase_id > first + 1
    assert driver.act(a.Next(id="", phase_id=first)).why is Why.MOVED_ON  # type: ignore[union-attr]
    driver.act(a.Resume(id=""))
    known = len(driver.round.rung)
    driver.wait(27)  # the twist at 60 s comes 27 s later
    assert len(driver.round.rung) == known + 1
    driver.wait(30)
    assert driver.at(PhaseKind.BELL)


def test_back_is_undo_of_next() -> None:
    """The steps after it go with it."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    heat = driver.round.heat
    driver.act(a.Heat(id="", level=1 + heat % 5))
    driver.act(a.Token(id="", token="mute"))
    undo(driver, back=True)
    assert driver.at(PhaseKind.BRIEF)
    assert driver.round.heat == heat
    assert driver.round.tokens["mute"] == 1
    undo(driver, back=True)
    undo(driver, back=True)
    assert driver.at(PhaseKind.RULES)
    undo(driver, back=True)
    assert driver.at(PhaseKind.LOBBY)
    assert driver.state.round is None


def test_ballots_joins_and_words_are_never_undone() -> None:
    """A vote that is opened again keeps its ballots, and takes more."""
    driver = SessionDriver("call", voters=3).to(PhaseKind.PLAY)
    driver.act(a.Promise(id="", text="Tomorrow."))
    driver.to(PhaseKind.VOTE)
    driver.rate("v1", 4)
    driver.act(a.ShowHands(id="", rows={"handling": (0, 0, 1, 1)}))
    driver.to(PhaseKind.RESULT)
    driver.act(a.Join(id="", voter="new"))
    driver.act(a.GiveKudos(id="", text="Well done"))
    driver.act(a.ChooseLanguage(id="", language="fa"))
    votes = driver.state.votes
    undo(driver)
    assert driver.at(PhaseKind.VOTE)
    assert driver.state.votes == votes
    assert driver.state.people["new"].present
    assert (len(driver.state.kudos), len(driver.state.promises)) == (1, 1)
    assert driver.state.language == "fa"
    assert not isinstance(driver.rate("v2", 1), Refusal)
    assert not isinstance(driver.rate("v1", 1), Refusal)
    while driver.state.history:
        undo(driver)
    assert len(driver.state.votes[1].ballots) == 2


@pytest.mark.parametrize("by_key", [False, True])
def test_undoing_a_reveal_hides_the_result_and_leaves_the_vote_closed(by_key: bool) -> None:
    """Whether it was revealed by Next or straight from the vote."""
    driver = SessionDriver("call", voters=4).to(PhaseKind.VOTE)
    for n in range(1, 5):
        driver.rate(f"v{n}", n)
    if by_key:
        driver.act(a.Reveal(id=""))
    else:
        driver.to(PhaseKind.RESULT).next()
    assert projector(driver.state).result is not None
    undo(driver)
    assert driver.at(PhaseKind.RESULT)
    assert projector(driver.state).result is None
    assert isinstance(driver.rate("v1", 4), Refusal)
    driver.next()
    assert projector(driver.state).result is not None


def test_a_redraw_after_any_ballot_is_a_new_round() -> None:
    """Before it, the same one; a hand raised is a ballot; numbers are never used again."""
    driver = SessionDriver("riddle", voters=3).to(PhaseKind.PLAY)
    driver.act(a.Redraw(id=""))
    assert driver.round.number == 1
    driver.to(PhaseKind.GUESS)
    driver.act(a.ShowHands(id="", rows={"choice": (1, 0, 0)}))
    driver.act(a.Redraw(id=""))
    assert driver.round.number == 2
    undo(driver)
    assert driver.round.number == 1
    assert driver.state.votes_of(1).hands
    driver.act(a.Redraw(id=""))
    assert driver.round.number == 3
    assert not driver.state.votes_of(3).hands


@pytest.mark.parametrize(
    "step",
    [
        a.Heat(id="", level=5),
        a.Token(id="", token="escalate"),
        a.Twist(id=""),
        a.Twist(id="", promise=1),
        a.Safety(id="", on=True),
        a.Pass(id="", place=0),
    ],
)
def test_undo_inside_a_phase_leaves_the_clock_and_what_it_rang(step: a.Action) -> None:
    """A twist that came by the clock since then stays, and no second comes in its place."""
    driver = SessionDriver("call", names=("A", "B", "C", "D")).to(PhaseKind.PLAY)
    driver.act(a.Promise(id="", text="Tomorrow."))
    driver.wait(5)
    before = driver.state
    assert not isinstance(driver.act(step), Refusal)
    driver.wait(60)
    by_clock = [rung for rung in driver.round.rung if rung.at > 6_000]
    assert by_clock
    undo(driver)
    assert before.round is not None
    round_, running = driver.round, driver.state.running
    assert running == before.running
    assert not driver.state.paused
    assert list(round_.rung) == by_clock
    assert (round_.heat, round_.tokens, round_.cast) == (
        before.round.heat,
        before.round.tokens,
        before.round.cast,
    )
    assert round_.unranked is before.round.unranked
    assert round_.spare == before.round.spare
    wanted = due(driver.state)
    assert wanted is not None
    assert wanted > driver.now
    driver.wait(25)
    assert driver.at(PhaseKind.BELL)
    assert len(driver.round.rung) == len(by_clock)


def test_a_twist_undone_before_its_time_comes_at_its_time() -> None:
    """Rung early by mistake, it waits again for its instant."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    driver.wait(5)
    coming = driver.round.coming
    driver.act(a.Twist(id=""))
    undo(driver)
    assert driver.round.coming == coming
    driver.wait(25)
    assert [rung.at for rung in driver.round.rung] == [driver.state.running.entered + 30_000]


def test_more_time_is_taken_back_without_ending_the_phase() -> None:
    """With time left the clock runs on; with none it is held, and Next goes on."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    driver.wait(10)
    driver.act(a.AddTime(id=""))
    undo(driver)
    assert (left(driver), driver.state.paused) == (80_000, False)
    driver.act(a.AddTime(id=""))
    driver.wait(100)
    undo(driver)
    assert driver.at(PhaseKind.PLAY)
    assert driver.state.paused
    driver.next()
    driver.wait(0)
    assert driver.at(PhaseKind.BELL)


def test_undo_in_a_brief_that_rang_leaves_it_waiting() -> None:
    """Nothing is paused: its clock was over already."""
    driver = SessionDriver("call").to(PhaseKind.BRIEF)
    driver.act(a.Heat(id="", level=5))
    driver.wait(30)
    undo(driver)
    assert driver.state.running.rang
    assert not driver.state.paused


def test_a_step_can_be_undone_after_its_phase_was_left_and_entered_again() -> None:
    """It is undone alone: the time that has run since the return stays run."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    heat = driver.round.heat
    driver.act(a.Heat(id="", level=1 + heat % 5))
    driver.wait(10)
    driver.act(a.AddTime(id=""))
    driver.wait(10)
    driver.next()
    driver.wait(1)
    undo(driver)
    driver.act(a.Resume(id=""))
    assert left(driver) == 100_000
    driver.wait(20)
    undo(driver)
    assert (left(driver), driver.state.paused) == (50_000, False)
    undo(driver)
    assert (left(driver), driver.state.paused) == (50_000, False)
    assert driver.round.heat == heat
    undo(driver, back=True)
    assert driver.at(PhaseKind.BRIEF)


def test_ids_and_numbers_are_never_used_again() -> None:
    """Forty times to and fro."""
    driver = SessionDriver("call", setup=Setup(3))
    ids = [1]
    for n in range(40):
        driver.act(a.Skip(id="") if n % 3 and driver.state.round else a.Next(id=""))
        ids.append(driver.state.running.phase_id)
        if n % 4 == 3:
            undo(driver)
            if driver.state.paused:
                driver.act(a.Resume(id=""))
            ids.append(driver.state.running.phase_id)
    assert ids == sorted(set(ids))
    drawn = [e.number for e in driver.events if hasattr(e, "number")]
    assert drawn == sorted(set(drawn))


def test_so_many_steps_and_no_more() -> None:
    """History is bounded; what is left can all be undone."""
    driver = SessionDriver("call").to(PhaseKind.DRAW)
    for _ in range(HISTORY + 20):
        driver.act(a.Skip(id=""))
    assert len(driver.state.history) == HISTORY
    for _ in range(HISTORY):
        undo(driver)
    assert driver.act(a.Undo(id="")) == Refusal(Why.NOTHING_TO_UNDO)


def test_turns_come_back_with_the_scene() -> None:
    """An undone bell is no turn; who joined meanwhile is still in the room."""
    driver = SessionDriver("call", names=("A", "B", "C", "D")).to(PhaseKind.BELL)
    assert sum(turns.count for turns in driver.state.progress.turns.values()) == 2
    driver.act(a.EditRoster(id="", add=("E",)))
    undo(driver)
    assert {turns.count for turns in driver.state.progress.turns.values()} == {0}
    assert "p5" in driver.state.progress.turns
    driver.to(PhaseKind.BELL)
    assert sum(turns.count for turns in driver.state.progress.turns.values()) == 2


def test_who_passed_and_volunteered_elsewhere_sits_once() -> None:
    """An undone pass gives the place back to nobody whose place is another one by now."""
    for back in (False, True):
        table = SessionDriver("call", voters=2).to(PhaseKind.DRAW)
        table.act(a.TakeSeat(id="", voter="v1", place=0))
        if not back:
            table.to(PhaseKind.BRIEF)
        table.act(a.EditRoster(id="", add=("Ana", "Bo")))
        assert not isinstance(table.act(a.Pass(id="", place=0)), Refusal)
        table.act(a.Join(id="", voter="v1", plays=True))
        assert not isinstance(table.act(a.TakeSeat(id="", voter="v1", place=1)), Refusal)
        if back:
            table.to(PhaseKind.BRIEF)
            table.act(a.Undo(id=""))
        table.act(a.Undo(id=""))
        assert [chair.person for chair in table.round.cast] == ["", "v1"]


def test_the_end_can_be_undone_for_a_minute() -> None:
    """After a Next too much the session goes on; after the minute it is over."""
    driver = SessionDriver("call", setup=Setup(7, rounds=1)).to(PhaseKind.END)
    driver.wait(59)
    assert driver.next() == Refusal(Why.SESSION_OVER)
    driver.act(a.Undo())
    assert driver.at(PhaseKind.KUDOS)
    driver.to(PhaseKind.END)
    driver.wait(60)
    assert driver.state.over
    assert driver.act(a.Undo()) == Refusal(Why.SESSION_OVER)
    assert driver.act(a.Back()) == Refusal(Why.SESSION_OVER)


def test_a_paused_session_ends_too() -> None:
    """The minute of the end runs on in a pause."""
    driver = SessionDriver("call", setup=Setup(7, rounds=1)).to(PhaseKind.KUDOS)
    driver.act(a.Pause())
    driver.act(a.End())
    assert driver.at(PhaseKind.END)
    assert due(driver.state) is not None
