"""What somebody has practised alone, for whoever asks: lines, data and a page of it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from improv.core.numerals import digits
from improv.locale.dates import date_text, week_of
from improv.locale.phrases import plain
from improv.packs.practices import practice_names
from improv.practice.calls import Call
from improv.practice.due import due_lines
from improv.practice.progress import Progress, ProgressRow, progress_of, rows_of
from improv.wiring.errors import CannotPlay, WrongUsage, not_found
from improv.wiring.practice import PROGRESS_PAGE, Known, PastPractice
from improv.wiring.report_language import report_language

_NEWEST = 5
"""So many grades of a practice stand in its line."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told of one person, in one language."""

    name: str
    language: str
    progress: Progress
    calls: tuple[Call, ...]
    practices: Mapping[str, str]
    """Number -> name."""
    requests: tuple[str, ...]
    """Titles of those that are due."""

    def lines(self) -> Iterator[str]:
        """A short table for the console: what is due, then a practice a line."""
        say = partial(plain, self.language)
        yield say("progress.title", name=self.name)
        yield say("progress.private")
        yield from self.due_lines()
        for one in self.progress.practices:
            grades = " ".join(str(judged.grade) for judged in one.judged[-_NEWEST:])
            now = one.due <= self.progress.today
            due = say("progress.due.now") if now else date_text(self.language, one.due)
            times = say("progress.calls", count=len(one.judged))
            name = self.practices.get(one.practice, one.practice)
            yield f"  {digits(self.language, grades):>9}  {times}  {due}  {name}"

    def due_lines(self) -> tuple[str, ...]:
        """What is due."""
        due = [self.practices.get(practice, practice) for practice in self.progress.due]
        return due_lines(self.language, due, self.requests)

    def rows(self) -> Iterator[ProgressRow]:
        """The calls, a row each."""
        return rows_of(self.calls, lambda day: (_EPOCH + timedelta(days=day)).isoformat())

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-able values; days as ISO 8601 has them."""

        def iso(day: int) -> str:
            return (_EPOCH + timedelta(days=day)).isoformat()

        return {
            "name": self.name,
            "today": iso(self.progress.today),
            "due": {"practices": self.progress.due, "requests": self.progress.requests_due},
            "heat": self.progress.heat,
            "practices": [
                {
                    "practice": one.practice,
                    "due": iso(one.due),
                    "judged": [{"day": iso(j.day), "grade": j.grade} for j in one.judged],
                }
                for one in self.progress.practices
            ],
            "weeks": [asdict(week) | {"begins": iso(week.begins)} for week in self.progress.weeks],
            "calls": [asdict(row) for row in self.rows()],
        }

    def page(self) -> str:
        """The page."""
        from improv.reports.progress_page import progress_page

        return progress_page(self.name, self.progress, self.language, self.practices, self.requests)


def report_of(data: Path, name: str | None, language: str | None) -> Report:
    """What there is of somebody today; of whoever practised here last where no name is given.

    Raises WrongUsage for somebody who has not practised here, and for a language that the interface
    does not speak; Unreadable.
    """
    spoken = report_language(language)
    now = int(time.time())
    past = PastPractice.of(data, name) if name else PastPractice.last(data)
    try:
        if not past.shifts:
            if past.people and name:
                raise not_found("player", name, past.people)
            raise WrongUsage("wrong.player.none", folder=str(data), command="improv solo")
        calls, known = past.calls(), past.known(now)
    finally:
        past.close()
    progress = progress_of(calls, known.schedule, now, partial(week_of, spoken))
    return Report(
        name=past.name,
        language=spoken,
        progress=progress,
        calls=calls,
        practices=practice_names(spoken),
        requests=titles(known, progress.requests_due, spoken),
    )


def titles(known: Known, requests: Sequence[str], language: str) -> tuple[str, ...]:
    """What requests are called; one that has no title in the language has it in English, or any."""
    found = []
    for request in requests:
        words = known.titles.get(request, {})
        found.append(
            words.get(language) or words.get("en") or next(iter(words.values()), "") or request
        )
    return tuple(found)


def write_page(report: Report, data: Path, file: Path | None) -> Path:
    """Write the page into `file`, else into the data folder; where it is. Raises CannotPlay."""
    target = file or data / PROGRESS_PAGE
    try:
        if file is None:
            target.parent.mkdir(exist_ok=True)
        target.write_text(report.page(), "utf-8")
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(target), why=why) from None
    return target
