"""Values of the command line: what may be written, and what it means."""

import argparse
from ipaddress import ip_network

import pytest

from improv.cli import values


def test_a_proxy_is_an_address_or_a_network() -> None:
    """Of either kind; the bits of a host are dropped."""
    for text, meant in (
        ("127.0.0.1", "127.0.0.1/32"),
        ("10.1.2.3/8", "10.0.0.0/8"),
        ("::1", "::1/128"),
        ("2001:db8::7/32", "2001:db8::/32"),
    ):
        assert values.proxy(text) == ip_network(meant)


@pytest.mark.parametrize(
    "text", ["", "caddy", "127.0.0.1:80", "1.2.3", "0.0.0.0/0", "::/0", "::/x"]
)
def test_a_name_or_the_whole_internet_is_no_proxy(text: str) -> None:
    """Whoever trusts everybody is lied to by everybody."""
    with pytest.raises(argparse.ArgumentTypeError, match=r"127\.0\.0\.1"):
        values.proxy(text)
