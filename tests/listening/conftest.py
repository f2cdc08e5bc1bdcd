"""A file for a microphone: SDL's disk driver."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[bytes], None]:
    """Puts samples in the place of the microphone."""

    def put(samples: bytes) -> None:
        file = tmp_path / "microphone.raw"
        file.write_bytes(samples)
        monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
        monkeypatch.setenv("SDL_DISKAUDIOFILEIN", str(file))

    return put
