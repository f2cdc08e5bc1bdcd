"""Design tokens: sizes, colours and motion. Values only: no pygame, no web, no words.

The projector and the phones take theirs from here, so that they look like one thing.
"""

from improv.look.colours import (
    CRITERION_SHAPES,
    Colour,
    Swatch,
    Theme,
    contrast,
    mix,
)
from improv.look.logo import LAYERS, NAME, mark_colours, mark_svg
from improv.look.motion import LONGEST, ease, settle
from improv.look.sizes import Scale
from improv.look.themes import CONTRAST, DAYLIGHT, STAGE, THEMES

__all__ = [
    "CONTRAST",
    "CRITERION_SHAPES",
    "DAYLIGHT",
    "LAYERS",
    "LONGEST",
    "NAME",
    "STAGE",
    "THEMES",
    "Colour",
    "Scale",
    "Swatch",
    "Theme",
    "contrast",
    "ease",
    "mark_colours",
    "mark_svg",
    "mix",
    "settle",
]
