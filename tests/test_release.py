"""What is released: the workflow that builds it, and the wheels that it needs on each system."""

import json
import os
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parent.parent
WORKFLOW = ROOT / ".github/workflows/release.yml"
SYSTEMS = {
    "Windows x64": ({"sys_platform": "win32", "platform_machine": "AMD64"}, r"win_amd64"),
    "macOS arm64": (
        {"sys_platform": "darwin", "platform_machine": "arm64"},
        r"macosx_1\d_\d+_(arm64|universal2)",
    ),
}
PYTHON = "3.12"
"""What the workflow builds with."""


def test_every_action_is_pinned_and_may_only_read() -> None:
    """Each by the hash of a commit; only what lays the draft may write, and only that."""
    flow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one) for one in used)
    assert flow["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in flow["jobs"].items()} == {
        "build": None,
        "release": {"contents": "write"},
    }


def test_what_the_workflow_runs_is_there() -> None:
    """Each file of ours that a step names, and a Python that the project declares."""
    text = WORKFLOW.read_text("utf-8")
    named = set(re.findall(r"\.(?:ci|github)/[\w.-]+[\w]", text))
    assert {".ci/build", ".ci/package", ".ci/improv.nsi", ".github/release-notes.md"} <= named
    assert not [name for name in named if not (ROOT / name).is_file()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"Programming Language :: Python :: {PYTHON}" in project["classifiers"]
    assert f'python-version: "{PYTHON}"' in text


@pytest.mark.parametrize("name", ["improv.spec", "improv.nsi", "licences.py", "icon.py"])
def test_no_path_of_one_system(name: str) -> None:
    """What three systems build from names no folder that only one of them has."""
    text = (ROOT / ".ci" / name).read_text("utf-8")
    assert not re.search(r"[\"'\s](/(usr|opt|lib|home|tmp|etc|var)/|[A-Z]:\\)", text)


@pytest.mark.slow
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_wheel_exists(system: str) -> None:
    """Of every package of the lock, in its version; one question a package."""
    marked, platform = SYSTEMS[system]
    wanted = _locked(marked)
    with ThreadPoolExecutor(8) as ask:
        there = list(ask.map(_files, [canonicalize_name(one.name) for one in wanted]))
    missing = [
        str(one)
        for one, files in zip(wanted, there, strict=True)
        if not any(_fits(name, one, platform) for name in files)
    ]
    assert not missing


def _locked(marked: dict[str, str]) -> list[Requirement]:
    """The lines of the lock that hold on the system."""
    environment = marked | {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    locked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return [one for one in locked if one.marker is None or one.marker.evaluate(environment)]


@cache
def _files(package: str) -> list[str]:
    """What the configured index has of a package."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    asked = Request(
        f"{index}/{package}/",
        headers={"Accept": "application/vnd.pypi.simple.v1+json"},
    )
    try:
        with urlopen(asked, timeout=30) as answer:
            return [file["filename"] for file in json.load(answer)["files"]]
    except (URLError, TimeoutError) as fault:
        pytest.skip(f"no package index to ask: {fault}")


def _fits(name: str, wanted: Requirement, platform: str) -> bool:
    """Whether the file is a wheel for the system, for our Python, in the wanted version."""
    if not name.endswith(".whl"):
        return False
    _, version, _, tags = parse_wheel_filename(name)
    ours = f"cp{PYTHON.replace('.', '')}"
    return wanted.specifier.contains(version) and any(
        (tag.platform == "any" or re.fullmatch(platform, tag.platform))
        and (tag.interpreter in ("py3", "py2.py3", ours) or tag.abi == "abi3")
        for tag in tags
    )
