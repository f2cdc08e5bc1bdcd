"""The page without names that the phones of a hosted room may take away at its end."""

import asyncio
from collections.abc import Sequence

from improv.core.event_codec import from_dict
from improv.director.ports import Record, SessionHeader
from improv.director.room import Room
from improv.director.room_store import OpenRoom


async def nameless_page(room: Room, log: OpenRoom, language: str) -> str:
    """The page of the session as it is now; nothing of it is kept. Raises NotSaved, Lost."""
    records = await log.records()
    header = _header(log, records, room.clock.now())
    return await asyncio.to_thread(_page, header, records, language)


def _header(log: OpenRoom, records: Sequence[Record], now: int) -> SessionHeader:
    known, events = log.header, len(records)
    return SessionHeader(
        known.session, known.opened, known.title, demo=False, ended=True, events=events, mark=now
    )


def _page(header: SessionHeader, records: Sequence[Record], language: str) -> str:
    from improv.wiring.report import nameless, played_session

    events = [from_dict(record.event) for record in records]
    return nameless(played_session(header, events, language), language)
