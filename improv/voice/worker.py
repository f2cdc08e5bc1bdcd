"""The worker process: one engine, one request a line, one response a line, until the input ends.

Its argument is the name of an entry point of `improv.voice` or, as entry points write it,
`module:function`. Whatever an engine prints or raises stays in this process; worker_client.py
watches over it. Requests, and the responses to them, are lines of JSON:

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

from improv import own_process
from improv.voice.engine import GROUP, Engine, NotInstalled, Style, UnknownVoice, Unusable
from improv.voice.wav import LARGEST

_NICE = 5
"""A lower priority than the game's: frames and ballots go first."""

_WATCHDOG = 60
"""Seconds after which a request ends the process, in case nobody is left to kill it."""


def load(name: str) -> Engine:
    """The engine of that name. Raises Unusable if there is none."""
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


def respond(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The engine's response to a request. Raises whatever the engine raises."""
    if request["ask"] == "voices":
        voices = engine.voices(request["language"])
        return {"version": engine.version, "voices": [asdict(voice) for voice in voices]}
    style = Style(**request["style"])
    words = engine.render(request["text"], request["voice"], style, Path(request["file"]))
    return {"words": list(words)}


def serve(name: str, requests: "SimpleQueue[bytes]", responses: BinaryIO) -> None:
    """Respond for ever. The first request loads the engine, so that a failure has a response."""
    engine: Engine | None = None
    while True:
        request = json.loads(requests.get())
        faulthandler.dump_traceback_later(_WATCHDOG, exit=True)
        try:
            engine = engine or load(name)
            response = json.dumps(respond(engine, request))
        except NotInstalled as fault:
            response = json.dumps({"error": "not_installed", "why": str(fault)})
        except Unusable as fault:
            response = json.dumps({"error": "unusable", "why": str(fault)})
        except UnknownVoice as fault:
            response = json.dumps({"error": "unknown_voice", "why": str(fault)})
        except Exception as fault:
            response = json.dumps({"error": "failed", "why": f"{type(fault).__name__}: {fault}"})
        faulthandler.cancel_dump_traceback_later()
        responses.write(response.encode() + b"\n")
        responses.flush()


def _read(requests: "SimpleQueue[bytes]", source: BinaryIO) -> None:
    """Queue the requests, on a thread of its own; end the process when the input ends."""
    # So an engine that hangs cannot outlive the game.
    for line in source:
        requests.put(line)
    os._exit(0)


def _limit_process() -> None:
    """Lower the priority, bound the size of files, dump no core, leave Ctrl+C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        os.nice(_NICE)
        with suppress(ValueError):  # the hard limit is even lower
            resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: Sequence[str]) -> None:
    """Serve the engine that is named by the only argument."""
    (engine,) = arguments
    source, responses = own_process.take_streams()
    _limit_process()
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(requests, source), daemon=True).start()
    serve(engine, requests, responses)
