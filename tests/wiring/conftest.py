"""What the tests of the wiring share: a real journal, a display or none, clean settings."""

import gc
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pygame
import pytest

from improv.journal.deferred import DeferredJournal
from improv.wiring.sessions import open_journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[DeferredJournal]:
    """The journal of the test's folder, in SQLite."""
    with closing(open_journal(tmp_path)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def settings_of_the_process() -> Iterator[None]:
    """A game that serves phones sets the process up for it: tests after it have it as it was."""
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    sys.setswitchinterval(interval)


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a display or a sound device."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    pygame.display.quit()


@pytest.fixture
def dummy_display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A display that nobody sees and that was asked for: one of 1024 by 768 px."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.quit()
    yield
    pygame.display.quit()
