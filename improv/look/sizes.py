"""Sizes in px: everything on the projector is a share of the picture's height.

Whether the last row can read a word depends on the height alone; the width decides the layout. A
picture that is taller than 4:3 has the sizes of a 4:3 one of its width: else titles would be cut.
"""

from dataclasses import dataclass

SAFE = 0.05
"""The margin on each side that a badly set projector may cut off."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of a picture of `width` by `height` px."""

    width: int
    height: int

    @property
    def basis(self) -> float:
        """What sizes are shares of, in px."""
        return min(self.height, self.width * 3 / 4)

    def __call__(self, hundredths: float) -> float:
        """So many hundredths of the height, in px."""
        return hundredths * self.basis / 100

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
        return self.basis / 40

    @property
    def note(self) -> float:
        """Labels and counters."""
        return self.basis / 30

    @property
    def body(self) -> float:
        """The smallest size of what the room is meant to read."""
        return self.basis / 22

    @property
    def lead(self) -> float:
        """A sentence that leads."""
        return self.basis / 16

    @property
    def title(self) -> float:
        """A heading."""
        return self.basis / 11.5

    @property
    def display(self) -> float:
        """The one thing that matters now."""
        return self.basis / 7.5

    @property
    def poster(self) -> float:
        """A single word or figure."""
        return self.basis / 4
