"""Drawings as SVG, 100 high: symbols that a page uses by their id, and the logo's picture.

A symbol takes the `fill` and the `color` of where it is used, so that a page's CSS colours it.
"""

from collections.abc import Iterable, Mapping

from improv.look.colours import Theme
from improv.look.icons import ICONS
from improv.look.logo import LAYERS, mark_colours
from improv.look.parts import PARTS
from improv.look.shapes import Circle, Drawing, Point, Polygon, Polyline, Rect, Shape


def icon_symbols(names: Iterable[str]) -> str:
    """These icons; their ids are `i-` and the name."""
    return "".join(_symbol(name, 'viewBox="0 0 100 100"', ICONS[name]) for name in names)


def part_symbols(widths: Mapping[str, float]) -> str:
    """These parts, each drawn with its width and stretched to whatever box it is used in."""
    return "".join(
        _symbol(
            name, f'viewBox="0 0 {_number(wide)} 100" preserveAspectRatio="none"', PARTS[name](wide)
        )
        for name, wide in widths.items()
    )


def mark_symbol() -> str:
    """The logo's mark as `i-mark`; its layers have the classes `m-cloth`, ..."""
    layers = "".join(f'<g class="m-{name}">{_element(layer)}</g>' for name, layer in LAYERS.items())
    return f'<symbol id="i-mark" viewBox="0 0 100 100">{layers}</symbol>'


def mark_svg(theme: Theme) -> str:
    """The logo's mark as a picture of its own."""
    layers = "".join(
        f'<g fill="rgb{colour}">{_element(LAYERS[name])}</g>'
        for name, colour in mark_colours(theme).items()
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" aria-hidden="true">'
        f"{layers}</svg>"
    )


def _symbol(name: str, attributes: str, drawing: Drawing) -> str:
    if any(isinstance(shape, Polyline) for shape in drawing):
        attributes += ' stroke-linecap="round" stroke-linejoin="round"'
    shapes = "".join(map(_element, drawing))
    if any(shape.hole for shape in drawing):
        # A hole takes away from all that lies under it, so it is painted black in a mask.
        shapes = (
            f'<mask id="m-{name}" fill="#fff" color="#fff">{shapes}</mask>'
            f'<path mask="url(#m-{name})" d="M0 0h100v100H0z"/>'
        )
    return f'<symbol id="i-{name}" {attributes}>{shapes}</symbol>'


def _element(shape: Shape) -> str:
    fill = ' fill="#000"' if shape.hole else ""
    match shape:
        case Circle((x, y), radius):
            return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"{fill}/>'
        case Rect(left, top, right, bottom, radius):
            numbers = map(_number, (left, top, right - left, bottom - top, radius))
            return '<rect x="{}" y="{}" width="{}" height="{}" rx="{}"{}/>'.format(*numbers, fill)
        case Polygon(points):
            return f'<polygon points="{_points(points)}"{fill}/>'
        case Polyline(points, thick):
            stroke = "#000" if shape.hole else "currentColor"
            return (
                f'<polyline points="{_points(points)}" fill="none" stroke="{stroke}" '
                f'stroke-width="{_number(thick)}"/>'
            )


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(share: float) -> str:
    """A share of the height in hundredths, to a tenth."""
    return f"{round(100 * share, 1):g}"
