"""What was measured of one spoken answer: times, pace and loudness, in whole numbers.

An answer lies behind what the customer said, which may be read aloud in several lines. Knows no
sound and no judgement: scenes say what a measure may mean and what it cannot know. There is no
score in it and no count of words, fillers or apologies.
"""

from dataclasses import dataclass
from itertools import pairwise

LONGEST_TAKE = 300_000
"""ms: no recording is longer, so no measured time is."""
FASTEST = 1_000
"""Syllables a minute; more is no speech."""
LOUDEST_SPEECH = 120
"""dB; between the softest and the loudest sample of 16 bits there are 96."""
THIRDS = 3
MOST_SPANS = 200
"""Of a kind in a timeline; a journal keeps no more."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, in ms from the beginning of a recording."""

    begins: int
    ends: int

    @property
    def lasts(self) -> int:
        """ms."""
        return self.ends - self.begins


@dataclass(frozen=True, slots=True)
class Timeline:
    """Who spoke when in a recording. Of each kind in order, without overlaps.

    Raises ValueError for times outside the recording, and for more than MOST_SPANS of a kind.
    """

    lasts: int
    """ms."""
    customer: tuple[Span, ...]
    answer: tuple[Span, ...]
    """What counts as the answer."""
    backchannels: tuple[Span, ...] = ()
    """Short sounds such as "mm-hm" while the customer speaks: listening, not answering."""
    overlaps: tuple[Span, ...] = ()
    """Where the answer lies over the customer's words before these end."""
    pauses: tuple[Span, ...] = ()
    """The silences between two stretches of the answer."""

    def __post_init__(self) -> None:
        if not 0 <= self.lasts <= LONGEST_TAKE:
            raise ValueError(f"a recording of {self.lasts} ms")
        kinds = (self.customer, self.answer, self.backchannels, self.overlaps, self.pauses)
        for spans in kinds:
            if len(spans) > MOST_SPANS:
                raise ValueError(f"{len(spans)} stretches of a kind")
            if any(not 0 <= one.begins <= one.ends <= self.lasts for one in spans):
                raise ValueError(f"times outside 0..{self.lasts} ms")
            if any(before.ends > after.begins for before, after in pairwise(spans)):
                raise ValueError("stretches that are not in order")


@dataclass(frozen=True, slots=True)
class MeasuredAnswer:
    """One answer. Raises ValueError for what cannot have been measured.

    All times are ms, from the end of what the customer said (or from the answer's first word, if
    that came earlier) to the end of the recording.
    """

    began: int | None
    """From the end of the customer's speech to the first word; negative: before that end, and so
    into the customer's words. None: nobody was heard."""
    talk: int
    """How long somebody spoke, in all."""
    silence: int
    """How long nobody did, once the customer had finished: before, between and after the words."""
    longest_pause: int
    """The longest silence between two stretches of the answer."""
    interrupted: int = 0
    """How long both spoke at once. Short sounds such as "mm-hm" while the customer speaks are
    listening, and not in here."""
    leaked: bool = False
    """The microphone heard the customer: what it heard before the customer's end is not used, so
    nothing is known of an early beginning."""
    clipped: bool = False
    """The sound was too loud for the microphone: loudness is not known."""
    noisy: bool = False
    """Speech was hardly louder than the room: its edges are not sure."""
    pace: tuple[int, ...] = ()
    """Syllables a minute of speech, in each third of it; a single figure for all of a short answer;
    none where it was too short to say."""
    loudness: tuple[int, ...] = ()
    """dB above the noise of the room, in the same parts as `pace`."""

    def __post_init__(self) -> None:
        times = (self.talk, self.silence, self.longest_pause, self.interrupted)
        if not all(0 <= time <= LONGEST_TAKE for time in times):
            raise ValueError(f"times outside 0..{LONGEST_TAKE} ms: {times}")
        if (self.began is None) != (self.talk == 0):
            raise ValueError("an answer has a beginning if somebody spoke, and only then")
        if self.began is not None and abs(self.began) > LONGEST_TAKE:
            raise ValueError(f"began at {self.began} ms")
        if self.longest_pause > self.silence or self.interrupted > self.talk:
            raise ValueError("a part is longer than the whole")
        if self.interrupted and (self.leaked or self.began is None or self.began >= 0):
            raise ValueError("nobody interrupts who has not begun early")
        for figures, most in ((self.pace, FASTEST), (self.loudness, LOUDEST_SPEECH)):
            if len(figures) not in (0, 1, THIRDS) or not all(0 <= one <= most for one in figures):
                raise ValueError(f"figures of no answer: {figures}")

    @property
    def lasts(self) -> int:
        """How long the answer was waited for and given, in ms, once the customer had finished."""
        return self.talk - self.interrupted + self.silence


@dataclass(frozen=True, slots=True)
class HeardAnswer:
    """An answer of a call, and the phase in which it was given."""

    phase_id: int
    answer: MeasuredAnswer
    timeline: Timeline | None = None
    """None where only the measures were kept."""
