"""Voices of piper, from a folder that the facilitator names: `NAME.onnx` beside `NAME.onnx.json`.

Needs the extra `piper`. Piper itself puts in the vowels that Arabic and Hebrew leave out. It has no
pitch and no whisper: of a style it takes rate and volume. Lives in a worker; fetches nothing.
"""

import json
import os
import re
import wave
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from improv.voice.engine import PIPER_INSTALL, Engine, NotInstalled, Style, UnknownVoice, Voice

if TYPE_CHECKING:
    from piper import PiperVoice

FOLDER = "IMPROV_VOICES"
"""The environment variable that names the folder."""

_LOADED = 2
"""Models kept in memory, of some 60 MB each: a session speaks one language, or two."""


class Broken(Exception):
    """A voice's files cannot be read. `str()` says which and why."""


def engine() -> Engine:
    """Piper with the voices of $IMPROV_VOICES. Raises NotInstalled."""
    named = os.environ.get(FOLDER)
    return Piper(Path(named) if named else None)


class Piper:
    """Piper's voices of one folder; without a folder it has none."""

    def __init__(self, folder: Path | None) -> None:
        try:
            import piper  # noqa: F401
        except ImportError as error:
            raise NotInstalled(PIPER_INSTALL) from error
        self._folder = folder
        self._loaded: dict[str, PiperVoice] = {}
        self.version = f"piper {version('piper-tts')}"

    def voices(self, language: str) -> list[Voice]:
        """Its voices for a language, the very tag first; a broken one is left out."""
        wanted = language.lower()
        primary = wanted.partition("-")[0]
        found = []
        for model in sorted(self._folder.glob("*.onnx")) if self._folder is not None else ():
            try:
                spoken = _language(model)
            except Broken:
                continue
            if spoken.partition("-")[0] == primary:
                found.append(Voice(model.stem, model.stem, (spoken,)))
        return sorted(found, key=lambda voice: voice.languages != (wanted,))

    def render(self, text: str, voice: str, style: Style, file: Path) -> tuple[int, ...]:
        """Write `text` as a WAV file; when its words begin is not known.

        Raises UnknownVoice, and Broken where the voice's files are no voice.
        """
        if not text.strip():
            raise ValueError("there is nothing to say")
        from piper import SynthesisConfig

        speaker = self._speaker(voice)
        own = speaker.config.length_scale
        manner = SynthesisConfig(length_scale=own / style.rate, volume=style.volume)
        with wave.open(str(file), "wb") as sound:
            sound.setframerate(speaker.config.sample_rate)
            sound.setsampwidth(2)
            sound.setnchannels(1)
            speaker.synthesize_wav(_spelt(text, speaker), sound, manner, set_wav_format=False)
        return ()

    def _speaker(self, voice: str) -> "PiperVoice":
        """The loaded model; the one used longest ago makes room."""
        from piper import PiperVoice

        known = {} if self._folder is None else {m.stem: m for m in self._folder.glob("*.onnx")}
        if voice not in known:
            raise UnknownVoice(voice)
        speaker = self._loaded.pop(voice, None)
        if speaker is None:
            try:
                speaker = PiperVoice.load(known[voice])
            except Exception as error:  # onnxruntime, json and piper each raise their own
                raise Broken(f"{known[voice]}: {error}") from error
        self._loaded[voice] = speaker
        if len(self._loaded) > _LOADED:
            del self._loaded[next(iter(self._loaded))]
        return speaker


def _spelt(text: str, speaker: "PiperVoice") -> str:
    """Figures in words where piper would pass them over without a sound: in Hebrew."""
    from piper.config import PhonemeType

    if speaker.config.phoneme_type != PhonemeType.HEBREW:
        return text
    from num2words import num2words

    # A longer one is no number but a row of figures.
    return re.sub(
        r"\d{1,9}(?!\d)|\d", lambda figure: f" {num2words(int(figure[0]), lang='he')} ", text
    )


def _language(model: Path) -> str:
    """The BCP 47 tag in a voice's json, in lower case: `fa_IR` is `fa-ir`. Raises Broken."""
    about = model.with_name(f"{model.name}.json")
    try:
        told = json.loads(about.read_text(encoding="utf-8"))
        # Older voices name espeak's language alone.
        code = str(told.get("language", {}).get("code") or told["espeak"]["voice"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(f"{about}: {error!r}") from error
    return code.replace("_", "-").lower()
