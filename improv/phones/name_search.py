"""Finding a name in a long list, for pages without a script: phone.js does the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from improv.core.search_text import search_text


def found(names: Iterable[Mapping[str, Any]], typed: str) -> list[Mapping[str, Any]]:
    """Those of `names` (each with a `name`) that have what was typed somewhere in them."""
    wanted = search_text(typed)
    return [one for one in names if wanted in search_text(one["name"])]
