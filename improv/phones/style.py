"""The colours of the pages: the projector's own, chosen by the phone's setting.

The stage in a browser has the projector's themes, sizes and typefaces too. They are CSS variables:
`--ink`, `--card-prompt-ink`, `--phase-vote`, `--criterion-calm`, `--grade-1`, ...; the type scale
as `--size-body`, ..., in hundredths of the picture's height, which are `--u`.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields

from improv.look.colours import Colour, Swatch, Theme, mix
from improv.look.sizes import SAFE, Scale
from improv.look.themes import CONTRAST, DAYLIGHT, STAGE, THEMES
from improv.look.web_fonts import web_fonts

_PLAIN = tuple(field.name for field in fields(Theme) if field.type == Colour)

_WHITE = (255, 255, 255)

SIZES = ("least", "note", "body", "lead", "title", "display", "poster")
"""The type scale, the smallest first."""


def variables(theme: Theme) -> Iterator[tuple[str, str]]:
    """(name, value) of every colour of a theme."""
    for name in _PLAIN:
        yield name.replace("_", "-"), _hex(getattr(theme, name))
    yield "edge", "transparent" if theme.edge is None else _hex(theme.edge)
    # Mixed here: browsers mix colours themselves only since 2023, and a TV stays as it was sold.
    yield "edge-line", _hex(mix(theme.top, theme.ink, 0.55))
    yield "valance", _hex(mix(theme.fold, theme.curtain, 0.65))
    yield "glow-half", _hex(theme.glow, 0.5)
    yield "awning-gap", _hex(mix(_WHITE, theme.cards["business"].mark, 0.25))
    yield "tip-fold", _hex(mix(theme.cards["tip"].ink, theme.cards["tip"].fill, 0.72))
    for name in ("panel", "accent", "warn"):
        yield from _swatch(name, getattr(theme, name))
    for kind, swatch in theme.cards.items():
        yield from _swatch(f"card-{kind}", swatch)
    for kind, colour in theme.phases.items():
        yield f"phase-{kind}", _hex(colour)
        yield f"phase-{kind}-faint", _hex(colour, 0.27)
    for criterion, colour in theme.criteria.items():
        yield f"criterion-{criterion}", _hex(colour)
    for grade, colour in enumerate(theme.grades, start=1):
        yield f"grade-{grade}", _hex(colour)


def rule(selector: str, theme: Theme) -> str:
    """One CSS rule that sets every colour of a theme."""
    body = "".join(f"--{name}:{value};" for name, value in variables(theme))
    return f"{selector}{{{body}}}"


def phases(theme: Theme) -> str:
    """Rules that give whatever has a `data-phase` its colours, `--phase` and `--phase-faint`."""
    return "".join(
        f"[data-phase={kind}]{{--phase:var(--phase-{kind});--phase-faint:var(--phase-{kind}-faint)}}"
        for kind in theme.phases
    )


def sizes(selector: str) -> str:
    """One CSS rule that sets the type scale and the safe margin, where `--u` is known."""
    scale = Scale(200, 100)
    body = "".join(f"--size-{name}:calc({getattr(scale, name):.4g} * var(--u));" for name in SIZES)
    return f"{selector}{{--safe:{100 * SAFE:g};{body}}}"


def _swatch(name: str, swatch: Swatch) -> Iterator[tuple[str, str]]:
    for part in ("fill", "ink", "soft", "mark"):
        yield f"{name}-{part}", _hex(getattr(swatch, part))
    yield f"{name}-stroke", _hex(swatch.stroke)


def _hex(colour: Colour, alpha: float = 1) -> str:
    channels = colour if alpha == 1 else (*colour, round(255 * alpha))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


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
    """The themes by name, type scale and typefaces; `served`: a font's name beside this sheet."""
    themes = (rule(f"[data-theme={name}]", theme) for name, theme in THEMES.items())
    faces = (font.face(served(font.name)) for font in web_fonts())
    return "\n".join((*themes, phases(STAGE), sizes(".stage"), *faces, ""))
