"""A page in named parts, so that a stream is sent what has changed of it and no more.

In a part's HTML `<!--NAME-->` is the place of the part with that name; one part may have many
places. `main` is the outermost. Texts are escaped before they come here, so that nobody's name or
line can hold such a mark.
"""

import json
import re
from collections.abc import Mapping
from functools import cached_property
from weakref import WeakKeyDictionary

_PLACE = re.compile(r"<!--([\w-]+)-->")


class PageParts:
    """The <main> of a page at one moment."""

    def __init__(self, html: Mapping[str, str]) -> None:
        """`html`: name of a part -> its HTML."""
        self.html = html
        # Weak, or each page would keep the one before it, and that one all others.
        self._changes: WeakKeyDictionary[PageParts, str] = WeakKeyDictionary()

    @cached_property
    def whole(self) -> str:
        """All parts in their places."""
        return self._filled("main")

    def _filled(self, name: str) -> str:
        return _PLACE.sub(lambda place: self._filled(place[1]), self.html[name])

    @cached_property
    def everything(self) -> str:
        """All parts as JSON, for a reader that has none."""
        return _json(self.html)

    def since(self, known: "PageParts") -> str:
        """The parts that a reader of `known` lacks, as JSON; empty where there are none.

        Made once for all readers of the same two pages.
        """
        changes = self._changes.get(known)
        if changes is None:
            new = {n: html for n, html in self.html.items() if known.html.get(n) != html}
            self._changes[known] = changes = _json(new) if new else ""
        return changes


def _json(parts: Mapping[str, str]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
