"""functools.lru_cache for functions that are called by name: it keeps the types of their values."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def cached(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the newest `most` results."""
    return cast(Callable[[Callable[P, T]], Callable[P, T]], lru_cache(most))
