"""The icons of the pages: what templates call to show one, and the sheets of symbols they use."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from improv.look.icons import ICONS, MIRRORED
from improv.look.svg import icon_symbols, mark_symbol, part_symbols
from improv.phones.invitation import qr, svg_of
from improv.scenes.icons import CRITERION_ICONS, MOVE_ICONS, PHASE_ICONS, TOKEN_ICONS

_PHONE_ICONS = {
    *PHASE_ICONS.values(),
    *CRITERION_ICONS.values(),
    *MOVE_ICONS.values(),
    *TOKEN_ICONS.values(),
    *("back", "check", "circle", "eye", "globe", "hand", "lock", "next", "pause", "people"),
    *("split", "star"),
}
"""Those that the pages of voters and of the host show."""

STAGE_PARTS = {
    "tail": 1.3,
    "awning": 10.45,
    "awning-gap": 10.45,
    "teeth": 0.1,
    "teeth-start": 0.1,
    "fold": 1,
    "rays": 1,
}
"""The parts that the projector's page shows, each with the width of its box over the height."""


@lru_cache
def icon(name: str, classes: str = "") -> Markup:
    """An icon, for a page whose sheet has its symbol; `classes` are CSS classes beside its own."""
    mirrored = " mirrored" if name in MIRRORED else ""
    # Without a viewBox an svg has no proportions, and one with a width alone would be 150 px high.
    return Markup(
        '<svg class="icon {}{}" viewBox="0 0 100 100" aria-hidden="true"><use href="#i-{}"/></svg>'
    ).format(classes, mirrored, name)


TEMPLATE_GLOBALS: Mapping[str, Any] = {
    "icon": icon,
    "phase_icons": PHASE_ICONS,
    "criterion_icons": CRITERION_ICONS,
    "move_icons": MOVE_ICONS,
    "qr": qr,
    "svg_of": svg_of,
    "phone_symbols": icon_symbols(sorted(_PHONE_ICONS)),
    "stage_symbols": icon_symbols(ICONS) + part_symbols(STAGE_PARTS) + mark_symbol(),
}
"""What every template can use."""
