"""The preview: a picture of every scene and of every card, and a page to leaf through them.

For authors of packs, who want to see their cards, and for whoever works on the scenes. It
drives the real game with sample people; it opens no window.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pygame

from improv.core.cards import Audience, Card, Pack, Words
from improv.core.draw import Deck
from improv.screen.canvas import Canvas
from improv.screen.page import Shown, page
from improv.screen.projector import Projector
from improv.screen.scene import Picture, bare
from improv.screen.scenes.card import card_picture
from improv.screen.showing import moments

Progress = Callable[[int, int, str], None]
"""Called before each picture: how many are done, how many there will be, and its name."""

_SCENES_AT_MOST = 60
_UNSAFE = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a card, as an author wants to see them."""

    open: Words
    secret: Words


def preview(
    deck: Deck,
    pack: Pack,
    out: Path,
    *,
    language: str = "en",
    size: tuple[int, int] = (1280, 720),
    theme: str = "stage",
    progress: Progress | None = None,
) -> Path:
    """Write the pictures into the folder `out` (made if it is not there); returns its index.html.

    `deck` is what the scenes are played with, `pack` whose cards are shown. Without the formats
    or the cards for a round there are only cards. OSError where `out` cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    tell = progress or _say_nothing
    cards = [card for card in pack.cards.values() if card.id in pack.words.get(language, {})]
    shown: list[Shown] = []
    projector = Projector(size, theme, still=True)
    total = _SCENES_AT_MOST + len(cards)
    for name, picture in _scenes(projector, deck, language):
        tell(len(shown), total, name)
        file = f"scene-{len(shown) + 1:02}-{name}.png"
        pygame.image.save(picture, out / file)
        shown.append(Shown("scenes", name, file))
    total = len(shown) + len(cards)
    canvas = Canvas(size)
    for card in cards:
        tell(len(shown), total, card.id)
        name = card.id.rsplit("/", 1)[-1]
        file = f"card-{card.kind.value}-{_UNSAFE.sub('-', name.lower())}.png"
        words = _told(card, pack.words[language][card.id])
        picture_of_card = _card(card, words, size, theme, language)
        canvas.paint(picture_of_card.marks, [(0, 0, *size)])
        pygame.image.save(canvas.surface, out / file)
        shown.append(Shown(card.kind.value, name, file))
    title = pack.names.get(language) or pack.names.get("en") or pack.id
    index = out / "index.html"
    index.write_text(page(title, language, size, shown), encoding="utf-8")
    tell(len(shown), len(shown), "")
    return index


def _say_nothing(done: int, total: int, name: str) -> None:
    """Show no progress."""


def _scenes(
    projector: Projector, deck: Deck, language: str
) -> Iterator[tuple[str, pygame.Surface]]:
    try:
        for moment in moments(deck, language):
            surface, _ = projector.render(moment.snapshot, moment.now, 0.0, moment.desk)
            yield moment.name, surface
    except LookupError:
        return
    surface, _ = projector.offer(language, "improv", 1, "14:05")
    yield "offer", surface


def _told(card: Card, words: Words) -> _Told:
    open_to_all = {n: t for n, t in words.items() if card.audience(n) is Audience.EVERYONE}
    return _Told(open_to_all, {n: t for n, t in words.items() if n not in open_to_all})


def _card(card: Card, told: _Told, size: tuple[int, int], theme: str, language: str) -> Picture:
    return bare(
        size, theme, language, lambda stage: card_picture(stage, card, told.open, told.secret)
    )
