"""Finding a pack by what a person calls it: the id of a shipped pack, or a path.

Knows folders; it opens no file.
"""

from pathlib import Path

from improv import paths
from improv.packs import cards
from improv.packs.message import show
from improv.packs.problems import nearest


class UnknownPack(LookupError):
    """There is no such pack: what was `wanted`, a `near` miss or empty, and those `there`."""

    def __init__(self, wanted: str, near: str, there: tuple[str, ...]) -> None:
        super().__init__(wanted, near, there)
        self.wanted, self.near, self.there = wanted, near, there


def shipped_packs(shelf: Path = paths.CARDS) -> tuple[str, ...]:
    """The ids of the packs on a shelf."""
    return tuple(sorted(file.parent.name for file in shelf.glob(f"*/{cards.NAME}")))


def find_pack(id_or_path: str | Path, shelf: Path = paths.CARDS) -> Path:
    """The folder of the pack of that id on the shelf, else of that path. Raises UnknownPack."""
    wanted = str(id_or_path)
    there = shipped_packs(shelf)
    if wanted in there:
        return shelf / wanted
    path = Path(wanted)
    try:
        if wanted and path.is_dir():
            return path
        if path.name == cards.NAME and path.is_file():
            return path.parent
    except (OSError, ValueError):  # a name that no file can have
        pass
    raise UnknownPack(show(wanted), nearest(wanted, there), there)
