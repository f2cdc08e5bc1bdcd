"""The doctor: what this machine has, in lines.

Looks at everything that the game would use and changes nothing. The game does without a screen, a
sound device or a voice: only what would break it is a problem. What speaks is looked at by
doctor_voices.py, what a report of a fault holds is gathered by fault_report.py.
"""

import asyncio
import os
import platform
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from improv import __version__
from improv.director.ports import JournalError, NotSaved, Unreadable
from improv.journal.file import NAME
from improv.journal.store import SqliteJournal
from improv.locale.system import plain_here
from improv.paths import CARDS
from improv.scenes.system_buttons import BUTTONS
from improv.wiring.doctor_voices import Say, Spoken, sound
from improv.wiring.errors import listed, worded
from improv.wiring.faults import fault_files
from improv.wiring.settings import NAME as SETTINGS
from improv.wiring.voice import set_voices_folder


@dataclass(frozen=True, slots=True)
class Findings:
    """What an examination has found."""

    problems: Sequence[str]
    """What would break a game, in the system's language."""
    spoken: Spoken
    displays: Sequence[str]
    networks: int


def examine(
    data: Path, voices: Path | None, *, mute: bool, say: Say, system: str = sys.platform
) -> Findings:
    """Say what there is. With `mute` no sample is played. Raises WrongUsage."""
    set_voices_folder(voices)
    pygame = version("pygame-ce")
    say(f"improv {__version__}, Python {platform.python_version()}, pygame-ce {pygame}")
    problems = [*_two_pygames(), *_data(data, say)]
    displays, networks = _displays(say), _networks(say)
    _questions(say, system)
    spoken = asyncio.run(sound(say, mute=mute))
    say(plain_here("doctor.bundle", command="improv doctor --bundle report.zip"))
    return Findings(problems, spoken, displays, networks)


def _two_pygames() -> list[str]:
    """The classic package has the same folder: whichever was installed last has overwritten it."""
    try:
        version("pygame")
    except PackageNotFoundError:
        return []
    command = "pip uninstall -y pygame pygame-ce && pip install pygame-ce"
    return [plain_here("doctor.classic", old="pygame", new="pygame-ce", command=command)]


def _data(folder: Path, say: Say) -> list[str]:
    say(plain_here("doctor.data", folder=str(folder)))
    kept, faults = str(folder / SETTINGS), str(fault_files())
    say(plain_here("doctor.places", settings=kept, cards=str(CARDS), faults=faults))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as trial:
            SqliteJournal.open(Path(trial)).close()
    except JournalError as error:
        return [plain_here(error.name, **{**error.values, "path": str(folder), "option": "--data"})]
    except OSError as error:
        why = error.strerror or str(error)
        return [plain_here("doctor.data.closed", folder=str(folder), why=why, option="--data")]
    return [*_read_only(folder / NAME), *_damaged_sessions(folder)]


def _read_only(file: Path) -> Iterator[str]:
    if file.exists() and not os.access(file, os.W_OK):
        yield worded(NotSaved("journal.read_only", path=str(file)))


def _damaged_sessions(folder: Path) -> Iterator[str]:
    from improv.wiring.sessions import read_journal

    try:
        with closing(read_journal(folder)) as journal:
            for header in journal.sessions():
                try:
                    deque(journal.records(header.id), maxlen=0)
                except Unreadable as fault:
                    yield worded(fault)
    except Unreadable as fault:
        yield worded(fault)


def _displays(say: Say) -> list[str]:
    from improv.screen import displays
    from improv.screen.window_messages import NoDisplay

    try:
        sizes = displays.begin()
    except NoDisplay:
        say(plain_here("doctor.displays.none"))
        return []
    displays.end()
    found = [f"{wide}x{high}" for wide, high in sizes]
    say(plain_here("doctor.displays", listed=listed(found)))
    return found


def _networks(say: Say) -> int:
    from improv.phones.networks import is_loopback, networks

    names = [f"{n.address} ({n.adapter})" for n in networks() if not is_loopback(n.address)]
    if names:
        say(plain_here("doctor.phones", listed=listed(names)))
    else:
        say(plain_here("doctor.phones.none"))
    return len(names)


def _questions(say: Say, system: str) -> None:
    """What the system asks before it opens the program, and before phones come in."""
    from improv.phones.networks import asking_firewall

    if asks := asking_firewall(system):
        for question in (f"doctor.gate.{asks}", f"doctor.firewall.{asks}"):
            say(plain_here(question, **BUTTONS[asks]))


def say_sentence(language: str) -> list[str]:
    """Let a voice say a sentence in that language; how it went, and where phones come in."""
    from improv.wiring.doctor_voices import spoken_sentence

    said = spoken_sentence(language)
    _networks(said.append)
    return said
