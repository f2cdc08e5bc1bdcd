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

from improv.packs.message import Message, message
from improv.packs.problems import SHOWN, TOP, Page, Place

LIMIT = 8 * 2**20
"""Bytes of one file. 10,000 cards in Persian, with every field used, take about 6 MB."""

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML cannot hold, and line ends that no editor counts as lines."""

LINE_END = re.compile("\r\n|\r|\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OURS, _OTHER = "UTF-8", "UTF-16"
SAVE = message("mend.encoding", encoding=_OURS)

Trouble = tuple[Message, Message]
"""What is wrong, and what to do."""

_FORBIDDEN = message("found.forbidden"), message("mend.allow")
_REASONS: dict[int, Trouble] = {
    errno.ELOOP: (message("found.link_circle"), message("mend.link")),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENAMETOOLONG: (message("found.long_name"), message("mend.shorter")),
    errno.ENOTDIR: (message("found.inside_file"), message("mend.folder")),
}


def read_text(page: Page) -> str | None:
    """The text of the page's file without a byte order mark; None after noting why not."""
    data = _read_bytes(page)
    if data is None:
        return None
    if data.startswith(_UTF16):
        page.add(*TOP, message("found.utf", encoding=_OTHER), SAVE)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Python counts the error from after the byte order mark, but hands back its own bytes.
        before = error.object[: error.start].decode("utf-8-sig", "replace")
        place = _places(before)(len(before))
        byte = f"0x{error.object[error.start]:02X}"
        page.add(*place, message("found.byte", byte=byte, encoding=_OURS), SAVE)
        return None
    return None if _note_unreadable(page, text) else text


def named(path: Path) -> Path:
    """`path` such that its name and its parent's are real ones: `.` and `..` are written out."""
    if path.name not in ("", ".."):
        return path
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # the working folder was removed; links in a circle
        return path


def trouble(file: Path) -> Trouble | None:
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


def _reason(error: OSError) -> Trouble:
    words = message("found.system", words=error.strerror or str(error))
    return _REASONS.get(error.errno or 0, (words, message("mend.disk")))


def yaml_files(folder: Path) -> list[Path]:
    """What ends in .yaml in `folder` and is not hidden, in order; nothing if it is no folder."""
    try:
        files = sorted(folder.iterdir())
    except (OSError, ValueError):
        return []
    return [file for file in files if file.suffix == ".yaml" and file.name[0] != "."]


def _note_unreadable(page: Page, text: str) -> bool:
    """Note the characters that no card file can hold; whether there were any."""
    if not _UNREADABLE.search(text):
        return False
    place = _places(text)
    for bad in islice(_UNREADABLE.finditer(text), SHOWN):
        if bad.group() == "\0":
            do = message("mend.nul", encoding=_OURS, other=_OTHER)
            page.add(*place(bad.start()), message("found.nul"), do)
            break
        what = message("found.invisible", code=f"U+{ord(bad.group()):04X}")
        page.add(*place(bad.start()), what, message("mend.delete"))
    return True


def _read_bytes(page: Page) -> bytes | None:
    """The file's bytes. Looks before it opens: opening a pipe would wait for ever."""
    found = trouble(page.file)
    if found is None:
        found = _unfit(page.file.stat())
    if found is None:
        try:
            with page.file.open("rb") as file:
                data = file.read(LIMIT + 1)
        except OSError as error:
            found = _reason(error)
        else:
            if len(data) <= LIMIT:
                return data
            found = _too_large(len(data))
    page.add(*TOP, *found)
    return None


def _unfit(status: stat_result) -> Trouble | None:
    if stat.S_ISDIR(status.st_mode):
        return message("found.folder"), message("mend.file_here")
    if not stat.S_ISREG(status.st_mode):
        return message("found.device"), message("mend.file_here")
    if status.st_size > LIMIT:
        return _too_large(status.st_size)
    return None


def _too_large(size: int) -> Trouble:
    what = message("found.large", size=f"{size / 2**20:.1f}", most=str(LIMIT // 2**20))
    return what, message("mend.split")


def _places(text: str) -> Callable[[int], Place]:
    """From a character's index to its place; lines end as YAML's do, with CR, LF or both."""
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]

    def place(index: int) -> Place:
        line = bisect_right(starts, index)
        return Place(line, index - starts[line - 1] + 1)

    return place
