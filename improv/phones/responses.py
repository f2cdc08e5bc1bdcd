"""Answers: what every address reads and says in the same way."""

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from improv.phones.commands import Refused, denied
from improv.phones.guard import MOST_BODY, Receive, Scope, Send
from improv.phones.payloads import Payload, compact


async def body_of(request: Request) -> bytes:
    """The body, if it is no larger than it may be."""
    body, more = b"", True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BODY:
            raise denied("too_large")
    return body


def refusal(refused: Refused, language: str) -> Response:
    """A refusal: its name, its words, its values."""
    wait = {"retry-after": str(refused.values["seconds"])} if refused.status == 429 else None
    return JSONResponse(refused.told(language), refused.status, headers=wait)


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """There is nothing at this address."""
    await JSONResponse({"refusal": "nowhere"}, 404)(scope, receive, send)


def json(told: Payload, status: int = 200) -> Response:
    """An answer."""
    return Response(compact(told), status, media_type="application/json")
