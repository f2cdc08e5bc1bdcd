"""Order numbers, phone numbers and part numbers inside a sentence: kept whole and in order.

Between right-to-left words UAX #9 turns `#4521-B` into `B-4521#`; an isolate keeps it (LRI and
PDI), and word joiners and no-break spaces keep it on one line. Knows plain text only.
"""

import re
from functools import lru_cache

_CODE = re.compile(
    r"[#№]?(?=[^\s#№]*[0-9])[A-Za-z0-9]+(?:[-/_.:][A-Za-z0-9]+)+|[#№][A-Za-z0-9]+"
    r"|\+?\d[\d()]*(?:[- ][\d()]+){2,}"
)
_LRI, _PDI, _JOINER, _NO_BREAK = "\u2066", "\u2069", "\u2060", "\u00a0"


@lru_cache(maxsize=512)
def steady(text: str, *, rtl: bool) -> str:
    """`text` with its codes unbroken, and isolated where the words around run right to left."""

    def kept(found: re.Match[str]) -> str:
        code = found[0].replace("-", f"-{_JOINER}").replace(" ", _NO_BREAK)
        return f"{_LRI}{code}{_PDI}" if rtl else code

    return _CODE.sub(kept, text)
