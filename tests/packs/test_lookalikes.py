"""Characters that look like YAML's: named where they stand, and nothing is dropped in silence."""

from pathlib import Path

import pytest

from improv.packs.check import check
from improv.packs.loading import languages_to_play
from improv.packs.problems import PackProblems
from tests.packs.conftest import ENGLISH, FORMAT, Expect

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("broken", "place", "said"),
    [
        (f"mower:\n{NBSP} title: A\n  text: B\n", "3:1", "a no-break space (U+00A0)"),
        (f"mower:\n  title:{NBSP}A\n  text: B\n", "3:9", "a no-break space (U+00A0)"),
        (f"mower: {{title:{NBSP}A, text: B}}\n", "2:15", "a no-break space (U+00A0)"),
        ("mower:\n  title：A\n  text: B\n", "3:8", "a wide colon ： (U+FF1A)"),
        ("mower:\n  title：A\n  text：B\n", "3:8", "a wide colon ： (U+FF1A)"),
        ("mower: {title：A, text: B}\n", "2:14", "a wide colon ： (U+FF1A)"),
        ("mower:\n  title: A\n  text: “Late: why”\n", "4:9", "a curly quote “ (U+201C)"),
        ("mower:\n  tіtle: A\n  text: B\n", "3:4", "a look-alike from another script: і (U+0456)"),
        ("mower:\n  title:\u2003A\n  text: B\n", "3:9", "a wide space (U+2003)"),
        ("mower:\n\u3000 title: A\n  text: B\n", "3:1", "a wide space (U+3000)"),
        ("mower: {title: A، text: B}\n", "2:17", "a comma of another script ، (U+060C)"),
        ("mower: {title: A，text: B}\n", "2:17", "a comma of another script ， (U+FF0C)"),
        ("mower: ｛title: A, text: B｝\n", "2:8", "a look-alike from another script: ｛ (U+FF5B)"),
        ("mower:\n  title: ＂A: B＂\n", "3:10", "a look-alike from another script: ＂ (U+FF02)"),
        ("mоwer: {title: A, text: B}\n", "2:2", "a look-alike from another script: о (U+043E)"),
    ],
)
def test_a_look_alike_is_named_on_its_own_line(
    collection: Path, broken: str, place: str, said: str
) -> None:
    """In a block or in braces, whether YAML breaks over it or takes it for a letter."""
    (collection / "desk/en.yaml").write_text(f"help: {{title: Help}}\n{broken}", encoding="utf-8")
    found = list(check([collection / "desk"]).lines("en"))
    assert any(f"desk/en.yaml:{place}: {said} (write " in line for line in found), found


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("mower:\n\u200b  title: A\n  text: B\n", "3:1: invisible character U+200B (remove it)"),
        ("mower:\n  \u200ftitle: A\n  text: B\n", "3:3: invisible character U+200F (remove it)"),
        ("mower:\n  title\u200f: A\n  text: B\n", "3:8: invisible character U+200F (remove it)"),
        ("mower:\n  title:A\n  text: B\n", "3:8: a colon without a space behind it (write"),
    ],
)
def test_what_nobody_sees_is_named_where_it_is(collection: Path, broken: str, said: str) -> None:
    """A sign without width, or a space that is missing: YAML breaks over it a line later."""
    (collection / "desk/en.yaml").write_text(f"help: {{title: Help}}\n{broken}", encoding="utf-8")
    found = list(check([collection / "desk"]).lines("en"))
    assert any(f"desk/en.yaml:{said}" in line for line in found), found


def test_an_id_in_letters_of_another_script(expect: Expect) -> None:
    """The letter is named where the id is made; so is a long dash that should begin a list."""
    said = "a look-alike from another script: е (U+0435) (write e)"
    word = "seats: [{id: agent}, {id: custom▸еr, count: 2}]"
    seats = "seats: [{id: agent}, {id: customer, count: 2}]"
    expect({"formats/quick.yaml": FORMAT.replace(seats, word)}, said)


def test_a_long_dash_in_front_of_a_list(collection: Path) -> None:
    """Word processors write it for the hyphen that begins a line."""
    cards = collection / "desk/cards.yaml"
    cards.write_text("pack: desk\nnames: {en: Desk}\ncards:\n  – {id: help}\n", encoding="utf-8")
    said = f"{cards}:4:3: a long dash – (U+2013) (write -)"
    assert next(iter(check([collection / "desk"]).lines("en"))) == said


def test_curly_quotes_and_foreign_letters_may_be_in_a_text(expect: Expect) -> None:
    """They are good typography; only where YAML has its signs they are told."""
    title = f"title: “The mower” – late{NBSP}！ о"
    expect({"desk/en.yaml": ENGLISH.replace("title: The mower", title)})


def test_a_file_called_yaml_txt_is_named(collection: Path) -> None:
    """Checking and playing name it: an editor added what the system hides."""
    desk = collection / "desk"
    (desk / "fa.yaml").unlink()
    (desk / "en.yaml").rename(desk / "en.yaml.txt")
    told = f"{desk}/en.yaml.txt:1:1: only files ending in .yaml are read"
    assert any(line.startswith(told) for line in check([desk]).lines("en"))
    with pytest.raises(PackProblems) as raised:
        languages_to_play(desk)
    assert any(line.startswith(told) for line in raised.value.lines("en"))
