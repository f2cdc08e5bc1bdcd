"""A text as engines expect it, and an estimate of when its words are spoken.

`sayable` keeps the number and the order of the words, so that the screens can highlight the word
that is being spoken by its index; `estimated` times the words for engines that report no times.
Pure functions of text that know no engine.
"""

import re
import unicodedata
from itertools import accumulate

from improv.core.reading import Line

_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٪﹪％", "01234567890123456789.%%%")
"""To ASCII digits: English voices skip Persian ones; Persian and Arabic voices read both."""

_INVISIBLE = frozenset(
    "\u00ad\u061c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\u20e3"  # marks, joiners, selectors
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # bidi: embeddings and isolates
)
_BRACKETS = str.maketrans("[]{}", "()()")
"""Round instead of square brackets: piper and macOS take `[[` for the start of a command."""

_SILENT = ","
"""Takes the place of a word without any sound, so that the words keep their indices."""

_GROUP = re.compile(r"(?<=\d)٬(?=\d{3})")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?![\d:])")
_NUMBER = re.compile(r"[#№](?=\w)")
_PERCENT = re.compile(r"(?<=\d)%")

# Joined to the figure, since otherwise there would be one word more; voices separate letters from
# digits by themselves.
_NUMBER_WORD = {"en": "number", "fa": "شمارهٔ", "ar": "رقم", "he": "מספר"}
_PERCENT_WORD = {"ar": "بالمئة"}  # espeak's Arabic skips the sign; other voices read it
_AND = {"fa": "و"}  # espeak's Persian reads the colon of a time aloud
_AMPERSAND = {"fa": "و", "ar": "و", "he": "ו"}


_SPOKEN_PERSIAN = (
    (re.compile("(?<=ه\u200c)(?=[متش]\\W*$)"), "\u064e"),  # my, your, his: with its vowel
    (re.compile("(?<=می)\u200c(?=[شدرگ]ه\\W*$)"), ""),  # written apart, it would end in -ah
    (re.compile("(?<=می\u200cگ)(?=م\\W*$)"), "\u064e"),
    (re.compile("(?<=می\u200cرس)(?=[من]\\W*$)"), "\u064e"),
    (re.compile("^(\\W*)رو(?=\\W*$)"), "\\1رُ"),  # of an object, not a face
)
"""Everyday spoken forms that Persian voices read wrong, and how these read them."""


def words_said(line: Line) -> list[list[str]]:
    """The words that a voice says for each word of `line.text`, in its order."""
    if not line.spoken:
        return [[word] for word in line.text.split()]
    return [word.replace("_", " ").split() or [word] for word in line.spoken.split()]


def sayable(text: str, language: str) -> str:
    """`text` as an engine should read it in `language` (BCP 47), with as many words as before."""
    primary = language.partition("-")[0].lower()
    return " ".join(_spelled(word, primary) for word in text.split())


def _spelled(word: str, language: str) -> str:
    word = "".join(letter for letter in word if not _is_silent(letter))
    word = _GROUP.sub("", word).translate(_ASCII).translate(_BRACKETS)
    word = _TIME.sub(lambda time: _time(time[1], time[2], language), word)
    if number := _NUMBER_WORD.get(language):
        word = _NUMBER.sub(number, word)
    if percent := _PERCENT_WORD.get(language):
        word = _PERCENT.sub(percent, word)
    if language == "fa":
        for pattern, form in _SPOKEN_PERSIAN:
            word = pattern.sub(form, word)
    if word == "&":
        word = _AMPERSAND.get(language, word)
    return word or _SILENT


def _time(hours: str, minutes: str, language: str) -> str:
    """A time of day; a whole hour is read without its zeros."""
    return hours if minutes == "00" else f"{hours}{_AND.get(language, ':')}{minutes}"


def _is_silent(letter: str) -> bool:
    """Whether it is a control character or a picture: voices would read an emoji's name aloud."""
    symbol = letter >= "\u2190" and letter != "№"
    return letter in _INVISIBLE or (symbol and unicodedata.category(letter) in ("So", "Sk"))


# Durations relative to a letter's. Fitted to espeak's own times over the service desk's cards in
# English, Persian and Arabic: the mean error is 0.1 s, and one word in twenty is over 0.3 s off.
_WORD = 1.5
_DIGIT = 6.0
_ZERO = 2.0
_COMMA = 4.0
_STOP = 6.0
_COMMAS = frozenset(",،;؛:—–")
_STOPS = frozenset(".!?؟…")


def estimated(text: str, lasts: int) -> tuple[int, ...]:
    """An estimate of the ms at which each word of `text.split()` begins if it all takes `lasts` ms.

    It counts the letters, the digits, which take longer, and the pauses after punctuation.
    """
    ends = list(accumulate((_length(word) for word in text.split()), initial=0.0))
    return tuple(round(lasts * begins / ends[-1]) for begins in ends[:-1])


def _length(word: str) -> float:
    pause = 0.0
    if not _STOPS.isdisjoint(word):
        pause = _STOP
    elif not _COMMAS.isdisjoint(word):
        pause = _COMMA
    return _WORD + sum(map(_sound, word)) + pause


def _sound(letter: str) -> float:
    if letter.isdecimal():
        return _DIGIT if int(letter) else _ZERO
    return float(letter.isalpha())
