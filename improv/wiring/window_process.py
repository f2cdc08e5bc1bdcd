"""The process of the windows: what is drawn here never waits for ballots, nor they for it.

It asks nothing of the game but what window_messages.py says, and ends with it.
"""

import faulthandler
import os
import secrets
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from threading import Thread

from improv import own_process
from improv.screen.window_messages import (
    Answer,
    Channel,
    Displays,
    Left,
    NoDisplay,
    NoSuchDisplay,
    Opened,
    Question,
    WindowOptions,
    check_environment,
)
from improv.terminal.console import Console
from improv.wiring.faults import tell_fault, word_faults

NICE = 2
"""A little less than the game's priority: ballots go first where processors are few."""


def main(arguments: Sequence[str]) -> None:
    """Show the game that started this process. There are no arguments."""
    if sys.platform != "win32":
        os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the game, and the game ends this
    faulthandler.enable()
    complain = Console(sys.stdin, sys.stdout, sys.stderr).complain
    if not sys.flags.dev_mode:
        word_faults(complain)
    channel = Channel(*own_process.take_streams())
    try:
        check_environment(os.environ)
        _show(channel)
    except (NoDisplay, NoSuchDisplay) as wrong:
        with suppress(OSError):
            channel.send(wrong)
    except (EOFError, BrokenPipeError):
        pass  # the game is gone
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        tell_fault(fault, complain)
        os._exit(1)
    os._exit(0)  # a thread still waits for news


def _show(channel: Channel) -> None:
    """Open the windows and show the room in them to its end."""
    # Loaded while the game reads its cards.
    from improv.director.waker import Waker
    from improv.scenes.menu import Menu
    from improv.scenes.prompts import Prompt
    from improv.screen import displays
    from improv.screen.loop import Loop, Outcome
    from improv.screen.menu import MenuWindow
    from improv.screen.prompt import ask
    from improv.screen.room_proxy import RoomProxy
    from improv.screen.screens import Screens
    from improv.text import breaks

    sizes = displays.begin()
    channel.send(Displays(sizes, displays.are_visible()))
    breaks.load()
    options = channel.receive()
    assert isinstance(options, WindowOptions)
    with closing(Screens(options, sizes)) as screens:
        channel.send(Opened())
        screens.paint_empty()
        waker, menus = Waker(), MenuWindow(screens, channel.is_gone)
        room = RoomProxy(channel, waker, time.monotonic)  # a machine has but one
        while not room.begun:
            match room.take():
                case Question(Menu() as menu, language):
                    channel.send(Answer(menus.choose(menu, language)))
                case Question(Prompt() as prompt, language):
                    channel.send(Answer(ask(screens, prompt, language, channel.is_gone)))
                case WindowOptions() as changed:
                    screens.change(changed)
                    channel.send(Opened())
        Thread(target=room.follow, daemon=True).start()
        outcome = Loop(screens, room, waker, time.monotonic, secrets.token_hex(4)).run()
        channel.send(Left(outcome is Outcome.OVER))
