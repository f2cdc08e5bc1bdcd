"""The preview: pictures of everything, and a page that holds whatever a pack is called."""

import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pygame
import pytest

from improv.core.draw import Deck
from improv.screen.preview import Look, all_looks, preview
from improv.screen.preview_page import PreviewImage, page

SIZE = (320, 180)


class _Page(HTMLParser):
    """What the test needs of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.images: list[str] = []
        self.tags: list[str] = []
        self.picks: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "select":
            self.picks.append(str(found["name"]))
        if tag == "html":
            self.root = found
        if tag == "img" and found.get("loading") == "lazy":
            self.images.append(str(found["src"]))


@pytest.mark.parametrize(
    "language",
    [pytest.param("en", marks=pytest.mark.slow), pytest.param("he", marks=pytest.mark.slow)],
)
def test_every_scene_and_every_card_has_its_picture(
    sample_deck: Deck, tmp_path: Path, language: str
) -> None:
    """The page shows all the files that were written, in the direction of the language."""
    (pack,) = sample_deck.packs
    progress: list[tuple[int, int]] = []
    index = preview(
        sample_deck,
        pack,
        tmp_path / "out",
        [Look(language, "stage", SIZE)],
        lambda done, total, name: progress.append((done, total)),
    )
    seen = _Page(index.read_text("utf-8"))
    files = {file.name for file in index.parent.glob("*.png")}
    assert set(seen.images) == files
    assert len([name for name in files if name.startswith("card-")]) == len(pack.cards)
    assert len(files) > len(pack.cards) + 40
    assert seen.root == {"lang": language, "dir": "rtl" if language == "he" else "ltr"}
    assert pygame.image.load(index.parent / seen.images[0]).get_size() == SIZE
    assert [done for done, _ in progress] == sorted(done for done, _ in progress)
    assert progress[-1] == (len(files), len(files))


def test_a_pack_that_cannot_be_played_still_shows_its_cards(
    sample_deck: Deck, tmp_path: Path
) -> None:
    """Without formats there are no scenes, and no error."""
    (pack,) = sample_deck.packs
    index = preview(replace(sample_deck, formats={}), pack, tmp_path, [Look(size=SIZE)])
    assert len(_Page(index.read_text("utf-8")).images) == len(pack.cards)


def test_everything_is_every_language_theme_and_size() -> None:
    """No combination is missing, and none comes twice."""
    looks = all_looks(["en", "fa", "ar", "he"])
    assert len(looks) == len(set(looks)) == 4 * 3 * 5
    assert looks[0] == Look()


@pytest.mark.slow
def test_several_looks_have_a_folder_each_and_cards_come_once(
    sample_deck: Deck, tmp_path: Path
) -> None:
    """Three sets of scenes in two languages, two of cards, all on one page."""
    (pack,) = sample_deck.packs
    tones = (("en", "stage"), ("en", "contrast"), ("he", "stage"))
    looks = [Look(language, theme, SIZE) for language, theme in tones]
    progress: list[tuple[int, int]] = []
    index = preview(
        sample_deck, pack, tmp_path, looks, lambda done, total, name: progress.append((done, total))
    )
    seen = _Page(index.read_text("utf-8"))
    files = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.png")}
    assert set(seen.images) == files
    assert {file.rsplit("/", 1)[0] for file in files} == set(map(str, looks))
    cards = [file for file in files if "/card-" in file]
    assert len(cards) == 2 * len(pack.cards)
    assert all("/stage/" in file for file in cards)
    assert {total for _, total in progress} == {len(files)}
    assert seen.picks == ["language", "theme", "scene"]


def test_names_are_escaped() -> None:
    """A pack may be called anything; its name is never markup."""
    picture = PreviewImage("<u>", "<b>", 'a".png', SIZE, ('"', "<b>", "<b>", "<b>"))
    text = page(
        "<script>alert(1)</script>", 'x"y', [picture, replace(picture, facets=("<i>",) * 4)]
    )
    seen = _Page(text)
    assert seen.tags.count("script") == 1
    assert not {"b", "i", "u"} & set(seen.tags)
    assert seen.root["lang"] == 'x"y'


def test_nothing_is_written_through_a_link(sample_deck: Deck, tmp_path: Path) -> None:
    """A link in the folder is replaced; what it leads to is left as it is."""
    (pack,) = sample_deck.packs
    looks = [Look("en", "stage", SIZE), Look("fa", "stage", SIZE)]
    only = Deck((pack,), {})
    out, mine = tmp_path / "out", tmp_path / "mine"
    index = preview(only, pack, out, looks)
    pictures = sorted(out.rglob("*.png"))
    mine.mkdir()
    for number, file in enumerate((index, pictures[0])):
        (mine / str(number)).write_text("mine")
        file.unlink()
        file.symlink_to(mine / str(number))
    shutil.rmtree(out / "fa")
    (out / "fa").symlink_to(mine, target_is_directory=True)
    preview(only, pack, out, looks)
    assert {file.name: file.read_text() for file in mine.iterdir()} == {"0": "mine", "1": "mine"}
    assert not any(path.is_symlink() for path in (index, pictures[0], out / "fa"))
