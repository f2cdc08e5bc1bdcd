"""Characters that look like those of YAML and of ids, from word processors and other keyboards.

A no-break space or a wide colon is a letter to YAML, so the file breaks somewhere below, or means
something else. Knows characters and where YAML has its signs; it does not know what was read.
"""

import re

from improv.packs.problems import Message, message

_SPACES, _COLONS, _QUOTES, _DASHES = "\u00a0\u2007\u202f", "：﹕꞉∶", "“”„‟«»‘’‚", "–—−"
_WIDE_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060"
_COMMAS, _OPENING = "،؛，；、､﹐﹑", "｛［＂＇"
_LETTERS = dict(zip("асеіјорѕхуһԁο", "aceijopsxyhdo", strict=True))
"""Letters of Cyrillic and Greek that look like those of ids."""

_MEANT = {
    **{chr(code + 0xFEE0): ("found.other_letter", chr(code)) for code in range(0x21, 0x7F)},
    **{letter: ("found.other_letter", meant) for letter, meant in _LETTERS.items()},
    **dict.fromkeys(_SPACES, ("found.no_break_space", " ")),
    **dict.fromkeys(_WIDE_SPACES, ("found.wide_space", " ")),
    **dict.fromkeys(_UNSEEN, ("found.invisible", "")),
    **dict.fromkeys(_COMMAS, ("found.other_comma", ",")),
    **dict.fromkeys(_COLONS, ("found.wide_colon", ":")),
    **dict.fromkeys(_QUOTES, ("found.curly_quote", '"')),
    **dict.fromkeys(_DASHES, ("found.long_dash", "-")),
}
"""Character -> what it is called, and the one that was meant. The first are the wide forms."""
_REMEDIES = {" ": message("mend.space"), "": message("mend.remove")}

_SIGN = re.compile(
    rf"^ *([{_SPACES}{_WIDE_SPACES}{_DASHES}])"  # where a line begins
    rf"|^ *([{_UNSEEN}]) *[a-z][\w-]*:"
    rf"|^ *(?:- +)?[\w-]+(?:([{_COLONS}])|:([{_SPACES}{_WIDE_SPACES}]))"  # behind its first word
    rf"|(?:: *|^ *- +|[{{\[,] *)([{_OPENING}])"  # where a list or a text begins
    rf"|(?:: +|^ *- +|[{{\[,] *)([{_QUOTES}])"
    rf"|\{{[^}}]*?([{_COMMAS}]) *[a-z][\w-]*:"  # between two names in braces
)

Lookalike = tuple[int, Message, Message]
"""The index of the character, what it is, and what to write instead."""


def in_row(row: str) -> Lookalike | None:
    """What stands in a line in the place of a sign of YAML's."""
    found = _SIGN.search(row)
    return found and _described(row, found.start(found.lastindex or 0))


def in_word(word: str) -> Lookalike | None:
    """What stands in an id, a field or another known word in the place of an ASCII character."""
    if "".join(_MEANT.get(letter, ("", letter))[1] for letter in word).isascii():
        for index, letter in enumerate(word):
            if letter in _MEANT:
                return _described(word, index)
    return None


def _described(text: str, index: int) -> Lookalike:
    name, meant = _MEANT[letter := text[index]]
    remedy = _REMEDIES.get(meant) or message("mend.sign", sign=meant)
    return index, message(name, letter=letter, code=f"U+{ord(letter):04X}"), remedy
