"""The rules on every surface: what is told once in a session."""

import pytest

from improv.core import actions as a
from improv.core.cards import SPOKEN
from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.core.reading import SAFE
from improv.core.state import Setup
from improv.scenes.rules import RulesScene, safe_words
from improv.scenes.scene import Scene, scene_of
from improv.voice.engines.vowel_signs import has_vowel_signs, without_vowel_signs
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
    assert told.safe == safe_words(language)[SAFE]
    assert told.game in scene.heading.title
    driver.to(K.PLAY).act(a.ShowRules(on=True))
    scene, told = shown(driver, language)
    assert told.safe == ""
    assert told.game not in scene.heading.title


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
def test_what_holds_for_the_session_is_said_word_for_word(language: str) -> None:
    """So the word that is being said can be marked; vowels are added where they are not written."""
    words = safe_words(language)
    said = words[f"{SPOKEN}{SAFE}"]
    assert len(said.split()) == len(words[SAFE].split())
    assert without_vowel_signs(said) == without_vowel_signs(words[SAFE])
    assert has_vowel_signs(said) is (language in ("ar", "he"))


@pytest.mark.parametrize(
    ("game", "votes", "said"),
    [
        ("call", True, ["The room votes"]),
        ("call", False, ["Nobody votes"]),
        ("riddle", False, ["Nobody votes", "guess"]),
        ("everybody", True, ["Nobody votes"]),
    ],
)
def test_the_rules_say_whether_anybody_votes(game: str, votes: bool, said: list[str]) -> None:
    """Where nobody does that comes first; a guess of the play is still told."""
    setup = Setup(7, votes=votes)
    driver = SessionDriver(game, setup=setup, names=("Ana", "Bo", "Cy", "Dee")).to(K.RULES)
    _, told = shown(driver, "en")
    assert len(told.judged) == len(said)
    assert all(part in one.text for part, one in zip(said, told.judged, strict=True))
