"""A report's page: a template of assets/reports, our colours, and words in one language.

Whatever is put in is escaped. A page asks for no file and no network, and says so to the browser.
"""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from improv.core.numerals import digits
from improv.locale.phrases import direction, phrase
from improv.look.colours import Colour, Theme
from improv.look.svg import mark_svg
from improv.look.themes import CONTRAST, DAYLIGHT, STAGE
from improv.paths import ASSETS


def render(template: str, language: str, **values: Any) -> str:
    """The whole page. `values` are what the template asks for; one that is missing is an error."""

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
            **values,
        )
    )


def figure_text(language: str, number: float | str) -> str:
    """A figure in the language's digits, with its sign for decimals."""
    text = digits(language, f"{number:g}" if isinstance(number, float) else str(number))
    return text if text.isascii() else text.replace(".", "\u066b")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(ASSETS / "reports"),
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
    return f":root{{{''.join(f'--{name}:{_hex(one)};' for name, one in colours.items())}}}"


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour)
