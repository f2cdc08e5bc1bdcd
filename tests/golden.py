"""Golden pictures: a surface compared with the PNG that a person once looked at.

A folder of tests keeps its pictures in golden/; a disagreement leaves expected | actual |
difference in failures/ beside it. `--renew-golden` writes the pictures anew.
"""

from pathlib import Path

import pygame
import pytest

_TOLERANCE = (40, 40, 40, 255)  # a channel's difference that no eye sees on a letter's edge
_MOST = 12  # pixels may differ by more: fewer than a lost dot of a letter


def agree(folder: Path, name: str, actual: pygame.Surface, *, renew: bool) -> None:
    """Fail unless `actual` looks like golden/`name`.png in `folder`."""
    path = folder / "golden" / f"{name}.png"
    if renew:
        path.parent.mkdir(exist_ok=True)
        pygame.image.save(actual, path)
        return
    if not path.exists():
        pytest.fail(f"{path} is missing: look at it after `pytest --renew-golden`")
    expected = pygame.image.load(path)
    same = pygame.Mask((0, 0))
    if expected.get_size() == actual.get_size():
        same = pygame.mask.from_threshold(actual, (0, 0, 0), _TOLERANCE, expected)
    width, height = actual.get_size()
    wrong = width * height - same.count()
    if wrong > _MOST:
        failure = folder / "failures" / f"{name}.png"
        failure.parent.mkdir(exist_ok=True)
        pygame.image.save(_side_by_side(expected, actual, same), failure)
        pytest.fail(f"{name}: {wrong} pixels differ; see {failure}")


def _side_by_side(
    expected: pygame.Surface, actual: pygame.Surface, same: pygame.Mask
) -> pygame.Surface:
    different = same.to_surface(setcolor="black", unsetcolor="red")
    parts = (expected, actual, different)
    size = (sum(part.get_width() for part in parts), max(part.get_height() for part in parts))
    sheet = pygame.Surface(size)
    left = 0
    for part in parts:
        sheet.blit(part, (left, 0))
        left += part.get_width()
    return sheet
