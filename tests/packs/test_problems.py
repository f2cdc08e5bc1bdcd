"""Problems: how they are worded, ordered and kept safe to print."""

from pathlib import Path

import pytest

from improv.packs.check import check
from improv.packs.problems import PackProblems, Place, Problem, Problems, message, nearest


def test_one_line_that_can_always_be_printed() -> None:
    """Escape codes, line breaks and undecodable file names come out as plain letters."""
    problem = Problem(
        Path("a\udcff\n.yaml"),
        3,
        7,
        message("found.system", words="odd \x1b[31m"),
        message("mend.near", name="گل"),
    )
    line = problem.say("en")
    assert line == "a\\udcff\\n.yaml:3:7: the system says: odd \\x1b[31m (did you mean گل?)"
    line.encode()


def test_a_problem_is_told_in_any_language(collection: Path) -> None:
    """Whole, with its joiners; what is for the file and the editor keeps Latin digits."""
    file = collection / "desk/cards.yaml"
    file.write_text(file.read_text().replace("heat: 2", "heat: hot"))
    (problem,) = check([file]).problems
    told = {"fa": "نمی‌تواند «hot» باشد (عددی صحیح از 1 تا 5 بنویسید)", "he": 'הערך "hot" לא מתאים'}
    for language, said in told.items():
        assert problem.say(language).startswith(f"{file}:5:58: heat")
        assert said in problem.say(language)


def test_order_is_by_file_line_and_column() -> None:
    """Whatever was found first, the author reads from top to bottom."""
    problems = Problems()
    for name, line, column in (("b", 1, 1), ("a", 10, 1), ("a", 9, 2), ("a", 9, 1)):
        place = Place(line, column)
        problems.source(Path(name)).add(place, message("mend.write"), message("mend.remove"))
    with pytest.raises(PackProblems) as raised:
        problems.raise_any()
    found = [(str(one.file), one.line, one.column) for one in raised.value.problems]
    assert found == [("a", 9, 1), ("a", 9, 2), ("a", 10, 1), ("b", 1, 1)]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("promt", "prompt"),
        ("Prompt", "prompt"),
        ("let go", "let-go"),
        ("let_go", "let-go"),
        ("zebra", ""),
        ("x" * 100_000, ""),
    ],
)
def test_near_misses(word: str, near: str) -> None:
    """A slip of the finger, a capital, a blank or an underscore is near; a zebra is not."""
    assert nearest(word, ["prompt", "role", "let-go"]) == near
