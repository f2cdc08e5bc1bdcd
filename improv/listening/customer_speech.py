"""When the customer speaks: a loudspeaker that plays nothing and notes what the others play.

It stands beside those that are heard, in the same calls, so its times are those of the sound; a
mixer needs some 30 ms more until the air moves.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock

from improv.core.sound_cues import Cue
from improv.director.ports import Clip
from improv.listening.take import CustomerLine


class CustomerSpeech:
    """A director.ports.Loudspeaker. Called on the room's loop, read from any thread."""

    def __init__(self, now: Callable[[], int]) -> None:
        """`now`: the session clock, in ms."""
        self._now = now
        self._lines: list[CustomerLine] = []
        self._held: int | None = None
        """Since when speech is paused."""
        self._lock = Lock()

    def clear(self) -> None:
        """Forget what was said; a line that is being said stays."""
        with self._lock:
            self._lines = [line for line in self._lines if line.ended > self._now()]

    @property
    def lines(self) -> tuple[CustomerLine, ...]:
        """What was said, in order; the last may end later than now."""
        with self._lock:
            return tuple(self._lines)

    @property
    def audible(self) -> bool:
        """Nobody hears it: whether anything is read aloud, the others decide."""
        return False

    def expect(self, clips: Sequence[Clip]) -> None:
        """Nothing to do."""

    def say(self, clip: Clip) -> None:
        """A line begins, instead of the one that is being said."""
        self.hush()
        now = self._now()
        with self._lock:
            self._lines.append(CustomerLine(now, now + clip.lasts, clip.file))

    def hold(self, on: bool) -> None:
        """A line that is being said stands still, or goes on where it stood."""
        now = self._now()
        with self._lock:
            if on and self._held is None:
                self._held = now
            elif not on and self._held is not None:
                # In a pause the session clock stands still, too, while the screen is black not.
                since, self._held = self._held, None
                if self._lines and self._lines[-1].ended > since:
                    last = self._lines[-1]
                    late = now - max(since, last.began)
                    began = now if last.began >= since else last.began
                    self._lines[-1] = replace(last, began=began, ended=last.ended + late)

    def hush(self) -> None:
        """The line ends here."""
        now = self._now()
        with self._lock:
            if self._lines and self._lines[-1].ended > now:
                self._lines[-1] = replace(self._lines[-1], ended=now)

    def cue(self, cue: Cue) -> None:
        """Sounds are no speech."""

    def volume(self, level: int) -> None:
        """Nothing to do."""
