"""The cards' shapes: room inside them for words, and known apart without their colours."""

from itertools import combinations

import pygame
import pytest

from improv.core.draw import Deck
from improv.core.state import Setup
from improv.look.themes import THEMES
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.canvas import Canvas
from improv.screen.cards import SHAPES, bubble, bubble_space
from improv.screen.display_list import Sprite
from improv.screen.frame import Frame
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import UiState

SIZE = (640, 360)
BOXES = (Box(40, 40, 300, 150), Box(10, 10, 620, 340), Box(60, 60, 90, 60))


def _builder(deck: Deck, theme: str = "stage", language: str = "en") -> Builder:
    session = ScriptedSession(deck, game="lawnmower", language=language, setup=Setup(5))
    view = session.snapshot().projector
    return Builder(Frame(view, 0, float("inf"), UiState(), SIZE, theme))


def _outline(builder: Builder) -> bytes:
    """Where the shape is, without its colours."""
    canvas = Canvas(SIZE)
    canvas.surface.fill((1, 2, 3))
    canvas.paint(builder.items, [(0, 0, *SIZE)])
    mask = pygame.mask.from_threshold(canvas.surface, (1, 2, 3), (1, 1, 1, 255))
    return pygame.image.tobytes(mask.to_surface(), "RGB")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("box", BOXES, ids=["usual", "all", "small"])
@pytest.mark.parametrize("kind", SHAPES)
def test_the_room_for_words_is_inside_the_card(
    sample_deck: Deck, kind: str, box: Box, theme: str
) -> None:
    """Also in a small box, and words there lie on the card's own colour."""
    builder = _builder(sample_deck, theme)
    inner = SHAPES[kind](builder, box)
    assert box.x <= inner.x
    assert inner.right <= box.right + 0.01
    assert box.y <= inner.y
    assert inner.bottom <= box.bottom + 0.01
    assert inner.width > box.width * 0.4
    canvas = Canvas(SIZE)
    canvas.paint(builder.items, [(0, 0, *SIZE)])
    middle = canvas.surface.get_at((round(inner.centre[0]), round(inner.centre[1])))
    assert tuple(middle)[:3] == builder.theme.cards[kind].fill


def test_every_kind_has_an_outline_of_its_own(sample_deck: Deck) -> None:
    """Whoever sees no colours tells them apart; only what differs inside it may look alike."""
    outlines = {}
    for kind, shape in SHAPES.items():
        builder = _builder(sample_deck)
        shape(builder, BOXES[0])
        outlines[kind] = _outline(builder)
    alike = [pair for pair in combinations(outlines, 2) if outlines[pair[0]] == outlines[pair[1]]]
    assert alike == [("tip", "check")]  # both are notes, and never in one scene


@pytest.mark.parametrize("kind", SHAPES)
def test_a_card_is_mirrored_with_the_picture(sample_deck: Deck, kind: str) -> None:
    """In Persian its tail, its fold and its coloured edge are at the other side."""
    straight, turned = _builder(sample_deck), _builder(sample_deck, language="fa")
    SHAPES[kind](straight, BOXES[0])
    SHAPES[kind](turned, BOXES[0])
    pictures = []
    for builder in (straight, turned):
        canvas = Canvas(SIZE)
        canvas.paint(builder.items, [(0, 0, *SIZE)])
        pictures.append(canvas.surface)
    again = pygame.transform.flip(pictures[1], True, False)
    same = pygame.mask.from_threshold(again, (0, 0, 0), (24, 24, 24, 255), pictures[0])
    assert SIZE[0] * SIZE[1] - same.count() < 400  # a px at the edges, where rounding differs


def test_a_bubble_says_beforehand_how_much_room_it_has(sample_deck: Deck) -> None:
    """A layout asks before it knows how high the bubble will be."""
    builder = _builder(sample_deck)
    assert bubble(builder, BOXES[0]) == bubble_space(builder, BOXES[0])
    assert any(isinstance(item, Sprite) and item.name == "tail" for item in builder.items)
