"""Networks: by which of its addresses phones reach this machine. Asks the adapters, no packet.

A laptop has several: Wi-Fi, cable, a VPN, the ones of virtual machines. The likeliest for a room
comes first, loopback and virtual ones last; the facilitator may pick another.
"""

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import ifaddr

_VIRTUAL = (
    *("docker", "br-", "veth", "virbr", "vmnet", "vbox", "virtualbox", "vmware", "hyper-v"),
    *("vethernet", "wsl", "tun", "tap", "utun", "wg", "zt", "zerotier", "tailscale", "ppp"),
    *("podman", "cni", "lxc", "lxd", "awdl", "llw", "bridge", "ipsec", "vpn"),
)


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


def networks(adapters: Iterable[ifaddr.Adapter] | None = None) -> tuple[Network, ...]:
    """The machine's IPv4 addresses, the likeliest first."""
    found = [
        Network(str(one.ip), one.network_prefix, adapter.nice_name)
        for adapter in (ifaddr.get_adapters() if adapters is None else adapters)
        for one in adapter.ips
        if one.is_IPv4
    ]
    return tuple(sorted(found, key=_unlikely))


def _unlikely(network: Network) -> tuple[bool, bool, bool, bool]:
    address, name = IPv4Address(network.address), network.adapter.lower()
    return (
        address.is_loopback,
        address.is_link_local,
        name.startswith(_VIRTUAL) or any(word in name for word in _VIRTUAL if len(word) > 5),
        not address.is_private,
    )


def bound_to(bind: str, known: Sequence[Network]) -> tuple[Network, ...]:
    """Those that a server bound to `bind` answers on."""
    if ip_address(bind).is_unspecified:
        return tuple(known)
    here = tuple(network for network in known if network.address == bind)
    return here or (Network(bind, 32, ""),)


def read(client: str) -> Address | None:
    """An address without its zone, and as IPv4 where IPv6 only wraps it; None for none."""
    # Longer ones are refused before they are cached: a stranger chooses what is read here.
    return _read(client) if len(client) <= LONGEST_ADDRESS else None


@lru_cache(4096)
def _read(client: str) -> Address | None:
    try:
        address = ip_address(client)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or IPv6Address(int(address))
    return address


@lru_cache(4096)
def household(client: str) -> str:
    """Whose tries are counted as one's: of IPv6 a home or a phone holds a whole /64."""
    address = read(client)
    if isinstance(address, IPv6Address) and not address.is_link_local:
        return str(IPv6Network((address, 64), strict=False))
    return client if address is None else str(address)


@lru_cache(4096)
def is_loopback(client: str) -> bool:
    """Whether somebody speaks from this very machine."""
    address = read(client)
    return address is not None and address.is_loopback


@lru_cache(4096)
def inside(client: str, known: tuple[Network, ...]) -> bool:
    """Whether an address is in one of our networks; the others come through a router."""
    address = read(client)
    if address is None:
        return False
    if address.is_loopback or address.is_link_local:  # no router passes these on
        return True
    return any(
        address in IPv4Network((network.address, network.prefix), strict=False)
        for network in known
        if address.version == 4
    )


def names() -> frozenset[str]:
    """What this machine may be called in an address."""
    own = socket.gethostname().lower()
    short = own.partition(".")[0]
    return frozenset({"localhost", own, short, f"{short}.local"} - {""})
