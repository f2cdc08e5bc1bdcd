"""How a room on one thread wakes the loop on another that shows it. Knows neither of them."""

import threading


class Waker:
    """`wake` and `end` may be called from any thread, before there is a window and after."""

    def __init__(self) -> None:
        self.ended = False
        self._woken = threading.Event()

    def wake(self) -> None:
        """There is something new to see."""
        self._woken.set()

    def end(self) -> None:
        """The room is gone: stop showing it."""
        self.ended = True
        self._woken.set()

    def clear(self) -> None:
        """Forget what is new: called before looking, so that nothing is missed."""
        self._woken.clear()

    def wait(self, seconds: float) -> bool:
        """Sleep so long, or until woken; whether it was woken."""
        return self._woken.wait(seconds)
