"""What runs beside a game: ends with it, and never ends it."""

import asyncio

import pytest

from improv.wiring.game import run_with


async def forever(log: list[str], name: str) -> None:
    """Run until cancelled, and take a while to stop."""
    try:
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0.01)
        log.append(name)


async def fails(words: str) -> None:
    """Raise soon."""
    await asyncio.sleep(0)
    raise RuntimeError(words)


async def short(log: list[str]) -> None:
    """A game that is over soon."""
    await asyncio.sleep(0.02)
    log.append("game")


def test_companions_are_stopped_when_the_game_is_over() -> None:
    """After it, and what they do to stop is waited for."""
    log: list[str] = []
    asyncio.run(run_with(short(log), forever(log, "phones"), forever(log, "voice")))
    assert log == ["game", "phones", "voice"]


def test_a_companion_that_is_done_ends_nothing() -> None:
    """The game goes on without it."""
    log: list[str] = []

    async def done() -> None:
        log.append("done")

    asyncio.run(run_with(short(log), done()))
    assert log == ["done", "game"]


def test_a_companion_that_fails_is_reported_after_the_game() -> None:
    """Neither the game nor the others end early; their ends are waited for."""
    log: list[str] = []
    with pytest.raises(RuntimeError, match="no port"):
        asyncio.run(run_with(short(log), fails("no port"), forever(log, "voice")))
    assert log == ["game", "voice"]


def test_the_games_own_error_is_the_one_that_is_raised() -> None:
    """Also where a companion failed, too; the companions are stopped."""
    log: list[str] = []
    with pytest.raises(RuntimeError, match="game"):
        asyncio.run(run_with(fails("game"), fails("phones"), forever(log, "voice")))
    assert log == ["voice"]


def test_cancelling_the_game_stops_everything() -> None:
    """As a closed window does: the cancellation arrives, and nothing is left running."""
    log: list[str] = []

    async def run() -> int:
        task = asyncio.create_task(run_with(forever(log, "game"), forever(log, "phones")))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
    assert log == ["game", "phones"]
