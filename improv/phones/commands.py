"""Commands: what a client does to the room. Each is durable when it returns, or raises.

The API and the pages' forms both come here; nothing here reads a request.
"""

from collections.abc import Callable, Container, Mapping
from typing import Any

from improv.core import actions as a
from improv.core.errors import Why, bad_value
from improv.core.formats import BallotKind
from improv.core.roster import ROOM_SIZE, Door
from improv.core.view_models import BallotBurst
from improv.core.votes import Ballot
from improv.director.ports import Note
from improv.director.room import Room
from improv.locale.phrases import phrase
from improv.phones.burst_detector import MANY_BALLOTS, MANY_JOINS, BurstDetector
from improv.phones.identity import Client
from improv.phones.parsing import InvalidField
from improv.phones.pin import Code, Pin
from improv.phones.stop_limit import StopLimit
from improv.phones.tokens import Keyring
from improv.scenes.words import refusal_words

OWN_REFUSALS: Mapping[str, int] = {
    "unknown_voter": 401,
    "not_host": 401,
    "not_player": 401,
    "wrong_pin": 401,
    "too_many_tries": 429,
    "too_large": 413,
    "no_cookies": 409,
    "stop_used": 409,
    "wrong_key": 401,
    "not_organiser": 401,
}
"""The refusals of the server beside those of the core, with their HTTP status."""


class RequestRefused(Exception):
    """A request is refused: an HTTP status, a stable name, and the values of its words."""

    def __init__(self, status: int, name: str, /, **values: str | int) -> None:
        super().__init__(name)
        self.status, self.name, self.values = status, name, values

    def words(self, language: str) -> str:
        """Why, in the language of whoever reads it."""
        values = dict(self.values)
        if "seconds" in values:
            values["count"] = values["seconds"]  # what the words are in the form of
        return phrase(language, refusal_words(self.name, values), **values)

    def payload(self, language: str) -> dict[str, Any]:
        """The refusal as JSON, in the language of whoever reads it."""
        return {"refusal": self.name, "words": self.words(language), "values": dict(self.values)}


class Commands:
    """What may be done to one room. All methods that change it raise RequestRefused."""

    def __init__(
        self,
        room: Room,
        keyring: Keyring,
        pin: Pin,
        code: Code,
        seen: Container[str],
        now: Callable[[], float],
    ) -> None:
        """`seen`: the voters' keys that asked for something after they had joined.

        `now` is monotonic, in seconds.
        """
        self._room, self._keyring, self._pin, self._code = room, keyring, pin, code
        self._seen = seen
        self._joins = BurstDetector(MANY_JOINS, now)
        self._ballots = BurstDetector(MANY_BALLOTS, now)
        self._burst: BallotBurst | None = None
        self._stops = StopLimit()

    async def join(self, client: Client, code: str, claims: str) -> tuple[str, str]:
        """Join, or join again; (token, voter's key). `claims` is a name of the roster, or empty."""
        token, voter = client.token, client.voter
        if not voter:
            token = self._keyring.new_voter()
            voter = self._keyring.voter(token)
        if not self.is_invited(client, code):
            raise self.code_refusal(client, code)
        people = self._room.state.people
        full = len(people) >= ROOM_SIZE
        unseen = tuple(key for key in people if key not in self._seen) if full else ()
        new = self._room.state.known(voter) is None
        await self._act(a.Join(voter=voter, claims=claims, invited=True, unseen=unseen))
        # Told once, as the burst begins.
        if new and self._joins.record(client.rate_limit_key) == MANY_JOINS:
            self._room.note(Note("joins.burst", {"count": MANY_JOINS}))
        return token, voter

    async def release_name(self, client: Client) -> None:
        """Give the claimed name back; the phone stays in the room without one."""
        self._require_joined(client)
        await self._act(a.ReleaseName(voter=client.voter))

    def is_invited(self, client: Client, code: str) -> bool:
        """Whether the client showed the room code, or nobody asks it for one."""
        needs_code = client.outside or self._room.state.door is Door.CODE
        return not needs_code or self.showed_code(client, code)

    def showed_code(self, client: Client, code: str) -> bool:
        """Whether the client shows the room code, or did before."""
        return self._is_known(client) or self._code.matches(client.rate_limit_key, code)

    def may_watch(self, client: Client, code: str) -> bool:
        """Whether the client may see the stage, which shows the code."""
        return client.on_this_machine or client.is_host or self.is_invited(client, code)

    def code_refusal(self, client: Client, code: str) -> RequestRefused:
        """Why a client is refused that showed no code, or a wrong one, or too many of them."""
        if wait := self._code.wait(client.rate_limit_key):
            return own_refusal("too_many_tries", seconds=int(wait) + 1)
        return RequestRefused(409, Why.CODE_NEEDED.value, **({"problem": "wrong"} if code else {}))

    def _is_known(self, client: Client) -> bool:
        """Whether it has joined, or showed the code before."""
        return client.is_guest or self._room.state.known(client.voter) is not None

    async def vote(self, client: Client, number: int, ballot: Ballot) -> Ballot:
        """Cast a ballot in round `number`, or add answers to it; the ballot that counts now."""
        self._require_joined(client)
        cast = self._room.state.votes_of(number).ballots
        first = not any((client.voter, kind.value) in cast for kind in BallotKind)
        await self._act(a.CastBallot(id="", round=number, ballot=ballot, voter=client.voter))
        votes = self._room.shown.state.votes_of(number)
        # New is who came after the draw, or never opened the page that it votes with.
        new = client.voter in votes.late or client.voter not in self._seen
        if first and new and (count := self._ballots.record(client.rate_limit_key)):
            self._tell_burst(BallotBurst(number, count))
        return votes.ballots[client.voter, ballot.kind.value]

    def _tell_burst(self, burst: BallotBurst) -> None:
        """Tell of a burst of ballots; of several in a round, of the greatest."""
        known = self._burst
        if known is None or known.round != burst.round or known.ballots < burst.ballots:
            self._burst = burst
            self._room.doubt(burst)

    async def write_line(
        self, client: Client, number: int, text: str, consents: bool | None, form_id: str
    ) -> None:
        """Write a line in round `number`, or another in its place; an empty one takes it back.

        `form_id` is the form's own: sent twice it is written once.
        """
        self._require_joined(client)
        action = f"line:{client.voter}:{form_id}" if form_id else ""
        voter = client.voter
        await self._act(
            a.WriteLine(id=action, round=number, text=text, voter=voter, consents=consents)
        )

    async def consent(self, client: Client, number: int, *, on: bool) -> None:
        """Say whether the line that this phone wrote in round `number` may be played."""
        self._require_joined(client)
        await self._act(a.Consent(id="", round=number, voter=client.voter, on=on))

    async def take_seat(self, client: Client, place: int | None, number: int | None) -> None:
        """Take a volunteer's place, or with None stand up; in round `number`, if it is known."""
        self._require_joined(client)
        await self._act(a.TakeSeat(voter=client.voter, place=place, round=number))

    async def stop(self, client: Client, number: int | None) -> None:
        """Ask to stop the scene of round `number`. Who asked is kept here, in memory, alone."""
        self._require_joined(client)
        state = self._room.state
        here = state.round.number if state.round else 0
        if state.stopped:
            return
        if self._stops.reached(client.voter, here):
            raise own_refusal("stop_used")
        await self._act(a.Stop(round=number))
        self._stops.note(client.voter, here)

    async def give_thanks(self, client: Client, text: str, form_id: str) -> None:
        """Give a line of thanks. `form_id` is the form's own: sent twice it is given once."""
        self._require_joined(client)
        action = f"thanks:{client.voter}:{form_id}" if form_id else ""
        await self._act(a.GiveKudos(id=action, text=text, voter=client.voter))

    def login(self, client: Client, pin: str) -> str:
        """A host's token for the right PIN."""
        stranger = client.outside and not client.is_host and not self._is_known(client)
        hosts = client.on_this_machine or client.is_host
        wait = self._pin.wait(client.rate_limit_key, stranger=stranger, hosts=hosts)
        if wait > 0:
            raise own_refusal("too_many_tries", seconds=int(wait) + 1)
        if not self._pin.matches(client.rate_limit_key, pin, stranger=stranger):
            raise own_refusal("wrong_pin")
        return self._keyring.new_host()

    async def steer(self, client: Client, action: a.Action) -> None:
        """Do what a host may."""
        if not client.is_host:
            raise own_refusal("not_host")
        await self._act(action)

    async def play(self, client: Client, action: a.Action) -> None:
        """Do what somebody alone may, from the page that is theirs."""
        if not client.is_player:
            raise own_refusal("not_player")
        await self._act(action)

    def _require_joined(self, client: Client) -> None:
        if not client.voter or self._room.shown.state.holder(client.voter) is None:
            raise own_refusal("unknown_voter")

    async def _act(self, action: a.Action) -> None:
        refusal = await self._room.act(action)
        if refusal is not None:
            raise RequestRefused(409, refusal.why.value, **refusal.values)


def own_refusal(name: str, /, **values: str | int) -> RequestRefused:
    """One of OWN_REFUSALS."""
    return RequestRefused(OWN_REFUSALS[name], name, **values)


def invalid_field(invalid: InvalidField) -> RequestRefused:
    """The refusal of a field that could not be read."""
    refusal = bad_value(invalid.field, invalid.problem)
    return RequestRefused(400, refusal.why.value, **refusal.values)
