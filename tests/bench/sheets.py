"""How long cards take into spreadsheets and back: the shipped ones, in four languages."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from improv import paths
from improv.core.cards import Pack
from improv.packs.folders import known_packs
from improv.packs.loading import load_pack
from improv.packs.sheets.changes import changes_in
from tests.packs.test_sheet_changes import WRITERS, into_an_empty_pack

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""


def rows() -> Iterator[Row]:
    """The table's rows."""
    packs = {folder: load_pack(folder) for folder in known_packs().values()}
    cards = sum(len(pack.cards) for pack in packs.values())
    for ending, write in WRITERS.items():
        with tempfile.TemporaryDirectory() as temporary:
            root = Path(temporary)
            written = _measured(lambda: _written(packs, write, root))  # noqa: B023 - used at once
            yield f"{cards:,} cards written as {ending}", written, "4 s"
            read = _measured(lambda: _read(packs, root))  # noqa: B023
            yield "read, with all that is checked", read, "6 s"
            saved = _measured(lambda: _saved(packs, root))  # noqa: B023
            yield "read into new packs, and saved", saved, "10 s"


def _written(packs: dict[Path, Pack], write: Callable[[Pack], bytes], root: Path) -> None:
    for pack in packs.values():
        (root / f"{pack.id}.file").write_bytes(write(pack))


def _read(packs: dict[Path, Pack], root: Path) -> None:
    for folder, pack in packs.items():
        assert changes_in(root / f"{pack.id}.file", folder).cards == ()


def _saved(packs: dict[Path, Pack], root: Path) -> None:
    (root / "practices.yaml").write_bytes((paths.CARDS / "practices.yaml").read_bytes())
    for pack in packs.values():
        content = (root / f"{pack.id}.file").read_bytes()
        assert len(into_an_empty_pack(pack, content, root).cards) == len(pack.cards)


def _measured(work: Callable[[], object]) -> str:
    began = time.perf_counter()
    work()
    return f"{time.perf_counter() - began:.1f} s"
