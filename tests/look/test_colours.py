"""The themes: contrast by arithmetic, and colours that colour-blind people can tell apart."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from improv.core.cards import Kind
from improv.core.formats import COACHING, QUICK, PhaseKind
from improv.look import CRITERION_SHAPES, THEMES, Colour, Theme, contrast, mix

_ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)

# Severe deficiency: Machado, Oliveira and Fernandes 2009, table 1, severity 1.0; linear RGB.
_BLINDNESS = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


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
        for what, front, back, least in theme.pairs()
        if contrast(front, back) < least
    ]
    assert poor == []


@_ALL
def test_every_kind_has_its_colours(theme: Theme) -> None:
    """No card, phase or criterion is without a colour of its own in the theme."""
    assert set(theme.cards) == {kind.value for kind in Kind}
    assert set(theme.phases) == {kind.value for kind in PhaseKind}
    assert set(theme.criteria) == {criterion.id for criterion in (*QUICK, *COACHING)}


def test_each_criterion_has_a_shape_of_its_own() -> None:
    """Colour never speaks alone."""
    shapes = [CRITERION_SHAPES[criterion.id] for criterion in (*QUICK, *COACHING)]
    assert len(set(shapes)) == len(shapes)


@_ALL
@pytest.mark.parametrize("blindness", _BLINDNESS)
def test_neighbouring_grades_differ_for_colour_blind_eyes(theme: Theme, blindness: str) -> None:
    """Bars that touch in a stack are told apart without one kind of cone."""
    seen = [_as_seen(colour, blindness) for colour in theme.grades]
    distances = {
        (i + 1, j + 1): sum((a - b) ** 2 for a, b in zip(seen[i], seen[j], strict=True)) ** 0.5
        for i, j in combinations(range(4), 2)
        if j == i + 1
    }
    assert min(distances.values()) > 0.06, distances


def test_a_mixture_lies_between() -> None:
    """Nothing of the other colour is the one, all of it the other."""
    assert mix((0, 10, 20), (100, 110, 220), 0) == (0, 10, 20)
    assert mix((0, 10, 20), (100, 110, 220), 1) == (100, 110, 220)
    assert mix((0, 10, 20), (100, 110, 220), 0.5) == (50, 60, 120)


def _as_seen(colour: Colour, blindness: str) -> tuple[float, ...]:
    linear = list(_linear(colour))
    return tuple(
        sum(weight * channel for weight, channel in zip(row, linear, strict=True))
        for row in _BLINDNESS[blindness]
    )


def _linear(colour: Colour) -> Iterator[float]:
    for channel in colour:
        share = channel / 255
        yield share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
