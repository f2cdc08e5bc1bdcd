"""YAML as it is read here: text only, each key once, and no trick that YAML has up its sleeve."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from improv.packs.problems import Source
from improv.packs.tree import DEPTH, NODES, PARSER, Items, Node, Table, Text, parse
from tests.packs.conftest import worded


class Shallow(yaml.SafeLoader):
    """A parser that gives up at a depth of 100, and that scans ahead of its events to get there."""

    def fetch_flow_collection_start(self, token: Any) -> None:
        """Open a list or a mapping in brackets, if that is not too deep."""
        if self.flow_level == 100:
            raise yaml.scanner.ScannerError(None, None, "too deep for me", self.get_mark())
        super().fetch_flow_collection_start(token)


BOTH = pytest.mark.parametrize("parser", [PARSER, yaml.SafeLoader], ids=["libyaml", "python"])


def read(text: str, parser: Any = PARSER) -> tuple[Node | None, list[str]]:
    """The nodes, and the problems as `line:column: what (remedy)`."""
    source = Source(Path("f"))
    node = parse(source, text, parser)
    found = [worded(problem) for problem, _, _ in source.found]
    return node, found


def plain(node: Node | None) -> Any:
    """Nodes as lists, dicts and texts."""
    if isinstance(node, Table):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return node.value if isinstance(node, Text) else None


@BOTH
def test_scalars_stay_what_the_author_wrote(parser: Any) -> None:
    """Nothing becomes a number, a truth value, a time or a date."""
    given = "no", "10:30", "1_000", "0x1F", "2026-01-01", "~", "null", "1e3", "=", "<<", "007"
    node, found = read("\n".join(f"- {text}" for text in given), parser)
    assert plain(node) == list(given)
    assert found == []


@BOTH
def test_nodes_know_where_they_stand(parser: Any) -> None:
    """Lines and columns count from 1, and columns count characters, not bytes."""
    node, _ = read("چای: [a,\n  {b: c}]\n", parser)
    assert isinstance(node, Table)
    key, value = node.entries["چای"]
    assert isinstance(value, Items)
    inner = value.items[1]
    assert isinstance(inner, Table)
    places = [(one.line, one.column) for one in (node, key, value, inner, inner.entries["b"][1])]
    assert places == [(1, 1), (1, 1), (1, 6), (2, 3), (2, 7)]


@BOTH
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1: `a` is here twice (keep one; the first is at 1:1)"),
        ("a: 1\n'a': 3\n", "2:1: `a` is here twice (keep one; the first is at 1:1)"),
        ("a: &x 1\n", "1:4: an anchor (&x) (remove it, or put the text in quotes)"),
        ("a: !!int 1\n", "1:4: a tag (tag:yaml.org,2002:int) "),
        ("a: !!python/object:os.system x\n", "1:4: a tag (tag:yaml.org,2002:python/object:os.sy"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document (keep one, and no --- line)"),
        ("? [a]\n: b\n", "1:3: a key that is no text (write `name: value`)"),
        ("", "1:1: this file is empty (write its contents, or remove it)"),
        ("# only a comment\n", "1:1: this file is empty (write its contents, or remove it)"),
        ("---\n", "1:1: this file is empty (write its contents, or remove it)"),
        ("a: order #4521 is late\n", "1:10: this # begins a comment (put the text in "),
        ("a: order # 4521 is late\n", "1:10: this # begins a comment (put the text in "),
        ("a: #1 fan\nb: 1\n", "1:4: this # begins a comment (put the text in "),
    ],
)
def test_what_yaml_may_say_and_cards_may_not(parser: Any, text: str, problem: str) -> None:
    """Duplicate keys, anchors, tags, more documents and cut texts are refused where they are."""
    _, found = read(text, parser)
    assert len(found) == 1
    assert found[0].startswith(problem)


@BOTH
def test_aliases_are_never_followed(parser: Any) -> None:
    """A billion laughs and a cycle end at their first alias."""
    laughs = "a: &a [x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert read(laughs, parser)[1][-1].startswith("2:8: an alias (*)")
    assert read("a: &a [*a]\n", parser)[1][-1].startswith("1:8: an alias (*)")
    assert read("a: {<<: *b}\n", parser)[1][-1].startswith("1:9: an alias (*)")


@BOTH
def test_comments_and_quotes_are_left_alone(parser: Any) -> None:
    """A # behind a bracket or a quote, or on its own line, is a comment; in quotes it is a text."""
    text = "a: [b] # fine\nc: 'order #4521' # too\nd: e#f\n#off\ng: # and so on\n  h: i\n"
    node, found = read(text, parser)
    assert plain(node) == {"a": ["b"], "c": "order #4521", "d": "e#f", "g": {"h": "i"}}
    assert found == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: He said: no\n", '1:11: a colon where none can stand (put the text in "quotes")'),
        ("a:\n\tb: c\n", "2:1: a tab in the indent (indent with spaces)"),
        ("a:\n  b: c\n \td: e\n", "3:2: a tab in the indent (indent with spaces)"),
        ('a: 1\nb: "x\nc: 2\n', "2:4: quotes that are never closed (close them)"),
        ("a: @home\n", '1:4: a character that must be quoted (put the text in "quotes")'),
        ("a: *sigh* no\n", '1:9: a character that must be quoted (put the text in "quotes")'),
        ("a: 'it's'\n", "1:8: this does not fit what stands before it (check indent and quotes)"),
        ("a: {b: c\n", "1:4: a { } that is not closed (look for a missing , or } or quotes)"),
        ("a: [b\nc: d", "1:4: a [ ] that is not closed (look for a missing , or ] or quotes)"),
        ("a: 1\nfoo\nb: 2\n", "2:1: a line without a colon (write `name: value`, or indent it)"),
        ('a: "\\q"\n', "1:5: an unknown \\ escape (write \\\\ or use 'single quotes')"),
        ("a: - b\n", "1:4: a - behind a colon (begin the list on the next line)"),
        ("{a:, b: 1}", "1:3: a colon without a space behind it (write `name: value`)"),
    ],
)
def test_broken_yaml_in_an_authors_words(text: str, problem: str) -> None:
    """The usual slips get a remedy and point at what to change."""
    assert read(text) == (None, [problem])


DEEP = f"nested more than {DEPTH} deep (make it flatter)"


@pytest.mark.parametrize(
    "parser", [PARSER, yaml.SafeLoader, Shallow], ids=["libyaml", "python", "shallow"]
)
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[" * 100_000, f"1:17: {DEEP}"),
        ("{a: " * 100_000, f"1:65: {DEEP}"),
        ("- " * 100_000, f"1:33: {DEEP}"),
        ("a: b\nc: [d, " + "[" * 1_000 + "]" * 1_000 + "]", f"2:22: {DEEP}"),
        ("{" * 100_000, "1:2: a key that is no text (write `name: value`)"),
    ],
)
def test_depth_is_bounded(parser: Any, text: str, problem: str) -> None:
    """Nesting ends at our limit, whatever limit of its own the parser reaches before its events."""
    assert read(text, parser) == (None, [problem])


@pytest.mark.slow
def test_the_number_of_nodes_is_bounded() -> None:
    """A file of nothing but small things is given up at the limit."""
    node, found = read("- \n" * (NODES + 1))
    assert node is None
    assert found == [f"{NODES}:2: more than 500000 entries (split the pack in two)"]
