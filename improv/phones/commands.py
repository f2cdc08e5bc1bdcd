"""Deeds: what a caller does to the room. Each is durable when it returns, or raises Refused.

The API and the pages' forms both come here; neither reads a request on its own.
"""

from collections.abc import Mapping
from typing import Any

from improv.core import actions as a
from improv.core.errors import Why
from improv.core.roster import Door
from improv.core.votes import Ballot
from improv.director.room import Room
from improv.locale.phrases import phrase
from improv.phones.identity import Client
from improv.phones.pin import Code, Pin, Tries
from improv.phones.tokens import Keyring

OWN_REFUSALS: Mapping[str, int] = {
    "unknown_voter": 401,
    "not_host": 401,
    "wrong_pin": 401,
    "too_many_tries": 429,
    "too_large": 413,
}
"""What the server refuses beside the core, and with which status."""


class Refused(Exception):
    """What is asked for may not be: a status, a stable name, and what its words need."""

    def __init__(self, status: int, name: str, /, **values: str | int) -> None:
        super().__init__(name)
        self.status, self.name, self.values = status, name, values

    def told(self, language: str) -> dict[str, Any]:
        """As JSON, in the words of whoever reads it."""
        words = phrase(language, f"refusal.{self.name}", **self.values)
        return {"refusal": self.name, "words": words, "values": dict(self.values)}


class Commands:
    """What may be done to one room."""

    def __init__(self, room: Room, keyring: Keyring, pin: Pin, code: Code, thanks: Tries) -> None:
        self._room, self._keyring, self._pin, self._code = room, keyring, pin, code
        self._thanks = thanks

    async def join(self, caller: Client, code: str, claims: str) -> tuple[str, str]:
        """(token, key) of whoever joined now, or before."""
        token, voter = caller.token, caller.voter
        if not voter:
            token = self._keyring.new_voter()
            voter = self._keyring.voter(token)
        if not self.invites(caller, code):
            raise self.uninvited(caller)
        await self._act(a.Join(id="", voter=voter, claims=claims, invited=True))
        return token, voter

    def invites(self, caller: Client, code: str) -> bool:
        """Whether they showed the room's code, or nobody asks them for it."""
        asked = caller.outside or self._room.state.door is Door.CODE
        return not asked or self._knows(caller) or self._code.fits(caller.address, code)

    def admits(self, caller: Client, code: str) -> bool:
        """Whether they may look into the room: from outside with its code alone, or as a host."""
        if not caller.outside or caller.is_host or self._knows(caller):
            return True
        return self._code.fits(caller.address, code)

    def uninvited(self, caller: Client) -> Refused:
        """What somebody is told who showed no code, or a wrong one, or too many of them."""
        if wait := self._code.wait(caller.address):
            return denied("too_many_tries", seconds=int(wait) + 1)
        return Refused(409, Why.CODE_NEEDED.value)

    def _knows(self, caller: Client) -> bool:
        """Whether they joined, or showed the code before."""
        return caller.is_guest or self._room.state.holder(caller.voter) is not None

    async def vote(self, caller: Client, number: int, ballot: Ballot) -> None:
        """Cast a ballot in a round."""
        self._joined(caller)
        await self._act(a.CastBallot(id="", round=number, ballot=ballot, voter=caller.voter))

    async def sit(self, caller: Client, place: int | None, number: int | None) -> None:
        """Take a volunteer's place, or with None stand up; in round `number`, if it is known."""
        self._joined(caller)
        await self._act(a.TakeSeat(voter=caller.voter, place=place, round=number))

    async def thank(self, caller: Client, text: str, id_: str) -> None:
        """Give a line of thanks. `id_`: the form's own, so that twice sent is once given."""
        self._joined(caller)
        if (wait := self._thanks.wait(caller.voter)) > 0:
            raise denied("too_many_tries", seconds=int(wait) + 1)
        self._thanks.note(caller.voter)
        action = f"thanks:{caller.voter}:{id_}" if id_ else ""
        await self._act(a.GiveKudos(id=action, text=text, voter=caller.voter))

    def login(self, caller: Client, pin: str) -> str:
        """A host's token for the right PIN."""
        stranger = not self.admits(caller, "")
        wait = self._pin.wait(caller.address, stranger=stranger)
        if wait > 0:
            raise denied("too_many_tries", seconds=int(wait) + 1)
        if not self._pin.fits(caller.address, pin, stranger=stranger):
            raise denied("wrong_pin")
        return self._keyring.new_host()

    async def steer(self, caller: Client, action: a.Action) -> None:
        """Do what a host may."""
        if not caller.is_host:
            raise denied("not_host")
        await self._act(action)

    def _joined(self, caller: Client) -> None:
        if not caller.voter or self._room.shown.state.holder(caller.voter) is None:
            raise denied("unknown_voter")

    async def _act(self, action: a.Action) -> None:
        refusal = await self._room.act(action)
        if refusal is not None:
            raise Refused(409, refusal.why.value, **refusal.values)


def denied(name: str, /, **values: str | int) -> Refused:
    """One of the server's own refusals."""
    return Refused(OWN_REFUSALS[name], name, **values)


def bad(field: str) -> Refused:
    """What could not be read."""
    return Refused(400, "bad_value", field=field)
