"""The dearest request of each kind: how long the room's loop is busy with it and its answer.

Run as `python -m tests.bench requests`. It is the processor time of the loop's thread, of the real
server with a room of twelve on the program's own loop; the least of some runs.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from improv.wiring.runtime import new_loop
from tests.phones.costly_requests import COSTLY, MeasuredServer, measured_server, most, request

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

RUNS = 20


def _dearest(server: MeasuredServer, kind: str) -> tuple[float, str]:
    """(seconds, which) of the dearest request of a kind, within the limits of size."""
    costs = ((server.cost(make(most(kind)), RUNS), what) for what, make in COSTLY[kind].items())
    return max(costs)


def rows() -> Iterator[Row]:
    """The table's rows."""
    with tempfile.TemporaryDirectory() as folder, measured_server(Path(folder), new_loop) as server:
        for path in ("/api/state", "/"):
            plain = server.cost(request("GET", path.encode()), RUNS)
            yield f"a plain request of {path}", f"{1000 * plain:.2f} ms", ""
        for kind in COSTLY:
            seconds, what = _dearest(server, kind)
            yield f"the dearest in {kind}: {what}", f"{1000 * seconds:.2f} ms", "5 ms"
