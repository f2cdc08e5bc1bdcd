"""The README tells the truth: every command in it exists, with every option."""

import re
import shlex
from pathlib import Path

import pytest

from improv.cli import parser

README = Path(__file__).parent.parent / "README.md"
COMMANDS = re.findall(r"`(improv [a-z][^`]*)`", README.read_text("utf-8"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_can_be_read(command: str) -> None:
    """argparse takes each of them: no unknown command, option or value."""
    chosen = parser().parse_args(shlex.split(command)[1:])
    assert chosen.command


def test_the_readme_has_two_commands_for_a_fresh_machine() -> None:
    """One runs the main job, one the tests; .ci/run runs both, word for word."""
    blocks = re.findall(r"^```\n(.*?)\n```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert all(block.startswith("python -m pip install") for block in blocks)
    assert all("\n" not in block for block in blocks)


def test_both_commands_install_what_was_tested() -> None:
    """The exact versions of the lock, not whatever is newest that day."""
    installs = re.findall(r"pip install .*", README.read_text("utf-8"))
    assert len(installs) == 3
    assert all(install.startswith("pip install -c requirements.lock ") for install in installs)
