"""The catalogues as their authors wrote them: the .po files, read by Babel."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import improv.locale

FOLDER = Path(improv.locale.__file__).parent
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.po")))


@lru_cache
def catalogue(language: str) -> Catalog:
    """A language's catalogue."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Mapping[str, Message]:
    """The messages by name, without the header."""
    return {name(one): one for one in catalogue(language) if one.id}


def name(message: Message) -> str:
    """The stable name."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """What is said: one form, or those of the plural."""
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said or ())


def placeholders(words: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(re.findall(r"\{(\w+)\}", words))
