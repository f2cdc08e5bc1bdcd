"""The tokens as CSS: what a page has is what the window has."""

import re

import pytest

from improv.look.colours import Theme
from improv.look.sizes import SAFE, Scale
from improv.look.themes import THEMES
from improv.phones.style import SIZES, rule, sizes, variables


def test_the_type_scale_is_the_windows() -> None:
    """Each size is so many hundredths of the height, whatever the height is."""
    css = sizes(".stage")
    written = {name: float(n) for name, n in re.findall(r"--size-(\w+):calc\(([\d.]+) \*", css)}
    for height in (600, 1080, 2160):
        scale = Scale(height * 16 // 9, height)
        for name in SIZES:
            assert written[name] * height / 100 == pytest.approx(getattr(scale, name), rel=1e-3)
    assert f"--safe:{100 * SAFE:g};" in css


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_colour_is_there_once(theme: Theme) -> None:
    """The values of the theme, as a browser reads them; none is forgotten."""
    written = dict(variables(theme))
    assert len(written) == len(list(variables(theme)))
    for kind, swatch in theme.cards.items():
        for part in ("fill", "ink", "soft", "mark", "stroke"):
            red, green, blue = getattr(swatch, part)
            assert written[f"card-{kind}-{part}"] == f"#{red:02x}{green:02x}{blue:02x}"
    for kind, colour in theme.phases.items():
        assert written[f"phase-{kind}"] == "#" + bytes(colour).hex()
    assert written["ink"] == "#" + bytes(theme.ink).hex()
    assert rule(":root", theme).count("--") == len(written)
