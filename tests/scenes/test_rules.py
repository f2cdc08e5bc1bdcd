"""The rules on every surface: what is told once in a session."""

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.scenes.rules import RulesScene, safe_words
from improv.scenes.scene import Scene, scene_of
from tests.core.session_driver import SessionDriver

K = PhaseKind


def shown(driver: SessionDriver, language: str) -> tuple[Scene, RulesScene]:
    """The scene, and its rules."""
    scene = scene_of(projector(driver.state, language), 0)
    assert isinstance(scene.body, RulesScene)
    return scene, scene.body


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
def test_what_holds_for_the_session_stands_with_the_first_rules(language: str) -> None:
    """The heading names the game then, whose name has no room below it."""
    driver = SessionDriver("call").to(K.RULES)
    scene, told = shown(driver, language)
    assert told.safe == safe_words(language)
    assert told.game in scene.heading.title
    driver.to(K.PLAY).act(a.ShowRules(on=True))
    scene, told = shown(driver, language)
    assert told.safe == ""
    assert told.game not in scene.heading.title
