"""The guard before the rooms: what every request must be, and what every response carries.

Somebody else's page must not send requests in a phone's name (Origin), nor through a name that
they point at this machine (Host; DNS rebinding: wrong_host.py). Pure ASGI; knows no session.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from starlette.requests import ClientDisconnect

MOST_BODY = 12_288
"""Bytes. A written line of the longest kind, as a form sends it, has 9,600."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SECURITY_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        b"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        b"frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: with it browsers send a form's Origin as null.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
"""Headers of every response; one that a response has itself stays as it is."""

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL}){{0,9}}(:[0-9]{{1,5}})?", re.IGNORECASE)

_SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """An ASGI app behind its checks."""

    def __init__(
        self, app: App, names: frozenset[str], wrong_host: App, most_body: int = MOST_BODY
    ) -> None:
        """`names`: what this machine may be called, beside its addresses.

        `wrong_host` answers a browser that asks for a page under another name.
        """
        self._app, self._names, self._wrong_host = app, names, wrong_host
        self._most_body = most_body
        self._is_ours_cached = lru_cache(256)(self.is_ours)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or refuse it."""
        if scope["type"] != "http":
            return
        given: dict[bytes, bytes] = dict(scope["headers"])
        host = given.get(b"host", b"").decode("latin-1")

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", b"no-store"))
                own = {name for name, _ in headers}
                ours = (one for one in SECURITY_HEADERS if one[0] not in own)
                message["headers"] = [*headers, *ours]
            await send(message)

        refusal = self._refusal(scope, given, host)
        if refusal is None:
            with suppress(ClientDisconnect):  # in the middle of a body: nobody waits for an answer
                await self._app(scope, receive, send_with_headers)
            return
        status, name = refusal
        if name == b"wrong_host" and asks_for_page(scope):
            await self._wrong_host(scope, receive, send_with_headers)
            return
        body = b'{"refusal":"%s"}' % name
        start = {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                # The rest of a body that nobody read would be taken for the next request.
                (b"connection", b"close"),
            ],
        }
        await send_with_headers(start)
        await send_with_headers({"type": "http.response.body", "body": body})

    def _refusal(
        self, scope: Scope, headers: Mapping[bytes, bytes], host: str
    ) -> tuple[int, bytes] | None:
        # Over TLS the certificate vouches for the name: nobody else's page has it.
        vouched = scope["scheme"] == "https" and _NAME.fullmatch(host)
        if not vouched and not self._is_ours_cached(host):
            return 421, b"wrong_host"
        if scope["method"] not in _SAFE and not _same_origin(headers, scope["scheme"], host):
            return 403, b"wrong_origin"
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length[:20]) > self._most_body:
            return 413, b"too_large"
        return None

    def is_ours(self, host: str) -> bool:
        """Whether `host` is an address or a name of this machine; any other may point anywhere."""
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not name:
            name, port = host, ""
        if port and not port.isdecimal():
            return False
        name = name.lower().removeprefix("[").removesuffix("]")
        if name.removesuffix(".") in self._names:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


def asks_for_page(scope: Scope) -> bool:
    """Whether a browser shows the answer to a person."""
    path: str = scope["path"]
    wants = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    return wants and scope["method"] == "GET" and "/api/" not in path


def _same_origin(headers: Mapping[bytes, bytes], scheme: str, host: str) -> bool:
    """From a page of ours, or from no page at all: a program has no cookies to be abused."""
    origin = headers.get(b"origin")
    if origin is not None:
        return origin.decode("latin-1").lower() == f"{scheme}://{host}".lower()
    return headers.get(b"sec-fetch-site", b"none") in (b"none", b"same-origin")
