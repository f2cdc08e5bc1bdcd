"""Finding a name in a long list, in any script, for pages without a script: phone.js does the same.

Marks, half-spaces, large letters and the shapes of the Persian and Arabic yeh and kaf make no
difference.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_NO_DIFFERENCE = frozenset({"Mn", "Cf"})
_ALIKE = str.maketrans("يىك", "ییک")


def found(names: Iterable[Mapping[str, Any]], typed: str) -> list[Mapping[str, Any]]:
    """Those of `names` (each with a `name`) that have what was typed somewhere in them."""
    wanted = _folded(typed)
    return [one for one in names if wanted in _folded(one["name"])]


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in letters if unicodedata.category(c) not in _NO_DIFFERENCE)
    return " ".join(plain.lower().translate(_ALIKE).split())
