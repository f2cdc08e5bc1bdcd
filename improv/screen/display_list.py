"""The display list: what a picture is made of, as values. Equal items are equal pixels.

A layout makes the list, from the lowest item to the topmost. The projector compares it with the
last one and paints only what differs. An item knows its area in px, mirrored already.
"""

from dataclasses import dataclass

from improv.look.colours import Colour
from improv.text.layout import Block

Area = tuple[int, int, int, int]
"""x, y, width, height in whole px."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Words of a picture and where they are, in px: for the tests of layouts."""

    text: str
    area: Area
    box: Area
    size: float
    overflows: bool
    layer: int
    body: bool
    squeezed: bool
    """Whether body words are smaller than they should be, because they would be cut otherwise."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle with round corners, and an outline if `edge` is given."""

    area: Area
    colour: Colour
    radius: int = 0
    edge: Colour | None = None
    thick: int = 0


@dataclass(frozen=True, slots=True)
class Sprite:
    """A named shape (icons and parts of cards) in one colour, stretched to its area."""

    area: Area
    name: str
    colour: Colour
    mirrored: bool = False
    alpha: int = 255


@dataclass(frozen=True, slots=True)
class Words:
    """Laid-out text, its box's corner at `x`, `y`. `clip` cuts it off."""

    x: int
    y: int
    block: Block
    ink: Colour
    alpha: int = 255
    clip: Area | None = None

    @property
    def area(self) -> Area:
        """The lines, and space for the accents over and under them."""
        block = self.block
        left = min((line.x for line in block.lines), default=0.0)
        slack = int(block.size * 0.4) + 2
        area = (
            self.x + int(left) - slack,
            self.y - slack,
            int(block.longest) + 2 * slack + 1,
            int(block.height) + 2 * slack,
        )
        return area if self.clip is None else intersection(area, self.clip)


@dataclass(frozen=True, slots=True)
class Ring:
    """The clock's ring: `share` of it is left; it empties from 12 o'clock."""

    area: Area
    colour: Colour
    track: Colour
    thick: int
    share: float
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, black on white: rows of `1` (dark) and `0`, a whole number of px a module."""

    area: Area
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Veil:
    """A translucent sheet over what is below."""

    area: Area
    colour: Colour
    alpha: int


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The backdrop, behind everything."""

    area: Area
    theme: str


@dataclass(frozen=True, slots=True)
class Curtain:
    """A curtain that is drawn at the end of a session, from the top to the floor."""

    area: Area
    theme: str


@dataclass(frozen=True, slots=True)
class Lights:
    """The footlights: a row of lamps in the colour of the phase, under the safe area."""

    area: Area
    colour: Colour


DisplayItem = Fill | Sprite | Words | Ring | Code | Veil | Backdrop | Curtain | Lights
"""Something that a canvas paints; `area` is all the pixels that it may change."""


def intersection(one: Area, other: Area) -> Area:
    """What two areas share; without width or height where that is nothing."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    low = min(one[1] + one[3], other[1] + other[3])
    return left, top, max(0, right - left), max(0, low - top)
