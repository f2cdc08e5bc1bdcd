"""The sound of a game. It starts after the first picture, and none of its faults ends the game."""

import logging
import os
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from improv.director.ports import Loudspeaker, Note
from improv.director.room import Room
from improv.director.room_thread import RoomThread
from improv.locale.system import plain_here
from improv.wiring.errors import WrongUsage
from improv.wiring.options import SoundOptions

if TYPE_CHECKING:
    from improv.phones.sound import PageSound
    from improv.wiring.listening import SoloListening

_log = logging.getLogger(__name__)

VOICES = "IMPROV_VOICES"
"""The environment variable that names the folder of Piper's voices to a worker."""


def check(options: SoundOptions) -> None:
    """Check that the options for voices mean something. Raises WrongUsage."""
    from improv.voice.voice_selection import WrongVoice, parse

    try:
        parse(options.voice)
    except WrongVoice as wrong:
        raise WrongUsage(wrong.name, **wrong.values) from None
    set_voices_folder(options.voices)


def set_voices_folder(voices: Path | None) -> None:
    """Hand the folder of Piper's voices to all workers. Raises WrongUsage if it is no folder."""
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
    listening: "SoloListening | None" = None,
) -> None:
    """Read aloud and play the sound cues until cancelled.

    They are heard on this machine's sound `device`, and on `pages` if there are any. A `demo` does
    not wait for the reader. `listening` hears when the customer speaks, and plays answers again.
    """
    await live.words.wait()
    # Imported after the first picture is shown: the library of sound takes its time to load.
    try:
        from improv.director.combined_loudspeaker import CombinedLoudspeaker
        from improv.director.read_aloud import ReadAloud
        from improv.scenes.rules import safe_words
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
            heard: list[Loudspeaker] = [*mixers, *([pages] if pages else [])]
            customer = [listening.customer] if listening else []
            loudspeaker = CombinedLoudspeaker(*heard, *customer)
            if listening and heard:
                listening.loudspeaker = CombinedLoudspeaker(*heard)
            reader = ReadAloud(room, speaker, loudspeaker, safe=safe_words, waits=not demo)
            if pages:
                pages.changed = reader.wake
            await reader.run()
    except Exception as fault:  # a defect of ours, or of a library, must not end the game
        say(plain_here("voice.broken", fault=repr(fault)))
        _log.exception("the sound has a fault of its own")
        room.note(Note("voice.failed"))
