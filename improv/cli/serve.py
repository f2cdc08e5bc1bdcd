"""`improv serve`: rooms for others, in one process or several."""

import argparse
import sys
from pathlib import Path
from typing import Any

from improv.cli import values
from improv.cli.shared_options import add_groups, add_pack, add_sound, sound_options
from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring.hosted.options import HostedOptions

DATABASE = "IMPROV_DATABASE"
"""The environment variable of the database's address: a password is in it."""
USUAL = HostedOptions(Path())


def add(commands: Any) -> None:
    """Add the command, its options in groups."""
    serve = add_command(commands, "serve", run, plain_here("usage.serve"))
    add_groups(
        serve,
        ("usage.group.address", _add_address),
        ("usage.group.rooms", _add_rooms),
        ("usage.group.sound", add_sound),
    )


def _add_address(address: Any) -> None:
    port = plain_here("usage.port", usual=str(USUAL.port))
    address.add_argument("--port", type=values.port, default=USUAL.port, metavar="N", help=port)
    bind = {"default": USUAL.bind, "metavar": "ADDRESS", "help": plain_here("usage.bind")}
    address.add_argument("--bind", type=values.address, **bind)
    own = {"metavar": "HOST:PORT", "help": plain_here("usage.own_address")}
    address.add_argument("--address", type=values.host_port, **own)
    url = plain_here("usage.public_url", example="https://rooms.example.org")
    address.add_argument("--public-url", type=values.url, metavar="URL", help=url)
    proxy = {"metavar": "ADDRESS[/BITS]", "help": plain_here("usage.trusted_proxy")}
    address.add_argument("--trusted-proxy", action="append", type=values.proxy, **proxy)


def _add_rooms(rooms: Any) -> None:
    add_data(rooms)
    database = plain_here("usage.database", example="postgresql://", variable=DATABASE)
    rooms.add_argument("--database", default=None, metavar="URL", help=database)
    keep = plain_here("usage.keep", usual=str(USUAL.keep_days))
    days = {"default": USUAL.keep_days, "metavar": "DAYS", "help": keep}
    rooms.add_argument("--keep", type=values.count, **days)
    add_pack(rooms)
    rooms.add_argument("--new-key", action="store_true", help=plain_here("usage.new_key"))


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Serve until somebody stops it."""
    import os

    from improv.paths import data_folder
    from improv.wiring.faults import word_faults
    from improv.wiring.hosted.serve import serve

    if not sys.flags.dev_mode:
        word_faults(console.complain)
    database = os.environ.get(DATABASE, "") if chosen.database is None else chosen.database
    options = HostedOptions(
        data=data_folder(chosen.data),
        port=chosen.port,
        bind=chosen.bind,
        database=values.database(database),
        address=chosen.address or "",
        keep_days=chosen.keep,
        public_url=chosen.public_url or "",
        trusted_proxies=tuple(chosen.trusted_proxy or ()),
        packs=tuple(chosen.pack or USUAL.packs),
        sound=sound_options(chosen),
        new_key=chosen.new_key,
    )
    serve(options, console)
    return 0
