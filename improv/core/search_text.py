"""A text as it is looked for, in any script: phone.js does the same for names.

Marks, half-spaces, large letters and the shapes of the Persian and Arabic yeh and kaf make no
difference.
"""

import unicodedata

_NO_DIFFERENCE = frozenset({"Mn", "Cf"})
_ALIKE = str.maketrans("يىك", "ییک")


def search_text(text: str) -> str:
    """The text without what makes no difference: one text is found in another as it is in this."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in letters if unicodedata.category(c) not in _NO_DIFFERENCE)
    return " ".join(plain.lower().translate(_ALIKE).split())
