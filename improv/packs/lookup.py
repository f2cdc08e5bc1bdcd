"""Finding a pack by what a person calls it: the id of a shipped pack, or a path.

Knows folders; it opens no file.
"""

from pathlib import Path

from improv import paths
from improv.packs import cards
from improv.packs.message import show
from improv.packs.problems import nearest


class UnknownPack(LookupError):
    """No pack is called `name`; `near` may be meant, or is empty; `known` are all there are."""

    def __init__(self, name: str, near: str, known: tuple[str, ...]) -> None:
        super().__init__(name, near, known)
        self.name, self.near, self.known = name, near, known


def shipped_packs(folder: Path = paths.CARDS) -> tuple[str, ...]:
    """The ids of the packs in a folder."""
    return tuple(sorted(file.parent.name for file in folder.glob(f"*/{cards.NAME}")))


def find_pack(id_or_path: str | Path, folder: Path = paths.CARDS) -> Path:
    """The folder of the pack of that id in `folder`, else of that path. Raises UnknownPack."""
    name = str(id_or_path)
    known = shipped_packs(folder)
    if name in known:
        return folder / name
    path = Path(name)
    try:
        if name and path.is_dir():
            return path
        if path.name == cards.NAME and path.is_file():
            return path.parent
    except (OSError, ValueError):  # a name that no file can have
        pass
    raise UnknownPack(show(name), nearest(name, known), known)
