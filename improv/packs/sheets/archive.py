"""The archive that a workbook is: that it is one, whole, and no larger than it may be.

Looks at what an entry says of its size and at what really comes out of it, before anybody parses
it. Knows archives and the names of their entries, not what is in a sheet.
"""

import zipfile
import zlib
from io import BytesIO

from improv.packs.problems import Message, Source, message
from improv.packs.sheets.cells import WHOLE
from improv.packs.source import Reason

INFLATED = 128 * 2**20
"""Bytes of all entries. A workbook of 1,300 cards in four languages has about 12 MB."""
ENTRIES = 2_000
TAGS = 2_000_000
"""Signs `<` in all entries: what is parsed costs time and memory by its elements, not its bytes.

1,300 cards in four languages have a million where LibreOffice wrote them, 150,000 where we did.
"""
_CHUNK = 2**20

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What Excel wrote until 2003 begins with, and every workbook that has a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"

_OLD = message("found.book.old", program="Excel"), message("mend.book.save", ending=".xlsx")
_LOCKED = message("found.book.locked"), message("mend.book.locked")
_MACROS = message("found.book.macros"), message("mend.book.save", ending=".xlsx")
_OTHER = (
    message("found.book.other", program="Excel"),
    message("mend.book.either", first=".xlsx", second=".csv"),
)
_STRICT = (
    message("found.book.strict", form="Strict Open XML"),
    message("mend.book.usual", ending=".xlsx"),
)
_STRICT_NAME = b"purl.oclc.org/ooxml/spreadsheetml"
"""Of ISO 29500: what openpyxl does not read, and Excel writes only where it is asked to."""
BROKEN = message("found.book.broken"), message("mend.book.again", ending=".xlsx")


def _large(what: Message) -> Reason:
    return what, message("mend.book.large")


def is_workbook(data: bytes) -> bool:
    """Whether a file wants to be a workbook, of whatever program: all else is text."""
    return data.startswith((b"PK", _COMPOUND))


def note_unfit(source: Source, data: bytes) -> bool:
    """Note why a workbook is not read, and return whether that is so."""
    found = why_unfit(data)
    if found is not None:
        source.add(WHOLE, *found)
    return found is not None


def why_unfit(data: bytes) -> Reason | None:
    """Why a workbook is not read; None if it can be."""
    if data.startswith(_COMPOUND):
        return _LOCKED if _ENCRYPTED in data else _OLD
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _why_unfit(archive)
    # What zipfile and zlib raise for archives that are damaged or of a kind they do not know.
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        return BROKEN


def _why_unfit(archive: zipfile.ZipFile) -> Reason | None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        return _LOCKED
    if len(entries) > ENTRIES:
        return _large(message("found.book.entries", most=ENTRIES))
    too_large = _large(message("found.book.large", most=INFLATED // 2**20))
    if sum(entry.file_size for entry in entries) > INFLATED:
        return too_large
    if _TYPES not in names:
        return _OTHER
    size = tags = 0
    for entry in entries:
        with archive.open(entry) as opened:
            # zipfile gives no more than the entry says, and then compares its checksum.
            while chunk := opened.read(_CHUNK):
                size += len(chunk)
                tags += chunk.count(b"<")
                if size > INFLATED or tags > TAGS:
                    return too_large
    types = archive.read(_TYPES)
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        return _MACROS
    books = (name for name in names if name.endswith("workbook.xml"))
    if any(_STRICT_NAME in archive.read(name) for name in books):
        return _STRICT
    return None if b"spreadsheetml.sheet.main+xml" in types else _OTHER
