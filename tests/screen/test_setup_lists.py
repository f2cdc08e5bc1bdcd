"""The lists by which a session is made in its lobby, with all that the program comes with."""

import pytest

from improv.core.draw import Deck
from improv.core.state import Setup
from improv.packs.folders import known_packs
from improv.packs.loading import load_pack
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.composition import compose
from improv.screen.display_list import Fill
from improv.screen.frame import Frame
from improv.screen.sample_data import NAMES
from improv.screen.scripted_session import ScriptedSession
from improv.screen.scroll_bar import scroll_bar
from improv.screen.ui_state import Panel, Typing, UiState
from improv.wiring.catalogue import load_games, load_plans
from improv.wiring.options import SELF_CHECK_PACK
from tests.screen.conftest import LANGUAGES
from tests.screen.faults import faults


@pytest.fixture(scope="module")
def whole_deck() -> Deck:
    """Every pack, game and plan."""
    games = load_games()
    packs = (load_pack(folder) for id_, folder in known_packs().items() if id_ != SELF_CHECK_PACK)
    return Deck(tuple(packs), games, plans=load_plans((), games))


@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_them_is_cut(whole_deck: Deck, language: str, size: tuple[int, int]) -> None:
    """Wherever the cursor is, with a plan and without one."""
    wrong = []
    for plan in (None, whole_deck.plans["first-hour"]):
        setup = Setup(11, plan=plan)
        session = ScriptedSession(
            whole_deck, game="lawnmower", language=language, setup=setup, names=NAMES[language]
        )
        seen = session.snapshot()
        for panel in (Panel.SETUP, Panel.PLAN, Panel.CARDS, Panel.FORMATS):
            typing = Typing() if panel is Panel.CARDS else None
            for cursor in range(0, 30, 3):
                ui = UiState(panel=panel, cursor=cursor, typing=typing)
                frame = Frame(seen.projector, session.now, float("inf"), ui, size, host=seen.host)
                wrong += [(panel, one) for one in faults(compose(frame), size, squeezed=True)]
    assert wrong == []


def test_in_a_list_of_hundreds_the_bar_is_seen(sample_deck: Deck) -> None:
    """It is at the top at first, at the foot at last, and no thread between; short, it is none."""
    view = ScriptedSession(sample_deck, game="lawnmower").snapshot().projector
    frame = Frame(view, 0, float("inf"), UiState(), (1280, 720))
    box = Box(0, 0, 400, 300)
    places = []
    for first in (0, 596):
        builder = Builder(frame)
        rest = scroll_bar(builder, box, first, 4, 600)
        assert rest.width < box.width
        slot, thumb = (item.area for item in builder.items if isinstance(item, Fill))
        assert thumb[3] >= builder.u(3.9)
        places.append((thumb[1] - slot[1], slot[1] + slot[3] - thumb[1] - thumb[3]))
    assert (places[0][0], places[1][1]) == (0, 0)
    builder = Builder(frame)
    assert (scroll_bar(builder, box, 0, 4, 4), builder.items) == (box, [])
