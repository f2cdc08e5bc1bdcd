"""Responses that many addresses give in the same way: JSON, a page, a refusal, "not found"."""

import gzip

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from improv.phones.commands import RequestRefused
from improv.phones.guard import Receive, Scope, Send
from improv.phones.pages import Pages
from improv.phones.payloads import Payload, compact_json
from improv.phones.requests import accepts_gzip

_FOR_EVER = "public, max-age=31536000, immutable"


def file_route(pages: Pages) -> Route:
    """The files beside the pages; the name of each changes with its content."""

    async def endpoint(request: Request) -> Response:
        file = pages.files.get(request.path_params["name"])
        if file is None:
            return not_found_response()
        headers = {"cache-control": _FOR_EVER, "vary": "accept-encoding"}
        if not accepts_gzip(request):
            return Response(file.content, media_type=file.type, headers=headers)
        headers["content-encoding"] = "gzip"
        return Response(file.gzipped, media_type=file.type, headers=headers)

    return Route("/static/{name}", endpoint, methods=["GET"])


def json(payload: Payload, status: int = 200) -> Response:
    """A payload as JSON."""
    return Response(compact_json(payload), status, media_type="application/json")


def html_response(request: Request, html: str) -> Response:
    """A page, compressed where the browser takes that: a stage's page is 30 KB of shapes."""
    content, headers = html.encode(), {"vary": "accept-encoding"}
    if accepts_gzip(request):
        content = gzip.compress(content, 5)
        headers["content-encoding"] = "gzip"
    return HTMLResponse(content, headers=headers)


def refusal_response(refused: RequestRefused, language: str) -> Response:
    """A refusal: its name, its words, its values; and when to try again."""
    values = refused.values
    headers = {"retry-after": str(values["seconds"])} if refused.status == 429 else None
    return JSONResponse(refused.payload(language), refused.status, headers=headers)


def not_found_response() -> Response:
    """There is nothing at this address."""
    return JSONResponse({"refusal": "nowhere"}, 404)


def not_now_response() -> Response:
    """It cannot be answered now; pages and balancers ask again."""
    return JSONResponse({"refusal": "not_saved"}, 503, headers={"retry-after": "1"})


async def not_now(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI app for what cannot be answered now."""
    await not_now_response()(scope, receive, send)


async def not_found(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI app for the addresses that have no route."""
    await not_found_response()(scope, receive, send)
