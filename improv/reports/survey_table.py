"""What a room was asked before and after, as tables: its first answers beside its last."""

from collections.abc import Iterator, Sequence

from improv.core.summary import RoundSummary
from improv.core.tally import Distribution
from improv.core.votes import GRADES
from improv.reports.take_away import Column, Section, Table, TableRow
from improv.scenes.survey import agreed
from improv.scenes.words import Names


def survey_sections(surveys: Sequence[RoundSummary], language: str) -> Iterator[Section]:
    """A section for each survey that has figures: its first answers, and its last."""
    for name in dict.fromkeys(one.format for one in surveys):
        asked = [one for one in surveys if one.format == name and one.tally and one.tally.criteria]
        if asked:
            yield _section(asked[0], asked[-1], language)


def _section(first: RoundSummary, last: RoundSummary, language: str) -> Section:
    feet: tuple[str, ...] = ()
    say = Names(language, last.details.words if last.details else {})
    again = first is not last
    if last.cards:  # of samples the spread now, and how far the room agreed the first time
        feet = tuple(agreed(_given(last), _given(first) if again else (), say))
    columns = (
        list(_columns(first, say, say.say("survey.before"))) if again and not last.cards else []
    )
    columns += _columns(last, say)
    counts = [figures for _, figures in columns]
    criterion = next(iter(last.tally.criteria)) if last.tally else ""
    rows = tuple(
        TableRow(
            say.beside((say.figures(grade), say.grade(criterion, grade))),
            tuple(say.figures(figures[grade - 1]) for figures in counts),
        )
        for grade in reversed(GRADES)
    )
    table = Table("", tuple(column for column, _ in columns), rows)
    note = say.own.get("objective", "")
    return Section(say.game(last.format), note, table=table, feet=feet)


def _given(one: RoundSummary) -> tuple[Distribution, ...]:
    return tuple(map(Distribution, one.tally.criteria.values())) if one.tally else ()


def _columns(
    one: RoundSummary, say: Names, title: str = ""
) -> Iterator[tuple[Column, tuple[int, ...]]]:
    """Each question with how many gave each grade; under `title`, else under its name."""
    for criterion, counts in one.tally.criteria.items() if one.tally else ():
        answered = say.say("report.voted", count=sum(counts))
        yield Column(title or say.criterion(criterion), answered), counts
