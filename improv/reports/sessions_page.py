"""The page over several sessions: practices by session, and how the room grew. Without names."""

from collections.abc import Iterator, Mapping, Sequence

from improv.locale.dates import date_text
from improv.locale.phrases import isolate
from improv.reports.session_page import PlayedSession
from improv.reports.take_away import Column, Section, Share, Table, TableRow, TakeAway
from improv.scenes.words import Names


def sessions_page(
    sessions: Sequence[PlayedSession], language: str, practices: Mapping[str, str]
) -> TakeAway:
    """The whole page; `sessions` are the oldest first. `practices`: number -> name."""
    names = Names(language)
    say = names.say
    teams = {one.details.team for one in sessions}
    team = teams.pop() if len(teams) == 1 else ""
    counted = [[own.trained for _, own in one.scenes] for one in sessions]
    trained = {one for scenes in counted for practised in scenes for one in practised}
    rows = tuple(
        TableRow(name, tuple(names.figures(n) if n else "" for n in _times(number, counted)))
        for number, name in practices.items()
        if number in trained
    )
    columns = tuple(
        Column(date_text(language, one.day), say("report.scenes", count=len(one.scenes)))
        for one in sessions
    )
    shares = tuple(_shares(sessions, names))
    growth = Section(say("report.growth"), say("report.growth.how"), shares=shares)
    waiting = len(practices) - len(rows)
    matrix = Section(
        say("report.matrix"),
        say("report.matrix.how"),
        table=Table(say("report.practice"), columns, rows),
        feet=(
            *([say("report.waiting", count=waiting)] if waiting else ()),
            say("report.nameless"),
        ),
    )
    return TakeAway(
        language=language,
        title=say("report.several", team=team) if team else say("report.several.room"),
        head=f"{isolate(columns[0].date)} – {isolate(columns[-1].date)}",
        notice=say("report.lenient.title"),
        notice_why=say("report.lenient"),
        sections=(growth, matrix) if shares else (matrix,),
        size="dense" if len(rows) > 36 else "close" if len(rows) > 22 else "roomy",
        day=sessions[-1].day,
    )


def _times(practice: str, counted: Sequence[Sequence[Sequence[str]]]) -> list[int]:
    """In how many scenes of each session it was."""
    return [sum(practice in practised for practised in scenes) for scenes in counted]


def _shares(sessions: Sequence[PlayedSession], names: Names) -> Iterator[Share]:
    """Of 3s and 4s among all grades of each session that has figures."""
    for one in sessions:
        grades = [
            counts
            for scene, _ in one.scenes
            if scene.tally is not None
            for counts in scene.tally.criteria.values()
        ]
        if whole := sum(map(sum, grades)):
            share = sum(threes + fours for _, _, threes, fours in grades) / whole
            yield Share(date_text(names.language, one.day), share, names.percent(share))
