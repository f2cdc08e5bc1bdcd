"""Language tags as browsers and systems write them (RFC 5646)."""

import re
from collections.abc import Container
from contextlib import suppress

MOST_ACCEPTED = 500
"""Characters of an Accept-Language header that are read."""

_LANGUAGE = re.compile(r"([a-z]{2,3})(?![a-z])")
_RENAMED = {"iw": "he", "ji": "yi"}
"""ISO 639 renamed them in 1989; Java, and so many a phone, still sends the old ones."""


def primary_language(tag: str) -> str:
    """The language alone, as it is called today: `he` of `iw-IL` and of `he_IL.UTF-8`, or empty."""
    found = _LANGUAGE.match(tag.lower())
    return _RENAMED.get(found[1], found[1]) if found else ""


def accepted_language(header: str, offered: Container[str]) -> str:
    """The preferred language of an Accept-Language that is offered (RFC 9110, 12.5.4), or empty."""
    weighted: list[tuple[float, str]] = []
    for part in header[:MOST_ACCEPTED].split(","):
        tag, _, quality = part.replace(" ", "").partition(";q=")
        with suppress(ValueError):
            if (weight := float(quality or 1)) > 0:
                weighted.append((-weight, primary_language(tag)))
    tags = (tag for _, tag in sorted(weighted, key=lambda item: item[0]) if tag in offered)
    return next(tags, "")
