"""The voices of the machine through pyttsx3: espeak-ng on Linux, nsss on macOS, SAPI5 on Windows.

Walks round what is known of pyttsx3: one `save_to_file` a `runAndWait` and never a `say`; voices
are checked first, since an unknown one is another one there; its errors go to a topic that
nobody hears, and are raised here. (Its driver `avspeech` cannot write files.) Lives in a worker:
it may print, hang, and change the working folder.
"""

import contextlib
import math
import subprocess
import sys
import wave
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from improv.voice.engine import Engine, Style, UnknownVoice, Unusable, Voice
from improv.voice.engines import espeak
from improv.voice.engines.timing import WordEvents, word_starts

_FIRST = ("en-gb", "en-us")
"""Of several voices for a language, these; then the plainest tag."""

_UNFIT = ("fa-latn", "en-shaw", "he")
"""espeak's Persian in Latin letters, its English in Shavian ones, and its Hebrew, which knows
no vowels and says consonants or the letters' names."""


def engine() -> Engine:
    """The engine of this platform. Raises Unusable."""
    kind = {"darwin": Nsss, "win32": Sapi5}.get(sys.platform, Espeak)
    return kind()


class Speech:
    """What the drivers have in common."""

    driver: str
    own_rate: int
    """Words a minute, at which the driver leaves a voice as it is."""

    def __init__(self) -> None:
        try:
            import pyttsx3

            self._engine: Any = pyttsx3.init(self.driver)
            self._voices = [
                Voice(voice.id, voice.name or voice.id, tuple(map(tag, voice.languages)))
                for voice in self._engine.getProperty("voices")
                if self._fit(voice)
            ]
        except Exception as error:  # whatever a driver may raise
            raise Unusable(f"{self.driver}: {error}") from error
        self._failure: Exception | None = None
        self._engine.connect("error", self._failed)
        self.version = f"pyttsx3 {version('pyttsx3')} {self.driver}"

    def voices(self, language: str) -> list[Voice]:
        """Its voices for a language, the best first."""
        return best(self._voices, language)

    def render(self, text: str, voice: str, style: Style, file: Path) -> tuple[int, ...]:
        """Write `text` as a WAV file; when its words begin, where the driver tells."""
        if not text.strip():
            raise ValueError("there is nothing to say")
        if all(known.id != voice for known in self._voices):
            raise UnknownVoice(voice)
        file = file.resolve()
        # SAPI5 leaves files empty that are named by an absolute path.
        with contextlib.chdir(file.parent):
            self._set(voice, style)
            self._say(self._spelt(text, style), file.name)
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        return self._words(text, file)

    def _fit(self, voice: Any) -> bool:  # noqa: ARG002 -- for those who ask
        """Whether a voice of the driver is of use."""
        return True

    def _spelt(self, text: str, style: Style) -> str:  # noqa: ARG002
        """The text as the driver wants it."""
        return text

    def _set(self, voice: str, style: Style) -> None:
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", round(self.own_rate * style.rate))
        self._engine.setProperty("volume", style.volume)

    def _say(self, text: str, name: str) -> None:
        # Nothing before the loop runs: `sapi5` is left idle by its last text, would be told to end
        # a loop that has not begun, and then stay in it unless an event of SAPI's comes late.
        self._engine.proxy.setBusy(True)
        self._engine.save_to_file(text, name)
        self._engine.runAndWait()

    def _words(self, text: str, file: Path) -> tuple[int, ...]:  # noqa: ARG002
        """When the words began, in the file that was made."""
        return ()

    def _failed(self, exception: Exception, **_: object) -> None:
        self._failure = self._failure or exception


class Espeak(Speech):
    """espeak-ng: whispers, has a pitch, and tells when it says what."""

    driver = "espeak"
    own_rate = 175

    def __init__(self) -> None:
        library = espeak.load()
        super().__init__()
        from pyttsx3.drivers import _espeak

        self._synchronize = _espeak.Synchronize
        self.version += f" {library}"
        self._events = WordEvents.of(self._engine)

    def _fit(self, voice: Any) -> bool:
        # mbrola's voices are listed though they are not installed.
        return not voice.id.startswith("mb/") and not set(voice.languages) & set(_UNFIT)

    def _set(self, voice: str, style: Style) -> None:
        super()._set(f"{voice}+whisper" if style.whisper else voice, style)
        self._engine.setProperty("pitch", octaves(style.pitch))
        # espeak takes these in a thread of its own; what it has not yet taken when the loop of
        # pyttsx3 begins is thrown away: one text in eighty came out at the last one's rate.
        self._engine.proxy.setBusy(False)
        self._synchronize()

    def _say(self, text: str, name: str) -> None:
        if self._events is not None:
            self._events.heard.clear()
        super()._say(text, name)
        self._synchronize()

    def _words(self, text: str, file: Path) -> tuple[int, ...]:
        if self._events is None:
            return ()
        with wave.open(str(file)) as sound:
            lasts = sound.getnframes() * 1000 // sound.getframerate()
        return word_starts(text, self._events.heard, lasts)


class Sapi5(Speech):
    """Windows: pitch by its XML; it cannot whisper."""

    driver = "sapi5"
    own_rate = 157

    def _spelt(self, text: str, style: Style) -> str:
        return sapi_xml(text, style)


class Nsss(Speech):
    """macOS: writes AIFF whatever the name says. It has rate and volume alone."""

    driver = "nsss"
    own_rate = 180

    def _say(self, text: str, name: str) -> None:
        written = f"{name}.aiff"
        try:
            super()._say(text, written)
            subprocess.run(as_wav(written, name), check=True)  # noqa: S603 -- a fixed command
        finally:
            Path(written).unlink(missing_ok=True)


def tag(language: str | None) -> str:
    """A driver's name of a language as a BCP 47 tag: `he_IL` is `he-il`."""
    return (language or "und").replace("_", "-").lower()


def best(voices: list[Voice], language: str) -> list[Voice]:
    """Those for a language's primary tag: the very tag first, then the main and plain ones."""
    wanted = tag(language)
    primary = wanted.partition("-")[0]

    def rank(voice: Voice) -> tuple[int, int]:
        ranks = []
        for spoken in voice.languages:
            main = _FIRST.index(spoken) if spoken in _FIRST else len(_FIRST)
            ranks.append((0, 0) if spoken == wanted else (1 + main, spoken.count("-")))
        return min(ranks)

    fit = (
        voice
        for voice in voices
        if primary in {spoken.partition("-")[0] for spoken in voice.languages}
    )
    return sorted(fit, key=rank)


def octaves(pitch: float) -> int:
    """espeak's pitch, 0 to 100: an octave is 50."""
    return max(0, min(100, round(50 + 50 * math.log2(pitch))))


def sapi_xml(text: str, style: Style) -> str:
    """SAPI's XML, https://learn.microsoft.com/previous-versions/windows/desktop/ms717077.

    Always, since a text that begins with `<` would be taken for XML. 24 steps are an octave.
    """
    steps = max(-10, min(10, round(24 * math.log2(style.pitch))))
    return f'<pitch absmiddle="{steps}">{escape(text)}</pitch>'


def as_wav(written: str, name: str) -> tuple[str, ...]:
    """The command that every macOS has: AIFF to WAV, 16 bit."""
    return ("/usr/bin/afconvert", "-f", "WAVE", "-d", "LEI16", written, name)
