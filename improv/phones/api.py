"""The API of one room: JSON in, JSON out, every answer to an action after the commit.

PROTOCOL.md is its other half, and a test compares them. The pages and their forms are in forms.py.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from improv.director.room import Room
from improv.phones.commands import Commands, Refused, bad, denied
from improv.phones.cookies import HOST_COOKIE, VOTER_COOKIE, with_cookie
from improv.phones.guard import Receive, Scope, Send
from improv.phones.identity import Client, ClientIdentifier
from improv.phones.parsing import Wrong, ballot_of, figure, host_action, json_of, short
from improv.phones.payloads import Payload, ballot_payload
from improv.phones.requests import body_of, prefix_of, query_of
from improv.phones.responses import json, refusal
from improv.phones.sse import Streaming, send_events
from improv.phones.subscribers import Subscriber, Subscribers

PAGES = ("voter", "host")
Answer = Callable[[Request, Client], Awaitable[Response]]


class Api:
    """The API of one room."""

    def __init__(
        self, room: Room, callers: ClientIdentifier, deeds: Commands, listeners: Subscribers
    ) -> None:
        self._room, self._callers, self._deeds = room, callers, deeds
        self._listeners = listeners
        self.routes = [
            # The busiest first: they are tried in this order.
            Route("/api/rounds/{n}/ballot", self._endpoint(self._ballot), methods=["PUT"]),
            Route("/api/events", Streaming(self._stream), methods=["GET"]),
            Route("/api/state", self._endpoint(self._state), methods=["GET"]),
            Route("/api/join", self._endpoint(self._join), methods=["POST"]),
            Route("/api/host/login", self._endpoint(self._login), methods=["POST"]),
            Route("/api/host/actions", self._endpoint(self._steer), methods=["POST"]),
        ]

    def _endpoint(self, answer: Answer) -> "Endpoint":
        return Endpoint(self._callers, answer)

    async def _join(self, request: Request, caller: Client) -> Response:
        said = json_of(await body_of(request) or b"{}")
        token, voter = await self._deeds.join(caller, short(said, "code"), short(said, "claims"))
        told = json({"voter": voter, **self._version()}, 201)
        return with_cookie(told, request, VOTER_COOKIE, token)

    async def _state(self, request: Request, caller: Client) -> Response:
        query = query_of(request)
        return json(self.told(caller, query.get("page", ""), query.get("c", "")))

    def told(self, caller: Client, page: str, code: str) -> Payload:
        """What the caller may see; `page` is the page it is for, `code` the room code it showed."""
        if caller.is_host and page == "host":
            return self._listeners.host_payload(caller.language)
        invited = self._deeds.invites(caller, code)
        told = self._listeners.told(
            caller.voter, caller.language, invited=invited, outside=caller.outside
        )
        if caller.is_host and not page:
            told |= self._listeners.host_payload(caller.language)
        return told

    async def _ballot(self, request: Request, caller: Client) -> Response:
        number = figure("round", request.path_params["n"])
        ballot = ballot_of(json_of(await body_of(request)))
        await self._deeds.vote(caller, number, ballot)
        return json({**self._version(), "counted": ballot_payload(ballot)})

    async def _login(self, request: Request, caller: Client) -> Response:
        said = json_of(await body_of(request))
        token = self._deeds.login(caller, short(said, "pin"))
        return with_cookie(json(self._version()), request, HOST_COOKIE, token)

    async def _steer(self, request: Request, caller: Client) -> Response:
        said = json_of(await body_of(request))
        if not caller.is_host:  # before anything of it is judged
            raise denied("not_host")
        await self._deeds.steer(caller, host_action(said))
        return json(self._version())

    def _version(self) -> Payload:
        return {"version": self._room.shown.version}

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        """The events of one phone or remote, until it goes."""
        caller = self._callers.read(request)
        query = query_of(request)
        page = query.get("page", "")
        host = caller.is_host and page != "voter"
        if request.method == "HEAD":  # Starlette's routes answer it wherever they answer GET
            await JSONResponse({})(request.scope, receive, send)
            return
        if not host and self._room.shown.state.holder(caller.voter) is None:
            no = refusal(denied("unknown_voter"), caller.language)
            await no(request.scope, receive, send)
            return
        voter = "" if host else caller.voter
        listener = Subscriber(
            voter, caller.language, page if page in PAGES else "", prefix_of(request)
        )
        after = request.headers.get("last-event-id") or query.get("after", "")
        messages = self._listeners.listen(listener, after)
        await send_events(messages, receive, send, lambda: listener.end("gone"))


class Endpoint:
    """An address of the API. Plain ASGI: five hundred ballots may come in the same instant."""

    def __init__(self, callers: ClientIdentifier, answer: Answer) -> None:
        self._callers, self._answer = callers, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with a name and words."""
        request = Request(scope, receive)
        caller = self._callers.read(request)
        try:
            response = await self._answer(request, caller)
        except Wrong as wrong:
            response = refusal(bad(wrong.field), caller.language)
        except Refused as refused:
            response = refusal(refused, caller.language)
        await response(scope, receive, send)
