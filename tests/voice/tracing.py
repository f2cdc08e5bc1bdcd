"""The phonemes that espeak makes of texts, in a process of its own; nothing is spoken.

`python -m tests.voice.tracing` reads a JSON list of `[voice, text]` and writes a list of phonemes
(IPA). A switch to another language stands in it as `(en)`.
"""

import ctypes
import json
import sys
from collections.abc import Sequence

from tests.voice.rendering import answer


def traced(*texts: tuple[str, str]) -> list[str]:
    """What espeak makes of each (voice, text), as Espeak hands the text to it."""
    found: list[str] = answer("tests.voice.tracing", texts)
    return found


def _traced(texts: Sequence[tuple[str, str]]) -> list[str]:
    from improv.voice.engines.pyttsx3 import Espeak
    from improv.voice.speaker import PLAIN

    engine = Espeak()
    from pyttsx3.drivers import _espeak

    convert = ctypes.CDLL("libespeak-ng.so.1").espeak_TextToPhonemes
    convert.restype = ctypes.c_char_p
    convert.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    found = []
    for voice, text in texts:
        _espeak.SetVoiceByName(voice.encode())
        written = engine._markup(text, PLAIN, engine._languages[voice])
        rest, parts = ctypes.c_char_p(written.encode()), []
        while rest.value:
            parts.append(
                (convert(ctypes.byref(rest), _espeak.CHARS_UTF8 & 0xFF, 2) or b"").decode()
            )
        found.append(" ".join(parts))
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_traced(json.load(sys.stdin))))
