"""When the customer spoke, from the calls that every loudspeaker gets."""

from pathlib import Path

from improv.core.sound_cues import Cue
from improv.director.combined_loudspeaker import CombinedLoudspeaker
from improv.director.ports import Clip
from improv.listening.customer_speech import CustomerSpeech
from improv.listening.take import CustomerLine

CLIP = Clip(Path("a.wav"), 1_500, ())


class Time:
    """A session clock that a test sets."""

    at = 1_000

    def now(self) -> int:
        """ms."""
        return self.at


def test_lines_have_their_times() -> None:
    """From the call on, as long as the clip is; a cue is none."""
    time = Time()
    speech = CustomerSpeech(time.now)
    loud = CombinedLoudspeaker(speech)
    assert not loud.audible
    loud.volume(5)
    loud.expect([CLIP])
    loud.cue(Cue.BELL)
    loud.say(CLIP)
    time.at = 2_900
    loud.say(CLIP)
    first, second = speech.lines
    assert first == CustomerLine(1_000, 2_500, CLIP.file)
    assert second == CustomerLine(2_900, 4_400, CLIP.file)
    time.at = 3_000
    speech.clear()
    assert [*speech.lines] == [second]


def test_a_line_that_is_broken_off_ends_there() -> None:
    """By a hush, or by the next one; what has ended is not changed by either."""
    time = Time()
    speech = CustomerSpeech(time.now)
    speech.hush()
    speech.say(CLIP)
    time.at = 1_400
    speech.say(CLIP)
    time.at = 1_600
    speech.hush()
    time.at = 9_000
    speech.hush()
    assert [(line.began, line.ended) for line in speech.lines] == [(1_000, 1_400), (1_400, 1_600)]


def test_speech_stands_still_while_the_screen_is_black() -> None:
    """There the session clock goes on; in a pause it does not, and nothing is added."""
    time = Time()
    speech = CustomerSpeech(time.now)
    speech.say(CLIP)
    time.at = 1_200
    speech.hold(True)
    speech.hold(False)
    speech.hold(True)
    time.at = 6_200
    speech.hold(False)
    assert speech.lines == (CustomerLine(1_000, 7_500, CLIP.file),)
    time.at = 9_000
    speech.hold(True)
    time.at = 9_900
    speech.hold(False)
    assert speech.lines[-1].ended == 7_500


def test_a_line_of_a_pause_begins_with_its_end() -> None:
    """As a mixer plays it then."""
    time = Time()
    speech = CustomerSpeech(time.now)
    speech.hold(True)
    time.at = 2_000
    speech.say(CLIP)
    time.at = 3_000
    speech.hold(False)
    assert speech.lines == (CustomerLine(3_000, 4_500, CLIP.file),)
