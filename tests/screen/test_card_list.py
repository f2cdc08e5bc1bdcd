"""The list of the cards in the facilitator's window: found by typing, picked, kept out."""

from collections.abc import Callable
from dataclasses import replace

import pygame

from improv.core import actions as a
from improv.core.cards import Kind
from improv.core.errors import Refusal
from improv.locale.phrases import without_isolates
from improv.screen import menus
from improv.screen.composition import Picture, compose
from improv.screen.facilitator import compose_facilitator
from improv.screen.frame import Frame
from improv.screen.ui_state import Panel
from tests.screen.rooms import Room, deck

CARDS, BACKSPACE = pygame.K_c, pygame.K_BACKSPACE


def words(room: Room, painted: Callable[[Frame], Picture]) -> str:
    """All that a picture says."""
    seen = room.watch.latest()
    size = (1280, 800)
    frame = Frame(seen.projector, 0, float("inf"), room.ui, size, host=seen.host)
    return without_isolates(" ".join(placed.text for placed in painted(frame).placed))


def on_reels(room: Room) -> set[str]:
    """Ids of the cards on the reels."""
    return {drawn.card.id for drawn in room.watch.state.round_on.cards.values()}


def out(room: Room) -> frozenset[str]:
    """Ids of the cards that are kept out."""
    return room.watch.state.progress.out


def test_x_at_the_draw_is_not_this_one() -> None:
    """Another request lies there, and the old one is kept out; Undo takes both back."""
    room = Room().go_to("draw")
    before = on_reels(room)
    room.press(pygame.K_x)
    assert room.asked[-1] == "not_this"
    (gone,) = out(room)
    assert gone in before
    assert gone not in on_reels(room)
    room.press(pygame.K_u)
    assert (on_reels(room), out(room)) == (before, frozenset())


def test_a_card_is_found_by_typing_and_dealt_with_enter() -> None:
    """The first that is found, or the one under the cursor; the list closes."""
    room = Room().go_to("draw").press(CARDS)
    titles = room.watch.latest().host.titles[Kind.PROMPT]
    wanted = next(id_ for id_ in titles if id_ not in on_reels(room))
    room.press(titles[wanted].upper(), pygame.K_RETURN)
    assert wanted in on_reels(room)
    assert room.ui.panel is Panel.NONE
    room.press(CARDS, titles[wanted][:2], pygame.K_DOWN, pygame.K_RETURN)
    assert room.asked[-1] == "pick_card"


def test_enter_alone_deals_nothing() -> None:
    """Nor does a name that no card has."""
    room = Room().go_to("draw")
    asked = list(room.asked)
    room.press(CARDS, pygame.K_RETURN, "zzzz", pygame.K_RETURN)
    assert room.asked == asked
    assert room.ui.panel is Panel.CARDS


def test_a_card_is_kept_out_and_brought_back_in_the_list() -> None:
    """In the lobby with Enter, too; what is kept out stands first, and says so."""
    room = Room().press(CARDS, pygame.K_DOWN, pygame.K_DOWN, BACKSPACE)
    (gone,) = out(room)
    assert room.ui.panel is Panel.CARDS
    first = menus.entries(Panel.CARDS, room.watch.latest().host)[0]
    assert without_isolates(first.note).endswith("kept out")
    assert first.removes == a.KeepOut(card=gone, on=False)
    room.press(pygame.K_UP, pygame.K_RETURN)
    assert out(room) == frozenset()


def test_a_pack_is_kept_out_and_brought_back_in_the_list() -> None:
    """In the lobby, where there are several: they stand first, those in play are ticked."""
    (usual,) = deck().packs
    room = Room(packs=(replace(usual, id="own", cards={}, names={"en": "Our own"}),))
    room.press(CARDS, "our own", pygame.K_RETURN)
    assert room.watch.state.setup.packs_out == {"own"}
    assert (room.ui.panel, room.asked[-1]) == (Panel.CARDS, "keep_pack_out")
    listed = menus.entries(Panel.CARDS, room.watch.latest().host)[:2]
    assert [entry.ticked for entry in listed] == [True, False]
    assert without_isolates(listed[1].note).endswith("kept out")
    room.press(pygame.K_DOWN, BACKSPACE)
    assert room.watch.state.setup.packs_out == frozenset()
    room.press(pygame.K_ESCAPE, CARDS, "service desk", pygame.K_RETURN)
    assert isinstance(room.watch.refusals[-1], Refusal)
    assert Room().press(CARDS).watch.latest().host.packs == ()


def test_what_is_typed_is_rubbed_out_at_its_line() -> None:
    """Backspace keeps nothing out while the cursor is at the line."""
    room = Room().press(CARDS, "ab", BACKSPACE)
    assert room.ui.typing is not None
    assert (room.ui.typing.text, out(room)) == ("a", frozenset())


def test_why_a_card_came_is_in_the_window_and_never_on_the_projector() -> None:
    """Nor on a single display, whatever lies over its scene."""
    room = Room().go_to("draw")
    reason = "Not played yet"
    assert reason in words(room, compose_facilitator)
    for key in (pygame.K_F7, CARDS, pygame.K_h):
        room.press(key)
        assert reason not in words(room, compose)
        room.press(pygame.K_ESCAPE)
