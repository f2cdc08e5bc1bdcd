"""Surveys: formats in which nobody plays and the room is asked, and each slip at its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from improv.core.formats import PhaseKind
from improv.packs.formats import load_format

MOOD = "formats/mood.yaml"
TEXT = """id: mood
practices: [A2]
seats: []
phases: []
draws: []
tail: {vote: 40}
ballot:
  criteria:
    - {id: now}
    - {id: back, again: true}
words:
  en:
    name: How are we?
    objective: It is a feeling.
    criteria:
      now: {name: Now, question: How is it right now?, 1: Bad, 2: So so, 3: Good, 4: Great}
      back: {name: Looking back, 1: Bad, 2: So so, 3: Good, 4: Great}
"""

SAMPLES = """  - {reel: one, pile: prompt, answer: weak}
  - {reel: two, pile: prompt, answer: good}
"""


def test_a_survey_is_its_question_and_its_answers(collection: Path) -> None:
    """Nothing is drawn, played, rung or told before it; the second time it may ask more."""
    (collection / MOOD).write_text(TEXT, encoding="utf-8")
    mood = load_format(collection / MOOD)
    assert mood.survey
    assert [(one.kind, one.seconds) for one in mood.phases] == [
        (PhaseKind.VOTE, 40),
        (PhaseKind.RESULT, None),
    ]
    assert not mood.has_rules
    assert [one.again for one in mood.ballot.criteria] == [False, True]
    assert mood.words["en"]["criterion.now.question"] == "How is it right now?"


def test_each_sample_is_read_and_rated(collection: Path) -> None:
    """In their order, with a vote for each; then the answers, and the talk where it has a time."""
    text = TEXT.replace("draws: []", "draws:\n" + SAMPLES).replace(", again: true", "")
    text = text.replace("{vote: 40}", "{vote: 40, debrief: 60}")
    text += "    phases: {sample: A sample}\n"
    (collection / MOOD).write_text(text, encoding="utf-8")
    mood = load_format(collection / MOOD)
    assert [reel.answer for reel in mood.draws] == ["weak", "good"]
    assert [(one.id, one.turn) for one in mood.phases] == [
        ("sample", 1),
        ("vote", 1),
        ("sample-2", 2),
        ("vote-2", 2),
        ("result", 0),
        ("debrief", 0),
    ]
    assert mood.words["en"]["phase.sample-2"] == "A sample"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    - {id: now}\n",
            "    - {id: now, again: true}\n",
            "`again` leaves a sample unrated, or nothing to ask the first time (remove it)",
        ),
        (
            "again: true}",
            "again: ▸perhaps}",
            "again cannot be `perhaps` (use one of: true)",
        ),
        (
            "draws: []",
            "draws: [{reel: one, pile: prompt, answer: ▸bad}, {reel: two, pile: prompt}]",
            "answer cannot be `bad` (use one of: weak, good)",
        ),
        (
            "draws: []",
            "draws: [{reel: one, pile: prompt, answer: weak}]",
            "there are 1 samples to hear and 2 things to rate"
            " (name one thing to rate for each sample, in the same order)",
        ),
        (
            "seats: []",
            "seats: [{id: agent}]",
            "phases is an empty list (name at least one)",
        ),
    ],
)
def test_each_slip_of_a_survey(
    expect: Callable[..., None], old: str, new: str, message: str
) -> None:
    """One wrong thing gives one problem, with its remedy."""
    text = TEXT.replace(old, new)
    if "remove it)" in message and "unrated" in message:
        text = text.replace("ballot:\n  criteria", "ballot:\n  ▸criteria")
    if "samples to hear" in message:
        text = text.replace("ballot:\n  criteria", "ballot:\n  ▸criteria")
    if "draws" in new:
        text = text.replace(", again: true", "") + "    phases: {sample: A sample}\n"
    if "agent" in new:
        text = text.replace("phases: []", "phases: ▸[]")
    expect({MOOD: text}, message)
