"""Subscribers: the open streams of a room, one for each voter and those of the hosts.

Each is sent the newest state only. News is a flag that every stream clears in its own time, so that
a phone which stands still misses what was in between and delays nobody. Voters are sent what
concerns them, hosts everything, nobody more often than ten times a second.
"""

import json
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from dataclasses import dataclass

from improv.core import projections
from improv.core.state import State
from improv.core.visibility import only_ballots_came
from improv.director.ports import Note
from improv.director.room import Room
from improv.phones.follow_up import FollowUps
from improv.phones.host_payload import (
    cards_payload,
    host_payload,
    leavers_payload,
    network_payload,
    note_payload,
    trouble_payload,
)
from improv.phones.hosting import Hosting
from improv.phones.page_parts import PageParts
from improv.phones.payloads import (
    Payload,
    compact_json,
    voter_payload,
    without_content,
)
from improv.phones.room_parts import RoomPart, RoomParts
from improv.phones.sse import BEAT, LEAST_GAP, EventStream, Throttle, has_place, wake
from improv.scenes.words import Names

HEARTBEAT = 20.0
"""Seconds; a proxy or a phone may drop a connection that is silent for longer."""
MOST_PAGES = 1000
"""So many pages of one moment are kept, for others who are told the same."""
MOST_JOINING = 500
"""Streams of phones that have not joined, the newest: a cookie is enough to open one, and all that
somebody can open together must leave connections for the remote and for this machine's own page."""
JOINING_GAP = 1.0
"""Seconds between two lists of the names that are left: a room of hundreds joins in a minute."""


Render = Callable[[str, str, Payload], PageParts]
"""(which page, the room's prefix, state) -> its <main>."""


@dataclass(slots=True, eq=False)
class Subscriber(EventStream):
    """One open stream. `voter` is a key; empty for a host remote.

    It ends as `replaced` by a newer one of the same voter, or as `gone`.
    """

    voter: str
    language: str
    page: str
    """Which page it shows, to be sent its HTML too; empty for the state alone."""
    in_parts: bool = False
    """Whether it is sent the page alone, and of that what has changed, as our own pages are."""
    sent: object = None
    """What it was last sent, as far as it tells whether something is new for it."""
    code: str = ""
    """Of a page to join with: the code that its address has."""
    invited: bool = False
    """Of such a page: the phone showed the room code."""
    outside: bool = False
    """Of such a page: the phone comes from outside."""


class Subscribers:
    """All subscribers of one room."""

    def __init__(
        self,
        room: Room,
        render: Render,
        on_count: Callable[[], None],
        heartbeat: float = HEARTBEAT,
        follow_ups: FollowUps | None = None,
        hosting: Hosting | None = None,
        *,
        gap: float = LEAST_GAP,
    ) -> None:
        """`on_count` is called when the number of those connected, or unseen, has changed.

        `follow_ups`: what phones are offered when the session is over; `hosting`: who joins is told
        who hosts, and until when what is kept. `gap`: seconds between two looks at what is new.
        """
        self._room, self._render, self._on_count = room, render, on_count
        self._voters: dict[str, Subscriber] = {}
        self._joining: dict[str, Subscriber] = {}
        self._hosts: set[Subscriber] = set()
        self._parts = RoomParts(room, follow_ups, hosting)
        self.seen: set[str] = set()
        """Keys of voters that asked for a page or their state after they had joined."""
        self._heartbeat = heartbeat
        self._count = (0, 0, 0)
        self._looked_at: State | None = None
        self._host_news: tuple[object, ...] = (None,) * 6
        self._noted: tuple[Note | None, int] = (None, 0)
        """The newest note, and the phase in which a host first saw it."""
        self.notify = Throttle(self._wake_streams, gap)
        self._notify_joining = Throttle(self._wake_joining, JOINING_GAP)
        room.watch(self.notify)

    @property
    def connected(self) -> int:
        """How many voters' phones are connected."""
        return len(self._voters)

    @property
    def unseen(self) -> int:
        """How many phones that are here joined, and neither opened a page nor voted."""
        state = self._room.shown.state
        here = (person for person in state.people.values() if person.phone and person.present)
        if not (silent := {person.phone for person in here} - self.seen):
            return 0
        return len(silent - {voter for votes in state.votes.values() for voter, _ in votes.ballots})

    @property
    def hosts(self) -> int:
        """How many host remotes are connected."""
        return len(self._hosts)

    # What they are sent.

    def voter_state(
        self, voter: str, language: str, *, invited: bool = False, outside: bool = False
    ) -> Payload:
        """The state of a voter, or of somebody who has not joined."""
        part = self._parts.of(language)
        own = self._own_part(part, voter, invited=invited, outside=outside)
        shared = without_content(part.payload) if outside and not invited else part.payload
        return {**self._stamp(), **shared, **own}

    def voter_page(self, state: Payload) -> Payload:
        """The state of a voter with what their page shows as the projector does."""
        return self._parts.of(state["language"]).for_voter(state)

    def _stamp(self) -> Payload:
        """Which moment a state is of: what differs between two states that say the same."""
        return {"version": self._room.shown.version, "now": self._room.clock.now()}

    def entry(self, language: str) -> Payload:
        """The part of somebody who may choose a name."""
        return self._parts.of(language).entry(invited=True, outside=False)[0]

    def _own_part(
        self, part: RoomPart, voter: str, *, invited: bool = False, outside: bool = False
    ) -> Payload:
        view = part.voters.of(voter) if voter else None
        if view is None:
            return part.entry(invited=invited, outside=outside)[0]
        if voter not in self.seen:
            self.seen.add(voter)
            self.notify()  # somebody is there: one more is counted
        return voter_payload(view, part.payload, names_left=part.names_left)

    def host_state(self, language: str) -> Payload:
        """The state of a host."""
        part, snapshot = self._parts.of(language), self._room.latest
        host = snapshot.host
        if language != host.projector.language:
            host = projections.host(part.shown.state, self._room.deck, language)
        holders = map(part.shown.state.holder, self._voters)
        own = host_payload(
            host,
            connected=self.connected,
            unseen=self.unseen,
            now=self._room.clock.now(),
            listening={person.id for person in holders if person},
            burst=snapshot.burst,
        )
        own |= leavers_payload(part.shown.state, self._room.clock.now())
        own["session_language"] = part.shown.state.language
        own |= trouble_payload(snapshot.trouble, language)
        own |= cards_payload(snapshot.cards_trouble, language)
        own |= note_payload(self._fresh(snapshot.note, part.shown.state), language)
        own |= network_payload(snapshot.invitation, snapshot.remote, self.hosts, Names(language))
        return {**self._stamp(), **part.payload, **own}

    def host_page(self, language: str) -> Payload:
        """The state of a host with what the remote shows as the projector does."""
        return self._parts.of(language).for_host(self.host_state(language))

    def _fresh(self, note: Note | None, state: State) -> Note | None:
        """The note, until the phase is over in which a host first saw it."""
        phase_id = state.running.phase_id
        if note is not self._noted[0]:
            self._noted = note, phase_id
        return note if self._noted[1] == phase_id else None

    def _message(self, subscriber: Subscriber) -> str:
        """The state that a stream is sent now, as JSON, and its page where it asked for one.

        The room's part is not made anew for each voter.
        """
        page = ""
        if subscriber.page:
            page = f',"page":{json.dumps(self._page(subscriber).whole, ensure_ascii=False)}'
        if not subscriber.voter:
            return f"{compact_json(self.host_state(subscriber.language))[:-1]}{page}}}"
        part = self._parts.of(subscriber.language)
        subscriber.sent = self._news(subscriber)
        shared, own = self._payloads(subscriber, part)
        shared_text = part.text if shared is part.payload else compact_json(shared)
        own_text = compact_json(own)
        stamp = compact_json(self._stamp())
        return f"{stamp[:-1]},{shared_text[1:-1]},{own_text[1:-1]}{page}}}"

    def _page(self, subscriber: Subscriber) -> PageParts:
        """The <main> that a stream's page shows now; for those who are told the same the same."""
        name, prefix = subscriber.page, subscriber.prefix
        if not subscriber.voter:
            return self._render(name, prefix, self.host_page(subscriber.language))
        part = self._parts.of(subscriber.language)
        subscriber.sent = self._news(subscriber)
        shared, own = self._payloads(subscriber, part)
        key = prefix, subscriber.code, compact_json(own), shared is part.payload
        page = part.pages.get(key)
        if page is None:
            if len(part.pages) >= MOST_PAGES:
                part.pages.clear()
            state = part.for_voter({**shared, **own, "code": subscriber.code})
            page = part.pages[key] = self._render("voter", prefix, state)
        return page

    def _payloads(self, subscriber: Subscriber, part: RoomPart) -> tuple[Payload, Payload]:
        """The room's part and the own part of what a voter, or who joins, is told."""
        if subscriber.page != "join":
            return part.payload, self._own_part(part, subscriber.voter)
        invited, outside = subscriber.invited, subscriber.outside
        shared = without_content(part.payload) if outside and not invited else part.payload
        return shared, part.entry(invited=invited, outside=outside)[0]

    # When they are sent it.

    def _wake_streams(self) -> None:
        count = (self.connected, self.hosts, self.unseen)
        if self._hosts and (self._concerns_hosts() or count != self._count):
            for host in self._hosts:
                host.news.set()
        before, state = self._looked_at, self._room.shown.state
        self._looked_at = state
        if before is None or not only_ballots_came(before, state):
            self._wake(self._voters.values())
            if self._joining:
                self._notify_joining()
        if count != self._count:
            self._count = count
            self._on_count()

    def _wake_joining(self) -> None:
        self._wake(self._joining.values())

    def _wake(self, subscribers: Iterable[Subscriber]) -> None:
        # By what each was sent: one that was woken a little later may have been sent more.
        wake([one.news for one in subscribers if one.sent != self._news(one)])

    def _news(self, subscriber: Subscriber) -> object:
        """What is new for it when this has changed: the room's part, who they are, their seat.

        A seat that goes from one phone without a name to another looks the same to the room.
        """
        part = self._parts.of(subscriber.language)
        if subscriber.page == "join":
            return part.entry(invited=subscriber.invited, outside=subscriber.outside)[1]
        state = part.shown.state
        person = state.holder(subscriber.voter)
        seat = state.round.seat_of(person.id) if person and state.round else ""
        asked = person is not None and person.id in state.undecided
        return part.text, part.result, person, seat, asked, part.names_left

    def _concerns_hosts(self) -> bool:
        """Whether more is new than the line that is read aloud, which their page does not show."""
        snapshot = self._room.latest
        told = snapshot.note, snapshot.burst, snapshot.cards_trouble
        news = (self._room.shown, self._room.deck, snapshot.invitation, *told)
        before, self._host_news = self._host_news, news
        return any(new is not old for new, old in zip(news, before, strict=True))

    async def subscribe(self, subscriber: Subscriber, after: str) -> AsyncGenerator[str, None]:
        """The messages of one stream as server-sent events. `after` is its Last-Event-ID."""
        self._add(subscriber)
        try:
            news = (
                self._page_events(subscriber)
                if subscriber.in_parts
                else self._state_events(subscriber, after)
            )
            while not subscriber.ended:
                subscriber.news.clear()
                seen = self._room.shown.state
                if message := next(news):
                    yield message
                while not await subscriber.wait(self._heartbeat):
                    yield BEAT
                    if self._may_have_news(subscriber, seen):
                        break
            if subscriber.ended == "replaced":
                yield "event: replaced\ndata: {}\n\n"
        finally:
            self._remove(subscriber)

    def _may_have_news(self, subscriber: Subscriber, seen: State) -> bool:
        """Whether a beat is worth a look: a voter's is if more than ballots came since `seen`."""
        # A remote's always: how many phones came lately is told by the time alone.
        state = self._room.shown.state
        return not subscriber.voter or not (state is seen or only_ballots_came(seen, state))

    def _state_events(self, subscriber: Subscriber, after: str) -> Iterator[str]:
        """Whenever it is asked for: the state as an event, or nothing where nothing is new."""
        sent = ""
        if after == self._moment():
            sent = _unstamped(self._message(subscriber))
        while True:
            message = self._message(subscriber)
            content = _unstamped(message)
            moment = self._moment()
            yield f"id: {moment}\nevent: state\ndata: {message}\n\n" if content != sent else ""
            sent = content

    def _moment(self) -> str:
        """Which moment is shown: under another process the same number may be another one."""
        return f"{self._room.epoch}.{self._room.shown.version}"

    def _page_events(self, subscriber: Subscriber) -> Iterator[str]:
        """The same of its page: at first all parts of it, then those that have changed."""
        # Whatever the page holds already, a stream begins with all of it: so it is right after
        # any gap, and nobody has to know what came through.
        page = self._page(subscriber)
        yield self._page_event(page.everything)
        while True:
            before, page = page, self._page(subscriber)
            changes = "" if page is before else page.since(before)
            yield self._page_event(changes) if changes else ""

    def _page_event(self, parts: str) -> str:
        """Parts of a page, and beside them the time: a page is made once for many."""
        return f"id: {self._room.clock.now()}\nevent: page\ndata: {parts}\n\n"

    def close(self) -> None:
        """End all streams."""
        for subscriber in (*self._voters.values(), *self._joining.values(), *self._hosts):
            subscriber.end()

    def _add(self, subscriber: Subscriber) -> None:
        if not subscriber.voter:
            self._hosts.add(subscriber)
        else:
            open_ = self._of_page(subscriber)
            older = open_.get(subscriber.voter)
            if older is not None:
                older.end("replaced")
            elif open_ is self._joining:
                has_place(open_.values(), MOST_JOINING, favoured=True)
            open_[subscriber.voter] = subscriber
        self.notify()

    def _remove(self, subscriber: Subscriber) -> None:
        self._hosts.discard(subscriber)
        open_ = self._of_page(subscriber)
        if open_.get(subscriber.voter) is subscriber:
            del open_[subscriber.voter]
        self.notify()

    def _of_page(self, subscriber: Subscriber) -> dict[str, Subscriber]:
        return self._joining if subscriber.page == "join" else self._voters


def _unstamped(message: str) -> str:
    """The content of a message. Its stamp is no news: everybody's ballots raise the version."""
    return message.split(",", 2)[2]
