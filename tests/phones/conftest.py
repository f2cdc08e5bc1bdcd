"""What the tests of the pages share: a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.phones.browser import CHROMIUM, ServedRoom, chromium, served_room


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium. One for each file: its driver holds the thread's event loop meanwhile."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with chromium() as one:
        yield one


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ServedRoom]:
    """A room without names, in its lobby."""
    with served_room(tmp_path) as one:
        yield one


@pytest.fixture(scope="module")
def lobby(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedRoom]:
    """A room that stays in its lobby."""
    with served_room(tmp_path_factory.mktemp("stage")) as one:
        yield one
