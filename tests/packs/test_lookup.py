"""Finding packs by id or path."""

from pathlib import Path

import pytest

from improv.packs.loading import UnknownPack, find_pack, shipped_packs


def test_by_id_and_by_path(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id is looked up in the collection; anything else is a folder, or the cards.yaml in one."""
    assert shipped_packs(collection) == ("desk",)
    assert find_pack("desk", collection) == collection / "desk"
    assert find_pack(collection / "desk") == collection / "desk"
    assert find_pack(collection / "desk/cards.yaml") == collection / "desk"
    monkeypatch.chdir(collection)
    assert find_pack("desk") == Path("desk")


@pytest.mark.parametrize(
    ("wanted", "near"),
    [("dseks", "desk"), ("Desk", "desk"), ("zoo", ""), ("", ""), ("a\0b", "")],
)
def test_unknown_packs(collection: Path, wanted: str, near: str) -> None:
    """What is no pack comes with a near miss and the packs there are, and can be printed."""
    with pytest.raises(UnknownPack) as raised:
        find_pack(wanted, collection)
    shown = wanted.replace("\0", "\\x00")
    found = raised.value
    assert (found.name, found.near, found.known) == (shown, near, ("desk",))
