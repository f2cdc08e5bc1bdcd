"""Takes of known onsets are measured within 50 ms, and what cannot be known is not claimed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.core.measures import Span
from improv.listening.analysis import analyse
from improv.listening.take import CustomerLine, Take
from improv.listening.voice_activity import LEAST_PAUSE
from tests.listening.sounds import (
    ANSWERS,
    LANGUAGES,
    Sound,
    mixed,
    noise,
    pcm,
    seconds,
    spoken,
    spoken_at,
    trimmed,
)
from tests.listening.takes import BEGAN, asked, customer, in_a_room, line, sentences, spans, take

EDGE = 50
"""ms: within so much is every onset and every end."""


def answer(late: float = 0.8, pause: float = 1.2) -> list[tuple[float, Sound]]:
    """Three sentences, the first so long after the customer, then a short pause and a long one."""
    first, second, third = sentences()
    begins = asked() + late
    again = begins + seconds(first) + pause
    return [(begins, first), (again, second), (again + seconds(second) + 3, third)]


def near(found: Sequence[Span], known: Sequence[Span], edge: int = EDGE) -> bool:
    """Whether they are the same within a tolerance."""
    assert len(found) == len(known), found
    for one, other in zip(found, known, strict=True):
        assert one.begins == pytest.approx(other.begins, abs=edge)
        assert one.ends == pytest.approx(other.ends, abs=edge)
    return True


@pytest.mark.parametrize(("room", "edge"), [(1, EDGE), (15, EDGE), (60, EDGE), (200, 2 * EDGE)])
@pytest.mark.one_in(2)
def test_an_answer_after_the_customer(tmp_path: Path, room: float, edge: int) -> None:
    """In a silent room, a quiet one, by a fan and in an open office: -90 to -44 dB of noise."""
    parts = answer()
    found = analyse(take(20, parts, [line(tmp_path)], room))
    assert near(found.timeline.answer, spans(parts), edge)
    [said] = found.timeline.customer
    assert near([said], [Span(1000, round(asked() * 1000))])
    measured = found.answer
    talk = sum(round(1000 * seconds(sound)) for _, sound in parts)
    assert measured.began == pytest.approx(800, abs=2 * EDGE)
    assert measured.talk == pytest.approx(talk, abs=6 * EDGE)
    assert measured.lasts == pytest.approx(1000 * (20 - asked()), abs=EDGE)
    assert measured.longest_pause == pytest.approx(3000, abs=2 * EDGE)
    assert [one.lasts for one in found.timeline.pauses] == [
        pytest.approx(1200, abs=2 * EDGE),
        pytest.approx(3000, abs=2 * EDGE),
    ]
    assert (measured.interrupted, measured.leaked, measured.clipped) == (0, False, False)
    assert not measured.noisy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_speech(tmp_path: Path, language: str) -> None:
    """The detector knows no language."""
    texts = {
        "en": "I am sorry that you had to wait for so long.",
        "fa": "خیلی متأسفم که این همه مدت منتظر ماندید.",
        "ar": "أنا آسف لأنك انتظرت كل هذا الوقت.",
        "he": "אני מצטער שהיית צריך לחכות כל כך הרבה זמן.",
    }
    (said,) = spoken((texts[language],), language)
    parts = [(asked() + 1, said)]
    found = analyse(take(asked() + 7, parts, [line(tmp_path)]))
    assert near(
        [Span(found.timeline.answer[0].begins, found.timeline.answer[-1].ends)], spans(parts)
    )


def test_who_begins_early_is_seen(tmp_path: Path) -> None:
    """How long before the end, and how long both spoke."""
    first, second, _ = sentences()
    parts = [(asked() - 1.5, first), (asked() + 4, second)]
    found = analyse(take(18, parts, [line(tmp_path)]))
    assert found.answer.began == pytest.approx(-1500, abs=2 * EDGE)
    assert found.answer.interrupted == pytest.approx(1500, abs=2 * EDGE)
    assert not found.answer.leaked
    asks = round(asked() * 1000)
    assert near(found.timeline.overlaps, [Span(asks - 1500, asks)])


def test_a_sound_of_listening_is_no_interruption(tmp_path: Path) -> None:
    """ "Mm-hm" while the customer speaks is shown, and the answer begins with the answer."""
    (hm,) = spoken(("Yes.",))
    first, *_ = sentences()
    assert seconds(hm) < 0.7
    parts = [(asked() + 0.9, first)]
    found = analyse(take(14, [(3.0, hm), *parts], [line(tmp_path)]))
    assert near(found.timeline.backchannels, spans([(3.0, hm)]), 120)
    assert near(found.timeline.answer, spans(parts))
    assert found.answer.began == pytest.approx(900, abs=2 * EDGE)
    assert found.answer.interrupted == 0


def test_two_lines_are_one_turn(tmp_path: Path) -> None:
    """A breath between them is no end; who speaks into it has begun early."""
    first, *_ = sentences()
    again = asked() + 0.5
    ends = again + seconds(customer())
    lines = [line(tmp_path), line(tmp_path, at=again)]
    found = analyse(take(ends + 6, [(ends + 0.7, first)], lines))
    assert near(found.timeline.customer, [Span(1000, round(ends * 1000))])
    assert found.answer.began == pytest.approx(700, abs=2 * EDGE)
    early = analyse(take(ends + 6, [(asked() + 0.1, first)], lines))
    assert early.answer.began == pytest.approx(-1000 * (ends - asked() - 0.1), abs=2 * EDGE)


def test_what_the_customer_adds_later_is_another_turn(tmp_path: Path) -> None:
    """Something that is read aloud in the midst of the answer does not make it an early one."""
    parts = answer()
    lines = [line(tmp_path), line(tmp_path, at=parts[1][0] + 0.5)]
    found = analyse(take(20, parts, lines))
    assert len(found.timeline.customer) == 2
    assert found.answer.began == pytest.approx(800, abs=2 * EDGE)
    assert found.answer.interrupted == 0


@pytest.mark.parametrize("gain", [0.5, 0.1, 0.02])
@pytest.mark.one_in(3)
def test_the_customer_in_the_microphone(tmp_path: Path, gain: float) -> None:
    """Without headphones the customer's voice is no answer, and it is said that it was heard."""
    parts = answer()
    heard = [(1.0, in_a_room(customer(), gain)), *parts]
    found = analyse(take(20, heard, [line(tmp_path)]))
    assert found.answer.leaked
    assert near(found.timeline.answer, spans(parts))
    assert found.answer.began == pytest.approx(800, abs=2 * EDGE)
    assert found.answer.interrupted == 0


def test_nothing_is_claimed_of_an_early_answer_that_cannot_be_told_apart(tmp_path: Path) -> None:
    """Where both are in the microphone, the answer counts from the customer's end."""
    first, second, _ = sentences()
    heard = [(1.0, in_a_room(customer(), 0.1)), (asked() - 1, first), (asked() + 4, second)]
    found = analyse(take(16, heard, [line(tmp_path)])).answer
    assert found.leaked
    assert found.interrupted == 0
    assert found.began is not None
    assert 0 <= found.began < 600


def test_a_customer_in_the_microphone_who_says_more(tmp_path: Path) -> None:
    """A later turn that leaks, too, is no answer."""
    first, second, _ = sentences()
    again = asked() + 0.8 + seconds(first) + 1
    ends = again + seconds(customer())
    sounds = [(at, in_a_room(customer(), 0.1)) for at in (1.0, again)]
    parts = [(asked() + 0.8, first), (ends + 1, second)]
    lines = [line(tmp_path), line(tmp_path, at=again)]
    found = analyse(take(ends + 6, [*sounds, *parts], lines))
    assert found.answer.leaked
    assert near(found.timeline.answer, spans(parts))


def hum(lasts: float) -> Sound:
    """A fan and the mains."""
    at = np.arange(round(lasts * 16_000)) / 16_000
    sound: Sound = 500 * np.sin(2 * np.pi * 50 * at) + 250 * np.sin(2 * np.pi * 150 * at)
    return sound


def keys(lasts: float) -> Sound:
    """Somebody types, five keys a second."""
    there = np.zeros(round(lasts * 16_000))
    click = noise(0.02, 3_000) * np.exp(-np.arange(320) / 60)
    for first in range(0, len(there) - 320, 3_200):
        there[first : first + 320] += click
    return there


@pytest.mark.parametrize(
    "heard",
    [np.zeros(16_000 * 12), noise(12, 15), noise(12, 1_500), hum(12), keys(12), np.zeros(0)],
    ids=["zeros", "room", "loud noise", "hum", "keys", "nothing"],
)
@pytest.mark.one_in(2)
def test_nobody_speaks(tmp_path: Path, heard: Sound) -> None:
    """Silence and noises are no answer."""
    found = analyse(Take(pcm(heard), BEGAN, (line(tmp_path),)))
    assert found.answer.began is None
    assert found.answer.talk == 0
    assert found.timeline.answer == ()
    assert found.answer.pace == found.answer.loudness == ()


@pytest.mark.slow
def test_speech_that_is_hardly_louder_than_the_room(tmp_path: Path) -> None:
    """It is measured less sharply, and said to be so."""
    parts = answer()
    level = np.sqrt((sentences()[0] ** 2).mean())
    found = analyse(take(20, parts, [line(tmp_path)], level / 2.2))
    assert found.answer.noisy
    assert found.answer.began == pytest.approx(800, abs=250)
    assert not analyse(take(20, parts, [line(tmp_path)], level / 10)).answer.noisy


def test_sound_that_is_too_loud_for_the_microphone(tmp_path: Path) -> None:
    """Its times are right, its loudness is not known."""
    parts = [(at, 10 * sound) for at, sound in answer()]
    found = analyse(take(20, parts, [line(tmp_path)]))
    assert found.answer.clipped
    assert found.answer.loudness == ()
    assert near(found.timeline.answer, spans(parts))


def test_loudness_changes_in_decibels(tmp_path: Path) -> None:
    """Half as much is 6 dB less, whatever was said."""
    soft = spoken(ANSWERS)
    parts, at = [], asked() + 1
    for gain in (0.25, 0.5, 1.0):
        for one in soft[:2]:
            parts.append((at, gain * one))
            at += seconds(one) + 0.4
    found = analyse(take(at + 1, parts, [line(tmp_path)], 15)).answer
    first, second, third = found.loudness
    assert second - first == pytest.approx(6, abs=1.5)
    assert third - second == pytest.approx(6, abs=1.5)
    loud = 20 * np.log10(np.sqrt((np.concatenate(soft[:2]) ** 2).mean()) / 15)
    assert third == pytest.approx(loud, abs=2.5)


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("tomato potato tomato potato tomato potato", 18),
        ("mama papa mama papa mama papa mama papa", 16),
        ("I am sorry that you had to wait for so long.", 12),
        ("This is the third time that I have called you today.", 13),
        ("Let me find out where our driver is at this moment.", 13),
    ],
)
@pytest.mark.one_in(3)
def test_pace_is_syllables_a_minute(text: str, syllables: int) -> None:
    """Within a fifth of what is there."""
    (said,) = spoken((text,))
    known = 60 * syllables / seconds(said)
    [found] = analyse(take(seconds(said) + 2, [(1.0, said)])).answer.pace
    assert found == pytest.approx(known, rel=0.2)


@pytest.mark.slow
def test_who_gets_faster_is_seen() -> None:
    """In thirds of the speech, not of the time."""
    slow, middle, fast = (trimmed(each) for each in voices_at((0.75, 1.0, 1.35)))
    at, parts = 1.0, []
    for one in (slow, middle, fast):
        parts.append((at, one))
        at += seconds(one) + 2
    found = analyse(take(at, parts)).answer.pace
    first, second, third = found
    assert first < second < third
    assert third / first > 1.3


def voices_at(rates: Sequence[float]) -> list[Sound]:
    """About four seconds of the same words at each rate."""
    words = "We will find your parcel today, and somebody will call you before six o'clock."
    found = []
    for rate in rates:
        said = spoken_at(words, rate)
        count = max(round(4 / seconds(said)), 1)
        found.append(np.concatenate([said] * count))
    return found


def test_a_short_answer_has_no_pace(tmp_path: Path) -> None:
    """A word or two say nothing of it."""
    (yes,) = spoken(("Yes.",))
    found = analyse(take(10, [(asked() + 1, yes)], [line(tmp_path)])).answer
    assert found.talk == pytest.approx(1000 * seconds(yes), abs=3 * EDGE)
    assert found.pace == found.loudness == ()


def test_where_nothing_was_read_aloud_the_turn_counts(tmp_path: Path) -> None:
    """The answer is waited for from the instant that the game says."""
    first, *_ = sentences()
    one = replace(take(9, [(3.5, first)]), asked=BEGAN + 2_000)
    assert analyse(one).answer.began == pytest.approx(1500, abs=EDGE)
    assert analyse(replace(one, asked=None)).answer.began == pytest.approx(3500, abs=EDGE)
    assert analyse(replace(one, asked=BEGAN - 9_000)).answer.began == pytest.approx(3500, abs=EDGE)
    assert analyse(replace(one, asked=BEGAN + 90_000)).answer.silence == 0


@pytest.mark.parametrize("content", [b"", b"RIFF", b"RIFF\x24\0\0\0WAVEfmt "])
def test_a_file_of_the_customer_that_is_damaged_or_gone(tmp_path: Path, content: bytes) -> None:
    """Its times stay what the loudspeaker was asked for."""
    parts = answer()
    there = line(tmp_path)
    assert there.file is not None
    there.file.write_bytes(content)
    found = analyse(take(20, parts, [there, replace(there, file=tmp_path / "gone.wav")]))
    assert near(found.timeline.customer, [Span(900, round(asked() * 1000) + 300)])
    assert found.answer.began == pytest.approx(500, abs=2 * EDGE)


def test_pauses_are_as_long_as_the_field_says() -> None:
    """A silence of 150 ms belongs to the words; one of 400 does not."""
    first, second, _ = sentences()
    for gap, count in ((0.15, 0), (0.4, 1)):
        parts = [(1.0, first), (1.0 + seconds(first) + gap, second)]
        found = analyse(take(9, parts)).timeline
        assert len(found.pauses) == count
        assert all(one.lasts >= LEAST_PAUSE for one in found.pauses)


def test_what_was_found_out_while_recording_is_used() -> None:
    """Only the rest is looked at again."""
    first, *_ = sentences()
    whole = pcm(mixed(8, [(2.0, first)]))
    deaf = Take(whole, BEGAN, speech=(0.0,) * (len(whole) // 1024))
    assert analyse(deaf).answer.talk == 0
    half = Take(whole, BEGAN, speech=(0.0,) * 30)
    assert near(analyse(half).timeline.answer, spans([(2.0, first)]))


STRETCHES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=8)
LINES = st.lists(st.tuples(st.integers(-3_000, 12_000), st.integers(0, 6_000)), max_size=4)


@settings(deadline=None)
@given(STRETCHES, LINES, st.integers(0, 12_000), st.none() | st.integers(-5_000, 20_000))
def test_whoever_speaks_when_the_measures_fit_each_other(
    stretches: list[tuple[int, int]],
    lines: list[tuple[int, int]],
    lasts: int,
    asked: int | None,
) -> None:
    """Any order of silence and speech, any lines of the customer, before, in and after the take."""
    speech = [at for off, on in stretches for at in (*[0.0] * off, *[1.0] * on)]
    speech = [*speech, *[0.0] * (lasts // 32 + 1)][: lasts // 32]
    loud = np.repeat(np.array(speech, float), 512) * 4_000 + 10
    sound = np.random.default_rng(0).normal(0, 1, len(loud)) * loud
    customer = tuple(CustomerLine(at, at + long) for at, long in lines)
    found = analyse(Take(pcm(sound), 0, customer, asked, tuple(speech)))
    timeline, measured = found.timeline, found.answer
    for row in (timeline.customer, timeline.answer, timeline.backchannels, timeline.pauses):
        assert all(0 <= one.begins < one.ends <= timeline.lasts for one in row)
        assert all(one.ends <= other.begins for one, other in pairwise(row))
    assert measured.talk == sum(one.lasts for one in timeline.answer)
    assert measured.interrupted == sum(one.lasts for one in timeline.overlaps)
    assert measured.silence <= timeline.lasts
