"""How long a deck on paper takes: every shipped card with its back, in two languages.

Run as `python -m tests.bench.printing`. The command is measured whole, Python included: typst
remembers what it has set once, a new process does not. Processor time is told beside, because typst
sets pages on as many cores as there are.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from improv.core.cards import Kind
from improv.wiring.deck_loading import load_deck

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

CARDS = 1100
"""What the goal is for."""


def _command(out: Path, *how: str) -> tuple[float, float]:
    """Seconds of the quicker of two: on the clock, and of processors."""
    command = [sys.executable, "-m", "improv", "print", "--out", str(out), *how]
    taken = []
    for _ in range(2):
        start, before = time.perf_counter(), os.times()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        clock, after = time.perf_counter() - start, os.times()
        used = after.children_user + after.children_system
        taken.append((clock, used - before.children_user - before.children_system))
    return min(taken)


def rows() -> list[Row]:
    """Measure."""
    found = []
    deck = load_deck(("all",), "en").deck
    cards = sum(len(pack.cards) for pack in deck.packs)
    with tempfile.TemporaryDirectory(prefix="improv-bench-") as folder:
        out = Path(folder) / "deck.pdf"
        for language in ("en", "fa"):
            clock, used = _command(out, "all", "--games", "none", "--lang", language)
            size = out.stat().st_size / 1e6
            goal = f"< {3 * cards / CARDS:.1f} s"
            figure = f"{clock:.1f} s ({used:.1f} s of processor), {size:.1f} MB"
            found.append((f"{cards} cards in {language}, with backs", figure, goal))
        kinds = ",".join((Kind.MOOD, Kind.TIP))
        clock, _ = _command(out, "warm-up", "--kinds", kinds)
        found.append(("two kinds of a small pack, with its games", f"{clock:.1f} s", ""))
    return found


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name:48} {measured:38} {goal}")
