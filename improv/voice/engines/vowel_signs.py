"""The vowel signs that Hebrew and Arabic do not write: whether a text has them, and proposed ones.

The models are those that come with piper, which is an extra: Nakdimon for Hebrew, and one for
Arabic (tashkeel). They err now and then: what is shipped was read by people.
"""

from collections.abc import Callable
from functools import cache

from improv.voice.engine import PIPER_INSTALL, NotInstalled

LANGUAGES = frozenset({"ar", "he"})
"""The languages that are written without them."""
_HEBREW = frozenset(map(chr, (*range(0x05B0, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C7)))
_ARABIC = frozenset(map(chr, (*range(0x064B, 0x0653), 0x0670)))
SIGNS = _HEBREW | _ARABIC


def has_vowel_signs(text: str) -> bool:
    """Whether there is a sign in it: who writes one writes all that are needed."""
    return not SIGNS.isdisjoint(text)


def without_vowel_signs(text: str) -> str:
    """The text as it is usually written."""
    return "".join(letter for letter in text if letter not in SIGNS)


def with_vowel_signs(text: str, language: str) -> str:
    """A proposal for a text in one of LANGUAGES. Raises NotInstalled."""
    return _model(language)(text)


@cache
def _model(language: str) -> Callable[[str], str]:
    """Takes half a second to load."""
    try:
        if language == "he":
            from piper.hebrew import NakdimonDiacritizer

            return NakdimonDiacritizer()
        from piper.tashkeel import TashkeelDiacritizer

        return TashkeelDiacritizer()
    except ImportError as error:
        raise NotInstalled(PIPER_INSTALL) from error
