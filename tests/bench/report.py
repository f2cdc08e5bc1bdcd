"""How long the pages of an evening take: twelve scenes, from events to a page.

Run as `python -m tests.bench.report`. A session writes them at its end, while people say goodbye.
"""

import time
from collections.abc import Callable

from improv.core.summary import summarise
from improv.reports.pdf import pdf
from improv.reports.session_page import PlayedSession, lead_page, session_page
from improv.reports.take_away import html
from improv.reports.workbook import workbook
from tests.reports.test_session_page import DAY, driver, practices

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

SCENES, VOTERS = 12, 30


def _best(call: Callable[[], object], times: int = 3) -> float:
    """Milliseconds of the quickest."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def rows() -> list[Row]:
    """Measure."""
    events = driver(SCENES, VOTERS).events
    names = practices("fa")

    def played() -> PlayedSession:
        return PlayedSession(summarise(events, "fa"), DAY, "18:05", 90)

    def pages() -> None:
        html(session_page(played(), "fa", names))
        html(lead_page(played(), "fa", names))

    def documents() -> None:
        pdf(session_page(played(), "fa", names))
        pdf(lead_page(played(), "fa", names))

    summary = summarise(events)
    return [
        (f"the summary of {SCENES} scenes, {VOTERS} voters", f"{_best(played):.0f} ms", ""),
        ("the page, and that for the lead", f"{_best(pages):.0f} ms", "< 1000 ms"),
        ("the same as PDF", f"{_best(documents):.0f} ms", "< 2000 ms"),
        ("the workbook", f"{_best(lambda: workbook(summary)):.0f} ms", "< 1000 ms"),
    ]


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name:48} {measured:20} {goal}")
