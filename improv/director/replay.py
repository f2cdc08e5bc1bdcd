"""From the records of a journal back to a state."""

from collections.abc import Sequence

from improv.core.event_codec import from_dict
from improv.core.session import evolve
from improv.core.state import State
from improv.director.ports import Record


def fold(records: Sequence[Record]) -> State:
    """The state of a session from its journal. ValueError when it has no event."""
    state: State | None = None
    for record in records:
        state = evolve(state, from_dict(record.event))
    if state is None:
        raise ValueError("a session without an event")
    return state
