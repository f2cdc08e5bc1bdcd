"""Where files are: the shipped cards and assets, and the user's data.

A checkout has cards/ and assets/ beside the package; a wheel carries them in improv/data.
"""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent

CARDS = _ROOT / "cards"
ASSETS = _ROOT / "assets"
FONTS = ASSETS / "fonts"
SOUNDS = ASSETS / "sounds"


def data_folder(chosen: Path | None = None) -> Path:
    """The user's data folder: `chosen`, else $IMPROV_DATA, else the platform's place."""
    if chosen is not None:
        return chosen
    if given := os.environ.get("IMPROV_DATA"):
        return Path(given)
    import platformdirs  # a tenth of the time that `improv --version` takes

    return Path(platformdirs.user_data_dir("improv", appauthor=False))


def own_packs(data: Path) -> Path:
    """Where the user's own packs are, each a folder named by its id; it may not be there yet."""
    return data / "packs"


def own_formats(data: Path) -> Path:
    """Where the user's own games are, each a file named by its id; it may not be there yet."""
    return data / "formats"


def own_plans(data: Path) -> Path:
    """Where the user's own plans are, as the games."""
    return data / "plans"


def system_font_folders() -> tuple[Path, ...]:
    """Where the operating system and its user keep fonts; folders that are not there included."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return windows, home / "AppData/Local/Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    shared = [Path(folder) / "fonts" for folder in ("/usr/share", "/usr/local/share")]
    return *shared, home / ".local/share/fonts", home / ".fonts"
