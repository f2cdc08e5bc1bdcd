"""Talk first, then figures: result and debrief change places."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind as K
from improv.core.projections import projector
from improv.core.state import Setup
from tests.core.sample_decks import deck, secrets_in
from tests.core.session_driver import SessionDriver


def talking() -> SessionDriver:
    """A session of two rounds that talks first."""
    setup = Setup(7, rounds=2, talk_first=True)
    return SessionDriver("call", setup=setup, voters=5, names=("Ana", "Bo", "Cy"))


def kinds(driver: SessionDriver, until: K) -> list[K]:
    """The kinds of phases that Next leads to, up to that one."""
    found = [driver.state.kind]
    while driver.state.kind is not until:
        before = driver.state.running.phase_id
        driver.next()
        if driver.state.running.phase_id != before:
            found.append(driver.state.kind)
    return found


def test_the_talk_comes_before_the_figures() -> None:
    """Twice, and both rounds have been played to their result."""
    driver = talking()
    one = [K.DRAW, K.BRIEF, K.PLAY, K.BELL, K.VOTE, K.DEBRIEF, K.RESULT]
    assert kinds(driver, K.KUDOS) == [K.LOBBY, K.RULES, *one, *one, K.KUDOS]
    assert [round_.revealed for round_ in driver.state.progress.played] == [True, True]
    assert all(round_.tally is not None for round_ in driver.state.progress.played)


def test_no_figure_is_seen_in_the_talk_but_the_secrets_are_open() -> None:
    """The result waits for its own reveal."""
    found = set()
    for seed in range(8):
        driver = SessionDriver("call", setup=Setup(seed, talk_first=True), voters=5).to(K.VOTE)
        for n in range(1, 6):
            driver.rate(f"v{n}", 4)
        assert not secrets_in(projector(driver.state))
        driver.next()
        view = projector(driver.state)
        assert (view.kind, view.result) == (K.DEBRIEF, None)
        found |= secrets_in(view)
        driver.next()
        assert projector(driver.state).result is None
        driver.next()
        assert projector(driver.state).result is not None
    assert found


def test_a_reveal_at_the_vote_leaves_the_talk_out() -> None:
    """Whoever presses it wants the figures; one undo hides them, two open the vote again."""
    driver = talking().to(K.VOTE)
    driver.act(a.Reveal(id=""))
    assert (driver.state.kind, driver.round.revealed) == (K.RESULT, True)
    driver.act(a.Undo(id=""))
    assert (driver.state.kind, driver.round.revealed) == (K.RESULT, False)
    driver.act(a.Undo(id=""))
    assert driver.state.kind is K.VOTE


@pytest.mark.parametrize(
    ("game_says", "session_says", "first"),
    [(True, None, True), (True, False, False), (False, None, False), (False, True, True)],
)
def test_the_session_says_else_the_game(
    game_says: bool, session_says: bool | None, first: bool
) -> None:
    """What the facilitator chose goes before what the author wrote."""
    cards = deck()
    games = {"call": replace(cards.formats["call"], talk_first=game_says)}
    setup = Setup(7, talk_first=session_says)
    driver = SessionDriver("call", setup=setup, deck=Deck(cards.packs, games)).to(K.VOTE)
    driver.next()
    assert driver.state.kind is (K.DEBRIEF if first else K.RESULT)


def test_a_huddle_without_a_vote_has_played_its_round_with_the_talk() -> None:
    """There is no result to look at, and the next round comes."""
    driver = SessionDriver("call", setup=Setup(7, rounds=2, huddle=True, talk_first=True))
    assert kinds(driver, K.KUDOS).count(K.RESULT) == 0
    assert len(driver.state.progress.played) == 2


def test_a_game_that_asks_nothing_has_nothing_to_put_off() -> None:
    """Its talk is its end."""
    setup = Setup(7, rounds=1, talk_first=True)
    driver = SessionDriver("everybody", setup=setup, names=("Ana", "Bo"))
    assert kinds(driver, K.KUDOS)[-2:] == [K.DEBRIEF, K.KUDOS]
    assert len(driver.state.progress.played) == 1
