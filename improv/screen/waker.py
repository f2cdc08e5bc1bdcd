"""How a room on another thread wakes the loop that shows it. Knows nothing of either."""

import threading


class Waker:
    """`wake` and `end` may be called from any thread, before there is a window and after."""

    def __init__(self) -> None:
        self.ended = False
        self._asked = threading.Event()

    def wake(self) -> None:
        """There is something new to see."""
        self._asked.set()

    def end(self) -> None:
        """The room is gone: stop showing it."""
        self.ended = True
        self._asked.set()

    def heard(self) -> None:
        """The loop is about to look: what comes from now on wakes it anew."""
        self._asked.clear()

    def wait(self, seconds: float) -> bool:
        """Sleep so long, or until woken; whether it was woken."""
        return self._asked.wait(seconds)
