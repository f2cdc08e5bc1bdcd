"""What runs beside a game and ends with it: phones, the voice."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

Companion = Coroutine[Any, Any, None]


async def run_beside(run: Companion, *sides: Companion) -> None:
    """Await `run`, the room's game, and run the sides meanwhile. They must not raise."""
    tasks = [asyncio.create_task(side) for side in sides]
    try:
        await run
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
