"""Surveys: asked before the first scene and before the end; no scene, and nothing is lost."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import Event
from improv.core.formats import BallotKind, PhaseKind
from improv.core.plans import Plan, PlanStep, StepKind
from improv.core.projections import host, projector
from improv.core.reading import reading
from improv.core.session import evolve
from improv.core.state import Setup, State
from improv.core.summary import summarise
from improv.core.tables import tables
from improv.core.tally import Agreement, agreement
from improv.core.votes import Ballot
from tests.core.sample_decks import deck
from tests.core.sample_plans import WORDS
from tests.core.session_driver import SessionDriver

K = PhaseKind
READY = "readiness"


def room(voters: int = 4, rounds: int | None = 1, **setup: object) -> SessionDriver:
    """A session of one short scene, with the survey before it and after it."""
    return SessionDriver(
        "call",
        setup=Setup(3, rounds=rounds, surveys=(READY,), **setup),  # type: ignore[arg-type]
        names=("A", "B", "C", "D"),
        voters=voters,
    )


def answer(driver: SessionDriver, voter: str, **scores: int) -> tuple[Event, ...] | Refusal:
    """What a phone answers."""
    ballot = Ballot(BallotKind.RATE, {name.replace("_", "-"): n for name, n in scores.items()})
    return driver.act(a.CastBallot(id="", round=driver.round.number, ballot=ballot, voter=voter))


def asked(driver: SessionDriver) -> list[str]:
    """What the vote that is on asks."""
    vote = projector(driver.state).vote
    return list(vote.criteria) if vote else []


def test_it_is_asked_before_the_first_scene_and_after_the_last() -> None:
    """First the question alone; the second time with a look back, and both answers are shown."""
    driver = room()
    driver.next()
    assert (driver.state.kind, asked(driver)) == (K.VOTE, ["now"])
    for voter, grade in (("v1", 1), ("v2", 2), ("v3", 2), ("v4", 3)):
        answer(driver, voter, now=grade)
    driver.next()
    view = projector(driver.state)
    assert driver.at(K.RESULT)
    assert view.result is not None  # no drum roll
    assert (view.result.criteria["now"].counts, view.before) == ((1, 2, 1, 0), None)
    driver.next()
    assert driver.at(K.RULES)
    assert driver.state.game.id == "call"
    driver.to(K.DEBRIEF)
    driver.next()
    if driver.at(K.RESULT):
        driver.next()
    assert (driver.state.kind, asked(driver)) == (K.VOTE, ["now", "looking-back"])
    for voter in ("v1", "v2", "v3"):
        answer(driver, voter, now=3, looking_back=1)
    driver.to(K.RESULT)
    view = projector(driver.state)
    assert view.result is not None
    assert view.before is not None
    assert view.before.criteria["now"].counts == (1, 2, 1, 0)
    assert view.result.criteria["looking-back"].counts == (3, 0, 0, 0)
    driver.next()
    assert driver.at(K.KUDOS)


def test_it_is_no_scene() -> None:
    """It counts as no round, has no place in standings, and the team has not played it."""
    driver = room(rounds=2)
    driver.to(K.END)
    state = driver.state
    assert [one.format.id for one in state.scenes] == ["call", "call"]
    assert [one.format.id for one in state.surveys] == [READY, READY]
    assert projector(state).played == 2
    summary = summarise(driver.events)
    assert [one.format for one in summary.rounds] == ["call", "call"]
    assert [one.format for one in summary.surveys] == [READY, READY]


def test_few_answers_are_no_figures() -> None:
    """Two of them would name people, in the room and in the export."""
    driver = room(voters=2)
    driver.next()
    answer(driver, "v1", now=1)
    answer(driver, "v2", now=4)
    driver.next()
    view = projector(driver.state)
    assert view.result is not None
    assert (view.result.criteria, view.result.ballots) == ({}, 2)
    (survey,) = summarise(driver.events).surveys
    assert survey.ballots == ()
    assert survey.tally is not None
    assert survey.tally.criteria == {}


def test_hands_are_counted_question_by_question() -> None:
    """Without phones Next goes from the question to the look back, then to the answers."""
    driver = SessionDriver("call", setup=Setup(3, rounds=1, surveys=(READY,)))
    driver.next()
    assert not isinstance(driver.act(a.ShowHands(id="", rows={"now": (1, 2, 3, 0)})), Refusal)
    assert isinstance(driver.act(a.ShowHands(id="", rows={"moves": (1, 0, 0, 0, 0, 0)})), Refusal)
    driver.to(K.DEBRIEF).to(K.VOTE)
    assert driver.round.asking == 0
    driver.next()
    assert (driver.state.kind, driver.round.asking) == (K.VOTE, 1)
    driver.next()
    assert driver.at(K.RESULT)


def test_an_undo_opens_the_vote_again_with_its_answers() -> None:
    """And a phone may change its mind then."""
    driver = room()
    driver.next()
    for voter in ("v1", "v2", "v3"):
        answer(driver, voter, now=2)
    driver.next()
    driver.act(a.Undo(id=""))
    assert driver.at(K.VOTE)
    assert not isinstance(answer(driver, "v1", now=4), Refusal)
    driver.act(a.Resume(id=""))
    driver.next()
    view = projector(driver.state)
    assert view.result is not None
    assert view.result.criteria["now"].counts == (0, 2, 0, 1)


def test_who_comes_while_it_is_asked_answers_too() -> None:
    """There was no scene to miss."""
    driver = room()
    driver.next()
    driver.act(a.Join(id="", voter="v9"))
    assert not isinstance(answer(driver, "v9", now=2), Refusal)


def test_no_moves_are_ticked() -> None:
    """Nobody was on stage."""
    driver = room()
    driver.next()
    ballot = Ballot(BallotKind.RATE, {"now": 2}, ("listened",))
    refused = driver.act(a.CastBallot(id="", round=1, ballot=ballot, voter="v1"))
    assert isinstance(refused, Refusal)
    assert refused.why is Why.BAD_VALUE


def test_what_holds_for_the_whole_session_is_still_told_first() -> None:
    """The survey has no rules, and the first game's rules are the first."""
    driver = room()
    driver.to(K.RULES)
    rules = projector(driver.state).rules
    assert rules is not None
    assert rules.first


def test_ending_asks_once() -> None:
    """End asks again, where something was played; a second End is the end."""
    driver = room(rounds=None)
    driver.to(K.DEBRIEF)
    driver.act(a.End(id=""))
    assert (driver.state.kind, driver.round.closes) == (K.VOTE, True)
    driver.act(a.End(id=""))
    assert driver.at(K.KUDOS)
    early = room()
    early.next()
    early.act(a.End(id=""))
    assert early.at(K.KUDOS)


def test_it_is_left_out_by_skip() -> None:
    """The first one for the first scene, the last one for the end."""
    driver = room()
    driver.next()
    driver.act(a.Skip(id=""))
    assert driver.at(K.RULES)
    driver.to(K.DEBRIEF).to(K.VOTE)
    assert driver.round.closes
    driver.act(a.Skip(id=""))
    assert driver.at(K.KUDOS)


def test_somebody_asks_it_between_two_rounds() -> None:
    """Chosen like a game, and the game that comes next stays as it is."""
    driver = SessionDriver("call", names=("A", "B", "C"), voters=3).to(K.DEBRIEF)
    driver.act(a.ChooseFormat(id="", format=READY))
    assert (driver.state.kind, driver.state.game.id) == (K.VOTE, READY)
    driver.next()
    driver.next()
    assert (driver.state.kind, driver.state.game.id) == (K.DRAW, "call")


def test_it_is_chosen_in_the_lobby() -> None:
    """And taken back, by hand and by undo; then it is asked as if the session had opened so."""
    driver = SessionDriver("call", setup=Setup(3, rounds=1), names=("A", "B", "C"), voters=3)
    assert isinstance(driver.act(a.AskSurvey(id="", survey="call", on=True)), Refusal)
    driver.act(a.AskSurvey(id="", survey=READY, on=True))
    assert driver.act(a.AskSurvey(id="", survey=READY, on=True)) == ()
    assert [(one.id, one.on) for one in host(driver.state, driver.deck).surveys if one.on] == [
        (READY, True)
    ]
    driver.act(a.AskSurvey(id="", survey=READY, on=False))
    assert not driver.state.setup.surveys
    driver.act(a.Undo(id=""))
    assert driver.state.setup == Setup(3, rounds=1, surveys=(READY,))
    driver.next()
    assert (driver.state.kind, driver.state.game.id) == (K.VOTE, READY)
    assert host(driver.state, driver.deck).surveys == ()
    assert isinstance(driver.act(a.AskSurvey(id="", survey=READY, on=False)), Refusal)


def test_a_huddle_asks_by_itself() -> None:
    """Nobody presses a key."""
    driver = room(huddle=True)
    driver.wait(900)
    assert driver.at(K.END)
    assert len(driver.state.surveys) == 2


def test_a_plan_asks_at_its_own_steps() -> None:
    """Each is a step like a game, and it is not asked again because the session asks it, too."""
    steps = (
        PlanStep("hello", StepKind.GAME, 2, READY),
        PlanStep("first", StepKind.GAME, 6, "call"),
        PlanStep("bye", StepKind.GAME, 2, READY),
    )
    plan = Plan("morning", steps, words=WORDS)
    driver = SessionDriver("call", setup=Setup(3, plan=plan, surveys=(READY,)), voters=3)
    assert READY not in {one.id for one in host(driver.state, driver.deck).surveys}
    seen = []
    for _ in range(20):
        driver.next()
        agenda = driver.state.progress.agenda
        if agenda is not None and driver.at(K.VOTE):
            seen.append((driver.state.game.id, agenda.index))
        if driver.at(K.KUDOS):
            break
    assert seen == [(READY, 0), ("call", 1), (READY, 2)]
    assert len(driver.state.surveys) == 2


def test_the_facilitator_is_told_what_comes() -> None:
    """In the lobby that the room will be asked."""
    driver = room()
    ahead = host(driver.state, driver.deck)
    assert ahead.next_format == READY
    assert ahead.next_phase is not None
    assert ahead.next_phase.kind is K.VOTE


@pytest.mark.parametrize("until", [K.VOTE, K.RESULT, K.KUDOS])
def test_what_was_written_down_folds_into_the_same(until: PhaseKind) -> None:
    """Through JSON, as the journal keeps it."""
    driver = room().to(until)
    state: State | None = None
    for event in driver.events:
        state = evolve(state, from_dict(json.loads(json.dumps(to_dict(event)))))
    assert state == driver.state


def test_its_answers_are_among_the_votes_of_the_export() -> None:
    """By the question and the grade, and no scene has them."""
    driver = room()
    driver.next()
    for voter, grade in (("v1", 1), ("v2", 2), ("v3", 2)):
        answer(driver, voter, now=grade)
    made = tables(summarise(driver.to(K.END).events))
    votes = [row[4:] for row in made["votes"].rows if row[1] == READY]
    assert votes == [("now", 1, 1), ("now", 2, 2), ("now", 3, 0), ("now", 4, 0)]
    assert READY not in {row[1] for row in made["scenes"].rows}


def test_a_session_without_votes_asks_all_the_same() -> None:
    """Its scenes are not voted on; what the room is asked is no scene."""
    driver = room(votes=False)
    driver.next()
    view = projector(driver.state)
    assert (view.kind, view.has_vote, asked(driver)) == (K.VOTE, True, ["now"])
    driver.to(K.RULES)
    assert not projector(driver.state).has_vote
    driver.to(K.END)
    assert len(driver.state.surveys) == 2


def hearing(**setup: object) -> SessionDriver:
    """A session in which three samples are rated before the only scene and after it."""
    asked = Setup(3, rounds=1, surveys=("calibration",), **setup)  # type: ignore[arg-type]
    return SessionDriver("call", setup=asked, names=("A", "B", "C"), voters=4)


def rate_samples(driver: SessionDriver, grades: dict[str, tuple[int, int, int]]) -> None:
    """Hear and rate all three; `grades`: voter -> a grade for each."""
    for place, sample in enumerate(("first", "second", "third")):
        driver.to(K.BRIEF).to(K.VOTE)
        assert asked(driver) == [sample]
        for voter, given in grades.items():
            assert not isinstance(answer(driver, voter, **{sample: given[place]}), Refusal)
        driver.next()


def test_each_sample_is_heard_and_rated_before_the_next_comes() -> None:
    """In its words and its answer; the spread of all comes at the end, then the talk."""
    driver = hearing()
    heard = []
    for _ in range(3):
        driver.to(K.BRIEF)
        view = projector(driver.state)
        assert view.round is not None
        assert view.result is None
        heard.append(view.round.sample)
        (reel,) = view.round.reels
        assert view.round.sample["text"] == reel.card.words["text"]
        read = reading(view, driver.state.running.entered)
        assert read is not None
        assert [line.text for line in read.lines] == [heard[-1]["text"], heard[-1]["answer"]]
        driver.next()
    assert ["weak" in one["answer"] for one in heard] == [True, False, True]
    assert len({one["text"] for one in heard}) == 3
    driver.to(K.RESULT)
    assert projector(driver.state).result is not None
    driver.next()
    assert driver.at(K.DEBRIEF)


def test_a_rating_closes_with_its_sample() -> None:
    """Nobody changes a grade when they have heard the next one."""
    driver = hearing()
    driver.to(K.VOTE)
    answer(driver, "v1", first=2)
    driver.next()
    driver.next()
    assert asked(driver) == ["second"]
    refused = answer(driver, "v1", first=4)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.VOTE_CLOSED
    answer(driver, "v1", second=3)
    cast = driver.state.votes_of(driver.round.number).ballots
    assert cast["v1", "rate"].scores == {"first": 2, "second": 3}


def test_the_same_samples_come_again_at_the_end() -> None:
    """So that the room can tell whether it agrees more."""
    driver = hearing()
    apart = {"v1": (1, 1, 1), "v2": (2, 2, 2), "v3": (3, 3, 3), "v4": (4, 4, 4)}
    rate_samples(driver, apart)
    first = {reel: card.card.id for reel, card in driver.round.cards.items()}
    driver.to(K.RULES).to(K.DEBRIEF)
    rate_samples(driver, dict.fromkeys(apart, (2, 3, 2)))
    assert {reel: card.card.id for reel, card in driver.round.cards.items()} == first
    view = projector(driver.state)
    assert view.result is not None
    assert view.before is not None
    before, now = (agreement(one.criteria.values()) for one in (view.before, view.result))
    assert before == Agreement(Fraction(0), Fraction(1, 2))
    assert now == Agreement(Fraction(1), Fraction(1))


def test_where_no_request_has_an_answer_the_session_goes_on_without_samples() -> None:
    """A pack of one's own need not have any."""
    whole = deck()
    (pack,) = whole.packs
    bare = {
        language: {
            id_: {name: text for name, text in words.items() if "model." not in name}
            for id_, words in cards.items()
        }
        for language, cards in pack.words.items()
    }
    poor = replace(whole, packs=(replace(pack, words=bare),))
    driver = SessionDriver("call", setup=Setup(3, surveys=("calibration",)), deck=poor)
    driver.next()
    assert driver.at(K.RULES)
