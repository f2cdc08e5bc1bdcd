"""What a pack's files look like from outside: it changes when one of them is saved.

Looks and never reads: a second's poll of a few folders costs well under a millisecond a file.
"""

from collections.abc import Iterable
from pathlib import Path

from improv.packs.practices import practices_file
from improv.packs.source import misnamed_files, normalised, yaml_files

Stamp = tuple[tuple[str, int, int, int], ...]
"""Of each file its path, when it was changed (ns), its bytes, and which file it is: an editor may
write beside and rename."""


def stamp(folders: Iterable[Path]) -> Stamp:
    """The stamp of the packs in these folders, without what is not there or cannot be seen."""
    found = []
    for folder in folders:
        practices = practices_file(normalised(folder).parent)
        for file in (*yaml_files(folder), *misnamed_files(folder), practices):
            try:
                seen = file.stat()
            except (OSError, ValueError):
                continue
            found.append((str(file), seen.st_mtime_ns, seen.st_size, seen.st_ino))
    return tuple(found)
