"""The interpreter's settings: what a game that serves hundreds of sockets sets."""

import asyncio
import gc
import sys
import weakref

import pytest

from improv.wiring import runtime
from improv.wiring.runtime import collect_garbage, new_loop, switch_threads_often

MADE = 20


def test_the_loop_is_the_fastest_that_is_there() -> None:
    """libuv's, wherever it is installed."""
    loop = new_loop()
    try:
        assert type(loop).__module__.startswith("uvloop")
        assert loop.run_until_complete(loop.run_in_executor(None, lambda: 7)) == 7
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


def test_a_thread_waits_a_millisecond_for_another() -> None:
    """A fifth of Python's own."""
    switch_threads_often()
    assert sys.getswitchinterval() == 0.001


def test_garbage_is_looked_for_while_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst is not held up by it; what is there already is never looked at again."""
    monkeypatch.setattr(runtime, "GARBAGE_SECONDS", 0.01)
    waiting = [True]

    class Loop:
        """A cycle, which is garbage as soon as it is made."""

        def __init__(self) -> None:
            self.itself = self

    async def burst() -> tuple[int, int]:
        loaded = asyncio.Event()
        collecting = asyncio.create_task(collect_garbage(loaded, lambda: not waiting[0]))
        loaded.set()
        await asyncio.sleep(0.05)
        made = [weakref.ref(Loop()) for _ in range(MADE)]
        await asyncio.sleep(0.1)
        kept = sum(one() is not None for one in made)
        waiting[0] = False
        await asyncio.sleep(0.5)
        collecting.cancel()
        return kept, sum(one() is not None for one in made)

    assert asyncio.run(burst()) == (MADE, 0)
    assert gc.get_freeze_count() > 0
