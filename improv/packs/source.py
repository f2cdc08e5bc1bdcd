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

from improv.packs.problems import SHOWN, TOP, Page, Place

LIMIT = 8 * 2**20
"""Bytes of one file. 10,000 cards in Persian, with every field used, take about 6 MB."""

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML cannot hold, and line ends that no editor counts as lines."""

LINE_END = re.compile("\r\n|\r|\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_REASONS = {
    errno.ELOOP: ("this is a link to itself", "remove the link, or let it name a file"),
    errno.EACCES: ("this may not be read", "give yourself the right to read it"),
    errno.EPERM: ("this may not be read", "give yourself the right to read it"),
    errno.ENAMETOOLONG: ("this name is too long", "shorten it"),
    errno.ENOTDIR: ("this lies inside a file", "name a folder before the last /"),
}


def read_text(page: Page) -> str | None:
    """The text of the page's file without a byte order mark; None after noting why not."""
    data = _read_bytes(page)
    if data is None:
        return None
    if data.startswith(_UTF16):
        page.add(*TOP, "this file is UTF-16", "save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Python counts the error from after the byte order mark, but hands back its own bytes.
        before = error.object[: error.start].decode("utf-8-sig", "replace")
        place = _places(before)(len(before))
        page.add(
            *place, f"byte 0x{error.object[error.start]:02X} is not UTF-8", "save the file as UTF-8"
        )
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


def trouble(file: Path) -> tuple[str, str] | None:
    """Why `file` cannot be looked at, as what and do; None if it can."""
    try:
        file.stat()
    except FileNotFoundError:
        if file.is_symlink():
            return "this is a link to nowhere", "remove the link, or let it name a file"
        return "there is no such file or folder", "check the name"
    except OSError as error:
        reason = f"the system says: {error.strerror or error}"
        return _REASONS.get(error.errno or 0, (reason, "check the name and the disk"))
    except ValueError:
        return "no file can have this name", "check the name"
    return None if os.access(file, os.R_OK) else _REASONS[errno.EACCES]


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
            do = "save the file as UTF-8 text: this looks like UTF-16, or no text at all"
            page.add(*place(bad.start()), "a NUL byte", do)
            break
        page.add(*place(bad.start()), f"invisible character U+{ord(bad.group()):04X}", "delete it")
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
            reason = f"the system says: {error.strerror or error}"
            found = _REASONS.get(error.errno or 0, (reason, "check the disk"))
        else:
            if len(data) <= LIMIT:
                return data
            found = _too_large(len(data))
    page.add(*TOP, *found)
    return None


def _unfit(status: stat_result) -> tuple[str, str] | None:
    if stat.S_ISDIR(status.st_mode):
        return "this is a folder", "a YAML file must be here"
    if not stat.S_ISREG(status.st_mode):
        return "this is a pipe, a socket or a device", "a YAML file must be here"
    if status.st_size > LIMIT:
        return _too_large(status.st_size)
    return None


def _too_large(size: int) -> tuple[str, str]:
    return (
        f"this file has {size / 2**20:.1f} MB; the limit is {LIMIT // 2**20} MB",
        "split the pack in two",
    )


def _places(text: str) -> Callable[[int], Place]:
    """From a character's index to its place; lines end as YAML's do, with CR, LF or both."""
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]

    def place(index: int) -> Place:
        line = bisect_right(starts, index)
        return Place(line, index - starts[line - 1] + 1)

    return place
