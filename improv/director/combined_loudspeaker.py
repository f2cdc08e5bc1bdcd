"""Several loudspeakers as one: this machine's own and the pages of the stage."""

from collections.abc import Sequence

from improv.core.sound_cues import Cue
from improv.director.ports import Clip, Loudspeaker


class CombinedLoudspeaker:
    """A director.ports.Loudspeaker that plays on each of them."""

    def __init__(self, *loudspeakers: Loudspeaker) -> None:
        self._all = loudspeakers

    @property
    def audible(self) -> bool:
        """Whether anybody hears one of them."""
        return any(one.audible for one in self._all)

    def expect(self, clips: Sequence[Clip]) -> None:
        """These lines come next."""
        for one in self._all:
            one.expect(clips)

    def say(self, clip: Clip) -> None:
        """Play a line from its beginning, instead of what is being said."""
        for one in self._all:
            one.say(clip)

    def hold(self, on: bool) -> None:
        """Stand still in the middle of a word, or go on."""
        for one in self._all:
            one.hold(on)

    def hush(self) -> None:
        """Break off what is being said."""
        for one in self._all:
            one.hush()

    def cue(self, cue: Cue) -> None:
        """Play a sound, softly while somebody speaks."""
        for one in self._all:
            one.cue(cue)

    def volume(self, level: int) -> None:
        """How loud everything is, 0 to 10."""
        for one in self._all:
            one.volume(level)
