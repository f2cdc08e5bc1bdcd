"""Which of its addresses a laptop invites by, and who comes from outside."""

import ifaddr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.phones.networks import (
    LocalNetworks,
    Network,
    asking_firewall,
    bound_to,
    default_address,
    is_inside,
    machine_names,
    networks,
)


def adapter(name: str, *addresses: tuple[str, int]) -> ifaddr.Adapter:
    """One adapter as the system tells of it."""
    ips = [ifaddr.IP(ip, prefix, name) for ip, prefix in addresses]
    six = ifaddr.IP(("fe80::1", 0, 2), 64, name)
    return ifaddr.Adapter(name, name, [*ips, six])


ADAPTERS = [
    adapter("lo", ("127.0.0.1", 8)),
    adapter("docker0", ("172.17.0.1", 16)),
    adapter("vEthernet (WSL)", ("172.28.0.1", 20)),
    adapter("tun0", ("10.8.0.2", 24)),
    adapter("eth1", ("169.254.7.7", 16)),
    adapter("ppp9", ("100.64.0.3", 32)),
    adapter("eth0", ("130.1.2.3", 24)),
    adapter("Intel(R) Wi-Fi 6 AX201", ("192.168.1.20", 24)),
]
HOME = (Network("192.168.1.20", 24, "wlan0"), Network("10.0.0.5", 8, "eth0"))


def test_the_likeliest_comes_first() -> None:
    """Wi-Fi and cable, public ones after them, virtual ones, link-local, loopback at the end."""
    found = [network.address for network in networks(ADAPTERS, route="")]
    assert found[0] == "192.168.1.20"
    assert found[1] == "130.1.2.3"
    assert set(found[2:6]) == {"172.17.0.1", "172.28.0.1", "10.8.0.2", "100.64.0.3"}
    assert found[6:] == ["169.254.7.7", "127.0.0.1"]


WIFI = ("Wi-Fi", "192.168.1.23", 24)
OTHERS = [
    ("Cisco AnyConnect Virtual Miniport Adapter for Windows x64", "10.8.4.7", 20),
    ("Fortinet SSL VPN Virtual Ethernet Adapter", "10.212.134.200", 32),
    ("WireGuard Tunnel", "10.66.66.2", 32),
    ("Juniper Networks Virtual Adapter", "10.9.9.9", 32),
    ("vnic0 (Parallels)", "10.211.55.2", 24),
    ("some tunnel of tomorrow", "10.1.1.1", 32),
]


@pytest.mark.parametrize("other", OTHERS, ids=[name for name, *_ in OTHERS])
@pytest.mark.parametrize("takes_the_route", [False, True])
def test_the_code_invites_by_the_wifi(other: tuple[str, str, int], takes_the_route: bool) -> None:
    """Whatever is listed before it, and even while a VPN takes the default route."""
    adapters = [adapter(name, (address, prefix)) for name, address, prefix in (other, WIFI)]
    route = other[1] if takes_the_route else WIFI[1]
    assert networks(adapters, route)[0].address == WIFI[1]


def test_the_route_decides_between_two_networks() -> None:
    """Cable and Wi-Fi, both private: the one that leads out comes first."""
    adapters = [adapter("eth0", ("10.0.0.5", 24)), adapter("wlan0", ("192.168.1.23", 24))]
    for route in ("10.0.0.5", "192.168.1.23"):
        assert networks(adapters, route)[0].address == route


def test_the_route_is_an_address_of_this_machine() -> None:
    """Asked for real, without a packet; a machine without a network has none."""
    assert default_address() in {"", *(network.address for network in networks())}


def test_this_machine_has_a_network() -> None:
    """Asked for real: at least loopback, and names to be called by."""
    assert any(network.address.startswith("127.") for network in networks())
    assert "localhost" in machine_names()
    assert "" not in machine_names()


def test_a_name_is_ours_where_nobody_can_register_it() -> None:
    """What a router or a registry gives away is not, though our own name stands in it."""
    names = machine_names("MyLaptop.corp.example")
    assert {"mylaptop", "mylaptop.local", "mylaptop.home.arpa", "mylaptop.corp.example"} <= names
    assert names.isdisjoint({"mylaptop.lan", "mylaptop.fritz.box", "mylaptop.evil.example"})
    assert machine_names("") == {"localhost"}


def test_a_server_answers_where_it_is_bound() -> None:
    """Everywhere, or at one address, known or not."""
    assert bound_to("0.0.0.0", HOME) == HOME
    assert bound_to("::", HOME) == HOME
    assert bound_to("10.0.0.5", HOME) == HOME[1:]
    assert [network.address for network in bound_to("127.0.0.1", HOME)] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("192.168.1.77", True),
        ("192.168.2.77", False),
        ("10.200.3.4", True),
        ("8.8.8.8", False),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:192.168.1.77", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:8.8.8.8", False),
        ("2001:db8::1", False),
        ("fe80::1%wlan0", True),
        ("", False),
        ("localhost", False),
        ("1" * 500, False),
    ],
)
def test_who_comes_from_one_of_our_networks(client: str, expected: bool) -> None:
    """In whichever way an address is written; what is none is from outside."""
    assert is_inside(client, HOME) is expected


def test_the_firewalls_that_ask() -> None:
    """Those of Windows and macOS."""
    systems = ("win32", "darwin", "linux", "freebsd14")
    assert [asking_firewall(system) for system in systems] == ["windows", "macos", "", ""]


def test_only_another_machine_has_come_past_the_firewall() -> None:
    """Not this one, by whichever of its addresses it asks itself."""
    local = LocalNetworks("127.0.0.1")
    local.known = HOME
    inside = ("127.0.0.1", "::1", HOME[0].address, HOME[1].address, "")
    assert [local.reached_from(client) for client in inside] == [False] * len(inside)
    assert local.reached_from("192.168.1.77")


@given(st.text())
def test_any_text_is_an_answer(client: str) -> None:
    """What comes as an address is never believed."""
    assert is_inside(client, HOME) in (True, False)
