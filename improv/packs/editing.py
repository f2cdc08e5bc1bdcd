"""A pack that is changed: cards and words by their ids, written back into the author's own files.

What was not changed keeps its comments, order and style (`yaml_edits`). What is written says what
it says here, has no problem that was not there before, and takes the place only of what was read.
"""

import errno
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Self

from improv.core.cards import CARD_FIELDS, Kind
from improv.packs import cards as structure_of
from improv.packs import fields
from improv.packs.loading import check_pack, languages_to_play
from improv.packs.problems import TOP, PackProblems, Problem, Problems, Source, message, show
from improv.packs.source import normalised, read_bytes, read_text
from improv.packs.tree import Node, Text, parse
from improv.packs.yaml_edits import ID, Value, edited, value_of
from improv.whole_file import Drafts

_BOM = b"\xef\xbb\xbf"
_ORDER = {field.name: index for index, field in enumerate(CARD_FIELDS)}
_STRUCTURE = structure_of.NAME.removesuffix(".yaml")

_MOST_PROBLEMS = 10_000
"""Beyond them nobody tells which ones are new."""

Fields = dict[str, Value]
"""What is said of one card: field -> value, in the order of its file."""


class PackChanged(Exception):
    """Some files of a pack are not any more what was read, so nothing was written."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        super().__init__(files)
        self.files = files


class EditablePack:
    """A pack as its files say it, and what shall be changed in it.

    `structure` is what cards.yaml says of each card, `words` what each language says: both by the
    short ids, as texts, with whatever is wrong in them. `names`: language -> the pack's name. They
    are changed by its methods alone.
    """

    def __init__(self, folder: Path) -> None:
        """Read a pack. Raises PackProblems for files in which cards cannot be told apart."""
        self.folder = normalised(folder)
        languages = languages_to_play(self.folder)
        problems = Problems()
        self._read: dict[Path, bytes | None] = {}
        top = _cards_file(self._opened(problems, _STRUCTURE), self._file(_STRUCTURE), problems)
        self.words = {
            language: _words_file(self._opened(problems, language), self._file(language), problems)
            for language in languages
        }
        problems.raise_any()
        cards, names = top.get("cards"), top.get("names")
        self.structure: dict[str, Fields] = _by_id(cards)
        self.names = (
            {key: str(name) for key, name in names.items()} if isinstance(names, dict) else {}
        )
        self._top = top
        self._before = self._wanted()
        self._known: Counter[_Known] | None = None

    def copy(self) -> Self:
        """Another one that can be changed, and saved, without this."""
        other = copy(self)
        other.structure, other.names = dict(self.structure), dict(self.names)
        other.words = {language: dict(words) for language, words in self.words.items()}
        other._read = dict(self._read)
        return other

    @property
    def top(self) -> Fields:
        """What cards.yaml says beside its cards."""
        return {name: value for name, value in self._top.items() if name != "cards"}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has words in."""
        return tuple(self.words)

    def add_language(self, language: str) -> None:
        """Let there be words in one more language. Its file is written with the first of them."""
        if language not in self.words and fields.is_language(language):
            self.words[language] = {}
            self._read[self._file(language)] = None

    def add_card(self, card: str, kind: Kind, *, after: str = "") -> None:
        """A new card behind the one that is called `after`, else behind its kind, or at the end."""
        alike = [name for name, other in self.structure.items() if other.get("kind") == kind]
        last = list(self.structure)[-1:]
        before = after or (alike or last or [""])[-1]
        self.structure = _with(self.structure, card, {ID: card, "kind": str(kind)}, before)

    def remove_card(self, card: str) -> None:
        """Remove a card and its words in every language."""
        self.structure.pop(card, None)
        for words in self.words.values():
            words.pop(card, None)

    def set_field(self, card: str, field: str, value: Value) -> None:
        """What cards.yaml says of a card; nothing without a value. Raises KeyError for no card."""
        self.structure[card] = _with_field(self.structure[card], field, value)

    def set_text(self, language: str, card: str, field: str, text: str) -> None:
        """A text of a card; an empty one is removed, and with its last one the card from the file.

        Raises KeyError for a language without words.
        """
        words = self.words[language]
        given = _with_field(words.get(card, {}), field, text.strip())
        if not given:
            words.pop(card, None)
        elif card in words:
            words[card] = given
        else:
            order = list(self.structure)
            earlier = order[: order.index(card)] if card in order else order
            before = next((name for name in reversed(earlier) if name in words), "")
            self.words[language] = _with(words, card, given, before)

    def drafts(self) -> dict[Path, bytes]:
        """What the files would hold that are changed, in the order in which they are written.

        Raises PackProblems where that could not be read as it is meant.
        """
        problems = Problems()
        found = dict[Path, bytes]()
        for file, wanted in self._wanted().items():
            if wanted != self._before.get(file, {}):
                found[file] = self._draft(problems, file, wanted)
        problems.raise_any()
        # A card that has no words yet may stand alone, and words without a card may not.
        gone = _by_id(self._before[self._file(_STRUCTURE)]["cards"]).keys() - self.structure.keys()
        return dict(reversed(found.items())) if gone else found

    def new_problems(self) -> tuple[Problem, ...]:
        """What is wrong in it and was not when it was read. Raises PackProblems like `drafts`."""
        drafts = self.drafts()
        return self._new_among(self._check(drafts)) if drafts else ()

    def save(self) -> tuple[Path, ...]:
        """Write what is changed, and return the files.

        Raises PackProblems for new problems, PackChanged when a file is not what was read, OSError.
        """
        drafts = self.drafts()
        if not drafts:
            return ()
        found = self._check(drafts)
        if new := self._new_among(found):
            raise PackProblems(new)
        for file in drafts:
            if file.exists() and not os.access(file, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        with Drafts(drafts) as written:
            if changed := self.changed_files():
                raise PackChanged(changed)
            written.publish()
        self._read |= drafts
        self._before = self._wanted()
        self._known = Counter(map(_known, found))
        return tuple(drafts)

    def changed_files(self) -> tuple[Path, ...]:
        """The files that are not any more what was read."""
        return tuple(file for file, data in self._read.items() if _bytes_of(file) != data)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.yaml"

    def _opened(self, problems: Problems, name: str) -> Node | None:
        """The root of a file, whose bytes are remembered."""
        source = problems.source(self._file(name))
        data = read_bytes(source)
        if data is None:
            return None
        self._read[source.file] = source.draft = data
        return _root(source)

    def _wanted(self) -> dict[Path, Fields]:
        """What every file shall say."""
        top = {**self._top, "cards": list[Value](self.structure.values())}
        if self.names or "names" in top:
            top["names"] = dict[str, Value](self.names)
        words = {
            self._file(language): dict[str, Value](given) for language, given in self.words.items()
        }
        return {self._file(_STRUCTURE): top, **words}

    def _draft(self, problems: Problems, file: Path, wanted: Fields) -> bytes:
        """What a file would hold, which is read again before it is believed."""
        before = self._read[file] or b""
        is_words = file.stem in self.words
        text = edited(before.decode("utf-8-sig"), wanted, quoted=is_words)
        source = problems.source(file)
        source.draft = data = (_BOM if before.startswith(_BOM) else b"") + _encoded(text)
        root = _root(source)
        if is_words:
            same = _words_file(root, file, problems) == wanted
        else:
            found = _cards_file(root, file, problems)
            same = {**found, "cards": 0} == {**wanted, "cards": 0} and (
                _by_id(found.get("cards")) == _by_id(wanted["cards"])
            )
        if not same and not source.count:
            source.add(TOP, message("found.no_edit"), message("mend.by_hand"))
        return data

    def _new_among(self, found: Sequence[Problem]) -> tuple[Problem, ...]:
        """Those of the problems that were not there when the pack was read."""
        if not found:
            return ()
        if self._known is None:
            self._known = Counter(map(_known, self._check({})))
        left, new = self._known.copy(), list[Problem]()
        for problem in found:
            key = _known(problem)
            left[key] -= 1
            if left[key] < 0:
                new.append(problem)
        return tuple(new)

    def _check(self, drafts: Mapping[Path, bytes]) -> tuple[Problem, ...]:
        """What is wrong in the pack, with what some files would hold."""
        read = {file: data for file, data in self._read.items() if data is not None}
        problems = Problems(drafts={**read, **drafts})
        words = [file.stem for file in problems.drafts if file.stem != _STRUCTURE]
        # As for play: a card may wait for its words in a second language.
        check_pack(problems, self.folder, words, whole=len(words) < 2)
        return problems.in_order(_MOST_PROBLEMS)[0]


_Known = tuple[Path, object]


def _known(problem: Problem) -> _Known:
    """What makes two problems the same one, wherever they stand now."""
    return problem.file, problem.what


def _bytes_of(file: Path) -> bytes | None:
    try:
        return read_bytes(Source(file))
    except OSError:
        return None


def _root(source: Source) -> Node | None:
    """The root of a draft; None, without a problem, where it holds nothing but comments."""
    text = read_text(source)
    rows = (text or "").splitlines()
    empty = all(not row.strip() or row.lstrip().startswith("#") for row in rows)
    return None if text is None or empty else parse(source, text)


def _cards_file(root: Node | None, file: Path, problems: Problems) -> Fields:
    """What cards.yaml says; what keeps its cards from being told apart is noted."""
    source = problems.source(file)
    _, listed = fields.entries_of(source, root, fields.THE_FILE).get("cards", (None, None))
    if listed is None and not source.count:
        lacks = message("found.lacks", what=fields.THE_FILE, name="cards")
        source.add(TOP, lacks, message("mend.add", line="cards: ..."))
    known = dict[str, Node]()
    for node in fields.items(source, listed, "cards"):
        entries = fields.entries_of(source, node, structure_of.A_CARD)
        name = fields.table(source, node, structure_of.A_CARD, entries, (ID,)).get(ID)
        if (text := fields.scalar(source, name, ID)) is None:
            continue
        if (first := known.setdefault(text.value.strip(), text)) is not text:
            remedy = message("mend.rename", place=f"{first.line}:{first.column}")
            source.add(text, message("found.twice", name=show(text.value)), remedy)
    value = {} if root is None else value_of(root)
    return value if isinstance(value, dict) else {}


def _words_file(root: Node | None, file: Path, problems: Problems) -> dict[str, Fields]:
    """What a words file says: card -> field -> text; what is no card's words is noted."""
    source = problems.source(file)
    found: dict[str, Fields] = {}
    for card, (_, node) in fields.entries_of(source, root, fields.THE_FILE).items():
        empty = isinstance(node, Text) and not node.value.strip()
        given = fields.entries_of(source, None if empty else node, structure_of.A_CARD)
        found[card] = {name: value_of(value) for name, (_, value) in given.items()}
    return found


def _by_id(cards: Value | None) -> dict[str, Fields]:
    listed = cards if isinstance(cards, list) else []
    return {str(card[ID]): card for card in listed if isinstance(card, dict)}


def _with(entries: Mapping[str, Fields], key: str, value: Fields, before: str) -> dict[str, Fields]:
    """The entries with one more, behind the one that is called `before`; else in front."""
    found: dict[str, Fields] = {} if before in entries else {key: value}
    for name, other in entries.items():
        found[name] = other
        if name == before:
            found[key] = value
    return found


def _with_field(given: Fields, field: str, value: Value) -> Fields:
    """The fields of a card with another value; a new one stands where CARD_FIELDS has it."""
    if not value:
        return {name: other for name, other in given.items() if name != field}
    if field in given:
        return {**given, field: value}
    place = _ORDER.get(field, len(_ORDER))
    before = [name for name in given if _ORDER.get(name, len(_ORDER)) < place]
    after = [name for name in given if name not in before]
    return {
        **{name: given[name] for name in before},
        field: value,
        **{name: given[name] for name in after},
    }


def _encoded(text: str) -> bytes:
    """The bytes of a file; half of a surrogate pair stays wrong, and is told by the reader."""
    return text.encode(errors="surrogatepass")
