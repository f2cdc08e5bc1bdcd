"""The invitation: what a phone scans, and what people type. Knows QR codes, draws none."""

import re
from functools import lru_cache

import segno

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""


@lru_cache(512)
def qr(text: str) -> tuple[str, ...]:
    """The QR code of `text`, a row of 1 (dark) and 0 a string, without its quiet zone."""
    # Middle error correction: a projector's glare may hide a corner.
    code = segno.make(text, error="m", micro=False, boost_error=False)
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def svg_of(rows: tuple[str, ...]) -> str:
    """The dark modules of a code as the path of an SVG, its quiet zone around it."""
    return "".join(
        f"M{QUIET + run.start()} {QUIET + y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(rows)
        for run in re.finditer("1+", row)
    )


def wifi(name: str, password: str) -> str:
    """What a camera reads as "join this network" (the WIFI: scheme of ZXing)."""
    kind = "WPA" if password else "nopass"
    return f"WIFI:T:{kind};S:{_escaped(name)};P:{_escaped(password)};;"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in '\\;,":' else c for c in text)
