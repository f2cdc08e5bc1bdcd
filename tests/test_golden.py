"""Golden pictures catch what they are for."""

from pathlib import Path

import pygame
import pytest

from tests.golden import agree


def picture(*, side: int = 200, dot: str = "white", faint: str = "black") -> pygame.Surface:
    """Return a black square with a small dot and a faint one."""
    surface = pygame.Surface((side, side))
    surface.fill("black")
    surface.fill(dot, (50, 50, 4, 4))
    surface.fill(faint, (90, 90, 60, 60))
    return surface


def test_the_same_picture_agrees(tmp_path: Path) -> None:
    """A renewed picture agrees with itself, and with one that no eye could tell from it."""
    agree(tmp_path, "square", picture(), renew=True)
    agree(tmp_path, "square", picture(), renew=False)
    agree(tmp_path, "square", picture(faint="#101010"), renew=False)
    assert not (tmp_path / "failures").exists()


@pytest.mark.parametrize("other", [picture(dot="red"), picture(dot="black"), picture(side=100)])
def test_another_picture_does_not(tmp_path: Path, other: pygame.Surface) -> None:
    """A dot of another colour, none, and another size fail and leave all three side by side."""
    agree(tmp_path, "square", picture(), renew=True)
    with pytest.raises(pytest.fail.Exception, match="pixels differ"):
        agree(tmp_path, "square", other, renew=False)
    sheet = pygame.image.load(tmp_path / "failures" / "square.png")
    assert sheet.get_width() >= 200 + other.get_width()
    assert sheet.get_height() == 200


def test_a_missing_picture_says_how_to_make_it(tmp_path: Path) -> None:
    """Without a golden picture the failure names the switch."""
    with pytest.raises(pytest.fail.Exception, match="--renew-golden"):
        agree(tmp_path, "square", picture(), renew=False)
