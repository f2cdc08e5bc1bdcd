"""An address in the terminal: as a code to scan, and opened in the default browser."""

import os
import sys
import webbrowser
from contextlib import suppress
from io import StringIO
from pathlib import Path
from threading import Thread

import segno

OPENING_SECONDS = 10.0
"""So long a browser is waited for that ends only when it is closed."""


def open_browser(address: str) -> Thread | None:
    """Open the default browser at `address`, where there is one that has a window.

    The thread that opens it; None where there is no display.
    """
    # A browser in the terminal would take the terminal away from whoever reads it. It is opened on
    # a thread of its own: some browsers are waited for until they are closed, and it is this
    # program that has to answer them.
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, displays)):
        return None

    def opening() -> None:
        with suppress(webbrowser.Error):
            webbrowser.open(address)

    thread = Thread(target=opening, name="browser", daemon=True)
    thread.start()
    return thread


def open_page(file: Path) -> None:
    """Open a file in the default browser, and wait a moment for one that would end with us."""
    opening = open_browser(file.absolute().as_uri())
    if opening is not None:
        opening.join(OPENING_SECONDS)


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
