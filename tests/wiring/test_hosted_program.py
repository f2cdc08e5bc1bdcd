"""The real `improv serve`: its stop, power cuts, and what it says meanwhile."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.phones.simulated import Host, Phone
from tests.wiring.hosted_program import HostedGame
from tests.wiring.program import NO_DISPLAY, SECONDS


async def _counted(game: HostedGame, room: str, phones: list[Phone]) -> dict[str, int]:
    """What each phone is told is counted."""
    found = {}
    for phone in phones:
        made = await phone.connect()
        _, _, body = await made.ask(phone.request("GET", "/api/state"))
        grade = re.search(
            rb'"counted":\{"rate":\{"kind":"rate","scores":\{"handling":(\d)',
            body.replace(b" ", b""),
        )
        found[str(phone.number)] = int(grade[1]) if grade else 0
        phone.close()
    return found


async def _votes_until_killed(game: HostedGame, after: float) -> None:
    """Ballots change all the time; it is killed; what was acknowledged is there."""
    phones = [Phone(game.port, number, prefix=game.prefix) for number in range(20)]
    await asyncio.gather(*(phone.post("/api/join", {}) for phone in phones))
    host = Host(game.port, -1, prefix=game.prefix)
    await game.enter(host)
    state = await host.to("vote")
    acknowledged = dict.fromkeys(range(20), 0)
    asked = dict.fromkeys(range(20), 0)

    async def change(phone: Phone) -> None:
        for turn in range(1000):
            grade = 1 + turn % 4
            asked[phone.number] = grade
            try:
                await phone.vote(state["round"], grade)
            except (ConnectionError, AssertionError):
                return
            acknowledged[phone.number] = grade

    changing = [asyncio.ensure_future(change(phone)) for phone in phones]
    await asyncio.sleep(after)
    game.kill()
    await asyncio.gather(*changing)
    await asyncio.to_thread(game.again)
    there = await _counted(game, game.prefix, phones)
    for phone in phones:
        # The last that was sent may be on the disk without a word of it.
        grades = {acknowledged[phone.number], asked[phone.number]}
        assert there[str(phone.number)] in grades, (phone.number, there, acknowledged, asked)
    assert any(acknowledged.values())
    host.close()


@pytest.mark.slow
def test_ten_power_cuts_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """kill -9 while everybody changes their vote, in a new room each time."""
    game = HostedGame(tmp_path / "data")
    try:
        for cut in range(10):
            game.prefix = game.make()
            asyncio.run(_votes_until_killed(game, 0.2 + 0.07 * cut))
    finally:
        game.kill()


@pytest.mark.slow
def test_a_stop_takes_less_than_a_second_and_keeps_every_secret(tmp_path: Path) -> None:
    """With phones on their streams; what was said is on the disk, and no secret is in a log."""
    game = HostedGame(tmp_path / "data")
    try:
        room = httpx.Client(base_url=f"{game.url}{game.prefix}", timeout=SECONDS, trust_env=False)
        with room as phone:
            assert phone.post("/api/join", json={}).status_code == 201
            assert phone.get("/api/state?c=WRONG").status_code == 200
            assert phone.get(game.host_path).status_code == 303
            phase = phone.get("/api/state").json()["phase_id"]
            action = {"action": "roster", "id": "r", "phase_id": phase, "add": ["Quillfeather"]}
            with phone.stream("GET", "/api/events"):
                assert phone.post("/api/host/actions", json=action).status_code == 200
                took = game.stop()
            secrets = [*phone.cookies.values(), game.host_path.rpartition("/")[2], game.key]
        assert took < 1, took
        said = game.printed
        assert "Traceback" not in said
        assert not [secret for secret in (*secrets, game.prefix) if secret in said]
        game.again()
        page = httpx.get(f"{game.url}{game.prefix}/", trust_env=False).text
        assert "Quillfeather" in page
        # One process has the folder.
        command = [sys.executable, "-m", "improv", "serve", "--data", str(tmp_path / "data")]
        second = subprocess.run(command, capture_output=True, text=True, env=NO_DISPLAY)
        assert second.returncode == 1
        assert str(game.process.pid) in second.stderr
    finally:
        game.kill()
