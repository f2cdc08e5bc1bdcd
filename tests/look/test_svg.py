"""Drawings as SVG: well-formed, whole, and coloured by whoever uses them."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from improv.look.colours import Theme
from improv.look.icons import ICONS
from improv.look.logo import LAYERS
from improv.look.parts import PARTS
from improv.look.svg import icon_symbols, mark_svg, mark_symbol, part_symbols
from improv.look.themes import THEMES

_WIDTHS = dict.fromkeys(PARTS, 2.0)


def _symbols(text: str) -> dict[str, Element]:
    """Id -> symbol."""
    return {symbol.attrib["id"]: symbol for symbol in ElementTree.fromstring(f"<svg>{text}</svg>")}


def _shapes(symbol: Element) -> Iterator[Element]:
    mask = symbol.find("mask")
    yield from symbol if mask is None else mask


@pytest.mark.parametrize("name", ICONS)
def test_a_symbol_has_every_shape_of_its_icon(name: str) -> None:
    """In the same order; what is a hole there is black in a mask that is used once."""
    (symbol,) = _symbols(icon_symbols([name])).values()
    holes = ["#000" in (shape.get("fill"), shape.get("stroke")) for shape in _shapes(symbol)]
    assert holes == [shape.hole for shape in ICONS[name]]
    users = [one.attrib["mask"] for one in symbol if "mask" in one.attrib]
    assert users == ([f"url(#m-{name})"] if any(holes) else [])


def test_parts_are_stretched_and_icons_are_not() -> None:
    """A part of a card fills its box; an icon keeps its shape."""
    parts = _symbols(part_symbols(_WIDTHS))
    assert set(parts) == {f"i-{name}" for name in PARTS}
    assert {part.get("preserveAspectRatio") for part in parts.values()} == {"none"}
    assert {part.get("viewBox") for part in parts.values()} == {"0 0 200 100"}
    icons = _symbols(icon_symbols(ICONS))
    assert set(icons) == {f"i-{name}" for name in ICONS}
    assert {icon.get("preserveAspectRatio") for icon in icons.values()} == {None}


def test_a_symbol_brings_no_colour_of_its_own() -> None:
    """Only black and white in masks: else a page could not colour it, nor its CSP let it."""
    text = icon_symbols(ICONS) + part_symbols(_WIDTHS) + mark_symbol()
    found = {
        value
        for symbol in _symbols(text).values()
        for element in symbol.iter()
        for name, value in element.attrib.items()
        if name in ("fill", "stroke", "color", "style")
    }
    assert found == {"#000", "#fff", "none", "currentColor"}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_page_can_show_the_mark(theme: Theme) -> None:
    """The picture is well-formed and has every layer, as the symbol has."""
    assert len(ElementTree.fromstring(mark_svg(theme))) == len(LAYERS)
    (symbol,) = _symbols(mark_symbol()).values()
    assert [layer.attrib["class"] for layer in symbol] == [f"m-{name}" for name in LAYERS]
