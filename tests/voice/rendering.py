"""Renders texts in a process of its own, since espeak can be initialised once in a process.

`python rendering.py` reads one JSON list of jobs from its input, `[text, voice, style, file]`,
and writes one line of JSON: the version, the voices, and the words or the error of each job.
"""

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from improv.voice.engine import Style
from improv.voice.speaker import PLAIN

LANGUAGES = ("en", "fa", "ar", "he")


@dataclass(frozen=True)
class Job:
    """One text to render."""

    text: str
    voice: str
    file: Path
    style: Style = PLAIN


@dataclass(frozen=True)
class Rendered:
    """The results of all jobs."""

    version: str
    voices: dict[str, list[str]]
    """The ids of the voices for each of LANGUAGES."""
    words: list[list[int] | str]
    """For each job the ms at which its words begin, or the name of the error."""


def render_all(*jobs: Job) -> Rendered:
    """Run the jobs in one child process with the engine of this machine."""
    asked = [[job.text, job.voice, asdict(job.style), str(job.file)] for job in jobs]
    return Rendered(**answer("tests.voice.rendering", asked))


def answer(program: str, request: object) -> Any:
    """What one of our programs writes when it reads the request; both are JSON."""
    child = subprocess.run(
        [sys.executable, "-m", program],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return json.loads(child.stdout)


def _main() -> None:
    from improv.voice.engines.pyttsx3 import engine

    request = json.loads(sys.stdin.buffer.read())
    with contextlib.redirect_stdout(io.StringIO()):  # pyttsx3 prints
        speech = engine()
        words: list[list[int] | str] = []
        for text, voice, style, file in request:
            try:
                words.append(list(speech.render(text, voice, Style(**style), Path(file))))
            except Exception as error:
                words.append(type(error).__name__)
        voices = {of: [voice.id for voice in speech.voices(of)] for of in LANGUAGES}
    sys.stdout.write(json.dumps({"version": speech.version, "voices": voices, "words": words}))


if __name__ == "__main__":
    _main()
