"""Finding packs by id or path: those that come along, and the user's own."""

from pathlib import Path

import pytest

from improv import paths
from improv.packs.folders import UnknownPack, find_pack, known_packs, packs_in


def test_by_id_and_by_path(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id is looked up in the collection; anything else is a folder, or the cards.yaml in one."""
    known = packs_in(collection)
    assert known == {"desk": collection / "desk"}
    assert find_pack("desk", known) == collection / "desk"
    assert find_pack(collection / "desk", {}) == collection / "desk"
    assert find_pack(collection / "desk/cards.yaml", {}) == collection / "desk"
    monkeypatch.chdir(collection)
    assert find_pack("desk", {}) == Path("desk")


@pytest.mark.parametrize(
    ("wanted", "near"),
    [("dseks", "desk"), ("Desk", "desk"), ("zoo", ""), ("", ""), ("a\0b", "")],
)
def test_unknown_packs(collection: Path, wanted: str, near: str) -> None:
    """What is no pack comes with a near miss and the packs there are, and can be printed."""
    with pytest.raises(UnknownPack) as raised:
        find_pack(wanted, packs_in(collection))
    shown = wanted.replace("\0", "\\x00")
    found = raised.value
    assert (found.name, found.near, found.known) == (shown, near, ("desk",))


def test_own_packs_are_found_in_the_data_folder(collection: Path, tmp_path: Path) -> None:
    """Beside the shipped ones, one of a shipped one's name in its place; drafts are no packs."""
    shipped = known_packs()
    assert shipped["service-desk"] == paths.CARDS / "service-desk"
    assert known_packs(tmp_path / "data") == shipped
    own = paths.own_packs(tmp_path / "data")
    for name in ("desk", "service-desk", ".desk.new"):
        (own / name).mkdir(parents=True)
        (own / name / "cards.yaml").write_bytes((collection / "desk/cards.yaml").read_bytes())
    (own / "notes").mkdir()
    mine = {"desk": own / "desk", "service-desk": own / "service-desk"}
    assert known_packs(tmp_path / "data") == shipped | mine
