"""README and guide tell the truth: every command in them exists, with every option."""

import re
import shlex
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from improv.cli import parser
from improv.paths import ASSETS
from tests.cli.commands import improv

README = Path(__file__).parent.parent / "README.md"
GUIDE = sorted((ASSETS / "guide").glob("*.*.html"))


def commands() -> Iterator[str]:
    """Those of the README in backticks, those of the guide in `code` elements."""
    yield from re.findall(r"`(improv [a-z][^`]*)`", README.read_text("utf-8"))
    for page in GUIDE:
        found = re.findall(r"<code[^>]*>(improv [a-z][^<]*)</code>", page.read_text("utf-8"))
        yield from (re.sub(r"\s+", " ", unescape(one)) for one in found)


HARMLESS = (
    *("improv plan", "improv plan first-hour", "improv plan first-hour --print plan.html"),
    *("improv formats", "improv sessions", "improv solo --due", "improv check my-pack"),
    *("improv check --say my-pack", "improv play --demo", "improv doctor"),
)
"""They read, or write here alone, and come back by themselves."""


@pytest.mark.parametrize("command", list(dict.fromkeys(commands())))
def test_every_command_can_be_read(command: str) -> None:
    """argparse takes each of them: no unknown command, option or value."""
    chosen = parser().parse_args(shlex.split(command)[1:])
    assert chosen.command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the pack that the guide's page on cards shows, and with a data folder."""
    page = (ASSETS / "guide" / "writing-cards.en.html").read_text("utf-8")
    shown = unescape(page.partition('<pre tabindex="0">')[2].partition("</pre>")[0])
    pack = tmp_path / "my-pack"
    pack.mkdir()
    for part in re.split(r"^# (?=\w+\.yaml$)", shown, flags=re.MULTILINE)[1:]:
        name, _, text = part.partition("\n")
        (pack / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", HARMLESS)
def test_harmless_commands_do_what_they_are_named_for(command: str, here: Path) -> None:
    """Each is in the README or the guide, and ends well on a machine that was never used."""
    assert command in {*commands()}
    source = str(README.parent)
    more = ("--screen", "none") if "--demo" in command else ()
    ran = improv(
        *shlex.split(command)[1:], *more, IMPROV_DATA=str(here / "data"), PYTHONPATH=source
    )
    assert (ran.returncode, ran.stdout != "" or "--print" in command) == (0, True), ran.stderr


def test_the_pack_of_the_guide_has_no_problem(here: Path) -> None:
    """Whoever copies it can go on from there."""
    assert {file.name for file in (here / "my-pack").iterdir()} == {"cards.yaml", "en.yaml"}
    ran = improv("check", here / "my-pack", PYTHONPATH=str(README.parent))
    assert (ran.returncode, "no problem" in ran.stdout) == (0, True), ran.stdout


def test_the_readme_has_two_commands_for_a_fresh_machine() -> None:
    """One runs the main job, one the tests; .ci/run runs both, word for word."""
    blocks = re.findall(r"^```\n(.*?)\n```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert all(block.startswith("python -m pip install") for block in blocks)
    assert all("\n" not in block for block in blocks)


def test_every_way_to_install_takes_what_was_tested() -> None:
    """The exact versions of the lock, not whatever is newest that day: by pip, uv and pipx."""
    text = README.read_text("utf-8")
    installs = re.findall(r"\bpip install .*", text)
    assert len(installs) == 4
    assert all(install.startswith("pip install -c requirements.lock ") for install in installs)
    assert "uv tool install --constraints requirements.lock ." in text
    assert 'pipx install --pip-args="-c requirements.lock" .' in text
