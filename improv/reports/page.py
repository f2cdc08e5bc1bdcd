"""A report's page: a template of assets/reports or assets/guide, our colours, one language.

Whatever is put in is escaped. A page asks for no file and no network, and says so to the browser.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from improv.core.numerals import digits
from improv.locale.phrases import direction, phrase
from improv.look.colours import Colour, Theme
from improv.look.svg import mark_svg
from improv.look.themes import CONTRAST, DAYLIGHT, STAGE
from improv.look.web_fonts import web_fonts
from improv.paths import ASSETS, FONTS

_NO_WORDS = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)


def render(template: str, language: str, *, fonts: bool = False, **values: Any) -> str:
    """The whole page. `values` are what the template asks for; one that is missing is an error.

    With `fonts` it carries typefaces: of their pieces by script those that its own texts need.
    """
    page = _render(template, language, "", values)
    if fonts:
        page = _render(template, language, _faces(page, language), values)
    return page.encode("utf-8", "replace").decode()  # half of a surrogate pair is no letter


def _render(template: str, language: str, faces: str, values: Mapping[str, Any]) -> str:

    def say(name: str, /, **more: str | int) -> str:
        return phrase(language, name, **more)

    def figures(number: float | str) -> str:
        return figure_text(language, number)

    return (
        _templates()
        .get_template(template)
        .render(
            language=language,
            dir=direction(language),
            say=say,
            figures=figures,
            mark=Markup(mark_svg(DAYLIGHT)),  # noqa: S704 - our own shapes
            colours=Markup(_colours()),  # noqa: S704 - our own figures
            faces=Markup(faces),  # noqa: S704 - our own files
            **values,
        )
    )


def figure_text(language: str, number: float | str) -> str:
    """A figure in the language's digits, with its sign for decimals."""
    text = digits(language, f"{number:g}" if isinstance(number, float) else str(number))
    return text if text.isascii() else text.replace(".", "\u066b")


def _faces(page: str, language: str) -> str:
    """The typefaces that a page needs, as CSS."""
    characters = frozenset(_NO_WORDS.sub("", page))
    families = families_of(language)
    # Both have Latin letters: those of the other one would be fetched for nothing.
    of_both = {"latin", "extended"}
    return "\n".join(
        font.face(_embedded(font.name))
        for font in web_fonts()
        if font.weight in ("Regular", "Bold")
        and (font.family == families[0] or font.piece not in of_both)
        and font.has_any(characters)
    )


def families_of(language: str) -> tuple[str, str]:
    """The typefaces of a language, its own first: Heebo is the one with Hebrew letters."""
    return ("Heebo", "Vazirmatn") if language.startswith("he") else ("Vazirmatn", "Heebo")


@cache
def _embedded(name: str) -> str:
    """A file of a typeface, as a URL that holds it."""
    content = b64encode((FONTS / "web" / name).read_bytes()).decode()
    return f"data:font/woff2;base64,{content}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader([ASSETS / "reports", ASSETS / "guide"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _colours() -> str:
    """Light, dark, or full contrast, as the reader's system asks; paper is light."""
    return "\n".join(
        (
            _rule(DAYLIGHT),
            f"@media screen and (prefers-color-scheme:dark){{{_rule(STAGE)}}}",
            f"@media screen and (prefers-contrast:more){{{_rule(CONTRAST)}}}",
        )
    )


def _rule(theme: Theme) -> str:
    colours = theme_colours(theme).items()
    return f":root{{{''.join(f'--{name}:{code};' for name, code in colours)}}}"


def theme_colours(theme: Theme) -> dict[str, str]:
    """The colours that a page is made of, each as `#rrggbb` under its name."""
    colours = {
        "page": theme.top,
        "ink": theme.ink,
        "soft": theme.soft,
        "panel": theme.panel.fill,
        "panel-ink": theme.panel.ink,
        "panel-soft": theme.panel.soft,
        "line": theme.edge or theme.track,
        "accent": theme.accent.fill,
        "accent-ink": theme.accent.ink,
        **{f"grade-{grade}": colour for grade, colour in enumerate(theme.grades, start=1)},
    }
    return {name: hex_code(one) for name, one in colours.items()}


def hex_code(colour: Colour) -> str:
    """A colour as `#rrggbb`."""
    return "#" + "".join(f"{channel:02x}" for channel in colour)
