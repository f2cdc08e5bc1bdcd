"""Values of the command line: what may be written after an option, and what is wrong with it.

Knows texts and what they may mean; never which commands there are.
"""

import argparse
import os
import sys
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from unicodedata import digit

from improv.locale.console import plain_here

LEAST_PIN = 4
WIFI_PASSWORD = "IMPROV_WIFI_PASSWORD"


class Usage(Exception):
    """The command line cannot mean anything."""


def count(text: str) -> int:
    """A number of things: 1 to 1000."""
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(plain_here("wrong.count", text=text, least=1, most=1000))
    return int(text)


def port(text: str) -> int:
    """A port; 0 takes any that is free."""
    if not (text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(plain_here("wrong.port", text=text, most="65535"))
    return int(text)


def address(text: str) -> str:
    """An IP address."""
    try:
        return str(ip_address(text))
    except ValueError:
        words = plain_here("wrong.address", text=text, example="192.168.1.20")
        raise argparse.ArgumentTypeError(words) from None


def proxy(text: str) -> IPv4Network | IPv6Network:
    """The address of a proxy, or a network of them as in 10.0.0.0/8; never the whole internet."""
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        network = None
    if network is None or network.prefixlen == 0:
        words = plain_here("wrong.proxy", text=text, example="127.0.0.1", network="10.0.0.0/8")
        raise argparse.ArgumentTypeError(words)
    return network


def pin(text: str) -> str:
    """Figures of any script, as ASCII ones."""
    figures = "".join(str(digit(c, "")) for c in text)
    if len(figures) != len(text) or not LEAST_PIN <= len(figures) <= 12:
        words = plain_here("wrong.pin", text=text, least=LEAST_PIN, most=12)
        raise argparse.ArgumentTypeError(words)
    return figures


def wifi_password(name: str) -> str:
    """Asked for, or taken from the environment; never kept, and never on a command line."""
    if not name:
        return ""
    if (given := os.environ.get(WIFI_PASSWORD)) is not None:
        return given
    if not sys.stdin.isatty():
        return ""
    from getpass import getpass

    return getpass(f"{plain_here('ask.wifi', name=name)} ")


def speed(text: str) -> float:
    """How many times as fast."""
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.1 <= speed <= 1e6:
        raise argparse.ArgumentTypeError(plain_here("wrong.speed", text=text))
    return speed


def size(text: str) -> tuple[int, int]:
    """Width and height in px, as in 1280x720."""
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(plain_here("wrong.size", text=text, example="1280x720"))
    size = int(width), int(height)
    if not (320 <= size[0] <= 7680 and 240 <= size[1] <= 4320):
        words = plain_here("wrong.reach", text=text, least="320x240", most="7680x4320")
        raise argparse.ArgumentTypeError(words)
    return size


def player_names(given: str) -> tuple[str, ...]:
    """The names of --players: split by commas of either script, or @FILE with one a line."""
    if not given.startswith("@"):
        names = given.replace("،", ",").split(",")
    else:
        file = Path(given[1:])
        try:
            if file.stat().st_size > 100_000:
                raise Usage(plain_here("wrong.names.large", file=str(file)))
            names = file.read_text("utf-8-sig").splitlines()
        except (OSError, ValueError) as trouble:
            no_text = plain_here("wrong.names.text", encoding="UTF-8")
            why = getattr(trouble, "strerror", None) or no_text
            raise Usage(plain_here("wrong.names", file=str(file), why=why)) from None
    from improv.core.roster import ROOM_SIZE, clean_name

    cleaned = tuple(name for raw in names if (name := clean_name(raw)))
    if len(cleaned) > ROOM_SIZE:
        raise Usage(plain_here("wrong.names.many", count=len(cleaned), most=ROOM_SIZE))
    return cleaned
