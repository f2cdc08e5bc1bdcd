"""Every command that the README and the guide's pages show, in all languages, word for word."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from improv.paths import ASSETS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = sorted((ASSETS / "guide").glob("*.*.html"))
FILES = ASSETS / "guide" / "files"

PROGRAMS = (
    *("improv", "~/improv/bin/improv", "python", "python3", "pip", "uv", "pipx", "sudo"),
    *("systemd-run", "systemctl", "podman", "psql", ".ci/run", "./install", "lint-imports"),
)
"""What a command begins with."""
_BLOCK = re.compile(r"^```\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_NO_COMMAND = re.compile(r"-|\{|@|[\w -]+[:(]|Authorization: ")
"""How other code with a space in it begins: an option, a field of a card, a heading of a column."""


def code() -> Iterator[str]:
    """All code: in backticks and blocks, in `code` and `pre`, and what the guide's files say."""
    text = README.read_text("utf-8")
    yield from _BLOCK.findall(text)
    yield from re.findall(r"`([^`]+)`", _BLOCK.sub("", text))
    for page in PAGES:
        text = page.read_text("utf-8")
        yield from map(unescape, re.findall(r"<code[^>]*>([^<]*)</code>", text))
        for block in re.findall(r"<pre[^>]*>([^<]*)</pre>", text):
            lines = unescape(block).replace("\\\n", " ").splitlines()
            yield from filter(is_command, lines)
    for file in sorted(FILES.iterdir()):
        notes = re.findall(r"^(?:#|--) .*?: (.*)$", file.read_text("utf-8"), re.MULTILINE)
        yield from filter(is_command, notes)


def is_command(text: str) -> bool:
    """Whether it begins with one of PROGRAMS."""
    return text.split()[:1] in [[program] for program in PROGRAMS]


def commands() -> list[str]:
    """Each once, on one line."""
    return list(dict.fromkeys(" ".join(one.split()) for one in code() if is_command(one)))


def doubtful() -> list[str]:
    """Code of several words that may be a command of a program that PROGRAMS lacks."""
    lines = (" ".join(one.split()) for one in code())
    return [
        one for one in lines if " " in one and not is_command(one) and not _NO_COMMAND.match(one)
    ]
