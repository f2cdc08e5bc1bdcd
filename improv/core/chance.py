"""Chance: seed + count -> the next number. The same seed and count always give the same.

The count lives in the state, so a session is its seed and its events. Not for secrets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self, TypeVar

T = TypeVar("T")
_SPAN = 1 << 64


@dataclass(frozen=True, slots=True)
class Chance:
    """A place in the stream of numbers that `seed` stands for."""

    seed: int
    count: int = 0

    def below(self, n: int) -> tuple[int, Self]:
        """A number in [0, n), each as likely, and the place after it. ValueError if n < 1."""
        if n < 1:
            raise ValueError(f"nothing to choose from: n is {n}")
        count = self.count
        while True:
            key = f"{self.seed}:{count}".encode()
            number = int.from_bytes(blake2b(key, digest_size=8).digest(), "big")
            count += 1
            if number < _SPAN - _SPAN % n:  # the rest would favour small numbers
                return number % n, type(self)(self.seed, count)

    def choice(self, items: Sequence[T]) -> tuple[T, Self]:
        """One of `items`, each as likely, and the place after it."""
        index, after = self.below(len(items))
        return items[index], after

    def shuffled(self, items: Sequence[T]) -> tuple[tuple[T, ...], Self]:
        """`items` in any order, each order as likely (Fisher-Yates), and the place after it."""
        deck, here = list(items), self
        for last in range(len(deck) - 1, 0, -1):
            other, here = here.below(last + 1)
            deck[last], deck[other] = deck[other], deck[last]
        return tuple(deck), here
