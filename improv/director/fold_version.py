"""Which fold this program has: another one may make another state of the same events.

Nobody has to remember to count it up: it is a hash over the compiled code of all of the core.
"""

import pkgutil
import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from types import CodeType
from typing import Any

from improv import core


@cache
def fold_version() -> str:
    """The same for the same code under the same Python; empty where the code cannot be read.

    A frozen program has its code, if not its sources; one that was compiled to a library has none.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(core.__path__, "improv.core."))
    facts: list[Any] = [sys.version]
    for name in names:
        spec = find_spec(name)
        get_code = getattr(spec.loader, "get_code", None) if spec else None
        code = get_code(name) if get_code else None
        if code is None:
            return ""
        facts.append((name, _facts(code)))
    return sha256(repr(facts).encode()).hexdigest() if names else ""


def _facts(code: CodeType) -> tuple[Any, ...]:
    """What a code does, in the same words each time: without places, files and orders of sets."""
    counts = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags
    names = code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
    constants = tuple(
        _facts(one)
        if isinstance(one, CodeType)
        else sorted(map(repr, one))
        if isinstance(one, frozenset)
        else repr(one)
        for one in code.co_consts
    )
    return code.co_name, code.co_code, code.co_exceptiontable, counts, names, constants
