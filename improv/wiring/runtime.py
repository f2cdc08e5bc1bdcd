"""The interpreter's own settings, which are the whole process's: set here and nowhere else."""

import asyncio
import gc
import sys
from collections.abc import Callable
from itertools import count


def new_loop() -> asyncio.AbstractEventLoop:
    """The fastest loop there is for hundreds of sockets: libuv's, where it can be had."""
    try:
        import uvloop
    except ImportError:  # Windows
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


def switch_threads_often() -> None:
    """Let the room's thread wait for the drawing one a millisecond at most, not five."""
    # It gives the interpreter away with every packet, and hundreds come at once.
    sys.setswitchinterval(0.001)


GARBAGE_SECONDS = 0.03
"""How often garbage is looked for: the more is new, the longer everybody waits."""
IDLE_SECONDS = 0.002
"""How soon it is asked again whether nobody waits, once it is time."""
MOST_GARBAGE = 50_000
"""So many new ones are looked through even while many wait: a burst makes 20,000."""
WHOLE_EVERY = round(5 * 60 / GARBAGE_SECONDS)
"""After so many times, five minutes, all objects are looked through, and not only the new ones."""
_NEVER = 1_000_000


async def collect_garbage(loaded: asyncio.Event, is_idle: Callable[[], bool]) -> None:
    """Look for garbage while nobody waits, until cancelled; not among the cards, which stay."""
    # Next to nothing here is kept alive by a cycle, so that reference counts free it; but looking
    # for cycles among what a hundred ballots have made takes as long as counting them. How many
    # objects are new is not asked: gc counts only how many more there are than before.
    await loaded.wait()
    gc.freeze()
    gc.set_threshold(MOST_GARBAGE, 10, _NEVER)  # all of them take half a second in a hundred rooms
    for times in count(1):
        await asyncio.sleep(GARBAGE_SECONDS)
        while not is_idle():
            await asyncio.sleep(IDLE_SECONDS)
        gc.collect(1 if times % WHOLE_EVERY else 2)
