"""What the tests of the screen share: decks, and SDL without a screen."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from improv.core.draw import Deck
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.paths import CARDS
from improv.screen import displays

SAMPLE = Path(__file__).parent.parent / "samples" / "four-tongues"
LANGUAGES = ("en", "fa", "ar", "he")


@pytest.fixture(scope="session")
def sample_deck() -> Deck:
    """The sample pack and the shipped formats, that of somebody alone among them."""
    alone = load_formats(CARDS / "solo")
    return Deck((load_pack(SAMPLE),), {**load_formats(CARDS / "formats"), **alone})


@pytest.fixture(scope="session")
def shipped_deck() -> Deck:
    """The pack that the program comes with, in all its languages, and its formats."""
    return Deck((load_pack(CARDS / "service-desk"),), load_formats(CARDS / "formats"))


@pytest.fixture
def dummy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """SDL's dummy driver, asked for."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.quit()
    displays.begin()
    yield
    pygame.display.quit()
