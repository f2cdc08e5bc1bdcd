"""Whatever the bytes: problems, never a traceback, and what is clean can be loaded."""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.core.cards import CARD_FIELDS, Kind, Manner
from improv.packs.check import check
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems, Source
from improv.packs.tree import parse
from tests.packs.loaders import load_practices

NAMES = ("practices.yaml", "desk/cards.yaml", "desk/en.yaml", "formats/quick.yaml")

quick = settings(max_examples=60, deadline=None)


def survives(files: Mapping[str, bytes]) -> None:
    """Check and load the files: printable problems, and what is clean can be loaded."""
    with tempfile.TemporaryDirectory() as temporary:
        collection = Path(temporary)
        for name, data in files.items():
            (collection / name).parent.mkdir(exist_ok=True)
            (collection / name).write_bytes(data)
        for line in check([collection]).lines("en"):
            assert line.isprintable()
            line.encode()
        assert agrees(lambda: load_formats(collection / "formats"), [collection / "formats"])
        assert agrees(lambda: load_practices(collection / NAMES[0]), [collection / NAMES[0]])
        assert agrees(lambda: load_pack(collection / "desk"), [collection / "desk"])


def agrees(load: Callable[[], object], paths: list[Path]) -> bool:
    """Whether loading finds nothing that checking does not; checking may be stricter."""
    try:
        load()
    except PackProblems as found:
        return set(found.problems) <= set(check(paths).problems)
    return True


@quick
@given(st.sampled_from(NAMES), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes(valid: Mapping[str, bytes], name: str, data: bytes) -> None:
    """Noise in any one of the files is only a problem."""
    survives({**valid, name: data})


NASTY = [b"\t", b"\0", b"\xff", b"&a ", b"*a", b"!!x ", b"---\n", b"{", b"[", b"]", b"}", b": "]
NASTY += [b"\n", b"- ", b'"', b"'", b"|\n", b"#x", b"%", b"\xe2\x80\xae", b"<<: ", b"? ", b"~"]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_damaged_files(valid: Mapping[str, bytes], name: str, data: st.DataObject) -> None:
    """A file with pieces cut out, doubled and strewn with YAML's own signs is only a problem."""
    text = valid[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 60, len(text))))
        piece = data.draw(st.sampled_from([*NASTY, b"", text[start:end] * 2]))
        text = text[:start] + piece + text[end:]
    survives({**valid, name: text})


KEYS = ["pack", "names", "cards", "id", "kind", "practices", "heat", "businesses", "secrets", "en"]
KEYS += ["players", "least", "most", "seats", "count", "phases", "seconds", "tail", "vote", "draws"]
KEYS += ["reel", "pile", "twists", "phase", "at", "every", "by_hand", "ballot", "kinds", "options"]
KEYS += ["criteria", "tokens", "mute", "words", "name", "objective", "cue", "tips", "desk", "A2"]
KEYS += ["manner", *Manner]
KEYS += [field.name for field in CARD_FIELDS]
words = st.sampled_from([*KEYS, *map(str, Kind), "quick", "play", "brief", "guess", "rate", "1"])
values = st.recursive(
    words | st.integers(-3, 400) | st.text(max_size=8) | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=6),
    max_leaves=30,
)


@quick
@given(st.sampled_from(NAMES), values)
def test_wrong_types_everywhere(valid: Mapping[str, bytes], name: str, value: Any) -> None:
    """Well-formed YAML with the right words in all the wrong places is only a problem."""
    survives({**valid, name: json.dumps(value).encode()})


TEMPLATE: Mapping[str, Any] = {
    "desk/cards.yaml": {
        "pack": "desk",
        "names": {"en": "Desk"},
        "cards": [
            {
                "id": "a",
                "kind": "role",
                "practices": ["A2"],
                "secrets": {"text": "agent"},
                "manner": "tired",
            }
        ],
    },
    "formats/quick.yaml": {
        "id": "quick",
        "practices": ["A2"],
        "players": {"least": 1, "most": 2},
        "seats": [{"id": "agent", "count": 1}],
        "phases": [{"id": "brief", "kind": "brief", "seconds": 5}],
        "tail": {"vote": 3},
        "draws": [{"reel": "x", "pile": "prompt"}],
        "twists": [{"phase": "brief", "at": [3]}],
        "ballot": {"kinds": ["rate"], "criteria": [{"id": "x"}], "options": ["a"]},
        "tokens": {"mute": 1},
        "words": {"en": {"name": "x", "objective": "y", "tips": ["z"], "phases": {}}},
    },
    "desk/en.yaml": {"dead-mower": {"title": "x", "text": "y"}},
    "practices.yaml": {"practices": {"A2": {"en": "x"}}},
}


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), values, st.data())
def test_one_wrong_branch(
    valid: Mapping[str, bytes], name: str, value: Any, data: st.DataObject
) -> None:
    """A right file with one branch of any depth replaced by anything is only a problem."""

    def graft(node: Any) -> Any:
        if not isinstance(node, dict | list) or not node or data.draw(st.integers(0, 3)) == 0:
            return value
        if isinstance(node, list):
            return [graft(node[0]), *node[1:]]
        key = data.draw(st.sampled_from(sorted(node)))
        return {**node, key: graft(node[key])}

    survives({**valid, name: json.dumps(graft(TEMPLATE[name])).encode()})


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:,-[]{}'\"#&*!|>?%@\\\n\t \u2028é0", max_size=40))
def test_both_parsers_agree(text: str) -> None:
    """libyaml and PyYAML's own parser both end in nodes or problems, whatever YAML's signs do."""
    for parser in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
        source = Source(Path("f"))
        assert (parse(source, text, parser) is None) <= bool(source.found)
