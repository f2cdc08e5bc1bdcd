"""Values of the command line: what may be written after an option, and what is wrong with it.

Knows texts and what they may mean; never which commands there are.
"""

import os
import sys
from argparse import ArgumentTypeError
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from improv.locale.system import plain_here
from improv.wiring.errors import WrongUsage

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

THEMES = ("stage", "daylight", "contrast")
"""Those of look/themes.py, which would take longer to import than the command line to read."""
PAPERS = ("a4", "letter")
"""Those of reports/deck_pdf.py."""
KINDS = ("business", "role", "prompt", "mood", "day", "twist", "observer", "tip", "check")
"""Those of core/cards.py."""
LEAST_PIN, MOST_PIN = 4, 12
"""Digits."""
WIFI_PASSWORD = "IMPROV_WIFI_PASSWORD"
"""The environment variable of the password."""
MOST_BYTES = 100_000
"""A larger file is no list of names."""


def _wrong(name: str, **values: str | int) -> ArgumentTypeError:
    return ArgumentTypeError(plain_here(name, **values))


def count(text: str) -> int:
    """A number of things: 1 to 1000."""
    if (number := _whole(text)) is None or not 1 <= number <= 1000:
        raise _wrong("wrong.count", text=text, least=1, most=1000)
    return number


def seconds(text: str) -> list[tuple[str, int]]:
    """How long phases last: `play=150`, or several with commas; 0 is the game's own time."""
    from improv.core.timing import LEAST_SECONDS, MOST_SECONDS

    bounds = {"least": LEAST_SECONDS, "most": MOST_SECONDS}
    found = []
    for one in text.split(","):
        name, _, number = one.strip().partition("=")
        lasts = _whole(number)
        if not name or lasts is None or (lasts and not LEAST_SECONDS <= lasts <= MOST_SECONDS):
            raise _wrong("wrong.seconds", text=text, example="play=150", **bounds)
        found.append((name, lasts))
    return found


def ids(text: str) -> tuple[str, ...]:
    """Ids with commas between them."""
    return tuple(filter(None, (one.strip() for one in text.split(","))))


def _whole(text: str) -> int | None:
    """A number of at most five digits, of any script; None where it is none."""
    return int(text) if text.isdecimal() and len(text) <= 5 else None


def format_and_file(text: str | None) -> tuple[str | None, tuple[Path, ...]]:
    """The id of a game, and its file where one was given in place of the id."""
    if text is None or (Path(text).name == text and not text.endswith((".yaml", ".yml"))):
        return text, ()
    return Path(text).stem, (Path(text),)


def team(text: str) -> str:
    """The name of a team; empty for none."""
    from improv.core.roster import clean_name

    return clean_name(as_typed(text))


def person(text: str) -> str:
    """The name of somebody: not empty."""
    from improv.core.roster import clean_name

    if not (name := clean_name(as_typed(text))):
        raise _wrong("wrong.name")
    return name


def calls(text: str) -> int:
    """How many calls a shift has: 1 to 20."""
    if (number := _whole(text)) is None or not 1 <= number <= 20:
        raise _wrong("wrong.count", text=text, least=1, most=20)
    return number


def port(text: str) -> int:
    """A port; 0 takes any that is free."""
    if (number := _whole(text)) is None or number > 65535:
        raise _wrong("wrong.port", text=text, most="65535")
    return number


def address(text: str) -> str:
    """An IP address."""
    from ipaddress import ip_address

    try:
        return str(ip_address(text))
    except ValueError:
        raise _wrong("wrong.address", text=text, example="192.168.1.20") from None


def host_port(text: str) -> str:
    """A machine and a port of it, as in 10.0.0.2:8765."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(f"//{text}")
        sound = parts.hostname and parts.port and parts.netloc == text and "@" not in text
    except ValueError:  # of a port that is none
        sound = False
    if not sound:
        raise _wrong("wrong.address", text=text, example="10.0.0.2:8765")
    return text


def url(text: str) -> str:
    """The address of a service, as in https://rooms.example.org, without a path."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text.strip())
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # of a port that is none
        sound = False
    if not sound or parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise _wrong("wrong.url", text=text, example="https://rooms.example.org")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def database(text: str) -> str:
    """The address of a PostgreSQL; empty for none. Raises WrongUsage, which never repeats it."""
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise WrongUsage("wrong.database", example="postgresql://host/name")
    return text


def proxy(text: str) -> "IPv4Network | IPv6Network":
    """The address of a proxy, or a network of them as in 10.0.0.0/8; never the whole internet."""
    from ipaddress import ip_network

    try:
        network = ip_network(text, strict=False)
    except ValueError:
        network = None
    if network is None or network.prefixlen == 0:
        raise _wrong("wrong.proxy", text=text, example="127.0.0.1", network="10.0.0.0/8")
    return network


def pin(text: str) -> str:
    """A PIN: digits of any script become those of ASCII."""
    from unicodedata import digit

    figures = "".join(str(digit(c, "")) for c in text)
    if len(figures) != len(text) or not LEAST_PIN <= len(figures) <= MOST_PIN:
        raise _wrong("wrong.pin", text=text, least=LEAST_PIN, most=MOST_PIN)
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
    """How many times as fast as life a demo is."""
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.1 <= speed <= 1e6:
        raise _wrong("wrong.speed", text=text)
    return speed


def size(text: str) -> tuple[int, int]:
    """Width and height in px, as in 1280x720."""
    width, height = (_whole(part) for part in text.lower().partition("x")[::2])
    if width is None or height is None:
        raise _wrong("wrong.size", text=text, example="1280x720")
    if not (320 <= width <= 7680 and 240 <= height <= 4320):
        raise _wrong("wrong.reach", text=text, least="320x240", most="7680x4320")
    return width, height


def as_typed(text: str) -> str:
    """An argument as it was typed, also in a locale that is not the terminal's, such as C."""
    with suppress(UnicodeError):  # of letters that came by no command line
        given = os.fsencode(text)
        for encoding in ("utf-8", sys.getfilesystemencoding(), "latin-1"):
            with suppress(UnicodeDecodeError):
                return given.decode(encoding)
    return text


def player_names(given: str) -> tuple[str, ...]:
    """The names of --players: a list as people keep it, or @FILE with one in UTF-8 or UTF-16.

    Raises WrongUsage for a file that cannot be read and for more names than a room holds.
    """
    if given.startswith("@"):
        file = Path(given[1:])
        try:
            with file.open("rb") as opened:  # a device has no size and may have no end
                content = opened.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                raise WrongUsage("wrong.names.large", file=str(file))
            wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
            given = content.decode("utf-16" if wide else "utf-8-sig")
        except (OSError, ValueError) as error:
            no_text = plain_here("wrong.names.text", encoding="UTF-8")
            why = getattr(error, "strerror", None) or no_text
            raise WrongUsage("wrong.names", file=str(file), why=why) from None
    else:
        given = as_typed(given)
    from improv.core.roster import ROOM_SIZE, split_names

    names = split_names(given)
    if len(names) > ROOM_SIZE:
        raise WrongUsage("wrong.names.many", count=len(names), most=ROOM_SIZE)
    return names
