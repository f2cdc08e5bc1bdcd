"""How long it takes to know what is due: of all calls anew, and of the new ones on a kept state.

Run as `python -m tests.bench.practice`. FSRS is Python, a step a review; a call is two reviews, of
its practice and of its request. So the state is kept, and only what is new is folded.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from improv.core.codec import decoder, encoder
from improv.journal.store import SqliteJournal
from improv.practice.calls import Call
from improv.practice.schedule import Schedule, schedule_after
from improv.wiring.practice import PastPractice
from tests.wiring.past_shifts import shift, write

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

CALLS, NEW, SHIFT = 10_000, 20, 10
BEGAN = 1_800_000_000


def past_calls(count: int) -> list[Call]:
    """Calls of some years: forty practices, seven hundred requests, every grade."""
    return [
        Call(BEGAN + n * 5000, f"A{n % 40}", f"pack/request-{n % 700}", 1 + n * 7 % 4)
        for n in range(count)
    ]


def _best(call: Callable[[], object], times: int) -> float:
    """Milliseconds of the quickest."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def _import() -> float:
    code = (
        "import datetime, time, typing; start = time.perf_counter(); import fsrs; "
        "print((time.perf_counter() - start) * 1000)"
    )
    return min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(3)
    )


def _journal(folder: Path) -> None:
    """All the calls as shifts of ten, a shift a day. What a disk takes is no part of it."""
    calls, began = past_calls(CALLS), datetime.now(UTC) - timedelta(days=CALLS // SHIFT)
    with closing(SqliteJournal.open(folder)) as journal:
        for number in range(CALLS // SHIFT):
            some = calls[number * SHIFT : (number + 1) * SHIFT]
            events = shift("Ann", [(call.practice, call.grade) for call in some])
            write(journal, f"shift-{number}", began + timedelta(days=number), events)


def _from_journal(folder: Path, now: int) -> tuple[float, float]:
    """Milliseconds: to find the shifts, and to know from them what comes next."""
    start = time.perf_counter()
    with closing(PastPractice.of(folder, "Ann")) as past:
        found = time.perf_counter()
        past.next_shift(past.known(now), ("A1", "A2"), now)
        return (found - start) * 1000, (time.perf_counter() - found) * 1000


def rows() -> list[Row]:
    """Measure."""
    with tempfile.TemporaryDirectory(prefix="improv-bench-") as place:
        _journal(Path(place))
        first = _from_journal(Path(place), int(time.time()))[1]
        kept_times = [_from_journal(Path(place), int(time.time())) for _ in range(5)]
    finding, scheduling = (min(times) for times in zip(*kept_times, strict=True))
    calls = past_calls(CALLS)
    now = calls[-1].at
    schedule_after(calls[:NEW], now)  # imports the library
    anew = _best(lambda: schedule_after(calls, now), 2)
    kept = schedule_after(calls[:-NEW], now)
    text, decode = json.dumps(encoder(Schedule)(kept)), decoder(Schedule)

    def from_kept() -> None:
        schedule = schedule_after(calls[-NEW:], now, decode(json.loads(text)))
        schedule.ordered(schedule.practices, now)
        schedule.due_requests(now)

    return [
        ("importing fsrs", f"{_import():.0f} ms", ""),
        (f"{CALLS:,} calls folded anew", f"{anew:.0f} ms", ""),
        (f"{NEW} on the kept state of the others", f"{_best(from_kept, 5):.1f} ms", "< 50 ms"),
        (f"from a journal of {CALLS // SHIFT:,} shifts, for the first time", f"{first:.0f} ms", ""),
        ("the same once more", f"{scheduling:.1f} ms", "< 50 ms"),
        ("finding those shifts", f"{finding:.0f} ms", ""),
    ]


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name:48} {measured:20} {goal}")
