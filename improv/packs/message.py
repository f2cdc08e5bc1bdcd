"""Words that are not said yet: a name in the catalogues, and what is put into it.

A reading makes many that nobody sees, so a message is looked up only when it is shown, in the
language of whoever typed the command. Knows no file and no problem.
"""

from dataclasses import dataclass
from functools import lru_cache

from improv.locale.console import told_here


@dataclass(frozen=True, slots=True)
class Message:
    """`str()` says it in the system's language. Values may be messages themselves."""

    name: str
    values: "tuple[tuple[str, str | int | Message], ...]"

    def __str__(self) -> str:
        values = {
            key: str(value) if isinstance(value, Message) else value for key, value in self.values
        }
        return told_here(self.name, **values)


What = str | Message
"""What a problem is about: a field by the name it has in every file, or a thing in words."""


def message(name: str, /, **values: str | int | Message) -> Message:
    """The message `name`. A text is shown as it is, a number in the language's own digits."""
    return Message(name, tuple(values.items()))


@lru_cache
def entry(field: str) -> Message:
    """One thing in the list `field`."""
    return message("part.entry", list=field)
