"""A take to hear again: what the customer said and the answer, as they lay beside each other.

Needs the extra `listen`.
"""

import numpy as np

from improv.core.measures import Timeline
from improv.listening import customer_sound
from improv.listening.take import RATE, Take, wav

TAIL = 1_000
"""ms that are heard after the last word."""


def playback(take: Take, timeline: Timeline, *, leaked: bool) -> bytes:
    """A WAV file that begins with the take. `leaked`: the take has the customer's sound already."""
    spoken = [one.ends for one in (*timeline.customer, *timeline.answer, *timeline.backchannels)]
    lasts = min(max(spoken, default=timeline.lasts) + TAIL, timeline.lasts)
    mixed = np.frombuffer(take.samples, "<i2")[: lasts * RATE // 1000].astype(np.int32)
    for line in () if leaked else take.customer:
        sound = None if line.file is None else customer_sound.samples(line.file)
        if sound is None:
            continue
        first = (line.began - take.began) * RATE // 1000
        sound = sound[max(-first, 0) : (line.ended - take.began) * RATE // 1000 - first]
        first = max(first, 0)
        there = mixed[first : first + len(sound)]
        there += sound[: len(there)]
    return wav(np.clip(mixed, -32_768, 32_767).astype("<i2").tobytes())
