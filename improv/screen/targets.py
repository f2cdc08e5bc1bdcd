"""Targets: the places of a picture that can be clicked, each with the key that does the same.

Pure: which of them a click or a tap hits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from improv.screen.display_list import Area
from improv.screen.keys import Key

TARGET_PX = 48
"""What a finger hits: the least width and height of a place that can be tapped (WCAG 2.5.5)."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that can be clicked. It goes down and up with the button, as the key would."""

    area: Area
    key: Key


def hit(
    targets: Sequence[Target], position: tuple[int, int], size: tuple[int, int]
) -> Target | None:
    """The target at a position of a picture of this size, in px; of several the nearest."""
    near = [
        (_distance(target.area, position), -order, target)
        for order, target in enumerate(targets)
        if _inside(grown(target.area, size), position)
    ]
    return min(near, key=lambda one: one[:2])[2] if near else None


def grown(area: Area, size: tuple[int, int]) -> Area:
    """The area that can be hit: at least TARGET_PX each way, within a picture of that size."""
    x, wide = _side(area[0], area[2], size[0])
    y, high = _side(area[1], area[3], size[1])
    return x, y, wide, high


def _side(start: int, length: int, whole: int) -> tuple[int, int]:
    long = min(max(length, TARGET_PX), whole)
    return min(max(0, start - (long - length) // 2), whole - long), long


def _inside(area: Area, position: tuple[int, int]) -> bool:
    x, y, wide, high = area
    return x <= position[0] < x + wide and y <= position[1] < y + high


def _distance(area: Area, position: tuple[int, int]) -> int:
    """In px, along the longer way; 0 within the area."""
    return max(
        max(start - at, at - (start + length - 1), 0)
        for at, start, length in zip(position, area[:2], area[2:], strict=True)
    )
