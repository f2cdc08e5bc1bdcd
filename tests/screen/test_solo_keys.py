"""Keys of somebody alone, on the keyboards that they have: Persian, Arabic and Hebrew ones, too."""

import pygame
import pytest

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.screen.key_handling import press
from improv.screen.keys import Key
from improv.screen.solo_moments import solo_session
from improv.screen.ui_state import Panel, UiState


def at(deck: Deck, kind: PhaseKind, key: Key) -> tuple[UiState, object]:
    """What a key does in a phase of a shift."""
    session = solo_session(deck, deck.formats["solo-shift"], "fa")
    session.go_to(kind)
    return press(UiState(), key, session.snapshot())


@pytest.mark.parametrize("figure", ["2", "۲", "٢"])
def test_a_figure_chooses_in_whatever_script_it_is(sample_deck: Deck, figure: str) -> None:
    """Latin, Persian and Arabic twos."""
    key = Key(symbol=ord(figure), place=pygame.KSCAN_2, printed=figure)
    _, reply = at(sample_deck, PhaseKind.REACT, key)
    assert isinstance(reply, a.ChooseReply)
    assert reply.reply == "dismissed"
    _, grade = at(sample_deck, PhaseKind.CHECK, key)
    assert isinstance(grade, a.CheckSelf)
    assert grade.grade == 2


@pytest.mark.parametrize("printed", ["g", "ل", "ע"])
def test_the_note_is_opened_where_a_us_keyboard_has_its_letter(
    sample_deck: Deck, printed: str
) -> None:
    """Persian and Arabic keyboards print `ل`, Hebrew ones `ע`, on the key of G."""
    foreign = printed != "g"
    key = Key(symbol=ord(printed), place=pygame.KSCAN_G, printed=printed, foreign=foreign)
    ui, _ = at(sample_deck, PhaseKind.REFLECT, key)
    assert ui.panel is Panel.NOTE
