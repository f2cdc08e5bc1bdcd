"""What all tests share: golden pictures and the switch that renews them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pygame


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --renew-golden."""
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden pictures anew: look at them"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> "Callable[[pygame.Surface, str], None]":
    """Compare a surface with the golden picture of that name beside the test."""
    from tests.golden import agree

    renew = bool(request.config.getoption("--renew-golden"))
    return lambda actual, name: agree(request.path.parent, name, actual, renew=renew)
