"""The doctor: what this machine has, told in lines, with a sample of each engine and language.

Looks at everything the game would use and changes nothing. A missing screen, device or voice is
no problem, the game does without; what would break it is one.
"""

import asyncio
import platform
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from improv import __version__, paths
from improv.locale.console import plain_here
from improv.locale.phrases import plain, spoken
from improv.wiring.errors import listed
from improv.wiring.voice import let_find

if TYPE_CHECKING:
    from improv.director.ports import Loudspeaker
    from improv.voice.engine import Voice
    from improv.voice.worker_client import WorkerClient

Say = Callable[[str], None]


def examine(data: Path | None, voices: Path | None, *, mute: bool, say: Say, complain: Say) -> int:
    """Tell what is there; the exit code: 1 when something would break the game.

    Raises WrongUsage for a folder of voices that is none.
    """
    let_find(voices)
    say(f"improv {__version__}, Python {platform.python_version()}, pygame-ce {_pygame()}")
    problems = [*_two_pygames(), *_data(paths.data_folder(data), say)]
    _displays(say)
    _networks(say)
    asyncio.run(_sound(say, mute=mute))
    for problem in problems:
        complain(problem)
    return 1 if problems else 0


def _pygame() -> str:
    return version("pygame-ce")


def _two_pygames() -> list[str]:
    """The classic package lies in the same folder: whichever came last has overwritten it."""
    try:
        version("pygame")
    except PackageNotFoundError:
        return []
    mend = "pip uninstall -y pygame pygame-ce && pip install pygame-ce"
    return [plain_here("doctor.classic", old="pygame", new="pygame-ce", command=mend)]


def _data(folder: Path, say: Say) -> list[str]:
    say(plain_here("doctor.data", folder=str(folder)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        why = fault.strerror or str(fault)
        return [plain_here("doctor.data.closed", folder=str(folder), why=why, option="--data")]
    return []


def _displays(say: Say) -> None:
    from improv.screen import displays

    try:
        sizes = displays.begin()
    except displays.NoDisplay:
        say(plain_here("doctor.displays.none"))
        return
    displays.end()
    say(plain_here("doctor.displays", listed=listed(f"{wide}x{high}" for wide, high in sizes)))


def _networks(say: Say) -> None:
    from improv.phones.networks import is_loopback, networks

    there = [f"{n.address} ({n.adapter})" for n in networks() if not is_loopback(n.address)]
    if there:
        say(plain_here("doctor.phones", listed=listed(there)))
    else:
        say(plain_here("doctor.phones.none"))


async def _sound(say: Say, *, mute: bool) -> None:
    """The device, then every engine with its voices; `mute`: the samples are only made."""
    from improv.voice.mixer import Mixer

    if mute:
        await _engines(say, None)
        return
    async with Mixer(time.monotonic).open() as mixer:
        device = await mixer.device()
        say(
            plain_here("doctor.sound", device=device) if device else plain_here("doctor.sound.none")
        )
        await _engines(say, mixer if device else None)


async def _engines(say: Say, loud: "Loudspeaker | None") -> None:
    from improv.voice.voice_selection import engines, none
    from improv.voice.worker_client import WorkerClient, command

    speaking: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines():
            workshop = WorkerClient(command(engine), time.monotonic)
            try:
                speaking |= await _engine(engine, workshop, Path(folder), say, loud)
            finally:
                await workshop.close()
    for note in map(none, sorted(set(spoken()) - speaking)):
        say(plain_here(note.name, **note.values))


async def _engine(
    engine: str, workshop: "WorkerClient", folder: Path, say: Say, loud: "Loudspeaker | None"
) -> set[str]:
    """One engine, language by language; those that it speaks. A broken one says why, once."""
    from improv.voice.engine import Unusable
    from improv.voice.worker_client import Failed

    told_version = ""
    speaks: set[str] = set()
    for language in spoken():
        try:
            offer = await workshop.voices(language)
        except (Unusable, Failed) as fault:
            say(f"{engine}: {fault}")
            return speaks
        if offer.version != told_version:
            told_version = offer.version
            say(f"{engine}: {offer.version}")
        if not offer.voices:
            say(f"  {language}  {plain_here('doctor.voices.none')}")
            continue
        speaks.add(language)
        for voice in offer.voices:
            say(f"  {language}  {await _sample(workshop, language, voice, folder, loud)}")
    return speaks


async def _sample(
    workshop: "WorkerClient",
    language: str,
    voice: "Voice",
    folder: Path,
    loud: "Loudspeaker | None",
) -> str:
    """The voice says a sentence; how long that took to say, or what went wrong."""
    from improv.director.ports import Clip
    from improv.voice.engine import UnknownVoice, Unusable
    from improv.voice.engine_text import sayable
    from improv.voice.styles import style_of
    from improv.voice.worker_client import Failed

    text = sayable(plain(language, "doctor.sample"), language)
    file = folder / f"{language}.wav"
    try:
        lasts, words = await workshop.render(text, voice.id, style_of(None), file)
    except (UnknownVoice, Unusable, Failed) as fault:
        return f"{voice.name}: {fault}"
    if loud is not None:
        loud.say(Clip(file, lasts, words))
        await asyncio.sleep(lasts / 1000)
    return plain_here("doctor.said", voice=voice.name, seconds=f"{lasts / 1000:.1f}")
