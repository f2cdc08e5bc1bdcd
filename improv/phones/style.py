"""The colours of the pages: the projector's own, chosen by the phone's setting."""

from improv.look import CONTRAST, DAYLIGHT, STAGE
from improv.look.css import rule


def style_sheet() -> str:
    """Light by default, dark or full contrast where the phone asks for it."""
    return "\n".join(
        (
            rule(":root", DAYLIGHT),
            f"@media (prefers-color-scheme:dark){{{rule(':root', STAGE)}}}",
            f"@media (prefers-contrast:more){{{rule(':root', CONTRAST)}}}",
            "",
        )
    )
