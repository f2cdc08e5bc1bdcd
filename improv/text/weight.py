"""The weights that text is set in."""

from enum import Enum


class Weight(Enum):
    """The three weights that the text families are shipped in."""

    REGULAR = "Regular"
    BOLD = "Bold"
    BLACK = "Black"
