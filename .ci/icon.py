"""The icon as Windows and macOS want it, from the SVG that Linux takes as it is."""

import io
import struct
from pathlib import Path

import pygame

SVG = Path(__file__).parent.parent / "assets/desktop/improv.svg"
MAC = {128: b"ic07", 256: b"ic08", 512: b"ic09"}


def png(side: int) -> bytes:
    """The icon as a PNG of `side` x `side` pixels."""
    drawn = pygame.image.load_sized_svg(SVG, (side, side))
    file = io.BytesIO()
    pygame.image.save(drawn, file, "icon.png")
    return file.getvalue()


def ico() -> bytes:
    """For Windows: a directory of PNGs."""
    pictures = [(side, png(side)) for side in (16, 32, 48, 256)]
    at = 6 + 16 * len(pictures)
    head, body = struct.pack("<3H", 0, 1, len(pictures)), b""
    for side, picture in pictures:
        head += struct.pack(
            "<4B2H2I", side % 256, side % 256, 0, 0, 1, 32, len(picture), at + len(body)
        )
        body += picture
    return head + body


def icns() -> bytes:
    """For macOS: PNGs, each with its kind and length."""
    body = b""
    for side, kind in MAC.items():
        picture = png(side)
        body += struct.pack(">4sI", kind, 8 + len(picture)) + picture
    return struct.pack(">4sI", b"icns", 8 + len(body)) + body
