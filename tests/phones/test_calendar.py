"""The calendar file: RFC 5545, octet by octet."""

import re
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.phones.calendar import appointment

MADE = datetime(2026, 11, 30, 23, 30, 5, tzinfo=timezone(timedelta(hours=3, minutes=30)))
BEGINS = datetime(2026, 12, 7, 9)  # noqa: DTZ001 - it has no zone on purpose
LONG = "اگر هفتهٔ بعد تماسی جای «گرمی‌اش بماند» بود، آن وقت نفسی می‌کشم و امتحانش می‌کنم. " * 3


def made(summary: str = "Try it", description: str = "Why", language: str = "en") -> bytes:
    """A file."""
    return appointment("abc@improv", MADE, BEGINS, summary, description, language)


def read(file: bytes) -> dict[str, str]:
    """Its lines as a calendar reads them: unfolded, parted at the first colon, unescaped."""
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    found = dict(line.split(":", 1) for line in lines if line)
    kept = {"n": "\n", "N": "\n"}
    return {
        name: re.sub(r"\\(.)", lambda one: kept.get(one[1], one[1]), value)
        for name, value in found.items()
    }


def test_an_appointment() -> None:
    """Every line of it: no zone, no alarm, nobody is asked, no time is blocked."""
    assert made().decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//improv//practice//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:abc@improv",
        "DTSTAMP:20261130T200005Z",
        "DTSTART:20261207T090000",
        "DURATION:PT10M",
        "SUMMARY;LANGUAGE=en:Try it",
        "DESCRIPTION;LANGUAGE=en:Why",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", r"a\, b\; c"),
        ("a\\b", r"a\\b"),
        ("one\ntwo\r\nthree\u2028four", r"one\ntwo\nthree\nfour"),
        ("END:VEVENT\r\nBEGIN:VALARM", r"END:VEVENT\nBEGIN:VALARM"),
    ],
)
def test_signs_are_escaped(text: str, written: str) -> None:
    """Also lines that would end the appointment."""
    assert f"SUMMARY;LANGUAGE=en:{written}\r\n".encode() in made(text)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_any_text_comes_back(text: str) -> None:
    """However long, in any script: lines of at most 75 octets, no character in two of them."""
    file = made(description=text)
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    for line in lines:
        line.decode()
    assert read(file)["DESCRIPTION;LANGUAGE=en"] == "\n".join(text.splitlines())


def test_long_lines_are_folded_where_they_are_full() -> None:
    """No line is cut before its time: one more character would be too many octets."""
    file = made(LONG, language="fa")
    lines = file.split(b"\r\n")
    for line, after in pairwise(lines):
        if after.startswith(b" "):
            assert len(line) + len(after.decode()[1].encode()) > 75
    assert read(file)["SUMMARY;LANGUAGE=fa"] == LONG
    assert read(file)["DTSTAMP"] == f"{MADE.astimezone(UTC):%Y%m%dT%H%M%SZ}"
