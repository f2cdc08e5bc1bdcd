"""How long the first picture takes from the command: in real windows of an X server of its own."""

import re
import subprocess
import sys
import tempfile
import time

from tests.bench.screen import WINDOW, Row
from tests.xserver import MISSING, xserver

LOBBY = ("play", "--new")
ALONE = ("solo", "--new", "--name", "Sara", "--no-listen", "--mute")
STARTS: dict[str, tuple[tuple[str, ...], float]] = {
    "to the home screen": ((), 0.7),
    "to a readable lobby": ((*LOBBY, "--lang", "en"), 0.7),
    "the same right to left": ((*LOBBY, "--lang", "fa"), 0.9),
    "the same with every pack": ((*LOBBY, "--lang", "fa", "--pack", "all"), 0.9),
    "to the first call of somebody alone": ((*ALONE, "--lang", "en"), 0.7),
    "the same right to left, with every pack": ((*ALONE, "--lang", "ar", "--pack", "all"), 0.9),
}
"""What is measured -> the command, and the goal in seconds."""

TIMED = """
import sys
from improv.wiring import window
window.PROCESS = "tests.bench._first_picture"
from improv.cli import main
sys.exit(main(sys.argv[1:]))
"""


def rows() -> list[Row]:
    """The table's rows."""
    if MISSING:
        return [("the start", f"needs {' and '.join(MISSING)}", "")]
    return [
        (what, f"{_start(*command):.2f} s", f"{goal} s") for what, (command, goal) in STARTS.items()
    ]


def _start(*arguments: str) -> float:
    """Seconds from the command to the first picture, the best of five."""
    best = []
    with xserver("1920x1080") as environ, tempfile.TemporaryDirectory() as data:
        for _ in range(5):
            began = time.monotonic()
            options = ("--data", data, *WINDOW) if arguments else ()
            run = subprocess.run(
                [sys.executable, "-c", TIMED, *arguments, *options],
                env={**environ, "IMPROV_DATA": data},
                capture_output=True,
                text=True,
                timeout=30,
            )
            shown = re.findall(r"^\d+\.\d+$", run.stderr, re.MULTILINE)
            best.append(float(shown[0]) - began if shown else float("nan"))
    return min(best)
