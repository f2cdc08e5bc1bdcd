"""Opens the default browser."""

import os
import sys
import webbrowser
from contextlib import suppress
from threading import Thread


def open_browser(address: str) -> None:
    """Open the default browser at `address`, where there is one that has a window."""
    # A browser in the terminal would take the terminal away from whoever reads it. It is opened on
    # a thread of its own: some browsers are waited for until they are closed, and it is this
    # program that has to answer them.
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, displays)):
        return

    def opening() -> None:
        with suppress(webbrowser.Error):
            webbrowser.open(address)

    Thread(target=opening, name="browser", daemon=True).start()
