"""YAML's own errors, said in an author's words and shown where the author should look.

Knows the messages of libyaml and of PyYAML's parser; it does not know what was being read.
"""

from typing import Any

import yaml

from improv.packs.problems import TOP, Place, show
from improv.packs.source import LINE_END

_MISFIT = "this does not fit what stands before it"
_EXPLAINED = (
    ("mapping values are not allowed", "a colon where none can stand", 'put the text in "quotes"'),
    ("found unexpected ':'", "a colon without a space behind it", "write `name: value`"),
    ("did not find expected key", _MISFIT, "check indent and quotes"),
    ("expected <block end>", _MISFIT, "check indent and quotes"),
    ("did not find expected '-'", _MISFIT, "begin with - or indent it"),
    ("sequence entries are not allowed", "a - behind a colon", "begin the list on the next line"),
    ("unknown escape", "an unknown \\ escape", "write \\\\ or use 'single quotes'"),
    ("cannot start any token", "a character that must be quoted", 'put the text in "quotes"'),
    ("alphabetic or numeric", "a character that must be quoted", 'put the text in "quotes"'),
    ("undefined alias", "an alias (*)", "write the thing out, or put the text in quotes"),
)
"""Part of libyaml's words, what is wrong, what to do."""
_OPENED = (
    ("unexpected end of stream", "quotes that are never closed", "close them"),
    ("',' or '}'", "a { } that is not closed", "look for a missing , or } or quotes"),
    ("',' or ']'", "a [ ] that is not closed", "look for a missing , or ] or quotes"),
    ("could not find expected ':'", "a line without a colon", "write `name: value`, or indent it"),
)
"""The same, where the place to look at is where it began."""


def at(mark: Any) -> Place:
    """Where a parser's mark is; marks count from 0."""
    return Place(mark.line + 1, mark.column + 1)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str, str]:
    """libyaml's words in an author's: most YAML errors are tabs, colons, quotes or indents."""
    place = TOP if error.problem_mark is None else at(error.problem_mark)
    rows = LINE_END.split(text)
    row = rows[place.line - 1] if place.line <= len(rows) else ""
    indent = row[: len(row) - len(row.lstrip())]
    if "\t" in indent:
        return place.line, indent.index("\t") + 1, "a tab in the indent", "indent with spaces"
    problem = error.problem or ""
    for part, what, do in _EXPLAINED:
        if part in problem:
            return *place, what, do
    for part, what, do in _OPENED:
        if part in problem and error.context_mark is not None:
            return *at(error.context_mark), what, do
    return *place, f"not YAML: {show(problem, 80)}", "check indent, colons and quotes"
