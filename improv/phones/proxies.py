"""Proxies: who really asks when a reverse proxy passes a request on. Pure ASGI; knows no session.

Only a peer that the facilitator named is believed, and of what it says only what it added itself:
the rightmost of `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host`. To its left, and
from anybody else, stands whatever a stranger made up. Who comes through a proxy comes from
outside, whichever address is told: nobody talks their way into the room.
"""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from improv.phones.guard import App, Receive, Scope, Send
from improv.phones.networks import Address, read

Proxy = IPv4Network | IPv6Network
FORWARDED = "improv.forwarded"
"""In the scope of whatever came by way of a proxy."""
MOST_HOPS = 20
"""Items of a forwarded header that are read, from the right."""


class Proxied:
    """An app behind proxies: it sees the request as the first of them did."""

    def __init__(self, app: App, proxies: Sequence[Proxy]) -> None:
        self._app, self._proxies = app, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on; a stranger's as it is."""
        client = scope.get("client")
        peer = read(client[0]) if client else None
        if peer is not None and _is_proxy(peer, self._proxies):
            scope = forwarded(scope, peer, self._proxies)
        await self._app(scope, receive, send)


def forwarded(scope: Scope, peer: Address, proxies: Sequence[Proxy]) -> Scope:
    """What `peer`, a proxy, passes on. Of TLS and of another name it has to say so."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    host = _last(headers, b"x-forwarded-host")
    if host:
        headers = [(name, value) for name, value in headers if name != b"host"]
        headers.append((b"host", host.encode("latin-1")))
    scheme = _last(headers, b"x-forwarded-proto").lower()
    client = first_beyond(peer, _items(headers, b"x-forwarded-for"), proxies)
    return {
        **scope,
        "client": (client, 0),
        "scheme": "https" if scheme == "https" else "http",
        "headers": headers,
        FORWARDED: True,
    }


def first_beyond(peer: Address, chain: Sequence[str], proxies: Sequence[Proxy]) -> str:
    """The rightmost address of a chain that is no proxy's: that one was seen, not invented.

    Where the chain ends or makes no sense before it, it is the last proxy that was known.
    """
    known = peer
    for said in reversed(chain):
        address = read(said)
        if address is None:
            break
        known = address
        if not _is_proxy(address, proxies):
            break
    return str(known)


def _is_proxy(address: Address, proxies: Sequence[Proxy]) -> bool:
    return any(address in proxy for proxy in proxies)


def _items(headers: Sequence[tuple[bytes, bytes]], wanted: bytes) -> list[str]:
    """The last items of a header that is a list, also where it comes in several lines.

    Whoever is before them wrote them: their length is the stranger's choice.
    """
    whole = b",".join(value for name, value in headers if name == wanted)
    return [item.decode("latin-1").strip() for item in whole.rsplit(b",", MOST_HOPS)[-MOST_HOPS:]]


def _last(headers: Sequence[tuple[bytes, bytes]], wanted: bytes) -> str:
    return _items(headers, wanted)[-1]
