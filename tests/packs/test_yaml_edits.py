"""A YAML text with other values: everything else keeps every character."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv import paths
from improv.packs.problems import Source
from improv.packs.tree import parse
from improv.packs.yaml_edits import Value, edited, value_of

SHIPPED = sorted(paths.CARDS.rglob("*.yaml"))


def said(text: str) -> dict[str, Value]:
    """What a text says, in which nothing may be wrong."""
    source = Source(Path("cards.yaml"))
    root = parse(source, text)
    assert root is not None
    assert not source.found
    value = value_of(root)
    assert isinstance(value, dict)
    return value


def test_every_shipped_file_stays_byte_for_byte() -> None:
    """Everything is set to what it is."""
    assert len(SHIPPED) > 70
    for file in SHIPPED:
        text = file.read_bytes().decode()
        assert edited(text, said(text), quoted=True) == text


EDITS: list[tuple[str, str, Mapping[str, Value], str]] = [
    ("a text", 'a:\n  t: "x" # why\n', {"a": {"t": 'say "x"'}}, 'a:\n  t: "say \\"x\\"" # why\n'),
    ("plain stays plain", "a: {t: One day}\n", {"a": {"t": "Two days"}}, "a: {t: Two days}\n"),
    ("plain no more", "a: {t: One}\n", {"a": {"t": "x: y"}}, 'a: {t: "x: y"}\n'),
    ("apostrophes", "a: 'x'\n", {"a": "it's"}, "a: 'it''s'\n"),
    (
        "a new field",
        "a:\n  t: x\n# end\n",
        {"a": {"t": "x", "u": "y"}},
        "a:\n  t: x\n  u: y\n# end\n",
    ),
    ("a field in front", "a:\n  u: y\n", {"a": {"t": "x", "u": "y"}}, "a:\n  t: x\n  u: y\n"),
    ("in a row", "a: {t: x}\n", {"a": {"t": "x", "u": "y"}}, "a: {t: x, u: y}\n"),
    ("in front of a row", "a: {u: y}\n", {"a": {"t": "x", "u": "y"}}, "a: {t: x, u: y}\n"),
    ("one less", "a: {t: x, u: y, v: z}\n", {"a": {"t": "x", "v": "z"}}, "a: {t: x, v: z}\n"),
    ("the first less", "a: {t: x, u: y}\n", {"a": {"u": "y"}}, "a: {u: y}\n"),
    ("the last less", "a: {t: x, u: y }\n", {"a": {"t": "x"}}, "a: {t: x }\n"),
    ("a line less", "# 1\na: x # 2\n# 3\nb: y\n", {"b": "y"}, "# 1\n# 3\nb: y\n"),
    ("the last line less", "a: x\nb: y", {"a": "x"}, "a: x"),
    ("a line more", "a: x", {"a": "x", "b": "y"}, "a: x\nb: y"),
    ("CRLF", "a: x\r\nb: y\r\n", {"a": "x", "c": "z", "b": "y"}, "a: x\r\nc: z\r\nb: y\r\n"),
    ("CR", "a: x\rb: y\r", {"a": "x", "c": "z", "b": "y"}, "a: x\rc: z\rb: y\r"),
    ("folded", "a: >\n  one\n  two\nb: y\n", {"a": "z", "b": "y"}, 'a: "z"\nb: y\n'),
    (
        "folded stays",
        "a: >\n  one\n  two\n",
        {"a": "one two", "b": "y"},
        "a: >\n  one\n  two\nb: y\n",
    ),
    ("a list", "a: [x, y]\n", {"a": ["y", "x"]}, "a: [y, x]\n"),
    ("a list grows", "a: [x, y] # !\n", {"a": ["x", "z", "y"]}, "a: [x, z, y] # !\n"),
    (
        "dashes",
        "a:\n- 'x' # 1\n- y\nb: z\n",
        {"a": ["x", "w"], "b": "z"},
        "a:\n- 'x' # 1\n- w\nb: z\n",
    ),
    (
        "comments inside",
        "a: {t: x, # 1\n  u: y, # 2\n  v: z}\n",
        {"a": {"t": "x", "v": "z"}},
        "a: {t: x, # 1\n   # 2\n  v: z}\n",
    ),
    (
        "cards in lines",
        "cards:\n  # 1\n  - id: x\n    kind: role\n\n  # 2\n  - id: y\n",
        {"cards": [{"id": "x", "kind": "role"}, {"id": "z", "heat": "2"}, {"id": "y"}]},
        "cards:\n  # 1\n  - id: x\n    kind: role\n  - id: z\n    heat: 2\n\n  # 2\n  - id: y\n",
    ),
    (
        "a card less",
        "cards:\n  # who\n  - {id: x}\n  # what\n  - {id: y} # y\n",
        {"cards": [{"id": "x"}]},
        "cards:\n  # who\n  - {id: x}\n  # what\n",
    ),
    (
        "a dash alone",
        "cards:\n  -\n    id: x\n  - # y\n    id: y\n",
        {"cards": [{"id": "x"}]},
        "cards:\n  -\n    id: x\n",
    ),
    (
        "the key at the dash",
        "cards:\n  - kind: tip\n    id: x\n",
        {"cards": [{"id": "x"}]},
        "cards:\n  - id: x\n",
    ),
    ("nothing yet", "# words\n", {"a": {"t": "x"}}, "# words\na:\n  t: x\n"),
    ("nothing at all", "", {"a": {"t": "x y"}}, 'a:\n  t: "x y"\n'),
    ("the last card of all", "a:\n  t: x\n", {}, "{}\n"),
    ("all others", "# 1\na: x\n# 2\nb: y\n", {"c": "z"}, "# 1\nc: z\n# 2\n"),
    ("yes is a word", "a: x\n", {"a": "yes"}, 'a: "yes"\n'),
    ("steps", "a:\n    t: x\n", {"a": {"t": "x"}, "b": {"t": "y"}}, "a:\n    t: x\nb:\n    t: y\n"),
    ("a tab before a comment", "a: 'x'\t# 1\n", {"a": "z"}, "a: 'z'\t# 1\n"),
    ("with an end", "---\na: x\n...\n", {"a": "x", "b": "y"}, "---\na: x\nb: y\n...\n"),
    ("asked for", "? a\n: x\n? b\n: y\n", {"b": "z"}, "? b\n: z\n"),
]


@pytest.mark.parametrize(
    ("text", "wanted", "after"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS]
)
def test_an_edit(text: str, wanted: Mapping[str, Value], after: str) -> None:
    """Only what was asked for is another, in the style of what was there."""
    assert edited(text, wanted, quoted=False) == after
    assert said(after) == wanted if wanted else True


def test_new_words_stand_in_quotes() -> None:
    """Where the author's do."""
    assert edited('a:\n  t: "x"\n', {"a": {"t": "y", "u": "z"}}, quoted=True) == (
        'a:\n  t: "y"\n  u: "z"\n'
    )


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(
    lambda text: text.strip() or "x"
)
names = st.from_regex(r"[a-z]{1,3}(-[a-z]{1,2})?", fullmatch=True)
cards = st.dictionaries(
    names, st.dictionaries(names, words, min_size=1, max_size=3), min_size=1, max_size=4
)
STYLES = ("lines", "rows", "folded", "spaced")


@st.composite
def files(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, Value], str]:
    """A file in some author's style: the lines of each card, what they say, and how they end."""
    chunks, said = dict[str, str](), dict[str, Value]()
    line_end = draw(st.sampled_from(("\n", "\r\n")))
    for card, fields in draw(cards).items():
        style = draw(st.sampled_from(STYLES))
        texts = {
            name: draw(st.sampled_from(("One", "two words", "سلام", "it's"))) for name in fields
        }
        lines = draw(st.lists(st.sampled_from(("", "# note: {x}", "  # in")), max_size=2))
        if style == "rows":
            gap = draw(st.sampled_from((", ", f", # 1{line_end}   ")))
            lines.append(f"{card}: {{{gap.join(f'{n}: {t}' for n, t in texts.items())}}} # row")
        else:
            lines.append(f"{card}:" + draw(st.sampled_from(("", " # card"))))
            step = draw(st.sampled_from(("  ", "    ")))
            for name, text in texts.items():
                if style == "folded":
                    lines += [f"{step}{name}: >", f"{step}  {text}"]
                else:
                    lines += [""] * (style == "spaced") + [f'{step}{name}: "{text}" # why']
        chunks[card] = line_end.join(lines)
        said[card] = dict[str, Value](texts)
    return chunks, said, line_end


@settings(max_examples=25, deadline=None)
@given(files(), st.booleans(), st.data())
def test_any_edit_of_any_style(
    file: tuple[dict[str, str], dict[str, Value], str], ends: bool, data: st.DataObject
) -> None:
    """It says what is wanted, and the lines of what stays are as they were."""
    chunks, before, line_end = file
    text = line_end.join(chunks.values()) + line_end * ends
    assert said(text) == before
    assert edited(text, before, quoted=True) == text
    wanted = dict[str, Value]()
    for card, fields in before.items():
        kept = data.draw(st.sampled_from(("all", "some", "none")))
        if kept == "all":
            wanted[card] = fields
        elif kept == "some" and isinstance(fields, dict):
            there = {name: data.draw(words | st.just(old)) for name, old in fields.items()}
            dropped = data.draw(st.sampled_from(list(fields)))
            some = {name: value for name, value in there.items() if name != dropped}
            wanted[card] = dict[str, Value](some | data.draw(st.dictionaries(names, words)))
    wanted |= {card: dict(fields) for card, fields in data.draw(cards).items()}
    wanted = {card: fields for card, fields in wanted.items() if fields}
    after = edited(text, wanted, quoted=data.draw(st.booleans()))
    assert said(after) == wanted
    for card, chunk in chunks.items():
        assert chunk in after or wanted.get(card) != before[card]
    assert after.count("# note") == text.count("# note")
    assert after.count("# in") == text.count("# in")
