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
    *(
        "improv",
        "~/improv/bin/improv",
        "python",
        "python3",
        "pip",
        "uv",
        "pipx",
        "sudo",
        "systemd-run",
    ),
    *(".ci/run", "./install", "lint-imports", "podman", "psql"),
)
"""What a command begins with."""
_NO_COMMAND = re.compile(r"-|\{|@|[\w -]+[:(]|Authorization: ")
"""How other code with a space in it begins: an option, a field of a card, a heading of a column."""


def code() -> Iterator[str]:
    """All code: in backticks and blocks, in `code` and `pre`, and what the guide's files say."""
    text = README.read_text("utf-8")
    yield from re.findall(r"^```\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    yield from re.findall(
        r"`([^`\n]+(?:\n[^`\n]+)?)`",
        re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL),
    )
    for page in PAGES:
        text = page.read_text("utf-8")
        yield from map(unescape, re.findall(r"<code[^>]*>([^<]*)</code>", text))
        for block in re.findall(r"<pre[^>]*>([^<]*)</pre>", text):
            yield from (line for line in unescape(block).splitlines() if is_command(line))
    for file in sorted(FILES.iterdir()):
        for note in re.findall(r"^(?:#|--) .*: (.*)$", file.read_text("utf-8"), re.MULTILINE):
            yield note


def is_command(text: str) -> bool:
    """Whether it begins with one of PROGRAMS."""
    return text.split(maxsplit=1)[0:1] != [] and text.split(maxsplit=1)[0] in PROGRAMS


def commands() -> list[str]:
    """Each once, on one line."""
    return list(dict.fromkeys(" ".join(one.split()) for one in code() if is_command(one)))


def doubtful() -> list[str]:
    """Code of several words that may be a command of a program that PROGRAMS lacks."""
    lines = (" ".join(one.split()) for one in code())
    return [
        one for one in lines if " " in one and not is_command(one) and not _NO_COMMAND.match(one)
    ]
