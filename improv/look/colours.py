"""What a theme is: the colours that a picture needs, and the contrast between those that meet.

Contrast is that of WCAG 2.2; the values of the three themes are in themes.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Colour = tuple[int, int, int]
"""Red, green, blue; 0 to 255 each."""

PROMPT_CONTRAST = 7.0
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0

_STROKE = 0.18
"""The share of a mark's colour in a stroke: with more, a twist would have less than 7:1."""


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = []
    for channel in colour:
        share = channel / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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

    def pairs(self) -> Iterator[tuple[str, Colour, Colour, float]]:
        """Yield (what, foreground, background, least contrast ratio) of all colours that meet."""
        for ground in (self.top, self.bottom, self.glow):
            yield "ink", self.ink, ground, PROMPT_CONTRAST
            yield "soft", self.soft, ground, TEXT_CONTRAST
            for kind, colour in self.phases.items():
                yield f"phase {kind}", colour, ground, TEXT_CONTRAST
        for kind, colour in self.phases.items():
            yield f"on phase {kind}", self.on_phase, colour, TEXT_CONTRAST
        swatches = {"panel": self.panel, "accent": self.accent, "warn": self.warn, **self.cards}
        for name, swatch in swatches.items():
            least = PROMPT_CONTRAST if name in ("prompt", "twist") else TEXT_CONTRAST
            yield f"{name} ink", swatch.ink, swatch.fill, least
            yield f"{name} soft", swatch.soft, swatch.fill, TEXT_CONTRAST
            yield f"{name} mark", swatch.mark, swatch.fill, SHAPE_CONTRAST
        for name, swatch in self.cards.items():
            least = PROMPT_CONTRAST if name in ("prompt", "twist") else TEXT_CONTRAST
            yield f"{name} ink being said", swatch.ink, swatch.stroke, least
            yield f"{name} soft being said", swatch.soft, swatch.stroke, TEXT_CONTRAST
            yield f"{name} line under what is said", swatch.mark, swatch.stroke, SHAPE_CONTRAST
        for name, colour in self.criteria.items():
            yield f"criterion {name}", colour, self.panel.fill, TEXT_CONTRAST
            yield f"criterion {name} on the backdrop", colour, self.glow, TEXT_CONTRAST
        for grade, colour in enumerate(self.grades, start=1):
            yield f"bar {grade}", colour, self.panel.fill, SHAPE_CONTRAST
            yield f"on bar {grade}", self.on_grade, colour, TEXT_CONTRAST
