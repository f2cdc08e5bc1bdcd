"""What waits to be written: decisions, and who wants an answer to them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from improv.core.actions import Action
from improv.core.errors import Refusal
from improv.core.event_codec import from_dict
from improv.core.events import Event
from improv.core.state import State
from improv.director.ports import Record

Answer = Refusal | None
"""None: accepted."""


@dataclass(slots=True)
class Pending:
    """A decision that waits for the disk."""

    action: Action
    at: int
    events: tuple[Event, ...]
    after: State
    answer: "asyncio.Future[Answer]"

    def settle(self, value: Answer) -> None:
        """Answer whoever waits."""
        if not self.answer.done():
            self.answer.set_result(value)

    def lose(self, error: Exception) -> None:
        """Raise this where it is waited for."""
        if not self.answer.done():
            self.answer.set_exception(error)
            self.answer.exception()  # nobody may wait for it


def written(waiting: Sequence[Pending], tail: Sequence[Record]) -> int:
    """How many of those that wait, from the first on, stand in the tail of the journal.

    A decision without events stands where all before it do.
    """
    there = [(record.cause, from_dict(record.event)) for record in tail]
    count = place = 0
    for item in waiting:
        end = place + len(item.events)
        if there[place:end] != [(item.action.id, event) for event in item.events]:
            break
        count, place = count + 1, end
    return count if place else 0
