"""Options that every command has that plays: packs, screen, sound, session, demo."""

import argparse
from collections.abc import Callable
from typing import Any

from improv.cli import values
from improv.cli.usage import add_data, add_voices
from improv.locale.system import plain_here
from improv.wiring.options import ALL_PACKS, DEMO_SPEED, USUAL_PACK, ScreenOptions, SoundOptions

KINDS = ("window", "browser", "none")
"""Where a session can be shown."""


def add_groups(command: Any, *groups: tuple[str, Callable[[Any], None]]) -> None:
    """Add options in groups: the name of a group's title, and what adds its options."""
    for name, add_options in groups:
        add_options(command.add_argument_group(plain_here(name)))


def add_pack(game: Any) -> None:
    """Add the packs that are played."""
    pack = plain_here("usage.pack", usual=USUAL_PACK, all=ALL_PACKS)
    game.add_argument("--pack", action="append", metavar="ID|PATH", help=pack)


def add_language(game: Any) -> None:
    """Add the language, and the seed of chance."""
    game.add_argument("--lang", metavar="xx", help=plain_here("usage.lang", usual="en"))
    game.add_argument("--seed", type=int, metavar="N", help=plain_here("usage.seed"))


def add_screen(screen: Any) -> None:
    """Add where it is shown, and what it looks like."""
    where = plain_here("usage.screen")
    screen.add_argument("--screen", choices=KINDS, default="", help=where)
    screen.add_argument("--theme", choices=values.THEMES, default="stage")
    display = plain_here("usage.display")
    screen.add_argument("--display", type=values.count, metavar="N", help=display)
    window = plain_here("usage.window")
    screen.add_argument("--window", type=values.size, metavar="WxH", help=window)
    digits = plain_here("usage.digits", latin="0-9")
    screen.add_argument("--digits", choices=("native", "latin"), default="native", help=digits)
    screen.add_argument("--still", action="store_true", help=plain_here("usage.still"))


def add_sound(sound: Any) -> None:
    """Add who reads aloud."""
    voice = plain_here("usage.voice", auto="auto", off="off", example="fa=...")
    sound.add_argument("--voice", action="append", metavar="[xx=]ENGINE[:VOICE]", help=voice)
    add_voices(sound)
    sound.add_argument("--mute", action="store_true", help=plain_here("usage.mute"))


def add_demo(demo: Any) -> None:
    """Add that it plays by itself."""
    demo.add_argument("--demo", action="store_true", help=plain_here("usage.demo"))
    speed = plain_here("usage.speed", usual=f"{DEMO_SPEED:g}")
    demo.add_argument("--speed", type=values.speed, metavar="X", help=speed)


def add_session(session: Any) -> None:
    """Add where sessions are kept, and which one is gone on with."""
    add_data(session)
    either = session.add_mutually_exclusive_group()
    resume, new = plain_here("usage.resume"), plain_here("usage.new")
    either.add_argument("--resume", nargs="?", const=True, metavar="ID", help=resume)
    either.add_argument("--new", dest="resume", action="store_const", const=False, help=new)


def screen_options(chosen: argparse.Namespace) -> ScreenOptions:
    """What was chosen of the screen."""
    return ScreenOptions(
        kind=chosen.screen,
        theme=chosen.theme,
        display=chosen.display,
        window=chosen.window,
        still=chosen.still,
        latin_digits=chosen.digits == "latin",
    )


def sound_options(chosen: argparse.Namespace) -> SoundOptions:
    """What was chosen of the sound."""
    return SoundOptions(tuple(chosen.voice or ()), chosen.voices, chosen.mute)
