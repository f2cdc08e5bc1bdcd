"""The API of one room: JSON in, JSON out, and every answer to an action after the commit.

PROTOCOL.md lists the addresses, and a test compares them. The pages and their forms are in
forms.py.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from improv.director.room import Room
from improv.phones.commands import Commands, RequestRefused, invalid_field, own_refusal
from improv.phones.cookies import HOST_COOKIE, VOTER_COOKIE, with_cookie
from improv.phones.guard import Receive, Scope, Send
from improv.phones.identity import Client, ClientIdentifier
from improv.phones.parsing import (
    InvalidField,
    host_action,
    json_object,
    number_from_text,
    optional_text,
    parse_ballot,
    parse_line,
)
from improv.phones.payloads import Payload, ballot_payload
from improv.phones.requests import body_of, prefix_of, query_of
from improv.phones.responses import json, refusal_response
from improv.phones.sse import StreamingEndpoint, send_events
from improv.phones.subscribers import Subscriber, Subscribers

PAGES = ("voter", "join", "host")
Handler = Callable[[Request, Client], Awaitable[Response]]


class Api:
    """The API of one room."""

    def __init__(
        self, room: Room, clients: ClientIdentifier, commands: Commands, subscribers: Subscribers
    ) -> None:
        self._room, self._clients, self._commands = room, clients, commands
        self._subscribers = subscribers
        self.routes = [
            # The busiest first: they are tried in this order.
            Route("/api/rounds/{n}/ballot", self._endpoint(self._ballot), methods=["PUT"]),
            Route("/api/rounds/{n}/line", self._endpoint(self._line), methods=["PUT"]),
            Route("/api/events", StreamingEndpoint(self._stream), methods=["GET"]),
            Route("/api/state", self._endpoint(self._state), methods=["GET"]),
            Route("/api/join", self._endpoint(self._join), methods=["POST"]),
            Route("/api/release", self._endpoint(self._release), methods=["POST"]),
            Route("/api/host/login", self._endpoint(self._login), methods=["POST"]),
            Route("/api/host/actions", self._endpoint(self._steer), methods=["POST"]),
        ]

    def _endpoint(self, handler: Handler) -> "Endpoint":
        return Endpoint(self._clients, handler)

    async def _join(self, request: Request, client: Client) -> Response:
        body = json_object(await body_of(request) or b"{}")
        code, claims = optional_text(body, "code"), optional_text(body, "claims")
        token, voter = await self._commands.join(client, code, claims)
        response = json({"voter": voter, **self._version()}, 201)
        return with_cookie(response, request, VOTER_COOKIE, token)

    async def _release(self, _: Request, client: Client) -> Response:
        await self._commands.release_name(client)
        return json(self._version())

    async def _state(self, request: Request, client: Client) -> Response:
        query = query_of(request)
        return json(self._state_for(client, query.get("page", ""), query.get("c", "")))

    def _state_for(self, client: Client, page: str, code: str) -> Payload:
        """What the client may see on `page`, after showing `code`, the room code or nothing."""
        if client.is_host and page == "host":
            return self._subscribers.host_state(client.language)
        invited = self._commands.is_invited(client, code)
        state = self._subscribers.voter_state(
            client.voter, client.language, invited=invited, outside=client.outside
        )
        if client.is_host and not page:
            state |= self._subscribers.host_state(client.language)
        return state

    async def _ballot(self, request: Request, client: Client) -> Response:
        number = number_from_text("round", request.path_params["n"])
        ballot = parse_ballot(json_object(await body_of(request)))
        counts = await self._commands.vote(client, number, ballot)
        return json({**self._version(), "counted": ballot_payload(counts)})

    async def _line(self, request: Request, client: Client) -> Response:
        number = number_from_text("round", request.path_params["n"])
        body = json_object(await body_of(request))
        text, consents = parse_line(body)
        form_id = optional_text(body, "id")
        await self._commands.write_line(client, number, text, consents, form_id)
        return json(self._version())

    async def _login(self, request: Request, client: Client) -> Response:
        body = json_object(await body_of(request))
        token = self._commands.login(client, optional_text(body, "pin"))
        return with_cookie(json(self._version()), request, HOST_COOKIE, token)

    async def _steer(self, request: Request, client: Client) -> Response:
        body = json_object(await body_of(request))
        if not client.is_host:  # said before anything of the action is judged
            raise own_refusal("not_host")
        await self._commands.steer(client, host_action(body))
        return json(self._version())

    def _version(self) -> Payload:
        return {"version": self._room.shown.version}

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        """Send the events of one phone or remote until it disconnects."""
        client, query = self._clients.read(request), query_of(request)
        page = query.get("page", "")
        page = page if page in PAGES else ""
        host = client.is_host and page not in ("voter", "join")
        if request.method == "HEAD":  # Starlette's routes answer it wherever they answer GET
            await JSONResponse({})(request.scope, receive, send)
            return
        joins = page == "join" and client.voter != ""
        if not host and not joins and self._room.shown.state.holder(client.voter) is None:
            response = refusal_response(own_refusal("unknown_voter"), client.language)
            await response(request.scope, receive, send)
            return
        subscriber = Subscriber(
            "" if host else client.voter,
            client.language,
            page if host or page != "host" else "voter",
            in_parts=page != "" and query.get("parts") == "yes",
            prefix=prefix_of(request),
        )
        if joins:
            subscriber.code = query.get("c", "")[:8]
            subscriber.invited = self._commands.showed_code(client, subscriber.code)
            subscriber.outside = client.outside
        after = request.headers.get("last-event-id") or query.get("after", "")
        messages = self._subscribers.subscribe(subscriber, after)
        await send_events(messages, request, send, subscriber.end)


class Endpoint:
    """An address of the API. Plain ASGI: five hundred ballots may come in the same instant."""

    def __init__(self, clients: ClientIdentifier, handler: Handler) -> None:
        self._clients, self._handler = clients, handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it with a name and words."""
        request = Request(scope, receive)
        client = self._clients.read(request)
        try:
            response = await self._handler(request, client)
        except InvalidField as invalid:
            response = refusal_response(invalid_field(invalid), client.language)
        except RequestRefused as refused:
            response = refusal_response(refused, client.language)
        await response(scope, receive, send)
