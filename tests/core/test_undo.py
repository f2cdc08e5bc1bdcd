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


def undo(sitting: SessionDriver, *, back: bool = False) -> None:
    """Undo once, which must be possible and must be one event."""
    known = len(sitting.events)
    answer = sitting.act(a.Back(id="") if back else a.Undo(id=""))
    assert not isinstance(answer, Refusal), answer
    new: list[Event] = sitting.events[known:]
    assert [type(event) for event in new] == [Undone]


def left(sitting: SessionDriver) -> int:
    """The time that the phase has, ms."""
    deadline = sitting.state.running.deadline
    assert deadline is not None
    return deadline - sitting.now


def test_there_is_nothing_to_undo_at_first() -> None:
    """Joins and names are no steps."""
    sitting = SessionDriver("call", names=("A", "B", "C"), voters=2)
    for action in (a.Undo(id=""), a.Back(id="")):
        assert sitting.act(action) == Refusal(Why.NOTHING_TO_UNDO)


def test_a_timed_phase_comes_back_paused_with_the_time_it_had() -> None:
    """However long the wrong phase lasted; and under a new phase id."""
    sitting = SessionDriver("call").to(PhaseKind.PLAY)
    sitting.wait(33)
    first = sitting.state.running.phase_id
    sitting.next()
    sitting.wait(2)
    undo(sitting)
    assert sitting.at(PhaseKind.PLAY)
    assert sitting.state.paused
    assert left(sitting) == 57_000
    assert sitting.state.running.phase_id > first + 1
    assert sitting.act(a.Next(id="", phase_id=first)).why is Why.MOVED_ON  # type: ignore[union-attr]
    sitting.act(a.Resume(id=""))
    known = len(sitting.round.rung)
    sitting.wait(27)  # the twist at 60 s comes 27 s later
    assert len(sitting.round.rung) == known + 1
    sitting.wait(30)
    assert sitting.at(PhaseKind.BELL)


def test_back_is_undo_of_next() -> None:
    """The steps after it go with it."""
    sitting = SessionDriver("call").to(PhaseKind.PLAY)
    heat = sitting.round.heat
    sitting.act(a.Heat(id="", level=1 + heat % 5))
    sitting.act(a.Token(id="", token="mute"))
    undo(sitting, back=True)
    assert sitting.at(PhaseKind.BRIEF)
    assert sitting.round.heat == heat
    assert sitting.round.tokens["mute"] == 1
    undo(sitting, back=True)
    undo(sitting, back=True)
    assert sitting.at(PhaseKind.RULES)
    undo(sitting, back=True)
    assert sitting.at(PhaseKind.LOBBY)
    assert sitting.state.round is None


def test_ballots_joins_and_words_are_never_undone() -> None:
    """A vote that is opened again keeps its ballots, and takes more."""
    sitting = SessionDriver("call", voters=3).to(PhaseKind.PLAY)
    sitting.act(a.Promise(id="", text="Tomorrow."))
    sitting.to(PhaseKind.VOTE)
    sitting.rate("v1", 4)
    sitting.act(a.ShowHands(id="", rows={"handling": (0, 0, 1, 1)}))
    sitting.to(PhaseKind.RESULT)
    sitting.act(a.Join(id="", voter="new"))
    sitting.act(a.GiveKudos(id="", text="Well done"))
    sitting.act(a.ChooseLanguage(id="", language="fa"))
    votes = sitting.state.votes
    undo(sitting)
    assert sitting.at(PhaseKind.VOTE)
    assert sitting.state.votes == votes
    assert sitting.state.people["new"].present
    assert (len(sitting.state.kudos), len(sitting.state.promises)) == (1, 1)
    assert sitting.state.language == "fa"
    assert not isinstance(sitting.rate("v2", 1), Refusal)
    assert not isinstance(sitting.rate("v1", 1), Refusal)
    while sitting.state.history:
        undo(sitting)
    assert len(sitting.state.votes[1].ballots) == 2


@pytest.mark.parametrize("by_key", [False, True])
def test_undoing_a_reveal_hides_the_result_and_leaves_the_vote_closed(by_key: bool) -> None:
    """Whether it was revealed by Next or straight from the vote."""
    sitting = SessionDriver("call", voters=4).to(PhaseKind.VOTE)
    for n in range(1, 5):
        sitting.rate(f"v{n}", n)
    if by_key:
        sitting.act(a.Reveal(id=""))
    else:
        sitting.to(PhaseKind.RESULT).next()
    assert projector(sitting.state).result is not None
    undo(sitting)
    assert sitting.at(PhaseKind.RESULT)
    assert projector(sitting.state).result is None
    assert isinstance(sitting.rate("v1", 4), Refusal)
    sitting.next()
    assert projector(sitting.state).result is not None


def test_a_redraw_after_any_ballot_is_a_new_round() -> None:
    """Before it, the same one; a hand raised is a ballot; numbers are never used again."""
    sitting = SessionDriver("riddle", voters=3).to(PhaseKind.PLAY)
    sitting.act(a.Redraw(id=""))
    assert sitting.round.number == 1
    sitting.to(PhaseKind.GUESS)
    sitting.act(a.ShowHands(id="", rows={"choice": (1, 0, 0)}))
    sitting.act(a.Redraw(id=""))
    assert sitting.round.number == 2
    undo(sitting)
    assert sitting.round.number == 1
    assert sitting.state.votes_of(1).hands
    sitting.act(a.Redraw(id=""))
    assert sitting.round.number == 3
    assert not sitting.state.votes_of(3).hands


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
    sitting = SessionDriver("call", names=("A", "B", "C", "D")).to(PhaseKind.PLAY)
    sitting.act(a.Promise(id="", text="Tomorrow."))
    sitting.wait(5)
    before = sitting.state
    assert not isinstance(sitting.act(step), Refusal)
    sitting.wait(60)
    by_clock = [rung for rung in sitting.round.rung if rung.at > 6_000]
    assert by_clock
    undo(sitting)
    assert before.round is not None
    round_, running = sitting.round, sitting.state.running
    assert running == before.running
    assert not sitting.state.paused
    assert list(round_.rung) == by_clock
    assert (round_.heat, round_.tokens, round_.cast) == (
        before.round.heat,
        before.round.tokens,
        before.round.cast,
    )
    assert round_.unranked is before.round.unranked
    assert round_.spare == before.round.spare
    wanted = due(sitting.state)
    assert wanted is not None
    assert wanted > sitting.now
    sitting.wait(25)
    assert sitting.at(PhaseKind.BELL)
    assert len(sitting.round.rung) == len(by_clock)


def test_a_twist_undone_before_its_time_comes_at_its_time() -> None:
    """Rung early by mistake, it waits again for its instant."""
    sitting = SessionDriver("call").to(PhaseKind.PLAY)
    sitting.wait(5)
    coming = sitting.round.coming
    sitting.act(a.Twist(id=""))
    undo(sitting)
    assert sitting.round.coming == coming
    sitting.wait(25)
    assert [rung.at for rung in sitting.round.rung] == [sitting.state.running.entered + 30_000]


def test_more_time_is_taken_back_without_ending_the_phase() -> None:
    """With time left the clock runs on; with none it is held, and Next goes on."""
    sitting = SessionDriver("call").to(PhaseKind.PLAY)
    sitting.wait(10)
    sitting.act(a.AddTime(id=""))
    undo(sitting)
    assert (left(sitting), sitting.state.paused) == (80_000, False)
    sitting.act(a.AddTime(id=""))
    sitting.wait(100)
    undo(sitting)
    assert sitting.at(PhaseKind.PLAY)
    assert sitting.state.paused
    sitting.next()
    sitting.wait(0)
    assert sitting.at(PhaseKind.BELL)


def test_undo_in_a_brief_that_rang_leaves_it_waiting() -> None:
    """Nothing is paused: its clock was over already."""
    sitting = SessionDriver("call").to(PhaseKind.BRIEF)
    sitting.act(a.Heat(id="", level=5))
    sitting.wait(30)
    undo(sitting)
    assert sitting.state.running.rang
    assert not sitting.state.paused


def test_a_step_can_be_undone_after_its_phase_was_left_and_entered_again() -> None:
    """It is undone alone: the time that has run since the return stays run."""
    sitting = SessionDriver("call").to(PhaseKind.PLAY)
    heat = sitting.round.heat
    sitting.act(a.Heat(id="", level=1 + heat % 5))
    sitting.wait(10)
    sitting.act(a.AddTime(id=""))
    sitting.wait(10)
    sitting.next()
    sitting.wait(1)
    undo(sitting)
    sitting.act(a.Resume(id=""))
    assert left(sitting) == 100_000
    sitting.wait(20)
    undo(sitting)
    assert (left(sitting), sitting.state.paused) == (50_000, False)
    undo(sitting)
    assert (left(sitting), sitting.state.paused) == (50_000, False)
    assert sitting.round.heat == heat
    undo(sitting, back=True)
    assert sitting.at(PhaseKind.BRIEF)


def test_ids_and_numbers_are_never_used_again() -> None:
    """Forty times to and fro."""
    sitting = SessionDriver("call", setup=Setup(3))
    ids = [1]
    for n in range(40):
        sitting.act(a.Skip(id="") if n % 3 and sitting.state.round else a.Next(id=""))
        ids.append(sitting.state.running.phase_id)
        if n % 4 == 3:
            undo(sitting)
            if sitting.state.paused:
                sitting.act(a.Resume(id=""))
            ids.append(sitting.state.running.phase_id)
    assert ids == sorted(set(ids))
    drawn = [e.number for e in sitting.events if hasattr(e, "number")]
    assert drawn == sorted(set(drawn))


def test_so_many_steps_and_no_more() -> None:
    """History is bounded; what is left can all be undone."""
    sitting = SessionDriver("call").to(PhaseKind.DRAW)
    for _ in range(HISTORY + 20):
        sitting.act(a.Skip(id=""))
    assert len(sitting.state.history) == HISTORY
    for _ in range(HISTORY):
        undo(sitting)
    assert sitting.act(a.Undo(id="")) == Refusal(Why.NOTHING_TO_UNDO)


def test_turns_come_back_with_the_scene() -> None:
    """An undone bell is no turn; who joined meanwhile is still in the room."""
    sitting = SessionDriver("call", names=("A", "B", "C", "D")).to(PhaseKind.BELL)
    assert sum(turns.count for turns in sitting.state.progress.turns.values()) == 2
    sitting.act(a.EditRoster(id="", add=("E",)))
    undo(sitting)
    assert {turns.count for turns in sitting.state.progress.turns.values()} == {0}
    assert "p5" in sitting.state.progress.turns
    sitting.to(PhaseKind.BELL)
    assert sum(turns.count for turns in sitting.state.progress.turns.values()) == 2


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
    sitting = SessionDriver("call", setup=Setup(7, rounds=1)).to(PhaseKind.END)
    sitting.wait(59)
    assert sitting.next() == Refusal(Why.SESSION_OVER)
    sitting.act(a.Undo())
    assert sitting.at(PhaseKind.KUDOS)
    sitting.to(PhaseKind.END)
    sitting.wait(60)
    assert sitting.state.over
    assert sitting.act(a.Undo()) == Refusal(Why.SESSION_OVER)
    assert sitting.act(a.Back()) == Refusal(Why.SESSION_OVER)


def test_a_paused_session_ends_too() -> None:
    """The minute of the end runs on in a pause."""
    sitting = SessionDriver("call", setup=Setup(7, rounds=1)).to(PhaseKind.KUDOS)
    sitting.act(a.Pause())
    sitting.act(a.End())
    assert sitting.at(PhaseKind.END)
    assert due(sitting.state) is not None
