"""The page over several sessions: practices by session, and how the room grew. Without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from improv.locale.dates import date_text
from improv.locale.phrases import phrase
from improv.reports.page import render
from improv.reports.session_page import PlayedSession
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class Column:
    """One session of the tables."""

    date: str
    scenes: str
    share: float | None
    """Of 3s and 4s among its grades, 0 to 1; None where it has no figures."""
    percent: str


def sessions_page(
    sessions: Sequence[PlayedSession], language: str, practices: Mapping[str, str]
) -> str:
    """The whole page; `sessions` are the oldest first. `practices`: number -> name."""
    names = Names(language)
    teams = {one.details.team for one in sessions}
    team = teams.pop() if len(teams) == 1 else ""
    counted = [[own.trained for _, own in one.scenes] for one in sessions]
    trained = {one for scenes in counted for practised in scenes for one in practised}
    rows = [
        (name, [names.figures(n) if n else "" for n in _times(number, counted)])
        for number, name in practices.items()
        if number in trained
    ]
    columns = [_column(one, names) for one in sessions]
    return render(
        "sessions-page.html",
        language,
        fonts=True,
        size="dense" if len(rows) > 36 else "close" if len(rows) > 22 else "roomy",
        title=phrase(language, "report.several", team=team)
        if team
        else phrase(language, "report.several.room"),
        columns=columns,
        rows=rows,
        growth=any(one.share is not None for one in columns),
        waiting_count=len(practices) - len(rows),
    )


def _times(practice: str, counted: Sequence[Sequence[Sequence[str]]]) -> list[int]:
    """In how many scenes of each session it was."""
    return [sum(practice in practised for practised in scenes) for scenes in counted]


def _column(one: PlayedSession, names: Names) -> Column:
    grades = [
        counts
        for scene, _ in one.scenes
        if scene.tally is not None
        for counts in scene.tally.criteria.values()
    ]
    whole = sum(map(sum, grades))
    share = sum(threes + fours for _, _, threes, fours in grades) / whole if whole else None
    return Column(
        date=date_text(names.language, one.day),
        scenes=names.say("report.scenes", count=len(one.scenes)),
        share=share,
        percent="" if share is None else names.percent(share),
    )
