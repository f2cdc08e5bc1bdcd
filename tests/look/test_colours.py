"""The themes: contrast by arithmetic, and colours that colour-blind people can tell apart."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest
from coloraide import Color

from improv.core.cards import Kind
from improv.core.formats import COACHING, QUICK, PhaseKind
from improv.look.colours import Colour, Theme, mix
from improv.look.themes import THEMES
from tests.look.contrasts import contrast, pairs

_ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)

_EYES = (None, "protan", "deutan", "tritan")
"""Without one kind of cone: as coloraide simulates it (Vienot 1999, Brettel 1997)."""
_APART = 10
"""CIEDE2000, in which 1 is just to be seen side by side."""


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21, a colour on itself 1, and the middle grey of WCAG's examples 4.5."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((90, 12, 200), (90, 12, 200)) == pytest.approx(1)
    assert contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@_ALL
def test_everything_written_can_be_read(theme: Theme) -> None:
    """Prompts have 7:1, other words 4.5:1, shapes 3:1, on every surface that they lie on."""
    poor = [
        (what, round(contrast(front, back), 2), least)
        for what, front, back, least in pairs(theme)
        if contrast(front, back) < least
    ]
    assert poor == []


@_ALL
def test_every_kind_has_its_colours(theme: Theme) -> None:
    """No card, phase or criterion is without a colour of its own in the theme."""
    assert set(theme.cards) == {kind.value for kind in Kind}
    assert set(theme.phases) == {kind.value for kind in PhaseKind}
    assert set(theme.criteria) == {criterion.id for criterion in (*QUICK, *COACHING)}


@_ALL
@pytest.mark.parametrize("blindness", _EYES)
def test_colours_that_stand_together_differ_for_every_eye(
    theme: Theme, blindness: str | None
) -> None:
    """The grades of a bar, the criteria of a ballot: told apart without one kind of cone."""
    grades = dict(enumerate(theme.grades, start=1))
    criteria = {criterion.id: theme.criteria[criterion.id] for criterion in COACHING}
    near = {
        pair: distance
        for colours in (grades, criteria)
        for pair, distance in _distances(colours, blindness)
        if distance < _APART
    }
    assert near == {}


def test_a_mixture_lies_between() -> None:
    """Nothing of the other colour is the one, all of it the other."""
    assert mix((0, 10, 20), (100, 110, 220), 0) == (0, 10, 20)
    assert mix((0, 10, 20), (100, 110, 220), 1) == (100, 110, 220)
    assert mix((0, 10, 20), (100, 110, 220), 0.5) == (50, 60, 120)


def _distances(
    colours: Mapping[Any, Colour], blindness: str | None
) -> Iterator[tuple[tuple[Any, Any], float]]:
    """Of each pair of names: how far apart their colours look (CIEDE2000)."""
    seen = {name: _as_seen(colour, blindness) for name, colour in colours.items()}
    for one, other in combinations(seen, 2):
        yield (one, other), seen[one].delta_e(seen[other], method="2000")


def _as_seen(colour: Colour, blindness: str | None) -> Color:
    there = Color("srgb", [channel / 255 for channel in colour])
    return there if blindness is None else there.filter(blindness).clip()
