"""Where packs are: those that come with the program, and the user's own in the data folder.

Both are found by their ids; a pack of one's own comes in place of the shipped one of its name. Any
other folder is found by its path. Knows nothing of what is in a pack.
"""

from collections.abc import Mapping
from pathlib import Path

from improv import paths
from improv.packs.cards import NAME
from improv.packs.problems import nearest, show
from improv.packs.source import children, misnamed_files

Packs = Mapping[str, Path]
"""The folders of packs by their ids, in alphabetical order."""


class UnknownPack(LookupError):
    """No pack is called `name`; `near` may be meant, or is empty; `known` are all there are."""

    def __init__(self, name: str, near: str, known: tuple[str, ...]) -> None:
        super().__init__(name, near, known)
        self.name, self.near, self.known = name, near, known


def packs_in(*places: Path) -> dict[str, Path]:
    """The packs in these folders; one in a later place comes instead of its namesake before it.

    A folder is left out whose name begins with a dot: a pack that is being written.
    """
    found = {
        folder.name: folder
        for place in places
        for folder in children(place)
        if folder.name[0] != "." and _has_cards(folder)
    }
    return dict(sorted(found.items()))


def _has_cards(folder: Path) -> bool:
    """Whether it is a pack; one whose cards have the wrong ending is, and loading it says so."""
    stem = NAME.partition(".")[0]
    named = (file.name.partition(".")[0] for file in misnamed_files(folder))
    return (folder / NAME).is_file() or stem in named


def known_packs(data: Path | None = None) -> dict[str, Path]:
    """The packs that are found by their ids: the shipped ones, and those in the data folder."""
    own = () if data is None else (paths.own_packs(data),)
    return packs_in(paths.CARDS, *own)


def find_pack(id_or_path: str | Path, known: Packs) -> Path:
    """The folder of the pack of that id, else of that path. Raises UnknownPack."""
    name = str(id_or_path)
    if name in known:
        return known[name]
    path = Path(name)
    try:
        if name and path.is_dir():
            return path
        if path.name == NAME and path.is_file():
            return path.parent
    except (OSError, ValueError):  # a name that no file can have
        pass
    raise UnknownPack(show(name), nearest(name, known), tuple(known))
