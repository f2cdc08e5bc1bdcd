"""YAML's own errors, said in an author's words and shown where the author should look.

Knows the messages of libyaml and of PyYAML's parser; it does not know what was being read.
"""

import re
from typing import Any

import yaml

from improv.packs import lookalikes
from improv.packs.problems import TOP, Message, Place, message, show
from improv.packs.source import LINE_END

_QUOTE = message("mend.quote")
_MISFIT = message("found.misfit"), message("mend.indent")
_NO_SPACE = message("found.colon_space"), message("mend.pair")
_GLUED = re.compile(r" *(?:- +)?[a-z][\w-]*:(?=[^\s:/])")
"""A name and its text without a space between: to YAML one word, that goes on in the next line."""
_MUST_QUOTE = message("found.must_quote"), _QUOTE
_EXPLAINED = (
    ("mapping values are not allowed", message("found.colon"), _QUOTE),
    ("found unexpected ':'", *_NO_SPACE),
    ("did not find expected key", *_MISFIT),
    ("expected <block end>", *_MISFIT),
    ("did not find expected '-'", _MISFIT[0], message("mend.dash")),
    ("sequence entries are not allowed", message("found.dash"), message("mend.next_line")),
    ("unknown escape", message("found.escape"), message("mend.escape")),
    ("cannot start any token", *_MUST_QUOTE),
    ("alphabetic or numeric", *_MUST_QUOTE),
    ("undefined alias", message("found.alias"), message("mend.alias")),
)
"""A part of the parser's message, what is wrong, what to do."""
_OPENED = (
    ("unexpected end of stream", message("found.open_quotes"), message("mend.close")),
    ("',' or '}'", message("found.open", signs="{ }"), message("mend.open", sign="}")),
    ("',' or ']'", message("found.open", signs="[ ]"), message("mend.open", sign="]")),
    ("could not find expected ':'", message("found.no_colon"), message("mend.pair_or_indent")),
)
"""The same for mistakes that are best shown where the quote or the bracket was opened."""


def at(mark: Any) -> Place:
    """Where a parser's mark is; marks count from 0."""
    return Place(mark.line + 1, mark.column + 1)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[Place, Message, Message]:
    """The place of a parser's error, what is wrong there, and what to do."""
    # Most YAML errors are tabs, colons, quotes or indents.
    place = TOP if error.problem_mark is None else at(error.problem_mark)
    rows = LINE_END.split(text)
    row = rows[place.line - 1] if place.line <= len(rows) else ""
    indent = row[: len(row) - len(row.lstrip())]
    if "\t" in indent:
        column = indent.index("\t") + 1
        return Place(place.line, column), message("found.tab"), message("mend.spaces")
    for line in (place.line, place.line - 1):
        if 0 < line <= len(rows) and (found := lookalikes.in_row(rows[line - 1])):
            index, what, remedy = found
            return Place(line, index + 1), what, remedy
    problem = error.problem or ""
    before = _GLUED.match(rows[place.line - 2]) if 1 < place.line <= len(rows) + 1 else None
    if before and "mapping values are not allowed" in problem:
        return Place(place.line - 1, before.end()), *_NO_SPACE
    for part, what, remedy in _EXPLAINED:
        if part in problem:
            return place, what, remedy
    for part, what, remedy in _OPENED:
        if part in problem and error.context_mark is not None:
            return at(error.context_mark), what, remedy
    return place, message("found.not_yaml", words=show(problem, 80)), message("mend.look")
