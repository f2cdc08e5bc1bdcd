"""What a round of each shipped game costs, against one of the lawnmower in the same run.

A round is decided and folded, with its draw and its votes, and each of its pictures is painted once
at 1080p. A game with more phases has more pictures: so the second ratio is that of one picture.
"""

import os
import time
from collections.abc import Iterator
from itertools import pairwise

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.projections import host, projector
from improv.core.session import evolve
from improv.core.state import Setup, State
from improv.director.ports import Snapshot
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.paths import CARDS
from improv.screen.projector import Projector
from improv.screen.ui_state import UiState
from tests.core.session_driver import SessionDriver

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

NAMES = ("Ana", "Bo", "Cy", "Dee", "Ed", "Flo")
VOTERS = 12
ROUNDS = 4
SIZE = (1920, 1080)
BEST_OF = 5


def _played(deck: Deck, game: str) -> SessionDriver:
    """A session of so many rounds, in which everybody votes whose ballot is taken."""
    setup = Setup(5, rounds=ROUNDS)
    driver = SessionDriver(game, setup=setup, deck=deck, names=NAMES, voters=VOTERS)
    while not driver.at(PhaseKind.KUDOS):
        driver.next()
        if driver.at(PhaseKind.VOTE):
            for n in range(1, VOTERS + 1):
                driver.rate(f"v{n}", 1 + n % 4)
    return driver


def _pictures(driver: SessionDriver) -> Iterator[State]:
    """The states of the first round in which another phase has begun."""
    state: State | None = None
    states = [state := evolve(state, event) for event in driver.events]
    for before, after in pairwise(states):
        if after.round and after.round.number > 1:
            return
        if before.running.phase_id != after.running.phase_id:
            yield after


def _measure(deck: Deck, game: str) -> tuple[float, float, int]:
    """Seconds of work to decide and fold a round, to paint its pictures; how many those are."""
    deciding = painting = float("inf")
    shown = 0
    for _ in range(BEST_OF):
        began = time.process_time()
        driver = _played(deck, game)
        deciding = min(deciding, (time.process_time() - began) / ROUNDS)
        room = Projector(SIZE, still=True)
        snapshots = [
            (state.running.entered, Snapshot(n, projector(state), host(state, deck)))
            for n, state in enumerate(_pictures(driver))
        ]
        began = time.process_time()
        for at, snapshot in snapshots:
            room.render(snapshot, at, 0.0, UiState())
        painting, shown = min(painting, time.process_time() - began), len(snapshots)
    return deciding, painting, shown


def rows() -> list[Row]:
    """All games, the lawnmower first."""
    deck = Deck((load_pack(CARDS / "service-desk"),), load_formats(CARDS / "formats"))
    games = [name for name, game in deck.formats.items() if not game.survey]
    games = sorted(games, key=lambda id_: (id_ != "lawnmower", id_))
    found: list[Row] = []
    first = (0.0, 0.0, 0)
    for game in games:
        deciding, painting, shown = _measure(deck, game)
        first = first if found else (deciding, painting, shown)
        ratio = (deciding + painting) / (first[0] + first[1])
        each = (painting / shown) / (first[1] / first[2])
        figures = f"{1e3 * deciding:.1f} + {1e3 * painting:.0f} ms, {shown} pictures"
        found.append((game, figures, f"{ratio:.2f}, a picture {each:.2f} times"))
    return found
