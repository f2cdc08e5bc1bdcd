"""Whether a service is there, and its figures: for whoever watches over it, and for a balancer.

`/healthz` says that the process answers, `/readyz` whether it can serve rooms; figures are for the
organiser's key alone (`Authorization: Bearer KEY`), since they tell how much goes on.
"""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from improv.director.ports import JournalError
from improv.phones.acknowledgements import Acknowledgements
from improv.phones.hosted_rooms import HostedRooms
from improv.phones.networks import rate_limit_key
from improv.phones.organiser import Organisers
from improv.phones.responses import json

_BEARER = "bearer "


class ServiceHealth:
    """The two addresses."""

    def __init__(
        self, rooms: HostedRooms, organisers: Organisers, acknowledged: Acknowledgements
    ) -> None:
        self._rooms, self._organisers, self._acknowledged = rooms, organisers, acknowledged
        self.stopping = False
        """From now on it is not ready: a balancer sends nobody more."""
        self.routes = [
            Route("/healthz", self._is_there, methods=["GET"]),
            Route("/readyz", self._is_ready, methods=["GET"]),
        ]

    async def _is_there(self, _: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _is_ready(self, request: Request) -> Response:
        given = request.headers.get("authorization", "")
        asks = given.lower().startswith(_BEARER)  # a balancer does not, and comes every second
        try:
            keys = await self._rooms.keys()
            peer = request.scope.get("client")
            address = rate_limit_key(peer[0]) if peer else ""
            if asks and not self._organisers.token_for(address, given[len(_BEARER) :], keys):
                return json({"refusal": "wrong_key"}, 401)
            figures = dict(await self._rooms.figures()) if asks else {}
        except JournalError:
            return json({"ready": False}, 503)
        if asks:
            figures["ack_p99_ms"] = self._acknowledged.p99()
        return json({"ready": not self.stopping, **figures}, 503 if self.stopping else 200)
