"""The reading order of the core is true: every file is in it, behind those that it stands on."""

import ast
import re
from pathlib import Path

from improv import core

FOLDER = Path(core.__file__).parent
ORDER = re.findall(r"^    (\w+) ", core.__doc__ or "", flags=re.MULTILINE)


def stands_on(file: Path) -> set[str]:
    """The files of the core that this one imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "improv.core":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("improv.core."):
            found.add(str(node.module).rpartition(".")[2])
    return found


def test_every_file_of_the_core_stands_in_its_order() -> None:
    """None is missing, none is gone, none is there twice."""
    assert sorted(ORDER) == sorted(f.stem for f in FOLDER.glob("*.py") if f.stem != "__init__")


def test_nothing_stands_on_what_is_read_after_it() -> None:
    """Who reads from the top never meets a name of a file that is still to come."""
    for place, name in enumerate(ORDER):
        later = stands_on(FOLDER / f"{name}.py") - set(ORDER[:place])
        assert not later, f"{name} stands on {later}"
