"""A deck as a PDF: nine cards a sheet with their backs behind them, then the games and the slips.

Knows sheets of paper, colours and pictures; what is said comes from deck.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from improv.core.numerals import digits
from improv.locale.phrases import direction, phrase, without_isolates
from improv.look.colours import mix
from improv.look.emblems import EMBLEMS, ICON_CENTRE
from improv.look.icons import ICONS, MIRRORED
from improv.look.shapes import Circle, Drawing, Point, Polygon, Polyline, Rect, Shape
from improv.look.svg import mark_svg
from improv.look.themes import DAYLIGHT
from improv.reports.deck import PrintedDeck
from improv.reports.page import hex_code, theme_colours
from improv.reports.typesetting import Document, fonts_of, typeset
from improv.scenes.icons import KIND_ICONS

PAPERS: Mapping[str, tuple[float, float]] = {"a4": (210, 297), "letter": (215.9, 279.4)}
"""Width and height in mm."""

MAKE = {True: (1, 2, 3), False: (4, 3)}
"""How a deck is made: the steps with backs, and without."""
PLAY = range(1, 9)
"""The steps of a game without a screen."""
_BRIGHT = frozenset({"twist", "tip", "check"})
"""Kinds whose surface is a strong colour itself: their backs are of it, those of others of their
mark's."""
_PATTERN = 0.16
"""How much of the other colour is in the pattern of a back."""
_CODES = frozenset({"id", "kind", "icon", "language"})
"""Names under which no words stand."""
_ISOLATE = {"ltr": "\u2066", "rtl": "\u2067"}
_RIGHT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_CONTROLS = r"\u200e\u200f\u061c\u202a-\u202e"
_STRANGE = {
    "ltr": re.compile(f"[{_RIGHT}{_CONTROLS}]"),
    "rtl": re.compile(rf"[^\W\d_{_RIGHT}]|[{_CONTROLS}]"),
}
"""Letters that run the other way than a language, and what turns words round."""
_UNBROKEN = re.compile(r"\S{24,}")
_HERE = "\ue000"
_ALL = "\ue001"
_WHICH = "\ue002"
"""Where the template puts what is known only when all is set: figures, and names of kinds."""
_WORDS = (
    *("print.private", "print.make", "print.play", "print.contents", "print.ballot.how"),
    *("print.line", "rules.safe", "phase.rules", "phase.vote", "phase.debrief", "formats.tips"),
    *("start.cards", "print.times", "print.games", "print.slips", "print.seats"),
)


def deck_pdf(deck: PrintedDeck, *, paper: str, backs: bool, day: int) -> Document:
    """The deck on paper of PAPERS; ImportError without the extra `print`.

    With `backs` a sheet of cards is two pages, to be printed on both sides and turned over on the
    long edge. `day`: its date, since 1 January 1970.
    """
    return typeset("deck.typ", _values(deck, paper, backs=backs), day)


def _values(deck: PrintedDeck, paper: str, *, backs: bool) -> dict[str, object]:
    language = deck.language
    texts = _laid(
        asdict(deck)
        | {
            "words": {name.replace(".", "-"): phrase(language, name) for name in _WORDS}
            | {
                "total": phrase(language, "print.cards", count=len(deck.cards)),
                "part": phrase(language, "vote.criterion_of", number=_HERE, total=_ALL),
                "sheet": phrase(language, "print.sheet", number=_HERE, total=_ALL, kinds=_WHICH),
                "back": phrase(language, "print.sheet.back", number=_HERE, total=_ALL),
                "heat": phrase(language, "print.heat", heat=_HERE),
            },
            "make": [phrase(language, f"print.make.{step}", scale=100) for step in MAKE[backs]],
            "play": [phrase(language, f"print.play.{step}", **_kinds(deck)) for step in PLAY],
        },
        language,
    )
    assert isinstance(texts, dict)
    return {
        **texts,
        "plain_title": without_isolates(deck.title),
        "direction": direction(language),
        "fonts": fonts_of(language),
        "paper": PAPERS[paper],
        "backs": backs,
        "figures": [digits(language, number) for number in range(10)],
        "colours": theme_colours(DAYLIGHT),
        "heat": hex_code(DAYLIGHT.phases["bell"]),
        "mark": mark_svg(DAYLIGHT),
        "looks": {kind: _look(kind, language) for kind in KIND_ICONS},
        "icons": _icons(deck),
    }


def _kinds(deck: PrintedDeck) -> dict[str, str]:
    return {
        kind: phrase(deck.language, f"kind.{kind}")
        for kind in ("business", "role", "prompt", "mood", "twist", "observer", "tip")
    }


def _look(kind: str, language: str) -> dict[str, object]:
    """The colours and the drawings of a kind."""
    swatch = DAYLIGHT.cards[kind]
    ground, other = (swatch.fill, swatch.mark) if kind in _BRIGHT else (swatch.mark, swatch.fill)
    return {
        "fill": hex_code(swatch.fill),
        "ink": hex_code(swatch.ink),
        "soft": hex_code(swatch.soft),
        "mark": hex_code(swatch.mark),
        "ground": hex_code(ground),
        "other": hex_code(other),
        "pattern": hex_code(mix(ground, other, _PATTERN)),
        "icon": KIND_ICONS[kind],
        "emblem": _shapes(EMBLEMS[kind], mirrored=direction(language) == "rtl"),
        "height": ICON_CENTRE,
    }


def _icons(deck: PrintedDeck) -> dict[str, object]:
    """The icons that there are in it, by their names."""
    names = {"eye-shut", "flame", "shop", *KIND_ICONS.values()}
    names |= {token.icon for game in deck.games for token in game.tokens}
    names |= {asked.icon for game in deck.games for asked in game.asked}
    names |= {asked.icon for slip in deck.slips for asked in slip.asked}
    names |= {move.icon for slip in deck.slips for move in slip.moves}
    turned = direction(deck.language) == "rtl"
    return {
        name: _shapes(ICONS[name], mirrored=turned and name in MIRRORED) for name in sorted(names)
    }


def _shapes(drawing: Drawing, *, mirrored: bool) -> list[dict[str, object]]:
    return [_shape(shape, mirrored=mirrored) for shape in drawing]


def _shape(shape: Shape, *, mirrored: bool) -> dict[str, object]:
    """A shape as the template draws it; `size` is a radius, or how thick a line is."""
    points: Sequence[Point]
    match shape:
        case Circle(centre, size):
            kind, points = "circle", (centre,)
        case Rect(left, top, right, bottom, size):
            left, right = (1 - right, 1 - left) if mirrored else (left, right)
            corners = [[left, top], [right, bottom]]
            return {"kind": "rect", "points": corners, "size": size, "hole": shape.hole}
        case Polygon(points):
            kind, size = "polygon", 0
        case Polyline(points, size):
            kind = "polyline"
    turned = [[1 - x if mirrored else x, y] for x, y in points]
    return {"kind": kind, "points": turned, "size": size, "hole": shape.hole}


def _laid(value: object, language: str) -> object:
    """The same, each text as a line takes it: breakable, with no direction for its neighbours.

    What is wider than a card and has no end at which a line could break gets some. Isolates are
    copied with the words around them: they stay only where letters run both ways.
    """
    match value:
        case str():
            both = _STRANGE[direction(language)].search(value)
            text = f"{_ISOLATE[direction(language)]}{value}\u2069" if both else value
            text = text if both else without_isolates(text)
            return _UNBROKEN.sub(lambda found: "\u200b".join(found[0]), text)
        case list() | tuple():
            return [_laid(one, language) for one in value]
        case dict():
            return {
                name: one if name in _CODES else _laid(one, language) for name, one in value.items()
            }
    return value
