"""The version of the fold is the same for the same code, and another one for other code."""

import os
import subprocess
import sys

import pytest

from improv.director.fold_version import _facts, fold_version

SHOW = "from improv.director.fold_version import fold_version; print(fold_version())"


def shown(*options: str, **environ: str) -> str:
    """What a program of its own finds."""
    command = [sys.executable, *options, "-c", SHOW]
    done = subprocess.run(
        command, env={**os.environ, **environ}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_another_run_of_this_program_finds_the_same() -> None:
    """Whatever order its sets have, and whether it was compiled before."""
    here = fold_version()
    assert len(here) == 64
    assert shown(PYTHONHASHSEED="1") == here
    assert shown("-B", "-X", "pycache_prefix=/nowhere", PYTHONHASHSEED="2") == here


@pytest.mark.parametrize(
    "other",
    [
        "def fold(state, more=2):\n    return state + 1\n",
        "def fold(state, more=1):\n    return state - 1\n",
        "def fold(state, more=1):\n    return state + True\n",
        "def fold(state, *, more=1):\n    return state + 1\n",
        "def fold(state, more=1):\n    return {'a', 'c'} and state + 1\n",
        "def fold(state, more=1):\n    return (lambda: state + 1)()\n",
    ],
)
def test_another_line_of_code_is_another_fold(other: str) -> None:
    """Be it a default, an operator, the type of a constant, or in a function within."""
    code = "def fold(state, more=1):\n    return state + 1\n"

    def facts(source: str) -> str:
        return repr(_facts(compile(source, "x.py", "exec")))

    assert facts(other) != facts(code)
    assert facts(f"\n\n# A remark.\n{code}") == facts(code)


def test_where_the_code_cannot_be_read_there_is_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was compiled to a library: it folds everything, and is never wrong."""
    from importlib.machinery import SourceFileLoader

    monkeypatch.setattr(SourceFileLoader, "get_code", lambda self, name: None)
    assert fold_version.__wrapped__() == ""
