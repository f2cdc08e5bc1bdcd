"""Names whose letters no font of this machine has."""

from collections.abc import Iterable
from functools import lru_cache

from improv.text.items import missing, missing_described


class NameCheck:
    """Remembers which names it was asked about, so that each is told once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def of_new(self, names: Iterable[str]) -> dict[str, str] | None:
        """What `boxed_names` says of the names that were not seen before."""
        new = set(names) - self._seen
        self._seen |= new
        return boxed_names(tuple(sorted(new)))


@lru_cache(maxsize=2)
def boxed_names(names: tuple[str, ...]) -> dict[str, str] | None:
    """The names with letters that no font has (values of `names.letters`), or None."""
    boxed = [name for name in names if not name.isascii() and missing(name)]
    if not boxed:
        return None
    return {"names": ", ".join(boxed), "letters": missing_described("".join(boxed))}
