"""The layout of every moment: read from the boxes of its words, without a pixel.

Four languages, three themes, 4:3 to 21:9; then the longest cards, the longest names and a
crowd, which are squeezed but never cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from improv.core.cards import Kind, Pack
from improv.core.draw import Deck
from improv.core.state import Setup
from improv.look import THEMES, Scale
from improv.screen.desk import Desk
from improv.screen.rehearsal import Rehearsal
from improv.screen.scene import Picture, compose
from improv.screen.showing import Moment, moments
from improv.screen.stage import Frame, Placed
from tests.screen.conftest import LANGUAGES

SIZES = ((1024, 768), (1280, 720), (1920, 1080), (2560, 1080))
_ROUNDING = 2


def _picture(moment: Moment, size: tuple[int, int], theme: str = "stage") -> Picture:
    over = moment.desk.panel or moment.desk.peek
    snapshot = moment.snapshot
    host = snapshot.host if over else None
    still = float("inf")
    return compose(
        Frame(snapshot.room, moment.now, still, moment.desk, size, theme, snapshot.trouble, host)
    )


def _faults(picture: Picture, size: tuple[int, int], *, squeezed: bool = False) -> Iterator[str]:
    scale = Scale(*size)
    for words in picture.placed:
        x, y, width, height = words.area
        slack = _ROUNDING + 0.006 * size[1]  # a line is a little higher than its letters
        if words.overflows:
            yield f"cut: {words.text!r}"
        if words.size < scale.least - 0.5:
            yield f"too small, {words.size} px: {words.text!r}"
        if words.squeezed and not squeezed:
            yield f"not to be read from the last row, {words.size} px: {words.text!r}"
        if x < scale.margin_x - _ROUNDING or x + width > size[0] - scale.margin_x + _ROUNDING:
            yield f"over the safe margin at the side: {words.text!r}"
        if y < scale.margin_y - slack or y + height > size[1] - scale.margin_y + slack:
            yield f"over the safe margin above or below: {words.text!r}"
        if not _inside(words):
            yield f"out of its box: {words.text!r}"
    for one, other in _overlapping(picture.placed):
        yield f"{one.text!r} overlaps {other.text!r}"


def _inside(words: Placed) -> bool:
    x, y, width, height = words.area
    left, top, wide, high = words.box
    return (
        x >= left - _ROUNDING
        and y >= top - _ROUNDING
        and x + width <= left + wide + _ROUNDING
        and y + height <= top + high + _ROUNDING
    )


def _overlapping(placed: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            if one.layer == other.layer and _meet(one, other):
                yield one, other


def _meet(one: Placed, other: Placed) -> bool:
    ax, ay, aw, ah = one.area
    bx, by, bw, bh = other.area
    return min(ax + aw, bx + bw) - max(ax, bx) > 1 and min(ay + ah, by + bh) - max(ay, by) > 1


def _all_faults(
    shown: Sequence[Moment], size: tuple[int, int], theme: str = "stage", *, squeezed: bool = False
) -> list[str]:
    return [
        f"{moment.name}: {fault}"
        for moment in shown
        for fault in _faults(_picture(moment, size, theme), size, squeezed=squeezed)
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_keep_to_their_places(
    sample_deck: Deck, language: str, size: tuple[int, int]
) -> None:
    """In every theme: nothing cut, nothing over something else, all of it large enough."""
    shown = list(moments(sample_deck, language))
    assert len(shown) > 40
    for theme in THEMES:
        assert _all_faults(shown, size, theme) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 768), (1280, 720)], ids=["4:3", "16:9"])
def test_the_longest_cards_are_never_cut(
    sample_deck: Deck, language: str, size: tuple[int, int]
) -> None:
    """A request of 300 characters gets smaller before it loses a word."""
    (pack,) = sample_deck.packs
    deck = replace(sample_deck, packs=(_longest(pack, language),))
    assert _all_faults(list(moments(deck, language)), size, squeezed=True) == []


def _longest(pack: Pack, language: str) -> Pack:
    """The pack with the wordiest card of each kind, and three observers."""
    words = pack.words[language]

    def length(card_id: str) -> int:
        return sum(map(len, words[card_id].values()))

    kept = {}
    for kind in Kind:
        there = sorted(
            (c for c in pack.cards.values() if c.kind is kind), key=lambda c: length(c.id)
        )
        for card in there[-3 if kind is Kind.OBSERVER else -1 :]:
            kept[card.id] = replace(card, businesses=())
    return replace(pack, cards=kept)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("people", [1, 13, 60])
def test_a_lobby_holds_any_crowd(sample_deck: Deck, size: tuple[int, int], people: int) -> None:
    """Names that do not fit are counted, and a name of forty letters is not cut."""
    names = [f"Maximiliane-Alexandra of Westerbrook {i:03}" for i in range(people)]
    show = Rehearsal(sample_deck, game="lawnmower", setup=Setup(3), names=[n[-40:] for n in names])
    moment = Moment("lobby", show.snapshot(), show.now, Desk())
    picture = _picture(moment, size)
    assert list(_faults(picture, size, squeezed=True)) == []
    shown = sum(words.text in names for words in picture.placed)
    assert shown == people or any(str(people - shown) in words.text for words in picture.placed)


def test_a_mirrored_picture_is_the_mirror_of_the_other(sample_deck: Deck) -> None:
    """The ring and the heading change sides, and icons that point turn."""
    english = _named(sample_deck, "en", "play")
    hebrew = _named(sample_deck, "he", "play")
    width = 1280
    for one, other in zip(english.marks[1:4], hebrew.marks[1:4], strict=True):
        x, y, wide, high = one.area
        assert other.area == (width - x - wide, y, wide, high)
    ring = next(mark for mark in hebrew.marks if type(mark).__name__ == "Ring")
    assert ring.area[0] < width / 2


def _named(deck: Deck, language: str, name: str) -> Picture:
    moment = next(m for m in moments(deck, language) if m.name == name)
    return _picture(moment, (1280, 720))
