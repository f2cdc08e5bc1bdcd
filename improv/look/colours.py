"""What a theme is: the colours that a picture needs; their values are in themes.py."""

from collections.abc import Mapping
from dataclasses import dataclass

Colour = tuple[int, int, int]
"""Red, green, blue; 0 to 255 each."""

_STROKE = 0.18
"""The share of a mark's colour in a stroke: with more, a twist would have less than 7:1."""


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` (0 to 1) of `other` in `one`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Swatch:
    """The colours of a filled surface and of what lies on it."""

    fill: Colour
    ink: Colour
    soft: Colour
    """Less important words on it."""
    mark: Colour
    """Its icon, its band and its edge."""

    @property
    def stroke(self) -> Colour:
        """Behind the word that is being read aloud; a line of the mark's colour lies under it."""
        return mix(self.fill, self.mark, _STROKE)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme."""

    name: str
    top: Colour
    """The backdrop, from top to bottom."""
    bottom: Colour
    glow: Colour
    """The backdrop where the spotlight falls: what its words are measured against."""
    curtain: Colour
    fold: Colour
    ink: Colour
    soft: Colour
    edge: Colour | None
    """An outline around panels, where the fill alone would not show them."""
    track: Colour
    """The emptied part of the clock's ring, and of bars."""
    panel: Swatch
    accent: Swatch
    warn: Swatch
    cards: Mapping[str, Swatch]
    """Kind of card -> its surface."""
    phases: Mapping[str, Colour]
    """Kind of phase -> its colour, for shapes and for words on the backdrop."""
    on_phase: Colour
    """What is drawn on a surface of a phase's colour."""
    criteria: Mapping[str, Colour]
    grades: tuple[Colour, Colour, Colour, Colour]
    """The bars of 1, 2, 3 and 4."""
    on_grade: Colour

    def criterion(self, name: str) -> Colour:
        """A criterion's colour; a format's own criteria take the phase's."""
        return self.criteria.get(name, self.phases["vote"])
