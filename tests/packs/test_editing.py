"""A pack that is changed and written back, with real files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree

import pytest

from improv import paths
from improv.core.cards import Kind
from improv.packs.editing import EditablePack, PackChanged
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems
from tests.journal.conftest import write_protected

__all__ = ["write_protected"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of one's own."""
    return Path(copytree(paths.CARDS / "warm-up", tmp_path / "warm-up"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_what_is_set_to_what_it_is_is_not_written() -> None:
    """Each field of each card of every shipped pack."""
    for file in paths.CARDS.glob("*/cards.yaml"):
        pack = EditablePack(file.parent)
        for card, fields in pack.structure.items():
            for field, value in list(fields.items()):
                pack.set_field(card, field, value)
        for language, words in pack.words.items():
            for card, fields in list(words.items()):
                for field, value in list(fields.items()):
                    pack.set_text(language, card, field, str(value))
        assert pack.drafts() == {}


def test_what_is_written_loads_with_the_same_words(folder: Path) -> None:
    """And nothing but what was changed is another."""
    before = contents(folder)
    pack = EditablePack(folder)
    assert "one-cloud" in pack.structure
    pack.set_text("fa", "one-cloud", "title", "یک ابر: «گریان»")
    pack.set_field("one-cloud", "heat", "3")
    pack.set_field("one-cloud", "brings", ["any-voice"])
    pack.add_card("late-bus", Kind.PROMPT, after="one-cloud")
    pack.set_field("late-bus", "practices", ["A3"])
    for language in pack.languages:
        pack.set_text(language, "late-bus", "title", "Late bus")
        pack.set_text(language, "late-bus", "text", 'A line, with "quotes" and a \\.')
    assert pack.new_problems() == ()
    assert {file.name for file in pack.save()} == {
        "cards.yaml",
        "en.yaml",
        "ar.yaml",
        "fa.yaml",
        "he.yaml",
    }
    loaded = load_pack(folder)
    assert loaded.words["fa"]["warm-up/one-cloud"]["title"] == "یک ابر: «گریان»"
    assert loaded.cards["warm-up/one-cloud"].heat == 3
    assert loaded.words["he"]["warm-up/late-bus"]["text"] == 'A line, with "quotes" and a \\.'
    after = contents(folder)
    assert after.keys() == before.keys()
    for name, bytes_before in before.items():
        gone = set(bytes_before.splitlines()) - set(after[name].splitlines())
        assert len(gone) == {"cards.yaml": 1, "fa.yaml": 1}.get(name, 0)
    lines = after["cards.yaml"].decode().splitlines()
    at = next(i for i, line in enumerate(lines) if "id: one-cloud" in line)
    assert lines[at + 1] == "  - {id: late-bus, kind: prompt, practices: [A3]}"
    again = EditablePack(folder)
    again.remove_card("late-bus")
    shipped = EditablePack(paths.CARDS / "warm-up").words["fa"]["one-cloud"]["title"]
    again.set_text("fa", "one-cloud", "title", str(shipped))
    again.set_field("one-cloud", "heat", "")
    again.set_field("one-cloud", "brings", ["any-voice", "mild"])
    again.save()
    assert contents(folder) == before


def test_the_same_pack_can_be_saved_again(folder: Path) -> None:
    """What was written is what was read."""
    pack = EditablePack(folder)
    for title in ("One", "Two", "Three"):
        pack.set_text("en", "one-cloud", "title", title)
        assert [file.name for file in pack.save()] == ["en.yaml"]
    assert pack.save() == ()
    assert EditablePack(folder).words["en"]["one-cloud"]["title"] == "Three"


def test_of_two_editors_the_second_is_told(folder: Path) -> None:
    """Nothing of it is written, whichever file it would be, and no draft is left."""
    first, second = EditablePack(folder), EditablePack(folder)
    first.set_text("en", "one-cloud", "title", "First")
    second.set_text("fa", "one-cloud", "title", "دوم")
    first.save()
    written = contents(folder)
    with pytest.raises(PackChanged) as told:
        second.save()
    assert told.value.files == (folder / "en.yaml",)
    assert contents(folder) == written
    third = EditablePack(folder)
    third.set_text("fa", "one-cloud", "title", "دوم")
    third.save()
    assert EditablePack(folder).words["en"]["one-cloud"]["title"] == "First"


def test_a_file_that_is_gone_or_new_has_changed_too(folder: Path) -> None:
    """As a cloud folder does it."""
    pack = EditablePack(folder)
    pack.add_language("de")
    pack.set_text("de", "one-cloud", "title", "Eine Wolke")
    pack.set_text("de", "one-cloud", "text", "Sie weint.")
    (folder / "de.yaml").write_text("one-cloud: {title: Wolke, text: Ja.}\n", "utf-8")
    (folder / "he.yaml").unlink()
    with pytest.raises(PackChanged) as told:
        pack.save()
    assert {file.name for file in told.value.files} == {"de.yaml", "he.yaml"}


def test_a_new_language_has_a_file_of_its_own(folder: Path) -> None:
    """With the first of its words, in the order of the cards."""
    pack = EditablePack(folder)
    pack.add_language("de")
    assert pack.drafts() == {}
    for card, title in (("the-picnic", "Das Picknick"), ("one-cloud", "Eine Wolke")):
        pack.set_text("de", card, "title", title)
        pack.set_text("de", card, "text", "Nein: das ist zu viel.")
    pack.save()
    text = (folder / "de.yaml").read_text("utf-8")
    assert text.splitlines()[0] == "one-cloud:"
    assert load_pack(folder, languages=["de"]).words["de"].keys() == {
        "warm-up/one-cloud",
        "warm-up/the-picnic",
    }


def test_what_would_not_load_is_not_written(folder: Path) -> None:
    """All of it is told, as a check would; what was wrong before is no reason."""
    before = contents(folder)
    pack = EditablePack(folder)
    pack.set_text("en", "one-cloud", "title", "x" * 61)
    pack.set_field("one-cloud", "heat", "9")
    pack.remove_card("odd-socks")
    with pytest.raises(PackProblems) as told:
        pack.save()
    names = sorted(problem.what.name for problem in told.value.problems)
    assert names == ["found.cannot", "found.long", "found.no_card_of", "found.no_card_of"]
    assert contents(folder) == before
    file = folder / "cards.yaml"
    file.write_text(file.read_text("utf-8").replace("A3, A6", "A3, Z6"), "utf-8")
    pack = EditablePack(folder)
    pack.set_text("en", "one-cloud", "title", "One small cloud")
    pack.save()
    assert b"One small cloud" in (folder / "en.yaml").read_bytes()


HOSTILE: Mapping[str, tuple[str, bytes, str]] = {
    "an anchor": ("en.yaml", b"a: &x {title: T}\n", "found.anchor"),
    "an alias": ("en.yaml", b"a: *x\n", "found.alias"),
    "a tag": ("en.yaml", b"a: !!python/object:os.system {title: T}\n", "found.tag"),
    "a tab": ("en.yaml", b"a:\n\ttitle: T\n", "found.tab"),
    "no text": ("en.yaml", b"\xff\xfea", "found.utf"),
    "a list": ("en.yaml", b"- a\n", "found.type"),
    "two documents": ("en.yaml", b"a: {t: T}\n---\nb: {t: T}\n", "found.second"),
    "a key twice": ("en.yaml", b"a: {t: T}\na: {t: U}\n", "found.twice"),
    "an id twice": ("cards.yaml", b"cards: [{id: a}, {id: a}]\n", "found.twice"),
    "no id": ("cards.yaml", b"cards: [{kind: tip}]\n", "found.lacks"),
    "a card of text": ("cards.yaml", b"cards: [tip]\n", "found.type"),
    "no cards": ("cards.yaml", b"pack: x\n", "found.lacks"),
    "nothing": ("cards.yaml", b"# later\n", "found.lacks"),
    "too much": ("en.yaml", b"a: {t: " + b"x" * 9_000_000 + b"}\n", "found.large"),
}


@pytest.mark.parametrize(("name", "data", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_changed_is_told(
    folder: Path, name: str, data: bytes, message: str
) -> None:
    """With its place; nothing is lost of it."""
    (folder / name).write_bytes(data)
    with pytest.raises(PackProblems) as told:
        EditablePack(folder)
    assert message in {problem.what.name for problem in told.value.problems}
    assert {problem.file.name for problem in told.value.problems} == {name}


def test_line_ends_marks_and_tabs_stay(folder: Path) -> None:
    """A file of Windows' Notepad."""
    file = folder / "en.yaml"
    data = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n").replace(
        b'."\r', b'."\t# x\r'
    )
    file.write_bytes(data)
    pack = EditablePack(folder)
    pack.set_text("en", "one-cloud", "title", "One cloud more")
    pack.set_text("en", "one-cloud", "taboo", "rain")
    pack.save()
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert after.count(b"\n") == after.count(b"\r\n") == data.count(b"\n") + 1
    assert after.count(b"\t# x") == data.count(b"\t# x")
    assert b'  taboo: "rain"\r\n' in after


def test_a_card_that_is_too_large_is_told(folder: Path) -> None:
    """A megabyte in one field."""
    pack = EditablePack(folder)
    pack.set_text("en", "one-cloud", "text", "x" * 2**20)
    assert [problem.what.name for problem in pack.new_problems()] == ["found.long"]
    pack.set_text("en", "one-cloud", "text", "\ud800")
    with pytest.raises(PackProblems):
        pack.save()


def test_a_folder_that_may_only_be_read_is_told(
    folder: Path, write_protected: Callable[[Path], Path]
) -> None:
    """Nothing is written, and no draft is left."""
    before = contents(folder)
    pack = EditablePack(folder)
    pack.set_text("en", "one-cloud", "title", "One")
    write_protected(folder)
    with pytest.raises(PermissionError):
        pack.save()
    assert contents(folder) == before
