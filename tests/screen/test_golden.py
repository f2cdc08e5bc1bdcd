"""Pictures that a person looked at: of all scenes, languages, themes and sizes."""

from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest

from improv.core.draw import Deck
from improv.screen.projector import Projector
from improv.screen.scene_registry import Moment, moments
from tests.screen.conftest import LANGUAGES

HD, SQUARE, WIDE = (1280, 720), (1024, 768), (1720, 720)

PICTURES = (
    ("lobby", "en", "stage", HD),
    ("lobby-small", "ar", "daylight", SQUARE),
    ("lobby-phones", "en", "stage", HD),
    ("lobby-phones-only", "he", "contrast", WIDE),
    ("lobby-phones-crowd", "fa", "daylight", SQUARE),
    ("rules-long", "en", "stage", HD),
    ("rules-long", "ar", "daylight", SQUARE),
    ("rules-change", "fa", "contrast", HD),
    ("rules-again", "he", "stage", WIDE),
    ("draw-locked", "fa", "stage", HD),
    ("brief", "en", "stage", HD),
    ("brief", "he", "daylight", SQUARE),
    ("brief-said", "en", "daylight", HD),
    ("brief-said", "fa", "contrast", SQUARE),
    ("draw-said", "he", "stage", HD),
    ("twist-said", "ar", "stage", HD),
    ("play", "ar", "stage", WIDE),
    ("twist", "fa", "stage", HD),
    ("mute", "he", "stage", SQUARE),
    ("cue", "he", "contrast", HD),
    ("play-taken", "ar", "stage", HD),
    ("stopped", "he", "daylight", SQUARE),
    ("bell", "fa", "daylight", HD),
    ("settle", "fa", "stage", HD),
    ("vote-hands", "en", "daylight", HD),
    ("vote-coaching", "fa", "contrast", SQUARE),
    ("result", "fa", "stage", HD),
    ("result-coaching", "en", "daylight", WIDE),
    ("result-pick", "ar", "contrast", HD),
    ("result-guess", "fa", "daylight", HD),
    ("result-guess-coaching", "en", "stage", SQUARE),
    ("truth", "he", "stage", HD),
    ("debrief", "en", "contrast", HD),
    ("debrief", "ar", "stage", HD),
    ("standings", "he", "daylight", HD),
    ("ask", "en", "stage", HD),
    ("ask-shown-0", "he", "daylight", HD),
    ("ask-shown-hostile-2", "ar", "contrast", SQUARE),
    ("vote-lines-hands", "fa", "stage", HD),
    ("draw-nothing", "en", "daylight", WIDE),
    ("kudos", "fa", "stage", HD),
    ("end", "ar", "stage", WIDE),
    ("help", "en", "stage", SQUARE),
    ("peek-away", "fa", "stage", HD),
    ("pause", "he", "stage", HD),
)

WITH_A_BAR = (
    ("play", "en", "stage", HD),
    ("names", "fa", "stage", SQUARE),
    ("vote-hands", "ar", "daylight", SQUARE),
    ("draw-locked", "he", "contrast", WIDE),
)


@pytest.fixture(scope="module")
def shown(shipped_deck: Deck) -> dict[tuple[str, str], Moment]:
    """(name, language) -> moment."""
    return {
        (moment.name, language): moment
        for language in LANGUAGES
        for moment in moments(shipped_deck, language)
    }


@pytest.mark.parametrize(("name", "language", "theme", "size"), PICTURES)
def test_a_scene_looks_as_it_did(
    golden: Callable[[pygame.Surface, str], None],
    shown: dict[tuple[str, str], Moment],
    name: str,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    """The picture that a person looked at, pixel by pixel as far as an eye can tell."""
    moment = shown[name, language]
    projector = Projector(size, theme, still=True)
    surface, _ = projector.render(moment.snapshot, moment.now, 0.0, moment.ui)
    golden(surface, f"{name}-{language}-{theme}-{size[0]}x{size[1]}")


@pytest.mark.parametrize(("name", "language", "theme", "size"), WITH_A_BAR)
def test_the_bar_looks_as_it_did(
    golden: Callable[[pygame.Surface, str], None],
    shown: dict[tuple[str, str], Moment],
    name: str,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    """The bar of mouse and touch, under a scene, a vote and a list."""
    moment = shown[name, language]
    ui = replace(moment.ui, bar=0.0)
    surface, _ = Projector(size, theme, still=True).render(moment.snapshot, moment.now, 0.0, ui)
    golden(surface, f"bar-{name}-{language}-{theme}-{size[0]}x{size[1]}")
