"""Finding packs by id or path."""

from pathlib import Path

import pytest

from improv.packs import UnknownPack, find_pack, shipped_packs


def test_by_id_and_by_path(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id is looked up on the shelf; anything else is a folder, or the cards.yaml in one."""
    assert shipped_packs(shelf) == ("desk",)
    assert find_pack("desk", shelf) == shelf / "desk"
    assert find_pack(shelf / "desk") == shelf / "desk"
    assert find_pack(shelf / "desk/cards.yaml") == shelf / "desk"
    monkeypatch.chdir(shelf)
    assert find_pack("desk") == Path("desk")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("dseks", "no pack is called `dseks` (did you mean desk?)"),
        ("Desk", "no pack is called `Desk` (did you mean desk?)"),
        ("zoo", "no pack is called `zoo` (packs: desk; or a folder's path)"),
        ("", "no pack is called `` (packs: desk; or a folder's path)"),
        ("a\0b", "no pack is called `a\\x00b` (packs: desk; or a folder's path)"),
    ],
)
def test_unknown_packs(shelf: Path, wanted: str, message: str) -> None:
    """What is no pack is told with a near miss, or with the packs there are."""
    with pytest.raises(UnknownPack) as raised:
        find_pack(wanted, shelf)
    assert str(raised.value) == message
