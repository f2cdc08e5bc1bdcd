"""Arabic with vowel signs, written so that espeak reads it as it is read aloud.

espeak knows no letter that is written and not said: `بِالْبَيْتِ` gets a long a behind its b, `قُولُوا`
ends in one, and a feminine ending is said as t at the end of a sentence, too. The letter that an
article doubles it doubles itself, and once more for the shadda.
"""

import re

ARABIC_RULES = 2
"""Part of the engine's version: with other rules, what was rendered is rendered anew."""

_VOWEL_AND_SHADDA = re.compile("([\u064b-\u0650\u0652])(\u0651)")
_SILENT_ALIF = re.compile("\u0650ا(?:ل(?=.\u0651))?|(?<=فَ)ا(?=ل\u0652.)")
"""An alif behind an i is never said, nor is the lam of an article that the next letter takes."""
_PLURAL_ALIF = re.compile("(?<=\u064fو)ا(?!\\w)|(?<=\u064eو\u0652)ا(?!\\w)")
_DOUBLED_BY_ARTICLE = re.compile("(?<![\u0621-\u0652\u0670])(ال[\u0621-\u064a])\u0651")
_FEMININE_AT_REST = "ة\u0652"


def as_espeak_reads(text: str) -> str:
    """The text without what is not said, its signs in the order that espeak reads.

    Normal forms have a vowel before the shadda. A feminine ending with a sukun ends in a.
    """
    ordered = _VOWEL_AND_SHADDA.sub(r"\2\1", text).replace(_FEMININE_AT_REST, "")
    ordered = _DOUBLED_BY_ARTICLE.sub(r"\1", _PLURAL_ALIF.sub("", ordered))
    return _SILENT_ALIF.sub(lambda found: "\u0650" if found[0][0] == "\u0650" else "", ordered)
