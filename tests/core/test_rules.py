"""The rules reach the room: once by themselves, and as often as somebody asks for them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import PhaseEntered, RulesShown
from improv.core.formats import BallotKind, BallotRule, PhaseKind
from improv.core.projections import host, projector
from improv.core.reading import ahead, reading
from improv.core.session import evolve
from improv.core.state import Setup, State
from improv.core.timing import huddle_rounds
from tests.core.sample_decks import CALL, deck
from tests.core.session_driver import SessionDriver

K = PhaseKind


def kinds(driver: SessionDriver) -> list[PhaseKind]:
    """Every phase that was entered by Next or the clock."""
    return [event.phase.kind for event in driver.events if isinstance(event, PhaseEntered)]


def with_call(**changes: object) -> Deck:
    """The small deck, whose plainest game is another one."""
    small = deck()
    changed = replace(CALL, **changes)  # type: ignore[arg-type]
    return replace(small, formats={**small.formats, "call": changed})


def test_the_rules_come_before_the_first_scene_of_a_game_and_no_other() -> None:
    """Ten seconds, which wait for Next; the round begins after them."""
    driver = SessionDriver("call", names=("A", "B", "C"))
    driver.next()
    assert driver.at(K.RULES)
    assert driver.state.round is None
    assert driver.state.running.deadline == 10_000
    driver.wait(11)
    assert driver.at(K.RULES)
    assert driver.state.running.rang
    driver.to(K.DEBRIEF).to(K.DRAW).to(K.DEBRIEF)
    assert kinds(driver).count(K.RULES) == 1


@pytest.mark.parametrize("leave", [a.Skip(), a.Redraw(), a.ChooseFormat(format="call")])
def test_the_same_game_is_not_explained_again(leave: a.Action) -> None:
    """Not when its round is skipped, drawn again, or chosen once more."""
    driver = SessionDriver("call").to(K.DRAW)
    driver.act(leave)
    assert driver.at(K.DRAW)


def test_a_change_of_game_in_the_draw_explains_the_new_one_first() -> None:
    """The draw that was on is gone; undo brings it back with its cards."""
    driver = SessionDriver("call").to(K.DRAW)
    cards = driver.round.cards
    driver.act(a.ChooseFormat(format="riddle"))
    assert driver.at(K.RULES)
    assert projector(driver.state).format_id == "riddle"
    driver.act(a.Undo())
    assert (driver.state.kind, driver.round.cards) == (K.DRAW, cards)
    driver.act(a.ChooseFormat(format="riddle"))
    driver.next()
    assert (driver.state.kind, driver.round.format.id, driver.round.number) == (
        K.DRAW,
        "riddle",
        2,
    )


def test_another_game_can_be_chosen_while_one_is_explained() -> None:
    """It is explained in its turn; one that was played is drawn; the same one changes nothing."""
    driver = SessionDriver("call").to(K.DEBRIEF)
    driver.act(a.ChooseFormat(format="riddle"))
    driver.next()
    assert driver.at(K.RULES)
    assert driver.act(a.ChooseFormat(format="riddle")) == ()
    driver.act(a.ChooseFormat(format="heads"))
    assert (driver.state.kind, projector(driver.state).format_id) == (K.RULES, "heads")
    driver.act(a.ChooseFormat(format="call"))
    assert (driver.state.kind, driver.round.format.id) == (K.DRAW, "call")


def test_a_room_that_skips_to_a_new_game_hears_its_rules() -> None:
    """The game that was chosen in the debrief comes with the next round, however that begins."""
    driver = SessionDriver("call").to(K.RESULT)
    driver.act(a.ChooseFormat(format="riddle"))
    driver.act(a.Skip())
    assert driver.at(K.RULES)
    assert len(driver.state.progress.played) == 0


def test_rules_are_given_back_by_undo_and_come_again() -> None:
    """Back in the lobby nobody has heard them."""
    driver = SessionDriver("call").to(K.RULES)
    driver.act(a.Back())
    assert driver.at(K.LOBBY)
    driver.next()
    assert driver.at(K.RULES)
    driver.to(K.DRAW).act(a.Back())
    assert driver.at(K.RULES)


@given(events=st.integers(1, 30))
def test_a_session_that_is_resumed_knows_what_the_room_was_told(events: int) -> None:
    """The fold of what was stored, wherever the program was stopped."""
    driver = SessionDriver("call").to(K.DEBRIEF)
    driver.act(a.ChooseFormat(format="heads"))
    driver.to(K.DRAW)
    state: State | None = None
    for event in driver.events[:events]:
        state = evolve(state, from_dict(to_dict(event)))
    resumed = SessionDriver("call")
    resumed.events, resumed.state = driver.events[:events], state  # type: ignore[assignment]
    resumed.to(K.KUDOS if resumed.at(K.KUDOS) else K.DEBRIEF)
    told = kinds(resumed).count(K.RULES)
    assert told == len(resumed.state.progress.introduced)


def test_a_journal_from_before_there_were_rules_knows_what_was_played() -> None:
    """Its rounds were drawn straight from the lobby: a game that it played needs no rules now."""
    driver = SessionDriver("call").to(K.DEBRIEF)
    old = SessionDriver("call")
    told = next(n for n, event in enumerate(driver.events) if isinstance(event, PhaseEntered))
    for event in (*driver.events[1:told], *driver.events[told + 1 :]):
        old.events.append(event)
        old.state = evolve(old.state, event)
    assert K.RULES not in kinds(old)
    old.next()
    assert old.at(K.DRAW)


def test_a_game_without_a_word_about_it_begins_with_its_draw() -> None:
    """Neither rules nor an objective: there is nothing to tell, and nothing to call for."""
    driver = SessionDriver("call", deck=with_call(words={"en": {"name": "N"}}))
    driver.next()
    assert driver.at(K.DRAW)
    assert driver.act(a.ShowRules(on=True)) == ()


def test_nobody_is_told_the_rules_of_a_game_that_cannot_be_played() -> None:
    """Too few people, or a pile without cards: it is said before the rules."""
    driver = SessionDriver("heads", names=("A", "B"))
    refusal = driver.next()
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.TOO_FEW_PLAYERS
    assert driver.at(K.LOBBY)


def test_in_a_huddle_the_rules_end_by_their_clock() -> None:
    """And their seconds are counted, so that the huddle ends in time."""
    driver = SessionDriver("call", setup=Setup(7, huddle=True), names=("A", "B", "C"))
    driver.to(K.RULES)
    driver.wait(10)
    assert driver.at(K.DRAW)
    setup = Setup(1, huddle=True)
    quiet = replace(CALL, words={"en": {"name": "N"}})
    longer = replace(CALL, rules_seconds=250)
    assert huddle_rounds(setup, quiet) > huddle_rounds(setup, longer)


def test_the_rules_wait_until_they_are_read_out() -> None:
    """As a brief does: a quarter of a minute over their time at most."""
    driver = SessionDriver("call").to(K.RULES)
    driver.act(a.BeginReading(lasts=18_000))
    assert driver.state.running.deadline == 18_000
    driver.act(a.BeginReading(lasts=90_000))
    assert driver.state.running.deadline == 25_000


def test_the_facilitator_sees_the_next_draw_behind_the_rules() -> None:
    """From the lobby on: its cards, and who plays; and where Next leads first."""
    driver = SessionDriver("call", names=("A", "B", "C"))
    seen = host(driver.state, driver.deck)
    assert seen.next_phase is not None
    assert seen.next_phase.kind is K.RULES
    driver.to(K.DRAW)
    drawn = {reel: one.card.id for reel, one in driver.round.cards.items()}
    assert {reel.id: reel.card.id for reel in seen.next_reels} == drawn


def test_rules_called_for_in_a_scene_hold_its_clock_and_lose_nothing() -> None:
    """Next puts them away, and the scene goes on with the time it had."""
    driver = SessionDriver("call", names=("A", "B", "C")).to(K.PLAY)
    driver.wait(20)
    left = driver.state.running.deadline - driver.now  # type: ignore[operator]
    driver.act(a.ShowRules(on=True))
    view = projector(driver.state)
    assert (view.kind, view.clock, view.paused) == (K.RULES, None, False)
    assert view.rules is not None
    assert driver.state.paused
    driver.wait(60)  # the session clock stands
    seen = host(driver.state, driver.deck)
    assert seen.next_phase == driver.state.running.phase
    driver.next()
    view = projector(driver.state)
    assert (view.kind, view.rules) == (K.PLAY, None)
    assert driver.state.running.deadline - driver.now == left  # type: ignore[operator]
    driver.wait(10)
    assert len(driver.round.rung) == 1, "the twist at 30 s comes"


def test_a_pause_that_was_there_before_the_rules_is_there_after_them() -> None:
    """And one that is asked for meanwhile begins with their end."""
    driver = SessionDriver("call").to(K.PLAY)
    driver.act(a.Pause())
    driver.act(a.ShowRules(on=True))
    driver.next()
    assert projector(driver.state).paused
    driver.act(a.Resume())
    driver.act(a.ShowRules(on=True))
    driver.act(a.Pause())
    driver.act(a.ShowRules(on=False))
    assert projector(driver.state).paused


def test_going_on_with_the_clock_puts_the_rules_away() -> None:
    """They had stopped it; a room that reads on must not miss the scene."""
    driver = SessionDriver("call").to(K.PLAY)
    driver.act(a.ShowRules(on=True))
    assert driver.act(a.Resume()) == (RulesShown(at=driver.now, on=False),)
    assert not driver.state.paused


@pytest.mark.parametrize("leave", [a.Skip(), a.End(), a.Back()])
def test_another_phase_is_not_covered_by_rules_that_were_called_for(leave: a.Action) -> None:
    """Whatever leads there, and nobody waits in a pause that only the rules needed."""
    driver = SessionDriver("call").to(K.BELL)
    driver.act(a.ShowRules(on=True))
    driver.act(leave)
    assert not driver.state.rules_shown
    assert not driver.state.rules_hold
    assert projector(driver.state).kind is driver.state.kind
    assert driver.state.paused is isinstance(leave, a.Back), "an undone clock comes back paused"


def test_while_rules_lie_over_a_vote_nobody_is_asked() -> None:
    """What was answered stays, and the vote goes on with the time that it had."""
    driver = SessionDriver("call", voters=4).to(K.VOTE)
    driver.rate("v1", 3)
    driver.act(a.ShowRules(on=True))
    assert projector(driver.state).vote is None
    driver.act(a.ShowRules(on=False))
    vote = projector(driver.state).vote
    assert vote is not None
    assert vote.voted == 1


def test_the_rules_say_what_is_judged_and_by_whom_and_the_tokens() -> None:
    """From the game's ballot and tokens, not from its words."""
    rated = projector(SessionDriver("call", setup=Setup(1, "coaching")).to(K.RULES).state).rules
    assert rated is not None
    assert rated.kinds == (BallotKind.RATE,)
    assert rated.criteria == ("calm", "friendly", "heard", "helped", "honest")
    assert rated.tokens == {"mute": 1, "escalate": 1}
    quiet = SessionDriver("call", deck=with_call(ballot=BallotRule(kinds=())))
    silent = projector(quiet.to(K.RULES).state).rules
    assert silent is not None
    assert (silent.kinds, silent.criteria) == ((), ())


def test_a_change_of_game_is_told_with_the_rules_and_with_the_draw() -> None:
    """Only where another game was played before."""
    driver = SessionDriver("call").to(K.RULES)
    assert projector(driver.state).rules.changed is False  # type: ignore[union-attr]
    driver.to(K.DEBRIEF).act(a.ChooseFormat(format="riddle"))
    driver.next()
    assert projector(driver.state).rules.changed is True  # type: ignore[union-attr]
    driver.next()
    assert projector(driver.state).round.changed is True  # type: ignore[union-attr]
    driver.to(K.DEBRIEF).to(K.DRAW)
    assert projector(driver.state).round.changed is False  # type: ignore[union-attr]


SAFE_WORDS = {"safe": "Safe."}


def test_what_holds_for_the_session_is_told_and_read_with_the_first_rules_alone() -> None:
    """Neither when they are called again, nor with those of another game, nor after an undo."""
    driver = SessionDriver("call")
    told = [line.text for line in ahead(host(driver.state, driver.deck), SAFE_WORDS)]
    assert "Safe." in told
    driver.to(K.RULES)
    assert projector(driver.state).rules.first  # type: ignore[union-attr]
    said = reading(projector(driver.state), 0, 0, SAFE_WORDS)
    assert said is not None
    assert said.lines[-1].text == "Safe."
    driver.to(K.BRIEF).act(a.ShowRules(on=True))
    again = reading(projector(driver.state), 0, 0, SAFE_WORDS)
    assert again is not None
    assert again.lines[-1].text != "Safe."
    driver.to(K.DEBRIEF).act(a.ChooseFormat(format="riddle"))
    assert "Safe." not in [line.text for line in ahead(host(driver.state, driver.deck), SAFE_WORDS)]
    driver.to(K.RULES)
    assert not projector(driver.state).rules.first  # type: ignore[union-attr]


def test_name_and_rules_are_read_out_and_where_there_are_none_the_objective() -> None:
    """As they stand on the screens, and not while somebody is silent."""
    words = {"en": {"name": "N", "objective": "O", "rule.1": "One", "rule.2": "Two", "rule.3": "3"}}
    driver = SessionDriver("call", deck=with_call(words=words)).to(K.RULES)
    said = reading(projector(driver.state), 0)
    assert said is not None
    assert [line.text for line in said.lines] == ["N", "One", "Two", "3"]
    plain = reading(projector(SessionDriver("call").to(K.RULES).state), 0)
    assert plain is not None
    assert [line.text for line in plain.lines] == ["N", "O"]
    driver.act(a.MuteSpeech(on=True))
    assert reading(projector(driver.state), 0) is None
