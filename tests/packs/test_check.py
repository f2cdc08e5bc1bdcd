"""Checking any path: which file or folder is what."""

from pathlib import Path

import pytest

from improv.packs.check import CheckReport, check
from improv.packs.problems import SHOWN


def lines(*paths: Path) -> list[str]:
    """What checking the paths prints."""
    return list(check(paths).lines("en"))


@pytest.mark.parametrize(
    ("path", "files"),
    [
        (".", 5),
        ("desk", 4),
        ("formats", 2),
        ("practices.yaml", 1),
        ("desk/cards.yaml", 2),
        ("desk/en.yaml", 3),
        ("formats/quick.yaml", 2),
    ],
)
def test_every_way_to_name_a_valid_file(collection: Path, path: str, files: int) -> None:
    """A collection, a pack, formats and single files are each known for what they are."""
    assert check([collection / path]) == CheckReport((), 0, files)


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        (".", {"desk/en.yaml", "desk/cards.yaml", "formats/quick.yaml"}),
        ("desk", {"desk/en.yaml", "desk/cards.yaml"}),
        ("desk/cards.yaml", {"desk/cards.yaml"}),
        ("desk/fa.yaml", {"desk/fa.yaml", "desk/cards.yaml"}),
        ("formats", {"formats/quick.yaml"}),
        ("formats/quick.yaml", {"formats/quick.yaml"}),
    ],
)
def test_only_what_was_named_is_checked(collection: Path, path: str, broken: set[str]) -> None:
    """With every file broken, only those are told that the path leads to, and a card once."""
    for file in collection.glob("*/*.yaml"):
        file.write_text(file.read_text() + "\nunknown: {}\n")
    found = {
        str(problem.file.relative_to(collection)) for problem in check([collection / path]).problems
    }
    assert found == broken


def test_relative_paths_stay_relative(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem names the file as its author named it; a bare file knows its folder."""
    (collection / "desk/en.yaml").write_text("- x\n")
    monkeypatch.chdir(collection / "desk")
    what = "1:1: the file must be a mapping, not a list (write `name: value` lines)"
    assert lines(Path("en.yaml"))[-1] == f"en.yaml:{what}"
    assert lines(Path("../desk/en.yaml"))[-1] == f"../desk/en.yaml:{what}"
    assert check([Path("cards.yaml")]).problems == ()


def test_paths_that_lead_nowhere(collection: Path) -> None:
    """A missing path is told with its near miss; an empty folder with what a pack is."""
    (collection / "empty").mkdir()
    (collection / "notes.txt").touch()
    (collection / "loop").symlink_to("loop")
    (collection / "x.yml").touch()
    assert lines(collection / "dsk") == [
        f"{collection}/dsk:1:1: there is no such file or folder (did you mean desk?)"
    ]
    assert lines(collection / "empty") == [
        f"{collection}/empty:1:1: "
        "no pack is here (a pack is a folder with cards.yaml and en.yaml in it)"
    ]
    ending = "only files ending in .yaml are read (give its name the ending .yaml)"
    assert lines(collection / "notes.txt") == [f"{collection}/notes.txt:1:1: {ending}"]
    assert "this is a link to itself" in lines(collection / "loop")[0]
    assert lines(collection) == [f"{collection}/x.yml:1:1: {ending}"]


def test_a_pack_with_the_wrong_files(collection: Path) -> None:
    """Words under no language's name, no words at all, and no cards are told at their files."""
    (collection / "desk/en.yaml").rename(collection / "desk/english.yaml")
    assert lines(collection / "desk") == [
        f"{collection}/desk/english.yaml:1:1: `english` is no language tag "
        "(name a words file like en.yaml, fa.yaml, pt-BR.yaml)"
    ]
    (collection / "desk/english.yaml").unlink()
    (collection / "desk/fa.yaml").unlink()
    assert lines(collection / "desk") == [
        f"{collection}/desk:1:1: the pack has no words (write them in en.yaml, fa.yaml ...)"
    ]
    (collection / "desk/cards.yaml").rename(collection / "desk/en.yaml")
    assert lines(collection / "desk") == [
        f"{collection}/desk/cards.yaml:1:1: there is no such file or folder (check the name)"
    ]


def test_many_problems_are_counted(collection: Path) -> None:
    """The first 200 are told in order, and how many more there are."""
    text = "".join(f"  nobody-{number}: x\n" for number in range(5_000))
    (collection / "desk/en.yaml").write_text(f"help:\n  title: Help\n{text}")
    report = check([collection / "desk/en.yaml"])
    assert len(report.problems) == SHOWN
    assert report.more == 5_000 + 2 - SHOWN
    told = list(report.lines("en"))
    assert told[-1] == "... and 4802 more"
    assert "desk/cards.yaml:5:5: card `mower` has no words in en" in told[0]
    assert ":200:3: unknown field `nobody-197`" in told[-2]


def test_the_same_path_twice_is_told_once(collection: Path) -> None:
    """Overlapping paths do not double the problems."""
    (collection / "desk/en.yaml").write_text("- x\n")
    assert lines(collection / "desk", collection / "desk", collection) == lines(collection / "desk")
