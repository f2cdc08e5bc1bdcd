"""Words in the system's language, for whoever typed the command.

Only the command line and the wiring speak it: what may serve many rooms says the name of its words
and their values, or is told a language.
"""

from improv.locale.phrases import plain
from improv.locale.system import system_language


def plain_here(name: str, /, **values: str | int) -> str:
    """`plain()` in the system's language."""
    return plain(system_language(), name, **values)
