"""Text that is copied out of a PDF, in each language; and that nothing that is seen has moved."""

import re
import subprocess
import time
import zlib
from pathlib import Path

import pytest

from improv.core.cards import Kind
from improv.packs.practices import practice_names
from improv.paths import FONTS
from improv.reports.deck import PrintedDeck, printed_deck
from improv.reports.deck_pdf import deck_pdf
from improv.reports.pdf_text import readable
from improv.reports.typesetting import fonts_of
from improv.scenes.printed_card import PrintedCard
from improv.wiring.deck_loading import load_deck
from tests.phones.browser import LANGUAGES
from tests.phones.firefox import PROGRAM, firefox
from tests.reports.copied_text import in_order, poppler, read

SAID = {
    "fa": "می‌شویید، خشک‌شویی. نوشتنِ رویش، قاعدهٔ پیشخوان: «نُچ‌نُچ» (۱۱۵) تا ۹:۳۰.",
    "ar": "لا بأس، والله. شكرًا، مجّانًا ولأنّ الآن أُغلق: «مساءً» (٩:٣٠) إلى الإثنين.",
    "he": "ב־9:30 הָיָה שָׁלוֹם. ״מזל טוב״ (ככה), ואז improv-cards עוד פעם.",
    "en": "An efficient office: first (9:30) — a “fi-ne” flow.",
}


def said_on(card: PrintedCard) -> list[str]:
    """Whatever stands on it but its id.

    What has a figure in a circle is taken word for word: poppler sees columns there.
    """
    sayings = [*card.sayings, *card.private]
    whole = [card.name, card.pack, card.title, card.desks, *card.numbered]
    whole += [f"{one.name}: {one.words[0]}" for one in sayings if len(one.words) == 1]
    parted = [pieces for pieces in (card.text, *(one.words for one in sayings)) if len(pieces) > 1]
    words = [word for pieces in parted for part in pieces[::2] for word in part.split()]
    return [*whole, *(card.text if len(card.text) == 1 else ()), *words]


def printed(packs: tuple[str, ...], language: str) -> PrintedDeck:
    """The cards of these packs."""
    deck = load_deck(packs, language).deck
    return printed_deck(deck, language, practice_names(language), frozenset(Kind), [])


def copied(made: PrintedDeck) -> list[tuple[str, list[str]]]:
    """For each card what is copied out of its page, and what stands on it."""
    document = deck_pdf(made, paper="a4", backs=False, day=20_000).content
    pages = [in_order(page) for page in read(document, "-f", "3").split("\f")]
    return [
        (pages[number // 9], [in_order(words) for words in said_on(card)])
        for number, card in enumerate(made.cards)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_are_copied_as_they_are_written(language: str) -> None:
    """Letters, joined or not, vowel marks, figures, signs, spaces; in their order."""
    cards = copied(printed(("anyone",), language))
    assert len(cards) > 100
    assert [words for page, said in cards for words in said if words not in page] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_card_is_copied_as_it_is_written(language: str) -> None:
    """Word for word: poppler sees a space where a font has much room before a sign."""
    cards = copied(printed(("all",), language))
    assert len(cards) > 1000
    wrong = {
        word
        for page, said in cards
        for joined in [page.replace(" ", "")]
        for word in " ".join(said).split()
        if word not in joined
    }
    assert wrong == set()


_SELECTED = """() => {
  const text = document.querySelector(".page[data-page-number='3'] .textLayer");
  if (!text?.querySelector(".endOfContent")) return "";
  getSelection().selectAllChildren(text);
  return getSelection().toString();
}"""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fa", "ar", "he"])
def test_firefox_copies_words_in_their_order(language: str, tmp_path: Path) -> None:
    """But for half-spaces and for spaces beside bold words, which it leaves out."""
    if not PROGRAM:
        pytest.skip("firefox-esr is not installed")
    made = printed(("anyone",), language)
    file = tmp_path / "deck.pdf"
    file.write_bytes(deck_pdf(made, paper="a4", backs=False, day=20_000).content)
    with firefox() as browser:
        page = browser.new_context(viewport={"width": 900, "height": 1200})
        page.goto(f"{file.as_uri()}#page=3")
        until = time.monotonic() + 60
        while not (text := page.call(_SELECTED, None)) and time.monotonic() < until:
            time.sleep(0.2)

    def letters(words: str) -> str:
        return re.sub(r"[\s\u200c]", "", in_order(words))

    copied = letters(text)
    said = [words for card in made.cards[:9] for words in said_on(card)]
    assert len(said) > 50
    assert [words for words in said if letters(words) not in copied] == []


def said_in_all_ways(language: str) -> str:
    """SAID in several sizes, and in two colours."""
    said = SAID[language]
    lines = [f"#text(size: {size}pt)[{said}]" for size in (5.2, 8.1, 14, 32)]
    return "\n\n".join([*lines, f"#text(fill: red)[{said}] {said}"])


def typeset(language: str, lines: str, weight: str = "regular") -> bytes:
    """A page as typst writes it."""
    typst = pytest.importorskip("typst")
    fonts = ", ".join(f'"{name}"' for name in fonts_of(language))
    how = f'font: ({fonts}), lang: "{language}", weight: "{weight}"'
    source = f'#set document(title: "x")\n#set text({how})\n{lines}\n'
    made = typst.compile(
        source.encode(), font_paths=[FONTS], format="pdf", pdf_standards=["ua-1"], timestamp=0
    )
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("language", ["fa", "ar", "he"])
def test_nothing_that_is_seen_moves(language: str) -> None:
    """Each page is the same picture; other viewers, too, find each code to be one letter."""
    raw = typeset(language, said_in_all_ways(language))
    made = readable(raw)
    before, after = (_picture(document) for document in (raw, made))
    assert len(before) == len(after) > 100_000
    assert max(abs(one - other) for one, other in zip(before, after, strict=True)) <= 2
    content = b"".join(zlib.decompress(part) for part in _streams(made))
    assert b"/ReversedChars" in b"".join(zlib.decompress(part) for part in _streams(raw))
    assert b"/ReversedChars" not in content
    assert b"/ActualText" not in content


def _picture(document: bytes) -> bytes:
    command = [poppler("pdftoppm"), "-r", "100", "-gray", "-"]
    return subprocess.run(command, input=document, capture_output=True, check=True).stdout


def _streams(document: bytes) -> list[bytes]:
    return re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", document, re.DOTALL)


@pytest.mark.parametrize("weight", ["regular", "black"])
@pytest.mark.parametrize("language", SAID)
def test_whatever_a_language_writes_is_copied(language: str, weight: str) -> None:
    """As often as it stands there."""
    copied = in_order(read(readable(typeset(language, said_in_all_ways(language), weight))))
    assert copied.count(in_order(SAID[language])) == 6


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_a_font_of_few_letters_takes_another(language: str) -> None:
    """Whether or not the last of its glyphs share a width, as those of figures do."""
    for word in (*re.findall(r"[^\W\d]+", SAID[language]), "لا 123"):
        assert in_order(word) in in_order(read(readable(typeset(language, word))))


def test_what_runs_from_left_to_right_is_left_alone() -> None:
    """The same bytes; and so is what typst did not write."""
    english = typeset("en", said_in_all_ways("en"))
    assert readable(english) == english
    for other in (b"", b"%PDF-1.7", english[:-40], english.replace(b"xref", b"yref")):
        assert readable(other) == other
