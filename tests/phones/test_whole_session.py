"""A whole evening: the real program, its projector, a room of phones, and a power cut."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.phones.simulated import Host, Phone
from tests.phones.whole_session import HOST_PIN, ROUNDS, Game, evening

PHONES = 30


def free_port() -> int:
    """One on which nothing answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.mark.parametrize(
    "kill",
    [pytest.param(False, marks=pytest.mark.slow), True],
    ids=["undisturbed", "killed in the vote"],
)
def test_from_the_lobby_to_the_end_nothing_is_lost(tmp_path: Path, kill: bool) -> None:
    """Every grade that a phone was told is counted is in what the room is shown, and no other."""
    game = Game(tmp_path, free_port())
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


@pytest.mark.slow
def test_what_the_room_felt_before_a_power_cut_is_shown_after_it(tmp_path: Path) -> None:
    """The game dies while everybody says how ready they feel: each feeling is there once."""
    game = Game(tmp_path, free_port(), "--survey", "readiness")
    try:
        told, shown = asyncio.run(_survey(game))
    finally:
        game.kill()
    assert [told.count(grade) for grade in range(1, 5)] == shown


async def _survey(game: Game) -> tuple[list[int], list[int]]:
    """What phones were told is counted, and the counts that the room was shown."""
    phones, host = [Phone(game.port, number) for number in range(PHONES)], Host(game.port, -1)
    await asyncio.gather(*(phone.post("/api/join", {}) for phone in phones))
    assert (await host.post("/api/host/login", {"pin": HOST_PIN}))[0] == 200
    number = (await host.to("vote"))["round"]
    told: dict[int, int] = {}

    async def feel(phone: Phone) -> None:
        grade = 1 + phone.number % 4
        ballot = {"kind": "rate", "scores": {"now": grade}}
        await phone.put(f"/api/rounds/{number}/ballot", ballot, 0)
        told[phone.number] = grade

    await asyncio.gather(*map(feel, phones[::2]))
    others = [asyncio.ensure_future(feel(phone)) for phone in phones[1::2]]
    await asyncio.sleep(0.02)
    game.kill()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.to_thread(game.start, "--resume")
    await host.steer("resume")
    await asyncio.gather(*(feel(phone) for phone in phones if phone.number not in told))
    await host.steer("reveal")
    result = (await host.state())["result"]
    for phone in (*phones, host):
        phone.close()
    await asyncio.sleep(0.1)  # for the loop to close them
    return [*told.values()], result["criteria"]["now"]["counts"]
