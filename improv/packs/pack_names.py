"""What a new pack may be called: its name is an id, and the name of its folder on any system.

Knows names, and which are taken; never whether a folder can be written.
"""

import re
import unicodedata
from collections.abc import Collection

from improv.core.cards import SHORT
from improv.packs.check import FORMATS, PLANS, SOLO
from improv.packs.fields import is_slug

USUAL = "my-pack"
"""Proposed where nothing can be made of what was written."""

_DEVICES = ("con", "prn", "aux", "nul")
RESERVED = frozenset(
    {*_DEVICES, *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
    | {FORMATS, PLANS, SOLO}
)
"""Folders that Windows cannot have (Microsoft, "Naming Files, Paths, and Namespaces"), and folders
that hold something else wherever packs are."""


def proposed(text: str, taken: Collection[str]) -> str:
    """A name that comes near `text`, which cannot be one or is taken; else the usual one."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    if any(c.isalnum() and not c.isascii() for c in letters):
        return USUAL  # what is left of a word in another script means nothing
    words = re.sub("[^a-z0-9]+", "-", letters).strip("-0123456789")[: SHORT - len("-cards")]
    words = words.strip("-")
    others = (words, f"{words}-cards")
    fit = (name for name in others if is_slug(name) and name not in (*RESERVED, *taken))
    return next(fit, USUAL)
