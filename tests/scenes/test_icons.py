"""Which icon stands for what: each is drawn, none is forgotten, and they can be told apart."""

from improv.core.cards import Kind
from improv.core.formats import COACHING, MOVES, QUICK, PhaseKind
from improv.look.icons import ICONS
from improv.scenes.icons import (
    CRITERION_ICONS,
    KIND_ICONS,
    MOVE_ICONS,
    PHASE_ICONS,
    SEAT_ICONS,
    TOKEN_ICONS,
)


def test_every_name_has_a_drawing() -> None:
    """What a table names is drawn in look."""
    tables = (PHASE_ICONS, KIND_ICONS, SEAT_ICONS, TOKEN_ICONS, MOVE_ICONS, CRITERION_ICONS)
    assert {icon for table in tables for icon in table.values()} <= set(ICONS)


def test_every_phase_kind_and_move_has_its_icon() -> None:
    """None is forgotten."""
    assert set(PHASE_ICONS) == {kind.value for kind in PhaseKind}
    assert set(KIND_ICONS) == {kind.value for kind in Kind}
    assert set(MOVE_ICONS) == set(MOVES)


def test_what_stands_side_by_side_looks_different() -> None:
    """Colour never speaks alone: kinds of cards, moves and criteria have icons of their own."""
    criteria = [CRITERION_ICONS[criterion.id] for criterion in (*QUICK, *COACHING)]
    for icons in (criteria, list(KIND_ICONS.values()), list(MOVE_ICONS.values())):
        assert len(set(icons)) == len(icons)
