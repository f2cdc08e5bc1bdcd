"""The language of the system, and words in it, for whoever typed the command.

Knows the environment's variables and what Windows answers; never a session's language. Only the
command line and the wiring speak it: what may serve many rooms says the name of its words and their
values, or is told a language.
"""

import os
import sys
from collections.abc import Mapping

from improv.locale.phrases import plain
from improv.locale.tags import primary_language

_ENGLISH = "en"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """The system's language tag, without its region; English where it has none (`C`, `POSIX`)."""
    found = next((value for name in _VARIABLES if (value := environ.get(name))), "")
    if not found and sys.platform == "win32":
        import ctypes
        import locale

        found = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return primary_language(found) or _ENGLISH


def plain_here(name: str, /, **values: str | int) -> str:
    """`plain()` in the system's language."""
    return plain(system_language(), name, **values)
