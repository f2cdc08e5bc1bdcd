"""Networks: by which of its addresses phones reach this machine. Asks the adapters, no packet.

A laptop has several: Wi-Fi, cable, a VPN, the ones of virtual machines. The route decides: the
address that the default route goes out by comes first, then others of private networks; what is
no network of its own (a prefix of 31 bits and more), VPNs, tunnels and hypervisors come last, and
loopback after them. The facilitator may pick another.
"""

import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import ifaddr

# A VPN that takes the default route is told by its name alone: Windows says "Virtual" or "VPN".
_VIRTUAL_PREFIXES = (
    *("docker", "br-", "veth", "virbr", "vmnet", "vnic", "vbox", "podman", "cni", "lxc", "lxd"),
    *("tun", "tap", "utun", "wg", "zt", "ppp", "ipsec", "awdl", "llw", "bridge"),
)
_VIRTUAL_WORDS = (
    *("virtual", "vpn", "tunnel", "vmware", "hyper-v", "vethernet", "parallels", "wsl"),
    *("zerotier", "tailscale", "wireguard", "tap-windows", "anyconnect"),
)
_OWN_ZONES = ("local", "home.arpa", "internal")
"""Zones that nobody can register a name in (RFC 6762, RFC 8375, ICANN 2024), so that our name in
them is ours. A router's own (`lan`, `fritz.box`) may be somebody's: see wrong_host.py."""
_NOWHERE = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737): reached, if at all, by the default route."""

Address = IPv4Address | IPv6Address
LONGEST_ADDRESS = 64
"""Characters: an IPv6 address has 45 at most, and a zone."""


@dataclass(frozen=True, slots=True)
class Network:
    """One address of this machine."""

    address: str
    prefix: int
    """Bits of the network, as in /24."""
    adapter: str
    """What the system calls it."""


Contains = Callable[[str, Sequence[Network]], bool]
"""Whether an address is in one of these networks."""


def networks(
    adapters: Iterable[ifaddr.Adapter] | None = None, route: str | None = None
) -> tuple[Network, ...]:
    """The machine's IPv4 addresses, the likeliest first; a test hands in `adapters` and `route`."""
    found = [
        Network(str(one.ip), one.network_prefix, adapter.nice_name)
        for adapter in (ifaddr.get_adapters() if adapters is None else adapters)
        for one in adapter.ips
        if one.is_IPv4
    ]
    route = default_address() if route is None else route
    return tuple(sorted(found, key=lambda network: _unlikely(network, route)))


def default_address() -> str:
    """This machine's address on the default route; empty without one. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_NOWHERE)
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def _unlikely(network: Network, route: str) -> tuple[bool, ...]:
    address, name = IPv4Address(network.address), network.adapter.lower()
    return (
        address.is_loopback,
        address.is_link_local,
        network.prefix >= 31,
        name.startswith(_VIRTUAL_PREFIXES) or any(word in name for word in _VIRTUAL_WORDS),
        network.address != route,
        not address.is_private,
    )


def bound_to(bind: str, known: Sequence[Network]) -> tuple[Network, ...]:
    """Those that a server bound to `bind` answers on."""
    if ip_address(bind).is_unspecified:
        return tuple(known)
    here = tuple(network for network in known if network.address == bind)
    return here or (Network(bind, 32, ""),)


def parse_address(client: str) -> Address | None:
    """An address without its zone, and as IPv4 where IPv6 only wraps it; None for none."""
    # Longer ones are refused before they are cached: a stranger chooses what is read here.
    return _parse_address(client) if len(client) <= LONGEST_ADDRESS else None


@lru_cache(4096)
def _parse_address(client: str) -> Address | None:
    try:
        address = ip_address(client)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or IPv6Address(int(address))
    return address


@lru_cache(4096)
def rate_limit_key(client: str) -> str:
    """What tries are counted by: an address; of IPv6 its /64, all of which one phone may hold."""
    address = parse_address(client)
    if isinstance(address, IPv6Address) and not address.is_link_local:
        return str(IPv6Network((address, 64), strict=False))
    return client if address is None else str(address)


@lru_cache(4096)
def is_loopback(client: str) -> bool:
    """Whether a client is on this very machine."""
    address = parse_address(client)
    return address is not None and address.is_loopback


@lru_cache(4096)
def is_inside(client: str, known: Sequence[Network]) -> bool:
    """Whether an address is in one of our networks; the others come through a router."""
    address = parse_address(client)
    if address is None:
        return False
    if address.is_loopback or address.is_link_local:  # no router passes these on
        return True
    return any(
        address in IPv4Network((network.address, network.prefix), strict=False)
        for network in known
        if address.version == 4
    )


class LocalNetworks:
    """The networks by which one server is reached; they come and go with Wi-Fi and cables."""

    def __init__(self, bind: str, contains: Contains = is_inside) -> None:
        """`bind`: the address that the server listens at."""
        self._bind, self._contains = bind, contains
        self.known: tuple[Network, ...] = ()
        self.look()

    def look(self) -> bool:
        """Ask the adapters again; whether anything has changed."""
        before, self.known = self.known, bound_to(self._bind, networks())
        return self.known != before

    def reached_from(self, client: str) -> bool:
        """Whether a request came in from outside of this machine, past its firewall."""
        return bool(client) and not (
            is_loopback(client) or any(one.address == client for one in self.known)
        )

    def contain(self, client: str) -> bool:
        """Whether an address is in one of them, and its owner in the building."""
        return self._contains(client, self.known)


def asking_firewall(platform: str = sys.platform) -> str:
    """The system whose firewall asks once before it lets anybody in; empty where none does."""
    return {"win32": "windows", "darwin": "macos"}.get(platform, "")


def machine_names(own: str | None = None) -> frozenset[str]:
    """What this machine may be called in an address. `own`: its host name, if not the real one."""
    own = (socket.gethostname() if own is None else own).lower()
    short = own.partition(".")[0]
    if not short:
        return frozenset({"localhost"})
    return frozenset({"localhost", own, short, *(f"{short}.{zone}" for zone in _OWN_ZONES)})
