"""The objects of a PDF as typst writes it: plain ones with a table of where each stands.

Knows nothing of what they are for. Object streams, updates and encryption, of which typst has none,
are refused.
"""

import re
import zlib

_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_FRAME = re.compile(rb"\s*\d+ 0 obj\s*(.*?)\s*endobj\s*", re.DOTALL)
_STREAM = re.compile(rb"(<<.*?>>)\s*stream\r?\n", re.DOTALL)


class UnknownLayout(ValueError):
    """A PDF that is not laid out as typst 0.15 does."""


class Objects:
    """The objects of a PDF by their numbers; `content` is the file with what has been changed."""

    def __init__(self, content: bytes) -> None:
        found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", content)
        head = re.compile(rb"xref\s+0 (\d+)\s+").match(content, int(found[1])) if found else None
        if not (found and head):
            raise UnknownLayout("no table of objects")
        table = _ENTRY.findall(content, head.end())
        self._trailer = content[content.rindex(b"trailer") : found.start()]
        self._end = int(found[1])
        places = sorted(int(place) for place, kind in table if kind == b"n")
        ends = dict(zip(places, [*places[1:], self._end], strict=True))
        self._head = content[: places[0]]
        self._bodies = {
            number: content[int(place) : ends[int(place)]]
            for number, (place, kind) in enumerate(table)
            if kind == b"n"
        }
        if len(table) != int(head[1]) or b"/Encrypt" in self._trailer:
            raise UnknownLayout("a table in parts, or encryption")

    def __getitem__(self, number: int) -> bytes:
        """An object as it is written, without its stream."""
        body = self._bodies[number]
        stream = _STREAM.search(body)
        if stream:
            return stream[1]
        found = _FRAME.fullmatch(body)
        if not found:
            raise UnknownLayout(f"object {number}")
        return found[1]

    def __setitem__(self, number: int, value: bytes) -> None:
        self._bodies[number] = b"%d 0 obj\n%s\nendobj\n" % (number, value)

    def numbers(self, part: bytes) -> list[int]:
        """The objects in which this stands, not looking into streams."""
        return [number for number, body in self._bodies.items() if part in body[:200]]

    def stream(self, number: int) -> bytes:
        """What a stream holds."""
        body = self._bodies[number]
        start = _STREAM.search(body)
        if not (start and b"/FlateDecode" in start[1]):
            raise UnknownLayout(f"stream {number}")
        return zlib.decompressobj().decompress(body[start.end() :])

    def set_stream(self, number: int, content: bytes) -> None:
        """Put another content in its place."""
        packed = zlib.compress(content, 6)
        head = b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(packed)
        self[number] = head + packed + b"\nendstream"

    def add_stream(self, content: bytes) -> int:
        """A new object, and its number."""
        number = max(self._bodies) + 1
        self.set_stream(number, content)
        return number

    def content(self) -> bytes:
        """The whole file."""
        size = max(self._bodies) + 1
        parts, place = [self._head], len(self._head)
        table = [b"0000000000 65535 f\r\n"] * size
        for number, body in self._bodies.items():
            table[number] = b"%010d 00000 n\r\n" % place
            parts.append(body)
            place += len(body)
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, self._trailer)
        end = b"xref\n0 %d\n%s%sstartxref\n%d\n%%%%EOF" % (size, b"".join(table), trailer, place)
        return b"".join([*parts, end])
