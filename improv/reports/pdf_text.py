"""The text of a PDF by typst, written so that viewers copy it as it was said.

Typst marks each word of Arabic or Hebrew as turned round, gives several letters to one glyph and
parts a line at a vowel mark. Viewers turn such a line round themselves, letter by letter: that
comes out right where it is one run of what is seen from left to right, each code one letter.
Nothing that is seen moves. ISO 32000-1, 14.8.2.3.3 and 14.9.4, are what is taken away.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from improv.reports.pdf_font import TextFont
from improv.reports.pdf_glyphs import GlyphRuns, Run, is_mark, text_of
from improv.reports.pdf_objects import Objects, UnknownLayout

_NUMBER = rb"(-?[\d.]+)"
_PIECE = re.compile(
    rb"q 1 0 0 -1 %s %s cm(/c\d+ cs [\d. ]+scn\n)BT(.*?)ET\nQ\n" % (_NUMBER, _NUMBER),
    re.DOTALL,
)
_TAG = re.compile(rb"/Span<</MCID \d+>>BDC\n\Z")
_TAG_LENGTH = 40
_PART = re.compile(
    rb"/Span<</ActualText(<\w+>|\(.*?\))>>BDC|(/ReversedChars BMC)|(EMC)\n?|"
    rb" ?0 Tr/(f\d+) %s Tf 1 0 0 -1 %s %s Tm(.*?)T[jJ](?:\n|(?=/)|\Z)"
    % (_NUMBER, _NUMBER, _NUMBER),
    re.DOTALL,
)
_CLOSE = 0.05
"""Pieces that are nearer than this, in their size, are of one line."""
_OFF = 0.8
"""How far above or below its line a mark is at most, in its size."""


@dataclass(frozen=True, slots=True)
class Show:
    """Glyphs that are shown at once: where in their piece, and what."""

    font: bytes
    size: bytes
    x: float
    y: float
    glyphs: Run

    @property
    def length(self) -> float:
        """From its beginning to its end."""
        return self.glyphs.width * float(self.size) / 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line, which typst writes at once."""

    tag: bytes
    x: float
    y: float
    colour: bytes
    shows: tuple[Show, ...]
    is_mark: bool

    @property
    def end(self) -> float:
        """Where it ends on the right."""
        return max(self.x + show.x + show.length for show in self.shows)

    @property
    def style(self) -> tuple[bytes, bytes]:
        """Its font and size."""
        return self.shows[0].font, self.shows[0].size


Shows = tuple[Show, ...] | None


def readable(content: bytes) -> bytes:
    """The PDF with such a text; as it was where nothing runs from right to left."""
    try:
        objects = Objects(content)
        fonts = _Fonts(objects)
        for page in objects.numbers(b"<</Type/Page/"):
            _rewrite(objects, objects[page], fonts)
        fonts.save()
    except UnknownLayout:
        return content
    return objects.content()


class _Fonts:
    """The fonts of a document by the numbers of their objects, and what pages show in them."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._fonts: dict[int, TextFont] = {}
        self._runs: dict[int, GlyphRuns | None] = {}
        self._shows: dict[tuple[bytes, str | None, bytes], Shows] = {}

    def shows(self, text: bytes, resources: bytes, said: str | None = None) -> Shows:
        """What a piece shows, `said` for all of it; None for what typst does not write.

        `resources`: of its page. The same is asked for again and again.
        """
        key = text, said, resources
        if key not in self._shows:
            self._shows[key] = _shows(text, self._named(resources), said)
        return self._shows[key]

    def from_right(self, resources: bytes) -> bool:
        """Whether a page of these has something to be read from right to left."""
        return any(runs and runs.from_right for runs in self._named(resources).values())

    def _named(self, resources: bytes) -> dict[bytes, GlyphRuns | None]:
        named = re.findall(rb"/(f\d+) (\d+) 0 R", resources)
        return {name: self._of(int(number)) for name, number in named}

    def _of(self, number: int) -> GlyphRuns | None:
        """None for one that is not as text is set in: emoji are pictures."""
        if number not in self._runs:
            try:
                self._fonts[number] = TextFont(self._objects, number)
                self._runs[number] = GlyphRuns(self._fonts[number])
            except UnknownLayout:
                self._runs[number] = None
        return self._runs[number]

    def save(self) -> None:
        """Write what has been added to them."""
        for font in self._fonts.values():
            font.save()


def _rewrite(objects: Objects, page: bytes, fonts: _Fonts) -> None:
    contents = re.search(rb"/Contents (\d+) 0 R", page)
    resources = re.search(rb"/Resources (\d+) 0 R", page)
    if contents is None or resources is None:
        raise UnknownLayout("a page without contents")
    named = objects[int(resources[1])]
    if fonts.from_right(named):
        text = objects.stream(int(contents[1]))
        lines = _lines(text, lambda part, said=None: fonts.shows(part, named, said))
        objects.set_stream(int(contents[1]), b"".join(lines))


def _lines(text: bytes, shows_of: Callable[..., Shows]) -> Iterator[bytes]:
    """A page again, each line in one."""
    place, line = 0, list[Piece]()
    found = [(one, shows_of(one[4])) for one in _PIECE.finditer(text)]
    for (one, shows), follows in zip(found, [*found[1:], None], strict=True):
        tag = _TAG.search(text, max(place, one.start() - _TAG_LENGTH), one.start())
        start = tag.start() if tag else one.start()
        piece = None
        if shows is not None:
            mark = follows is not None and _is_mark(one, shows, *follows)
            x, y, said = float(one[1]), float(one[2]), shows_of(one[4], " ") if mark else shows
            assert said is not None
            piece = Piece(tag[0] if tag else b"", x, y, one[3], said, mark)
        if piece is None or text[place:start] != b"EMC" or not _goes_on(line, piece):
            yield _written(line)
            line.clear()
            yield text[place:start]
        if piece is None:
            yield text[start : one.end()]
        else:
            line.append(piece)
        place = one.end()
    yield _written(line)
    yield text[place:]


def _is_mark(
    one: re.Match[bytes], shows: tuple[Show, ...], follows: re.Match[bytes], base: Shows
) -> bool:
    """Whether a piece is a mark that stands higher or lower than its line.

    Typst writes it before that of its letter, at the same place, and for both the letter and the
    mark.
    """
    return (
        len(shows) == 1
        and shows[0].glyphs.alone
        and any(map(is_mark, shows[0].glyphs.first))
        and base is not None
        and base[0].glyphs.first == shows[0].glyphs.first
        and abs(float(follows[1]) - float(one[1])) < 0.05
        and abs(float(follows[2]) - float(one[2])) > 0.01
    )


def _shows(text: bytes, fonts: Mapping[bytes, GlyphRuns | None], said: str | None) -> Shows:
    shows, place = list[Show](), 0
    meant: str | None = None
    turned, spans, taken = False, list[bool](), False
    for part in _PART.finditer(text):
        if part.start() != place:
            return None
        place = part.end()
        actual, reverse, end, name, size, x, y, glyphs = part.groups()
        if name:
            if taken and meant is not None:
                return None
            taken = True
            if (font := fonts.get(name)) is None:
                return None
            if (one := font.run(glyphs, said or meant, turned=turned and not said)) is None:
                return None
            shows.append(Show(name, size, float(x), float(y), one))
        elif reverse:
            turned = True
            spans.append(False)
        elif end:
            if spans.pop():
                meant = None
            else:
                turned = False
        else:
            meant, taken = text_of(actual), False
            spans.append(True)
    return tuple(shows) if shows and place == len(text) else None


def _goes_on(line: list[Piece], piece: Piece) -> bool:
    """Whether a piece belongs to the line of those before it."""
    if not (line and line[0].tag and piece.tag and line[0].style == piece.style):
        return False
    size = float(piece.style[1])
    gap = max(piece.x - max(one.end for one in line), min(one.x for one in line) - piece.end)
    base = next((one.y for one in line if not one.is_mark), None)
    if piece.is_mark or base is None:
        same = min(abs(one.y - piece.y) for one in line) < _OFF * size
    else:
        same = abs(base - piece.y) < 0.01
    return same and gap < _CLOSE * size


def _written(line: list[Piece]) -> bytes:
    """A line under the tag of its first piece, from left to right; the other tags stay empty.

    Marks come last, as spaces: their letters say them.
    """
    if not line:
        return b""
    origin = line[0]
    parts = [origin.tag, b"q 1 0 0 -1 %.6f %.6f cm" % (origin.x, origin.y)]
    colour, style, pen, marks = b"", (b"", b""), (0.0, 0.0), list[bytes]()
    for piece in sorted(line, key=lambda one: (one.is_mark, one.x)):
        for show in piece.shows:
            x, y = piece.x - origin.x + show.x, origin.y - piece.y + show.y
            if (piece.colour, (show.font, show.size)) == (colour, style) and y == pen[1]:
                # One operator for what stands side by side: pdfium ends a line between two.
                back = (pen[0] - x) * 1000 / float(show.size)
                parts.append(b" %.6f " % back if abs(back) > 0.000001 else b"")
            else:
                parts.append(b"]TJ\n" if colour else b"")
                if piece.colour != colour:
                    parts.append(piece.colour + (b"BT " if not colour else b""))
                parts.append(b"0 Tr/%s %s Tf 1 0 0 -1 %.6f %.6f Tm[" % (show.font, show.size, x, y))
                colour, style = piece.colour, (show.font, show.size)
            parts.append(show.glyphs.array)
            pen = x + show.length, y
            for offset, array in show.glyphs.marks:
                place = x + offset * float(show.size) / 1000, y
                mark = b"0 Tr/%s %s Tf 1 0 0 -1 %.6f %.6f Tm[%s]TJ\n" % (*style, *place, array)
                marks.append(colour + mark)
    parts += [b"]TJ\n", *marks, b"ET\nQ\n"]
    parts += (b"EMC" + piece.tag for piece in line[1:])
    return b"".join(parts)
