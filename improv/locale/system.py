"""The language of the system, for words that are said before a session has one.

Knows the environment and Windows' own answer; never a session.
"""

import os
import re
import sys
from collections.abc import Mapping

_ENGLISH = "en"
_NAMED = ("LC_ALL", "LC_MESSAGES", "LANG")
_TAG = re.compile(r"([a-z]{2,3})(?![a-z])")


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """The system's language tag, without its region; English where it has none (`C`, `POSIX`)."""
    told = next((value for name in _NAMED if (value := environ.get(name))), "")
    if not told and sys.platform == "win32":
        import ctypes
        import locale

        told = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    tag = _TAG.match(told.lower())
    return tag[1] if tag else _ENGLISH
