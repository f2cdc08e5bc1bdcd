"""What a report of a fault needs, as a few files of text that name nobody.

Nothing is copied and then cleaned: only figures, and words that this program itself has (versions,
languages, games that it ships, types of events, its own files and functions), are put in. What
people wrote, or called something, is counted at most. Its words are data for whoever mends the
program, in one language, as in an export.
"""

import json
import platform
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from improv import __version__
from improv.core.event_codec import stored_name
from improv.core.events import EVENTS
from improv.director.ports import Unreadable
from improv.locale.system import system_language
from improv.paths import CARDS, data_folder
from improv.wiring.faults import fault_files

if TYPE_CHECKING:
    from improv.wiring.doctor import Findings

PACKAGES = ("pygame-ce", "uharfbuzz", "pyttsx3", "uvicorn", "starlette", "typst", "piper-tts")
"""Those whose versions explain most faults."""
MOST_SESSIONS = 20
"""The newest, with their counts of events."""
MOST_TRACES = 5
LONGEST_TRACE = 200_000
"""Bytes of a file with the details of a fault; more is not ours."""
_NEVER = (1980, 1, 1, 0, 0, 0)
"""The hour of every file in an archive: the same report is the same bytes."""
_BEGINS = "Traceback (most recent call last):"
_FRAME = re.compile(r' *File "([^"\n]+)", line ([0-9]+), in ([a-zA-Z_<][a-zA-Z0-9_.<>]*)')
_TYPE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_OURS = re.compile(r"(?:.*[\\/])?(improv(?:[\\/][a-z0-9_]+)+\.py)$")
_LIBRARY = re.compile(
    r".*[\\/](?:site-packages|dist-packages|python3\.[0-9]+)[\\/]([A-Za-z0-9_.\\/-]+\.py)$"
)


def fault_report(data: Path, found: "Findings") -> dict[str, str]:
    """Name -> text of each file, of a data folder and what the doctor has found on the machine."""
    return {
        "versions.json": _json(_versions()),
        "machine.json": _json(_machine(found)),
        "places.json": _json(_places(data)),
        "settings.json": _json(_settings(data)),
        "sessions.json": _json(_sessions(data)),
        "faults.txt": "\n".join(_traces()) + "\n",
    }


def archive(files: Mapping[str, str]) -> bytes:
    """The files as one ZIP."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            zipped.writestr(ZipInfo(name, _NEVER), text, ZIP_DEFLATED)
    return packed.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, indent=1) + "\n"


def _figures(text: str) -> str:
    """The number that a text begins with: what comes after it somebody may have called so."""
    return (re.match(r"[0-9.]*", text) or [""])[0]


def _versions() -> dict[str, object]:
    packages = {}
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            packages[name] = _figures(version(name))
    return {
        "improv": __version__,
        "frozen": hasattr(sys, "frozen"),
        "python": platform.python_version(),
        "system": sys.platform,
        "release": _figures(platform.release()),
        "build": _figures(platform.version()),
        "bits": sys.maxsize.bit_length() + 1,
        "language": system_language(),
        "packages": packages,
    }


def _machine(found: "Findings") -> dict[str, object]:
    return {
        "displays": list(found.displays),
        "networks": found.networks,
        "voices": {_voiced(engine): counts for engine, counts in found.spoken.items()},
        "problems": len(found.problems),
    }


def _voiced(engine: str) -> str:
    """An engine and the numbers of its version: not where it is, nor who built it."""
    name, _, told = engine.partition(": ")
    return " ".join([name, *re.findall(r"[0-9]+(?:\.[0-9]+)+", told)])


def _places(data: Path) -> dict[str, object]:
    usual = data.resolve() == data_folder().resolve() == _platform_folder().resolve()
    return {
        "data": _shortened(data) if usual else "another folder",
        "there": data.is_dir(),
        "files": {path.suffix: path.stat().st_size for path in sorted(data.glob("sessions.db*"))},
        "cards": "inside the program" if "data" in CARDS.parts else "a checkout",
    }


def _platform_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("improv", appauthor=False))


def _shortened(path: Path) -> str:
    """A path with the home folder as `~`; nothing of it where it is elsewhere."""
    try:
        return (Path("~") / path.resolve().relative_to(Path.home().resolve())).as_posix()
    except (ValueError, RuntimeError):
        return "another folder"


def _settings(data: Path) -> dict[str, object]:
    """What was chosen: figures, and words of the program's own; of all else that there is some."""
    from improv.wiring import settings
    from improv.wiring.choices import VALUES, Choices

    try:
        kept = settings.load(data)
    except settings.Unreadable:
        return {"unreadable": True}
    choices = Choices.of(kept.choices)
    shipped, words = _shipped(), {word for values in VALUES.values() for word in values}

    def told(value: Any) -> object:
        if isinstance(value, bool | int):
            return value
        if isinstance(value, tuple):
            return [one if one in shipped else "of one's own" for one in value]
        return value if not value or value in shipped or value in words else "of one's own"

    return {
        "team": bool(kept.team),
        "seconds": len(kept.seconds),
        "listen": kept.listen,
        **{one.name: told(getattr(choices, one.name)) for one in fields(choices)},
    }


def _shipped() -> set[str]:
    """The ids of packs, games and plans that the program ships."""
    return {
        path.stem
        for folder in (CARDS, CARDS / "formats", CARDS / "plans")
        for path in folder.iterdir()
    }


def _sessions(data: Path) -> list[dict[str, object]] | str:
    """The newest sessions: how many events of which type, and where one is damaged."""
    from improv.wiring.sessions import read_journal

    try:
        with closing(read_journal(data)) as journal:
            return [_session(journal, header) for header in journal.sessions()[:MOST_SESSIONS]]
    except Unreadable as fault:
        return fault.name


def _session(journal: Any, header: Any) -> dict[str, object]:
    known = {stored_name(kind) for kind in EVENTS}
    types: Counter[str] = Counter()
    told: dict[str, object] = {
        "ended": header.ended,
        "demo": header.demo,
        "minutes": header.mark // 60_000,
    }
    try:
        for record in journal.records(header.id):
            kind = record.event.get("type")
            types[kind if kind in known else "unknown"] += 1
    except Unreadable as fault:
        told["damaged"] = {"event": _figures(fault.values.get("event", "")), "why": fault.name}
    return {**told, "events": dict(sorted(types.items()))}


def _traces() -> Iterator[str]:
    """Of the newest faults: the time, the files and lines that led there, and the error's type."""
    pattern = fault_files()
    found = sorted(pattern.parent.glob(pattern.name), key=_age)[:MOST_TRACES]
    for number, path in enumerate(found, 1):
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                text = file.read(LONGEST_TRACE)
        except OSError:
            continue
        yield f"fault {number}"
        yield from traced(text)
    if not found:
        yield "none"


def _age(path: Path) -> float:
    with suppress(OSError):
        return -path.stat().st_mtime
    return 0.0


def traced(text: str) -> Iterator[str]:
    """Of a traceback: each frame and the error's type. Its message is somebody's words."""
    inside = False
    for line in text.splitlines():
        if line.strip() == _BEGINS:
            inside = True
        elif inside and (frame := _FRAME.fullmatch(line)):
            yield f"  {_file(frame[1])}:{frame[2]} {frame[3]}"
        elif inside and line[:1].strip():
            inside = False
            if kind := _TYPE.match(line):
                yield f" {kind[0]}"


def _file(path: str) -> str:
    """A file of the program, or of a library, without the folder that it lies in."""
    ours, library = _OURS.match(path), _LIBRARY.match(path)
    if ours and _is_module(name := ours[1].replace("\\", "/")):
        return name
    return library[1].replace("\\", "/") if library else "another file"


def _is_module(file: str) -> bool:
    """Whether the program has such a file: a folder of somebody's may be called like it, too."""
    try:
        return find_spec(file.removesuffix(".py").replace("/", ".")) is not None
    except (ImportError, ValueError):
        return False
