"""The page without names that the phones of a hosted room may take away at its end."""

import asyncio
import logging
from collections.abc import Sequence

from improv.core.event_codec import from_dict
from improv.director.ports import Record, SessionHeader
from improv.director.room import Room
from improv.director.room_store import OpenRoom

_log = logging.getLogger(__name__)


class HostedReport:
    """Made once for each language, however many ask; nothing of it is kept."""

    def __init__(self, room: Room, log: OpenRoom) -> None:
        self._room, self._log = room, log
        self._pages: dict[tuple[int, str], str] = {}
        self._one = asyncio.Lock()

    async def page(self, language: str) -> str | None:
        """The page; None where it cannot be made."""
        async with self._one:
            wanted = self._room.shown.version, language
            if wanted not in self._pages:
                try:
                    records = await self._log.records()
                    header = _header(self._log, records, self._room.clock.now())
                    made = await asyncio.to_thread(_page, header, records, language)
                except Exception:  # phones have their last page without it
                    _log.exception("the page to take away could not be made")
                    return None
                self._pages = {
                    key: page for key, page in self._pages.items() if key[0] == wanted[0]
                }
                self._pages[wanted] = made
            return self._pages[wanted]


def _header(log: OpenRoom, records: Sequence[Record], now: int) -> SessionHeader:
    known, events = log.header, len(records)
    return SessionHeader(
        known.session, known.opened, known.title, demo=False, ended=True, events=events, mark=now
    )


def _page(header: SessionHeader, records: Sequence[Record], language: str) -> str:
    from improv.wiring.report import nameless, played_session

    events = [from_dict(record.event) for record in records]
    return nameless(played_session(header, events, language), language)
