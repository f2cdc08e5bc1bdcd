"""Each way to install improv that the README knows, word for word, in a home of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.guide.commands import ROOT
from tests.guide.machine import Machine

UV = "uv tool install --constraints requirements.lock ."
UV_WITH_ALL = 'uv tool install --constraints requirements.lock ".[piper,listen,serve]"'
PIPX = 'pipx install --pip-args="-c requirements.lock" .'
PIP = "python3 -m venv ~/improv && ~/improv/bin/pip install -c requirements.lock ."
STARTS = "~/improv/bin/improv"
MORE = ('pip install -c requirements.lock ".[piper]"', "pip install typst")
INSTALLS = (UV, UV_WITH_ALL, PIPX, PIP, STARTS, *MORE)

_INSTALLED = "import importlib.metadata as m; [print(d.name, d.version) for d in m.distributions()]"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """One that reaches the package index, and finds no improv among the sources."""
    return Machine(tmp_path / "home", {"PYTHONPATH": ""}, own_network=False)


def is_as_locked(python: Path) -> None:
    """Whatever this Python has besides improv has the version of the lock."""
    ran = subprocess.run([python, "-I", "-c", _INSTALLED], capture_output=True, check=True)
    own = {"improv", "pip", "setuptools"}
    found = {tuple(line.split()) for line in ran.stdout.decode().splitlines()}
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    locked = {
        (canonicalize_name(one.name), str(one.specifier).removeprefix("=="))
        for one in (Requirement(line) for line in lines if line and not line.startswith("#"))
    }
    named = {(canonicalize_name(name), version) for name, version in found}
    assert "pygame-ce" in {name for name, _ in named}
    assert {one for one in named if one[0] not in own} <= locked


def plays(machine: Machine, improv: str) -> None:
    """It plays a demo from another folder, with the cards that it brings."""
    code, said = machine.run(f"{improv} play --demo --screen none --rounds 1 --data data")
    assert (code, "ballots:" in said) == (0, True), said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("commands", "environment"),
    [
        ((UV, UV_WITH_ALL), ".local/share/uv/tools/improv"),
        ((PIPX,), ".local/share/pipx/venvs/improv"),
    ],
)
def test_a_tool_installs_it(machine: Machine, commands: tuple[str, ...], environment: str) -> None:
    """By uv and by pipx, each as PyPI has it: `improv` is a program of this home."""
    tool = commands[0].split()[0]
    tools = machine.home / "tools"
    subprocess.run([sys.executable, "-m", "venv", tools], check=True)
    subprocess.run([tools / "bin" / "pip", "install", "-q", tool], check=True)
    (machine.home / "bin" / tool).symlink_to(tools / "bin" / tool)
    for command in commands:
        code, said = machine.run(command, folder=ROOT)
        assert code == 0, said
        is_as_locked(machine.home / environment / "bin" / "python")
        plays(machine, "~/.local/bin/improv")


@pytest.mark.slow
def test_pip_installs_it_where_a_system_forbids_pip(machine: Machine) -> None:
    """In an environment of its own; it starts, and takes up voices and what prints afterwards."""
    code, said = machine.run(PIP, folder=ROOT)
    assert code == 0, said
    python = machine.home / "improv" / "bin" / "python"
    is_as_locked(python)
    with machine.started(STARTS) as running:
        running.wait_for(r"http://127\.0\.0\.1:\d+/menu/")
        running.end()
    plays(machine, STARTS)
    for command in MORE:
        code, said = machine.run(f"export PATH=~/improv/bin:$PATH; {command}", folder=ROOT)
        assert code == 0, said
    subprocess.run([python, "-I", "-c", "import piper, typst, improv"], check=True)
