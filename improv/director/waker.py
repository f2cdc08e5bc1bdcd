"""How a room on one thread wakes the loop on another that shows it. Knows neither of them."""

import threading


class Waker(threading.Event):
    """Set when there is something new to see: from any thread, before there is a window or after.

    Whoever looks clears it before, so that nothing is missed.
    """

    ended = False
    """The room is gone: stop showing it."""

    def end(self) -> None:
        """Let whoever shows the room stop."""
        self.ended = True
        self.set()
