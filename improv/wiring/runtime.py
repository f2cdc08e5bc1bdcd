"""The interpreter's own settings, which are the whole process's: set here and nowhere else."""

import asyncio
import gc
import sys
from collections.abc import Callable


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
"""How often garbage is thought of: the more is new, the longer everybody waits."""
LEAST_GARBAGE = 500
"""So many objects are new before it is looked for among them."""
MOST_GARBAGE = 50_000
"""So many new ones are looked through even while many wait: a burst makes 20,000."""
WHOLE_EVERY = round(5 * 60 / GARBAGE_SECONDS)
"""After so many times, five minutes, all objects are looked through, and not only the new ones."""
_NEVER = 1_000_000


async def collect_garbage(loaded: asyncio.Event, is_idle: Callable[[], bool]) -> None:
    """Look for garbage while nobody waits, until cancelled; not among the cards, which stay."""
    # Next to nothing here is kept alive by a cycle, so that reference counts free it; but looking
    # for cycles among what a hundred ballots have made takes as long as counting them.
    await loaded.wait()
    gc.freeze()
    gc.set_threshold(MOST_GARBAGE, 10, _NEVER)  # all of them take half a second in a hundred rooms
    times = 0
    while True:
        await asyncio.sleep(GARBAGE_SECONDS)
        times += 1
        if is_idle() and gc.get_count()[0] >= LEAST_GARBAGE:
            whole = times >= WHOLE_EVERY
            gc.collect(2 if whole else 1)
            times = 0 if whole else times
