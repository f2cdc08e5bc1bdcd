"""One game: its room on a thread of its own, with whatever runs beside it."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from improv.director.ports import Journal
from improv.locale.console import plain_here
from improv.narrator import Narrator
from improv.wiring import phones, voice
from improv.wiring.background import run_beside
from improv.wiring.deck_loading import LoadedDeck
from improv.wiring.errors import CannotPlay, worded
from improv.wiring.options import PlayOptions
from improv.wiring.sessions import sit

if TYPE_CHECKING:
    from improv.director.room import Room
    from improv.director.room_thread import RoomThread
    from improv.screen.waker import Waker

Show = Callable[["RoomThread", "Waker"], None]
"""Shows a game until it is over or nobody wants to see it any more. Has the main thread."""


def run(
    options: PlayOptions,
    cards: LoadedDeck,
    journal: Journal,
    say: Callable[[str], None],
    show: Show,
) -> str:
    """Run a game while `show` shows it. Why the last of it could not be saved, or empty."""
    from improv.director.room_thread import RoomThread
    from improv.screen.waker import Waker

    sitting, waker = sit(options, cards, journal, say), Waker()
    tell = Narrator(say, latin=options.latin_digits)
    serves = options.serves

    async def drive(room: "Room") -> None:
        from improv.phones.sound import PageSound

        game = sitting.run(room, live.words.set, tell)
        heard = PageSound(asyncio.get_running_loop().time) if serves and options.sounds else None
        sides = [voice.read(room, live, options, say, heard)] if options.sounds else []
        if serves:
            sides.append(phones.serve(room, live, options, say, heard))
        await run_beside(game, *sides)

    new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
    if serves:
        phones.share_the_processor()
        new_loop = phones.new_loop
    live = RoomThread(lambda: sitting.room(waker.wake), drive, waker.end, new_loop)
    live.start()
    try:
        show(live, waker)
    finally:
        live.stop()
    if live.fault is not None:
        fault, resumes = repr(live.fault), "improv play --resume"
        words = plain_here("cannot.go_on", fault=fault, command=resumes)
        raise CannotPlay(words) from live.fault
    return worded(sitting.unsaved) if sitting.unsaved else ""
