"""Pages: states become HTML. The same words without a script and with one.

Templates escape whatever they are given. Knows Jinja's loader and the files under assets/phones;
each file is served under a name that changes with it, so that a phone fetches it once.
"""

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from improv import paths
from improv.locale.numerals import digits
from improv.locale.phrases import direction, phrase
from improv.look import DAYLIGHT, mark_svg
from improv.phones.states import Told
from improv.phones.style import style_sheet

FOLDER = paths.ASSETS / "phones"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class File(NamedTuple):
    """What is served beside the pages, packed once: the air in a room is narrow."""

    content: bytes
    packed: bytes
    """gzip."""
    type: str


class Pages:
    """All that is served beside the API."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        """`languages`: what a phone may choose, each with its own name."""
        self._languages = languages
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.files: dict[str, File] = {}
        """name -> what `/static/` serves under it, for ever."""
        self._named: dict[str, str] = {}
        for file in sorted(FOLDER.iterdir()):
            if file.suffix in _TYPES:
                self._keep(file.name, file.read_bytes())
        self._keep("look.css", style_sheet().encode())
        self._keep("mark.svg", mark_svg(DAYLIGHT).encode())

    def _keep(self, name: str, content: bytes) -> None:
        mark = hashlib.sha256(content).hexdigest()[:10]
        stem, dot, ending = name.rpartition(".")
        self._named[name] = served = f"{stem}.{mark}{dot}{ending}"
        self.files[served] = File(
            content, gzip.compress(content, mtime=0), _TYPES[Path(name).suffix]
        )

    def whole(self, page: str, told: Told, **extra: Any) -> str:
        """A whole page: `voter`, `host`, `login`."""
        return self._render(f"{page}.html", told, extra)

    def main(self, page: str, told: Told) -> str:
        """Its <main> alone, to be put in place of the one that is shown."""
        return self._render(f"{page}-main.html", told, {})

    def _render(self, template: str, told: Told, extra: Mapping[str, Any]) -> str:
        language, asked_with = told["language"], {"code": "", "refusal": "", **extra}

        def say(name: str, /, **values: str | int) -> str:
            return phrase(language, name, **values)

        def figures(number: int | str) -> str:
            return digits(language, number)

        return self._templates.get_template(template).render(
            told,
            say=say,
            figures=figures,
            dir=direction(language),
            languages=self._languages,
            file=lambda name: f"/static/{self._named[name]}",
            **asked_with,
        )
