"""One pack's cards, changed one at a time: what is wrong in a card while it is written, undo, and
who changed it meanwhile.

A card is changed from the version that somebody saw. Where the file has another one by now, nothing
is written, and both versions are told; a change elsewhere in the pack is no hindrance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from improv.core.cards import SPOKEN, Kind
from improv.core.search_text import search_text
from improv.packs import cards as structure_of
from improv.packs.editing import EditablePack, Fields, PackChanged
from improv.packs.loading import REQUIRED_TEXTS, check_pack
from improv.packs.problems import Message, PackProblems, Place, Problem, Problems, Source, message
from improv.packs.tree import Items, Node, Table, Text, parse
from improv.packs.yaml_edits import ID, Value, edited

MOST_UNDONE = 100
"""Changes that can be taken back."""
NEEDED = message("editor.needed")
_TAKEN = message("editor.taken")


@dataclass(frozen=True, slots=True)
class CardVersion:
    """What is said of a card: in cards.yaml, and in each language that has words of it."""

    fields: Fields
    words: Mapping[str, Fields] = field(default_factory=dict)

    @property
    def kind(self) -> Kind | None:
        """What it is for; None where its author wrote something else."""
        written = self.fields.get("kind")
        return Kind(written) if isinstance(written, str) and written in set(Kind) else None


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong in a card: in a field of cards.yaml, or of a language."""

    language: str
    """Empty: in cards.yaml."""
    field: str
    what: Message
    remedy: Message | None = None

    @property
    def needed(self) -> bool:
        """Whether nothing is wrong but that it is not written yet."""
        return self.what is NEEDED


class CardProblems(Exception):
    """The card cannot be kept. `elsewhere` is what would be wrong with other cards then."""

    def __init__(
        self, problems: tuple[FieldProblem, ...], elsewhere: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(problems, elsewhere)
        self.problems, self.elsewhere = problems, elsewhere


class CardChanged(Exception):
    """The card is not what somebody saw any more; `now` is what it is, None where it is gone."""

    def __init__(self, card: str, now: CardVersion | None) -> None:
        super().__init__(card, now)
        self.card, self.now = card, now


@dataclass(frozen=True, slots=True)
class _Change:
    card: str
    before: CardVersion | None
    after: CardVersion | None
    behind: str
    """The card that it stands behind."""


class CardEditor:
    """The cards of one pack. Every change is on the disk when its method returns."""

    def __init__(self, folder: Path) -> None:
        """Raises PackProblems for a pack whose cards cannot be told apart."""
        self.pack = EditablePack(folder)
        self.version = 1
        """Another one each time any card is another."""
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self._texts: dict[tuple[str, str], tuple[Fields, str]] = {}

    @property
    def undoable(self) -> str:
        """The card whose change is taken back next; empty where there is none."""
        return self._done[-1].card if self._done else ""

    @property
    def redoable(self) -> str:
        """The card whose change is made again next; empty where there is none."""
        return self._undone[-1].card if self._undone else ""

    def card(self, card: str) -> CardVersion | None:
        """What is said of a card now."""
        return _version(self.pack, card)

    def found(self, text: str, kind: str = "", language: str = "") -> list[str]:
        """The cards of a kind ("": of any) with all words of `text` in what they say, in any order.

        Those come first that say so in `language`; otherwise they stand as in their file.
        """
        wanted = search_text(text).split()
        ids = [
            id_ for id_, fields in self.pack.structure.items() if kind in ("", fields.get("kind"))
        ]
        if not wanted:
            return ids
        first, others = list[str](), list[str]()
        for id_ in ids:
            said_in = [tag for tag in self.pack.words if self._says(tag, id_, wanted)]
            if language in said_in:
                first.append(id_)
            elif said_in:
                others.append(id_)
        return [*first, *others]

    def _says(self, language: str, card: str, wanted: Sequence[str]) -> bool:
        words = self.pack.words[language].get(card, {})
        known = self._texts.get((language, card))
        if known is None or (known[0] is not words and known[0] != words):
            known = self._texts[language, card] = words, _searched(card, words)
        return all(word in known[1] for word in wanted)

    def tags(self) -> list[str]:
        """What its cards bring and need."""
        listed = (
            value
            for fields in self.pack.structure.values()
            for name in ("brings", "needs")
            if isinstance(value := fields.get(name), list)
        )
        return sorted({str(tag) for tags in listed for tag in tags})

    def problems(self, card: str, wanted: CardVersion) -> tuple[FieldProblem, ...]:
        """What is wrong in a card as it would be, by the check that every pack goes through."""
        found = _needed(wanted, self.pack.languages)
        kind = str(Kind.BUSINESS)
        beside = [
            name
            for name, fields in self.pack.structure.items()
            if fields.get("kind") == kind and name != card
        ]
        cards: list[Value] = [wanted.fields, *(self.pack.structure[name] for name in beside)]
        files: dict[str, Fields] = {structure_of.NAME: {**self.pack.top, "cards": cards}}
        for language in self.pack.languages:
            words = self.pack.words[language]
            given: Fields = {name: words[name] for name in beside if words.get(name)}
            if own := wanted.words.get(language):
                given = {str(wanted.fields.get(ID)): own, **given}
            files[f"{language}.yaml"] = given
        drafts = {
            self.pack.folder / name: edited("", values, quoted=True).encode(errors="replace")
            for name, values in files.items()
            if values
        }
        problems = Problems(drafts=drafts)
        check_pack(problems, self.pack.folder, [f.stem for f in drafts][1:], whole=False)
        id_ = str(wanted.fields.get(ID))
        places = (_place(problem, problems, id_) for problem in problems.in_order()[0])
        return tuple(dict.fromkeys([*found, *filter(None, places)]))

    def save(self, card: str, seen: CardVersion | None, wanted: CardVersion | None) -> None:
        """Let the card be `wanted`, which was `seen` before; None is no card.

        Raises CardProblems, CardChanged, PackProblems where the pack cannot be read any more, and
        OSError; the pack is then as it was.
        """
        if seen == wanted == self.card(card):
            return
        order = list(self.pack.structure)
        behind = ""
        if card in self.pack.structure and order.index(card):
            behind = order[order.index(card) - 1]
        self._change(_Change(card, seen, wanted, behind))
        self._done = [*self._done, _Change(card, seen, wanted, behind)][-MOST_UNDONE:]
        self._undone.clear()

    def undo(self) -> str:
        """Take the last change back; its card. Raises what `save` does, IndexError for none."""
        change = self._done[-1]
        back = _Change(change.card, change.after, change.before, change.behind)
        self._again(back, self._done, self._undone)
        return change.card

    def redo(self) -> str:
        """Make it again; its card. Raises what `save` does, IndexError for none."""
        change = self._undone[-1]
        self._again(change, self._undone, self._done)
        return change.card

    def _again(self, change: _Change, before: list[_Change], after: list[_Change]) -> None:
        """Take a step of undo or redo, from the end of one list to the other's."""
        try:
            self._change(change)
        except CardChanged:  # it was changed elsewhere since: nothing leads back there
            before.pop()
            raise
        after.append(before.pop())

    def refresh(self) -> bool:
        """Read the pack again where its files have changed. Raises PackProblems."""
        if not self.pack.changed_files():
            return False
        self._read(EditablePack(self.pack.folder))
        return True

    def _change(self, change: _Change) -> None:
        try:
            self._try(change)
        except PackChanged:
            self._read(EditablePack(self.pack.folder))
            self._try(change)

    def _try(self, change: _Change) -> None:
        now = self.card(change.card)
        if change.before is None and now is not None:
            raise CardProblems((FieldProblem("", ID, _TAKEN, message("editor.other_id")),))
        if now != change.before:
            raise CardChanged(change.card, now)
        if change.after is not None and (found := self.problems(change.card, change.after)):
            raise CardProblems(found)
        draft = self.pack.copy()
        _put(draft, change)
        try:
            draft.save()
        except PackProblems as told:
            raise CardProblems((), told.problems) from None
        self._read(draft)

    def _read(self, pack: EditablePack) -> None:
        self.pack = pack
        self.version += 1


def _version(pack: EditablePack, card: str) -> CardVersion | None:
    if (fields := pack.structure.get(card)) is None:
        return None
    words = {tag: dict(said[card]) for tag, said in pack.words.items() if said.get(card)}
    return CardVersion(dict(fields), words)


def _put(pack: EditablePack, change: _Change) -> None:
    """Let a card of a pack be what it shall be."""
    card, wanted = change.card, change.after
    if wanted is None:
        pack.remove_card(card)
        return
    if card not in pack.structure:
        behind = change.behind if change.behind in pack.structure else ""
        pack.add_card(card, wanted.kind or Kind.PROMPT, after=behind)
    for name in (*pack.structure[card], *wanted.fields):
        pack.set_field(card, name, wanted.fields.get(name, ""))
    for language in wanted.words:
        pack.add_language(language)
    for language in pack.languages:
        given = wanted.words.get(language, {})
        for name in (*pack.words[language].get(card, ()), *given):
            pack.set_text(language, card, name, str(given.get(name, "")))


def _searched(card: str, words: Fields) -> str:
    texts = (str(text) for name, text in words.items() if not name.startswith(SPOKEN))
    return search_text(" ".join((card, *texts)))


def _needed(wanted: CardVersion, languages: Sequence[str]) -> list[FieldProblem]:
    """What is not written yet in the languages that have begun; one of them has to."""
    if wanted.kind is None:
        return []
    required = sorted(REQUIRED_TEXTS[wanted.kind])
    begun = [tag for tag in languages if wanted.words.get(tag)] or languages[:1]
    return [
        FieldProblem(tag, name, NEEDED)
        for tag in begun
        for name in required
        if not wanted.words.get(tag, {}).get(name)
    ]


_END = (2**31, 0)


def _place(problem: Problem, problems: Problems, card: str) -> FieldProblem | None:
    """Where a problem is in the form of a card; None for what is wrong with another card."""
    structure = problem.file.name == structure_of.NAME
    if structure and problem.what.name == "found.card_field":
        return None  # which is told as needed
    at = problem.line, problem.column
    own = _entries(problems.source(problem.file), card, structure=structure)
    if own is None or not own[0] <= at < own[1]:
        return None
    if structure and problem.what.name == "found.lacks":
        return FieldProblem("", str(dict(problem.what.values)["name"]), NEEDED)
    before = [name for name, (key, _) in own[2].items() if (key.line, key.column) <= at]
    language = "" if structure else problem.file.stem
    return FieldProblem(language, before[-1] if before else "", problem.what, problem.remedy)


_Places = tuple[tuple[int, int], tuple[int, int], Mapping[str, tuple[Text, Node]]]


def _entries(source: Source, card: str, *, structure: bool) -> _Places | None:
    """Where a card begins and ends in a draft, and its fields."""
    assert source.draft is not None
    root = parse(Source(source.file), source.draft.decode())
    if not isinstance(root, Table):
        return None
    starts: list[tuple[Place, Node, str]] = []
    if structure:
        listed = root.entries["cards"][1]
        for node in listed.items if isinstance(listed, Items) else ():
            entries = node.entries if isinstance(node, Table) else {}
            name = entries[ID][1] if ID in entries else None
            starts.append((node, node, name.value if isinstance(name, Text) else ""))
    else:
        starts = [(key, node, name) for name, (key, node) in root.entries.items()]
    for index, (start, node, name_) in enumerate(starts):
        if name_ == card and isinstance(node, Table):
            after = starts[index + 1][0] if index + 1 < len(starts) else None
            end = (after.line, after.column) if after else _END
            return (start.line, start.column), end, node.entries
    return None
