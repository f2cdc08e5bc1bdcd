"""Pictures of a pack: which are made, and what keeps them from being written."""

from pathlib import Path

import pytest

from improv.wiring.errors import CannotPlay, WrongUsage
from improv.wiring.preview import preview

CARDS = """\
pack: tiny
names: {en: Tiny, fa: کوچک}
cards:
  - {id: hotel, kind: business, practices: [B23]}
  - {id: library, kind: business, practices: [B23]}
"""
WORDS = {"en": "{hotel: {title: Hotel}, library: {title: Library}}", "fa": "{hotel: {title: هتل}}"}


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """A pack of two cards that cannot be played; one of them has no Persian words."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "cards.yaml").write_text(CARDS, "utf-8")
    for language, words in WORDS.items():
        (folder / f"{language}.yaml").write_text(words, "utf-8")
    return str(folder)


def pictures(
    pack: str, out: Path, language: str | None, *, everything: bool = False
) -> tuple[Path, list[tuple[int, int]]]:
    """The page, and how far the work was whenever it was said."""
    progress: list[tuple[int, int]] = []
    page = preview(
        pack,
        out,
        language=language,
        size=(320, 240),
        theme="stage",
        everything=everything,
        progress=lambda done, total, name: progress.append((done, total)),
        data=out / "data",
    )
    return page, progress


def written(out: Path) -> list[str]:
    """The pictures in a folder, by their paths in it."""
    return sorted(file.relative_to(out).as_posix() for file in out.rglob("*.png"))


def test_every_card_has_a_picture(tmp_path: Path, pack: str) -> None:
    """In one language; the page shows each, and progress counts them."""
    page, progress = pictures(pack, tmp_path / "out", "en")
    names = written(tmp_path / "out")
    assert names == ["card-business-hotel.png", "card-business-library.png"]
    assert all(name in page.read_text("utf-8") for name in names)
    assert progress == [(0, 2), (1, 2), (2, 2)]


def test_everything_is_every_language(tmp_path: Path, pack: str) -> None:
    """Unless one is named; a card is shown in those that have its words."""
    pictures(pack, tmp_path / "all", None, everything=True)
    pictures(pack, tmp_path / "one", "en", everything=True)
    assert len(written(tmp_path / "all")) == 3
    assert len(written(tmp_path / "one")) == 2


def test_a_language_that_the_pack_has_not_is_wrong(tmp_path: Path, pack: str) -> None:
    """Nothing is written."""
    with pytest.raises(WrongUsage, match="tlh"):
        pictures(pack, tmp_path / "out", "tlh")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, pack: str) -> None:
    """With the system's reason."""
    out = tmp_path / "file"
    out.write_text("")
    with pytest.raises(CannotPlay, match="cannot write to") as raised:
        pictures(pack, out, "en")
    assert str(out) in str(raised.value)
