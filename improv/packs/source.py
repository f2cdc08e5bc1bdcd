"""One file from the disk to text: never blocks, never reads without bound, only UTF-8.

Knows files, bytes and characters. It does not know YAML.
"""

import errno
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from os import stat_result
from pathlib import Path

from improv.packs.problems import SHOWN, TOP, Message, Place, Source, message

LIMIT = 8 * 2**20
"""Bytes of one file. 10,000 cards in Persian, with every field used, take about 6 MB."""

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML cannot hold, and line ends that no editor counts as lines."""

_ENDINGS = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
LINE_END = re.compile("\r\n|\r|\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING, _OTHER_ENCODING = "UTF-8", "UTF-16"
SAVE = message("mend.encoding", encoding=_ENCODING)

Reason = tuple[Message, Message]
"""What is wrong, and what to do."""

_FORBIDDEN = message("found.forbidden"), message("mend.allow")
_REASONS: dict[int, Reason] = {
    errno.ELOOP: (message("found.link_circle"), message("mend.link")),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENAMETOOLONG: (message("found.long_name"), message("mend.shorter")),
    errno.ENOTDIR: (message("found.inside_file"), message("mend.folder")),
}


def read_text(source: Source) -> str | None:
    """The text of a file without a byte order mark; None after noting why not."""
    data = read_bytes(source)
    if data is None:
        return None
    if data.startswith(_UTF16):
        source.add(TOP, message("found.utf", encoding=_OTHER_ENCODING), SAVE)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Python counts the error from after the byte order mark, but hands back its own bytes.
        before = error.object[: error.start].decode("utf-8-sig", "replace")
        place = _places(before)(len(before))
        byte = f"0x{error.object[error.start]:02X}"
        source.add(place, message("found.byte", byte=byte, encoding=_ENCODING), SAVE)
        return None
    return None if _note_unreadable(source, text) else text


def normalised(path: Path) -> Path:
    """`path` with a name and a parent: what ends in `.` or `..` is resolved."""
    if path.name not in ("", ".."):
        return path
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # the working folder was removed; links in a circle
        return path


def why_unreadable(file: Path) -> Reason | None:
    """Why `file` cannot be looked at; None if it can."""
    try:
        file.stat()
    except FileNotFoundError:
        if file.is_symlink():
            return message("found.link_nowhere"), message("mend.link")
        return message("found.missing"), message("mend.name")
    except OSError as error:
        return _reason(error)
    except ValueError:
        return message("found.no_name"), message("mend.name")
    return None if os.access(file, os.R_OK) else _FORBIDDEN


def _reason(error: OSError) -> Reason:
    words = message("found.system", words=error.strerror or str(error))
    return _REASONS.get(error.errno or 0, (words, message("mend.disk")))


def children(folder: Path) -> list[Path]:
    """What is in `folder`, sorted by name; nothing where it is none or cannot be read."""
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError):
        return []


def yaml_files(folder: Path) -> list[Path]:
    """The files in `folder` that end in .yaml and are not hidden, sorted by name."""
    return [file for file in children(folder) if file.suffix == ".yaml" and file.name[0] != "."]


def misnamed_files(folder: Path) -> list[Path]:
    """The files in `folder` that look like YAML and are not read, sorted by name.

    Windows hides the last ending of a name.
    """
    return [
        file
        for file in children(folder)
        if file.name.lower().endswith(_ENDINGS) and file.suffix != ".yaml" and file.name[0] != "."
    ]


def _note_unreadable(source: Source, text: str) -> bool:
    """Note characters that no card file can hold, and return whether there were any."""
    if not _UNREADABLE.search(text):
        return False
    place = _places(text)
    for bad in islice(_UNREADABLE.finditer(text), SHOWN):
        if bad.group() == "\0":
            remedy = message("mend.nul", encoding=_ENCODING, other=_OTHER_ENCODING)
            source.add(place(bad.start()), message("found.nul"), remedy)
            break
        what = message("found.invisible", code=f"U+{ord(bad.group()):04X}")
        source.add(place(bad.start()), what, message("mend.delete"))
    return True


def read_bytes(source: Source, most: int = LIMIT) -> bytes | None:
    """The file's bytes, `most` at most; None after noting why not."""
    if source.draft is not None:
        if len(source.draft) <= most:
            return source.draft
        source.add(TOP, *_too_large(len(source.draft), most))
        return None
    # Looks before it opens: opening a pipe would wait for ever.
    found = why_unreadable(source.file)
    if found is None:
        found = _unfit(source.file.stat(), most)
    if found is None:
        try:
            with source.file.open("rb") as file:
                data = file.read(most + 1)
        except OSError as error:
            found = _reason(error)
        else:
            if len(data) <= most:
                return data
            found = _too_large(len(data), most)
    source.add(TOP, *found)
    return None


def _unfit(status: stat_result, most: int) -> Reason | None:
    if stat.S_ISDIR(status.st_mode):
        return message("found.folder"), message("mend.file_here")
    if not stat.S_ISREG(status.st_mode):
        return message("found.device"), message("mend.file_here")
    if status.st_size > most:
        return _too_large(status.st_size, most)
    return None


def _too_large(size: int, most: int) -> Reason:
    what = message("found.large", size=f"{size / 2**20:.1f}", most=str(most // 2**20))
    return what, message("mend.split")


def _places(text: str) -> Callable[[int], Place]:
    """From a character's index to its place; lines end as YAML's do, with CR, LF or both."""
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]

    def place(index: int) -> Place:
        line = bisect_right(starts, index)
        return Place(line, index - starts[line - 1] + 1)

    return place
