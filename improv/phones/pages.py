"""Pages: states become HTML. The same words without a script and with one.

Templates escape whatever they are given. Knows Jinja's loader and the files under assets/phones;
each file is served under a name that changes with it, so that a phone fetches it once.
"""

import gzip
import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from improv import paths
from improv.locale.numerals import digits
from improv.locale.phrases import direction, phrase
from improv.look import DAYLIGHT
from improv.look.svg import mark_svg
from improv.phones.icons import TEMPLATE_GLOBALS
from improv.phones.payloads import Payload
from improv.phones.style import FONTS, stage_sheet, style_sheet

FOLDER = paths.ASSETS / "phones"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".wav": "audio/wav",
}


class File:
    """What is served beside the pages."""

    def __init__(self, content: bytes, type_: str) -> None:
        self.content, self.type = content, type_

    @cached_property
    def packed(self) -> bytes:
        """gzip, made once and when it is asked for: the air in a room is narrow."""
        return gzip.compress(self.content, mtime=0)


class Pages:
    """All that is served beside the API."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        """`languages`: what a phone may choose, each with its own name."""
        self.languages = languages
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals.update(TEMPLATE_GLOBALS)
        self.files: dict[str, File] = {}
        """name -> what `/static/` serves under it, for ever."""
        self._named: dict[str, str] = {}
        for file in sorted(FOLDER.iterdir()):
            if file.suffix in _TYPES:
                self._keep(file.name, file.read_bytes())
        for file in sorted(paths.SOUNDS.glob("*.wav")):
            self._keep(file.name, file.read_bytes())
        for name in FONTS:
            self._keep(name, (paths.FONTS / name).read_bytes())
        self._keep("look.css", style_sheet().encode())
        self._keep("stage-look.css", stage_sheet(self._named.__getitem__).encode())
        self._keep("mark.svg", mark_svg(DAYLIGHT).encode())

    def _keep(self, name: str, content: bytes) -> None:
        mark = hashlib.sha256(content).hexdigest()[:10]
        stem, dot, ending = name.rpartition(".")
        self._named[name] = served = f"{stem}.{mark}{dot}{ending}"
        self.files[served] = File(content, _TYPES[Path(name).suffix])

    def whole(self, page: str, prefix: str, told: Payload, **extra: Any) -> str:
        """A whole page of the room under `prefix`: `voter`, `host`, `login`, `stage`."""
        return self._render(f"{page}.html", prefix, told, extra)

    def main(self, page: str, prefix: str, told: Payload) -> str:
        """Its <main> alone, to be put in place of the one that is shown."""
        return self._render(f"{page}-main.html", prefix, told, {})

    def _render(self, template: str, prefix: str, told: Payload, extra: Mapping[str, Any]) -> str:
        language = told["language"]

        def file(name: str) -> str:
            return f"{prefix}/static/{self._named[name]}"

        def say(name: str, /, **values: str | int) -> str:
            return phrase(language, name, **values)

        def figures(number: int | str) -> str:
            return digits(language, number)

        known = {
            "say": say,
            "figures": figures,
            "dir": direction(language),
            "languages": self.languages,
            "file": file,
            "prefix": prefix,
            "code": "",
            "refusal": "",
        }
        return self._templates.get_template(template).render({**known, **told, **extra})
