"""Messages: the name of words in the catalogues, with the values that go into them.

A reading makes thousands that nobody sees, so a message is worded only when it is shown, in the
language of whoever reads it. Knows no file and no problem.
"""

from dataclasses import dataclass
from functools import lru_cache

from improv.locale import plain


@dataclass(frozen=True, slots=True)
class Message:
    """A name in locale/ and its values, which may be messages themselves."""

    name: str
    values: "tuple[tuple[str, str | int | Message], ...]"

    def say(self, language: str) -> str:
        """The words in `language`, safe to print whatever the values are."""
        return plain(
            language, self.name, **{key: _worded(language, value) for key, value in self.values}
        )


def _worded(language: str, value: str | int | Message) -> str | int:
    if isinstance(value, Message):
        return value.say(language)
    return show(value, 4096) if isinstance(value, str) else value


What = str | Message
"""What a problem is about: a field by the name it has in every file, or a thing in words."""


def message(name: str, /, **values: str | int | Message) -> Message:
    """The message `name`. A text is shown as it is, a number in the language's own digits."""
    return Message(name, tuple(values.items()))


@lru_cache
def entry(field: str) -> Message:
    """What one thing in the list `field` is called."""
    return message("part.entry", list=field)


def show(text: str, most: int = 40) -> str:
    """`text` safe to print: nothing invisible, no lone surrogate, not longer than `most`."""
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode-escape").decode()
        for letter in cut
    )
