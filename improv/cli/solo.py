"""`improv solo`: a shift of calls for one person alone, or what is due for them."""

import argparse
import sys
from typing import Any

from improv.cli import values
from improv.cli.shared_options import (
    add_demo,
    add_groups,
    add_language,
    add_pack,
    add_screen,
    add_session,
    add_sound,
    screen_options,
    sound_options,
)
from improv.cli.usage import add_command
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring.options import (
    CALLS,
    TAKES,
    USUAL_PACK,
    GameOptions,
    PhoneOptions,
    SoloOptions,
)


def add(commands: Any) -> None:
    """Add the command, its options in groups."""
    solo = add_command(commands, "solo", run, plain_here("usage.solo"))
    add_groups(
        solo,
        ("usage.group.game", _add_game),
        ("usage.group.screen", _add_screen),
        ("usage.group.sound", _add_sound),
        ("usage.group.session", add_session),
        ("usage.group.demo", add_demo),
    )


def _add_game(game: Any) -> None:
    game.add_argument("--name", type=values.person, help=plain_here("usage.solo.name"))
    calls = plain_here("usage.solo.calls", usual=str(CALLS))
    game.add_argument("--calls", type=values.calls, default=CALLS, metavar="N", help=calls)
    add_pack(game)
    add_language(game)
    heat = plain_here("usage.solo.heat", most="4")
    game.add_argument("--heat-most", type=int, choices=range(1, 5), metavar="N", help=heat)
    game.add_argument("--due", action="store_true", help=plain_here("usage.solo.due"))


def _add_screen(screen: Any) -> None:
    add_screen(screen)
    screen.add_argument("--terminal", action="store_true", help=plain_here("usage.solo.terminal"))


def _add_sound(sound: Any) -> None:
    add_sound(sound)
    listen = plain_here("usage.solo.listen")
    sound.add_argument("--listen", action=argparse.BooleanOptionalAction, default=None, help=listen)
    keep = plain_here("usage.solo.keep", folder=TAKES)
    sound.add_argument("--keep", action="store_true", help=keep)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Play a shift to its end, or print what is due."""
    from improv.wiring.faults import word_faults
    from improv.wiring.play import play
    from improv.wiring.solo import known_consent, known_name, say_due

    options = game_options(chosen)
    if chosen.due:
        say_due(options, console)
        return 0
    if not sys.flags.dev_mode:
        word_faults(console.complain)
    options = known_consent(known_name(options, console), console)
    phones = PhoneOptions(invited=False, bind="127.0.0.1")
    play(options, screen_options(chosen), sound_options(chosen), phones, console)
    return 0


def game_options(chosen: argparse.Namespace) -> GameOptions:
    """What was chosen of the shift."""
    from improv.paths import data_folder

    return GameOptions(
        data=data_folder(chosen.data),
        packs=tuple(chosen.pack or (USUAL_PACK,)),
        language=chosen.lang,
        seed=chosen.seed,
        rounds=chosen.calls,
        heat_most=chosen.heat_most,
        resume=chosen.resume,
        demo=chosen.demo,
        speed=chosen.speed,
        solo=SoloOptions(
            chosen.name or "", terminal=chosen.terminal, listen=chosen.listen, keep=chosen.keep
        ),
    )
