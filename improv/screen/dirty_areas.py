"""Dirty areas: where two pictures differ, found from their display lists without a pixel."""

from collections import Counter
from collections.abc import Sequence

import pygame

from improv.screen.composition import Picture
from improv.screen.display_list import Area, DisplayItem, intersection


def changed_areas(before: Picture | None, after: Picture, whole: Area) -> list[Area]:
    """The areas of `whole` in which two pictures differ, none of them touching another."""
    if before is None:
        return [whole]
    old, new = _differing(before.items, after.items)
    removed, added = Counter(old), Counter(new)
    removed, added = removed - added, added - removed
    # The items that stay must also stay in their order, for what lies on top is seen. Where the
    # order changes no item says; that is rare, and then all is painted.
    if _without(old, removed) != _without(new, added):
        return [whole]
    areas = [intersection(item.area, whole) for item in (*removed, *added)]
    return merged([area for area in areas if area[2] and area[3]])


def _differing(
    old: Sequence[DisplayItem], new: Sequence[DisplayItem]
) -> tuple[Sequence[DisplayItem], Sequence[DisplayItem]]:
    """Both without the items that they begin and end with alike: most frames change a few."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def _without(items: Sequence[DisplayItem], excluded: Counter[DisplayItem]) -> list[DisplayItem]:
    """The items in their order, without the first ones of each that are excluded."""
    remaining = excluded.copy()
    kept: list[DisplayItem] = []
    for item in items:
        if remaining[item] > 0:
            remaining[item] -= 1
        else:
            kept.append(item)
    return kept


def merged(areas: list[Area]) -> list[Area]:
    """Areas that hold all of the given ones and do not touch each other."""
    done: list[Area] = []
    for area in areas:
        new = pygame.Rect(area)
        while (index := new.collidelist(done)) >= 0:
            new.union_ip(done.pop(index))
        done.append(tuple(new))  # type: ignore[arg-type]
    return done
