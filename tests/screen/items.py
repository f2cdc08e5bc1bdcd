"""Display lists for hypothesis: every kind of item, in any place, on a small canvas."""

from functools import cache

from hypothesis import strategies as st

from improv.look.icons import ICONS
from improv.look.parts import PARTS
from improv.look.themes import THEMES
from improv.screen.composition import Picture
from improv.screen.display_list import (
    Area,
    Backdrop,
    Code,
    DisplayItem,
    Fill,
    Lights,
    Placed,
    Ring,
    Sprite,
    Veil,
    Words,
)
from improv.text.fit import fit
from improv.text.fonts import Weight
from improv.text.layout import Block

SIZE = (120, 80)
WHOLE: Area = (0, 0, *SIZE)
TEXTS = (
    *("Hello, Amara", "jÅy", "a long line of words that runs on", "7"),
    *("سلام خانم بهرامی", "كُلُّ شَيْءٍ", "שָׁלוֹם", "#4521 یک", "👍🏽"),
)


@cache
def block(text: str, size: float, width: int, bold: bool) -> Block:
    """`text` laid out."""
    weight = Weight.BLACK if bold else Weight.REGULAR
    return fit(text, width=width, height=60, largest=size, least=7, weight=weight)


blocks = st.builds(
    block,
    st.sampled_from(TEXTS),
    st.sampled_from([7.0, 11.5, 20.0, 31.0]),
    st.integers(20, 100),
    st.booleans(),
)
colours = st.sampled_from([(0, 0, 0), (255, 255, 255), (200, 40, 90), (1, 2, 3)])
sides = st.integers(1, 90)
areas = st.tuples(st.integers(-20, 110), st.integers(-20, 70), sides, sides)
squares = areas.map(lambda area: (area[0], area[1], area[2], area[2]))
alphas = st.sampled_from([0, 1, 90, 254, 255])
shares = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(-0.5, 1.5))

_code = st.integers(1, 4).flatmap(
    lambda pixels: st.lists(st.text("01", min_size=6, max_size=6), min_size=6, max_size=6).map(
        lambda rows: Code((10, 10, 6 * pixels, 6 * pixels), tuple(rows))
    )
)

_rings = squares.flatmap(
    lambda square: st.builds(
        Ring,
        st.just(square),
        colours,
        colours,
        st.integers(1, max(1, square[2] // 2)),  # no thicker than its radius
        shares,
        st.booleans(),
    )
)

items: st.SearchStrategy[DisplayItem] = st.one_of(
    st.builds(
        Fill,
        areas,
        colours,
        st.integers(0, 50),
        st.none() | colours,
        st.sampled_from([0, 1, 3, 40]),
    ),
    st.builds(
        Sprite,
        areas,
        st.sampled_from([*ICONS, *PARTS]),
        colours,
        st.booleans(),
        alphas,
    ),
    st.builds(
        Words,
        st.integers(-20, 110),
        st.integers(-20, 70),
        blocks,
        colours,
        alphas,
        st.none() | areas,
    ),
    _rings,
    _code,
    st.builds(Veil, areas, colours, alphas),
    st.builds(Lights, areas, colours),
    st.builds(Backdrop, st.just(WHOLE), st.sampled_from(list(THEMES))),
)


def picture(listed: list[DisplayItem]) -> Picture:
    """A picture of these items, the last on top."""
    placed: tuple[Placed, ...] = ()
    return Picture(tuple(listed), placed, moving=False, changes_at=None)


pictures = st.lists(items, max_size=7).map(picture)
