"""Words that are not said yet: a name in the catalogues, and what is put into it.

A reading makes many that nobody sees, so a message is looked up only when it is shown, in the
language of whoever typed the command. Knows no file and no problem.
"""

from dataclasses import dataclass
from functools import lru_cache

from improv.locale.console import plain_here


@dataclass(frozen=True, slots=True)
class Message:
    """`str()` says it in the system's language, safe to print whatever the values are.

    Values may be messages themselves.
    """

    name: str
    values: "tuple[tuple[str, str | int | Message], ...]"

    def __str__(self) -> str:
        return plain_here(self.name, **{key: _said(value) for key, value in self.values})


def _said(value: str | int | Message) -> str | int:
    if isinstance(value, Message):
        return str(value)
    return show(value, 4096) if isinstance(value, str) else value


What = str | Message
"""What a problem is about: a field by the name it has in every file, or a thing in words."""


def message(name: str, /, **values: str | int | Message) -> Message:
    """The message `name`. A text is shown as it is, a number in the language's own digits."""
    return Message(name, tuple(values.items()))


@lru_cache
def entry(field: str) -> Message:
    """One thing in the list `field`."""
    return message("part.entry", list=field)


def show(text: str, most: int = 40) -> str:
    """`text` safe to print: nothing invisible, no lone surrogate, not longer than `most`."""
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode-escape").decode()
        for letter in cut
    )
