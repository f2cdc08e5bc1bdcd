"""Phones beside a game: opened when the first picture stands, and never able to stop it."""

import asyncio
import gc
import sys
from collections.abc import Callable

from improv import paths
from improv.director.live import Live
from improv.director.room import Room
from improv.locale.console import told, told_here
from improv.locale.phrases import spoken
from improv.wiring.options import PlayOptions


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


async def serve(room: Room, live: Live, options: PlayOptions, say: Callable[[str], None]) -> None:
    """Serve phones until cancelled."""
    await live.words.wait()
    # The imports take a quarter of a second; the screen is there already and has its own thread.
    from improv.phones.server import CONNECTIONS, NoPort, Phones, PhonesOptions

    wanted = PhonesOptions(
        paths.data_folder(options.data),
        options.port,
        options.bind,
        options.host_pin,
        options.wifi,
        options.wifi_password,
        trusted_proxies=options.trusted_proxies,
    )
    # Cards and modules stay, and next to nothing here goes round in circles: looking for garbage
    # among them takes longer than counting a hundred ballots.
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    try:
        languages = {tag: told(tag, "language.name") for tag in spoken()}
        phones = Phones(room, wanted, languages)
        async with phones.open():
            live.network = phones.next_network
            if options.port and phones.port != options.port:
                taken = str(options.port)
                say(told_here("phones.port", taken=taken, port=str(phones.port)))
            say(told_here("phones.at", address=f"http://{phones.address}", code=phones.code))
            say(told_here("phones.host", address=f"http://{phones.address}/host", pin=phones.pin))
            if phones.connections < CONNECTIONS:
                say(told_here("phones.few", count=phones.connections // 2))
            await asyncio.Event().wait()
    except (NoPort, OSError) as trouble:
        say(told_here("phones.none", why=str(trouble)))
    except Exception as fault:  # a mistake of ours there must not end the game here
        say(told_here("phones.none", why=repr(fault)))
