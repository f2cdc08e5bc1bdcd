"""`improv play`: a session, or a demo of one. Its options and the four values made of them."""

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
from improv.cli.usage import add_command, add_formats
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring.errors import WrongUsage
from improv.wiring.options import (
    USUAL_FORMAT,
    USUAL_PACK,
    GameOptions,
    PhoneOptions,
    ScreenOptions,
    SoundOptions,
)


def add(commands: Any) -> None:
    """Add the command, its options in groups."""
    play = add_command(commands, "play", run, plain_here("usage.play"))
    add_groups(
        play,
        ("usage.group.game", _add_game),
        ("usage.group.screen", add_screen),
        ("usage.group.sound", add_sound),
        ("usage.group.session", add_session),
        ("usage.group.phones", _add_phones),
        ("usage.group.demo", add_demo),
    )


def _add_game(game: Any) -> None:
    format_ = plain_here("usage.format", usual=USUAL_FORMAT)
    add_pack(game)
    game.add_argument("--watch", action="store_true", help=plain_here("usage.watch"))
    game.add_argument("--format", metavar="ID|FILE", help=format_)
    game.add_argument("--plan", metavar="ID|FILE", help=plain_here("usage.play.plan"))
    add_formats(game)
    add_language(game)
    game.add_argument("--rounds", type=values.count, metavar="N", help=plain_here("usage.rounds"))
    lasts = plain_here("usage.seconds", example="play=150", other="riddle.play=90")
    game.add_argument(
        "--seconds", action="append", type=values.seconds, metavar="PHASE=N", help=lasts
    )
    players = plain_here("usage.players")
    game.add_argument("--players", metavar="NAMES|@FILE", default="", help=players)
    team = plain_here("usage.team")
    game.add_argument("--team", type=values.team, metavar="NAME", help=team)
    game.add_argument("--ballot", choices=("quick", "coaching"), default="quick")
    votes, clock = plain_here("usage.no_votes"), plain_here("usage.no_clock")
    game.add_argument("--no-votes", dest="votes", action="store_false", help=votes)
    game.add_argument("--no-clock", dest="clock", action="store_false", help=clock)
    survey = plain_here("usage.survey")
    game.add_argument("--survey", action="append", metavar="ID", help=survey)
    game.add_argument("--standings", action="store_true", help=plain_here("usage.standings"))
    game.add_argument(
        "--talk-first", action=argparse.BooleanOptionalAction, help=plain_here("usage.talk_first")
    )
    heat = plain_here("usage.heat", usual="3")
    game.add_argument("--heat-most", type=int, choices=range(1, 6), metavar="N", help=heat)
    only = plain_here("usage.only")
    game.add_argument("--only", action="append", metavar="BUSINESS", help=only)
    game.add_argument("--huddle", action="store_true", help=plain_here("usage.huddle"))


def _add_phones(phones: Any) -> None:
    usual = PhoneOptions()
    port = plain_here("usage.port", usual=str(usual.port))
    phones.add_argument("--port", type=values.port, default=usual.port, metavar="N", help=port)
    none = plain_here("usage.no_phones")
    phones.add_argument("--no-phones", dest="phones", action="store_false", help=none)
    bind = {"default": usual.bind, "metavar": "ADDRESS", "help": plain_here("usage.bind")}
    phones.add_argument("--bind", type=values.address, **bind)
    pin = plain_here("usage.host_pin", least=values.LEAST_PIN)
    phones.add_argument("--host-pin", type=values.pin, metavar="DIGITS", help=pin)
    proxy = {"metavar": "ADDRESS[/BITS]", "help": plain_here("usage.trusted_proxy")}
    phones.add_argument("--trusted-proxy", action="append", type=values.proxy, **proxy)
    wifi = plain_here("usage.wifi", variable=values.WIFI_PASSWORD)
    phones.add_argument("--wifi", default="", metavar="NAME", help=wifi)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Play it to its end."""
    from improv.wiring.faults import word_faults
    from improv.wiring.play import play

    if not sys.flags.dev_mode:
        word_faults(console.complain)
    play(*options(chosen), console)
    return 0


def options(
    chosen: argparse.Namespace,
) -> tuple[GameOptions, ScreenOptions, SoundOptions, PhoneOptions]:
    """The options that the command line asks for. Raises WrongUsage; may ask for a password."""
    from improv.paths import data_folder

    format_, formats = values.format_and_file(chosen.format)
    plan, plans = values.format_and_file(chosen.plan)
    if other := next((o for o in ("format", "rounds") if plan and getattr(chosen, o)), ""):
        raise WrongUsage("wrong.plan.with", option="--plan", other=f"--{other}")
    game = GameOptions(
        data=data_folder(chosen.data),
        packs=tuple(chosen.pack or (USUAL_PACK,)),
        watch=chosen.watch,
        format=format_,
        formats=(*chosen.formats, *formats),
        language=chosen.lang,
        seed=chosen.seed,
        rounds=chosen.rounds,
        players=values.player_names(chosen.players),
        ballot=chosen.ballot,
        votes=chosen.votes,
        clock=chosen.clock,
        surveys=tuple(chosen.survey or ()),
        huddle=chosen.huddle,
        standings=chosen.standings,
        heat_most=chosen.heat_most,
        only=tuple(chosen.only or ()),
        talk_first=chosen.talk_first,
        resume=chosen.resume,
        demo=chosen.demo,
        speed=chosen.speed,
        team=chosen.team,
        plan=plan,
        plans=plans,
        seconds=dict(one for several in chosen.seconds or () for one in several),
    )
    phones = PhoneOptions(
        invited=chosen.phones,
        port=chosen.port,
        bind=chosen.bind,
        host_pin=chosen.host_pin or "",
        trusted_proxies=tuple(chosen.trusted_proxy or ()),
        wifi=values.as_typed(chosen.wifi),
        wifi_password=values.wifi_password(chosen.wifi),
    )
    return game, screen_options(chosen), sound_options(chosen), phones
