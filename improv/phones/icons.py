"""The icons of the pages: what templates call to show one, and the sheets of symbols they use."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from improv.look import ICONS, MIRRORED
from improv.look.svg import icon_symbols, mark_symbol, part_symbols
from improv.scenes.icons import CRITERION_ICONS, MOVE_ICONS, PHASE_ICONS

_PHONE_ICONS = {
    *PHASE_ICONS.values(),
    *CRITERION_ICONS.values(),
    *MOVE_ICONS.values(),
    *("back", "check", "globe", "lock", "next", "pause", "split"),
}
STAGE_PARTS = {
    "tail": 1.3,
    "awning": 10.45,
    "awning-gap": 10.45,
    "teeth": 0.1,
    "teeth-start": 0.1,
    "fold": 1,
    "rays": 1,
}
"""Parts of cards, each with its width: about that of the box that it is stretched to."""


def icon(name: str, classes: str = "") -> Markup:
    """An icon on a page that has a sheet with its symbol."""
    turns = " turns" if name in MIRRORED else ""
    # A box of its own, as else a browser knows no proportions before the styles are there.
    return Markup(
        '<svg class="icon {}{}" viewBox="0 0 100 100" aria-hidden="true"><use href="#i-{}"/></svg>'
    ).format(classes, turns, name)


TEMPLATE_GLOBALS: Mapping[str, Any] = {
    "icon": icon,
    "phase_icons": PHASE_ICONS,
    "criterion_icons": CRITERION_ICONS,
    "move_icons": MOVE_ICONS,
    "phone_symbols": icon_symbols(sorted(_PHONE_ICONS)),
    "stage_symbols": icon_symbols(ICONS) + part_symbols(STAGE_PARTS) + mark_symbol(),
}
"""What every template knows of icons."""
