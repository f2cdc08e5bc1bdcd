"""A YAML text with other values: what is not changed keeps every character, its comments and order.

Knows the same small part of YAML as `tree`, and nothing of cards. Values are put in by the places
that the parser gives, so a change costs what its own lines cost, however long the file is.
"""

# ruamel.yaml's round trip takes 50 times as long as reading the places does (0.2 s for 100 cards in
# one language against 4 ms), and writes every line anew.

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import yaml

from improv.packs.source import LINE_END
from improv.packs.tree import PARSER, Items, Node, Text

Value = str | list["Value"] | dict[str, "Value"]
"""What a file says somewhere. Mappings in a list are told apart by their `id`."""

ID = "id"

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_PHRASE = re.compile(r"[^\W_][^\r\n\t\"'\\:#,\[\]{}]*")
_OTHER_TYPES = re.compile(r"(?i)yes|no|on|off|true|false|null")
"""Words that other readers of YAML take for something else than text."""
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_STEP = "  "


def value_of(node: Node) -> Value:
    """What a node says, as plain values; texts without the space around them."""
    if isinstance(node, Text):
        return node.value.strip()
    if isinstance(node, Items):
        return [value_of(item) for item in node.items]
    return {key: value_of(value) for key, (_, value) in node.entries.items()}


def edited(text: str, wanted: Mapping[str, Value], *, quoted: bool) -> str:
    """`text`, in which `tree.parse` finds nothing wrong, so that it says `wanted`.

    A new entry comes behind the one that is before it in `wanted`; those that are there stay where
    they are. `quoted`: new texts stand in quotes even where they need none.
    """
    line_end = found.group() if (found := LINE_END.search(text)) else "\n"
    open_end = bool(text) and not text.endswith(("\n", "\r"))
    whole = text + line_end if open_end else text
    edits = _Edits(whole, line_end, quoted)
    edits.change_all(yaml.compose(whole, Loader=PARSER), dict(wanted))
    changed = edits.applied()
    return changed.removesuffix(line_end) if open_end else changed


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a mapping or a list: from its key, or the item, to the end of its value."""

    key: str
    start: int
    end: int
    node: Any


class _Edits:
    """What is to be put where. Places are indices in the text as it was."""

    def __init__(self, text: str, line_end: str, quoted: bool) -> None:
        self._text, self._line_end, self._quoted = text, line_end, quoted
        self._splices: list[tuple[int, int, str]] = []

    def applied(self) -> str:
        """The text with everything put in."""
        parts, at = list[str](), 0
        for start, end, new in sorted(self._splices):
            parts += self._text[at:start], new
            at = end
        return "".join((*parts, self._text[at:]))

    def change_all(self, root: Any, wanted: dict[str, Value]) -> None:
        """Let the file say `wanted`. `root`: its node; None where it says nothing."""
        if root is not None and (root.value or not wanted):
            self.change(root, wanted)
            return
        entries = (self._block_entry(key, value, like=None) for key, value in wanted.items())
        lines = self._line_end.join(entry.replace("\n", self._line_end) for entry in entries)
        if root is None:
            self._insert(len(self._text), lines + self._line_end)
        else:
            self._splices.append((root.start_mark.index, self._end(root), lines))

    def change(self, node: Any, value: Value) -> None:
        """Let the node say `value`."""
        there = _value(node)
        if value == there or not (value or there):
            return
        entries, wanted = self._entries(node), _keyed(value)
        alike = isinstance(value, dict) == isinstance(node, yaml.MappingNode)
        if not entries or not wanted or not alike or not _in_order(node, entries, wanted):
            self._replace(node, value)
            return
        kept = [entry for entry in entries if entry.key in wanted]
        if not kept and (node.flow_style or not self._begins_line(entries[0].start)):
            self._replace(node, value)
            return
        for entry in kept:
            self.change(entry.node, wanted[entry.key])
        if node.flow_style:
            self._change_flow(node, entries, wanted)
        else:
            self._change_block(node, entries, wanted)

    def _replace(self, node: Any, value: Value) -> None:
        start, end = node.start_mark.index, self._end(node)
        style = node.style or None if isinstance(node, yaml.ScalarNode) else None
        new = self._flow(value)
        if isinstance(value, str):
            new = _phrase(value, style, quoted=self._quoted)
        self._splices.append((start, end, new if start < end else " " + new))

    def _change_flow(self, node: Any, entries: list[_Entry], wanted: Mapping[str, Value]) -> None:
        """Entries between brackets: what is between two of them goes with the later one."""
        gone = [entry.key not in wanted for entry in entries]
        for removed, run in groupby(range(len(entries)), lambda index: gone[index]):
            if removed:
                indices = list(run)
                self._remove_flow(entries, indices[0], indices[-1])
        mapping = isinstance(node, yaml.MappingNode)
        for before, new in _additions(entries, wanted):
            quoted = self._quoted
            # A word before a comment may have been meant to go on: `tree` asks for quotes.
            self._quoted = quoted or (before is not None and self._comment_at(before.end))
            texts = [self._flow_entry(key, wanted[key], mapping) for key in new]
            self._quoted = quoted
            if before is None:
                first = next(entry for entry in entries if entry.key in wanted)
                self._insert(first.start, "".join(f"{text}, " for text in texts))
            else:
                self._insert(before.end, "".join(f", {text}" for text in texts))

    def _remove_flow(self, entries: list[_Entry], first: int, last: int) -> None:
        """The entries from `first` to `last`, of which some other stays."""
        start, end = entries[first].start, entries[last].end
        if first:
            start = entries[first - 1].end
        else:
            end = entries[last + 1].start
        if "#" not in self._between(entries, max(first - 1, 0), min(last + 1, len(entries) - 1)):
            self._splices.append((start, end, ""))
            return
        for entry in entries[first : last + 1]:  # comments stand between them, and stay
            comma = _COMMA.match(self._text, entry.end)
            end = comma.start(1) + 1 if comma else entry.end
            self._splices.append((entry.start, entry.end, ""))
            self._splices.append((end - 1, end, "") if comma else (end, end, ""))

    def _between(self, entries: list[_Entry], first: int, last: int) -> str:
        pairs = zip(entries[first:last], entries[first + 1 : last + 1], strict=True)
        return "".join(self._text[one.end : other.start] for one, other in pairs)

    def _change_block(self, node: Any, entries: list[_Entry], wanted: Mapping[str, Value]) -> None:
        """Entries in lines of their own, each with what stands behind it in its last line."""
        starts = [
            self._dash(node, entry, entries[index - 1].end if index else 0)
            for index, entry in enumerate(entries)
        ]
        for index, entry in enumerate(entries):
            if entry.key in wanted:
                continue
            if self._begins_line(starts[index]):
                line = self._line_start(starts[index])
                self._splices.append((line, self._next_line(entry.end), ""))
            else:  # `- id: x`, of which the next key takes the place
                after = entries[index + 1].start
                until = entry.end if "#" in self._text[entry.end : after] else after
                self._splices.append((starts[index], until, ""))
        indent = " " * node.start_mark.column
        between = self._line_end + indent
        for before, new in _additions(entries, wanted):
            like = before or entries[0]
            texts = [self._block_entry(key, wanted[key], like, node) for key in new]
            lines = between.join(text.replace("\n", between) for text in texts)
            if before is not None:
                self._insert(self._next_line(before.end), indent + lines + self._line_end)
            elif entries[0].key in wanted or not self._begins_line(starts[0]):
                self._insert(starts[0], lines + between)
            else:
                self._insert(self._line_start(starts[0]), indent + lines + self._line_end)

    def _insert(self, place: int, text: str) -> None:
        self._splices.append((place, place, text))

    def _block_entry(self, key: str, value: Value, like: _Entry | None, parent: Any = None) -> str:
        """A new entry in the style of the one beside it. Its lines end with a line feed."""
        listed = isinstance(parent, yaml.SequenceNode)
        block = like is None or (
            isinstance(like.node, yaml.MappingNode) and not like.node.flow_style
        )
        if not block or not isinstance(value, dict) or not value:
            return f"- {self._flow(value)}" if listed else self._flow_entry(key, value, True)
        lines = [self._flow_entry(name, inner, True) for name, inner in value.items()]
        if listed:
            return "- " + f"\n{_STEP}".join(lines)
        step = "\n" + (_STEP if like is None else self._step(like))
        return _scalar(key) + ":" + step + step.join(lines)

    def _step(self, like: _Entry) -> str:
        """How far the lines of an entry stand in, as those of the one beside it do."""
        inner = like.node.start_mark
        own = inner.column - (like.start - self._line_start(like.start))
        return " " * own if own > 0 else _STEP

    def _flow_entry(self, key: str, value: Value, mapping: bool) -> str:
        return f"{_scalar(key)}: {self._flow(value)}" if mapping else self._flow(value)

    def _flow(self, value: Value) -> str:
        """A value in one line."""
        if isinstance(value, str):
            return _scalar(value, quoted=self._quoted)
        if isinstance(value, list):
            return f"[{', '.join(map(self._flow, value))}]"
        return (
            f"{{{', '.join(self._flow_entry(key, inner, True) for key, inner in value.items())}}}"
        )

    def _entries(self, node: Any) -> list[_Entry]:
        """The entries of a mapping, or of a list whose items can be told apart; else none."""
        if isinstance(node, yaml.MappingNode):
            return [
                _Entry(
                    key.value, key.start_mark.index, max(self._end(key), self._end(value)), value
                )
                for key, value in node.value
            ]
        if not isinstance(node, yaml.SequenceNode):
            return []
        keys = _item_keys([_value(item) for item in node.value])
        return [
            _Entry(key, item.start_mark.index, self._end(item), item)
            for key, item in zip(keys or (), node.value if keys else (), strict=True)
        ]

    def _end(self, node: Any) -> int:
        """Where a node's own last character stands behind."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            return int(start + len(self._text[start:end].rstrip()))
        if node.flow_style or not node.value:
            return int(end)
        last = node.value[-1]
        return max(map(self._end, last)) if isinstance(last, tuple) else self._end(last)

    def _line_start(self, place: int) -> int:
        return max(self._text.rfind(sign, 0, place) for sign in "\r\n") + 1

    def _next_line(self, place: int) -> int:
        found = LINE_END.search(self._text, place)
        return found.end() if found else len(self._text)

    def _begins_line(self, place: int) -> bool:
        return self._text[self._line_start(place) : place].strip() in ("", "?")

    def _comment_at(self, place: int) -> bool:
        return _COMMENT.match(self._text, place) is not None

    def _dash(self, node: Any, entry: _Entry, after: int) -> int:
        """Where an entry begins: an item at its dash, which stands where the list's first does."""
        if isinstance(node, yaml.MappingNode):
            return entry.start
        first = int(node.start_mark.index)
        if after <= first:
            return first
        dashes = re.compile(rf"(?<=[\r\n]) {{{node.start_mark.column}}}(-)")
        found = list(dashes.finditer(self._text, self._next_line(after) - 1, entry.start))
        return found[-1].start(1) if found else entry.start


_COMMA = re.compile(r"(?:\s|#[^\r\n]*)*(,)")
"""The comma behind an entry, and what may stand before it."""

_COMMENT = re.compile(r"[ \t]+#")


def _value(node: Any) -> Value:
    """What a node of PyYAML's says."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return {key.value: _value(value) for key, value in node.value}


def _item_keys(items: Sequence[Value]) -> list[str] | None:
    """What each item of a list is known by; None where two cannot be told apart."""
    keys = [item.get(ID) if isinstance(item, dict) else item for item in items]
    texts = [key for key in keys if isinstance(key, str)]
    return texts if len(set(texts)) == len(items) else None


def _keyed(value: Value) -> Mapping[str, Value] | None:
    """The entries of a mapping or a list; None of what has none."""
    if isinstance(value, dict):
        return value
    keys = _item_keys(value) if isinstance(value, list) else None
    return None if keys is None else dict(zip(keys, value, strict=True))


def _in_order(node: Any, entries: Sequence[_Entry], wanted: Mapping[str, Value]) -> bool:
    """Whether a list of words keeps its order; of everything else the file's own is kept."""
    if not isinstance(node, yaml.SequenceNode) or any(
        isinstance(one, dict) for one in wanted.values()
    ):
        return True
    there = [entry.key for entry in entries if entry.key in wanted]
    kept = set(there)
    return there == [key for key in wanted if key in kept]


def _additions(
    entries: Sequence[_Entry], wanted: Mapping[str, Value]
) -> list[tuple[_Entry | None, list[str]]]:
    """What is new, behind which entry that stays; None: before all of them."""
    there = {entry.key: entry for entry in entries}
    found: dict[str, list[str]] = {}
    before = ""
    for key in wanted:
        if key in there:
            before = key
        else:
            found.setdefault(before, []).append(key)
    return [(there.get(before), new) for before, new in found.items()]


def _phrase(text: str, style: str | None, *, quoted: bool) -> str:
    """A text in the style of the one that it replaces, where it can be."""
    if style == "'" and not _ESCAPED.search(text.replace('"', "").replace("\\", "")):
        return "'" + text.replace("'", "''") + "'"
    plain = style is None and _PHRASE.fullmatch(text) and text == text.strip()
    if plain and not _ESCAPED.search(text) and not _OTHER_TYPES.fullmatch(text):
        return text
    return _scalar(text, quoted=quoted or style is not None)


def _scalar(text: str, *, quoted: bool = False) -> str:
    """A text as YAML, plain where it is one word that nobody takes for something else."""
    if not quoted and _WORD.fullmatch(text) and not _OTHER_TYPES.fullmatch(text):
        return text
    return '"' + _ESCAPED.sub(lambda found: _escape(found.group()), text) + '"'


def _escape(letter: str) -> str:
    return _SHORT_ESCAPES.get(letter) or f"\\u{ord(letter):04x}"
