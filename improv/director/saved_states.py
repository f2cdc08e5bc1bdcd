"""The state of a session, saved now and then: resuming a long one folds only what came after it.

It is a cache and never the truth. It is read only where this very fold has made it and no event
that it stands for is damaged; otherwise all events are folded, and tell what is wrong with them.
"""

import asyncio
import logging
from contextlib import suppress
from functools import cache
from typing import NoReturn

from improv.core.eligibility import open_kinds
from improv.core.shared_codec import SharedCodec
from improv.core.state import State
from improv.director.fold_version import fold_version
from improv.director.ports import Journal, Note, NotSaved, Replaced, SavedState, Unreadable
from improv.director.room import Room
from improv.director.room_log import RoomLog

EVENTS_BETWEEN = 5000
"""So many are folded in a tenth of a second, or two."""
_SECONDS_BETWEEN = 5.0

_log = logging.getLogger(__name__)

_codec = cache(lambda: SharedCodec(State))


def saved_state(journal: Journal, session: str) -> tuple[int, State | None]:
    """How many events it stands for, and the state; 0 and None where all have to be folded."""
    with suppress(Unreadable, ValueError):
        fold = fold_version()
        saved = journal.saved_state(session, fold) if fold else None
        if saved is not None:
            return saved.seq, decoded(saved)
    return 0, None


def decoded(saved: SavedState) -> State:
    """The state that was saved. Raises ValueError where it is none."""
    state: State = _codec().decode(saved.state)
    return state


async def save_states(room: Room, log: RoomLog, seq: int) -> NoReturn:
    """Save the room's state until cancelled; `seq`: how many events the last one stands for.

    Never while a vote is open, so that no ballot waits for it. A fault is logged, and the game goes
    on without: the next state is tried when it is due.
    """
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN)
        last, state = room.durable
        if last - seq < EVENTS_BETWEEN or open_kinds(state):
            continue
        seq = last
        try:
            saved = await asyncio.to_thread(encoded, last, state)
            while open_kinds(room.state):
                await asyncio.sleep(_SECONDS_BETWEEN)
            if saved.fold:
                await log.save_state(saved)
        except NotSaved as why:
            if isinstance(why, Replaced):  # told once; all else the room finds out by itself
                room.note(Note(why.name, why.values))
        except Exception:
            _log.exception("the state after %s events was not saved", last)


def encoded(seq: int, state: State) -> SavedState:
    """The state of the first `seq` events as it is saved; a long one takes a while."""
    return SavedState(seq, fold_version(), _codec().encode(state))
