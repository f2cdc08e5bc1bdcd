"""Requests: the parts that every address reads in the same way, each within a limit.

All of them take a time that grows with the size of what was sent and no faster; a test holds that
(tests/phones/test_request_cost.py). Knows no session.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from improv.phones.commands import denied
from improv.phones.guard import MOST_BODY
from improv.phones.parsing import Wrong

MOST_FIELDS = 60
"""Fields of a form."""
MOST_PARAMETERS = 20
"""Parameters of a query that are read: ours come alone, or behind those of a link shortener."""


async def body_of(request: Request) -> bytes:
    """The body. Raises Refused (`too_large`) for more than MOST_BODY bytes."""
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


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form in UTF-8; of several with one name the last. Raises Wrong (`form`)."""
    raw = await body_of(request)
    try:
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise Wrong("form") from None


def prefix_of(request: Request) -> str:
    """The path under which the room is mounted: empty, or as in `/a`. Every link begins with it."""
    prefix: str = request.scope.get("root_path", "")
    return prefix


def query_of(request: Request) -> Mapping[str, str]:
    """The first parameters of the query; of several with one name the last."""
    raw: bytes = request.scope["query_string"]
    if not raw:
        return {}
    first = b"&".join(raw.split(b"&", MOST_PARAMETERS)[:MOST_PARAMETERS])
    return dict(parse_qsl(first.decode("latin-1"), keep_blank_values=True))
