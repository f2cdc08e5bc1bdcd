"""How a package is had that this program does without."""

import sys


def install_command(packages: str, *, built: bool | None = None) -> str:
    """The command that installs `packages`, however improv was installed by Python.

    The program that needs no Python takes nothing in: there it is the one that opens the guide,
    whose first page says what to do instead. `built`: whether this is that one; asked if None.
    """
    if hasattr(sys, "frozen") if built is None else built:
        return "improv guide"
    return f"pip install {packages}"
