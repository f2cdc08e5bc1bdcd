"""The practices alone, which the program reads only together with packs and formats."""

from pathlib import Path

from improv.packs.practices import Practices, read_practices
from improv.packs.problems import Problems


def load_practices(file: Path) -> Practices:
    """The practices of `file`. Raises PackProblems."""
    problems = Problems()
    practices = read_practices(problems.source(file))
    problems.raise_any()
    return practices
