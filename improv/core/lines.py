"""Written lines: what everybody wrote in one round, and which of it the room may see.

A line is its writer's, and the writer is a key that only their own phone knows. The facilitator
reads it under a number that a changed text does not keep, so that nobody approves what they have
not read. What is approved becomes an option: numbered anew, in an order that says nothing of when
it was written or by whom. Lines on paper are options without a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_PICKED = 6
"""Among more lines nobody compares."""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """The line that somebody has written in a round."""

    number: int
    """Of this text in its round, from 1."""
    text: str
    consents: bool | None = None
    """Whether its writer lets the room play it; None while they have not said."""
    option: int = 0
    """What it is to the room; 0 until it is approved."""
    dismissed: bool = False
    """Nobody but its writer will see it."""

    @property
    def waits(self) -> bool:
        """Whether the facilitator has not decided yet."""
        return not self.option and not self.dismissed


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one round."""

    by: Mapping[str, WrittenLine] = field(default_factory=dict)
    """Voter key -> the line of that phone."""
    last_number: int = 0
    options: tuple[int, ...] = ()
    """Those that are approved, in the order in which they were."""
    papers: tuple[int, ...] = ()
    """Options for lines on paper, which the facilitator reads out."""
    last_option: int = 0
    noted: Mapping[int, str] = field(default_factory=dict)
    """Option -> the words of one on paper, or of a line that was played, as the facilitator typed
    them."""

    @property
    def waiting(self) -> tuple[WrittenLine, ...]:
        """Lines that wait for the facilitator, the oldest first."""
        return tuple(sorted(filter(_waits, self.by.values()), key=_number))

    def numbered(self, number: int) -> WrittenLine | None:
        """The line whose text has that number still."""
        return next((line for line in self.by.values() if line.number == number), None)

    def text(self, option: int) -> str:
        """The words of an option; empty for one that has none, and once its session is closed."""
        if option in self.noted:
            return self.noted[option]
        return next((line.text for line in self.by.values() if 0 < option == line.option), "")

    def writer(self, option: int) -> str:
        """The key of whoever wrote it; empty for one on paper."""
        return next((key for key, line in self.by.items() if 0 < option == line.option), "")

    def in_order(self, since: int) -> tuple[int, ...]:
        """The approved lines: those from the option `since` on, which are the newest, first."""
        new = tuple(option for option in self.options if option >= since)
        return (*new, *(option for option in self.options if option < since))

    def picked(self, since: int) -> tuple[int, ...]:
        """The options that the room picks from: approved lines, then those on paper."""
        return (*self.in_order(since)[: MOST_PICKED - len(self.papers)], *self.papers)


def _waits(line: WrittenLine) -> bool:
    return line.waits


def _number(line: WrittenLine) -> int:
    return line.number
