"""YAML text to nodes that know where they stand. Every scalar stays the text its author wrote.

A small, safe part of YAML: one document of mappings, lists and text; no anchors, aliases,
merge keys or tags, no key twice, bounded depth and size. Reads the parser's events without
recursion, so no nesting can exhaust the stack. Knows nothing of cards.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import events

from improv.packs.problems import TOP, Place, Source, message, show
from improv.packs.source import LINE_END, SAVE, read_text
from improv.packs.syntax_errors import at, explain

DEPTH = 16
"""Lists and mappings inside each other; the deepest that a format needs is six."""
NODES = 500_000
"""Keys and values of one file: 20,000 cards with everything they may have."""

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: 15 times as fast."""


@dataclass(slots=True)
class Text(Place):
    """A scalar, whatever it looks like."""

    value: str
    quoted: bool = False
    """Whether its first letter stands behind a quote."""

    def after(self, letters: int) -> Place:
        """The place of a letter of the value."""
        return Place(self.line, self.column + letters + self.quoted)


@dataclass(slots=True)
class Items(Place):
    """A list."""

    items: "list[Node]"


@dataclass(slots=True)
class Table(Place):
    """A mapping: key -> the key's own node and the value's."""

    entries: "dict[str, tuple[Text, Node]]"


Node = Text | Items | Table


_CUT = re.compile(r"[ \t]+#")
"""A # that ends a text: whether a comment was meant, or `order #4521`, nobody can tell."""

_QUOTES = frozenset("'\"")
_ALIAS = message("found.alias")


class _Stop(Exception):
    """The rest of the file cannot be understood. `args`: the place, what is wrong, what to do."""


def read_tree(source: Source) -> Node | None:
    """The nodes of a file, or None. Whatever is wrong is noted."""
    text = read_text(source)
    return None if text is None else parse(source, text)


def parse(source: Source, text: str, parser: Any = PARSER) -> Node | None:
    """The nodes of `text`, or None after noting why not."""
    try:
        rows = LINE_END.split(text) if _CUT.search(text) else []
        root = _build(source, parser(text).get_event, rows)
    except _Stop as stop:
        source.add(*stop.args)
        return None
    except yaml.MarkedYAMLError as error:
        early = _earlier_stop(error, source, text, parser)
        source.add(*(early.args if early else explain(error, text)))
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: chr() in PyYAML
        source.add(TOP, message("found.not_yaml", words=show(str(error), 80)), SAVE)
        return None
    if root is None or (isinstance(root, Text) and not root.value):
        source.add(TOP, message("found.nothing"), message("mend.fill"))
        return None
    return root


def _earlier_stop(
    error: yaml.MarkedYAMLError, source: Source, text: str, parser: Any
) -> _Stop | None:
    """What ends the reading before the place where the parser failed, if anything does.

    A parser scans up to 1,024 characters ahead of its events, and some parsers limit the depth
    themselves (PyYAML 6.0.4: 1,000). Such a parser fails before `_build` has seen the events
    that exceed our own limit; the text in front of its failure still yields them.
    """
    if error.problem_mark is None:
        return None
    try:
        _build(Source(source.file), parser(text[: error.problem_mark.index]).get_event, [])
    except _Stop as stop:
        # In `*sigh* no` the second star is the better explanation of the mistake.
        return None if _ALIAS in stop.args else stop
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    return None


def _build(source: Source, get_event: Any, rows: list[str]) -> Node | None:
    """Put the events together. `rows`: the lines of a file with something like `order #4521`."""
    # The hot path: 10,000 cards are 150,000 events a file.
    root: Node | None = None
    stack: list[Items | Table] = []
    keys: list[Text | None] = []  # for each open mapping, the key that waits for its value
    parent: Items | Table | None = None
    documents = nodes = 0
    while True:
        event = get_event()
        kind = event.__class__
        mark = event.start_mark
        node: Node
        if kind is events.ScalarEvent:
            node = Text(mark.line + 1, mark.column + 1, event.value, event.style in _QUOTES)
        elif kind is events.MappingStartEvent:
            node = Table(mark.line + 1, mark.column + 1, {})
        elif kind is events.SequenceStartEvent:
            node = Items(mark.line + 1, mark.column + 1, [])
        elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
            stack.pop()
            keys.pop()
            parent = stack[-1] if stack else None
            continue
        elif kind is events.StreamEndEvent:
            return root
        elif kind is events.AliasEvent:
            raise _Stop(at(mark), _ALIAS, message("mend.alias"))
        else:
            if kind is events.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Stop(at(mark), message("found.second"), message("mend.second"))
            continue

        nodes += 1
        if nodes > NODES:
            what = message("found.entries", most=NODES)
            raise _Stop(at(mark), what, message("mend.split"))
        if event.anchor is not None:
            what = message("found.anchor", name=show(event.anchor))
            source.add(at(mark), what, message("mend.remove_or_quote"))
        if event.tag is not None:
            what = message("found.tag", name=show(event.tag))
            source.add(at(mark), what, message("mend.remove_or_quote"))
        if rows and kind is events.ScalarEvent and not event.style:
            end = event.end_mark
            if end.line < len(rows) and _CUT.match(rows[end.line], end.column):
                what, remedy = message("found.comment"), message("mend.comment")
                column = rows[end.line].index("#", end.column) + 1
                source.add(Place(end.line + 1, column), what, remedy)

        if parent is None:
            root = node
        elif isinstance(parent, Items):
            parent.items.append(node)
        elif (key := keys[-1]) is None:
            if not isinstance(node, Text):
                raise _Stop(at(mark), message("found.key"), message("mend.pair"))
            keys[-1] = node
        else:
            keys[-1] = None
            first = parent.entries.setdefault(key.value, (key, node))[0]
            if first is not key:
                what = message("found.twice", name=show(key.value))
                remedy = message("mend.keep_first", place=f"{first.line}:{first.column}")
                source.add(key, what, remedy)

        if not isinstance(node, Text):
            if len(stack) == DEPTH:
                raise _Stop(at(mark), message("found.deep", most=DEPTH), message("mend.flat"))
            stack.append(node)
            keys.append(None)
            parent = node
