"""Language tags as browsers and systems write them (RFC 5646)."""

import re

_LANGUAGE = re.compile(r"([a-z]{2,3})(?![a-z])")
_RENAMED = {"iw": "he", "ji": "yi"}
"""ISO 639 renamed them in 1989; Java, and so many a phone, still sends the old ones."""


def primary_language(tag: str) -> str:
    """The language alone, as it is called today: `he` of `iw-IL` and of `he_IL.UTF-8`, or empty."""
    found = _LANGUAGE.match(tag.lower())
    return _RENAMED.get(found[1], found[1]) if found else ""
