"""The emblem of each kind of card, for its back: the shape that the kind has on the projector.

A request is a speech bubble, a desk stands under an awning, a customer wears a name badge, a mood
is a pill, a day a leaf of a calendar, a twist a torn banner, an observer's card a ticket, a tip a
folded note. Nobody needs its colour to know it.
"""

from collections.abc import Mapping

from improv.look.shapes import Circle, Drawing, Polygon, Polyline, Rect

_TEETH = 5


def _torn(x: float, tip: float) -> list[tuple[float, float]]:
    """The points of a torn edge, from top to bottom."""
    top, height = 0.2, 0.6
    points = [(x, top)]
    for i in range(_TEETH):
        low = top + height * (i + 1) / _TEETH
        points += [(tip, low - height / _TEETH / 2), (x, low)]
    return points


_NOTE: Drawing = (
    Polygon([(0.08, 0.06), (0.66, 0.06), (0.92, 0.32), (0.92, 0.94), (0.08, 0.94)]),
    Polyline([(0.66, 0.06), (0.66, 0.32), (0.92, 0.32)], 0.03, hole=True),
)

EMBLEMS: Mapping[str, Drawing] = {
    "business": (
        Rect(0.10, 0.30, 0.90, 0.95, 0.03),
        Rect(0.03, 0.05, 0.97, 0.27, 0.04),
        *(Circle((0.124 + 0.188 * i, 0.27), 0.094) for i in range(5)),
        *(Polyline([(0.218 + 0.188 * i, 0.05), (0.218 + 0.188 * i, 0.30)], 0.02, hole=True)
          for i in range(4)),
    ),
    "role": (
        Rect(0.10, 0.14, 0.90, 0.97, 0.10),
        Rect(0.41, 0.02, 0.59, 0.20, 0.04),
        Rect(0.35, 0.205, 0.65, 0.265, 0.03, hole=True),
    ),
    "prompt": (
        Rect(0.02, 0.06, 0.98, 0.78, 0.20),
        Polygon([(0.16, 0.74), (0.50, 0.74), (0.12, 0.98)]),
    ),
    "mood": (Rect(0.0, 0.2, 1.0, 0.8, 0.3),),
    "day": (
        Rect(0.08, 0.12, 0.92, 0.96, 0.04),
        Polyline([(0.08, 0.28), (0.92, 0.28)], 0.025, hole=True),
        *(Rect(x - 0.06, 0.02, x + 0.06, 0.23, 0.06, hole=True) for x in (0.3, 0.7)),
        *(Rect(x - 0.035, 0.04, x + 0.035, 0.21, 0.035) for x in (0.3, 0.7)),
    ),
    "twist": (Polygon([*_torn(0.08, 0.0), *reversed(_torn(0.92, 1.0))]),),
    "observer": (
        Rect(0.0, 0.18, 1.0, 0.82, 0.05),
        *(Circle((x, 0.5), 0.085, hole=True) for x in (0.0, 1.0)),
    ),
    "tip": _NOTE,
    "check": _NOTE,
}  # fmt: skip
"""By the kinds of cards, as icons are: holes show what is under them."""

ICON_CENTRE = 0.56
"""Where the kind's icon stands in its emblem, of its height; in the middle from side to side."""
