"""Steering a session: the keys of a scene, what runs out, and what is refused."""

import pytest

from improv.core import actions as a
from improv.core.anonymity import anonymised
from improv.core.errors import Refusal, Why
from improv.core.events import Blanked, KudosGiven, Resumed, TwistRung
from improv.core.formats import MUTE_SECONDS, PhaseKind
from improv.core.state import MOST_THANKS, Setup
from tests.core.session_driver import SessionDriver


def why(answer: object) -> Why:
    """The name of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.why


def test_tokens_run_out_and_a_mute_holds_for_five_seconds() -> None:
    """Each of its own kind, and a new round has them all again."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    driver.wait(3)
    driver.act(a.Token(id="", token="mute"))
    assert driver.round.mute_until == driver.now + 1000 * MUTE_SECONDS
    assert driver.round.tokens == {"mute": 0, "escalate": 1}
    assert why(driver.act(a.Token(id="", token="mute"))) is Why.NO_TOKEN_LEFT
    assert why(driver.act(a.Token(id="", token="warning"))) is Why.UNKNOWN_TOKEN
    driver.act(a.Token(id="", token="escalate"))
    assert driver.round.mute_until == driver.now + 1000 * MUTE_SECONDS
    driver.act(a.Skip(id=""))
    assert driver.round.tokens == {"mute": 1, "escalate": 1}


def test_heat_has_five_levels_and_begins_with_the_request() -> None:
    """Asking for the one that is on changes nothing."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    assert driver.round.heat == driver.round.cards["request"].card.heat
    for level in (0, 6, -1):
        assert why(driver.act(a.Heat(id="", level=level))) is Why.BAD_VALUE
    assert driver.act(a.Heat(id="", level=driver.round.heat)) == ()


def test_twists_by_key_are_the_coming_ones_then_the_spare_then_fresh() -> None:
    """No card twice while the pile has others."""
    driver = SessionDriver("call", setup=Setup(7, heat=5)).to(PhaseKind.PLAY)
    for _ in range(5):
        assert not isinstance(driver.act(a.Twist(id="")), Refusal)
    rung = [event for event in driver.events if isinstance(event, TwistRung)]
    assert [event.source for event in rung] == ["coming", "coming", "spare", "fresh", "fresh"]
    cards = [event.rung.drawn.card.id for event in rung if event.rung.drawn]
    assert len(set(cards)) == 5
    driver.wait(80)
    assert len(driver.round.rung) == 5


def test_the_bell_of_new_choice_rings_four_times_and_no_more() -> None:
    """By hand before the clock: the clock's rings are used up with it."""
    driver = SessionDriver("new-choice").to(PhaseKind.PLAY)
    for _ in range(4):
        assert not isinstance(driver.act(a.Twist(id="")), Refusal)
    assert why(driver.act(a.Twist(id=""))) is Why.NO_TWIST_LEFT
    assert driver.round.takes == 5


def test_a_promise_comes_back_in_a_later_round() -> None:
    """By its number; one that nobody made does not."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    driver.act(a.Promise(id="", text=" You get\n it today. "))
    assert why(driver.act(a.Promise(id="", text=" \u202e "))) is Why.BAD_VALUE
    driver.act(a.Skip(id=""))
    driver.to(PhaseKind.PLAY)
    assert why(driver.act(a.Twist(id="", promise=2))) is Why.UNKNOWN_PROMISE
    driver.act(a.Twist(id="", promise=1))
    assert driver.round.rung[-1].promise == 1
    assert driver.state.promises[0].text == "You get it today."
    assert driver.round.takes == 1


def test_a_promise_is_noted_as_kept() -> None:
    """And as not kept again; twice is once, one that nobody made is none, undo leaves it."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    assert why(driver.act(a.MarkPromise(id="", promise=1, kept=True))) is Why.UNKNOWN_PROMISE
    for text in ("You get it today.", "I call at four."):
        driver.act(a.Promise(id="", text=text))
    driver.act(a.MarkPromise(id="", promise=2, kept=True))
    assert driver.act(a.MarkPromise(id="", promise=2, kept=True)) == ()
    driver.act(a.Undo(id=""))
    assert [made.kept for made in driver.state.promises] == [False, True]
    driver.to(PhaseKind.DEBRIEF)
    driver.act(a.MarkPromise(id="", promise=2, kept=False))
    assert [made.kept for made in driver.state.promises] == [False, False]


def test_next_brings_back_the_picture_then_the_clock_and_only_then_goes_on() -> None:
    """The one key never does two things at once."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    driver.act(a.Pause(id=""))
    driver.act(a.Blank(id="", on=True))
    assert [type(event) for event in driver.next()] == [Blanked]  # type: ignore[union-attr]
    assert [type(event) for event in driver.next()] == [Resumed]  # type: ignore[union-attr]
    driver.next()
    assert driver.at(PhaseKind.BELL)


def test_a_show_of_hands_asks_one_criterion_at_a_time() -> None:
    """With phones in the room everyone answers on their own, and Next closes the vote."""
    driver = SessionDriver("call", setup=Setup(1, "coaching")).to(PhaseKind.VOTE)
    for asking in range(1, 5):
        driver.next()
        assert (driver.round.asking, driver.state.kind) == (asking, PhaseKind.VOTE)
    driver.next()
    assert driver.at(PhaseKind.RESULT)
    phones = SessionDriver("call", setup=Setup(1, "coaching"), voters=1).to(PhaseKind.VOTE)
    phones.next()
    assert phones.at(PhaseKind.RESULT)


def test_another_format_in_the_draw_draws_again_and_elsewhere_waits() -> None:
    """A new number, for it is another scene; at once where the room knows the game."""
    driver = SessionDriver("call").to(PhaseKind.DRAW)
    assert why(driver.act(a.ChooseFormat(id="", format="chess"))) is Why.UNKNOWN_FORMAT
    driver.act(a.ChooseFormat(id="", format="riddle"))
    driver.to(PhaseKind.DRAW)
    assert (driver.round.format.id, driver.round.number) == ("riddle", 2)
    driver.to(PhaseKind.DEBRIEF)
    driver.act(a.ChooseFormat(id="", format="heads"))
    assert driver.round.format.id == "riddle"
    driver.to(PhaseKind.DRAW)
    assert driver.round.format.id == "heads"
    driver.act(a.ChooseFormat(id="", format="call"))
    assert (driver.round.format.id, driver.round.number) == ("call", 4)


def test_what_is_not_there_is_refused_by_its_name() -> None:
    """A reel, a language, a line of thanks."""
    driver = SessionDriver("call").to(PhaseKind.DRAW)
    assert why(driver.act(a.Lock(id="", reel="mood", on=True))) is Why.UNKNOWN_REEL
    assert why(driver.act(a.ChooseLanguage(id="", language="xx"))) is Why.UNKNOWN_LANGUAGE
    driver.to(PhaseKind.DEBRIEF)
    assert why(driver.act(a.NodKudos(id="", number=1))) is Why.UNKNOWN_KUDOS
    assert why(driver.act(a.GiveKudos(id="", text="\n"))) is Why.BAD_VALUE
    assert why(driver.act(a.GiveKudos(id="", text="x", voter="ghost"))) is Why.NOT_A_VOTER


def test_each_person_gives_three_thanks() -> None:
    """From a phone; the facilitator writes down as many as are said aloud."""
    driver = SessionDriver("call", voters=2).to(PhaseKind.DEBRIEF)
    for n in range(MOST_THANKS):
        assert driver.act(a.GiveKudos(id="", text=f"Thanks {n}", voter="v1"))
    assert why(driver.act(a.GiveKudos(id="", text="More", voter="v1"))) is Why.ENOUGH_THANKS
    driver.act(a.EditRoster(id="", add=("Ana",)))
    driver.act(a.Join(id="", voter="v1", claims="p1"))
    assert why(driver.act(a.GiveKudos(id="", text="As Ana", voter="v1"))) is Why.ENOUGH_THANKS
    assert driver.act(a.GiveKudos(id="", text="Mine", voter="v2"))
    for n in range(MOST_THANKS + 1):
        assert driver.act(a.GiveKudos(id="", text=f"Said {n}"))
    kept = [event for event in anonymised(driver.events) if isinstance(event, KudosGiven)]
    assert len(kept) == 2 * MOST_THANKS + 2
    assert not any(event.giver for event in kept)


@pytest.mark.parametrize(("standings", "kind"), [(True, PhaseKind.STANDINGS), (False, None)])
def test_an_early_end_closes_in_order(standings: bool, kind: PhaseKind | None) -> None:
    """Standings only if asked for and if there are any; then kudos; then the end."""
    driver = SessionDriver("call", standings=standings, voters=5).to(PhaseKind.VOTE)
    for n in range(1, 6):
        driver.rate(f"v{n}", 3)
    driver.to(PhaseKind.DEBRIEF)
    driver.act(a.End(id=""))
    if kind:
        assert driver.at(kind)
        driver.act(a.End(id=""))
    assert driver.at(PhaseKind.KUDOS)
    driver.act(a.End(id=""))
    assert driver.at(PhaseKind.END)
    nothing = SessionDriver("call", standings=True).to(PhaseKind.PLAY)
    nothing.act(a.End(id=""))
    assert nothing.at(PhaseKind.KUDOS)
