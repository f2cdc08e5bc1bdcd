"""From nodes to checked values: a small function for each shape that a field may have.

Each notes what is wrong and then returns an empty value of the right type, so that one reading
finds all problems; the caller throws the result away if there were any. Knows shapes, limits and
near misses; it does not know which fields a card or a format has.
"""

# Written by hand: pydantic's import alone takes 150 to 200 ms, a third of the way to the lobby.

import re
from collections.abc import Collection, Mapping

from improv.core.cards import LONG, SHORT
from improv.packs import lookalikes
from improv.packs.problems import Message, Place, Source, What, entry, message, show
from improv.packs.tree import Items, Node, Table, Text

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_ARABIC = {"\u0643": "\u06a9", "\u064a": "\u06cc"}
"""Arabic kaf and yeh -> the Persian letters that look alike but sort, search and join otherwise."""

THE_FILE = message("part.file")
_NAMES = {Text: message("part.text"), Items: message("part.list"), Table: message("part.mapping")}


def is_language(tag: str) -> bool:
    """Whether `tag` is a BCP 47 tag of language, script and region (RFC 5646, section 2.1)."""
    return _LANGUAGE.fullmatch(tag) is not None


def is_slug(text: str, limit: int = SHORT) -> bool:
    """Whether `text` is lower-case words joined by hyphens, of at most `limit` characters."""
    return len(text) <= limit and _SLUG.fullmatch(text) is not None


def table(
    source: Source, node: Node, what: What, fields: Collection[str], required: Collection[str] = ()
) -> dict[str, Node]:
    """The values of a mapping that may have `fields` and must have those that are `required`."""
    entries = entries_of(source, node, what)
    values: dict[str, Node] = {}
    for name, (key, value) in entries.items():
        if name in fields:
            values[name] = value
        else:
            remedy = _one_of(fields) if fields else message("mend.remove")
            if _without_colon(key, value):
                remedy = message("mend.comma")
            unknown = message("found.unknown", name=show(name), what=what)
            source.add(key, unknown, remedy, name, fields)
    if isinstance(node, Table):
        for name in required:
            if name not in values:
                lacks = message("found.lacks", what=what, name=name)
                source.add(node, lacks, source.field_to_add(name))
    return values


def entries_of(source: Source, node: Node | None, what: What) -> Mapping[str, tuple[Text, Node]]:
    """A mapping whose keys are the author's own: key -> its node and the value's."""
    if node is None:
        return {}
    if isinstance(node, Table):
        return node.entries
    _note_type(source, node, what, Table, message("mend.mapping"))
    return {}


def items(source: Source, node: Node | None, what: What, least: int = 0) -> list[Node]:
    """A list of at least so many things."""
    if node is None:
        return []
    if not isinstance(node, Items):
        _note_type(source, node, what, Items, message("mend.list"))
        return []
    if len(node.items) < least:
        source.add(node, message("found.empty_list", what=what), message("mend.some"))
    return node.items


def scalar(source: Source, node: Node | None, what: What) -> Text | None:
    """A text that is not empty, as its node."""
    if node is None:
        return None
    if not isinstance(node, Text):
        _note_type(source, node, what, Text, message("mend.text"))
        return None
    if not node.value.strip():
        _note_empty(source, node, what)
        return None
    return node


def words(source: Source, node: Node | None, what: What, language: str, limit: int = LONG) -> str:
    """A text that people will read: one paragraph of at most `limit` characters."""
    found = scalar(source, node, what)
    if found is None:
        return ""
    text = found.value.strip()
    if len(text) > limit:
        long = message("found.long", what=what, length=len(text), most=limit)
        source.add(found, long, message("mend.shorten", most=limit))
    if not text.isprintable():  # quick; the isolates and joiners that may stay are no letters
        _note_forbidden(source, found, what, text)
    if language.partition("-")[0] == "fa":
        for wrong, right in _ARABIC.items():
            if wrong in text:
                arabic = message("found.arabic", what=what, letter=wrong, code=_code(wrong))
                source.add(found, arabic, message("mend.persian", letter=right, code=_code(right)))
    return text


def slug(source: Source, node: Node | None, what: What, limit: int = SHORT) -> str:
    """An id: lower-case words joined by hyphens, of at most `limit` characters."""
    found = scalar(source, node, what)
    if found is None:
        return ""
    if not is_slug(found.value, limit):
        cannot = message("found.cannot", what=what, text=show(found.value))
        source.add(found, cannot, message("mend.id", most=limit, example="dead-mower"), found.value)
    return found.value


def number(source: Source, node: Node | None, what: What, allowed: range, default: int = 0) -> int:
    """A whole number of `allowed`; `default` where there is none."""
    found = scalar(source, node, what)
    if found is None:
        return default
    text = found.value
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed:
        return int(text)
    # In the digits that the file must have.
    remedy = message("mend.number", least=str(allowed[0]), most=str(allowed[-1]))
    source.add(found, message("found.cannot", what=what, text=show(text)), remedy)
    return default


def flag(source: Source, node: Node | None, what: What, *, usual: bool) -> bool:
    """Whether it is so; only what is not `usual` may be written."""
    other = "false" if usual else "true"
    written = choice(source, node, what, (other,)) == other
    return written is not usual


def choice(
    source: Source,
    node: Node | None,
    what: What,
    known: Collection[str],
    remedy: Message | None = None,
) -> str:
    """One of the known words; `remedy` says where they are to be found."""
    found = scalar(source, node, what)
    if found is None:
        return ""
    if found.value in known:
        return found.value
    cannot = message("found.cannot", what=what, text=show(found.value))
    source.add(found, cannot, remedy or _one_of(known), found.value, known)
    return ""


def choices(
    source: Source,
    node: Node | None,
    what: str,
    known: Collection[str],
    remedy: Message | None = None,
) -> tuple[str, ...]:
    """A list of known words, none twice, in the field `what`."""
    chosen: list[str] = []
    for item in items(source, node, what, least=1):
        word = choice(source, item, entry(what), known, remedy)
        if word and word in chosen:
            source.add(item, message("found.twice", name=word), message("mend.keep_one"))
        elif word:
            chosen.append(word)
    return tuple(chosen)


def one_or_more(source: Source, node: Node, what: str, known: Collection[str]) -> tuple[str, ...]:
    """One known word, or a list of them, in the field `what`."""
    if isinstance(node, Items):
        return choices(source, node, what, known)
    word = choice(source, node, what, known)
    return (word,) if word else ()


def _one_of(known: Collection[str]) -> Message:
    return message("mend.choose", listed=", ".join(known))


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _note_forbidden(source: Source, node: Text, what: What, text: str) -> None:
    if "\n" in text:
        source.add(node, message("found.line_break", what=what), message("mend.paragraph"))
    elif bad := _FORBIDDEN.search(text):
        letter = bad.group()
        remedy = message("mend.space" if letter == "\t" else "mend.delete")
        if "\u202a" <= letter <= "\u202e":
            remedy = message("mend.isolates", first="U+2066", last="U+2069")
        source.add(node, message("found.hidden", what=what, code=_code(letter)), remedy)


def _without_colon(key: Text, value: Node) -> bool:
    """Whether this is the `friend` of {title: Hello, friend}: its empty value begins at its end."""
    return isinstance(value, Text) and value.column == key.column + len(key.value)


def _note_type(
    source: Source, node: Node, what: What, expected: type[Node], remedy: Message
) -> None:
    if isinstance(node, Text) and not node.value:
        _note_empty(source, node, what)
        return
    began = next(iter(node.entries), "") if isinstance(node, Table) else ""
    if found := lookalikes.in_row(node.value if isinstance(node, Text) else began):
        index, what, remedy = found
        source.add(Place(node.line, node.column + index), what, remedy)
        return
    wrong = message("found.type", what=what, wanted=_NAMES[expected], given=_NAMES[type(node)])
    source.add(node, wrong, remedy)


def _note_empty(source: Source, node: Node, what: What) -> None:
    source.add(node, message("found.empty", what=what), message("mend.write"))


def is_empty_list(node: Node | None) -> bool:
    """Whether the author wrote an empty list: nobody, nothing."""
    return isinstance(node, Items) and not node.items


def listed(
    source: Source,
    node: Node | None,
    what: str,
    known: tuple[str, ...],
    required: tuple[str, ...],
    id_field: str = "id",
    places: dict[str, Node] | None = None,
) -> list[tuple[str, dict[str, Node]]]:
    """A list of mappings that have an id of their own, none twice: (id, values)."""
    places = {} if places is None else places
    return [
        one_of_listed(source, item, what, known, required, places, id_field)
        for item in items(source, node, what, least=1)
    ]


def one_of_listed(
    source: Source,
    item: Node,
    what: str,
    known: tuple[str, ...],
    required: tuple[str, ...],
    places: dict[str, Node],
    id_field: str = "id",
) -> tuple[str, dict[str, Node]]:
    """One of them. `places`: the ids so far, and where each stands."""
    values = table(source, item, entry(what), known, required)
    name = slug(source, values.get(id_field), id_field)
    if name and (first := places.setdefault(name, values[id_field])) is not values[id_field]:
        remedy = message("mend.rename", place=f"{first.line}:{first.column}")
        source.add(values[id_field], message("found.twice", name=show(name)), remedy)
    return name, values
