"""The machine's voices through pyttsx3: espeak-ng on Linux, nsss on macOS, SAPI5 on Windows.

It avoids the known faults of pyttsx3: each `runAndWait` has one `save_to_file` and never a `say`;
the voice is checked first, since pyttsx3 replaces an unknown one; an error that pyttsx3 only
publishes is raised. (Its driver `avspeech` cannot write files.) It runs in a worker, where it may
print, hang and change the working folder.
"""

import contextlib
import math
import subprocess
import sys
import wave
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from improv.voice.engine import Engine, Style, UnknownVoice, Unusable, Voice
from improv.voice.engines import espeak
from improv.voice.engines.arabic import ARABIC_RULES, as_espeak_reads
from improv.voice.engines.hebrew import HEBREW_RULES, as_phonemes
from improv.voice.engines.hebrew_numbers import with_number_words
from improv.voice.engines.timing import WordEvents, word_starts
from improv.voice.engines.vowel_signs import (
    LANGUAGES,
    has_vowel_signs,
    with_vowel_signs,
    without_vowel_signs,
)

_PREFERRED = ("en-gb", "en-us")
"""These come first among the voices of a language, then those with the shortest tags."""

_UNUSABLE = ("fa-latn", "en-shaw")
"""espeak's Persian in Latin script and its English in Shavian script."""
_PHONEMES = 0x100
"""espeak's flag that what stands in `[[...]]` is phonemes (espeakPHONEMES in speak_lib.h)."""


def engine() -> Engine:
    """The engine for this platform. Raises Unusable."""
    return {"darwin": Nsss, "win32": Sapi5}.get(sys.platform, Espeak)()


class DriverEngine:
    """An engine on one of pyttsx3's drivers: what all of them have in common."""

    driver: str
    normal_rate: int
    """The words a minute at which the driver speaks at a voice's own rate."""

    def __init__(self) -> None:
        try:
            import pyttsx3

            self._engine: Any = pyttsx3.init(self.driver)
            self._voices = [
                Voice(voice.id, voice.name or voice.id, tuple(map(tag, voice.languages)))
                for voice in self._engine.getProperty("voices")
                if self._is_usable(voice)
            ]
        except Exception as error:  # whatever a driver may raise
            raise Unusable(f"{self.driver}: {error}") from error
        self._languages = {
            voice.id: next(iter(voice.languages), "").partition("-")[0] for voice in self._voices
        }
        """A voice's id -> its language, without a region."""
        self._error: Exception | None = None
        self._engine.connect("error", self._on_error)
        self.version = f"pyttsx3 {version('pyttsx3')} {self.driver}"

    def voices(self, language: str) -> list[Voice]:
        """The voices for a language, the best first."""
        return best(self._voices, language)

    def render(self, text: str, voice: str, style: Style, file: Path) -> tuple[int, ...]:
        """Write `text` as a WAV file; the ms at which its words begin, if the driver reports it.

        Raises UnknownVoice, NotInstalled for a text that lacks vowel signs, ValueError for an empty
        one, and the driver's errors.
        """
        if not text.strip():
            raise ValueError("there is nothing to say")
        if voice not in self._languages:
            raise UnknownVoice(voice)
        file = file.resolve()
        written = self._markup(text, style, self._languages[voice])
        # SAPI5 leaves a file empty if its name is an absolute path.
        with contextlib.chdir(file.parent):
            self._set(voice, style)
            self._write(written, file.name)
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return self._word_starts(written, file)

    def _is_usable(self, voice: Any) -> bool:  # noqa: ARG002 -- overridden
        """Whether a voice of the driver can speak its language."""
        return True

    def _markup(self, text: str, style: Style, language: str) -> str:  # noqa: ARG002
        """The text in the driver's format, with as many words. Raises NotInstalled."""
        return without_vowel_signs(text) if language == "he" else text

    def _set(self, voice: str, style: Style) -> None:
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", round(self.normal_rate * style.rate))
        self._engine.setProperty("volume", style.volume)

    def _write(self, text: str, name: str) -> None:
        # Busy until the loop runs: `sapi5` is idle after its last text, so it would be asked to end
        # a loop that has not begun, and then stay in it unless a late event of SAPI's ends it.
        self._engine.proxy.setBusy(True)
        self._engine.save_to_file(text, name)
        self._engine.runAndWait()

    def _word_starts(self, text: str, file: Path) -> tuple[int, ...]:  # noqa: ARG002
        """The ms at which the words begin in the file that was written, if known."""
        return ()

    def _on_error(self, exception: Exception, **_: object) -> None:
        self._error = self._error or exception


class Espeak(DriverEngine):
    """espeak-ng. It whispers, has a pitch, and reports when it speaks its words."""

    driver = "espeak"
    normal_rate = 175

    def __init__(self) -> None:
        library = espeak.load()
        super().__init__()
        from pyttsx3.drivers import _espeak

        self._synchronize = _espeak.Synchronize
        # The driver asks for this alone; engine_text.sayable leaves no `[[` of a text's own.
        _espeak.CHARS_UTF8 |= _PHONEMES
        self.version += f" {library} hebrew {HEBREW_RULES} arabic {ARABIC_RULES}"
        self._events = WordEvents.of(self._engine)

    def _is_usable(self, voice: Any) -> bool:
        # mbrola's voices are listed although they are not installed.
        return not voice.id.startswith("mb/") and not set(voice.languages) & set(_UNUSABLE)

    def _set(self, voice: str, style: Style) -> None:
        super()._set(f"{voice}+whisper" if style.whisper else voice, style)
        self._engine.setProperty("pitch", octaves(style.pitch))
        # espeak sets these in a thread of its own, and discards what is not set when the loop of
        # pyttsx3 begins: one text in eighty was spoken at the rate of the one before.
        self._engine.proxy.setBusy(False)
        self._synchronize()

    def _write(self, text: str, name: str) -> None:
        if self._events is not None:
            self._events.recorded.clear()
        super()._write(text, name)
        self._synchronize()

    def _markup(self, text: str, style: Style, language: str) -> str:  # noqa: ARG002
        if language == "he":
            text = with_number_words(text, "־")
        if language in LANGUAGES and not has_vowel_signs(text):
            text = with_vowel_signs(text, language)
        return as_phonemes(text) if language == "he" else as_espeak_reads(text)

    def _word_starts(self, text: str, file: Path) -> tuple[int, ...]:
        if self._events is None:
            return ()
        with wave.open(str(file)) as sound:
            lasts = sound.getnframes() * 1000 // sound.getframerate()
        return word_starts(text, self._events.recorded, lasts)


class Sapi5(DriverEngine):
    """Windows. The pitch is set by SAPI's XML; it cannot whisper."""

    driver = "sapi5"
    normal_rate = 157

    def _markup(self, text: str, style: Style, language: str) -> str:
        return sapi_xml(super()._markup(text, style, language), style)


class Nsss(DriverEngine):
    """macOS. It writes AIFF whatever the file's name is, and has neither pitch nor whisper."""

    driver = "nsss"
    normal_rate = 180

    def _write(self, text: str, name: str) -> None:
        written = f"{name}.aiff"
        try:
            super()._write(text, written)
            subprocess.run(as_wav(written, name), check=True)  # noqa: S603 -- a fixed command
        finally:
            Path(written).unlink(missing_ok=True)


def tag(language: str | None) -> str:
    """The BCP 47 tag of a language's name in a driver: `he_IL` is `he-il`."""
    return (language or "und").replace("_", "-").lower()


def best(voices: list[Voice], language: str) -> list[Voice]:
    """The voices for a language: its own tag first, then _PREFERRED, then the shortest tags."""
    wanted = tag(language)
    primary = wanted.partition("-")[0]

    def rank(voice: Voice) -> tuple[int, int]:
        ranks = []
        for spoken in voice.languages:
            place = _PREFERRED.index(spoken) if spoken in _PREFERRED else len(_PREFERRED)
            ranks.append((0, 0) if spoken == wanted else (1 + place, spoken.count("-")))
        return min(ranks)

    of_language = (
        voice
        for voice in voices
        if primary in {spoken.partition("-")[0] for spoken in voice.languages}
    )
    return sorted(of_language, key=rank)


def octaves(pitch: float) -> int:
    """A pitch (1 is the voice's own) on espeak's scale, 0 to 100: an octave is 50 steps."""
    return max(0, min(100, round(50 + 50 * math.log2(pitch))))


def sapi_xml(text: str, style: Style) -> str:
    """The text in SAPI's XML; an octave is 24 steps of pitch."""
    # Always in XML, since SAPI would take a text that begins with `<` for it.
    # https://learn.microsoft.com/previous-versions/windows/desktop/ms717077
    steps = max(-10, min(10, round(24 * math.log2(style.pitch))))
    return f'<pitch absmiddle="{steps}">{escape(text, quote=False)}</pitch>'


def as_wav(written: str, name: str) -> tuple[str, ...]:
    """The command, part of every macOS, that converts AIFF to WAV of 16 bits."""
    return ("/usr/bin/afconvert", "-f", "WAVE", "-d", "LEI16", written, name)
