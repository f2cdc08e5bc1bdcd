"""Phones beside a game: opened when the first picture stands, and never able to stop it."""

import asyncio
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from improv.director.room import Room
from improv.director.room_thread import RoomThread
from improv.locale.console import plain_here
from improv.locale.phrases import plain, spoken
from improv.wiring.options import PhoneOptions, ScreenOptions

if TYPE_CHECKING:
    from improv.phones.server import Phones
    from improv.phones.sound import PageSound


def new_loop() -> asyncio.AbstractEventLoop:
    """The fastest loop there is for hundreds of sockets: libuv's, where it can be had."""
    try:
        import uvloop
    except ImportError:  # Windows
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


def share_the_processor() -> None:
    """Let the room's thread wait for the drawing one a millisecond at most, not five.

    It gives the interpreter away with every packet, and hundreds come at once.
    """
    sys.setswitchinterval(0.001)


async def serve(
    room: Room,
    live: RoomThread,
    data: Path,
    options: PhoneOptions,
    screen: ScreenOptions,
    say: Callable[[str], None],
    sound: "PageSound | None",
) -> None:
    """Serve phones, or the stage alone, until cancelled. `sound` is that of its pages."""
    await live.words.wait()
    # The imports take a quarter of a second; the screen is there already and has its own thread.
    from improv.phones.server import NoPort, Phones, PhonesOptions
    from improv.phones.stage import StageLook

    wanted = PhonesOptions(
        data,
        options.port,
        options.bind,
        options.host_pin,
        options.wifi,
        options.wifi_password,
        trusted_proxies=options.trusted_proxies,
        visitors=options.invited,
        look=StageLook(
            screen.theme,
            screen.latin_digits,
            screen.still,
            keys=screen.kind not in ("browser", "none"),
        ),
    )
    # Cards and modules stay, and next to nothing here goes round in circles: looking for garbage
    # among them takes longer than counting a hundred ballots.
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    try:
        languages = {tag: plain(tag, "language.name") for tag in spoken()}
        phones = Phones(room, wanted, languages, sound=sound)
        async with phones.open():
            live.network = phones.next_network
            _tell(phones, options, say, opens=screen.kind == "browser")
            await asyncio.Event().wait()
    except (NoPort, OSError) as trouble:
        say(plain_here("phones.none", why=str(trouble)))
    except Exception as fault:  # a mistake of ours there must not end the game here
        say(plain_here("phones.none", why=repr(fault)))


def _tell(
    phones: "Phones", options: PhoneOptions, say: Callable[[str], None], *, opens: bool
) -> None:
    """Say where everything is; `opens`: the stage is opened in a browser."""
    from improv.phones.server import CONNECTIONS
    from improv.terminal.browser import open_browser
    from improv.terminal.qr_code import qr_code

    if options.port and phones.port != options.port:
        say(plain_here("phones.port", taken=str(options.port), port=str(phones.port)))
    if options.invited:
        say(plain_here("phones.at", address=phones.url, code=phones.code))
        say(plain_here("phones.host", address=f"{phones.url}/host", pin=phones.pin))
    if phones.connections < CONNECTIONS:
        say(plain_here("phones.few", count=phones.connections // 2))
    if opens:
        address = f"{phones.url}/stage"
        if options.trusted_proxies:  # from there, and that may be here, nobody looks without it
            address += f"?c={phones.code}"
        say(plain_here("stage.at", address=address))
        if code := qr_code(address):
            say(code)
        open_browser(address)
