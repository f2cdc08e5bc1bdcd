"""Pages: payloads become HTML, the same with a script and without one.

Templates escape whatever they are given. Each file is served under a name that changes with its
content, so that a phone fetches it once. Knows Jinja and the files under assets/phones; belongs to
the process, and serves all its rooms.
"""

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from improv import paths
from improv.core.actions import ACTIONS
from improv.core.cards import HEAT
from improv.core.line_text import MOST_CLUSTERS
from improv.core.numerals import digits
from improv.core.roster import LINE_LENGTH, NAME_LENGTH
from improv.core.state import LOUDEST
from improv.locale.phrases import direction, phrase
from improv.look.svg import mark_svg
from improv.look.themes import DAYLIGHT
from improv.look.web_fonts import web_fonts
from improv.phones.icons import TEMPLATE_GLOBALS
from improv.phones.page_parts import PageParts
from improv.phones.page_text import with_whole_figures
from improv.phones.payloads import Payload
from improv.phones.style import stage_sheet, style_sheet

FOLDER = paths.ASSETS / "phones"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".woff2": "font/woff2",
}


LIMITS: Mapping[str, Any] = {
    "heat_levels": HEAT,
    "loudest": LOUDEST,
    "name_length": NAME_LENGTH,
    "line_length": LINE_LENGTH,
    "line_most": MOST_CLUSTERS,
}
"""The core's, for what can be pressed and typed on a page."""
IN_ANY_PHASE = frozenset(name for name, action in ACTIONS.items() if action.any_phase)
"""Actions whose form need not say in which phase it was pressed."""


class File:
    """A file that is served beside the pages."""

    def __init__(self, content: bytes, type_: str) -> None:
        self.content, self.type = content, type_

    @cached_property
    def gzipped(self) -> bytes:
        """The content in gzip, made once when it is first asked for: a room's Wi-Fi is slow."""
        return gzip.compress(self.content, mtime=0)


def _in_place(_: str, caller: Callable[[], Markup]) -> Markup:
    """A part of a page that is sent as a whole."""
    return caller()


class Pages:
    """The templates and files."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        """`languages`: what a phone may choose, tag -> its own name."""
        self.languages = languages
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals.update(TEMPLATE_GLOBALS, **LIMITS, in_any_phase=IN_ANY_PHASE)
        self.files: dict[str, File] = {}
        """The name under which `/static/` serves a file -> the file."""
        self._served_names: dict[str, str] = {}
        """The name of a file -> the name under which it is served."""
        for file in sorted(FOLDER.iterdir()):
            if file.suffix in _TYPES:
                self._add(file.name, file.read_bytes())
        for file in sorted(paths.SOUNDS.glob("*.wav")):
            self._add(file.name, file.read_bytes())
        for font in web_fonts():
            self._add(font.name, (paths.FONTS / "web" / font.name).read_bytes())
        self._add("look.css", style_sheet().encode())
        self._add("stage-look.css", stage_sheet(self._served_names.__getitem__).encode())
        self._add("mark.svg", mark_svg(DAYLIGHT).encode())

    def _add(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:10]
        stem, dot, ending = name.rpartition(".")
        self._served_names[name] = served = f"{stem}.{digest}{dot}{ending}"
        self.files[served] = File(content, _TYPES[Path(name).suffix])

    async def read_templates(self) -> None:
        """Read them all, which takes a moment: nobody waits for one later."""
        # One by one, so that who stops does not wait for all of them.
        for name in self._templates.list_templates(extensions=["html"]):
            await asyncio.to_thread(self._templates.get_template, name)

    def page(self, name: str, prefix: str, payload: Payload, **extra: Any) -> str:
        """A whole page of the room under `prefix`: `voter`, `host`, `login`, `stage`."""
        return self._render(f"{name}.html", prefix, payload, extra)

    def main(self, name: str, prefix: str, payload: Payload) -> PageParts:
        """The <main> of a page alone, to be put in place of the one that is shown."""
        parts: dict[str, str] = {}

        def part(name: str, caller: Callable[[], Markup]) -> Markup:
            parts[name] = caller()
            return Markup(f"<!--{name}-->")  # noqa: S704 - a name of ours

        parts["main"] = self._render(f"{name}-main.html", prefix, payload, {"part": part})
        return PageParts(parts)

    def _render(
        self, template: str, prefix: str, payload: Payload, extra: Mapping[str, Any]
    ) -> str:
        language = payload["language"]

        def file(name: str) -> str:
            return f"{prefix}/static/{self._served_names[name]}"

        def say(name: str, /, **values: str | int) -> str:
            return phrase(language, name, **values)

        def figures(number: int | str) -> str:
            return digits(language, number)

        def text(words: str) -> str:
            return with_whole_figures(words, language)

        shared = {
            "say": say,
            "text": text,
            "figures": figures,
            "dir": direction(language),
            "languages": self.languages,
            "file": file,
            "prefix": prefix,
            "code": "",
            "find": "",
            "refusal": "",
            "part": _in_place,
        }
        return self._templates.get_template(template).render({**shared, **payload, **extra})
