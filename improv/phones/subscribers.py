"""Who listens: one open stream a voter, and the host remotes. Each is told the newest only.

Nobody waits for anybody: news is a flag that each stream takes down in its own time, so a phone
that stands still misses what was in between and delays no one. Voters hear of what concerns
them, hosts of everything, nobody more often than ten times a second.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field, replace

from improv.core import projections
from improv.core.state import State
from improv.core.view_models import ProjectorView
from improv.director.ports import Note
from improv.director.room import Room, Shown
from improv.phones.host_payload import host_payload, note_payload, trouble_payload
from improv.phones.payloads import (
    Payload,
    compact,
    room_payload,
    stranger_payload,
    voter_payload,
    without_content,
)
from improv.phones.sse import wake

LEAST_GAP = 0.1
"""Seconds between two messages to the same stream."""
HEARTBEAT = 15.0
"""Seconds; a proxy or a phone may drop a connection that is silent for longer."""


Render = Callable[[str, str, Payload], str]
"""(which page, the room's prefix, state) -> its HTML."""


@dataclass(slots=True, eq=False)
class Subscriber:
    """One open stream. `voter` is a key; empty for a host remote."""

    voter: str
    language: str
    page: str
    """Which page it shows, to be sent its HTML too; empty for the state alone."""
    prefix: str
    """What the links of that page begin with."""
    said: str = ""
    """What it was last told of the room."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    over: str = ""
    """Why it ends: `replaced` by a newer one of the same voter, or `gone`."""

    def end(self, why: str) -> None:
        """Let the stream end."""
        self.over = why
        self.news.set()


@dataclass(slots=True)
class _Room:
    """What everybody of one language is told of one picture."""

    shown: Shown
    view: ProjectorView
    told: Payload
    text: str
    pages: dict[tuple[str, str], str] = field(default_factory=dict)


class Subscribers:
    """Everybody who listens to one room."""

    def __init__(
        self, room: Room, render: Render, changed: Callable[[], None], heartbeat: float = HEARTBEAT
    ) -> None:
        """`changed` is called when the number of those connected has changed."""
        self._room, self._render, self._changed = room, render, changed
        self._voters: dict[str, Subscriber] = {}
        self._hosts: set[Subscriber] = set()
        self._rooms: dict[str, _Room] = {}
        self._heartbeat = heartbeat
        self._last = float("-inf")
        self._soon: asyncio.TimerHandle | None = None
        self._count = (0, 0)
        self._heard: tuple[object, ...] = (None, None, None)
        self._noted: tuple[Note | None, int] = (None, 0)
        room.watch(self.pushed)

    @property
    def connected(self) -> int:
        """How many voters' phones listen."""
        return len(self._voters)

    @property
    def hosts(self) -> int:
        """How many host remotes listen."""
        return len(self._hosts)

    # What they are told.

    def told(
        self, voter: str, language: str, *, invited: bool = False, outside: bool = False
    ) -> Payload:
        """The state of a voter, or of somebody who has not joined."""
        room = self._of(language)
        seen = projections.voter(room.shown.state, voter, room.view) if voter else None
        own = (
            stranger_payload(room.view, invited=invited, outside=outside)
            if seen is None
            else voter_payload(seen, room.told)
        )
        everybodys = without_content(room.told) if outside and not invited else room.told
        return {"version": room.shown.version, **everybodys, **own}

    def host_payload(self, language: str) -> Payload:
        """The state of a host."""
        room, snapshot = self._of(language), self._room.latest
        host = snapshot.host
        if language != host.projector.language:
            host = projections.host(room.shown.state, self._room.deck, language)
        own = host_payload(host, connected=self.connected, now=self._room.clock.now())
        own["session_language"] = room.shown.state.language
        own |= trouble_payload(snapshot.trouble, language)
        own |= note_payload(self._fresh(snapshot.note, room.shown.state), language)
        here = snapshot.invitation
        own["invitation"] = {"address": here.address, "code": here.code} if here else None
        return {"version": room.shown.version, **room.told, **own}

    def _fresh(self, note: Note | None, state: State) -> Note | None:
        """A note is fresh until the phase is over in which a host first heard of it."""
        phase_id = state.running.phase_id
        if note is not self._noted[0]:
            self._noted = note, phase_id
        return note if self._noted[1] == phase_id else None

    def _of(self, language: str) -> _Room:
        """The room's part in `language`, made once for every picture."""
        shown, made = self._room.shown, self._rooms.get(language)
        if made is not None and made.shown is shown:
            return made
        state = shown.state
        view = projections.projector(state, language)
        asked = (
            replace(state.round.asked, kinds=view.vote.kinds) if state.round and view.vote else None
        )
        told = room_payload(view, asked)
        if made is not None and made.told == told:  # a ballot came: for the others nothing did
            made.shown, made.view = shown, view
            return made
        self._rooms[language] = made = _Room(shown, view, told, compact(told))
        return made

    def message(self, listener: Subscriber) -> str:
        """What a stream is told now, as JSON. The room's part is not made anew for each voter."""
        if not listener.voter:
            told = self.host_payload(listener.language)
            if listener.page:
                told["page"] = self._render(listener.page, listener.prefix, told)
            return compact(told)
        room = self._of(listener.language)
        listener.said = room.text
        seen = projections.voter(room.shown.state, listener.voter, room.view)
        own = (
            stranger_payload(room.view, invited=False, outside=False)
            if seen is None
            else voter_payload(seen, room.told)
        )
        mine = compact(own)
        page = ""
        if listener.page:
            html = room.pages.get((listener.prefix, mine))
            if html is None:
                html = self._render(listener.page, listener.prefix, {**room.told, **own})
                html = json.dumps(html, ensure_ascii=False)
                room.pages[listener.prefix, mine] = html
            page = f',"page":{html}'
        return f'{{"version":{room.shown.version},{room.text[1:-1]},{mine[1:-1]}{page}}}'

    # When they are told.

    def pushed(self) -> None:
        """There is something new in the room."""
        if self._soon is None:
            loop = asyncio.get_running_loop()
            at = max(loop.time(), self._last + LEAST_GAP)
            self._soon = loop.call_at(at, self._tell)

    def _tell(self) -> None:
        self._soon = None
        self._last = asyncio.get_running_loop().time()
        count = (self.connected, self.hosts)
        if self._hosts and (self._concerns_hosts() or count != self._count):
            for host in self._hosts:
                host.news.set()
        # By what each was told: one that was told a little later may know of more.
        wake([one.news for one in self._voters.values() if one.said != self._of(one.language).text])
        if count != self._count:
            self._count = count
            self._changed()

    def _concerns_hosts(self) -> bool:
        """Whether it is more than the next line that is said: their page does not show those."""
        snapshot = self._room.latest
        heard = (self._room.shown, snapshot.invitation, snapshot.note)
        before, self._heard = self._heard, heard
        return any(one is not other for one, other in zip(heard, before, strict=True))

    async def listen(self, listener: Subscriber, after: str) -> AsyncGenerator[str, None]:
        """The messages of one stream as server-sent events. `after` is its Last-Event-ID."""
        self._enter(listener)
        try:
            told = ""
            if after == str(self._room.shown.version):
                told = _beyond_version(self.message(listener))
            while not listener.over:
                listener.news.clear()
                message = self.message(listener)
                if (news := _beyond_version(message)) != told:
                    told = news
                    yield f"id: {self._room.shown.version}\nevent: state\ndata: {message}\n\n"
                try:
                    async with asyncio.timeout(self._heartbeat):
                        await listener.news.wait()
                except TimeoutError:
                    yield "event: beat\ndata: 1\n\n"
            if listener.over == "replaced":
                yield "event: replaced\ndata: {}\n\n"
        finally:
            self._leave(listener)

    def close(self) -> None:
        """End all streams: the program does."""
        for listener in (*self._voters.values(), *self._hosts):
            listener.end("gone")

    def _enter(self, listener: Subscriber) -> None:
        if not listener.voter:
            self._hosts.add(listener)
        else:
            older = self._voters.get(listener.voter)
            if older is not None:
                older.end("replaced")
            self._voters[listener.voter] = listener
        self.pushed()

    def _leave(self, listener: Subscriber) -> None:
        self._hosts.discard(listener)
        if self._voters.get(listener.voter) is listener:
            del self._voters[listener.voter]
        self.pushed()


def _beyond_version(message: str) -> str:
    """What is news: the version goes up with every ballot of somebody else's."""
    return message.partition(",")[2]
