"""The other process: one engine, one request a line, one answer a line, until the input ends.

Its one argument is the name of an entry point of `improv.voice` or, as entry points write it,
`module:function`. Whatever an engine prints, raises or waits for stays in here;
how it is watched is workshop.py's business.

    {"ask": "voices", "language": "fa"}
    {"version": "1.52", "voices": [{"id": ..., "name": ..., "languages": ["fa"]}]}

    {"ask": "render", "text": ..., "voice": ..., "style": {...}, "file": "/a/place.part"}
    {"words": [0, 310]}

    {"error": "not_installed" | "unusable" | "unknown_voice" | "failed", "why": ...}
"""

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from improv.voice.engine import GROUP, Engine, NotInstalled, Style, UnknownVoice, Unusable
from improv.voice.wav import LARGEST

_NICE = 5
"""Frames and ballots go first."""

_LAST_RESORT = 60
"""Seconds after which a request ends the process, should nobody be left to do so."""


def load(name: str) -> Engine:
    """The engine of that name. Unusable where there is none."""
    if ":" in name:
        module, _, function = name.partition(":")
        make = getattr(import_module(module), function)
    else:
        found = entry_points(group=GROUP, name=name)
        if not found:
            raise Unusable(name)
        make = next(iter(found)).load()
    engine: Engine = make()
    return engine


def answer(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """What the engine has to say to a request; raises what it raises."""
    if request["ask"] == "voices":
        voices = engine.voices(request["language"])
        return {"version": engine.version, "voices": [asdict(voice) for voice in voices]}
    style = Style(**request["style"])
    words = engine.render(request["text"], request["voice"], style, Path(request["file"]))
    return {"words": list(words)}


def serve(name: str, requests: "SimpleQueue[bytes]", answers: BinaryIO) -> None:
    """Answer for ever. The engine is loaded by the first request, so that a failure is told."""
    engine: Engine | None = None
    while True:
        request = json.loads(requests.get())
        faulthandler.dump_traceback_later(_LAST_RESORT, exit=True)
        try:
            engine = engine or load(name)
            said = json.dumps(answer(engine, request))
        except NotInstalled as fault:
            said = json.dumps({"error": "not_installed", "why": str(fault)})
        except Unusable as fault:
            said = json.dumps({"error": "unusable", "why": str(fault)})
        except UnknownVoice as fault:
            said = json.dumps({"error": "unknown_voice", "why": str(fault)})
        except Exception as fault:
            said = json.dumps({"error": "failed", "why": f"{type(fault).__name__}: {fault}"})
        faulthandler.cancel_dump_traceback_later()
        answers.write(said.encode() + b"\n")
        answers.flush()


def _read(requests: "SimpleQueue[bytes]", source: BinaryIO) -> None:
    """Beside the engine, so that its hanging cannot outlive the parent: no input, no process."""
    for line in source:
        requests.put(line)
    os._exit(0)


def _apart(stream: int, mode: int) -> int:
    """A standard stream, moved to where no engine finds it; nothing is left in its place."""
    kept = os.dup(stream)
    nothing = os.open(os.devnull, mode)
    os.dup2(nothing, stream)
    os.close(nothing)
    return kept


def _humbly() -> None:
    """Last in line for the processor, no endless file, no core dump; Ctrl-C is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        os.nice(_NICE)
        with suppress(ValueError):  # where even less is allowed
            resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: Sequence[str]) -> None:
    """Serve the one engine that the arguments name."""
    (engine,) = arguments
    source = os.fdopen(_apart(0, os.O_RDONLY), "rb")
    answers = os.fdopen(_apart(1, os.O_WRONLY), "wb")
    _humbly()
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(requests, source), daemon=True).start()
    serve(engine, requests, answers)
