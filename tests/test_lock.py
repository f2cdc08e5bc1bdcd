"""The lock and pyproject.toml agree: what is declared is locked, and so is all that it needs."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BACKEND = PROJECT["build-system"]["requires"]
DECLARED = [
    *BACKEND,
    *PROJECT["project"]["dependencies"],
    *(one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra),
    *(one for group in PROJECT["dependency-groups"].values() for one in group),
]
LOCKED = [
    Requirement(line)
    for line in LOCK.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def versions(name: str) -> list[str]:
    """The versions that the lock has of a package; of most there is one."""
    return [
        next(iter(one.specifier)).version
        for one in LOCKED
        if canonicalize_name(one.name) == canonicalize_name(name)
    ]


@pytest.mark.parametrize("declared", DECLARED)
def test_what_is_declared_is_locked(declared: str) -> None:
    """Every dependency, extra, group and part of the build backend, in a version that fits."""
    wanted = Requirement(declared)
    assert versions(wanted.name), f"{wanted.name} is not in {LOCK.name}: run .ci/lock"
    assert all(map(wanted.specifier.contains, versions(wanted.name))), "run .ci/lock"


def test_every_locked_version_is_exact() -> None:
    """One `==` a line, and no marker that pip 24.1 to 25.3 cannot evaluate on Linux."""
    for one in LOCKED:
        assert [each.operator for each in one.specifier] == ["=="], str(one)
        assert "platform_release" not in str(one.marker), str(one)


def test_the_build_backend_is_exact() -> None:
    """pip builds where no constraint reaches it, so the backend brings its own lock."""
    named = {canonicalize_name(Requirement(one).name) for one in BACKEND}
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", one) for one in BACKEND)
    assert {name for name in needed("hatchling") if installed(name)} <= named


def test_what_the_dependencies_need_is_locked() -> None:
    """Whatever is installed here because of a dependency of ours is in the lock, too."""
    known = {canonicalize_name(one.name) for one in LOCKED}
    found = {name for declared in DECLARED for name in needed(declared)}
    assert {name for name in found if installed(name)} <= known


def needed(declared: str, seen: set[str] | None = None) -> Iterator[str]:
    """The name of a requirement, and of everything that its package asks for on this machine."""
    seen = set() if seen is None else seen
    wanted = Requirement(declared)
    name = canonicalize_name(wanted.name)
    if str(wanted) in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
        return
    seen.add(str(wanted))
    yield name
    for text in requires(name) or () if installed(name) else ():
        part = Requirement(text)
        if part.marker is None or any(
            part.marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras)
        ):
            part.marker = None
            yield from needed(str(part), seen)


def installed(name: str) -> bool:
    """Whether the package is in this environment."""
    try:
        requires(name)
    except PackageNotFoundError:
        return False
    return True
