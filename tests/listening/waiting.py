"""A session clock, and waiting for what other processes do."""

import time
from collections.abc import Callable


class Clock:
    """A session clock that begins with the test."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def __call__(self) -> int:
        """ms."""
        return round((time.monotonic() - self._since) * 1000)


def until(what: Callable[[], object], seconds: float = 20) -> None:
    """Wait until it is true."""
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it never was"
        time.sleep(0.005)
