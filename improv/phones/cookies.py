"""Our cookies: read from a request and set on an answer. Knows their names, not who holds them.

`http.cookies` is not used for reading: in many a Python before 3.13 it takes a time that grows with
the square of a quoted value (CVE-2024-7592), and one phone could stop the whole room.
"""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

VOTER_COOKIE = "improv"
HOST_COOKIE = "improv_host"
GUEST_COOKIE = "improv_guest"
PLAYER_COOKIE = "improv_player"
LANGUAGE_COOKIE = "improv_language"
MENU_COOKIE = "improv_menu"
ORGANISER_COOKIE = "improv_organiser"
EDITOR_COOKIE = "improv_cards"
COOKIE_SECONDS = 24 * 3600

MOST_COOKIES = 200
"""Pairs of a Cookie header that are read. Browsers keep 180 for one site (Chromium)."""
_OURS = (
    *(VOTER_COOKIE, HOST_COOKIE, GUEST_COOKIE),
    *(PLAYER_COOKIE, LANGUAGE_COOKIE, MENU_COOKIE, ORGANISER_COOKIE, EDITOR_COOKIE),
)


def cookie_name(name: str, prefix: str) -> str:
    """What one of our cookies is called in the room under `prefix`: `improv-r-CODE` in `/r/CODE`.

    Browsers go by the path alone; whatever passes requests on may not.
    """
    return name + prefix.replace("/", "-")


def read_cookies(header: bytes, prefix: str = "") -> Mapping[str, Sequence[str]]:
    """The values of each of our cookies in a Cookie header, in its order; others are skipped.

    Those of the room under `prefix`, by the names that they have everywhere.
    """
    # A name may come more than once: browsers send the cookies of every path that leads to the
    # page, the longest path first, but nobody should rely on that order (RFC 6265, 4.2.2). What we
    # set has no quotes and no escapes, so none are understood.
    ours = {cookie_name(name, prefix).encode(): name for name in _OURS}
    found: dict[str, list[str]] = {name: [] for name in _OURS}
    for pair in header.split(b";", MOST_COOKIES)[:MOST_COOKIES]:
        name, _, value = pair.strip().partition(b"=")
        if name in ours:
            found[ours[name]].append(value.decode("latin-1"))
    return found


def with_cookie(
    response: Response, request: Request, name: str, value: str, *, strict: bool = False
) -> Response:
    """`response` with a cookie that no script reads and no other site or room is sent.

    `strict`: nobody comes by a link either, as they do to a room.
    """
    prefix = request.scope.get("root_path", "")
    response.set_cookie(
        cookie_name(name, prefix),
        value,
        max_age=COOKIE_SECONDS,
        path=prefix or "/",
        httponly=True,
        samesite="strict" if strict else "lax",
        secure=request.scope["scheme"] == "https",
    )
    return response
