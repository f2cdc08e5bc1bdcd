"""The contrast of two colours, and how much those of a theme need where they meet."""

from collections.abc import Iterator

from improv.look.colours import Colour, Theme

PROMPT_CONTRAST = 7.0
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = []
    for channel in colour:
        share = channel / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs(theme: Theme) -> Iterator[tuple[str, Colour, Colour, float]]:
    """Yield (what, foreground, background, least contrast ratio) of all colours that meet."""
    for ground in (theme.top, theme.bottom, theme.glow):
        yield "ink", theme.ink, ground, PROMPT_CONTRAST
        yield "soft", theme.soft, ground, TEXT_CONTRAST
        for kind, colour in theme.phases.items():
            yield f"phase {kind}", colour, ground, TEXT_CONTRAST
    for kind, colour in theme.phases.items():
        yield f"on phase {kind}", theme.on_phase, colour, TEXT_CONTRAST
    swatches = {"panel": theme.panel, "accent": theme.accent, "warn": theme.warn, **theme.cards}
    for name, swatch in swatches.items():
        least = PROMPT_CONTRAST if name in ("prompt", "twist") else TEXT_CONTRAST
        yield f"{name} ink", swatch.ink, swatch.fill, least
        yield f"{name} soft", swatch.soft, swatch.fill, TEXT_CONTRAST
        yield f"{name} mark", swatch.mark, swatch.fill, SHAPE_CONTRAST
    for name, swatch in theme.cards.items():
        least = PROMPT_CONTRAST if name in ("prompt", "twist") else TEXT_CONTRAST
        yield f"{name} ink being said", swatch.ink, swatch.stroke, least
        yield f"{name} soft being said", swatch.soft, swatch.stroke, TEXT_CONTRAST
        yield f"{name} line under what is said", swatch.mark, swatch.stroke, SHAPE_CONTRAST
    for name, colour in theme.criteria.items():
        yield f"criterion {name}", colour, theme.panel.fill, TEXT_CONTRAST
        yield f"criterion {name} on the backdrop", colour, theme.glow, TEXT_CONTRAST
    for grade, colour in enumerate(theme.grades, start=1):
        yield f"bar {grade}", colour, theme.panel.fill, SHAPE_CONTRAST
        yield f"on bar {grade}", theme.on_grade, colour, TEXT_CONTRAST
