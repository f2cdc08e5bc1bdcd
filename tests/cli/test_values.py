"""Values of the command line: what may be written, and what it means."""

import argparse
import re
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path

import pytest

from improv.cli import values
from improv.core.cards import Kind
from improv.core.roster import ROOM_SIZE
from improv.look.themes import THEMES
from improv.reports.deck_pdf import PAPERS
from improv.wiring.errors import WrongUsage

MANY_DIGITS = "9" * 5000
"""More than Python makes a number of."""


@pytest.mark.parametrize(
    ("reads", "text", "value"),
    [
        (values.count, "1", 1),
        (values.count, "۱۲", 12),
        (values.count, "1000", 1000),
        (values.port, "0", 0),
        (values.port, "65535", 65535),
        (values.address, "192.168.1.20", "192.168.1.20"),
        (values.address, "0:0:0:0:0:0:0:1", "::1"),
        (values.pin, "٢٧١٨", "2718"),
        (values.pin, "123456789012", "123456789012"),
        (values.seconds, "play=150", [("play", 150)]),
        (values.seconds, "vote=۳۰, riddle.play=5", [("vote", 30), ("riddle.play", 5)]),
        (values.speed, "0.1", 0.1),
        (values.speed, "1e6", 1e6),
        (values.size, "1280x720", (1280, 720)),
        (values.size, "320X240", (320, 240)),
    ],
)
def test_what_is_written_well_is_read(
    reads: Callable[[str], object], text: str, value: object
) -> None:
    """The ends of every range are in it, and digits of any script are digits."""
    assert reads(text) == value


@pytest.mark.parametrize(
    ("reads", "texts"),
    [
        (values.count, ("0", "1001", "-1", "1.5", "", "x", MANY_DIGITS)),
        (values.seconds, ("", "play", "play=", "play=4", "=30", "play=3601", "play=30,", "150")),
        (values.port, ("65536", "-1", "http", "", MANY_DIGITS)),
        (values.address, ("", "localhost", "1.2.3", "1.2.3.4/8")),
        (values.pin, ("123", "1234567890123", "12a4", "", "12 4")),
        (values.speed, ("0", "0.09", "1000001", "nan", "inf", "-inf", "fast", "")),
        (values.size, ("big", "1280", "x720", "1280x", "319x240", "320x239", f"{MANY_DIGITS}x1")),
    ],
)
def test_what_is_written_wrong_is_refused(
    reads: Callable[[str], object], texts: tuple[str, ...]
) -> None:
    """In words of our own, with what was written."""
    for text in texts:
        with pytest.raises(argparse.ArgumentTypeError) as raised:
            reads(text)
        assert text in str(raised.value)


def test_names_are_written_with_commas_of_either_script() -> None:
    """Whatever is around them or empty is dropped; nothing is nobody."""
    assert values.player_names(" Leila ,, سارا،بهرام,") == ("Leila", "سارا", "بهرام")
    assert values.player_names("") == ()


@pytest.mark.parametrize("typed", ["Олена, 李明", "Zoë; Anaïs", "Leila, Tomasz"])
def test_names_are_what_was_typed_in_any_locale(typed: str) -> None:
    """An ASCII locale hands over the bytes, Latin-1 other letters for them; theirs stay theirs."""
    assert values.player_names(typed) == tuple(re.split("[,;] ", typed))
    handed_over = typed.encode().decode("ascii", "surrogateescape")
    assert values.player_names(handed_over) == tuple(re.split("[,;] ", typed))
    assert values.as_typed(handed_over) == typed
    assert values.team(handed_over) == typed
    latin = b"Ren\xe9".decode("utf-8", "surrogateescape")
    assert values.player_names(latin) == ("René",)


def test_names_are_read_from_a_file(tmp_path: Path) -> None:
    """With or without a byte order mark, in UTF-16 as well, whatever ends the lines."""
    file = tmp_path / "names.txt"
    text = "\ufeffسارا\r\n\r\n  بهرام \rمینا\n"
    for content in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        file.write_bytes(content)
        assert values.player_names(f"@{file}") == ("سارا", "بهرام", "مینا")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"x" * 100_001, "larger than 100 kB"),
        (None, "No such file"),
    ],
)
def test_a_file_of_names_that_is_none_is_wrong(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    """It is named, with what is wrong with it."""
    file = tmp_path / "names.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(WrongUsage, match=says) as raised:
        values.player_names(f"@{file}")
    assert str(file) in str(raised.value)


@pytest.mark.timeout(10)
def test_a_file_without_an_end_is_no_list_of_names() -> None:
    """A device says that it is empty and gives for ever."""
    with pytest.raises(WrongUsage, match="larger than"):
        values.player_names("@/dev/zero")


def test_more_names_than_a_room_holds_are_wrong() -> None:
    """As many as it holds are not."""
    names = ",".join(f"N{n}" for n in range(ROOM_SIZE))
    assert len(values.player_names(names)) == ROOM_SIZE
    with pytest.raises(WrongUsage, match=str(ROOM_SIZE + 1)):
        values.player_names(f"{names},one more")


def test_the_wifis_password_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a Wi-Fi is named; a script that gives none is not kept waiting."""
    monkeypatch.setenv(values.WIFI_PASSWORD, "hush hush")
    assert values.wifi_password("guests") == "hush hush"
    assert values.wifi_password("") == ""


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


def test_ids_stand_between_commas() -> None:
    """With spaces or without; an empty one is none."""
    assert values.ids("mood, tip,,") == ("mood", "tip")
    assert values.ids(" ,") == ()


def test_every_paper_and_kind_can_be_printed() -> None:
    """The command line knows their names alone."""
    assert tuple(PAPERS) == values.PAPERS
    assert tuple(Kind) == values.KINDS


def test_every_theme_can_be_chosen() -> None:
    """The command line knows their names alone; what they look like takes longer to import."""
    assert tuple(THEMES) == values.THEMES
