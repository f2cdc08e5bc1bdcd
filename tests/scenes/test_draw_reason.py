"""Why this card: one line, in four languages, for the facilitator and nobody else."""

import pytest

from improv.core import actions as a
from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.projections import host, projector, voter
from improv.core.state import Setup, TeamHistory
from improv.locale.phrases import without_isolates
from improv.scenes.draw_reason import draw_reason
from improv.scenes.words import Names
from tests.core.sample_decks import deck, strings
from tests.core.session_driver import SessionDriver

LANGUAGES = ("en", "fa", "ar", "he")


def reason(driver: SessionDriver, language: str = "en") -> str:
    """The line, as somebody reads it."""
    view = host(driver.state, driver.deck, language)
    return without_isolates(draw_reason(view, Names.of(view.projector)))


def test_it_says_what_is_new_what_it_trains_and_how_hot_it_is() -> None:
    """Of the practices of a request it is the one that was trained least."""
    driver = SessionDriver("call", voters=1).to(PhaseKind.DRAW)
    heat = driver.round.cards["request"].card.heat
    assert reason(driver) == f"Not played yet: trains “Yes”, heat {heat} for round 1"
    driver.to(PhaseKind.BRIEF)
    assert reason(driver)
    driver.to(PhaseKind.PLAY)
    assert reason(driver) == ""


def test_it_says_what_was_picked_and_what_comes_again() -> None:
    """A locked card keeps its reason when others are drawn again."""
    driver = SessionDriver("call").to(PhaseKind.DRAW)
    driver.act(a.PickCard(id="", card="t/prompt2"))
    picked = "Picked by its name: trains “Yes”, heat 3 for round 1"
    assert reason(driver) == picked
    driver.act(a.Lock(id="", reel="request", on=True))
    driver.act(a.Redraw(id=""))
    assert reason(driver) == picked
    seen = {Kind.PROMPT: frozenset(f"t/prompt{n}" for n in range(1, 7))}
    turned = SessionDriver("call", setup=Setup(1, team=TeamHistory("B", seen=seen)))
    turned.to(PhaseKind.DRAW)
    assert reason(turned).startswith("All the others have come: trains “Yes”")


def test_without_a_request_there_is_nothing_to_say() -> None:
    """Nor before the draw."""
    assert reason(SessionDriver("call")) == ""
    assert reason(SessionDriver("own-call").to(PhaseKind.DRAW)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_but_the_facilitator_is_told(language: str) -> None:
    """Neither the projector nor a phone has it, or a part of it that is not on the cards."""
    driver = SessionDriver("call", voters=1, deck=deck()).to(PhaseKind.DRAW)
    line = reason(driver, language)
    assert "Yes" in line
    assert "{" not in line
    for view in (projector(driver.state, language), voter(driver.state, "v1")):
        assert not any("Yes" in text for text in strings(view))
