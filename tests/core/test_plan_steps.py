"""A session that plays a plan: step after step, skipped, repeated, put in, and taken back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.agenda import MINUTE, asked, pace, savings
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.formats import COACHING, BallotKind, PhaseKind
from improv.core.plans import MOST_STEPS, Agenda, Plan, PlanStep, StepBallot, StepKind
from improv.core.projections import host, projector
from improv.core.session import evolve
from improv.core.state import Setup, State
from improv.core.team_history import history_after
from tests.core.sample_decks import deck
from tests.core.sample_plans import PLAN, WORDS
from tests.core.session_driver import SessionDriver

K = PhaseKind
GAME, BREAK, TALK = StepKind.GAME, StepKind.BREAK, StepKind.TALK


def driver(plan: Plan = PLAN, **how: object) -> SessionDriver:
    """A session that plays the plan."""
    first = next(step.game for step in plan.steps if step.kind is GAME)
    return SessionDriver(first, setup=Setup(7, plan=plan), **how)  # type: ignore[arg-type]


def agenda(state: State) -> Agenda:
    """Where the session is."""
    assert state.progress.agenda is not None
    return state.progress.agenda


def on(session: SessionDriver) -> str:
    """The id of the step that is on."""
    step = agenda(session.state).step
    return step.id if step else ""


def walked(session: SessionDriver) -> list[str]:
    """Press Next until the end; each step and kind of phase on the way, none twice in a row."""
    seen: list[str] = []
    for _ in range(200):
        if session.at(K.END):
            return seen
        here = f"{on(session)}:{session.state.kind.value}"
        if not seen or seen[-1] != here:
            seen.append(here)
        session.next()
    raise AssertionError("it does not end")


def test_steps_come_in_their_order() -> None:
    """A talk, a game with its rules, a break, a game of two rounds, a talk; then the thanks."""
    seen = walked(driver())
    steps = list(dict.fromkeys(one.partition(":")[0] for one in seen))
    assert steps == ["", "hello", "first", "tea", "twice", "bye"]
    assert [one for one in seen if one.startswith("twice")].count("twice:draw") == 2
    assert seen[-1] == "bye:kudos"
    assert "tea:break" in seen
    assert "hello:talk" in seen


def test_a_break_has_a_clock_that_waits() -> None:
    """It rings after its minutes, and Next goes on; nobody is in a round meanwhile."""
    session = driver().to(K.BREAK)
    assert session.state.running.deadline == session.now + 5 * MINUTE
    assert session.state.round is None
    session.wait(301)
    assert session.at(K.BREAK)
    assert session.state.running.rang
    session.next()
    assert on(session) == "twice"


def test_the_room_reads_the_title_alone() -> None:
    """What the facilitator says, and what goes wrong, is in no view of the room."""
    session = driver().to(K.TALK)
    shown = projector(session.state)
    assert shown.step == "Hello"
    assert "Sit down" not in repr(shown)
    plan = host(session.state, session.deck).plan
    assert plan is not None
    assert (plan.say, plan.watch) == (("Sit down.", "All of you."), "It gets long.")
    assert (plan.number, plan.total, plan.name) == (1, 5, "A morning")
    session.to(K.DRAW)
    assert projector(session.state).step == ""


def test_in_the_lobby_the_first_step_is_told() -> None:
    """Before anything is on."""
    plan = host(driver().state, deck()).plan
    assert plan is not None
    assert (plan.number, plan.say, plan.pace) == (0, ("Sit down.", "All of you."), None)


def test_the_facilitator_knows_what_next_brings() -> None:
    """The game, the cards and the people of a step that has not begun; a break by its name."""
    session = driver().to(K.TALK)
    ahead = host(session.state, session.deck)
    assert (ahead.next_format, ahead.next_phase and ahead.next_phase.kind) == ("call", K.RULES)
    assert ahead.next_reels
    session.to(K.BREAK)
    ahead = host(session.state, session.deck)
    assert ahead.next_format == "riddle"
    cards = {reel.card.id for reel in ahead.next_reels}
    session.to(K.DRAW)
    assert cards == {drawn.card.id for drawn in session.round.cards.values()}


def test_a_step_is_skipped() -> None:
    """In the middle of a scene, too; it is marked, and the next step is on."""
    session = driver().to(K.PLAY)
    session.act(a.SkipStep())
    assert (on(session), session.state.kind) == ("tea", K.BREAK)
    assert [step.left_out for step in agenda(session.state).steps] == [False, True, *[False] * 3]
    session.act(a.Undo())
    assert (on(session), session.state.kind) == ("first", K.PLAY)
    assert not any(step.left_out for step in agenda(session.state).steps)


def test_the_last_step_is_skipped_to_the_thanks() -> None:
    """Nothing is left to play."""
    session = driver().to(K.BREAK).to(K.TALK)
    assert on(session) == "bye"
    session.act(a.SkipStep())
    assert session.at(K.KUDOS)


def test_what_comes_is_left_out_and_taken_in_again() -> None:
    """By its place; what was played cannot be changed any more."""
    session = driver().to(K.TALK)
    session.act(a.SkipStep(step=1))
    plan = host(session.state, session.deck).plan
    assert plan is not None
    assert (plan.total, plan.steps[1].left_out) == (4, True)
    session.act(a.SkipStep(step=1, on=False))
    session.act(a.SkipStep(step=1))
    session.next()
    assert on(session) == "tea"
    for place in (0, 1, 5, -1):
        assert session.act(a.SkipStep(step=place)) == Refusal(Why.NO_STEP)


def test_something_is_left_to_play() -> None:
    """In the lobby not everything can be left out."""
    session = driver()
    for place in range(4):
        session.act(a.SkipStep(step=place))
    assert session.act(a.SkipStep(step=4)) == Refusal(Why.LAST_STEP)
    session.next()
    assert on(session) == "bye"


def test_a_step_is_repeated_from_its_beginning() -> None:
    """With all its rounds; undo goes back into the round that was left."""
    session = driver().to(K.BREAK).to(K.DEBRIEF)
    session.next()
    number = session.round.number
    session.act(a.RepeatStep())
    assert (on(session), session.state.kind) == ("twice", K.DRAW)
    seen = walked(session)
    assert seen.count("twice:draw") == 2
    session = driver().to(K.BREAK).to(K.DEBRIEF)
    session.next()
    session.act(a.RepeatStep())
    session.act(a.Undo())
    assert session.round.number == number


def test_a_break_is_repeated() -> None:
    """Whoever comes back late gets the same time again."""
    session = driver().to(K.BREAK)
    session.wait(100)
    session.act(a.RepeatStep())
    assert session.state.running.deadline == session.now + 5 * MINUTE


def test_a_game_is_put_in_now() -> None:
    """It is on at once; then what was left of the step that it interrupted comes."""
    session = driver().to(K.BREAK).to(K.DEBRIEF)
    assert on(session) == "twice"
    session.act(a.InsertStep(format="call"))
    assert (on(session), session.round.format.id) == ("added-1", "call")
    steps = agenda(session.state).steps
    assert [(step.id, step.rounds, step.minutes) for step in steps[3:]] == [
        ("twice", 1, 6),
        ("added-1", 1, 8),
        ("twice", 1, 6),
        ("bye", 1, 2),
    ]
    seen = walked(session)
    assert seen.index("added-1:draw") < seen.index("twice:draw") < seen.index("bye:talk")
    assert seen.count("twice:draw") == 1


def test_a_scene_that_is_left_for_a_game_comes_again_whole() -> None:
    """Nothing of it had been played to its result."""
    session = driver().to(K.PLAY)
    session.act(a.InsertStep(format="riddle"))
    steps = agenda(session.state).steps
    assert [(step.id, step.left_out) for step in steps[1:4]] == [
        ("first", True),
        ("added-1", False),
        ("first", False),
    ]


def test_in_the_lobby_a_game_comes_first() -> None:
    """Put in, or chosen: it is the same. The lobby shows it; undo takes it back."""
    for action in (a.InsertStep(format="riddle"), a.ChooseFormat(format="riddle")):
        session = driver()
        session.act(action)
        assert (session.at(K.LOBBY), projector(session.state).format_id) == (True, "riddle")
        session.act(a.Undo())
        assert projector(session.state).format_id == "call"
        assert agenda(session.state).steps == PLAN.steps
        session.act(action)
        session.to(K.DRAW)
        assert (on(session), session.round.format.id) == ("added-1", "riddle")


def test_another_game_for_the_rounds_that_are_left() -> None:
    """Between the two rounds of a step; after the last one it is put in before the next step."""
    session = driver().to(K.BREAK).to(K.DEBRIEF)
    session.act(a.ChooseFormat(format="call"))
    session.next()
    assert (on(session), session.round.format.id) == ("twice", "call")
    session.to(K.DEBRIEF)
    session.act(a.ChooseFormat(format="riddle"))
    session.next()
    assert (on(session), session.round.format.id) == ("added-1", "riddle")


def test_a_plan_holds_so_many_steps() -> None:
    """And no more."""
    plan = replace(PLAN, steps=(*PLAN.steps[:2], *PLAN.steps[2:3] * (MOST_STEPS - 2)))
    session = driver(plan)
    assert session.act(a.InsertStep(format="call")) == Refusal(Why.PLAN_FULL, {"most": MOST_STEPS})
    assert session.act(a.InsertStep(format="nothing")) == Refusal(
        Why.UNKNOWN_FORMAT, {"format": "nothing"}
    )


def test_without_a_plan_there_is_no_step() -> None:
    """And a session is rounds, as it always was."""
    session = SessionDriver("call")
    for action in (a.SkipStep(), a.InsertStep(format="call")):
        assert session.act(action) == Refusal(Why.NO_PLAN)
    session.to(K.DRAW)
    assert session.act(a.RepeatStep()) == Refusal(Why.NO_PLAN)
    assert host(session.state, session.deck).plan is None


def test_a_game_that_does_not_fit_is_refused_and_can_be_left_out() -> None:
    """The clock rings and waits; whoever presses Next is told why."""
    plan = replace(PLAN, steps=(PLAN.steps[2], replace(PLAN.steps[1], game="gone"), PLAN.steps[4]))
    session = SessionDriver("call", setup=Setup(7, plan=plan)).to(K.BREAK)
    session.wait(400)
    assert session.next() == Refusal(Why.UNKNOWN_FORMAT, {"format": "gone"})
    session.act(a.SkipStep(step=1))
    session.next()
    assert on(session) == "bye"


def test_late_and_early() -> None:
    """Against what was planned at first: a step that is over its time, one left out, one put in."""
    session = driver().to(K.TALK)
    first = pace(agenda(session.state))
    assert first is not None
    assert first.late(session.now) == 0
    assert first.late(session.now + 5 * MINUTE) == 0
    assert first.late(session.now + 7 * MINUTE) == 2 * MINUTE
    session.wait(7 * 60)
    session.act(a.SkipStep(step=1))
    assert _late(session) == 2 * MINUTE - 6 * MINUTE
    session.next()
    assert on(session) == "tea"
    session.act(a.InsertStep(format="call"))
    assert _late(session) == 2 * MINUTE - 6 * MINUTE + 8 * MINUTE - 5 * MINUTE


def _late(session: SessionDriver) -> int:
    found = pace(agenda(session.state))
    assert found is not None
    return found.late(session.now)


def test_what_may_be_left_out() -> None:
    """First what its author marked, then rounds beyond the first."""
    session = driver().to(K.TALK)
    found = [
        (one.place, one.minutes, one.rounds)
        for one in savings(session.state, agenda(session.state))
    ]
    assert found == [(1, 6, False), (3, 6, True)]
    session.to(K.BREAK).to(K.DRAW)
    assert [one.place for one in savings(session.state, agenda(session.state))] == [3]
    session.to(K.DEBRIEF).to(K.DRAW)
    assert list(savings(session.state, agenda(session.state))) == []


@pytest.mark.parametrize("ballot", StepBallot)
def test_a_step_asks_what_it_says(ballot: StepBallot) -> None:
    """In place of what the game asks; everything else of the game stays."""
    game = deck().formats["call"]
    changed = asked(game, ballot)
    kinds = {phase.kind for phase in changed.phases}
    match ballot:
        case StepBallot.NONE:
            assert changed.ballot.kinds == ()
            assert not kinds & {K.VOTE, K.RESULT}
        case StepBallot.UNRANKED:
            assert (changed.ballot.kinds, changed.ballot.ranked) == (game.ballot.kinds, False)
        case StepBallot.COACHING:
            assert changed.ballot.criteria == COACHING
            assert changed.talk_first
            assert next(p.seconds for p in changed.phases if p.kind is K.VOTE) == 60
        case StepBallot.QUICK:
            assert [one.id for one in changed.ballot.criteria] == ["handling"]
    assert replace(changed, ballot=game.ballot, phases=game.phases, talk_first=False) == game


@pytest.mark.parametrize("ballot", StepBallot)
def test_every_game_can_be_asked_so(ballot: StepBallot) -> None:
    """A round of it goes to its talk, and the guess of a player stays."""
    for game in ("call", "riddle"):
        plan = replace(PLAN, steps=(PlanStep("one", GAME, 9, game, ballot=ballot),))
        session = driver(plan, names=("A", "B", "C", "D"), voters=4).to(K.DRAW)
        assert (BallotKind.RATE in session.round.format.ballot.kinds) is (
            ballot is not StepBallot.NONE
        )
        session.to(K.KUDOS)
        assert len(session.state.scenes) == 1


def test_a_series_is_counted_for_its_team() -> None:
    """Once a session in which something was played."""
    series = replace(PLAN, series=True, steps=PLAN.steps[1:2])
    session = driver(series)
    assert history_after(session.state).series == {}
    session.to(K.KUDOS)
    assert history_after(session.state).series == {"morning": 1}
    plain = driver()
    walked(plain)
    assert history_after(plain.state).series == {}


def test_what_was_stored_before_there_were_plans_still_loads() -> None:
    """A session without one is stored as it always was."""
    opened = to_dict(SessionDriver("call").events[0])
    assert "plan" not in opened["setup"]
    assert evolve(None, from_dict(opened)).progress.agenda is None


STEPS = st.lists(
    st.builds(
        lambda kind, minutes, rounds, optional: PlanStep(
            "s",
            kind,
            minutes,
            "call" if kind is GAME else "",
            rounds if kind is GAME else 1,
            optional=optional,
        ),
        st.sampled_from(StepKind),
        st.integers(1, 9),
        st.integers(1, 3),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)
MOVES = st.one_of(
    st.just(a.Next()),
    st.just(a.Undo()),
    st.just(a.Back()),
    st.just(a.RepeatStep()),
    st.builds(a.SkipStep, step=st.none() | st.integers(-1, 8), on=st.booleans()),
    st.builds(a.InsertStep, format=st.sampled_from(("call", "riddle", "none"))),
    st.builds(a.ChooseFormat, format=st.sampled_from(("call", "riddle"))),
)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, moves=st.lists(MOVES, max_size=25), seed=st.integers(0, 9))
def test_any_walk_keeps_the_plan_and_ends(
    steps: list[PlanStep], moves: list[a.Action], seed: int
) -> None:
    """Whatever is skipped, repeated, put in and taken back; and the events fold into the same."""
    plan = Plan("p", tuple(replace(step, id=f"s{i}") for i, step in enumerate(steps)), words=WORDS)
    session = SessionDriver("call", setup=Setup(seed, plan=plan))
    for move in moves:
        session.act(move)
        _holds(session, plan)
    for _ in range(800):
        if session.at(K.END):
            break
        session.next()
        _holds(session, plan)
    assert session.at(K.END)
    again: State | None = None
    for event in session.events:
        again = evolve(again, from_dict(to_dict(event)))
    assert again is not None
    assert again.progress == session.state.progress


def _holds(session: SessionDriver, plan: Plan) -> None:
    """What is true of a plan at any moment."""
    here = agenda(session.state)
    kind = session.state.kind
    assert -1 <= here.index < len(here.steps) <= MOST_STEPS
    assert (here.step is None) is (kind is K.LOBBY) or kind in (K.KUDOS, K.END)
    if here.step is not None and kind in (K.BREAK, K.TALK):
        assert here.step.kind.value == kind.value
        assert session.state.round is None
    if session.state.round is not None:
        assert here.step is not None
        assert here.step.kind is GAME
    assert here.minutes == sum(step.minutes for step in plan.steps)
    assert all(step.rounds >= 1 and step.minutes >= 1 for step in here.steps)
    planned = {step.id for step in plan.steps}
    assert planned <= {step.id for step in here.steps}
    assert all(step.added is (step.id not in planned) for step in here.steps)
    assert here.coming == tuple(sorted(here.coming))
    if kind is K.LOBBY:
        assert here.coming
