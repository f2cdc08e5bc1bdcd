"""The colours of the pages: the projector's own, chosen by the phone's setting.

The stage in a browser has the projector's themes, sizes and typefaces too.
"""

from collections.abc import Callable

from improv.look.css import phases, rule, sizes
from improv.look.themes import CONTRAST, DAYLIGHT, STAGE, THEMES
from improv.phones.web_fonts import web_fonts


def style_sheet() -> str:
    """Light by default, dark or full contrast where the phone asks for it."""
    return "\n".join(
        (
            rule(":root", DAYLIGHT),
            f"@media (prefers-color-scheme:dark){{{rule(':root', STAGE)}}}",
            f"@media (prefers-contrast:more){{{rule(':root', CONTRAST)}}}",
            phases(DAYLIGHT),
            "",
        )
    )


def stage_sheet(served: Callable[[str], str]) -> str:
    """The themes by name, type scale and typefaces; `served`: a font's name beside this sheet."""
    themes = (rule(f"[data-theme={name}]", theme) for name, theme in THEMES.items())
    faces = (font.face(served(font.name)) for font in web_fonts())
    return "\n".join((*themes, phases(STAGE), sizes(".stage"), *faces, ""))
