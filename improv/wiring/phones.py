"""Phones beside a game: opened when the first picture stands, and never able to stop it."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from improv.director.room import Room
from improv.director.room_thread import RoomThread
from improv.locale.phrases import interface_languages, plain
from improv.locale.system import plain_here
from improv.wiring.options import PhoneOptions, ScreenOptions

if TYPE_CHECKING:
    from improv.phones.room_app import RoomApp
    from improv.phones.server import Server
    from improv.phones.sound import PageSound


_log = logging.getLogger(__name__)

Served = Callable[[str, str, str], None]
"""Is told the address of the stage, that of the remote and its PIN: empty where there is none."""

RETRY_SECONDS = 5.0
"""How soon a server that could not be opened is tried again."""


async def serve(
    room: Room,
    live: RoomThread,
    data: Path,
    options: PhoneOptions,
    screen: ScreenOptions,
    say: Callable[[str], None],
    sound: "PageSound | None",
    *,
    played: bool = False,
    served: Served | None = None,
) -> None:
    """Serve phones, or the stage alone, until cancelled. `sound` is that of its pages.

    `played`: somebody alone plays on the stage.

    Where there is no port, or the disk keeps no secret, it is tried again: both come back.
    """
    await live.words.wait()
    # The imports take a quarter of a second; the screen is there already and has its own thread.
    from improv.phones.room_app import RoomApp, RoomOptions
    from improv.phones.server import NoPort, Server, ServerOptions
    from improv.phones.stage import StageLook
    from improv.phones.tokens import Keyring, load_secret
    from improv.wiring.follow_ups import follow_ups, read_words
    from improv.wiring.kept_report import NamelessReport, kept_page

    look = StageLook(
        screen.theme,
        screen.latin_digits,
        screen.still,
        keys=screen.kind not in ("browser", "none"),
        played=played,
    )
    offered = follow_ups()
    report = NamelessReport(room, partial(kept_page, data, room.session))
    reading = asyncio.create_task(read_words(offered))
    wanted = RoomOptions(
        options.wifi,
        options.wifi_password,
        visitors=options.invited,
        invites=not options.remote_only,
        look=look,
        follow_ups=offered,
        report=None if room.state.setup.shift else report.page,
    )
    where = ServerOptions(options.port, options.bind, options.trusted_proxies)
    server = Server(where, {tag: plain(tag, "language.name") for tag in interface_languages()})
    refused = ""
    try:
        while True:
            try:
                keyring = Keyring(load_secret(data), room.session, options.host_pin)
                app = RoomApp(room, keyring, server.pages, server.local, wanted, sound)
                async with server.open():
                    with server.mounted(app):
                        live.network = app.next_network
                        stage = _tell(server, app, options, say, opens=screen.kind == "browser")
                        if served is not None:
                            remote = f"{app.address.url}/host", app.pin
                            served(stage, *(remote if options.invited else ("", "")))
                        await asyncio.Event().wait()
            except Exception as trouble:  # a mistake of ours there must not end the game here
                if str(trouble) != refused:
                    refused = str(trouble)
                    say(plain_here("phones.none", why=refused))
                    if not isinstance(trouble, NoPort | OSError):
                        _log.exception("the server has a fault of its own")
            await asyncio.sleep(RETRY_SECONDS)
    finally:
        reading.cancel()


def _tell(
    server: "Server",
    app: "RoomApp",
    options: PhoneOptions,
    say: Callable[[str], None],
    *,
    opens: bool,
) -> str:
    """Say where everything is; `opens`: the stage is opened in a browser. The stage's address."""
    from improv.phones.server import CONNECTIONS
    from improv.terminal.address import open_browser, qr_code

    if options.port and server.port != options.port:
        say(plain_here("phones.port", taken=str(options.port), port=str(server.port)))
    if options.invited:
        if not options.remote_only:
            say(plain_here("phones.at", address=app.address.url, code=app.code))
        say(plain_here("phones.host", address=f"{app.address.url}/host", pin=app.pin))
    if server.connections < CONNECTIONS:
        say(plain_here("phones.few", count=server.connections // 2))
    if app.player_path:
        address = f"{app.address.url}{app.player_path}"
    else:
        address = f"{app.address.url}/stage"
        if options.trusted_proxies:  # from there, and that may be here, nobody looks without it
            address += f"?c={app.code}"
    if opens:
        say(plain_here("player.at" if app.player_path else "stage.at", address=address))
        if not app.player_path and (code := qr_code(address)):
            say(code)
        open_browser(address)
    return address
