"""What a microphone heard, in words: never a judgement, and always what cannot be known."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core.measures import MeasuredAnswer, Span, Timeline
from improv.locale.phrases import without_isolates
from improv.scenes.listening import (
    MOST_REMARKS,
    ListeningScene,
    listening,
    open_microphone,
    question,
    trouble,
)
from improv.scenes.words import Names
from tests.core.test_measures import measured

LANGUAGES = ("en", "fa", "ar", "he")
ENGLISH = Names("en")
ANSWER = MeasuredAnswer(began=640, talk=12_000, silence=3_000, longest_pause=800)
TIMELINE = Timeline(
    30_000,
    customer=(Span(1_000, 6_000),),
    answer=(Span(5_500, 9_000), Span(12_000, 24_000)),
    backchannels=(Span(3_000, 3_300),),
    overlaps=(Span(5_500, 6_000),),
    pauses=(Span(9_000, 12_000),),
)
ALL = st.tuples(measured(), st.integers(1, 5), st.lists(st.tuples(st.integers(1, 5), measured())))


def remarks(answer: MeasuredAnswer, heat: int = 2, *earlier: tuple[int, MeasuredAnswer]) -> str:
    """All that is said of an answer in English, without marks of direction."""
    found = listening(ENGLISH, answer, None, heat, earlier).remarks
    return without_isolates("\n".join(f"{one.heard} {one.may_mean}" for one in found))


def texts(scene: ListeningScene) -> list[str]:
    """Every word of a scene."""
    remarks = [text for one in scene.remarks for text in (one.heard, one.may_mean)]
    labels = [one.label for one in (*scene.answer.stretches, *scene.between)]
    rows = [scene.customer.label, scene.answer.label]
    return [scene.title, scene.unknown, scene.play, *rows, *remarks, *labels, *scene.in_words]


@given(ALL, st.sampled_from(LANGUAGES))
def test_every_answer_has_words(
    given: tuple[MeasuredAnswer, int, list[tuple[int, MeasuredAnswer]]], language: str
) -> None:
    """In every language: few remarks, each with what it may mean, and what nobody knows."""
    answer, heat, earlier = given
    scene = listening(Names(language), answer, None, heat, earlier)
    assert 1 <= len(scene.remarks) <= MOST_REMARKS
    assert all(one.heard and one.may_mean for one in scene.remarks)
    assert len({one.heard for one in scene.remarks}) == len(scene.remarks)
    assert scene.unknown == Names(language).say("listening.unknown")
    assert [*scene.customer.stretches, *scene.answer.stretches] == []
    assert scene.marks == ()


@given(ALL)
def test_no_figure_is_a_score(
    given: tuple[MeasuredAnswer, int, list[tuple[int, MeasuredAnswer]]],
) -> None:
    """The only figures are seconds: no percent, no points, nothing out of anything."""
    answer, heat, earlier = given
    for text in map(without_isolates, texts(listening(ENGLISH, answer, None, heat, earlier))):
        assert re.fullmatch(r"(?:[^\d%]|\d+(?:\.\d)? s\b)*", text), text


@pytest.mark.parametrize(
    ("began", "interrupted", "heard"),
    [
        (-2_100, 1_600, "You began 2.1 s before the customer had finished."),
        (-250, 250, "You began as the customer finished."),
        (-900, 0, "You began as the customer finished."),
        (150, 0, "You began as the customer finished."),
        (640, 0, "You began 0.6 s after the customer."),
        (4_260, 0, "It was silent for 4.3 s before you began."),
        (14_260, 0, "It was silent for 14 s before you began."),
    ],
)
def test_how_an_answer_began(began: int, interrupted: int, heard: str) -> None:
    """From early to late; a moment of overlap is how people change turns."""
    assert remarks(replace(ANSWER, began=began, interrupted=interrupted)).startswith(heard)


def test_an_early_answer_may_be_kind() -> None:
    """Neither reading is the only one."""
    said = remarks(replace(ANSWER, began=-2_000, interrupted=2_000))
    assert "as if nobody listened" in said
    assert "sympathy" in said


def test_nobody_was_heard() -> None:
    """Nothing else is said of it."""
    assert remarks(MeasuredAnswer(None, 0, 20_000, 0)).count("\n") == 0


def test_where_the_customer_was_heard_no_early_beginning_is_claimed_or_denied() -> None:
    """Only a beginning that is late enough to be sure."""
    said = remarks(replace(ANSWER, leaked=True, began=380))
    assert said.startswith("The microphone heard the customer, too. So nobody can tell")
    assert "You began" not in said
    assert "It was silent for 2.0 s" in remarks(replace(ANSWER, leaked=True, began=2_000))


@pytest.mark.parametrize(
    ("loudness", "heat", "heard"),
    [
        ((20, 22, 25), 2, "You got louder towards the end. It can be warmth"),
        ((20, 22, 25), 4, "You got louder towards the end. With somebody this angry"),
        ((25, 22, 20), 2, "You got softer towards the end. It can be calm"),
        ((25, 22, 20), 5, "You got softer towards the end. It can take heat out"),
        ((20, 24, 21), 5, "Your voice stayed as loud as it began"),
    ],
)
def test_loudness_against_the_heat(loudness: tuple[int, ...], heat: int, heard: str) -> None:
    """The same change is another thing with an angry customer."""
    assert heard in remarks(replace(ANSWER, loudness=loudness), heat)


def test_loudness_against_calmer_customers() -> None:
    """Only against those who were calmer, and never where it was too loud to be measured."""
    loud, soft = (replace(ANSWER, loudness=(level,)) for level in (30, 22))
    assert "louder than with the calmer" in remarks(loud, 3, (1, soft))
    assert "louder than with the calmer" not in remarks(loud, 3, (3, soft))
    assert "louder than with the calmer" not in remarks(loud, 3, (1, loud))
    clipped = replace(ANSWER, clipped=True)
    assert "louder than" not in remarks(clipped, 3, (1, soft))
    assert "nothing is known of how loud" in remarks(clipped, 5)


def test_pace() -> None:
    """A fifth faster or slower is said, less is not."""
    assert "faster" in remarks(replace(ANSWER, pace=(200, 220, 245)))
    assert "slower" in remarks(replace(ANSWER, pace=(245, 220, 200)))
    for even in ((200, 240, 210), (230,), (0, 100, 200)):
        said = remarks(replace(ANSWER, pace=even))
        assert "faster" not in said
        assert "slower" not in said


def test_pauses_and_long_answers() -> None:
    """A long pause is said; so is that there was none."""
    assert "Your longest pause lasted 2.4 s." in remarks(replace(ANSWER, longest_pause=2_400))
    long = replace(ANSWER, talk=31_000, longest_pause=600)
    assert "hardly a gap" in remarks(long)
    assert "hardly a gap" not in remarks(replace(long, longest_pause=1_000))
    assert "hardly louder than the room" in remarks(replace(ANSWER, noisy=True))


def test_the_timeline() -> None:
    """Both rows, what lies between them, and marks at whole seconds."""
    scene = listening(ENGLISH, ANSWER, TIMELINE, 2)
    assert (scene.customer.label, scene.answer.label) == ("Customer", "You")
    assert [round(one.begins * 30) for one in scene.customer.stretches] == [1]
    assert [one.label for one in scene.answer.stretches] == ["A short sound", "", ""]
    assert [one.label for one in scene.between] == ["Both at once", "Pause"]
    assert [one.label for one in scene.marks] == [f"0:{n:02}" for n in range(0, 31, 5)]
    assert scene.marks[-1].at == 1.0
    assert list(map(without_isolates, scene.in_words)) == [
        "0:01 to 0:06: Customer",
        "0:03 to 0:04: A short sound",
        "0:05 to 0:06: Both at once",
        "0:05 to 0:09: You",
        "0:09 to 0:12: Pause",
        "0:12 to 0:24: You",
    ]
    long = listening(ENGLISH, ANSWER, replace(TIMELINE, lasts=300_000), 2)
    assert [one.label for one in long.marks] == [f"{n}:00" for n in range(6)]


def test_digits_are_those_of_the_language() -> None:
    """Also the point, unless Latin digits were chosen."""
    said = {
        tag: without_isolates(listening(Names(tag), ANSWER, None, 2).remarks[0].heard)
        for tag in ("fa", "ar", "he", "fa-u-nu-latn")
    }
    assert "۰٫۶" in said["fa"]
    assert "٠٫٦" in said["ar"]
    assert "0.6" in said["he"]
    assert "0.6" in said["fa-u-nu-latn"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_says_what_is_kept(language: str) -> None:
    """Nothing, or where; and that nothing leaves the machine."""
    names = Names(language)
    asked = question(names)
    assert names.say("listening.question.local") in asked.lines
    assert names.say("listening.question.passing") in asked.lines
    kept = question(names, "/home/me/takes")
    assert names.say("listening.question.local") in kept.lines
    assert names.say("listening.question.passing") not in kept.lines
    assert "--keep" in without_isolates("".join(kept.lines))
    assert "/home/me/takes" in without_isolates("".join(kept.lines))
    assert asked.yes != asked.no
    assert open_microphone(names)


def test_a_trouble_says_what_helps() -> None:
    """The command for what is missing, or the system's own sentence."""
    install = trouble(ENGLISH, "no_extra", "", "pip install it")
    assert "pip install it" in without_isolates(install)
    assert "busy" in trouble(ENGLISH, "unusable", "device busy", "")
