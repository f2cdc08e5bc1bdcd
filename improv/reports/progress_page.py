"""The page of what somebody practised alone: what is due, each practice over time, the weeks.

Charts are drawn in the page's direction: time runs as its reader reads. Everything that is drawn is
written in a table, too. Units of the drawings are CSS pixels before they are scaled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from improv.core.numerals import digits
from improv.locale.dates import date_text
from improv.locale.phrases import direction, phrase
from improv.practice.progress import PracticeProgress, Progress, Week
from improv.reports.page import figure_text, render

STRIP_WIDTH, STRIP_HEIGHT = 320, 64
"""Of the dots of one practice."""
MARGIN = 9
"""Around them: a dot is not cut."""
BAR, GAP, CHART_HEIGHT = 26, 8, 120
HOTTEST = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """One call of a practice."""

    x: float
    y: float
    grade: int


@dataclass(frozen=True, slots=True)
class Strip:
    """One practice: its dots, and the same in words."""

    name: str
    dots: tuple[Dot, ...]
    grades: str
    """All of them, the oldest first."""
    latest: int
    times: int
    due: str
    """A date; empty where it is due now."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of a chart."""

    x: float
    y: float
    height: float
    text: str
    """Over it; empty where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One bar a week."""

    title: str
    bars: tuple[Bar, ...]
    width: float


def progress_page(
    name: str,
    progress: Progress,
    language: str,
    practices: Mapping[str, str],
    requests: Sequence[str],
) -> str:
    """The whole page. `practices`: number -> name; `requests`: titles of those that are due."""
    rtl = direction(language) == "rtl"
    played = [judged.day for one in progress.practices for judged in one.judged]
    first = min(played, default=progress.today)

    def strip(one: PracticeProgress) -> Strip:
        due = "" if one.due <= progress.today else date_text(language, one.due)
        return Strip(
            name=practices.get(one.practice, one.practice),
            dots=tuple(_dots(one, first, progress.today, rtl=rtl)),
            grades=" ".join(digits(language, judged.grade) for judged in one.judged),
            latest=one.judged[-1].grade,
            times=len(one.judged),
            due=due,
        )

    strips = [strip(one) for one in progress.practices]
    return render(
        "progress-page.html",
        language,
        name=name,
        made=date_text(language, progress.today),
        calls=progress.calls,
        heat=progress.heat,
        due=[one.name for one in strips if not one.due],
        requests=requests,
        strips=strips,
        size=(STRIP_WIDTH, STRIP_HEIGHT),
        levels=[_level(grade) for grade in range(1, 5)],
        charts=_charts(progress.weeks, language, rtl=rtl),
        chart_height=CHART_HEIGHT,
        weeks=[_week(week, language) for week in progress.weeks],
        measured=any(week.answers for week in progress.weeks),
    )


def _level(grade: int) -> float:
    """How far down a grade is drawn."""
    return STRIP_HEIGHT - MARGIN - (grade - 1) / 3 * (STRIP_HEIGHT - 2 * MARGIN)


def _dots(one: PracticeProgress, first: int, today: int, *, rtl: bool) -> list[Dot]:
    whole, wide = max(1, today - first), STRIP_WIDTH - 2 * MARGIN
    dots = []
    for judged in one.judged:
        x = MARGIN + (judged.day - first) / whole * wide
        x = round(STRIP_WIDTH - x if rtl else x, 1)
        dots.append(Dot(x, round(_level(judged.grade), 1), judged.grade))
    return dots


def _charts(weeks: Sequence[Week], language: str, *, rtl: bool) -> list[Chart]:
    """Calls, heat and early beginnings; what nothing is known of is left out."""
    most = max((week.calls for week in weeks), default=0)
    shares = {
        "progress.chart.calls": [(week.calls / max(1, most), str(week.calls)) for week in weeks],
        "progress.chart.heat": [
            (0.0, "") if week.heat is None else (week.heat / HOTTEST, f"{week.heat:g}")
            for week in weeks
        ],
        "progress.chart.early": [
            (week.interrupted / week.answers, f"{round(100 * week.interrupted / week.answers)}%")
            if week.answers
            else (0.0, "")
            for week in weeks
        ],
    }
    known = {title: them for title, them in shares.items() if any(text for _, text in them)}
    return [_chart(phrase(language, one), them, language, rtl=rtl) for one, them in known.items()]


def _chart(title: str, shares: Sequence[tuple[float, str]], language: str, *, rtl: bool) -> Chart:
    # Three weeks have the room of twelve: wide bars would say that they are many.
    width = max(12, len(shares)) * (BAR + GAP)
    bars = []
    for place, (share, text) in enumerate(shares):
        height = round(share * (CHART_HEIGHT - 20), 1)
        x = place * (BAR + GAP) + GAP / 2
        x = width - x - BAR if rtl else x
        shown = "" if text == "0" else figure_text(language, text)
        bars.append(Bar(x, CHART_HEIGHT - height, height, shown))
    return Chart(title, tuple(bars), width)


def _week(week: Week, language: str) -> tuple[str, int, str, int, int]:
    """A row of the table: its first day, calls, heat, answers, those that began early."""
    heat = "" if week.heat is None else figure_text(language, week.heat)
    return date_text(language, week.begins), week.calls, heat, week.answers, week.interrupted
