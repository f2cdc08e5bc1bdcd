"""The answers of a survey: a column for each question, and for what was answered the first time.

A feeling, or how a room heard something, has no grade: the whole distribution is shown, and of
samples how far the room agrees. Knows tallies; never who answered what.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from improv.core.tally import Distribution, Tally, agreement
from improv.core.view_models import ProjectorView
from improv.core.votes import GRADES
from improv.scenes.cards import round_of
from improv.scenes.figures import Bar, bars
from improv.scenes.parts import Label
from improv.scenes.solo import QuotesScene
from improv.scenes.words import Names

MOST_NOTES = 2
"""Lines under a result: with more the bars would be thin."""


@dataclass(frozen=True, slots=True)
class Column:
    """How everybody answered one question."""

    title: str
    bars: tuple[Bar, ...]
    """The highest grade first; a full bar is everybody who answered."""
    alt_text: str
    """The counts in words, for those who do not see the bars."""


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What the room answered: beside each other where it was asked more than once."""

    grades: tuple[Label, ...]
    """What each grade means, the highest first; the figure is the grade, and the kind."""
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    """How it is to be read."""
    summary: str
    """How many answered."""


def survey_result(
    view: ProjectorView, tally: Tally, names: Names, summary: str
) -> SurveyResult | None:
    """The distributions; None where so few answered that they would name people."""
    if not tally.has_figures or not tally.criteria:
        return None
    asked = next(iter(tally.criteria))
    grades = tuple(
        Label("", names.grade(asked, grade), names.figures(grade), str(grade))
        for grade in reversed(GRADES)
    )
    samples = view.round is not None and bool(view.round.reels)
    columns = tuple(survey_columns(tally, None if samples else view.before, names))
    objective = view.format.get("objective", "")
    now, then = (one.criteria.values() if one else () for one in (tally, view.before))
    notes = (objective, *(agreed(now, then, names) if samples else ()))
    return SurveyResult(grades, columns, tuple(filter(None, notes))[-MOST_NOTES:], summary)


def agreed(
    now: Iterable[Distribution], then: Iterable[Distribution], names: Names
) -> Iterator[str]:
    """How far the room agrees on the samples, and how far it did the first time."""
    for name, samples in (("survey.agreement", now), ("survey.agreement.before", then)):
        if found := agreement(samples):
            same, near = (names.percent(float(share)) for share in (found.same, found.near))
            yield names.say(name, same=same, near=near)


def sample(view: ProjectorView, names: Names) -> QuotesScene:
    """What a customer says and what they are answered, while the room hears it."""
    said = round_of(view).sample
    quotes = (
        Label("speech", said.get("text", ""), names.seat("customer"), "prompt"),
        Label("headset", said.get("answer", ""), names.seat("agent"), "business"),
    )
    note = view.format.get(f"instruction.{view.phase}", "")
    return QuotesScene(quotes, note, note)


def survey_columns(tally: Tally, before: Tally | None, names: Names) -> Iterator[Column]:
    """What was answered the first time, then what is answered now."""
    for counted in before.criteria.values() if before else ():
        yield _column(names.say("survey.before"), counted, names)
    for criterion, counted in tally.criteria.items():
        yield _column(names.criterion(criterion), counted, names)


def _column(title: str, counted: Distribution, names: Names) -> Column:
    one, two, three, four = counted.counts
    alt = names.say("result.counts", one=one, two=two, three=three, four=four)
    return Column(title, bars(counted, counted.total, names), alt)
