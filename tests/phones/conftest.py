"""What the tests of the pages share: one browser for all of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.phones.browser import CHROMIUM, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with chromium() as one:
        yield one
