"""The files that sessions leave beside the journal: recordings, reports, exports.

All of a session's files begin with its id; a page over several sessions is called after the first
and the last of them. Files that were written elsewhere are known to nobody.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from improv.wiring.options import TAKES

REPORTS = "reports"
"""The folder in that of the data."""
_DAY = len("2026-11-30")
_PIECE = 1 << 20
"""Bytes that are searched at a time."""


def takes_of(sessions: Sequence[str], data: Path) -> tuple[Path, ...]:
    """Their recordings; a folder is one with all that is in it."""
    return tuple(_named(sessions, data / TAKES))


def pages_of(sessions: Sequence[str], data: Path) -> tuple[Path, ...]:
    """Their reports and exports, and pages over several sessions that begin or end with one."""
    there = data / REPORTS
    pages = sorted(there.iterdir()) if there.is_dir() else []
    return tuple(path for path in pages if any(one in path.name for one in sessions))


def pages_around(session: str, data: Path) -> tuple[Path, ...]:
    """Pages over several sessions that may hold figures of this one: it is between their days."""
    there, found = data / REPORTS, []
    for path in sorted(there.glob("????-??-??-??????-????-??-??-??????-*")):
        first, last = path.name[:_DAY], path.name[_DAY + 8 :][:_DAY]
        if first <= session[:_DAY] <= last and session not in path.name:
            found.append(path)
    return tuple(found)


def remove(files: Sequence[Path]) -> None:
    """Delete these files and folders. Raises OSError for one that cannot be deleted."""
    for one in files:
        for file in sorted((one, *one.rglob("*")), reverse=True):
            file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()


def files_with(wanted: set[bytes], data: Path) -> tuple[Path, ...]:
    """The files of the data folder that hold one of these, or cannot be read, sorted."""
    files = (path for path in data.rglob("*") if path.is_file())
    return tuple(sorted(path for path in files if _holds(path, wanted)))


def _named(sessions: Sequence[str], folder: Path) -> Iterator[Path]:
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return (path for path in there if sessions and path.name.startswith(tuple(sessions)))


def _holds(path: Path, wanted: set[bytes]) -> bool:
    overlap = max(map(len, wanted)) - 1
    try:
        with path.open("rb") as file:
            piece = b""
            while more := file.read(_PIECE):
                piece = piece[-overlap:] + more if overlap else more
                if any(one in piece for one in wanted):
                    return True
    except OSError:
        return True
    return False
