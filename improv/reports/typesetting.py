"""Typst: a template of assets/reports and what it says become a PDF, without a network.

The words go to the template as JSON, never as markup. Knows no content.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from improv.installing import install_command
from improv.paths import ASSETS, FONTS
from improv.reports.page import families_of
from improv.reports.pdf_text import readable

INSTALL = install_command("typst")
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF."""

    content: bytes
    pages: int


def installed() -> bool:
    """Whether typst is there: the extra `print`."""
    return find_spec("typst") is not None


def fonts_of(language: str) -> list[str]:
    """The families in which a language is set, that of its own first."""
    return [*families_of(language), "Noto Sans", "Noto Sans Arabic", "Noto Color Emoji"]


def typeset(template: str, values: Mapping[str, object], day: int) -> Document:
    """What `values` say, tagged after PDF/UA-1; ImportError without the extra `print`.

    Its text is copied as it is written. The same values are the same bytes.

    `day`: its date, since 1 January 1970.
    """
    from typst import TypstError

    said = json.dumps(values, ensure_ascii=False)
    said = said.encode("utf-8", "replace").decode()  # half of a surrogate pair is no letter
    try:
        return _compiled(template, said, day, ours_alone=True)
    except TypstError:
        # A letter that none of our fonts has: it is looked for in those of the machine. One that is
        # nowhere does not keep the page from being written, as the standard would.
        return _compiled(template, said, day, ours_alone=False)


def _compiled(template: str, said: str, day: int, *, ours_alone: bool) -> Document:
    from typst import Compiler

    compiler = Compiler(
        ASSETS / "reports" / template,
        font_paths=[FONTS],
        ignore_system_fonts=ours_alone,
        sys_inputs={"page": said},
    )
    document = compiler.compile(
        format="pdf",
        pdf_standards=["ua-1"] if ours_alone else None,
        timestamp=day * _DAY,
    )
    assert isinstance(document, bytes)
    (pages,) = json.loads(compiler.query("<last>", field="value"))
    return Document(readable(document), int(pages))
