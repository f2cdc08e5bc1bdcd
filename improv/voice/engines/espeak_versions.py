"""Prints the version of each espeak-ng library that it is given, an empty line for one that fails.

Run in a process of its own: two libraries of one soname would be in each other's way, and not
every one leaves a process when it is closed. The system's goes first, found by that soname.
"""

import ctypes
from collections.abc import Sequence


def main(libraries: Sequence[str]) -> None:
    """Print a line for each library, by its name or its path."""
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
