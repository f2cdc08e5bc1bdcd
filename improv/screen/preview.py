"""The preview: a picture of every scene and of every card, and a page to browse them.

It is for authors of packs, who want to see their cards, and for those who work on the scenes. It
runs the real game with sample people, and opens no window.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pygame

from improv.core.cards import Audience, Card, Pack, Words
from improv.core.draw import Deck
from improv.locale.phrases import phrase
from improv.look.themes import THEMES
from improv.scenes.prompts import resume_question
from improv.scenes.words import Names
from improv.screen.canvas import Canvas
from improv.screen.composition import Picture, bare
from improv.screen.layouts.card import card_picture
from improv.screen.preview_page import PreviewImage, page
from improv.screen.projector import Projector
from improv.screen.scene_registry import Moment, moments

Progress = Callable[[int, int, str], None]
"""Called before each picture: how many are done, how many there will be, and its name."""

SIZES = ((1280, 720), (1024, 768), (1920, 1080), (2560, 1080), (3840, 2160))
"""The sizes in px of a preview of everything, the usual one first."""

_UNSAFE = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Look:
    """The language, theme and size of pictures."""

    language: str = "en"
    theme: str = "stage"
    size: tuple[int, int] = SIZES[0]

    def __str__(self) -> str:
        width, height = self.size
        return f"{self.language}/{self.theme}/{width}x{height}"


def all_looks(languages: Iterable[str]) -> list[Look]:
    """Every language in every theme at every size."""
    return [Look(*each) for each in product(languages, THEMES, SIZES)]


def preview(
    deck: Deck, pack: Pack, out: Path, looks: Sequence[Look], report: Progress = lambda *_: None
) -> Path:
    """Write the pictures into the folder `out` (made if it is not there); returns its index.html.

    `deck` is what the scenes are played with, `pack` whose cards are shown: once a language, in
    its first look. Several looks have a folder each. Without the formats or the cards for a round
    there are only cards. OSError where `out` cannot be written.
    """
    scenes = {look.language: _moments(deck, look.language) for look in looks}
    first = {look.language: look for look in reversed(looks)}
    cards = {language: _cards(pack, language) for language in scenes}
    total = sum(len(scenes[look.language]) + bool(scenes[look.language]) for look in looks)
    total += sum(map(len, cards.values()))
    images: list[PreviewImage] = []
    for look in looks:
        folder = out if len(looks) == 1 else out / str(look)
        for inner in reversed((folder, *folder.parents)):
            if out in inner.parents and inner.is_symlink():
                inner.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        listed = cards[look.language] if look == first[look.language] else []
        pictures = _pictures(pack, look, scenes[look.language], listed)
        for number, (group, name, picture) in enumerate(pictures, start=1):
            report(len(images), total, name)
            kind = "scene" if group == "scenes" else f"card-{group}"
            count = f"{number:02}-" if group == "scenes" else ""
            file = folder / f"{kind}-{count}{_UNSAFE.sub('-', name.lower())}.png"
            file.unlink(missing_ok=True)  # it may be a link to what is not ours
            # As text: pygame would take a Ctrl+C in the path's own code for a wrong argument.
            pygame.image.save(picture, str(file))
            path = file.relative_to(out).as_posix()
            images.append(_image(look, group, name, path, several=len(looks) > 1))
    language = looks[0].language
    title = pack.called(language)
    index = out / "index.html"
    index.unlink(missing_ok=True)
    index.write_text(page(title, language, images), encoding="utf-8")
    report(len(images), len(images), "")
    return index


def _image(look: Look, group: str, name: str, file: str, *, several: bool) -> PreviewImage:
    heading = phrase(look.language, "preview.scenes" if group == "scenes" else f"kind.{group}")
    width, height = look.size
    scene = name if group == "scenes" else group
    facets = (look.language, look.theme, f"{width}x{height}", scene)
    return PreviewImage(
        " · ".join((heading, *facets[:3])) if several else heading, name, file, look.size, facets
    )


def _cards(pack: Pack, language: str) -> list[Card]:
    return [card for card in pack.cards.values() if card.id in pack.words.get(language, {})]


def _moments(deck: Deck, language: str) -> list[Moment]:
    """All moments; none where the deck cannot be played in the language."""
    try:
        return list(moments(deck, language))
    except LookupError:
        return []


def _pictures(
    pack: Pack, look: Look, scenes: Sequence[Moment], cards: Sequence[Card]
) -> Iterator[tuple[str, str, pygame.Surface]]:
    """Group, name and picture; a picture is valid until the next is asked for."""
    projector = Projector(look.size, look.theme, still=True)
    for moment in scenes:
        yield (
            "scenes",
            moment.name,
            projector.render(moment.snapshot, moment.now, 0.0, moment.ui)[0],
        )
    if scenes:
        game = scenes[0].snapshot.projector.format.get("name", "improv")
        asked = resume_question(Names(look.language), game, 1, "14:05")
        yield "scenes", "offer", projector.ask(look.language, asked)[0]
    canvas = Canvas(look.size)
    for card in cards:
        picture = _card(card, pack.words[look.language][card.id], look)
        canvas.paint(picture.items, [(0, 0, *look.size)])
        yield card.kind.value, card.id.rsplit("/", 1)[-1], canvas.surface


def _card(card: Card, words: Words, look: Look) -> Picture:
    """A card with all its words: those for everyone, and the secret ones."""
    for_all = {
        name: text for name, text in words.items() if Audience.EVERYONE in card.audience(name)
    }
    secret = {name: text for name, text in words.items() if name not in for_all}
    return bare(
        look.size,
        look.theme,
        look.language,
        lambda builder: card_picture(builder, card, for_all, secret),
    )
