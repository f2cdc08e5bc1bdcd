"""Responses that every address gives in the same way: JSON, a refusal, and "not found"."""

from starlette.responses import JSONResponse, Response

from improv.phones.commands import RequestRefused
from improv.phones.guard import Receive, Scope, Send
from improv.phones.payloads import Payload, compact_json


def json(payload: Payload, status: int = 200) -> Response:
    """A payload as JSON."""
    return Response(compact_json(payload), status, media_type="application/json")


def refusal_response(refused: RequestRefused, language: str) -> Response:
    """A refusal: its name, its words, its values; and when to try again."""
    values = refused.values
    headers = {"retry-after": str(values["seconds"])} if refused.status == 429 else None
    return JSONResponse(refused.payload(language), refused.status, headers=headers)


def not_found_response() -> Response:
    """There is nothing at this address."""
    return JSONResponse({"refusal": "nowhere"}, 404)


async def not_found(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI app for the addresses that have no route."""
    await not_found_response()(scope, receive, send)
