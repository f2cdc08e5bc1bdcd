"""Nodes to checked values, one small reader for each shape that a card file may ask for.

Every reader notes what is wrong on the page and then returns an empty value of the right type,
so that one reading finds all problems; whoever reads throws the result away if there were any.
Knows shapes, limits and near misses; it does not know which fields a card or a format has.
(Written by hand: pydantic's import alone takes 150 to 200 ms, a third of the way to the lobby.)
"""

import re
from collections.abc import Collection, Mapping

from improv.packs.problems import Page, show
from improv.packs.tree import Items, Node, Table, Text

SHORT = 60
"""Characters of a title or a name."""
LONG = 300
"""Characters of anything else that is shown or read aloud."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_ARABIC = {"\u0643": ("kaf", "U+06A9"), "\u064a": ("yeh", "U+06CC")}
"""Letters that look right in Persian and are not: they sort, search and join otherwise."""


def is_language(tag: str) -> bool:
    """Whether `tag` is a BCP 47 tag of language, script and region (RFC 5646, section 2.1)."""
    return _LANGUAGE.fullmatch(tag) is not None


def is_slug(text: str) -> bool:
    """Whether `text` can be an id: lower-case words joined by hyphens, 60 characters at most."""
    return len(text) <= SHORT and _SLUG.fullmatch(text) is not None


def note(page: Page, node: Node, what: str, do: str) -> None:
    """Note a problem at `node`."""
    page.add(node.line, node.column, what, do)


def note_near(page: Page, node: Text, what: str, do: str, known: Collection[str]) -> None:
    """Note a problem with a word that may be meant to be one of `known`."""
    page.add(node.line, node.column, what, do, node.value, known)


def table(
    page: Page, node: Node, what: str, fields: Collection[str], needed: Collection[str] = ()
) -> dict[str, Node]:
    """A mapping with none but `fields` and all that are `needed`."""
    entries = entries_of(page, node, what)
    values: dict[str, Node] = {}
    for name, (key, value) in entries.items():
        if name in fields:
            values[name] = value
        else:
            do = f"{what} may have: {', '.join(fields)}" if fields else "remove it"
            if _without_colon(key, value):
                do = 'put a text with a comma in it in "quotes"'
            note_near(page, key, f"unknown field `{show(name)}` in {what}", do, fields)
    if isinstance(node, Table):
        for name in needed:
            if name not in values:
                note(page, node, f"{what} has no `{name}`", f"add `{name}: ...`")
    return values


def entries_of(page: Page, node: Node | None, what: str) -> Mapping[str, tuple[Text, Node]]:
    """A mapping whose keys are the author's own: key -> its node and the value's."""
    if node is None:
        return {}
    if isinstance(node, Table):
        return node.entries
    _note_type(page, node, what, "a mapping", "write `name: value` lines")
    return {}


def items(page: Page, node: Node | None, what: str, least: int = 0) -> list[Node]:
    """A list of at least so many things."""
    if node is None:
        return []
    if not isinstance(node, Items):
        do = "write [one, two], or lines that begin with -"
        _note_type(page, node, what, "a list", do)
        return []
    if len(node.items) < least:
        note(page, node, f"{what} is an empty list", "name at least one")
    return node.items


def scalar(page: Page, node: Node | None, what: str) -> Text | None:
    """A text that is not empty, as its node."""
    if node is None:
        return None
    if not isinstance(node, Text):
        _note_type(page, node, what, "a text", "write one text here")
        return None
    if not node.value.strip():
        note(page, node, f"{what} is empty", "write it, or remove the line")
        return None
    return node


def words(page: Page, node: Node | None, what: str, language: str, limit: int = LONG) -> str:
    """A text that people will read: one paragraph of at most `limit` characters."""
    found = scalar(page, node, what)
    if found is None:
        return ""
    text = found.value.strip()
    if len(text) > limit:
        do = f"shorten it to {limit}"
        note(page, found, f"{what} has {len(text)} characters; {limit} fit", do)
    if not text.isprintable():  # quick; the isolates and joiners that may stay are no letters
        _note_forbidden(page, found, what, text)
    if language.partition("-")[0] == "fa":
        for wrong, (name, right) in _ARABIC.items():
            if wrong in text:
                what_is = f"{what} has the Arabic {name} U+{ord(wrong):04X}"
                note(page, found, what_is, f"use {right} in Persian")
    return text


def slug(page: Page, node: Node | None, what: str) -> str:
    """An id."""
    found = scalar(page, node, what)
    if found is None:
        return ""
    if not is_slug(found.value):
        do = f"write lower-case letters, digits and hyphens, {SHORT} at most: dead-mower"
        note(page, found, f"{what} cannot be `{show(found.value)}`", do)
    return found.value


def number(page: Page, node: Node | None, what: str, allowed: range, default: int = 0) -> int:
    """A whole number of `allowed`; `default` where there is none."""
    found = scalar(page, node, what)
    if found is None:
        return default
    text = found.value
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed:
        return int(text)
    do = f"write a whole number from {allowed[0]} to {allowed[-1]}"
    note(page, found, f"{what} cannot be `{show(text)}`", do)
    return default


def choice(page: Page, node: Node | None, what: str, known: Collection[str], do: str = "") -> str:
    """One of the known words; `do` says where they are to be found."""
    found = scalar(page, node, what)
    if found is None:
        return ""
    if found.value in known:
        return found.value
    do = do or f"use one of: {', '.join(known)}"
    note_near(page, found, f"{what} cannot be `{show(found.value)}`", do, known)
    return ""


def choices(
    page: Page,
    node: Node | None,
    what: str,
    one: str,
    known: Collection[str],
    do: str = "",
    least: int = 1,
) -> tuple[str, ...]:
    """A list of known words, none twice; `one` is what a single one is called."""
    chosen: list[str] = []
    for item in items(page, node, what, least):
        word = choice(page, item, one, known, do)
        if word and word in chosen:
            note(page, item, f"{one} `{word}` is here twice", "keep one")
        elif word:
            chosen.append(word)
    return tuple(chosen)


def _note_forbidden(page: Page, node: Text, what: str, text: str) -> None:
    if "\n" in text:
        do = "make it one paragraph: > instead of |, and no empty line"
        note(page, node, f"{what} has a line break in it", do)
    elif bad := _FORBIDDEN.search(text):
        letter = ord(bad.group())
        do = "write a space" if letter == 9 else "delete it"
        if 0x202A <= letter <= 0x202E:
            do = "use isolates, U+2066 to U+2069, instead of embeddings and overrides"
        note(page, node, f"{what} has the invisible character U+{letter:04X}", do)


def _without_colon(key: Text, value: Node) -> bool:
    """Whether this is the `friend` of {title: Hello, friend}: its empty value begins at its end."""
    return isinstance(value, Text) and value.column == key.column + len(key.value)


def _note_type(page: Page, node: Node, what: str, wanted: str, do: str) -> None:
    if isinstance(node, Text) and not node.value:
        note(page, node, f"{what} is empty", f"{do}, or remove the line")
        return
    called = {Text: "a text", Items: "a list", Table: "a mapping"}[type(node)]
    note(page, node, f"{what} must be {wanted}, not {called}", do)
