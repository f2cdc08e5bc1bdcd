"""Design tokens: sizes, colours, motion, and the shapes of icons, cards and the logo.

Values only: no pygame, no web, no words. The projector and the phones take theirs from here, so
that they look like one thing.
"""

from improv.look.colours import Colour, Swatch, Theme, mix
from improv.look.icons import ICONS, MIRRORED
from improv.look.logo import LAYERS, NAME, mark_colours
from improv.look.motion import LONGEST, ease, settle
from improv.look.parts import PARTS
from improv.look.sizes import Scale
from improv.look.themes import CONTRAST, DAYLIGHT, STAGE, THEMES

__all__ = [
    "CONTRAST",
    "DAYLIGHT",
    "ICONS",
    "LAYERS",
    "LONGEST",
    "MIRRORED",
    "NAME",
    "PARTS",
    "STAGE",
    "THEMES",
    "Colour",
    "Scale",
    "Swatch",
    "Theme",
    "ease",
    "mark_colours",
    "mix",
    "settle",
]
