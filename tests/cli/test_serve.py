"""`improv serve`: what may be written behind it, and the files of the guide that start it."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from improv.cli import parser, values
from improv.paths import ASSETS
from improv.wiring.errors import WrongUsage

FILES = ASSETS / "guide" / "files"
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://rooms.example.org/", "https://rooms.example.org"),
        ("HTTP://Rooms.Example.org:8080", "http://rooms.example.org:8080"),
    ],
)
def test_an_address_of_a_service(typed: str, meant: str) -> None:
    """Without a path and a slash at its end."""
    assert parser().parse_args(["serve", "--public-url", typed]).public_url == meant


@pytest.mark.parametrize(
    "typed",
    ["rooms.example.org", "https://", "ftp://a", "https://a/b", "https://a:b", "https://u:p@a", ""],
)
def test_no_address_of_a_service(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said what one looks like."""
    with pytest.raises(SystemExit):
        parser().parse_args(["serve", "--public-url", typed])
    assert "https://rooms.example.org" in capsys.readouterr().err


def test_a_database_that_is_none_is_not_repeated() -> None:
    """There may be a password in it."""
    with pytest.raises(WrongUsage) as refused:
        values.database("mysql://me:tiger@db/rooms")
    assert "tiger" not in str(refused.value)
    assert values.database("postgresql://db/rooms")


@pytest.mark.slow
def test_a_service_imports_no_window() -> None:
    """Nor what only a window or a microphone needs."""
    program = "import sys, improv.wiring.hosted.serve; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    modules = ran.stdout.decode().split()
    assert "improv.phones.rooms_app" in modules
    windows = ("pygame", "uharfbuzz", "improv.screen", "improv.listening")
    assert [name for name in modules if name.startswith(windows)] == []


def test_the_unit_starts_what_there_is() -> None:
    """systemd's unit: every option of its command is one of ours."""
    unit = (FILES / "improv@.service").read_text("utf-8")
    found = re.search(r"^ExecStart=/opt/improv/bin/improv (.+)$", unit, re.MULTILINE)
    assert found
    chosen = parser().parse_args(shlex.split(found[1].replace("%i", "8765")))
    assert (chosen.command, chosen.port, chosen.bind) == ("serve", 8765, "127.0.0.1")
    assert str(chosen.trusted_proxy[0]) == "127.0.0.1/32"


def test_the_container_is_built_of_the_lock() -> None:
    """What it copies is there, and what it installs is declared."""
    container = (FILES / "Containerfile").read_text("utf-8")
    assert "-c /src/requirements.lock" in container
    assert (ROOT / "requirements.lock").exists()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = re.search(r"/src\[(\w+)\]", container)
    assert extras
    assert extras[1] in project["optional-dependencies"]


def test_the_proxy_tells_what_is_believed() -> None:
    """Each header that phones/proxies.py reads is set; Caddy sets them all, HAProxy's `For` too."""
    nginx, haproxy = ((FILES / name).read_text("utf-8") for name in ("nginx.conf", "haproxy.cfg"))
    for name in ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"):
        assert f"proxy_set_header {name} " in nginx
    for name in ("X-Forwarded-Proto", "X-Forwarded-Host"):
        assert f"set-header {name} " in haproxy
    assert "option forwardfor" in haproxy
