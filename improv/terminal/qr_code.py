"""A code to scan, drawn in a terminal's characters."""

import sys
from io import StringIO

import segno


def qr_code(address: str) -> str:
    """The QR code of `address` in half blocks; empty where standard output cannot show them."""
    drawn = StringIO()
    segno.make(address, error="m", micro=False).terminal(drawn, border=2, compact=True)
    code = drawn.getvalue()
    try:
        code.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return ""
    return code if sys.stdout.isatty() else ""
