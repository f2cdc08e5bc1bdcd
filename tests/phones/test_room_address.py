"""By which of the machine's names and addresses a room invites, and under which path."""

from improv.phones.networks import LocalNetworks, Network
from improv.phones.room_address import RoomAddress

CABLE = Network("192.168.1.7", 24, "eth0")
WIFI = Network("10.0.0.7", 8, "wlan0")


def local(*known: Network) -> LocalNetworks:
    """The networks of a machine with these addresses."""
    networks = LocalNetworks("127.0.0.1")
    networks.known = known
    return networks


def test_the_likeliest_comes_first_and_the_others_in_turn() -> None:
    """After the last one comes the first again; the facilitator reads which of them it is."""
    address = RoomAddress(local(CABLE, WIFI))
    address.mount(8765, "/a")
    assert (address.text, address.url) == ("192.168.1.7:8765/a", "http://192.168.1.7:8765/a")
    assert address.labels == ("192.168.1.7 (eth0)", "10.0.0.7 (wlan0)")
    address.choose_next()
    assert (address.text, address.chosen) == ("10.0.0.7:8765/a", 1)
    address.choose_next()
    assert address.chosen == 0


def test_a_choice_stays_until_it_is_no_more() -> None:
    """A network that comes changes nothing; one that goes gives way to the likeliest."""
    networks = local(WIFI)
    address = RoomAddress(networks)
    address.mount(80, "")
    networks.known = (CABLE, WIFI)
    address.settle()
    assert address.text == "10.0.0.7:80"
    networks.known = (CABLE,)
    address.settle()
    assert address.text == "192.168.1.7:80"


def test_a_public_name_is_chosen_once() -> None:
    """It needs no port of ours; when it is known, the facilitator's choice is not undone."""
    address = RoomAddress(local(CABLE))
    address.mount(8765, "/a")
    assert address.choose_public("improv.example.org")
    assert address.url == "https://improv.example.org/a"
    assert not address.local
    address.choose_next()
    assert not address.choose_public("improv.example.org")
    assert address.url == "http://192.168.1.7:8765/a"


def test_an_address_is_of_the_room_or_reached_from_elsewhere() -> None:
    """Only those of private networks are of one room; this very machine is no network at all."""
    for known, is_local in (
        ((CABLE,), True),
        ((Network("169.254.3.4", 16, "eth0"),), True),
        ((Network("203.0.114.9", 24, "eth0"),), False),
        ((Network("100.64.1.2", 10, "tailscale0"),), False),
        ((), False),
    ):
        assert RoomAddress(local(*known)).local is is_local


def test_without_a_network_it_is_this_machine() -> None:
    """And there is no next one; IPv6 is written in brackets."""
    address = RoomAddress(local())
    address.mount(8765, "")
    address.choose_next()
    assert (address.text, address.chosen, address.labels) == ("127.0.0.1:8765", -1, ())
    other = RoomAddress(local(Network("::1", 128, "lo")))
    other.mount(8765, "")
    assert other.url == "http://[::1]:8765"
