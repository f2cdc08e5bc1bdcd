"""How long the pages of an evening take: twelve scenes, from events to a page.

Run as `python -m tests.bench.report`. A session writes them at its end, while people say goodbye.
The commands are measured whole: typst remembers what it has set once, a new process does not.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from improv.core.event_codec import to_dict
from improv.core.events import Event
from improv.core.summary import summarise
from improv.director.ports import Record
from improv.journal.store import SqliteJournal
from improv.reports.session_page import PlayedSession, lead_page, session_page
from improv.reports.session_workbook import session_workbook
from improv.reports.take_away import html
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


def _command(events: list[Event], *how: str) -> float:
    """Milliseconds of `improv report`, Python included."""
    with tempfile.TemporaryDirectory(prefix="improv-bench-") as folder:
        with closing(SqliteJournal.open(Path(folder))) as journal:
            journal.open_session("evening", "2026-11-30T18:05:00+00:00", "Evening", False)
            records = [Record(n, "", to_dict(event)) for n, event in enumerate(events, start=1)]
            journal.append("evening", records)
        command = [sys.executable, "-m", "improv", "report", "evening", "--data", folder, *how]
        return _best(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def rows() -> list[Row]:
    """Measure."""
    events = driver(SCENES, VOTERS).events
    names = practices("fa")

    def played() -> PlayedSession:
        return PlayedSession(summarise(events, "fa"), DAY, "18:05", 90)

    def pages() -> None:
        html(session_page(played(), "fa", names))
        html(lead_page(played(), "fa", names))

    summary = summarise(events)
    page, pdf = _command(events, "--lang", "fa"), _command(events, "--lang", "fa", "--pdf")
    return [
        (f"the summary of {SCENES} scenes, {VOTERS} voters", f"{_best(played):.0f} ms", ""),
        ("the page, and that for the lead", f"{_best(pages):.0f} ms", ""),
        ("`improv report`: both, Python included", f"{page:.0f} ms", "< 1000 ms"),
        ("`improv report --pdf`: both as PDF, too", f"{pdf:.0f} ms", "< 2000 ms"),
        ("the workbook", f"{_best(lambda: session_workbook(summary)):.0f} ms", "< 1000 ms"),
    ]


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name:48} {measured:20} {goal}")
