"""Names whose letters no font of this machine has. Each name is looked at once."""

from collections.abc import Iterable

from improv.text.items import missing, missing_described


class NameCheck:
    """Remembers which names it was asked about."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def of_new(self, names: Iterable[str]) -> dict[str, str] | None:
        """The names, not seen before, with missing letters (values of `names.letters`); or None."""
        new = {name for name in names if not name.isascii()} - self._seen
        self._seen |= new
        boxed = sorted(name for name in new if missing(name))
        if not boxed:
            return None
        return {"names": ", ".join(boxed), "letters": missing_described("".join(boxed))}
