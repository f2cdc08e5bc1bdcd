"""The core knows no game: whatever a game needs is a field that any author may use."""

import ast
import re
from pathlib import Path

from improv import core
from improv.paths import CARDS

GAMES = [file.stem for file in (CARDS / "formats").glob("*.yaml")]


def test_no_file_of_the_core_names_a_game() -> None:
    """Neither in code nor in a comment."""
    assert len(GAMES) > 14
    spelt = "|".join(re.escape(game).replace(r"\-", "[-_]") for game in GAMES)
    named = re.compile(rf"\b({spelt})\b", re.IGNORECASE)
    found = []
    for file in sorted(Path(core.__file__).parent.rglob("*.py")):
        text = file.read_text("utf-8")
        found += [f"{file.name}: {word}" for word in set(named.findall(text))]
    assert found == []


def test_no_file_of_the_program_decides_by_the_id_of_a_game() -> None:
    """The one exception is the game that is played where nobody asks for another."""
    source = Path(core.__file__).parents[1]
    found = {
        (file.relative_to(source).as_posix(), node.value)
        for file in source.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in GAMES
    }
    assert found == {("wiring/options.py", "lawnmower")}
