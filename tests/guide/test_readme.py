"""README and guide tell the truth: every command can be read, and installs what was tested."""

import re
import shlex
from pathlib import Path

import pytest

from improv.cli import parser
from tests.cli.commands import improv
from tests.guide.commands import README, commands, doubtful
from tests.guide.machine import pack_of_the_guide

NO_COMMANDS = {
    "esbuild --target=es2019",  # how a file of somebody else's was made
    "chmod 600",  # half of one
    *("balance uri depth 2", "hash-type consistent"),  # HAProxy's settings
}


@pytest.mark.parametrize("command", [one for one in commands() if one.startswith("improv ")])
def test_every_command_can_be_read(command: str) -> None:
    """argparse takes each of them: no unknown command, option or value."""
    parser().parse_args(shlex.split(command)[1:])


def test_no_command_is_overlooked() -> None:
    """Code of several words begins with a program that is known, or is no command."""
    assert {*doubtful()} == NO_COMMANDS


def test_the_pack_of_the_guide_has_no_problem(tmp_path: Path) -> None:
    """Whoever copies it can go on from there."""
    pack = pack_of_the_guide(tmp_path)
    assert {file.name for file in pack.iterdir()} == {"cards.yaml", "en.yaml"}
    ran = improv("check", pack)
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


def test_the_readme_moves_and_is_soon_there() -> None:
    """Its picture is a GIF of several frames under 2 MB, where it says."""
    shown = re.findall(r"^!\[.+\]\((.+\.gif)\)$", README.read_text("utf-8"), re.MULTILINE)
    assert len(shown) == 1
    picture = (README.parent / shown[0]).read_bytes()
    assert picture.startswith(b"GIF89a")
    assert picture.count(b"\x21\xf9\x04") > 10, "a graphic control extension for each frame"
    assert len(picture) < 2_000_000
