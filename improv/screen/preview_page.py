"""The preview's page: assets/preview-page.html, which needs nothing but the pictures beside it.

Without its script it is a list of pictures. With it they are filtered by language, theme, size and
scene, and arrow keys browse them: up and down those of one scene.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from improv.locale.phrases import direction, phrase
from improv.look.svg import mark_svg
from improv.look.themes import STAGE
from improv.paths import ASSETS

FACETS = ("language", "theme", "size", "scene")


@dataclass(frozen=True, slots=True)
class PreviewImage:
    """An image on the page."""

    group: str
    """The heading that it stands under."""
    name: str
    file: str
    size: tuple[int, int]
    facets: tuple[str, str, str, str]
    """Its values of FACETS, by which the page filters."""


def page(title: str, language: str, images: Sequence[PreviewImage]) -> str:
    """The whole page. Titles and names may hold anything: they are escaped."""
    groups: dict[str, list[PreviewImage]] = {}
    for image in images:
        groups.setdefault(image.group, []).append(image)
    templates = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("preview-page.html").render(
        title=title,
        language=language,
        dir=direction(language),
        mark=Markup(mark_svg(STAGE)),  # noqa: S704 -- our own shapes
        how=phrase(language, "preview.how"),
        picks={
            name: list(dict.fromkeys(image.facets[i] for image in images))
            for i, name in enumerate(FACETS)
        },
        groups=groups,
    )
