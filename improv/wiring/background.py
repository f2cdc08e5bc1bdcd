"""Tasks that run beside a game and end with it: the phones' server, the voice."""

import asyncio
from collections.abc import Coroutine
from typing import Any

Job = Coroutine[Any, Any, None]


async def run_with(game: Job, *companions: Job) -> None:
    """Await `game` while the companions run; then cancel them and wait until they are done."""
    # Companions handle their own errors. One that raises all the same does not end the game and
    # does not keep the others from being cancelled; its error is raised when the game is over.
    tasks = [asyncio.create_task(companion) for companion in companions]
    try:
        await game
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error
