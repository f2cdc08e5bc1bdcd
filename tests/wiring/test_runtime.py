"""The interpreter's settings: what a game that serves hundreds of sockets sets."""

import gc
import sys

from improv.wiring.runtime import collect_garbage_rarely, new_loop, switch_threads_often


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


def test_garbage_is_looked_for_rarely_and_only_among_what_is_new() -> None:
    """What is there already is never looked at again."""
    collect_garbage_rarely()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == 20_000
