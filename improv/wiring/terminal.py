"""What a console can do for a game without a window: show a code to scan, open a browser."""

import os
import sys
import webbrowser
from contextlib import suppress
from io import StringIO
from threading import Thread

import segno


def code_of(address: str) -> str:
    """The code of an address in half blocks; empty where no terminal can show them."""
    out = StringIO()
    segno.make(address, error="m", micro=False).terminal(out, border=2, compact=True)
    code = out.getvalue()
    try:
        code.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return ""
    return code if sys.stdout.isatty() else ""


def open_browser(address: str) -> None:
    """Open the default browser on it, where there is one that has a window.

    A browser of the console would take the console away from whoever reads it. On a thread of its
    own: some are waited for until they are closed, and it is we who have to answer them.
    """
    windows = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, windows)):
        return

    def opening() -> None:
        with suppress(webbrowser.Error):
            webbrowser.open(address)

    Thread(target=opening, name="browser", daemon=True).start()
