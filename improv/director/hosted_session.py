"""The session of a hosted room, restored from what its store holds when the room wakes."""

import asyncio
from contextlib import suppress

from improv.core.state import State
from improv.director.fold_version import fold_version
from improv.director.ports import Unreadable
from improv.director.room import ANSWERS_KEPT
from improv.director.room_store import OpenRoom
from improv.director.saved_states import EVENTS_BETWEEN, decoded
from improv.director.session_runner import PreparedSession, prepared


async def restored(log: OpenRoom) -> PreparedSession:
    """What a room that was opened is made of. Raises Unreadable, UnknownEvent, NotSaved."""
    saved, state = await _saved(log)
    records = await log.records(min(saved, max(0, log.events - ANSWERS_KEPT)))
    # A long one takes a while, and other rooms are awake.
    return await asyncio.to_thread(prepared, log.header.session, records, log.at, saved, state)


async def _saved(log: OpenRoom) -> tuple[int, State | None]:
    """How many events a state stands for, and the state; it is a cache, and may be missing."""
    if log.events <= EVENTS_BETWEEN:
        return 0, None
    with suppress(Unreadable, ValueError):
        fold = await asyncio.to_thread(fold_version)  # half a second, the first time
        kept = await log.saved_state(fold) if fold else None
        if kept is not None:
            return kept.seq, await asyncio.to_thread(decoded, kept)
    return 0, None
