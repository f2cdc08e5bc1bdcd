"""Several loudspeakers as one: what one plays all play, and it is enough that one is heard."""

from pathlib import Path

import pytest

from improv.core.sound_cues import Cue
from improv.director.combined_loudspeaker import CombinedLoudspeaker
from improv.director.ports import Clip
from tests.fakes import FakeLoudspeaker


def loudspeaker(*, audible: bool) -> FakeLoudspeaker:
    """One that writes down what it plays."""
    return FakeLoudspeaker(lambda: 0, audible=audible)


@pytest.mark.parametrize(
    ("audible", "together"), [((True, False), True), ((False, True), True), ((False, False), False)]
)
def test_it_is_audible_where_one_is(audible: tuple[bool, bool], together: bool) -> None:
    """Asked anew each time: devices and pages come and go."""
    one, other = (loudspeaker(audible=each) for each in audible)
    both = CombinedLoudspeaker(one, other)
    assert both.audible is together
    other.audible = True
    assert both.audible


def test_every_one_plays_everything() -> None:
    """Heard or not: somebody may begin to listen in the middle of a line."""
    each = loudspeaker(audible=True), loudspeaker(audible=False)
    both, clip = CombinedLoudspeaker(*each), Clip(Path("a line"), 100, (0,))
    both.volume(4)
    both.expect([clip])
    both.say(clip)
    both.hold(True)
    both.hold(False)
    both.cue(Cue.BELL)
    both.hush()
    for one in each:
        assert [what for _, what in one.played] == ["say a line", "hold", "go on", "hush"]
        assert (one.level, one.expected, one.cues) == (4, ["a line"], [Cue.BELL])
