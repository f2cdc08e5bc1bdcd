"""What speaks on this machine: the device, every engine with its voices, and a sample of each.

A part of the doctor. It does without a device or a voice, and says so.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from improv.locale.phrases import interface_languages, plain
from improv.locale.system import plain_here

if TYPE_CHECKING:
    from improv.director.ports import Loudspeaker
    from improv.voice.engine import Voice
    from improv.voice.worker_client import WorkerClient

Say = Callable[[str], None]
Spoken = dict[str, dict[str, int]]
"""Engine and its version -> language -> how many voices it has there."""


async def sound(say: Say, *, mute: bool) -> Spoken:
    """Say where sound goes, then every engine with its voices, which are given back."""
    from improv.voice.mixer import Mixer

    if mute:
        return await _engines(say, None)
    async with Mixer(time.monotonic).open() as mixer:
        device = await mixer.device()
        say(
            plain_here("doctor.sound", device=device) if device else plain_here("doctor.sound.none")
        )
        return await _engines(say, mixer if device else None)


async def _engines(say: Say, loudspeaker: "Loudspeaker | None") -> Spoken:
    from improv.voice.voice_selection import engines, no_voice_note
    from improv.voice.worker_client import WorkerClient, worker_command

    spoken: Spoken = {}
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines():
            worker = WorkerClient(worker_command(engine), time.monotonic)
            try:
                spoken |= await _engine(engine, worker, Path(folder), say, loudspeaker)
            finally:
                await worker.close()
    speaking = {language for voices in spoken.values() for language in voices}
    for note in map(no_voice_note, sorted(set(interface_languages()) - speaking)):
        say(plain_here(note.name, **note.values))
    return spoken


async def _engine(
    engine: str, worker: "WorkerClient", folder: Path, say: Say, loudspeaker: "Loudspeaker | None"
) -> Spoken:
    """Say what one engine can do in each language, or once why not; what it speaks."""
    from improv.voice.engine import Unusable
    from improv.voice.worker_client import Failed

    shown_version = ""
    speaks: dict[str, int] = {}
    for language in interface_languages():
        try:
            offer = await worker.voices(language)
        except (Unusable, Failed) as fault:
            say(f"{engine}: {fault_words(fault)}")
            break
        if offer.version != shown_version:
            shown_version = offer.version
            say(f"{engine}: {offer.version}")
        if not offer.voices:
            say(f"  {language}  {plain_here('doctor.voices.none')}")
            continue
        speaks[language] = len(offer.voices)
        for voice in offer.voices:
            say(f"  {language}  {await _sample(worker, language, voice, folder, loudspeaker)}")
        if lacks := await _unsigned(worker, language, offer.voices[0], folder):
            say(f"  {language}  {lacks}")
    return {f"{engine}: {shown_version}": speaks}


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


def spoken_sentence(language: str) -> list[str]:
    """Let the best voice of a language say one sentence; what there is to know of it, in lines."""
    said: list[str] = []
    asyncio.run(_sentence(language, said.append))
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
