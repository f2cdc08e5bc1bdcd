"""Sound beside a game: opened when the first picture stands, and never able to stop it."""

import os
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from improv.director.ports import Note
from improv.director.room import Room
from improv.director.room_thread import RoomThread
from improv.locale.console import plain_here
from improv.wiring.errors import WrongUsage
from improv.wiring.options import SoundOptions

if TYPE_CHECKING:
    from improv.phones.sound import PageSound

VOICES = "IMPROV_VOICES"
"""The folder of Piper's voices, for a worker."""


def check(options: SoundOptions) -> None:
    """Check that the options for voices mean something. Raises WrongUsage."""
    from improv.voice.voice_selection import WrongVoice, parse

    try:
        parse(options.voice)
    except WrongVoice as wrong:
        raise WrongUsage(wrong.name, **wrong.values) from None
    let_find(options.voices)


def let_find(voices: Path | None) -> None:
    """Tell workers of the folder of Piper's voices. Raises WrongUsage."""
    if voices is None:
        return
    if not voices.is_dir():
        raise WrongUsage("wrong.folder", folder=str(voices))
    os.environ[VOICES] = str(voices.absolute())


async def read(
    room: Room,
    live: RoomThread,
    data: Path,
    options: SoundOptions,
    say: Callable[[str], None],
    pages: "PageSound | None",
    *,
    demo: bool,
    device: bool,
) -> None:
    """Read aloud and play the sound cues until cancelled.

    They are heard on this machine's sound `device`, and on `pages` if there are any. A `demo` does
    not wait for the reader.
    """
    await live.words.wait()
    try:
        await _read(room, data, options, say, pages, demo=demo, device=device)
    except Exception as fault:  # a mistake of ours here, or a broken library, must not end the game
        say(plain_here("voice.broken", fault=repr(fault)))
        room.note(Note("voice.failed"))


async def _read(
    room: Room,
    data: Path,
    options: SoundOptions,
    say: Callable[[str], None],
    pages: "PageSound | None",
    *,
    demo: bool,
    device: bool,
) -> None:
    # Sound comes after the first picture: its library and its engines take their time.
    from improv.director.combined_loudspeaker import CombinedLoudspeaker
    from improv.director.read_aloud import ReadAloud
    from improv.voice.cache import Cache
    from improv.voice.mixer import Mixer
    from improv.voice.speaker import Speaker
    from improv.voice.voice_selection import parse

    def note(note: Note) -> None:
        say(plain_here(note.name, **note.values))
        room.note(note)

    speaker = Speaker(Cache(data / "voice"), parse(options.voice), time.monotonic, note)
    async with AsyncExitStack() as opened:
        mixers = [Mixer(time.monotonic)] if device else []
        for mixer in mixers:
            await opened.enter_async_context(mixer.open())
        await opened.enter_async_context(speaker.open())
        loud = CombinedLoudspeaker(*mixers, *([pages] if pages else []))
        reader = ReadAloud(room, speaker, loud, waits=not demo)
        if pages:
            pages.changed = reader.wake
        await reader.run()
