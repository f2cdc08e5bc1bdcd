"""Prints the version of each espeak-ng library of its arguments, an empty line if one fails.

It runs in a process of its own: two libraries of one soname get in each other's way, and not every
library can be unloaded. The system's must be the first argument, since its soname finds it.
"""

import ctypes
from collections.abc import Sequence


def main(libraries: Sequence[str]) -> None:
    """Print one line for each library, which is named by its soname or its path."""
    for library in libraries:
        print(_version(library))  # noqa: T201 -- the parent reads it


def _version(library: str) -> str:
    try:
        info = ctypes.CDLL(library).espeak_Info
    except (AttributeError, OSError):
        return ""
    info.restype, info.argtypes = ctypes.c_char_p, [ctypes.c_void_p]
    words: bytes = info(None)
    return words.decode().partition(" ")[0]
