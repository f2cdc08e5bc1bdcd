"""Sizes in px: everything on the projector is a share of the picture's height.

Whether the last row can read a word depends on the height alone; the width decides the layout.
"""

from dataclasses import dataclass

SAFE = 0.05
"""The margin on each side that a badly set projector may cut off."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of a picture of `width` by `height` px."""

    width: int
    height: int

    def __call__(self, hundredths: float) -> float:
        """So many hundredths of the height, in px."""
        return hundredths * self.height / 100

    @property
    def margin_x(self) -> float:
        """The safe margin at the sides."""
        return SAFE * self.width

    @property
    def margin_y(self) -> float:
        """The safe margin above and below."""
        return SAFE * self.height

    @property
    def wide(self) -> float:
        """Width over height: 1.33 is 4:3, 2.33 is 21:9."""
        return self.width / self.height

    # The type scale, in px an em. A step is about 1.35.

    @property
    def least(self) -> float:
        """The smallest size of any text."""
        return self.height / 40

    @property
    def note(self) -> float:
        """Labels and counters."""
        return self.height / 30

    @property
    def body(self) -> float:
        """The smallest size of what the room is meant to read."""
        return self.height / 22

    @property
    def lead(self) -> float:
        """A sentence that leads."""
        return self.height / 16

    @property
    def title(self) -> float:
        """A heading."""
        return self.height / 11.5

    @property
    def display(self) -> float:
        """The one thing that matters now."""
        return self.height / 7.5

    @property
    def poster(self) -> float:
        """A single word or figure."""
        return self.height / 4
