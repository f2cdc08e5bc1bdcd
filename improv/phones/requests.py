"""The parts of a request that every address reads in the same way, each within a limit.

Reading takes a time that grows in proportion to the size of the request and no faster, since all
requests share one loop; tests/phones/test_request_cost.py holds that. Knows no session.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from improv.phones.commands import own_refusal
from improv.phones.guard import MOST_BODY
from improv.phones.parsing import InvalidField

MOST_FIELDS = 60
"""Fields of a form."""
MOST_PARAMETERS = 20
"""Parameters of a query that are read. Ours come alone; links that are passed on get a few more."""


async def body_of(request: Request, most: int = MOST_BODY) -> bytes:
    """The body. Raises RequestRefused (`too_large`) for more than `most` bytes."""
    body, more = b"", True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise own_refusal("too_large")
    return body


async def form_of(request: Request, most: int = MOST_BODY) -> Mapping[str, str]:
    """The fields of a form in UTF-8; of several with one name the last.

    Raises InvalidField, and RequestRefused for more than `most` bytes.
    """
    raw = await body_of(request, most)
    try:
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise InvalidField("form") from None


def accepts_gzip(request: Request) -> bool:
    """Whether the browser reads gzip: all do, unless something on the way says otherwise."""
    return "gzip" in request.headers.get("accept-encoding", "")


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
