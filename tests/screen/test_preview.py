"""The preview: pictures of everything, and a page that holds whatever a pack is called."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pygame
import pytest

from improv.core.draw import Deck
from improv.screen.page import Shown, page
from improv.screen.preview import preview

SIZE = (320, 180)


class _Page(HTMLParser):
    """What the test needs of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.images: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.root = found
        if tag == "img" and found.get("loading") == "lazy":
            self.images.append(str(found["src"]))


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_scene_and_every_card_has_its_picture(
    sample_deck: Deck, tmp_path: Path, language: str
) -> None:
    """The page shows all the files that were written, in the direction of the language."""
    (pack,) = sample_deck.packs
    told: list[tuple[int, int]] = []
    index = preview(
        sample_deck,
        pack,
        tmp_path / "out",
        language=language,
        size=SIZE,
        progress=lambda done, total, name: told.append((done, total)),
    )
    seen = _Page(index.read_text("utf-8"))
    files = {file.name for file in index.parent.glob("*.png")}
    assert set(seen.images) == files
    assert len([name for name in files if name.startswith("card-")]) == len(pack.cards)
    assert len(files) > len(pack.cards) + 40
    assert seen.root == {"lang": language, "dir": "rtl" if language == "he" else "ltr"}
    assert pygame.image.load(index.parent / seen.images[0]).get_size() == SIZE
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (len(files), len(files))


def test_a_pack_that_cannot_be_played_still_shows_its_cards(
    sample_deck: Deck, tmp_path: Path
) -> None:
    """Without formats there are no scenes, and no error."""
    (pack,) = sample_deck.packs
    index = preview(replace(sample_deck, formats={}), pack, tmp_path, size=SIZE)
    assert len(_Page(index.read_text("utf-8")).images) == len(pack.cards)


def test_names_are_escaped() -> None:
    """A pack may be called anything; its name is never markup."""
    text = page("<script>alert(1)</script>", 'x"y', SIZE, [Shown("scenes", "<b>", 'a".png')])
    seen = _Page(text)
    assert seen.tags.count("script") == 1
    assert "b" not in seen.tags
    assert seen.root["lang"] == 'x"y'
