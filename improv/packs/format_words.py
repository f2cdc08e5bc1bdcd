"""The words of a format in each language: its name, its objective, its phases and the like.

Knows which words a format's structure calls for, and flattens them into `name`, `objective`, `cue`,
`question` of a pick,
`phase.<id>`, `instruction.<id>` of a phase, `criterion.<id>`, `criterion.<id>.1` to `.4`,
`criterion.<id>.question` where the vote asks in more words,
`option.<id>`, `rule.1` to `.3`, `debrief.1`, `debrief.2`, `tip.1`, `tip.2` ..., and of what is read
aloud `say.name`, `say.rule.1` ...
"""

from collections.abc import Collection, Mapping

from improv.core.cards import LONG, SHORT, SPOKEN, SPOKEN_LONG, Words
from improv.core.formats import Format, PhaseKind
from improv.core.reading import rule_names
from improv.packs import fields
from improv.packs.practices import note_language
from improv.packs.problems import Source, What, entry, message, show
from improv.packs.spoken import note_spoken
from improv.packs.tree import Node, Table

_KINDS = frozenset(map(str, PhaseKind))
_GRADES = ("1", "2", "3", "4")
INSTRUCTED = frozenset({PhaseKind.BRIEF, PhaseKind.ASK, PhaseKind.PLAY})
"""The phases that may carry a line that tells the players what to do in them."""
_INSTRUCTION = 120
"""Characters of such a line."""
_LINES = {"rules": 3, "debrief": 2}
"""Texts of which a format has so many, or none: what the room hears before the first time, and what
it talks about afterwards."""


def turn_id(phase: str, turn: int) -> str:
    """The id of a phase that comes for the second time or later."""
    return f"{phase}-{turn}"


def read_words(source: Source, node: Node | None, format_: Format) -> Mapping[str, Words]:
    """The words of `format_` in every language they are written in."""
    languages = fields.entries_of(source, node, "words")
    if isinstance(node, Table) and not languages:
        remedy = message("mend.like", example="en: {name: ..., objective: ...}")
        source.add(node, message("found.empty", what="words"), remedy)
    words: dict[str, Words] = {}
    for language, (key, value) in languages.items():
        note_language(source, key)
        words[language] = _Language(source, language).read(value, format_)
    return words


class _Language:
    def __init__(self, source: Source, language: str) -> None:
        self.source = source
        self.language = language
        self.words: dict[str, str] = {}

    def read(self, node: Node, format_: Format) -> Words:
        """All the words of `format_`."""
        phases = [phase for phase in format_.phases if phase.turn < 2]
        has_cue = any(twist.pile is None for twist in format_.twists)
        required = ["name", "objective", *(["cue"] if has_cue else [])]
        # The interface has a name for a phase that is called like its kind.
        own = [phase.id for phase in phases if phase.id not in _KINDS]
        criteria = [criterion.id for criterion in format_.ballot.criteria]
        named = {"phases": own, "criteria": criteria, "options": format_.ballot.options}
        required += [field for field, ids in named.items() if ids]
        texts = ("name", "objective", "cue", "question")
        known = (*texts, *_LINES, "phases", "instructions", "criteria", "options", "tips", "say")
        what = message("part.in", what="words", language=show(self.language))
        values = fields.table(self.source, node, what, known, required)
        self._read_text("name", values.get("name"), "name", SHORT)
        self._read_text("objective", values.get("objective"), "objective")
        self._read_text("cue", values.get("cue"), "cue")
        self._read_text("question", values.get("question"), "question", SHORT)
        ids = [phase.id for phase in phases]
        self._read_texts("phase", values.get("phases"), "phases", ids, own)
        instructed = [phase.id for phase in phases if phase.kind in INSTRUCTED]
        lines = values.get("instructions")
        self._read_texts("instruction", lines, "instructions", instructed, (), _INSTRUCTION)
        options = format_.ballot.options
        self._read_texts("option", values.get("options"), "options", options, options)
        self._read_criteria(values.get("criteria"), criteria)
        for phase in format_.phases:
            for name in ("phase", "instruction") if phase.turn > 1 else ():
                first = f"{name}.{phase.written}"
                if first in self.words:
                    self.words[f"{name}.{phase.id}"] = self.words[first]
        self._read_lines("rule", values.get("rules"), "rules", _LINES["rules"])
        self._read_lines("debrief", values.get("debrief"), "debrief", _LINES["debrief"])
        self._read_lines("tip", values.get("tips"), "tips")
        self._read_spoken(values.get("say"))
        return self.words

    def _read_text(self, name: str, node: Node | None, what: What, limit: int = LONG) -> None:
        if node is not None:
            self.words[name] = fields.words(self.source, node, what, self.language, limit)

    def _read_texts(
        self,
        prefix: str,
        node: Node | None,
        what: str,
        known: Collection[str],
        required: Collection[str],
        limit: int = SHORT,
    ) -> None:
        if node is not None:
            for name, text in fields.table(self.source, node, what, known, required).items():
                self._read_text(f"{prefix}.{name}", text, name, limit)

    def _read_spoken(self, node: Node | None) -> None:
        """What is read aloud of a game: its name, and what reading.rule_names says, and its cue."""
        if node is None:
            return
        known = [name for name in ("name", *rule_names(self.words), "cue") if name in self.words]
        nodes = {
            f"{SPOKEN}{name}": value
            for name, value in fields.table(self.source, node, "say", known).items()
        }
        for name, value in nodes.items():
            self._read_text(name, value, name, SPOKEN_LONG)
        note_spoken(self.source, nodes, self.words)

    def _read_lines(self, prefix: str, node: Node | None, what: str, wanted: int = 0) -> None:
        lines = fields.items(self.source, node, what, least=min(wanted, 1))
        if lines and wanted and len(lines) != wanted and node is not None:
            found = message("found.lines", what=what, number=len(lines), wanted=wanted)
            self.source.add(node, found, message("mend.lines", wanted=wanted))
        for count, line in enumerate(lines, 1):
            self._read_text(f"{prefix}.{count}", line, entry(what))

    def _read_criteria(self, node: Node | None, criteria: Collection[str]) -> None:
        if node is None:
            return
        required = ("name", *_GRADES)
        for criterion, value in fields.table(
            self.source, node, "criteria", criteria, criteria
        ).items():
            what = message("part.named", name=criterion)
            values = fields.table(self.source, value, what, (*required, "question"), required)
            self._read_text(f"criterion.{criterion}", values.get("name"), "name", SHORT)
            question = values.get("question")
            name = f"criterion.{criterion}.question"
            self._read_text(name, question, "question", _INSTRUCTION)
            for grade in _GRADES:
                self._read_text(f"criterion.{criterion}.{grade}", values.get(grade), grade)
