"""What a voice says in the place of a text: that it has as many words as the text.

Screens mark the word that is being said by its place, so a figure that is said in three words is
written in one, joined by `_`. Knows no language and no voice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from improv.core.cards import SPOKEN, TEXT_FIELDS, Words
from improv.core.reading import rule_names
from improv.packs import cards as structure_of
from improv.packs import fields
from improv.packs.cards import read_cards
from improv.packs.practices import practices_for
from improv.packs.problems import Problems, Source, message
from improv.packs.source import yaml_files
from improv.packs.tree import Items, Node, Table, Text, read_tree


def note_spoken(source: Source, nodes: Mapping[str, Node], words: Words) -> None:
    """Note what is said of `words` where its words are not those that are written."""
    for name, node in nodes.items():
        written = name.removeprefix(SPOKEN)
        if written == name or not words[name] or not words.get(written):
            continue
        said, shown = len(words[name].split()), len(words[written].split())
        if said != shown:
            what = message("found.spoken", what=name, said=said, written=written, shown=shown)
            source.add(node, what, message("mend.spoken", sign="_"))


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text that is read aloud, where it is written, and what is said of it so far."""

    file: Path
    line: int
    """Counted from 1: of the written text."""
    language: str
    name: str
    """Of the text: `text`, or `rule.1` of a game."""
    written: str
    said: str
    """Empty where the voice says what is written."""


def spoken_texts(path: Path) -> Iterator[SpokenText]:
    """Every text of a pack's folder, or of a folder of games, that is read aloud.

    The files are right: whoever calls has checked them.
    """
    if (path / structure_of.NAME).is_file():
        yield from _of_cards(path)
    else:
        for file in yaml_files(path):
            root = read_tree(Source(file))
            if isinstance(root, Table) and "words" in root.entries:
                for language, words in _tables(root.entries["words"][1]):
                    yield from _of_game(file, language, words)


def written_with(file: Path, said: Mapping[SpokenText, str]) -> tuple[str, int]:
    """The text of a file with what is said of its texts, a line of its own before each; how many.

    Of a game they are a mapping `say` at the beginning of its language. All else stays, line ends
    and a byte order mark, too. Left to the author: a text that shares its line with others, as in
    `{title: ..., text: ...}`, and a game that says something already.
    """
    with file.open(encoding="utf-8", newline="") as opened:
        rows = opened.read().splitlines(keepends=True)
    end = "\r\n" if rows[0].endswith("\r\n") else "\n"
    added: dict[int, list[str]] = {}
    count = 0
    for at, language, found in _places(file, said):
        start, key, _ = rows[at].partition(found[0][0].name)
        if not key or start.strip():
            continue
        prefix, head = (
            (f"{start}{SPOKEN}", []) if language is None else (f"{start}  ", [f"{start}say:{end}"])
        )
        added[at] = head + [
            f"{prefix}{text.name}: {_quoted(spoken)}{end}" for text, spoken in found
        ]
        count += len(found)
    return "".join(line for at, row in enumerate(rows) for line in (*added.get(at, ()), row)), count


def _places(
    file: Path, said: Mapping[SpokenText, str]
) -> Iterator[tuple[int, str | None, list[tuple[SpokenText, str]]]]:
    """Before which row, counted from 0, of which language of a game, what is to be said."""
    if fields.is_language(file.stem):
        for text, spoken in said.items():
            yield text.line - 1, None, [(text, spoken)]
        return
    root = read_tree(Source(file))
    words = root.entries["words"][1] if isinstance(root, Table) else None
    for language, own in _tables(words):
        found = [(text, spoken) for text, spoken in said.items() if text.language == language]
        if found and "say" not in own.entries:
            yield found[0][0].line - 1, language, found


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _of_cards(folder: Path) -> Iterator[SpokenText]:
    problems = Problems()
    structure = read_cards(
        problems.source(folder / structure_of.NAME), practices_for(folder, problems)
    )
    for file in yaml_files(folder):
        root = read_tree(Source(file)) if fields.is_language(file.stem) else None
        for name, words in _tables(root):
            entry = structure.entries.get(name) if structure else None
            known = TEXT_FIELDS[entry.kind] if entry and entry.kind else {}
            read = [one.removeprefix(SPOKEN) for one in known if one.startswith(SPOKEN)]
            values = {key: value for key, (_, value) in words.entries.items()}
            yield from _those(file, file.stem, read, values, values)


def _of_game(file: Path, language: str, words: Table) -> Iterator[SpokenText]:
    values = {key: value for key, (_, value) in words.entries.items()}
    rules = values.pop("rules", None)
    for number, rule in enumerate(rules.items if isinstance(rules, Items) else (), start=1):
        values[f"rule.{number}"] = rule
    own = values.get("say")
    said = (
        {f"{SPOKEN}{key}": value for key, (_, value) in own.entries.items()}
        if isinstance(own, Table)
        else {}
    )
    texts = {key: value.value for key, value in values.items() if isinstance(value, Text)}
    read = [name for name in ("name", *rule_names(texts), "cue") if name in texts]
    yield from _those(file, language, read, values, said)


def _those(
    file: Path,
    language: str,
    read: Iterable[str],
    written: Mapping[str, Node],
    said: Mapping[str, Node],
) -> Iterator[SpokenText]:
    for name in read:
        text, spoken = written.get(name), said.get(f"{SPOKEN}{name}")
        if isinstance(text, Text):
            value = spoken.value if isinstance(spoken, Text) else ""
            yield SpokenText(file, text.line, language, name, text.value.strip(), value.strip())


def _tables(node: Node | None) -> Iterator[tuple[str, Table]]:
    if isinstance(node, Table):
        for name, (_, value) in node.entries.items():
            if isinstance(value, Table):
                yield name, value
