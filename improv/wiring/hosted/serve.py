"""`improv serve`: one loop, one server, and all rooms in it, until it is told to stop."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from improv.director.ports import Note
from improv.director.room_store import RoomStore
from improv.locale.phrases import interface_languages, plain
from improv.locale.system import plain_here
from improv.phones.organiser import key_digest, new_key
from improv.phones.passing import Neighbours
from improv.phones.rooms_app import RoomsApp
from improv.phones.server import PORT_ATTEMPTS, NoPort, Server, ServerOptions
from improv.terminal.console import Console
from improv.voice.cache import Cache
from improv.voice.shared_speaker import SharedSpeaker
from improv.voice.speaker import Speaker
from improv.voice.voice_selection import parse
from improv.wiring import runtime, voice
from improv.wiring.errors import CannotPlay
from improv.wiring.follow_ups import follow_ups, read_words
from improv.wiring.hosted.awake_room import Service
from improv.wiring.hosted.decks import Decks
from improv.wiring.hosted.options import CONNECTIONS, HostedOptions
from improv.wiring.hosted.rooms import Rooms
from improv.wiring.hosted.stores import open_store


def serve(options: HostedOptions, console: Console) -> None:
    """Serve rooms until SIGTERM or Ctrl+C, or make a key and end.

    Raises WrongUsage, UnknownPack, PackProblems, CannotPlay, JournalError.
    """
    voice.check(options.sound)
    runtime.switch_threads_often()
    with asyncio.Runner(loop_factory=runtime.new_loop) as runner, suppress(KeyboardInterrupt):
        runner.run(_serve(options, console))


async def _serve(options: HostedOptions, console: Console) -> None:
    async with open_store(options) as store:
        if options.new_key:
            await _make_key(store, console, alone=True)
            return
        await _first_key(store, console)
        decks = Decks(options.packs)
        usual = await decks.usual()
        secret = await store.secret()
        server = Server(_where(options, secret), _languages())
        offered = follow_ups()
        async with _speaker(options, console) as speaker:
            service = Service(server, secret, offered, speaker)
            rooms = Rooms(store, decks, usual, service, options)
            neighbours = Neighbours(secret, store.owners) if options.database else None
            app = RoomsApp(rooms, server.pages, time.monotonic, neighbours)
            pages = server.pages
            beside = [read_words(offered), pages.read_templates(), rooms.look_after()]
            if neighbours:
                beside += [neighbours.run(), rooms.watch_leases()]
            await _run(server, app, rooms, options, console, beside)


async def _run(
    server: Server,
    app: RoomsApp,
    rooms: Rooms,
    options: HostedOptions,
    console: Console,
    beside: Iterable[Coroutine[Any, Any, None]],
) -> None:
    stopped, loaded = _stop_event(), asyncio.Event()
    loaded.set()
    garbage = runtime.collect_garbage(loaded, rooms.are_idle)
    tasks = [asyncio.create_task(one) for one in (*beside, garbage)]
    try:
        async with server.open():
            with server.mounted(app):
                _tell(server, options, console)
                try:
                    await stopped.wait()
                finally:
                    app.health.stopping = True
                    await rooms.close()
    except NoPort as why:
        raise CannotPlay("cannot.serve", port=str(options.port), why=str(why)) from None
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _stop_event() -> asyncio.Event:
    """Set by SIGTERM and Ctrl+C, where the system has signals for a loop."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    if sys.platform != "win32":
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stopped.set)
    return stopped


def _tell(server: Server, options: HostedOptions, console: Console) -> None:
    if options.port and server.port != options.port:
        console.say(plain_here("phones.port", taken=str(options.port), port=str(server.port)))
    known = server.local.known
    host = known[0].address if known else "127.0.0.1"
    console.say(
        plain_here("serve.at", address=options.public_url or f"http://{host}:{server.port}")
    )


async def _first_key(store: RoomStore, console: Console) -> None:
    """Where there is no key yet one is made, and told where a person reads it."""
    if await store.keys():
        return
    if console.interactive:
        await _make_key(store, console, alone=False)
    else:  # what is printed is kept in a log then
        console.say(plain_here("serve.no_key", command="improv serve --new-key"))


async def _make_key(store: RoomStore, console: Console, *, alone: bool) -> None:
    key = new_key()
    await store.add_key(key_digest(key), alone=alone)
    console.say(plain_here("serve.key_once", key=key))


def _where(options: HostedOptions, secret: bytes) -> ServerOptions:
    name = urlsplit(options.public_url).hostname
    return ServerOptions(
        options.port,
        options.bind,
        options.trusted_proxies,
        connections=CONNECTIONS,
        names=frozenset({name.lower()}) if name else frozenset(),
        # Others are told at which port this process is.
        attempts=1 if options.database else PORT_ATTEMPTS,
        secret=secret if options.database else b"",
    )


def _languages() -> dict[str, str]:
    return {tag: plain(tag, "language.name") for tag in interface_languages()}


@asynccontextmanager
async def _speaker(options: HostedOptions, console: Console) -> AsyncIterator[SharedSpeaker | None]:
    """The voices of all rooms; None where there is no sound. `console` is told of their faults."""
    if options.sound.mute:
        yield None
        return

    def note(note: Note) -> None:
        console.say(plain_here(note.name, **note.values))

    speaker = Speaker(
        Cache(options.data / "voice"), parse(options.sound.voice), time.monotonic, note
    )
    async with speaker.open():
        yield SharedSpeaker(speaker)
