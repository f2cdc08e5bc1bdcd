"""A whole evening: the real program, its projector, a room of phones, and a power cut."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.phones.whole_session import ROUNDS, Game, evening

PHONES = 30


@pytest.mark.parametrize(
    "kill",
    [pytest.param(False, marks=pytest.mark.slow), True],
    ids=["undisturbed", "killed in the vote"],
)
def test_from_the_lobby_to_the_end_nothing_is_lost(tmp_path: Path, kill: bool) -> None:
    """Every grade that a phone was told is counted is in what the room is shown, and no other."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    game = Game(tmp_path, port)
    try:
        outcome = asyncio.run(evening(game, PHONES, kill=kill))
    finally:
        game.kill()
    assert len(outcome.rounds) == ROUNDS
    for grades, shown in outcome.rounds:
        assert [grades[grade] for grade in range(1, 5)] == shown
    assert outcome.kudos == ["You made it look easy."]
    command = [sys.executable, "-m", "improv", "sessions", "--data", str(tmp_path)]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == 1
