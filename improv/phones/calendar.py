"""An appointment as a calendar file: iCalendar, RFC 5545.

It has no alarm and blocks no time: it is an invitation to oneself. Its instant is a local one of no
time zone ("floating"), which every phone takes as its own.
"""

import re
from datetime import UTC, datetime

_LINE = 75
"""Octets of a line, without its end; a longer one goes on in the next, behind a space (3.1)."""
_ESCAPED = re.compile(r"[\\;,]")
_MINUTES = 10


def appointment(
    uid: str, made: datetime, begins: datetime, summary: str, description: str, language: str
) -> bytes:
    """The file. `made` knows its time zone, `begins` has none; `uid` is nobody else's, for ever.

    The same `uid` again replaces what a calendar has of it.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//improv//practice//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{begins:%Y%m%dT%H%M%S}",
        f"DURATION:PT{_MINUTES}M",
        f"SUMMARY;LANGUAGE={language}:{_text(summary)}",
        f"DESCRIPTION;LANGUAGE={language}:{_text(description)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _text(value: str) -> str:
    """A text as it is written (3.3.11)."""
    escaped = _ESCAPED.sub(lambda found: f"\\{found[0]}", value)
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """A line in UTF-8 with its end, in pieces of at most _LINE octets; no character is parted."""
    pieces = [b""]
    for character in line:
        octets = character.encode()
        # What a line goes on in begins with a space, which counts.
        if len(pieces[-1]) + len(octets) > _LINE - (len(pieces) > 1):
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
