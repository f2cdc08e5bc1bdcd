"""What may be changed in the lobby, as the window and the remote list it."""

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal
from improv.core.formats import PhaseKind as K
from improv.core.projections import host
from improv.core.state import Setup
from improv.scenes.setup import SURVEY, SetupLine, setup_action, setup_lines
from improv.scenes.words import Names
from tests.core.sample_decks import shipped
from tests.core.session_driver import SessionDriver

NAMES = ("Ana", "Bo", "Cy", "Dee", "Ed")
ASKED = tuple(f"{SURVEY}{name}" for name, game in shipped().items() if game.survey)


def lines(driver: SessionDriver, language: str = "en") -> dict[str, SetupLine]:
    """The lines by their fields."""
    shown = setup_lines(host(driver.state, driver.deck, language), Names(language))
    return {line.field: line for line in shown}


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
def test_a_step_forward_and_a_step_back_is_where_one_was(language: str) -> None:
    """For each of them; on the way its words are others."""
    driver = SessionDriver(names=NAMES, standings=True)
    for field, line in lines(driver, language).items():
        driver.act(setup_action(field, line.forward))
        changed = lines(driver, language)[field]
        assert changed.value != line.value
        driver.act(setup_action(field, changed.back))
        assert lines(driver, language)[field] == line


def test_as_many_steps_as_there_are_values_lead_round() -> None:
    """So one key is enough."""
    driver = SessionDriver(names=NAMES)
    for field in lines(driver):
        seen: list[str] = []
        while (line := lines(driver)[field]).value not in seen:
            seen.append(line.value)
            assert not isinstance(driver.act(setup_action(field, line.forward)), Refusal)
        assert line.value == seen[0]
        assert len(seen) > 1


def test_what_is_there_or_not_is_a_switch() -> None:
    """The remote shows those otherwise than what has other values."""
    switches = {field: line.on for field, line in lines(SessionDriver()).items()}
    on = {"votes": True, "clock": True, "standings": False, **dict.fromkeys(ASKED, False)}
    assert {field: is_on for field, is_on in switches.items() if is_on is not None} == on


def test_without_votes_nothing_is_asked_about_them() -> None:
    """Neither questions nor figures nor standings; votes themselves can come back."""
    driver = SessionDriver(setup=Setup(7, votes=False))
    assert set(lines(driver)) == {"rounds", "votes", "heat", "clock", *ASKED}
    driver.act(setup_action("votes", "yes"))
    assert {"ballot", "talk_first", "standings"} <= set(lines(driver))


def test_standings_are_asked_for_by_their_own_action() -> None:
    """As the key for them does."""
    assert setup_action("standings", "yes") == a.AskStandings(on=True)
    assert lines(SessionDriver(names=NAMES).to(K.DRAW)) == {}
