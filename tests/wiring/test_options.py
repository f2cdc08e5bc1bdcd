"""How fast a session's clock runs: as fast as life, unless it is a demo's."""

from pathlib import Path

import pytest

from improv.wiring.options import (
    DEMO_SPEED,
    UNWATCHED_SPEED,
    GameOptions,
    SoundOptions,
    clock_speed,
)

SILENT = SoundOptions()
READ_ALOUD = SoundOptions(voice=("auto",))


@pytest.mark.parametrize(
    ("speed", "sound", "watched", "expected"),
    [
        (None, SILENT, True, DEMO_SPEED),
        (None, SILENT, False, UNWATCHED_SPEED),
        (None, READ_ALOUD, True, 1.0),
        (None, READ_ALOUD, False, UNWATCHED_SPEED),
        (None, SoundOptions(voice=("off",)), True, DEMO_SPEED),
        (None, SoundOptions(voice=("off", "fa=piper")), True, 1.0),
        (3.0, READ_ALOUD, False, 3.0),
    ],
)
def test_a_demo_hurries(
    speed: float | None, sound: SoundOptions, watched: bool, expected: float
) -> None:
    """As fast as asked; else as fast as it can be followed by whoever watches and listens."""
    demo = GameOptions(Path(), demo=True, speed=speed)
    assert clock_speed(demo, sound, watched=watched) == expected


@pytest.mark.parametrize("watched", [True, False])
def test_a_real_game_never_hurries(watched: bool) -> None:
    """Not even where a speed is given: people play it."""
    assert clock_speed(GameOptions(Path(), speed=9.0), SILENT, watched=watched) == 1.0
