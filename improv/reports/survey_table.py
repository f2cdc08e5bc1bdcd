"""What a room was asked before and after, as tables: its first answers beside its last."""

from collections.abc import Iterator, Sequence

from improv.core.summary import RoundSummary
from improv.core.votes import GRADES
from improv.reports.take_away import Column, Section, Table, TableRow
from improv.scenes.words import Names


def survey_sections(surveys: Sequence[RoundSummary], language: str) -> Iterator[Section]:
    """A section for each survey that has figures: its first answers, and its last."""
    for name in dict.fromkeys(one.format for one in surveys):
        asked = [one for one in surveys if one.format == name and one.tally and one.tally.criteria]
        if asked:
            yield _section(asked[0], asked[-1], language)


def _section(first: RoundSummary, last: RoundSummary, language: str) -> Section:
    say = Names(language, last.details.words if last.details else {})
    columns = [] if first is last else list(_columns(first, say, say.say("survey.before")))
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
    return Section(say.game(last.format), say.own.get("objective", ""), table=table)


def _columns(
    one: RoundSummary, say: Names, title: str = ""
) -> Iterator[tuple[Column, tuple[int, ...]]]:
    """Each question with how many gave each grade; under `title`, else under its name."""
    for criterion, counts in one.tally.criteria.items() if one.tally else ():
        answered = say.say("report.voted", count=sum(counts))
        yield Column(title or say.criterion(criterion), answered), counts
