"""The settings of a data folder: what a facilitator chose last time, beside the journal.

One JSON file, replaced as a whole. A file that cannot be read is told of and left as it is: it may
have been written by hand, and nothing of a game depends on it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from improv.locale.system import plain_here
from improv.whole_file import replace_text

NAME = "settings.json"
LONGEST = 100_000
"""Bytes; more is not ours."""


class Unreadable(Exception):
    """The file is there and no settings of ours; `str()` says so, with its path and the place."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is kept from session to session."""

    team: str = ""
    """The name of the team that plays."""
    seconds: Mapping[str, int] = field(default_factory=dict)
    """How long phases last: `play`, or of one game alone `riddle.play` -> seconds."""
    listen: bool | None = None
    """Whether the microphone may hear who practises alone; None: nobody was asked yet."""
    choices: Mapping[str, object] = field(default_factory=dict)
    """What was chosen on the home screen, as choices.py keeps it."""


def load(folder: Path) -> Settings:
    """The settings of a data folder; the usual ones where there are none. Raises Unreadable."""
    from improv.core.roster import clean_name

    path = folder / NAME
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as trouble:
        raise _unreadable(path, trouble.strerror or str(trouble)) from None
    try:
        found = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError) as fault:
        place = (
            f"{fault.lineno}:{fault.colno}" if isinstance(fault, json.JSONDecodeError) else "1:1"
        )
        raise _unreadable(path, place) from None
    team = found.get("team", "") if isinstance(found, dict) else None
    seconds = found.get("seconds", {}) if isinstance(found, dict) else None
    listen = found.get("listen") if isinstance(found, dict) else None
    choices = found.get("choices", {}) if isinstance(found, dict) else None
    if (
        not isinstance(team, str)
        or not isinstance(seconds, dict)
        or not isinstance(listen, bool | None)
        or not isinstance(choices, dict)
    ):
        raise _unreadable(path, "1:1")
    kept = {name: lasts for name, lasts in seconds.items() if _is_time(lasts)}
    return Settings(clean_name(team), kept, listen, choices)


def keep(folder: Path, settings: Settings, say: Callable[[str], None]) -> None:
    """Save them; `say` prints why that could not be done."""
    try:
        save(folder, settings)
    except OSError as trouble:
        say(plain_here("console.not_kept", why=trouble.strerror or str(trouble)))


def _is_time(value: object) -> bool:
    from improv.core.timing import LEAST_SECONDS, MOST_SECONDS

    return type(value) is int and LEAST_SECONDS <= value <= MOST_SECONDS


def _unreadable(path: Path, why: str) -> Unreadable:
    return Unreadable(plain_here("wrong.settings", path=str(path), why=why))


def save(folder: Path, settings: Settings) -> None:
    """Replace the file as a whole. Raises OSError; then the one that was there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n"
    replace_text(folder / NAME, text, private=True)
