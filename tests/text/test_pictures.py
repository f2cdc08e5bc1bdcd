"""Pictures of paragraphs in the four languages, once looked at by a person."""

from collections.abc import Callable

import pygame
import pytest

from improv.text.fit import fit
from improv.text.fonts import Weight
from improv.text.layout import Align, Block, layout
from improv.text.paint import paint
from tests.text.samples import ARABIC, HEBREW, PERSIAN, SENTENCES

Golden = Callable[[pygame.Surface, str], None]
GROUND, INK, FRAME = (24, 22, 40), (250, 244, 230), (90, 84, 130)
MARGIN = 30


def shown(*blocks: Block) -> pygame.Surface:
    """Return the blocks, each in the frame of its box, below one another."""
    width = max(block.width for block in blocks) + 2 * MARGIN
    height = sum(block.height + MARGIN for block in blocks) + MARGIN
    surface = pygame.Surface((round(width), round(height)))
    surface.fill(GROUND)
    top = MARGIN
    for block in blocks:
        pygame.draw.rect(surface, FRAME, (MARGIN, top, block.width, block.height), 1)
        picture = paint(block, INK)
        letters = pygame.image.frombuffer(picture.pixels, (picture.width, picture.height), "RGBA")
        surface.blit(letters, (MARGIN + picture.left, top + picture.top))
        top += round(block.height) + MARGIN
    return surface


@pytest.mark.parametrize("language", SENTENCES)
def test_paragraphs(language: str, golden: Golden) -> None:
    """A customer's complaint with numbers, a Latin name, brackets, a price and emoji."""
    text = SENTENCES[language]
    golden(
        shown(
            layout(text, size=42, width=860, language=language),
            fit(
                text,
                width=860,
                height=230,
                largest=90,
                least=20,
                weight=Weight.BOLD,
                language=language,
                align=Align.CENTRE,
            ),
        ),
        f"paragraph-{language}",
    )


def test_marks(golden: Golden) -> None:
    """Harakat and niqqud at a size at which their places can be judged."""
    golden(
        shown(
            layout("السَّلَامُ عَلَيْكُمْ، أَهْلًا", size=90, language="ar"),
            layout("لِلَّهِ بِالْمِئَةِ مُؤَجَّلٌ", size=90, language="ar", weight=Weight.BLACK),
            layout("שָׁלוֹם, תּוֹדָה רַבָּה", size=90, language="he"),
            layout("מַגִּיעַ לְךָ הֶחְזֵר", size=90, language="he", weight=Weight.BLACK),
            layout("گفت‌وگو، خانهٔ ما، می‌خواهم", size=90, language="fa"),
        ),
        "marks",
    )


def test_mixed_directions(golden: Golden) -> None:
    """Bare and isolated numbers, names and brackets, in paragraphs of either direction."""
    golden(
        shown(
            layout("Dana said (שלום, 5 דקות) and “سفارش ۴۵۲۱” – then left.", size=40, width=900),
            layout("شمارهٔ ⁦+98 21 5555 0123⁩ و ⁦#4521⁩، ولی نه #4521 [۱۲٪].", size=40, width=900),
            layout("הטלפון ⁦+972-3-555-0123⁩ (iPhone 15 Pro), 50%–30%.", size=40, width=900),
            layout(
                "Missing: \u0378\u0379, broken: \ud800, nothing: \u2066\u2069\x07.",
                size=40,
                width=900,
            ),
        ),
        "mixed",
    )


def test_lines_that_are_split_or_cut(golden: Golden) -> None:
    """A word too long for its line, and texts too long for their boxes."""
    golden(
        shown(
            layout("Donaudampfschifffahrtsgesellschaft", size=44, width=300),
            layout("سسسسسسسسسسسسسسسسسسس", size=44, width=300, language="fa"),
            fit(PERSIAN, width=700, height=120, largest=60, least=40, language="fa"),
            fit(ARABIC, width=700, height=120, largest=60, least=40, language="ar"),
            fit(HEBREW, width=700, height=120, largest=60, least=40, language="he"),
        ),
        "cut",
    )
