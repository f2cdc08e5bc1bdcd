"""The table: every (phase, action) is either allowed or refused as wrong_phase."""

from itertools import pairwise

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.events import PhaseEntered, RoundDrawn
from improv.core.formats import BallotKind, PhaseKind
from improv.core.measures import MeasuredAnswer
from improv.core.roster import Door
from improv.core.transitions import (
    ALONE,
    CLOSING,
    FOLLOWS,
    INTERLUDES,
    OPENING,
    ROUND,
    SCENE,
    TAIL,
    may_follow,
)
from improv.core.votes import Ballot, Electorate
from tests.core.session_driver import SessionDriver, planned_driver, solo_driver

SAMPLES: tuple[a.Action, ...] = (
    a.Next(id=""),
    a.Back(id=""),
    a.Undo(id=""),
    a.Tick(id=""),
    a.Pause(id=""),
    a.Stop(id=""),
    a.EndScene(id=""),
    a.Resume(id=""),
    a.Blank(id="", on=True),
    a.ShowRules(id="", on=True),
    a.MuteSpeech(id="", on=True),
    a.RepeatSpeech(id=""),
    a.SetVolume(id="", level=3),
    a.BeginReading(id="", lasts=9_000),
    a.AddTime(id=""),
    a.Skip(id=""),
    a.Redraw(id=""),
    a.Lock(id="", reel="request", on=True),
    a.NotThis(id=""),
    a.KeepPackOut(id="", pack="t", on=True),
    a.KeepOut(id="", card="t/role1", on=True),
    a.PickCard(id="", card="t/role2"),
    a.Twist(id=""),
    a.Heat(id="", level=5),
    a.Token(id="", token="mute"),
    a.Pass(id="", place=0),
    a.TakeOver(id="", place=0, person="p4"),
    a.Promise(id="", text="I will."),
    a.MarkPromise(id="", promise=1, kept=True),
    a.ChooseReply(id="", reply="heard"),
    a.CheckSelf(id="", grade=3),
    a.WriteNote(id="", text="I waited."),
    a.AddMeasures(id="", heard_in=3, answer=MeasuredAnswer(300, 4_000, 900, 500)),
    a.Safety(id="", on=True),
    a.ChooseElectorate(id="", electorate=Electorate.AT_DRAW),
    a.Reveal(id=""),
    a.ChooseFormat(id="", format="riddle"),
    a.ChoosePlan(id="", plan="morning"),
    a.SkipStep(id=""),
    a.RepeatStep(id=""),
    a.InsertStep(id="", format="call"),
    a.ChooseSeconds(id="", phase="play", seconds=60),
    a.ChangeSetup(id="", field="votes", value="no"),
    a.AskSurvey(id="", survey="readiness", on=True),
    a.ChooseLanguage(id="", language="fa"),
    a.EditRoster(id="", add=("Z",)),
    a.Join(id="", voter="v9"),
    a.ReleaseName(id="", voter="v1"),
    a.LetIn(id=""),
    a.TakeOut(id=""),
    a.SetHeadcount(id="", number=12),
    a.SetDoor(id="", door=Door.SHUT),
    a.TakeSeat(id="", voter="v1", place=None),
    a.CastBallot(id="", round=1, ballot=Ballot(BallotKind.RATE, {"handling": 3}), voter="v1"),
    a.WriteLine(id="", round=1, text="Hello.", voter="v1"),
    a.Consent(id="", round=1, voter="v1", on=True),
    a.ApproveLines(id="", upto=1),
    a.DismissLine(id="", number=1),
    a.CountPapers(id="", number=2),
    a.NoteLine(id="", option=1, text="Said."),
    a.ShowHands(id="", rows={"handling": (1, 1, 1, 1)}),
    a.GiveKudos(id="", text="Thanks"),
    a.NodKudos(id="", number=1),
    a.DismissKudos(id="", number=2),
    a.AskStandings(id="", on=True),
    a.End(id=""),
)


def at(kind: PhaseKind) -> SessionDriver:
    """A session in a phase of this kind."""
    if kind is PhaseKind.REPLY:
        driver = solo_driver().to(PhaseKind.REACT)
        driver.act(a.ChooseReply(id="", reply="heard"))
        return driver
    if kind in ALONE:
        return solo_driver().to(kind)
    if kind in INTERLUDES:
        return planned_driver().to(kind)
    game = "letter" if kind is PhaseKind.ASK else "riddle"
    driver = SessionDriver(game, names=("A", "B", "C", "D"), voters=4, standings=True)
    if kind is PhaseKind.SETTLE:
        driver.to(PhaseKind.PLAY).act(a.Heat(id="", level=5))
    if kind in CLOSING:
        driver.to(PhaseKind.DEBRIEF).act(a.End(id=""))
    return driver.to(kind)


def test_there_is_a_sample_of_every_action() -> None:
    """And of each a name of its own."""
    assert {type(action) for action in SAMPLES} == set(a.ACTIONS.values())
    assert {kind.__name__ for kind in a.Action.__subclasses__()} == {
        kind.__name__ for kind in a.ACTIONS.values()
    }
    assert len(SAMPLES) == len(a.ACTIONS)


@pytest.mark.parametrize("kind", [kind for kind in PhaseKind if kind is not PhaseKind.END])
def test_every_action_in_every_phase_is_allowed_or_refused(kind: PhaseKind) -> None:
    """wrong_phase exactly where the table says so; and a refusal changes nothing."""
    driver = at(kind)
    for action in SAMPLES:
        before, known = driver.state, list(driver.events)
        answer = driver.act(action)
        wrong = isinstance(answer, Refusal) and answer.why is Why.WRONG_PHASE
        assert wrong is (kind not in action.phases), action
        if isinstance(answer, Refusal):
            assert driver.state is before
            assert driver.events == known
        driver.state, driver.events = before, known


def test_after_the_end_nothing_is_steered() -> None:
    """A phone that repeats its ballot is still answered, and one that writes is told why not."""
    driver = at(PhaseKind.VOTE)
    driver.rate("v1", 3)
    driver.act(a.End(id=""))
    driver.to(PhaseKind.END)
    driver.wait(60)
    for action in SAMPLES:
        if isinstance(action, a.Join | a.CastBallot | a.Blank | a.Tick):
            assert not isinstance(driver.act(action), Refusal)
        elif isinstance(action, a.WriteLine):
            assert driver.act(action) == Refusal(Why.WRITING_CLOSED, {"round": 1})
        elif isinstance(action, a.Consent):
            assert driver.act(action) == Refusal(Why.UNKNOWN_LINE)
        else:
            assert driver.act(action) == Refusal(Why.SESSION_OVER)


@pytest.mark.parametrize("kind", list(PhaseKind)[:-1])
def test_a_key_pressed_in_an_older_phase_has_moved_on(kind: PhaseKind) -> None:
    """Stale is said before wrong, with the phase that is on; so two Nexts skip nothing."""
    driver = at(kind)
    phase_id = driver.state.running.phase_id
    for action in (a.Next(id="", phase_id=phase_id - 1), a.Twist(id="", phase_id=phase_id + 1)):
        assert driver.act(action) == Refusal(Why.MOVED_ON, {"phase_id": phase_id})
    assert not isinstance(driver.act(a.Next(id="", phase_id=phase_id)), Refusal)


@pytest.mark.parametrize("game", ["call", "riddle", "heads", "letter", "own-call", "new-choice"])
def test_formats_obey_the_table(game: str) -> None:
    """Next after Next from lobby to end is one step of the table at a time."""
    driver = SessionDriver(game, standings=True)
    kinds = [PhaseKind.LOBBY]
    for _ in range(60):
        if len(kinds) > 25:
            driver.act(a.End(id=""))
        known = len(driver.events)
        driver.next()
        new = [
            event.phase.kind
            for event in driver.events[known - 1 :]
            if isinstance(event, PhaseEntered | RoundDrawn)
        ]
        kinds += new
        if driver.state.kind is PhaseKind.END:
            break
    assert kinds[-1] is PhaseKind.END
    phases = [driver.deck.formats[game].phases[n].kind for n in range(-4, 0)]
    assert tuple(phases) == TAIL


def test_the_graph_is_whole() -> None:
    """Every phase can be reached and left; closing is reached from every phase of a round."""
    reached = {PhaseKind.LOBBY}
    for _ in PhaseKind:
        reached |= {after for before in reached for after in PhaseKind if may_follow(before, after)}
    assert reached == set(PhaseKind)
    assert [kind for kind in PhaseKind if not FOLLOWS[kind]] == [PhaseKind.END]
    assert ROUND > SCENE > set(TAIL)
    for before, after in pairwise(TAIL):
        # Without a question there is no vote, and in a huddle without a vote no result.
        skips = before in (PhaseKind.BELL, PhaseKind.VOTE)
        more = {PhaseKind.DEBRIEF} if skips else set()
        # A survey has a vote for each of its samples, and no talk after its result.
        of_survey = {PhaseKind.VOTE: {PhaseKind.BRIEF}, PhaseKind.RESULT: OPENING}
        more |= {PhaseKind.SETTLE} if before is PhaseKind.BELL else of_survey.get(before, set())
        assert FOLLOWS[before] == {after} | more
    # A hot scene is followed by quiet, and a room that talks first sees its result then.
    assert FOLLOWS[PhaseKind.SETTLE] == FOLLOWS[PhaseKind.BELL] - {PhaseKind.SETTLE}
    assert FOLLOWS[PhaseKind.DEBRIEF] == {PhaseKind.RESULT, *OPENING}
    assert not may_follow(PhaseKind.END, PhaseKind.DRAW)
    assert not may_follow(PhaseKind.LOBBY, PhaseKind.RESULT)
