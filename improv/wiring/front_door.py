"""`improv` without a command: the home screen, then what was chosen there, and back to it."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from improv.director.ports import JournalError
from improv.packs.problems import PackProblems
from improv.scenes.menu import Pick
from improv.terminal.address import open_browser
from improv.terminal.console import Console
from improv.wiring import choices
from improv.wiring.choices import Asked
from improv.wiring.errors import CommandError, worded
from improv.wiring.home import Home
from improv.wiring.options import ScreenOptions

if TYPE_CHECKING:
    from improv.wiring.window import Windows

_LINES = 4
"""So many problems of a pack are shown."""


def open_home(data: Path, screen: ScreenOptions, console: Console) -> None:
    """Show it in a window, or in a browser where there is no display, until somebody leaves.

    Raises CannotPlay where there is neither.
    """
    from improv.screen.window_messages import NoDisplay
    from improv.wiring.window import Windows

    home = Home(data, console.mention, _open_file)
    while True:
        windows = Windows()
        try:
            with suppress(NoDisplay):
                home.displays = windows.displays().sizes
            asked = _picked(windows, home, screen) if home.displays else None
            if asked is None:
                return
            home.lines = _trouble(asked, windows, home, console)
            if not (home.lines or windows.left_at_the_end):
                return
            home.path = ["home"]
        finally:
            windows.close()


def _trouble(asked: Asked, windows: "Windows", home: Home, console: Console) -> tuple[str, ...]:
    """Play what was asked for; why that could not be done, in lines."""
    from improv.wiring.play import play

    try:
        play(*asked, console, windows)
    except CommandError as fault:
        return (str(fault),)
    except JournalError as fault:
        return (worded(fault),)
    except PackProblems as fault:
        return tuple(fault.lines(home.language))[:_LINES]
    return ()


def _picked(windows: "Windows", home: Home, screen: ScreenOptions) -> Asked | None:
    """What is to be played; None when the window was closed."""
    look = None
    while True:
        wanted = _look(home, screen)
        if wanted != look:
            windows.open(wanted)
            look = wanted
        pick = windows.choose(home.menu(), home.language)
        if pick is None or pick == Pick("quit"):
            return None
        if (asked := home.pick(pick)) is not None:
            options, _, sound, phones = asked
            return options, _look(home, screen), sound, phones


def _look(home: Home, screen: ScreenOptions) -> ScreenOptions:
    """What was chosen of the screen; a window of a given size stays one."""
    from dataclasses import replace

    chosen = choices.screen(home.choices)
    return replace(chosen, window=screen.window, still=screen.still)


def _open_file(page: Path) -> None:
    """Show a page in the browser."""
    open_browser(page.absolute().as_uri())
