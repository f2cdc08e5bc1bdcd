"""The answers of a survey: a column for each question, and for what was answered the first time.

A feeling, or how a room heard something, has no grade: the whole distribution is shown, and of
samples how far the room agrees. Knows tallies; never who answered what.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from improv.core.tally import Distribution, Tally
from improv.core.view_models import ProjectorView
from improv.core.votes import GRADES
from improv.scenes.figures import Bar, bars
from improv.scenes.parts import Label
from improv.scenes.words import Names


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
    columns = tuple(survey_columns(tally, view.before, names))
    objective = view.format.get("objective", "")
    return SurveyResult(grades, columns, (objective,) if objective else (), summary)


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
