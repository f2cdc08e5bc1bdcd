"""Sound beside a game: opened when the first picture stands, and never able to stop it."""

import os
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from improv import paths
from improv.director.ports import Note
from improv.director.room import Room
from improv.director.room_thread import RoomThread
from improv.locale.console import plain_here
from improv.wiring.errors import WrongUsage
from improv.wiring.options import PlayOptions

if TYPE_CHECKING:
    from improv.phones.sound import PageSound

VOICES = "IMPROV_VOICES"
"""The folder of Piper's voices, for a worker."""


def check(options: PlayOptions) -> None:
    """Whether what was said of voices means something. Raises WrongUsage."""
    from improv.voice.voice_selection import WrongVoice, parse

    try:
        parse(options.voice)
    except WrongVoice as wrong:
        raise WrongUsage(plain_here(wrong.name, **wrong.values)) from None
    let_find(options.voices)


def let_find(voices: Path | None) -> None:
    """Tell workers of the folder of Piper's voices. Raises WrongUsage."""
    if voices is None:
        return
    if not voices.is_dir():
        raise WrongUsage(plain_here("wrong.folder", folder=str(voices)))
    os.environ[VOICES] = str(voices.absolute())


async def read(
    room: Room,
    live: RoomThread,
    options: PlayOptions,
    say: Callable[[str], None],
    pages: "PageSound | None",
) -> None:
    """Read aloud and sound the cues until cancelled, here and on `pages`, if there are any."""
    await live.words.wait()
    try:
        await _read(room, options, say, pages)
    except Exception as fault:  # a mistake of ours here, or a broken library, must not end the game
        say(plain_here("voice.broken", fault=repr(fault)))
        room.note(Note("voice.failed"))


async def _read(
    room: Room, options: PlayOptions, say: Callable[[str], None], pages: "PageSound | None"
) -> None:
    # Sound comes after the first picture: its library and its engines take their time.
    from improv.director.combined_loudspeaker import CombinedLoudspeaker
    from improv.director.read_aloud import ReadAloud
    from improv.voice.cache import Cache
    from improv.voice.mixer import Mixer
    from improv.voice.speaker import Speaker
    from improv.voice.voice_selection import OFF, parse

    def note(note: Note) -> None:
        say(plain_here(note.name, **note.values))
        room.note(note)

    wanted = parse(options.voice or ((OFF,) if options.demo else ()))
    folder = paths.data_folder(options.data) / "voice"
    speaker = Speaker(Cache(folder), wanted, time.monotonic, note)
    async with AsyncExitStack() as opened:
        # A page in this machine's own browser sounds here: two voices would be an echo.
        here = [] if options.screen == "browser" else [Mixer(time.monotonic)]
        for mixer in here:
            await opened.enter_async_context(mixer.open())
        await opened.enter_async_context(speaker.open())
        loud = CombinedLoudspeaker(*here, *([pages] if pages else []))
        reader = ReadAloud(room, speaker, loud, waits=not options.demo)
        if pages:
            pages.changed = reader.wake
        await reader.run()
