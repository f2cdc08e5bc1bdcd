"""A deck as a PDF: sheets that can be cut, backs behind their cards, whole texts everywhere."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from improv.core.cards import Card, Kind, Words
from improv.packs.practices import practice_names
from improv.reports.deck import PrintedDeck, printed_deck
from improv.reports.deck_pdf import PAPERS, deck_pdf
from improv.scenes.printed_card import PrintedCard, printed_card
from improv.scenes.words import Names
from improv.wiring.catalogue import load_games
from improv.wiring.deck_loading import load_deck
from tests.phones.browser import LANGUAGES
from tests.reports.copied_text import in_order, read
from tests.reports.test_pdf import HOSTILE, leaves, tags

POINT = 72 / 25.4
CARD = 63, 88
"""Width and height in mm."""
CARD_WIDTH = CARD[0] * POINT
FOOT = 80.5
"""Where a card's foot begins, in mm from its upper edge."""


def card(kind: Kind, words: Words, language: str = "en", id_: str = "own/one") -> PrintedCard:
    """One card."""
    made = Card(id_, kind, ("D3",), heat=2)
    return printed_card(made, words, Names(language), pack="Own", titles={})


def deck(
    *cards: PrintedCard, language: str = "en", games: Sequence[str] = (), title: str = "Own"
) -> PrintedDeck:
    """A deck of these cards, and of shipped games."""
    pack = load_deck(("warm-up",), language).deck
    chosen = [load_games(())[name] for name in games]
    made = printed_deck(pack, language, practice_names(language), frozenset(), chosen)
    return PrintedDeck(language, title, made.kinds, cards, made.games, made.slips)


def pdf(made: PrintedDeck, *, paper: str = "a4", backs: bool = True) -> bytes:
    """The file."""
    return deck_pdf(made, paper=paper, backs=backs, day=20_000).content


def letters(text: str) -> str:
    """Without spaces, marks that nobody sees, and hyphens, of which poppler drops some."""
    return in_order(text).replace(" ", "")


WORDS = {
    "en": {"title": "My cup", "text": "I left it here. Has anybody seen it?", "secret": "A gift."},
    "he": {"title": "הספל שלי", "text": "ב־9:30 שכחתי אותו כאן. מישהו ראה?", "secret": "מתנה."},
    "fa": {
        "title": "فنجان من",
        "text": "اینجا جا ماند، ساعت ۹:۳۰. کسی دید؟",
        "secret": "هدیه بود.",
    },
    "ar": {"title": "كوبي", "text": "تركته هنا في ٩:٣٠. هل رآه من مر؟", "secret": "كان هدية."},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_can_be_copied(language: str) -> None:
    """In its language and direction, with a title; fonts are embedded, with their used letters."""
    words = WORDS[language]
    document = pdf(deck(card(Kind.PROMPT, words, language), language=language))
    assert b"<pdfuaid:part>1<" in document
    assert f"/Lang({language})".encode() in document
    assert (b"/Direction/R2L" in document) == (language != "en")
    assert b"/Title(Own)" in document
    fonts = re.findall(rb"/FontName/([^/]+)", document)
    assert fonts
    assert all(re.match(rb"[A-Z]{6}\+", font) for font in fonts)
    assert document.count(b"/FontFile") == len(fonts)
    face = in_order(read(document, "-f", "3", "-l", "3"))
    assert [said for said in words.values() if in_order(said) not in face] == []


def test_cards_are_nine_a_sheet_with_backs_behind() -> None:
    """The first leaf has two pages; a back lies where its card is, seen from behind."""
    kinds = (Kind.BUSINESS, Kind.MOOD, Kind.TIP, Kind.TWIST)
    made = deck(*(card(kind, {"title": "T", "text": "Text"}) for kind in (*kinds, *kinds, *kinds)))
    document = pdf(made)
    assert leaves(document) == 2 + 2 * 2
    front, back = (read(document, "-bbox", "-f", page, "-l", page) for page in "34")
    width = PAPERS["a4"][0] * POINT
    for name in ("Desk", "Mood", "Tip", "Twist"):
        found = [_places(page, name) for page in (front, back)]
        seen = sorted((round((width - x) // CARD_WIDTH), round(y // 250)) for x, y in found[1])
        sheet = sorted((round(x // CARD_WIDTH), round(y // 250)) for x, y in found[0])
        assert sheet == seen, name


def _places(page: str, word: str) -> list[tuple[float, float]]:
    """Where a word stands on cards: its middle, in points from the left edge and the top."""
    number = r'"([\d.]+)"'
    box = rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>{word}</word>"
    found = [tuple(map(float, one)) for one in re.findall(box, page)]
    return [((x + far) / 2, y) for x, y, far, _ in found if y > 16 * POINT]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_words_stay_on_their_card(language: str) -> None:
    """Between its sides, under the name of its kind and above the foot: in full cards, too."""
    loaded = load_deck(("clinic-and-city-hall",), language).deck
    made = printed_deck(loaded, language, practice_names(language), frozenset(Kind), [])
    number = r'"([\d.]+)"'
    box = f"<word xMin={number} yMin={number} xMax={number} yMax={number}>"
    found = re.findall(box, read(pdf(made, backs=False), "-bbox", "-f", "3"))
    left, top = ((paper - 3 * card) / 2 for paper, card in zip(PAPERS["a4"], CARD, strict=True))
    for x, y, far, low in (map(float, one) for one in found):
        if y / POINT > top:  # else it is what the sheet is called
            sides = [(place / POINT - left) % CARD[0] for place in (x, far)]
            upper, lower = ((place / POINT - top) % CARD[1] for place in (y, low))
            assert 3.9 < sides[0] <= sides[1] < 59.1
            assert upper < lower
            assert lower < FOOT or upper > FOOT
    assert len(found) > 1000


@pytest.mark.slow
def test_nothing_that_is_cut_has_another_thing_behind_it() -> None:
    """Games and each ballot begin on a leaf of their own; printed on one side they need not."""
    made = deck(card(Kind.TIP, {"text": "Text"}), games=("lawnmower", "three-strikes"))
    assert len(made.slips) == 3
    # The first leaf, a sheet, two games on a leaf, three ballots with nothing behind the first two.
    assert leaves(pdf(made)) == 2 + 2 + 2 + 5
    assert leaves(pdf(made, backs=False)) == 2 + 1 + 2 + 3


def test_a_page_is_as_large_as_its_paper() -> None:
    """In whole cards: nine and the marks around them are on each."""
    made = deck(card(Kind.TIP, {"text": "Text"}))
    for paper, (width, height) in PAPERS.items():
        box = re.search(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", pdf(made, paper=paper))
        assert box is not None
        assert (float(box[1]), float(box[2])) == pytest.approx(
            (width * POINT, height * POINT), abs=0.1
        )
        assert width > 3 * 63 + 10
        assert height > 3 * 88 + 10


def test_what_does_not_fit_goes_on_upon_another_card() -> None:
    """Every word of it is there, once; the parts are numbered and have one heading."""
    said = [f"w{n}" for n in range(900)]
    long = card(Kind.PROMPT, {"title": "Long", "text": " ".join(said), "secret": "W" * 1500})
    document = pdf(deck(long))
    text = read(document, "-f", "3")
    found = sorted(re.findall(r"\bw\d+\b", text), key=lambda word: int(word[1:]))
    assert found == said
    assert letters(text).count("W") - text.count("What") == 1500
    assert "1 of " in text
    assert tags(document, "H2") == 1


def test_words_of_cards_are_text() -> None:
    """Nothing of them is carried out, becomes a heading, or keeps the deck from being made."""
    texts = (*HOSTILE, "#eval(panic())", "\U0001f600 \u200d \ufe0f", "x\n\ty")

    def face(text: str) -> PrintedCard:
        return card(Kind.PROMPT, {"title": text[:60], "text": text, "secret": text}, id_=text[:60])

    harmless = pdf(deck(*(face("abc") for _ in texts)))
    hostile = pdf(deck(*map(face, texts), title=texts[0]))
    for tag in ("H1", "H2", "LI", "Title", "Formula", "Code", "Link"):
        assert tags(hostile, tag) == tags(harmless, tag), tag
    assert leaves(hostile) == leaves(harmless)


def test_a_letter_that_is_in_no_font_of_ours() -> None:
    """The deck is made, though it cannot promise that all is readable."""
    document = pdf(deck(card(Kind.TIP, {"text": "\u6f22\u5b57 \U00013080 \U0001fae9"})))
    assert b"pdfuaid" not in document
    assert leaves(document) == 4


@pytest.mark.slow
def test_the_same_deck_is_the_same_file() -> None:
    """Its date is given: no clock is read."""
    made = deck(card(Kind.MOOD, {"title": "Calm", "text": "Text"}))
    assert pdf(made) == pdf(made)
    assert b"D:20241004" in pdf(made)


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_card_is_printed_whole(language: str, paper: str, tmp_path: Path) -> None:
    """Each on one face; each game on one page; every title can be found."""
    loaded = load_deck(("all",), language).deck
    games = [game for game in loaded.formats.values() if not game.survey]
    made = printed_deck(loaded, language, practice_names(language), frozenset(Kind), games)
    document = pdf(made, paper=paper)
    sheets = -(-len(made.cards) // 9)
    assert b"<pdfuaid:part>1<" in document
    game_leaves = -(-len(made.games) // 2)
    assert leaves(document) == 2 + 2 * sheets + 2 * game_leaves + 2 * len(made.slips) - 1
    assert tags(document, "H2") >= sum(card.title != "" for card in made.cards)
    text = letters(read(document))
    assert [one.title for one in made.cards if letters(one.title) not in text] == []
