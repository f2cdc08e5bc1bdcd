"""Proxies: who really asks when a reverse proxy passes a request on. Pure ASGI; knows no session.

Only a proxy that the facilitator named is believed, and of its headers only what it added itself:
the rightmost of `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host`. What stands to the
left of that, or comes from anybody else, a stranger may have made up. Whoever comes by way of a
proxy comes from outside, whatever its address: no header lets anybody into the room.
"""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from improv.phones.guard import App, Receive, Scope, Send
from improv.phones.networks import Address, parse_address

Proxy = IPv4Network | IPv6Network
FORWARDED = "improv.forwarded"
"""A key in the scope of requests that came by way of a proxy."""
MOST_HOPS = 20
"""Items of a forwarded header that are read, from the right."""


class ProxyHeaders:
    """Middleware behind proxies: its app sees a request as the first of them did."""

    def __init__(self, app: App, proxies: Sequence[Proxy]) -> None:
        self._app, self._proxies = app, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unchanged if it comes from no proxy."""
        client = scope.get("client")
        peer = parse_address(client[0]) if client else None
        if peer is not None and _is_proxy(peer, self._proxies):
            scope = forwarded_scope(scope, peer, self._proxies)
        await self._app(scope, receive, send)


def is_proxy(client: str, proxies: Sequence[Proxy]) -> bool:
    """Whether a connection comes from one of the proxies."""
    address = parse_address(client)
    return address is not None and _is_proxy(address, proxies)


def forwarded_scope(scope: Scope, peer: Address, proxies: Sequence[Proxy]) -> Scope:
    """The request that the proxy `peer` passes on: its client, and its scheme and host if given."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    host = _last(headers, b"x-forwarded-host")
    if host:
        headers = [(name, value) for name, value in headers if name != b"host"]
        headers.append((b"host", host.encode("latin-1")))
    scheme = _last(headers, b"x-forwarded-proto").lower()
    client = client_beyond(peer, _items(headers, b"x-forwarded-for"), proxies)
    return {
        **scope,
        "client": (client, 0),
        "server": None,
        "scheme": "https" if scheme == "https" else "http",
        "headers": headers,
        FORWARDED: True,
    }


def client_beyond(peer: Address, chain: Sequence[str], proxies: Sequence[Proxy]) -> str:
    """The rightmost address of a chain that is no proxy's: a proxy saw it, nobody made it up.

    Where the chain ends before one, or an item is no address, it is the last proxy that was seen.
    """
    known = peer
    for item in reversed(chain):
        address = parse_address(item)
        if address is None:
            break
        known = address
        if not _is_proxy(address, proxies):
            break
    return str(known)


def _is_proxy(address: Address, proxies: Sequence[Proxy]) -> bool:
    return any(address in proxy for proxy in proxies)


def _items(headers: Sequence[tuple[bytes, bytes]], wanted: bytes) -> list[str]:
    """The last MOST_HOPS items of a header that is a list, also where it comes in several lines."""
    # A stranger may have sent any number before them.
    whole = b",".join(value for name, value in headers if name == wanted)
    return [item.decode("latin-1").strip() for item in whole.rsplit(b",", MOST_HOPS)[-MOST_HOPS:]]


def _last(headers: Sequence[tuple[bytes, bytes]], wanted: bytes) -> str:
    return _items(headers, wanted)[-1]
