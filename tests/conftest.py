"""What all tests share: an English system, golden pictures and the switch that renews them."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import pygame

if sys.dont_write_bytecode:
    # Where Python may keep no bytecode, each of the hundreds of programs that the tests start would
    # compile every module anew: they keep it where nobody else looks.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --renew-golden."""
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden pictures anew: look at them"
    )


@pytest.hookimpl(tryfirst=True)  # before `-m` takes items out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test that is marked `one_in(n)` every n-th runs at once, the others are slow."""
    seen: Counter[str] = Counter()
    for item in items:
        mark = item.get_closest_marker("one_in")
        if mark is None or item.get_closest_marker("slow"):
            continue
        test = item.nodeid.partition("[")[0]
        if seen[test] % mark.args[0]:
            item.add_marker(pytest.mark.slow)
        seen[test] += 1


@pytest.fixture(autouse=True, scope="session")
def english_system() -> Iterator[None]:
    """Whatever language this machine speaks, a console's words are compared in English."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        yield


@pytest.fixture(scope="module")
def painting() -> Iterator[None]:
    """Pictures need a display, and a mode: one that nobody sees."""
    import pygame

    with pytest.MonkeyPatch.context() as patch:  # what is left there, a later test starts with
        patch.setenv("SDL_VIDEODRIVER", "dummy")
        pygame.display.init()
        pygame.display.set_mode((10, 10))
        yield
        pygame.display.quit()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> "Callable[[pygame.Surface, str], None]":
    """Compare a surface with the golden picture of that name beside the test."""
    from tests.golden import agree

    renew = bool(request.config.getoption("--renew-golden"))
    return lambda actual, name: agree(request.path.parent, name, actual, renew=renew)


# How long things take is for tests/bench to say: a busy machine is no fault.
settings.register_profile("improv", deadline=None)
settings.load_profile("improv")
