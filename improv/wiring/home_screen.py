"""`improv` without a command: the home screen, then what was chosen there, and back to it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from improv.director.ports import JournalError
from improv.locale.phrases import without_isolates
from improv.locale.system import plain_here
from improv.packs.folders import UnknownPack
from improv.packs.problems import PackProblems
from improv.scenes.menu import Menu, Pick
from improv.scenes.words import Names
from improv.terminal.address import open_browser
from improv.terminal.console import Console
from improv.wiring import choices
from improv.wiring.choices import Asked
from improv.wiring.errors import CannotPlay, CommandError, no_such_pack, worded
from improv.wiring.home import Home, told
from improv.wiring.options import ScreenOptions

if TYPE_CHECKING:
    from improv.phones.menu_app import MenuPage
    from improv.wiring.phones import Served
    from improv.wiring.window import Windows


def open_home(data: Path, screen: ScreenOptions, console: Console) -> None:
    """Show it in a window, or in a browser where there is no display, until somebody leaves.

    Raises CannotPlay where there is neither.
    """
    from improv.screen.window_messages import NoDisplay

    home = Home(data, console.mention, _open_file)
    if screen.kind != "browser":
        try:
            _in_windows(home, screen, console)
            return
        except NoDisplay as none:
            why = f" ({none})" if str(none) else ""
            if screen.kind == "window":
                raise CannotPlay("cannot.display", detail=why) from None
            console.say(plain_here("console.no_display") + why)
    _in_browser(home, console)


def _in_windows(home: Home, screen: ScreenOptions, console: Console) -> None:
    """Raises NoDisplay."""
    from improv.wiring.window import Windows

    while True:
        windows = Windows()
        try:
            home.displays = windows.displays().sizes
            asked = _picked(windows, home, screen)
            if asked is None:
                return
            if _played(home, asked, console, windows):
                if not windows.left_at_the_end:
                    return
                home.path = ["home"]
        finally:
            windows.close()


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


def _in_browser(home: Home, console: Console) -> None:
    from improv.phones.menu_app import MenuPage
    from improv.wiring.menu_pages import MenuPages

    def page() -> MenuPage:
        return MenuPage(home.menu(), home.language, home.choices.theme)

    with MenuPages(page(), console.mention) as pages:
        while (pick := pages.pick()).row != "quit":
            if (asked := home.pick(pick)) is not None:
                options, look, sound, phones = asked
                look = replace(look, kind="browser", display=None)
                if not phones.invited and options.solo is None:
                    # Without a window only the remote can steer it: the one on this machine.
                    phones = replace(phones, invited=True, remote_only=True, bind="127.0.0.1")

                def served(stage: str, remote: str, pin: str) -> None:
                    pages.show(_begun(home, stage, remote, pin))

                if _played(home, (options, look, sound, phones), console, served=served):
                    return
                for line in home.lines:
                    console.mention(without_isolates(line))
            pages.show(page())
        say = Names(home.language).say
        over = Menu("over", say("start.over"), (), lines=(say("start.over.note"),))
        pages.show(MenuPage(over, home.language, home.choices.theme, last=True))


def _begun(home: Home, stage: str, remote: str, pin: str) -> "MenuPage":
    """Where what was begun is found; `remote` and its PIN are empty where somebody is alone."""
    from improv.phones.menu_app import MenuPage

    say = Names(home.language).say
    lines = (say("start.begun.note"), *([say("invite.pin", pin=pin)] if pin else []))
    menu = Menu("begun", say("start.begun"), (), lines=lines)
    stage_words = say("start.stage" if remote else "start.desk")
    links = [(stage_words, stage), *([(say("host.title"), remote)] if remote else [])]
    return MenuPage(menu, home.language, home.choices.theme, tuple(links))


def _played(
    home: Home,
    asked: Asked,
    console: Console,
    windows: "Windows | None" = None,
    served: "Served | None" = None,
) -> bool:
    """Play it; False where that could not be done: the home screen says why."""
    from improv.wiring.play import play

    try:
        play(*asked, console, windows, served)
    except CommandError as fault:
        home.lines = (str(fault),)
    except UnknownPack as fault:
        home.lines = (str(no_such_pack(fault)),)
    except JournalError as fault:
        home.lines = (worded(fault),)
    except PackProblems as fault:
        home.lines = told(fault, home.language)
    else:
        return True
    return False


def _look(home: Home, screen: ScreenOptions) -> ScreenOptions:
    """What was chosen of the screen; a window of a given size stays one."""
    chosen = choices.screen(home.choices)
    there = chosen.display is not None and chosen.display <= len(home.displays)
    return replace(
        chosen,
        display=chosen.display if there else None,
        window=screen.window,
        still=screen.still,
    )


def _open_file(page: Path) -> bool:
    """Show a page in the browser; whether there is one."""
    return open_browser(page.absolute().as_uri()) is not None
