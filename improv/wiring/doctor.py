"""The doctor: what this machine has, in lines, with a sample of each voice.

Looks at everything that the game would use and changes nothing. The game does without a screen, a
sound device or a voice: only what would break it is a problem.
"""

import asyncio
import os
import platform
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from improv import __version__
from improv.director.ports import JournalError, NotSaved, Unreadable
from improv.journal.file import NAME
from improv.journal.store import SqliteJournal
from improv.locale.phrases import interface_languages, plain
from improv.locale.system import plain_here
from improv.wiring.errors import listed, worded
from improv.wiring.voice import set_voices_folder

if TYPE_CHECKING:
    from improv.director.ports import Loudspeaker
    from improv.voice.engine import Voice
    from improv.voice.worker_client import WorkerClient

Say = Callable[[str], None]


BUTTONS = {"allow": "Allow", "more": "More info", "anyway": "Run anyway", "done": "Done"}
"""Of Windows and macOS, where they ask about what is new to them."""


def examine(
    data: Path, voices: Path | None, *, mute: bool, say: Say, system: str = sys.platform
) -> list[str]:
    """Say what there is; the problems. With `mute` no sample is played. Raises WrongUsage."""
    set_voices_folder(voices)
    pygame = version("pygame-ce")
    say(f"improv {__version__}, Python {platform.python_version()}, pygame-ce {pygame}")
    problems = [*_two_pygames(), *_data(data, say)]
    _displays(say)
    _networks(say)
    _questions(say, system)
    asyncio.run(_sound(say, mute=mute))
    return problems


def _two_pygames() -> list[str]:
    """The classic package has the same folder: whichever was installed last has overwritten it."""
    try:
        version("pygame")
    except PackageNotFoundError:
        return []
    command = "pip uninstall -y pygame pygame-ce && pip install pygame-ce"
    return [plain_here("doctor.classic", old="pygame", new="pygame-ce", command=command)]


def _data(folder: Path, say: Say) -> list[str]:
    say(plain_here("doctor.data", folder=str(folder)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as trial:
            SqliteJournal.open(Path(trial)).close()
    except JournalError as error:
        return [plain_here(error.name, **{**error.values, "path": str(folder), "option": "--data"})]
    except OSError as error:
        why = error.strerror or str(error)
        return [plain_here("doctor.data.closed", folder=str(folder), why=why, option="--data")]
    return [*_read_only(folder / NAME), *_damaged_sessions(folder)]


def _read_only(file: Path) -> Iterator[str]:
    if file.exists() and not os.access(file, os.W_OK):
        yield worded(NotSaved("journal.read_only", path=str(file)))


def _damaged_sessions(folder: Path) -> Iterator[str]:
    from improv.wiring.sessions import read_journal

    try:
        with closing(read_journal(folder)) as journal:
            for header in journal.sessions():
                try:
                    deque(journal.records(header.id), maxlen=0)
                except Unreadable as fault:
                    yield worded(fault)
    except Unreadable as fault:
        yield worded(fault)


def _displays(say: Say) -> None:
    from improv.screen import displays
    from improv.screen.window_messages import NoDisplay

    try:
        sizes = displays.begin()
    except NoDisplay:
        say(plain_here("doctor.displays.none"))
        return
    displays.end()
    say(plain_here("doctor.displays", listed=listed(f"{wide}x{high}" for wide, high in sizes)))


def _networks(say: Say) -> None:
    from improv.phones.networks import is_loopback, networks

    names = [f"{n.address} ({n.adapter})" for n in networks() if not is_loopback(n.address)]
    if names:
        say(plain_here("doctor.phones", listed=listed(names)))
    else:
        say(plain_here("doctor.phones.none"))


def _questions(say: Say, system: str) -> None:
    """What the system asks before it opens the program, and before phones come in."""
    from improv.phones.networks import asking_firewall

    if asks := asking_firewall(system):
        anyway = {"anyway": "Open Anyway"} if asks == "macos" else {}
        say(plain_here(f"doctor.gate.{asks}", **{**BUTTONS, **anyway}))
        say(plain_here(f"doctor.firewall.{asks}", **BUTTONS))


async def _sound(say: Say, *, mute: bool) -> None:
    """Say where sound goes, then every engine with its voices."""
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


async def _engines(say: Say, loudspeaker: "Loudspeaker | None") -> None:
    from improv.voice.voice_selection import engines, no_voice_note
    from improv.voice.worker_client import WorkerClient, worker_command

    speaking: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines():
            worker = WorkerClient(worker_command(engine), time.monotonic)
            try:
                speaking |= await _engine(engine, worker, Path(folder), say, loudspeaker)
            finally:
                await worker.close()
    for note in map(no_voice_note, sorted(set(interface_languages()) - speaking)):
        say(plain_here(note.name, **note.values))


async def _engine(
    engine: str, worker: "WorkerClient", folder: Path, say: Say, loudspeaker: "Loudspeaker | None"
) -> set[str]:
    """Say what one engine can do in each language, or once why not; what it speaks."""
    from improv.voice.engine import Unusable
    from improv.voice.worker_client import Failed

    shown_version = ""
    speaks: set[str] = set()
    for language in interface_languages():
        try:
            offer = await worker.voices(language)
        except (Unusable, Failed) as fault:
            say(f"{engine}: {fault_words(fault)}")
            return speaks
        if offer.version != shown_version:
            shown_version = offer.version
            say(f"{engine}: {offer.version}")
        if not offer.voices:
            say(f"  {language}  {plain_here('doctor.voices.none')}")
            continue
        speaks.add(language)
        for voice in offer.voices:
            say(f"  {language}  {await _sample(worker, language, voice, folder, loudspeaker)}")
        if lacks := await _unsigned(worker, language, offer.voices[0], folder):
            say(f"  {language}  {lacks}")
    return speaks


async def _sample(
    worker: "WorkerClient",
    language: str,
    voice: "Voice",
    folder: Path,
    loudspeaker: "Loudspeaker | None",
) -> str:
    """Let a voice say a sentence; its name with how long that lasts, or what went wrong."""
    from improv.director.ports import Clip
    from improv.voice.engine import UnknownVoice, Unusable
    from improv.voice.engine_text import sayable
    from improv.voice.speaker import style_of
    from improv.voice.worker_client import Failed

    text = sayable(plain(language, "doctor.sample"), language)
    file = folder / f"{language}.wav"
    try:
        lasts, words = await worker.render(text, voice.id, style_of(None), file)
    except (UnknownVoice, Unusable, Failed) as fault:
        return f"{voice.name}: {fault_words(fault)}"
    if loudspeaker is not None:
        loudspeaker.say(Clip(file, lasts, words))
        await asyncio.sleep(lasts / 1000)
    return plain_here("doctor.said", voice=voice.name, seconds=f"{lasts / 1000:.1f}")


async def _unsigned(worker: "WorkerClient", language: str, voice: "Voice", folder: Path) -> str:
    """What a voice needs that cannot read what people write: without vowel signs; else empty."""
    from improv.voice.engine import NotInstalled, UnknownVoice, Unusable
    from improv.voice.engines.vowel_signs import LANGUAGES, without_vowel_signs
    from improv.voice.speaker import style_of
    from improv.voice.worker_client import Failed

    if language not in LANGUAGES:
        return ""
    text = without_vowel_signs(plain(language, "doctor.sample"))
    try:
        await worker.render(text, voice.id, style_of(None), folder / f"{language}.wav")
    except NotInstalled as fault:
        return plain_here("doctor.unsigned", install=str(fault))
    except (UnknownVoice, Unusable, Failed):  # its sample has said so
        return ""
    return ""


def say_sentence(language: str) -> list[str]:
    """Let the best voice of a language say one sentence; what there is to know of it, in lines."""
    said: list[str] = []
    asyncio.run(_sentence(language, said.append))
    _networks(said.append)
    return said


async def _sentence(language: str, say: Say) -> None:
    from improv.voice.engine import Unusable
    from improv.voice.mixer import Mixer
    from improv.voice.voice_selection import engines
    from improv.voice.worker_client import Failed, WorkerClient, worker_command

    async with Mixer(time.monotonic).open() as mixer:
        if await mixer.device() is None:
            say(plain_here("doctor.sound.none"))
            return
        with tempfile.TemporaryDirectory() as folder:
            for engine in engines():
                worker = WorkerClient(worker_command(engine), time.monotonic)
                try:
                    offer = await worker.voices(language)
                    if offer.voices:
                        where = language, offer.voices[0], Path(folder), mixer
                        say(await _sample(worker, *where))
                        return
                except (Unusable, Failed):  # the next engine may
                    continue
                finally:
                    await worker.close()
    say(plain_here("doctor.voices.none"))


def fault_words(error: Exception) -> str:
    """What is wrong with an engine or a voice: in our words, or else in the engine's own."""
    from improv.voice.engine import NotInstalled
    from improv.voice.worker_client import Failed, Failure

    if isinstance(error, NotInstalled):
        return plain_here("doctor.missing", install=str(error))
    if isinstance(error, Failed):
        if error.failure is Failure.ERROR:
            return error.why
        return plain_here(f"doctor.failed.{error.failure}")
    return str(error)
