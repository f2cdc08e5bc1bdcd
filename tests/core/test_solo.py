"""Practising alone: the phases of a call, what comes back, the self-check."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import REPLIES, Kind
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.formats import PhaseKind as K
from improv.core.heat import ceiling, suited
from improv.core.measures import MeasuredAnswer, Span, Timeline
from improv.core.projections import projector
from improv.core.solo import practice_of, replies_left, request_of, wanted_practices
from improv.core.solo_views import solo_view
from improv.core.state import Shift
from improv.core.timing import due
from improv.core.view_models import HeardView, SoloView
from tests.core.sample_decks import SHIFT, solo_deck
from tests.core.session_driver import SessionDriver, solo_driver


def kinds(driver: SessionDriver) -> list[K]:
    """The kinds of phases of the call that is on, as they came."""
    number, found = 0, list[K]()
    for event in driver.events:
        if isinstance(event, e.RoundDrawn):
            number, found = event.number, [K.DRAW]
        elif isinstance(event, e.PhaseEntered) and number:
            found.append(event.phase.kind)
    return found


def without(*names: str) -> Deck:
    """The deck, whose requests lack these texts."""
    deck = solo_deck()
    pack = deck.packs[0]
    words = {
        language: {
            id_: {name: text for name, text in said.items() if name not in names}
            for id_, said in cards.items()
        }
        for language, cards in pack.words.items()
    }
    return Deck((replace(pack, words=words),), deck.formats)


def test_a_call_has_two_exchanges_a_second_try_and_one_question() -> None:
    """With the replies chosen, in this order and no other."""
    driver = solo_driver(rounds=1).to(K.REACT)
    driver.act(a.ChooseReply(id="", reply="dismissed"))
    driver.to(K.REACT).act(a.ChooseReply(id="", reply="heard"))
    driver.to(K.CHECK).act(a.CheckSelf(id="", grade=3))
    assert driver.round.replies == ("dismissed", "heard")
    driver.next()
    first = [K.DRAW, K.BRIEF, K.PLAY, K.REACT, K.REPLY, K.PLAY, K.REACT, K.REPLY, K.PLAY]
    assert kinds(driver) == [*first, K.COACH, K.BRIEF, K.PLAY, K.MODELS, K.CHECK, K.REFLECT, K.END]


def test_who_says_nothing_of_what_they_did_goes_on_to_the_coaching() -> None:
    """Next in place of a choice: no reply, and no second question about it."""
    driver = solo_driver().to(K.REACT)
    driver.next()
    assert driver.at(K.COACH)


def test_a_customer_without_answers_is_asked_for_none() -> None:
    """And without model answers none are shown."""
    deck = without(*(f"reply.{name}" for name in REPLIES), "model.weak", "model.good")
    driver = solo_driver(rounds=1, deck=deck).to(K.CHECK)
    assert kinds(driver) == [K.DRAW, K.BRIEF, K.PLAY, K.COACH, K.BRIEF, K.PLAY, K.CHECK]


def test_no_answer_comes_twice() -> None:
    """What the customer has answered is no choice any more."""
    driver = solo_driver().to(K.REACT)
    driver.act(a.ChooseReply(id="", reply="heard"))
    driver.to(K.REACT)
    assert replies_left(driver.state, driver.round) == ("dismissed", "promised")
    assert isinstance(driver.act(a.ChooseReply(id="", reply="heard")), Refusal)
    assert isinstance(driver.act(a.ChooseReply(id="", reply="loud")), Refusal)


def test_the_clock_begins_when_the_customer_has_spoken() -> None:
    """Reading that is shorter than the time of the brief ends it, and one that is longer, too."""
    for lasts in (3_000, 14_000):
        driver = solo_driver().to(K.BRIEF)
        begun = driver.now
        driver.act(a.BeginReading(id="", lasts=lasts))
        assert due(driver.state) == begun + lasts
        driver.wait(lasts / 1000)
        assert driver.at(K.PLAY)


def test_practices_come_in_the_order_of_the_shift() -> None:
    """First those that are due and that a request trains; none twice before the others came."""
    deck = solo_deck()
    pack = deck.packs[0]
    trains = {
        "t/prompt1": "B1",
        "t/prompt2": "C9",
        "t/prompt3": "D1",
        "t/check1": "C9",
        "t/check2": "B1",
    }
    cards = {
        id_: replace(card, practices=(trains.get(id_, "A2"),)) for id_, card in pack.cards.items()
    }
    deck = Deck((replace(pack, cards=cards),), deck.formats)
    driver = solo_driver(Shift("Sara", ("E1", "C9", "B1")), 2, deck).to(K.CHECK)
    request = request_of(driver.round)
    assert request is not None
    assert request.card.id == "t/prompt2"
    assert practice_of(driver.round) == "C9"
    driver.act(a.CheckSelf(id="", grade=1))
    assert wanted_practices(driver.state) == ("E1", "B1")
    driver.to(K.DRAW)
    assert practice_of(driver.round) == "B1"


def test_a_request_that_is_due_comes_before_others_of_its_practice() -> None:
    """All requests of the deck train the same."""
    for due_card in ("t/prompt2", "t/prompt6"):
        driver = solo_driver(Shift("Sara", ("A2",), (due_card,))).to(K.DRAW)
        request = request_of(driver.round)
        assert request is not None
        assert request.card.id == due_card


@pytest.mark.parametrize("grade", [0, 5])
def test_a_grade_is_one_of_four(grade: int) -> None:
    """Another one changes nothing."""
    driver = solo_driver().to(K.CHECK)
    assert isinstance(driver.act(a.CheckSelf(id="", grade=grade)), Refusal)
    assert driver.at(K.CHECK)


def test_a_grade_can_be_taken_back() -> None:
    """Undo goes back to the question; what is said then counts."""
    driver = solo_driver().to(K.CHECK)
    driver.act(a.CheckSelf(id="", grade=1))
    assert driver.round.grade == 1
    driver.act(a.Undo(id=""))
    assert driver.at(K.CHECK)
    assert driver.round.grade == 0
    driver.act(a.CheckSelf(id="", grade=4))
    assert driver.round.grade == 4


def test_a_note_is_kept_as_it_was_written_last() -> None:
    """One line, without what no line has."""
    driver = solo_driver().to(K.CHECK)
    driver.act(a.CheckSelf(id="", grade=2))
    driver.act(a.WriteNote(id="", text="I waited"))
    driver.act(a.WriteNote(id="", text="  I let her\nfinish.  "))
    assert driver.round.note == "I let her finish."


def test_the_rules_are_told_to_whoever_is_new() -> None:
    """And to nobody else: a shift is short."""
    new = solo_driver()
    new.next()
    assert new.at(K.RULES)
    old = solo_driver(Shift("Sara", knows=True))
    old.next()
    assert old.at(K.DRAW)


def test_a_twist_comes_in_every_second_call() -> None:
    """In its second try."""
    driver = solo_driver(rounds=2).to(K.REFLECT)
    assert not driver.round.coming
    driver.next()
    assert tuple(twist.phase for twist in driver.round.coming) == ("second-try",)


def test_an_answer_can_be_ended_before_its_time() -> None:
    """The first try leads to the coaching, whatever its customer would answer; then to compare."""
    driver = solo_driver().to(K.PLAY)
    driver.act(a.EndScene(id=""))
    assert driver.at(K.COACH)
    driver.to(K.PLAY).act(a.EndScene(id=""))
    assert driver.at(K.MODELS)


def test_nobody_watches_and_nobody_votes() -> None:
    """One seat, no observers, no ballot; the heat stays under five."""
    assert SHIFT.needs == 1
    driver = solo_driver().to(K.DRAW)
    assert [member.seat for member in driver.round.cast] == ["agent"]
    assert driver.round.observers == ()
    assert driver.round.question.kinds == ()
    assert all(d.card.heat <= 4 for d in driver.round.cards.values() if d.card.kind is Kind.PROMPT)


CALM, LOUD = MeasuredAnswer(300, 4_000, 900, 500), MeasuredAnswer(None, 0, 5_000, 0)
TIMELINE = Timeline(6_000, (Span(0, 900),), (Span(1_200, 5_200),))


def _heard(driver: SessionDriver, answer: MeasuredAnswer, timeline: Timeline | None = None) -> None:
    phase = driver.state.running.phase_id
    driver.act(a.AddMeasures(id="", heard_in=phase, answer=answer, timeline=timeline))


def test_what_was_heard_last_is_shown_while_it_is_coached() -> None:
    """Beside the answers before it, each with the heat of its call; in no other phase."""
    driver = solo_driver(rounds=2).to(K.PLAY)
    _heard(driver, LOUD)
    assert _view(driver).heard is None
    driver.to(K.COACH)
    first = driver.round.heat
    assert _view(driver).heard == HeardView(LOUD, None, first, ())
    driver.to(K.PLAY)
    _heard(driver, CALM)
    assert [one.answer for one in driver.round.heard] == [LOUD, CALM]
    driver.to(K.DRAW).to(K.COACH)
    assert _view(driver).heard is None
    _heard(driver, CALM, TIMELINE)
    shown = _view(driver).heard
    assert shown == HeardView(CALM, TIMELINE, driver.round.heat, ((first, LOUD), (first, CALM)))


def _view(driver: SessionDriver) -> SoloView:
    shift = driver.state.setup.shift
    assert shift is not None
    return solo_view(driver.state, shift, "en")


DOES = st.sampled_from(
    (
        *[a.Next(id="")] * 4,
        *(a.ChooseReply(id="", reply=reply) for reply in (*REPLIES, "else")),
        *(a.CheckSelf(id="", grade=grade) for grade in (0, 1, 4)),
        *(a.WriteNote(id="", text=text) for text in ("", "I waited.")),
        *(a.Undo(id=""), a.Back(id=""), a.Pause(id=""), a.Resume(id=""), a.AddTime(id="")),
        *(
            a.Skip(id=""),
            a.Redraw(id=""),
            a.NotThis(id=""),
            a.Twist(id=""),
            a.Token(id="", token="mute"),
        ),
        *(a.ShowRules(id="", on=True), a.EndScene(id=""), a.ChooseLanguage(id="", language="fa")),
    )
)


@given(steps=st.lists(st.tuples(DOES, st.integers(0, 90)), max_size=40), seed=st.integers(0, 99))
def test_whatever_somebody_does_their_shift_holds(
    steps: list[tuple[a.Action, int]], seed: int
) -> None:
    """Each call is for a practice that its request trains, and Next after Next ends the shift."""
    driver = solo_driver(Shift("Sara", ("A2",)), deck=solo_deck())
    progress = driver.state.progress
    progress = replace(progress, setup=replace(progress.setup, seed=seed))
    driver.state = replace(driver.state, progress=progress)
    for action, seconds in steps:
        driver.wait(seconds)
        driver.act(action)
        round_ = driver.state.round
        if round_ is not None:
            request = request_of(round_)
            assert request is not None
            assert practice_of(round_) in request.card.practices
            assert len(set(round_.replies)) == len(round_.replies)
            assert len(round_.cast) == 1
            projector(driver.state)
    for _ in range(80):
        if driver.at(K.END):
            break
        driver.next()
    assert driver.at(K.END)
    graded = [event for event in driver.events if isinstance(event, e.SelfChecked)]
    assert all(event.practice == "A2" and event.request for event in graded)


def test_customers_who_answer_call_first() -> None:
    """Of the requests for one practice, whatever their heat; then the others."""
    deck = solo_deck()
    pack = deck.packs[0]
    silent = {
        language: {
            id_: said
            if id_ in ("t/prompt2", "t/prompt6")
            else {name: text for name, text in said.items() if not name.startswith("reply.")}
            for id_, said in cards.items()
        }
        for language, cards in pack.words.items()
    }
    driver = solo_driver(rounds=3, deck=Deck((replace(pack, words=silent),), deck.formats))
    came = []
    for _ in range(3):
        request = request_of(driver.to(K.DRAW).round)
        assert request is not None
        came.append(request.card.id)
        driver.to(K.REFLECT)
    assert set(came[:2]) == {"t/prompt2", "t/prompt6"}
    assert came[2] not in came[:2]


@pytest.mark.parametrize("heat", [1, 3, 4])
def test_the_heat_follows_what_somebody_rated_themselves(heat: int) -> None:
    """It suits all calls of a shift, up to what may come by itself."""
    driver = solo_driver(Shift("Sara", heat=heat)).to(K.REFLECT)
    assert suited(driver.state, SHIFT) == min(heat, ceiling(driver.state, SHIFT))
