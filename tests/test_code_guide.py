"""The guide to the code is true: its files exist, and what it names is in them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import improv

PACKAGE = Path(improv.__file__).parent
TEXT = (PACKAGE / "README.md").read_text("utf-8")
LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")
NAME = re.compile(r"`([A-Za-z_]+(?:\.[a-z_]+)?)`")
RULES = TEXT.partition("\n## Where is the rule")[2].split("\n- ")[1:]


def targets() -> Iterator[tuple[Path, str]]:
    """Each link's file, with the text from it to the next link."""
    links = list(LINK.finditer(TEXT))
    ends = [link.start() for link in links[1:]] + [len(TEXT)]
    for link, end in zip(links, ends, strict=True):
        yield PACKAGE / link[2], TEXT[link.end() : end]


@cache
def names_in(file: Path) -> frozenset[str]:
    """What a module defines: functions, classes and their methods, constants."""
    found = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            aims = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {aim.id for aim in aims if isinstance(aim, ast.Name)}
        if isinstance(node, ast.ClassDef):
            methods = (
                n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
            )
            found |= {f"{node.name}.{method.name}" for method in methods}
    return frozenset(found)


def test_every_file_that_is_linked_exists() -> None:
    """By the name that the link shows."""
    links = LINK.findall(TEXT)
    assert len(links) > 40
    assert [shown for shown, path in links if shown != path] == []
    assert [path for _, path in links if not (PACKAGE / path).is_file()] == []


def test_every_name_is_in_the_file_before_it() -> None:
    """A name in backticks belongs to the last link, if it stands in the same paragraph or step."""
    named = [
        (file, name)
        for file, after in targets()
        for name in NAME.findall(re.split(r"\n\n|\n- |\n\d\. ", after)[0])
    ]
    assert len(named) > 45
    missing = [f"{file.relative_to(PACKAGE)}: {n}" for file, n in named if n not in names_in(file)]
    assert missing == []


def test_it_says_where_twenty_rules_are() -> None:
    """Each with a file and a name in it."""
    assert len(RULES) >= 20
    assert [rule for rule in RULES if not (LINK.search(rule) and NAME.search(rule))] == []


def test_it_names_every_package() -> None:
    """And none that is gone."""
    block = TEXT.partition("which way they import\n\n")[2].partition("\n\n`cli")[0]
    named = {line.split()[0] for line in block.splitlines()}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    there = {*packages, "paths.py", "own_process.py", "whole_file.py", "installing.py"}
    assert named == there


def test_it_is_read_in_one_sitting() -> None:
    """At most 120 lines; the README leads to it."""
    assert len(TEXT.splitlines()) <= 120
    assert "(improv/README.md)" in (PACKAGE.parent / "README.md").read_text("utf-8")
