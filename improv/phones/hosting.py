"""What a hosted room has, and one on a facilitator's own machine has not: a host, a last day."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from improv.locale.dates import date_text
from improv.phones.payloads import Payload


class Deleted(Exception):
    """Its host has deleted the room: nothing of it can answer any more."""


@dataclass(frozen=True, slots=True)
class Hosting:
    """How one room is hosted."""

    title: str
    """What is played, in the language of the session."""
    host: str
    """Who hosts, as it was typed; may be empty."""
    last_day: Callable[[], int]
    """The day, since 1970, until which it is kept if nobody visits it any more."""
    delete: Callable[[], Awaitable[None]]
    """Deletes all of the room, now. Raises NotSaved."""
    public_url: str = ""
    """The address of the service; empty where it is found by its networks."""

    def payload(self, language: str) -> Payload:
        """What whoever joins is told of it."""
        return {"host": self.host, "until": date_text(language, self.last_day())}
