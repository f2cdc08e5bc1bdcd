"""Piper's voices, from a folder that the facilitator names: `NAME.onnx` and `NAME.onnx.json`.

It needs the extra `piper`. Piper itself adds the vowels that Arabic and Hebrew do not write. It has
neither pitch nor whisper: of a style it applies rate and volume. It downloads nothing.
"""

import json
import os
import wave
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from improv.voice.engine import PIPER_INSTALL, Engine, NotInstalled, Style, UnknownVoice, Voice
from improv.voice.engines.hebrew_numbers import with_number_words

if TYPE_CHECKING:
    from piper import PiperVoice

FOLDER = "IMPROV_VOICES"
"""The environment variable that names the folder."""

_LOADED = 2
"""How many models, of about 60 MB each, stay in memory: a session has one or two languages."""


class Broken(Exception):
    """The files of a voice cannot be read. `str()` says which, and why."""


def engine() -> Engine:
    """Piper with the voices of $IMPROV_VOICES. Raises NotInstalled."""
    named = os.environ.get(FOLDER)
    return Piper(Path(named) if named else None)


class Piper:
    """The engine with the voices of one folder, if there is one."""

    def __init__(self, folder: Path | None) -> None:
        try:
            import piper  # noqa: F401
        except ImportError as error:
            raise NotInstalled(PIPER_INSTALL) from error
        self._folder = folder
        self._loaded: dict[str, PiperVoice] = {}
        self.version = f"piper {version('piper-tts')}"

    def voices(self, language: str) -> list[Voice]:
        """The voices for a language, its own tag first; broken ones are left out."""
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
        """Write a WAV file. Raises UnknownVoice, Broken, and ValueError for an empty text."""
        # Piper does not report when its words begin.
        if not text.strip():
            raise ValueError("there is nothing to say")
        from piper import SynthesisConfig

        model = self._model(voice)
        normal = model.config.length_scale
        config = SynthesisConfig(length_scale=normal / style.rate, volume=style.volume)
        with wave.open(str(file), "wb") as sound:
            sound.setframerate(model.config.sample_rate)
            sound.setsampwidth(2)
            sound.setnchannels(1)
            words = _with_number_words(text, model)
            model.synthesize_wav(words, sound, config, set_wav_format=False)
        return ()

    def _model(self, voice: str) -> "PiperVoice":
        """The voice's model; loading one unloads the least recently used. Raises Broken."""
        from piper import PiperVoice

        known = {} if self._folder is None else {m.stem: m for m in self._folder.glob("*.onnx")}
        if voice not in known:
            raise UnknownVoice(voice)
        model = self._loaded.pop(voice, None)
        if model is None:
            try:
                model = PiperVoice.load(known[voice])
            except Exception as error:  # onnxruntime, json and piper each raise their own
                raise Broken(f"{known[voice]}: {error}") from error
        self._loaded[voice] = model
        if len(self._loaded) > _LOADED:
            del self._loaded[next(iter(self._loaded))]
        return model


def _with_number_words(text: str, model: "PiperVoice") -> str:
    """Hebrew with its figures written as words, since piper's Hebrew voices skip figures."""
    from piper.config import PhonemeType

    if model.config.phoneme_type != PhonemeType.HEBREW:
        return text
    # A longer figure is no number, and is read figure by figure.
    return with_number_words(text, around=" ")


def _language(model: Path) -> str:
    """The BCP 47 tag in a voice's JSON, in lower case: `fa_IR` is `fa-ir`. Raises Broken."""
    file = model.with_name(f"{model.name}.json")
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
        # Older voices name only espeak's language.
        code = str(config.get("language", {}).get("code") or config["espeak"]["voice"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(f"{file}: {error!r}") from error
    return code.replace("_", "-").lower()
