"""The words of a format: language -> what it is called, aims at and says.

Knows which words a format's structure calls for, and flattens them: `name`, `objective`, `cue`,
`phase.<id>`, `criterion.<id>`, `criterion.<id>.1` to `.4`, `option.<id>`, `tip.1`, `tip.2` ...
"""

from collections.abc import Collection, Mapping

from improv.core.cards import LONG, SHORT, Words
from improv.core.formats import Format, PhaseKind
from improv.packs import fields
from improv.packs.message import What, entry, message, show
from improv.packs.practices import note_language
from improv.packs.problems import Page
from improv.packs.tree import Node, Table

_KINDS = frozenset(map(str, PhaseKind))
_GRADES = ("1", "2", "3", "4")


def read_words(page: Page, node: Node | None, one: Format) -> Mapping[str, Words]:
    """The words of the format `one` in every language they are written in."""
    languages = fields.entries_of(page, node, "words")
    if isinstance(node, Table) and not languages:
        do = message("mend.like", example="en: {name: ..., objective: ...}")
        fields.note(page, node, message("found.empty", what="words"), do)
    words: dict[str, Words] = {}
    for language, (key, value) in languages.items():
        note_language(page, key.value, key)
        words[language] = _Language(page, language).read(value, one)
    return words


class _Language:
    """The reading of one language's words."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language
        self.words: dict[str, str] = {}

    def read(self, node: Node, one: Format) -> Words:
        """All the words of the format `one`."""
        rung = any(twist.pile is None for twist in one.twists)
        needed = ["name", "objective", *(["cue"] if rung else [])]
        # A phase that is called as a kind has a name already: the interface's own.
        own = [phase.id for phase in one.phases if phase.id not in _KINDS]
        criteria = [criterion.id for criterion in one.ballot.criteria]
        for field, wanted in (
            ("phases", own),
            ("criteria", criteria),
            ("options", one.ballot.options),
        ):
            if wanted:
                needed.append(field)
        known = ("name", "objective", "cue", "phases", "criteria", "options", "tips")
        what = message("part.in", what="words", language=show(self.language))
        values = fields.table(self.page, node, what, known, needed)
        self._say("name", values.get("name"), "name", SHORT)
        self._say("objective", values.get("objective"), "objective")
        self._say("cue", values.get("cue"), "cue")
        phases = [phase.id for phase in one.phases]
        self._say_each("phase", values.get("phases"), "phases", phases, own)
        options = one.ballot.options
        self._say_each("option", values.get("options"), "options", options, options)
        self._say_criteria(values.get("criteria"), criteria)
        for count, tip in enumerate(fields.items(self.page, values.get("tips"), "tips"), 1):
            self._say(f"tip.{count}", tip, entry("tips"))
        return self.words

    def _say(self, name: str, node: Node | None, what: What, limit: int = LONG) -> None:
        if node is not None:
            self.words[name] = fields.words(self.page, node, what, self.language, limit)

    def _say_each(
        self,
        prefix: str,
        node: Node | None,
        what: str,
        known: Collection[str],
        needed: Collection[str],
    ) -> None:
        if node is not None:
            for name, text in fields.table(self.page, node, what, known, needed).items():
                self._say(f"{prefix}.{name}", text, name, SHORT)

    def _say_criteria(self, node: Node | None, criteria: Collection[str]) -> None:
        if node is None:
            return
        needed = ("name", *_GRADES)
        for criterion, value in fields.table(
            self.page, node, "criteria", criteria, criteria
        ).items():
            what = message("part.named", name=criterion)
            values = fields.table(self.page, value, what, needed, needed)
            self._say(f"criterion.{criterion}", values.get("name"), "name", SHORT)
            for grade in _GRADES:
                self._say(f"criterion.{criterion}.{grade}", values.get(grade), grade)
