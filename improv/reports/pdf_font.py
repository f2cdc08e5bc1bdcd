"""A font in a PDF by typst, to which codes are added that stand for one letter each.

A code says which glyph is drawn (CIDToGIDMap) and what is copied (ToUnicode): ISO 32000-1, 9.7 and
9.10. Knows no pages.
"""

import re
import struct
from collections.abc import Mapping
from functools import cached_property

from improv.reports.pdf_objects import Objects, UnknownLayout

_TABLE = struct.Struct(">4sIII")
_ADVANCE = 1
"""How wide a glyph is that draws nothing, in units of the font: pdf.js loses its place at none."""


def _group(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    if found is None:
        raise UnknownLayout(pattern.decode())
    return found[1]


class TextFont:
    """The codes of one font: what each stands for, and how wide it is in 1/1000 of the size."""

    def __init__(self, objects: Objects, number: int) -> None:
        self._objects = objects
        font = objects[number]
        self._unicode = int(_group(rb"/ToUnicode (\d+) 0 R", font))
        self._shown = int(_group(rb"/DescendantFonts ?\[(\d+) 0 R\]", font))
        shown = objects[self._shown]
        widths = _group(rb"/CIDToGIDMap/Identity/W\[([\d. ]+)\]", shown).split()
        self._descriptor = int(_group(rb"/FontDescriptor (\d+) 0 R", shown))
        self._file = int(_group(rb"/FontFile2 (\d+) 0 R", objects[self._descriptor]))
        self.widths = {
            code: float(width)
            for first, last, width in zip(*[iter(widths)] * 3, strict=True)
            for code in range(int(first), int(last) + 1)
        }
        self._cmap = objects.stream(self._unicode)
        said = re.findall(rb"<(\w{4})> <(\w+)>\n", self._cmap.split(b"endcodespacerange")[-1])
        self.said = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in said
        }
        self._glyphs: dict[int, int | None] = {}
        self._codes: dict[tuple[int | None, str], int] = {}
        self._next = max([*self.widths, *self.said]) + 1

    def code(self, glyph: int | None, said: str) -> int:
        """One that draws what the code `glyph` does (nothing: None) and is copied as `said`."""
        if glyph is not None and self.said.get(glyph) == said:
            return glyph
        if (glyph, said) not in self._codes:
            new = self._codes[glyph, said] = self._next
            self._next += 1
            self._glyphs[new] = glyph
            self.said[new] = said
            self.widths[new] = self._empty_width if glyph is None else self.widths.get(glyph, 0.0)
        return self._codes[glyph, said]

    @cached_property
    def _empty_width(self) -> float:
        return _ADVANCE * 1000 / _units(self._objects.stream(self._file))

    def save(self) -> None:
        """Write what has been added."""
        if not self._glyphs:
            return
        objects = self._objects
        file, empty = _with_empty_glyph(objects.stream(self._file))
        objects.set_stream(self._file, file)
        glyphs = (self._glyphs.get(code, code) for code in range(self._next))
        to_glyph = [empty if glyph is None else glyph for glyph in glyphs]
        drawn = objects.add_stream(struct.pack(f">{len(to_glyph)}H", *to_glyph))
        widths = "".join(f" {code} {code} {self.widths[code]:.8g}" for code in self._glyphs)
        shown = objects[self._shown].replace(b"/Identity/W[", b" %d 0 R/W[" % drawn)
        shown = re.sub(rb"(/W\[[\d. ]+)\]", lambda found: found[1] + widths.encode() + b"]", shown)
        objects[self._shown] = shown
        # Which codes there are may be told; what is told must be true (ISO 14289-1, 7.21.4.2).
        objects[self._descriptor] = re.sub(rb"/CIDSet \d+ 0 R", b"", objects[self._descriptor])
        added = {code: self.said[code] for code in self._glyphs}
        objects.set_stream(self._unicode, _with_codes(self._cmap, added))


def _with_codes(cmap: bytes, added: Mapping[int, str]) -> bytes:
    rows = [
        f"<{code:04X}> <{said.encode('utf-16-be').hex().upper()}>\n" for code, said in added.items()
    ]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    text = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return cmap.replace(b"endcmap", text.encode() + b"endcmap")


def _tables(file: bytes) -> dict[bytes, bytes]:
    count = struct.unpack_from(">H", file, 4)[0]
    entries = (_TABLE.unpack_from(file, 12 + 16 * place) for place in range(count))
    return {tag: file[start : start + length] for tag, _, start, length in entries}


def _units(file: bytes) -> int:
    """How many there are to the size of a TrueType font."""
    (units,) = struct.unpack_from(">H", _tables(file)[b"head"], 18)
    return int(units)


def _with_empty_glyph(file: bytes) -> tuple[bytes, int]:
    """A TrueType font with one more glyph, which draws nothing; and that glyph."""
    tables = _tables(file)
    maxp, hhea, loca = (bytearray(tables[tag]) for tag in (b"maxp", b"hhea", b"loca"))
    (glyphs,) = struct.unpack_from(">H", maxp, 4)
    (count,) = struct.unpack_from(">H", hhea, 34)
    widths, bearings = tables[b"hmtx"][: 4 * count], tables[b"hmtx"][4 * count :]
    for place in range(0, len(bearings), 2):  # the last glyphs share a width
        widths += widths[-4:-2] + bearings[place : place + 2]
    tables[b"hmtx"] = widths + struct.pack(">Hh", _ADVANCE, 0)
    struct.pack_into(">H", maxp, 4, glyphs + 1)
    struct.pack_into(">H", hhea, 34, glyphs + 1)
    loca += loca[-len(loca) // (glyphs + 1) :]  # it begins where it ends
    tables |= {b"maxp": bytes(maxp), b"hhea": bytes(hhea), b"loca": bytes(loca)}
    if b"post" in tables:  # version 2 names each glyph, version 3 none
        tables[b"post"] = b"\x00\x03\x00\x00" + tables[b"post"][4:32]
    return _font_file(file[:12], tables), glyphs


def _font_file(head: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    directory, place, bodies = head, 12 + 16 * len(tables), b""
    for tag, table in tables.items():
        body = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(body) // 4}I", body)) & 0xFFFFFFFF
        directory += _TABLE.pack(tag, total, place + len(bodies), len(table))
        bodies += body
    return directory + bodies
