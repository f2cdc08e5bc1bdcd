"""Words for a console: phrases without the marks that a console may show as boxes.

A console sets no paragraph and copies what it shows: an isolate inside an id or a path would go
with it. Knows no streams.
"""

from improv.locale.phrases import phrase
from improv.locale.system import system_language

_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def plain(language: str, name: str, /, **values: str | int) -> str:
    """`phrase()` as plain text, without isolates."""
    return phrase(language, name, **values).translate(_ISOLATES)


def plain_here(name: str, /, **values: str | int) -> str:
    """The same in the system's language: for whoever types the commands."""
    return plain(system_language(), name, **values)
