"""Boxes: where things go, in px, as if every language ran from left to right.

Pure arithmetic. builder.py mirrors the picture, once; so a box's `start` is its left end here,
whatever the language.
"""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, across: float, down: float | None = None) -> Self:
        """The box without a border of that width, and of another height where `down` is given."""
        down = across if down is None else down
        return type(self)(
            self.x + across,
            self.y + down,
            max(0.0, self.width - 2 * across),
            max(0.0, self.height - 2 * down),
        )

    def moved(self, across: float = 0, down: float = 0) -> Self:
        """The box elsewhere."""
        return type(self)(self.x + across, self.y + down, self.width, self.height)

    def start(self, width: float, gap: float = 0) -> tuple[Self, Self]:
        """A piece off the start, and the rest after a gap."""
        rest = max(0.0, self.width - width - gap)
        return (
            type(self)(self.x, self.y, width, self.height),
            type(self)(self.x + width + gap, self.y, rest, self.height),
        )

    def end(self, width: float, gap: float = 0) -> tuple[Self, Self]:
        """A piece off the end, and the rest before a gap."""
        rest = max(0.0, self.width - width - gap)
        return (
            type(self)(self.right - width, self.y, width, self.height),
            type(self)(self.x, self.y, rest, self.height),
        )

    def top(self, height: float, gap: float = 0) -> tuple[Self, Self]:
        """A piece off the top, and the rest under a gap."""
        rest = max(0.0, self.height - height - gap)
        return (
            type(self)(self.x, self.y, self.width, height),
            type(self)(self.x, self.y + height + gap, self.width, rest),
        )

    def foot(self, height: float, gap: float = 0) -> tuple[Self, Self]:
        """A piece off the bottom, and the rest over a gap."""
        rest = max(0.0, self.height - height - gap)
        return (
            type(self)(self.x, self.bottom - height, self.width, height),
            type(self)(self.x, self.y, self.width, rest),
        )

    def columns(self, count: int, gap: float = 0) -> tuple[Self, ...]:
        """Equal columns, from the start."""
        width = (self.width - gap * (count - 1)) / count
        return tuple(
            type(self)(self.x + i * (width + gap), self.y, width, self.height) for i in range(count)
        )

    def rows(self, count: int, gap: float = 0) -> tuple[Self, ...]:
        """Equal rows, from the top."""
        height = (self.height - gap * (count - 1)) / count
        return tuple(
            type(self)(self.x, self.y + i * (height + gap), self.width, height)
            for i in range(count)
        )

    def middle(self, width: float, height: float) -> Self:
        """A box of that size, at most this one's, in its middle."""
        width, height = min(width, self.width), min(height, self.height)
        x, y = self.centre
        return type(self)(x - width / 2, y - height / 2, width, height)
