"""The practices: their numbers, their names, and which file of them counts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from improv import paths
from improv.packs.check import check
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems
from tests.packs.loaders import load_practices

FILE = "practices.yaml"


def test_names_by_number_and_language(collection: Path) -> None:
    """A number has a short name in each language that somebody wrote one in."""
    assert load_practices(collection / FILE)["A2"] == {"en": "Say yes", "fa": "بله بگو"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '  B1: {en: "Breathe"}',
            '  B1: {en: "Breathe"}\n  ▸F1: {en: X}',
            "an entry of practices cannot be `F1` "
            "(write a letter from A to E and a number from 1 to 99)",
        ),
        ('{en: "Listen"}', "▸{}", '`A6` is empty (write it like {en: "..."})'),
        (
            '{en: "Listen"}',
            "▸Listen",
            "`A6` must be a mapping, not a text (write `name: value` lines)",
        ),
        (
            '{en: "Listen"}',
            "{▸english: Listen}",
            "`english` is no language tag (write one like en, fa, ar, he, pt-BR)",
        ),
        (
            '{en: "Listen"}',
            "{en: ▸" + "x" * 61 + "}",
            "`A6` in en has 61 characters; 60 fit (shorten it to 60)",
        ),
        (
            '  B1: {en: "Breathe"}',
            '  B1: {en: "Breathe"}\nuntrained: [B1, ▸B2]',
            "an entry of untrained cannot be `B2` (use one of: A2, A6, B1)",
        ),
        ("  A6:", "  ▸A2:", "`A2` is here twice (keep one; the first is at 2:3)"),
    ],
)
def test_each_slip_in_the_practices(
    expect: Callable[..., None], old: str, new: str, message: str
) -> None:
    """One wrong thing in practices.yaml gives one problem, at its place, with its remedy."""
    changes: dict[str, object] = {FILE: (old, new)}
    if "A2:" in new:  # A6 is gone, and nobody may train it
        changes["desk/cards.yaml"] = ("[A2, A6]", "[A2]")
        changes["formats/quick.yaml"] = ("practices: [A6]", "practices: [B1]")
    expect(changes, message)


def test_a_broken_file_of_practices_is_one_problem(expect: Callable[..., None]) -> None:
    """While the practices cannot be read, no card is told that its practices are unknown."""
    expect(
        {FILE: 'practices: {A2: ▸"x'},
        "quotes that are never closed (close them)",
    )


def test_a_pack_of_ones_own_uses_the_shipped_practices(collection: Path) -> None:
    """Without practices.yaml beside it, a pack knows those that are shipped."""
    (collection / FILE).unlink()
    assert load_pack(collection / "desk").practices == load_practices(paths.CARDS / FILE)


def test_a_missing_file_raises_its_problem(tmp_path: Path) -> None:
    """Loading raises all problems as one exception."""
    with pytest.raises(PackProblems) as raised:
        load_practices(tmp_path / FILE)
    assert "\n".join(raised.value.lines("en")) == (
        f"{tmp_path / FILE}:1:1: there is no such file or folder (check the name)"
    )


def test_what_is_shipped_is_clean() -> None:
    """Every pack, format and practice that comes with the program passes its own check."""
    assert list(check([paths.CARDS]).lines("en")) == []
