"""Answers: what every address says in the same way."""

from starlette.responses import JSONResponse, Response

from improv.phones.commands import Refused
from improv.phones.guard import Receive, Scope, Send
from improv.phones.payloads import Payload, compact


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
