"""The colours of the pages: the projector's own, chosen by the phone's setting.

The stage in a browser has the projector's themes, sizes and typefaces too.
"""

from collections.abc import Callable

from improv.look import CONTRAST, DAYLIGHT, STAGE, THEMES
from improv.look.css import phases, rule, sizes

_WEIGHTS = {"Regular": 400, "Bold": 700, "Black": 900}
_FAMILIES = ("Vazirmatn", "Heebo")
"""One for Arabic script and Latin, one for Hebrew and Latin; a browser fetches what it needs."""

FONTS = tuple(f"{family}-{weight}.ttf" for family in _FAMILIES for weight in _WEIGHTS)


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
    """The projector's themes by name, its type scale, its typefaces.

    `served`: the name under which a font's file is served, beside this sheet.
    """
    themes = (rule(f"[data-theme={name}]", theme) for name, theme in THEMES.items())
    faces = (
        f"@font-face{{font-family:{family};font-weight:{number};font-display:block;"
        f"src:url({served(f'{family}-{weight}.ttf')})}}"
        for family in _FAMILIES
        for weight, number in _WEIGHTS.items()
    )
    return "\n".join((*themes, phases(STAGE), sizes(".stage"), *faces, ""))
