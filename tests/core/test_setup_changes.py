"""What of a setup can be changed in the lobby: to what, what follows, and the way back."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.formats import PhaseKind as K
from improv.core.projections import host
from improv.core.session import evolve
from improv.core.setup_changes import MOST_ROUNDS, choices, chosen
from improv.core.state import Setup, Shift
from improv.core.timing import huddle_rounds, timed
from tests.core.sample_decks import deck
from tests.core.sample_plans import PLAN
from tests.core.session_driver import SessionDriver, planned_driver, solo_driver

NAMES = ("Ana", "Bo", "Cy", "Dee", "Ed")


def change(driver: SessionDriver, field: str, value: str) -> None:
    """Change it; it has to be accepted."""
    assert not isinstance(driver.act(a.ChangeSetup(id="", field=field, value=value)), Refusal)


def test_every_value_of_every_field_can_be_chosen_and_is_what_it_says() -> None:
    """One after the other, each known by its name afterwards, and stored as it is."""
    driver = SessionDriver(names=NAMES)
    for field, values in choices(driver.state.setup).items():
        for name, value in values.items():
            change(driver, field, name)
            setup = driver.state.setup
            assert getattr(setup, field) is value or getattr(setup, field) == value
            assert chosen(setup, field) == name
        change(driver, field, next(iter(values)))
    state = None
    for event in driver.events:
        state = evolve(state, from_dict(to_dict(event)))
    assert state == driver.state


def test_undo_brings_back_what_was_and_only_that() -> None:
    """One step each; the names that came meanwhile stay."""
    driver = SessionDriver(names=NAMES)
    before = driver.state.setup
    change(driver, "votes", "no")
    driver.act(a.EditRoster(id="", add=("Flo",)))
    change(driver, "clock", "no")
    driver.act(a.Undo(id=""))
    assert driver.state.setup == replace(before, votes=False)
    driver.act(a.Undo(id=""))
    assert driver.state.setup == before
    assert len(driver.state.people) == 6


def test_the_lobby_that_is_come_back_to_has_what_was_chosen_in_it() -> None:
    """Back from the first round, a change can still be undone."""
    driver = SessionDriver(names=NAMES)
    change(driver, "votes", "no")
    driver.to(K.RULES)
    driver.act(a.Back(id=""))
    assert (driver.state.kind, driver.state.setup.votes) == (K.LOBBY, False)
    driver.act(a.Undo(id=""))
    assert driver.state.setup.votes


def test_the_round_is_played_as_it_was_chosen() -> None:
    """Without a vote; and the criteria are those of the ballot that was chosen last."""
    driver = SessionDriver(names=NAMES)
    change(driver, "votes", "no")
    assert not driver.to(K.DRAW).round.format.has_vote
    driver = SessionDriver(names=NAMES)
    change(driver, "ballot", "coaching")
    change(driver, "rounds", "1")
    assert len(driver.to(K.DRAW).round.criteria) == 5
    assert driver.to(K.KUDOS).state.last_round == 1


@pytest.mark.parametrize(
    ("asked", "coaching", "quick"), [(None, True, None), (True, True, None), (False, False, False)]
)
def test_a_coaching_ballot_talks_first_unless_somebody_said_otherwise(
    asked: bool | None, coaching: bool | None, quick: bool | None
) -> None:
    """As when the session is opened with one; with one undo both are back."""
    driver = SessionDriver(setup=Setup(7, talk_first=asked), names=NAMES)
    change(driver, "ballot", "coaching")
    assert driver.state.setup.talk_first is coaching
    change(driver, "ballot", "quick")
    assert driver.state.setup.talk_first is quick
    driver.act(a.Undo(id=""))
    driver.act(a.Undo(id=""))
    assert driver.state.setup == Setup(7, talk_first=asked)


@pytest.mark.parametrize(("rounds", "after"), [(None, 1), (1, 1), (4, 4)])
def test_a_huddle_stays_within_its_ten_minutes(rounds: int | None, after: int) -> None:
    """Five questions take longer: fewer rounds fit, unless somebody chose how many."""
    game = timed(deck().formats["call"], {"play": 100})
    setup = Setup(7, huddle=True)
    fit = huddle_rounds(setup, game)
    assert fit == 2
    cards = Deck(deck().packs, {"call": game})
    driver = SessionDriver(setup=replace(setup, rounds=rounds or fit), deck=cards, names=NAMES)
    change(driver, "ballot", "coaching")
    assert driver.state.setup.rounds == after
    change(driver, "ballot", "quick")
    driver.act(a.Undo(id=""))
    driver.act(a.Undo(id=""))
    assert driver.state.setup.rounds == (rounds or fit)
    change(driver, "rounds", "3")
    assert driver.state.setup.rounds == 3


def test_what_is_no_choice_is_refused() -> None:
    """A field that does not exist, or does not matter now; a value that it cannot have."""
    driver = SessionDriver(setup=Setup(7, votes=False, huddle=True), names=NAMES)
    asked = (
        *(("seed", "7"), ("ballot", "coaching"), ("talk_first", "yes")),
        *(("rounds", "open"), ("rounds", str(MOST_ROUNDS + 1)), ("votes", "True"), ("heat", "0")),
    )
    for field, value in asked:
        refusal = driver.act(a.ChangeSetup(id="", field=field, value=value))
        assert isinstance(refusal, Refusal), (field, value)
        assert refusal.why is Why.BAD_VALUE
    assert driver.act(a.ChangeSetup(id="", field="votes", value="no")) == ()


def test_a_plan_says_its_rounds_and_a_shift_has_nobody_to_vote() -> None:
    """What does not matter is not offered."""
    assert "rounds" not in choices(planned_driver(PLAN).state.setup)
    assert set(choices(solo_driver(Shift("Sara")).state.setup)) == {"rounds", "clock"}


def test_more_rounds_than_can_be_chosen_are_kept_until_others_are() -> None:
    """A session may be opened with them."""
    driver = SessionDriver(setup=Setup(7, rounds=12), names=NAMES)
    (rounds,) = (one for one in host(driver.state, driver.deck).settings if one.field == "rounds")
    assert (rounds.value, rounds.values[-1]) == ("12", "12")


def test_after_the_lobby_nothing_is_offered() -> None:
    """The setup stays as it is."""
    driver = SessionDriver(names=NAMES)
    assert host(driver.state, driver.deck).settings
    driver.to(K.DRAW)
    assert host(driver.state, driver.deck).settings == ()
    refusal = driver.act(a.ChangeSetup(id="", field="votes", value="no"))
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.WRONG_PHASE
