"""The interpreter's own settings, which are the whole process's: set here and nowhere else."""

import asyncio
import gc
import sys


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


def collect_garbage_rarely() -> None:
    """Call it once cards and modules are loaded, which stay to the end."""
    # Next to nothing here is kept alive by a cycle, so that reference counts free it. Searching for
    # cycles among all the cards takes longer than counting a hundred ballots.
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
