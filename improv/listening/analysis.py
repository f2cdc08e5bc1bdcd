"""From a take to its timeline and measures: who spoke when, how fast and how loud.

The measures are those of the field, none of them is a judgement. A pause is a silence of 250 ms and
more (Goldman-Eisler 1968; De Jong & Bosker 2013). A turn is begun where somebody speaks on; a short
sound while the other speaks is a backchannel, and no interruption (Yngve 1970; Schegloff 1982).
Syllables are peaks of the vowels' level between dips of 2 dB (De Jong & Wempe 2009).

Needs the extra `listen`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from improv.core.measures import (
    FASTEST,
    LOUDEST_SPEECH,
    MOST_SPANS,
    THIRDS,
    MeasuredAnswer,
    Span,
    Timeline,
)
from improv.listening import customer_sound
from improv.listening.spectrum import FRAME_MS, Floats, Spectrum, spectrum
from improv.listening.take import LARGEST, CustomerLine, Take
from improv.listening.voice_activity import (
    CHUNK_BYTES,
    CHUNK_MS,
    LEAST_PAUSE,
    LEAST_SPEECH,
    Detector,
    stretches,
)

LISTENING = 700
"""ms; a sound that ends while the customer speaks is a backchannel if it is not longer ..."""
ALONE = 500
"""... and nothing follows for so long."""
TURN = 1_000
"""ms between two lines of the customer that are one turn."""

AUDIBLE, CLEAR = 6, 12
"""dB above the noise: what is softer is no speech; what is softer than CLEAR has no sure edges."""
ECHO = 300
"""ms that the customer is heard after the end, where the microphone hears them."""

FULL_SCALE, CLIPPED = 32_000, 0.001
"""A sample that is too large, and the share of such samples in speech that is too loud."""

SHORT, LONG = 2_000, 9_000
"""ms of speech: of less there is no pace, of less than LONG there are no thirds of it."""
_DIP = 2.0
"""dB."""
_VOWEL = 25
"""dB below the loudest vowels, what is softer is none."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one take says."""

    answer: MeasuredAnswer
    timeline: Timeline


def analyse(take: Take, sound: Spectrum | None = None) -> Analysis:
    """Measure a take of any length and content. `sound`: its spectrum, if that is known."""
    samples = np.frombuffer(take.samples[:LARGEST], "<i2")
    sound = spectrum(samples) if sound is None else sound
    lasts = len(samples) // 16
    heard, floor = _speech(take, sound)
    noisy = bool(heard) and _level(sound.level, heard) - floor < CLEAR
    lines = [_Line.of(line, take) for line in sorted(take.customer, key=lambda line: line.began)]
    turns = _turns(lines, lasts)
    late = _leak(lines, sound, heard)
    if late is not None:
        heard = _without(heard, [Span(one.begins, one.ends + late + ECHO) for one in turns])
    ends = _asked(take, turns, heard, lasts)
    backchannels = [one for one in heard if _is_backchannel(one, heard, turns, ends)]
    answer = [one for one in heard if one not in backchannels]
    ends = _asked(take, turns, answer, lasts)
    overlaps = [] if late is not None else _overlaps(answer, turns, ends)
    pauses = _pauses(answer, ends)
    talk = sum(one.lasts for one in answer)
    spoken = sum(min(one.ends, lasts) - max(one.begins, ends) for one in answer if one.ends > ends)
    clipped = _is_clipped(samples, answer)
    loudness = () if clipped else _loudness(sound.level, answer, floor)
    measured = MeasuredAnswer(
        began=answer[0].begins - ends if answer else None,
        talk=talk,
        silence=max(lasts - ends - spoken, 0),
        longest_pause=max((one.lasts for one in pauses), default=0),
        interrupted=sum(one.lasts for one in overlaps),
        leaked=late is not None,
        clipped=clipped,
        noisy=noisy,
        pace=_pace(sound.vowels, answer),
        loudness=loudness,
    )
    kinds = (turns, answer, backchannels, overlaps, pauses)
    return Analysis(measured, Timeline(lasts, *(_within(kind, lasts) for kind in kinds)))


def _within(kind: Sequence[Span], lasts: int) -> tuple[Span, ...]:
    """What a timeline holds of a kind: its last frame may end behind the last sample."""
    cut = (Span(min(one.begins, lasts), min(one.ends, lasts)) for one in kind[:MOST_SPANS])
    return tuple(cut)


# Who spoke when.


def _speech(take: Take, sound: Spectrum) -> tuple[list[Span], float]:
    """Where somebody speaks, and the level of the noise around it in dB."""
    likely = list(take.speech)
    rest = take.samples[len(likely) * CHUNK_BYTES : LARGEST]
    if len(rest) >= CHUNK_BYTES:
        likely += Detector().probabilities(rest)
    rough = [Span(one.first * CHUNK_MS, one.last * CHUNK_MS) for one in stretches(likely)]
    floor = _floor(sound.level, rough)
    found: list[Span] = []
    for one in (_refined(one, sound.level, floor) for one in rough):
        if one is None:
            continue
        if found and one.begins - found[-1].ends < LEAST_PAUSE:
            one = Span(found.pop().begins, one.ends)
        found.append(one)
    return [one for one in found if one.lasts >= LEAST_SPEECH], floor


def _floor(level: Floats, speech: Sequence[Span]) -> float:
    """The level of what is no speech; where everything is, of its softest moments."""
    quiet = np.ones(len(level), bool)
    for one in speech:
        quiet[_frame(one.begins - 100) : _frame(one.ends + 100)] = False
    if quiet.sum() >= 20:
        return float(np.median(level[quiet]))
    return float(np.percentile(level, 5)) if len(level) else 0.0


def _refined(one: Span, level: Floats, floor: float) -> Span | None:
    """With edges where the sound rises out of the noise, and falls back; None if it does not."""
    first, last = _frame(one.begins - 100), min(_frame(one.ends + 50), len(level))
    inside = level[first:last]
    loudest = float(np.percentile(inside, 90)) if len(inside) else 0.0
    if loudest < floor + AUDIBLE:
        return None
    edge = max(floor + AUDIBLE, loudest - 30)
    loud = np.flatnonzero(inside >= edge)
    if not len(loud):
        return None
    return Span((first + int(loud[0])) * FRAME_MS, (first + int(loud[-1]) + 1) * FRAME_MS)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the customer, in ms of the take; it may have begun before."""

    begins: int
    ends: int
    sound: Spectrum | None

    @classmethod
    def of(cls, line: CustomerLine, take: Take) -> Self:
        """From the clock of the session."""
        sound = None if line.file is None else customer_sound.read(line.file)
        return cls(line.began - take.began, line.ended - take.began, sound)

    @property
    def voiced(self) -> Span:
        """Without the silence of its file, before and after the voice."""
        if self.sound is None:
            return Span(self.begins, self.ends)
        first, last = customer_sound.voiced(self.sound)
        ends = min(self.begins + last * FRAME_MS, self.ends)
        return Span(min(self.begins + first * FRAME_MS, ends), ends)


def _turns(lines: Iterable[_Line], lasts: int) -> list[Span]:
    """When the customer spoke: lines that follow each other closely are one turn."""
    found: list[Span] = []
    for one in (line.voiced for line in lines):
        begins, ends = max(one.begins, 0), min(one.ends, lasts)
        if ends <= begins:
            continue
        if found and begins - found[-1].ends < TURN:
            found[-1] = Span(found[-1].begins, max(ends, found[-1].ends))
        else:
            found.append(Span(begins, ends))
    return found


def _asked(take: Take, turns: Sequence[Span], speech: Sequence[Span], lasts: int) -> int:
    """The end of the turn that is answered: of the last that had begun when the answer did."""
    if not turns:
        asked = 0 if take.asked is None else take.asked - take.began
        return min(max(asked, 0), lasts)
    begins = speech[0].begins if speech else lasts
    begun = [turn for turn in turns if turn.begins <= begins]
    return (begun[-1] if begun else turns[0]).ends


def _is_backchannel(one: Span, speech: Sequence[Span], turns: Iterable[Span], ends: int) -> bool:
    if one.lasts > LISTENING or one.ends > ends:
        return False
    if not any(turn.begins <= one.begins and one.ends <= turn.ends for turn in turns):
        return False
    return not any(0 <= other.begins - one.ends < ALONE for other in speech)


def _without(speech: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The speech outside of other spans."""
    left = list(speech)
    for other in others:
        cut = [Span(one.begins, min(one.ends, other.begins)) for one in left]
        cut += [Span(max(one.begins, other.ends), one.ends) for one in left]
        left = [one for one in cut if one.lasts >= LEAST_SPEECH]
    return sorted(left, key=lambda one: one.begins)


def _overlaps(answer: Iterable[Span], turns: Sequence[Span], ends: int) -> list[Span]:
    """Where the answer lies over the turn that is answered, or over one before."""
    both = (
        Span(max(one.begins, turn.begins), min(one.ends, turn.ends))
        for one in answer
        for turn in turns
        if turn.ends <= ends
    )
    return [each for each in both if each.lasts > 0]


def _pauses(answer: Sequence[Span], ends: int) -> list[Span]:
    """The silences between its stretches, once the customer had finished."""
    between = (Span(max(a.ends, ends), b.begins) for a, b in pairwise(answer))
    return [one for one in between if one.lasts >= LEAST_PAUSE]


def _leak(lines: Iterable[_Line], sound: Spectrum, speech: Sequence[Span]) -> int | None:
    """How late the microphone heard the customer, in ms; None: it did not, as far as is known."""
    for line in lines:
        if line.sound is None or not any(
            one.begins < line.ends and one.ends > line.begins for one in speech
        ):
            continue  # not known, or too soft to be taken for speech
        late = customer_sound.lag(sound, line.sound, line.begins // FRAME_MS)
        if late is not None:
            return max(late * FRAME_MS, 0)
    return None


# How fast and how loud.


def _parts(answer: Sequence[Span]) -> list[list[Span]]:
    """Thirds of the speech, all of it where it is short, nothing where it is too short."""
    talk = sum(one.lasts for one in answer)
    if talk < SHORT:
        return []
    if talk < LONG:
        return [list(answer)]
    parts: list[list[Span]] = [[] for _ in range(THIRDS)]
    before = 0
    for one in answer:
        for number, part in enumerate(parts):
            first, last = talk * number // THIRDS, talk * (number + 1) // THIRDS
            begins = one.begins + max(first - before, 0)
            ends = one.begins + min(last - before, one.lasts)
            if ends > begins:
                part.append(Span(begins, ends))
        before += one.lasts
    return parts


def _pace(vowels: Floats, answer: Sequence[Span]) -> tuple[int, ...]:
    """Syllables a minute of each part."""
    peaks = np.array([at for one in answer for at in _syllables(vowels, one)])
    found = []
    for part in _parts(answer):
        count = sum(int(((peaks >= one.begins) & (peaks < one.ends)).sum()) for one in part)
        found.append(min(round(60_000 * count / sum(one.lasts for one in part)), FASTEST))
    return tuple(found)


def _syllables(vowels: Floats, one: Span) -> list[int]:
    """The instants of its syllables' peaks, in ms."""
    there = vowels[_frame(one.begins) : _frame(one.ends)]
    if len(there) < 5:
        return []
    kernel = np.hanning(9)[1:-1] / np.hanning(9).sum()
    smooth = np.convolve(np.pad(there, 3, mode="edge"), kernel, "valid")
    least = float(np.percentile(smooth, 99)) - _VOWEL
    found: list[int] = []
    low, high, peak = smooth[0], None, 0
    for at, level in enumerate(smooth):
        if high is None:
            low = min(low, level)
            if level > low + _DIP and level > least:
                high, peak = level, at
        elif level > high:
            high, peak = level, at
        elif level < high - _DIP:
            found.append(one.begins + peak * FRAME_MS)
            low, high = level, None
    if high is not None:
        found.append(one.begins + peak * FRAME_MS)
    return found


def _level(level: Floats, speech: Iterable[Span]) -> float:
    """The level of speech, in dB: a mean of its power."""
    there = [level[_frame(one.begins) : _frame(one.ends)] for one in speech]
    return float(10 * np.log10(np.mean(10 ** (np.concatenate(there) / 10))))


def _loudness(level: Floats, answer: Sequence[Span], floor: float) -> tuple[int, ...]:
    """dB of each part above the noise."""
    found = (_level(level, part) - floor for part in _parts(answer))
    return tuple(min(max(round(one), 0), LOUDEST_SPEECH) for one in found)


def _is_clipped(samples: NDArray[np.int16], answer: Iterable[Span]) -> bool:
    """Whether a share of the speech is as loud as samples can be."""
    there = [samples[one.begins * 16 : one.ends * 16] for one in answer]
    if not there:
        return False
    spoken = np.concatenate(there)
    return float(((spoken >= FULL_SCALE) | (spoken <= -FULL_SCALE)).mean()) >= CLIPPED


def _frame(ms: int) -> int:
    return max(ms // FRAME_MS, 0)
