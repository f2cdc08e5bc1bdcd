"""What kept a command from being done: a sentence and an exit code for each kind of error."""

from pathlib import Path

import pytest

from improv.cli.troubles import exit_code
from improv.director.ports import AlreadyOpen, NotSaved, Trouble, Unreadable
from improv.packs.folders import UnknownPack, find_pack, known_packs
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems
from improv.wiring.errors import CannotPlay, WrongUsage


def said(error: Exception) -> tuple[int, list[str]]:
    """The exit code and the lines."""
    lines: list[str] = []
    return exit_code(error, "play", lines.append), lines


def raised(folder: str | Path) -> Exception:
    """The error of loading a pack that cannot be loaded."""
    with pytest.raises((PackProblems, UnknownPack)) as caught:
        load_pack(find_pack(folder, known_packs()))
    return caught.value


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (
            WrongUsage("wrong.folder", folder="/x"),
            2,
            "improv play: there is no folder /x",
        ),
        (
            CannotPlay("cannot.save", why="no disk"),
            1,
            "this session was not saved: no disk",
        ),
        (
            Unreadable("journal.foreign", path="/x"),
            1,
            "/x holds no sessions of improv; it was left as it is",
        ),
        (
            raised("servicedesk"),
            2,
            "improv play: no pack is called `servicedesk` (did you mean service-desk?)",
        ),
    ],
)
def test_an_error_has_one_sentence(error: Exception, code: int, line: str) -> None:
    """2 where the command line cannot mean anything, else 1."""
    found, lines = said(error)
    assert found == code
    assert [text[: len(line)] for text in lines] == [line]


@pytest.mark.parametrize("kind", [AlreadyOpen, NotSaved, Unreadable])
def test_every_error_of_the_journal_is_worded(kind: type[AlreadyOpen | NotSaved]) -> None:
    """With the file, and never by the name of its message."""
    code, (line,) = said(kind("journal.full", Trouble.FULL, path="/x/sessions.db", error="E"))
    assert code == 1
    assert "/x/sessions.db" in line
    assert "journal." not in line


def test_all_the_packs_problems_are_said(tmp_path: Path) -> None:
    """A line each, with file, line and column."""
    (tmp_path / "cards.yaml").write_text("pack: mine\ncards: nothing\n")
    code, lines = said(raised(tmp_path))
    assert code == 1
    assert len(lines) > 1
    assert all(line.startswith(f"{tmp_path / 'cards.yaml'}:") for line in lines)


def test_a_pack_that_resembles_none_is_answered_with_all() -> None:
    """And with the hint that a folder will do."""
    code, (line,) = said(raised("zzz"))
    assert code == 2
    assert "service-desk" in line
    assert "folder" in line


def test_what_nobody_foresaw_is_a_fault_of_the_program() -> None:
    """Said in words, with the error as it is; a file has the details."""
    for error in (ZeroDivisionError("by zero"), CannotPlay("cannot.save", why="no disk")):
        try:
            raise error from ZeroDivisionError("by zero")
        except (ZeroDivisionError, CannotPlay) as raised:
            code, (line, details) = said(raised)
        assert code == 1
        assert "a fault of its own (ZeroDivisionError('by zero'))" in line or "no disk" in line
        file = Path(details.removeprefix("the details are in "))
        assert "ZeroDivisionError: by zero" in file.read_text(encoding="utf-8")
        file.unlink()
