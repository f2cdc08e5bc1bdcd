"""A pack's folder: structure and words put together."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from improv import paths
from improv.core.cards import STRUCTURE_FIELDS, Audience, Card, Kind, Manner
from improv.core.codec import decoder, encoder
from improv.packs.loading import languages_of, load_pack, load_words
from improv.packs.problems import PackProblems

ENGLISH = "desk/en.yaml"
PERSIAN = "desk/fa.yaml"


def test_a_pack_with_one_language(collection: Path) -> None:
    """Ids become `pack/name`, and only the words that were asked for are read."""
    pack = load_pack(collection / "desk", languages=["en"])
    assert pack.id == "desk"
    assert pack.names == {"en": "Desk", "fa": "میز"}
    assert pack.practices["A2"] == {"en": "Say yes", "fa": "بله بگو"}
    assert list(pack.cards) == ["desk/help", "desk/mower", "desk/uncle"]
    mower = pack.cards["desk/mower"]
    assert mower.kind is Kind.PROMPT
    assert (mower.practices, mower.heat) == (("A2", "A6"), 2)
    assert mower.businesses == ("desk/help",)
    uncle = pack.cards["desk/uncle"]
    assert (uncle.heat, uncle.secrets) == (1, {"secret": frozenset({Audience.AGENT})})
    assert list(pack.words) == ["en"]
    assert pack.words["en"]["desk/mower"] == {"title": "The mower", "text": "It will not start."}


def test_a_manner_stays_with_its_card(collection: Path) -> None:
    """Whoever has one keeps it; everybody else speaks plainly."""
    file = collection / "desk/cards.yaml"
    file.write_text(file.read_text().replace("kind: role", "kind: role, manner: whisper"))
    cards = load_pack(collection / "desk").cards
    assert cards["desk/uncle"].manner is Manner.WHISPER
    assert {card.manner for card in cards.values()} == {Manner.WHISPER, None}


def test_the_shipped_desk_has_every_manner() -> None:
    """Some role or mood asks for each; and some of both speak plainly."""
    cards = load_pack(paths.CARDS / "service-desk", languages=["en"]).cards.values()
    (manner,) = (field for field in STRUCTURE_FIELDS if field.name == "manner")
    for kind in manner.kinds:
        assert None in {card.manner for card in cards if card.kind is kind}
    assert {card.manner for card in cards} == {None, *Manner}


def test_every_shipped_card_goes_into_a_journal_and_comes_back() -> None:
    """The very same, manner and all; one from before there were manners speaks plainly."""
    encode, decode = encoder(Card), decoder(Card)
    for card in load_pack(paths.CARDS / "service-desk", languages=["en"]).cards.values():
        record = json.loads(json.dumps(encode(card)))
        back = decode(record)
        assert back == card
        assert repr(back) == repr(card)
        assert record.pop("manner", None) == card.manner
        assert decode(record) == replace(card, manner=None)


def test_words_that_come_later(collection: Path) -> None:
    """A second language is read by itself and fits the pack that is there."""
    assert languages_of(collection / "desk") == ("en", "fa")
    pack = load_pack(collection / "desk", languages=["en"])
    both = pack.with_words({"fa": load_words(collection / "desk", "fa")})
    assert both == load_pack(collection / "desk", languages=None)
    assert both.words["fa"]["desk/help"] == {"title": "کمک"}


def test_a_card_without_words_in_one_language_is_not_played_in_it(collection: Path) -> None:
    """Loading goes on without it where another language may have it; checking tells it."""
    file = collection / PERSIAN
    file.write_text(file.read_text().replace("uncle:", "#"))
    assert set(load_words(collection / "desk", "fa")) == {"desk/help", "desk/mower"}
    (collection / ENGLISH).unlink()
    with pytest.raises(PackProblems) as raised:
        load_pack(collection / "desk")
    assert "card `uncle` has no words in fa" in next(raised.value.lines("en"))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (ENGLISH, "  text: It", "  ▸txt: It", None),
        (
            ENGLISH,
            "  text: It will not start.",
            "  text: ▸[It, will]",
            "text must be a text, not a list (write one text here)",
        ),
        (
            ENGLISH,
            "text: It will not start.",
            "text:▸",
            "text is empty (write it, or remove the line)",
        ),
        (
            ENGLISH,
            "text: It will not start.",
            "text: ▸'  '",
            "text is empty (write it, or remove the line)",
        ),
        (
            ENGLISH,
            "text: It will not start.",
            "text: ▸" + "x" * 301,
            "text has 301 characters; 300 fit (shorten it to 300)",
        ),
        (
            ENGLISH,
            "title: The mower",
            "title: ▸" + "x" * 61,
            "title has 61 characters; 60 fit (shorten it to 60)",
        ),
        (
            ENGLISH,
            "text: It will not start.",
            "text: ▸|\n    It will\n    not start.",
            "text has a line break in it "
            "(make it one paragraph: > instead of |, and no empty line)",
        ),
        (
            ENGLISH,
            "text: It will not start.",
            'text: ▸"\\e[31mred"',
            "text has the invisible character U+001B (delete it)",
        ),
        (
            ENGLISH,
            "text: It will not start.",
            "text: ▸not\tthis",
            "text has the invisible character U+0009 (write a space)",
        ),
        (
            ENGLISH,
            "text: It will not start.",
            "text: ▸It will \u202enot\u202c start.",
            "text has the invisible character U+202E (use isolates instead, U+2066 to U+2069)",
        ),
        (
            PERSIAN,
            "title: کمک",
            "title: ▸\u0643مک",
            "title has the Arabic letter \u0643, U+0643 (write ک, U+06A9, in Persian)",
        ),
        (
            PERSIAN,
            "text: روشن نمی‌شود.",
            "text: ▸روشن نم\u064a‌شود.",
            "text has the Arabic letter \u064a, U+064A (write ی, U+06CC, in Persian)",
        ),
        (
            ENGLISH,
            "{title: The uncle,",
            "{title: The uncle, ▸so to say,",
            "unknown field `so to say` in a card of kind role "
            '(put a text with a comma in it in "quotes")',
        ),
        (
            ENGLISH,
            "secret: He",
            "▸secrt: He",
            "unknown field `secrt` in a card of kind role (did you mean secret?)",
        ),
        (
            ENGLISH,
            "help: {title: Help}",
            "help: {title: Help}\n▸ucnle: {title: X, text: Y}",
            "words for `ucnle`, which is no card (did you mean uncle?)",
        ),
        (
            ENGLISH,
            "help: {title: Help}",
            "help: {title: Help}\n▸bakery: {title: X}",
            "words for `bakery`, which is no card (remove them, or add the card to cards.yaml)",
        ),
    ],
)
def test_each_slip_in_the_words(
    expect: Callable[..., None], file: str, old: str, new: str, message: str | None
) -> None:
    """One wrong thing in a words file gives one problem, at its place, with its remedy."""
    if message is None:  # a misspelt field is also a missing one, told at the card
        card = ("  - {id: mower", "  - ▸{id: mower")
        expect(
            {file: (old, new), "desk/cards.yaml": card},
            "card `mower` has no `text` in en (add it under `mower:` in en.yaml)",
            "unknown field `txt` in a card of kind prompt (did you mean text?)",
        )
        return
    expect({file: (old, new)}, message)


def test_a_card_without_words_is_told_at_the_card(expect: Callable[..., None]) -> None:
    """Missing words are missing nowhere: the place is the card's, the file is in the remedy."""
    expect(
        {
            "desk/cards.yaml": ("  - {id: help", "  - ▸{id: help"),
            PERSIAN: ("help: {title: کمک}\n", ""),
        },
        "card `help` has no words in fa (add `help:` to fa.yaml)",
    )


def test_isolates_joiners_and_folded_texts_are_fine(collection: Path) -> None:
    """Order numbers in isolates, Persian half-spaces, and paragraphs written over many lines."""
    file = collection / ENGLISH
    text = "text: >\n    Order \u2066#4521\u2069\n    is late,\n    می\u200cدانم.\n"
    file.write_text(file.read_text().replace("text: It will not start.\n", text))
    words = load_words(collection / "desk", "en")
    assert words["desk/mower"]["text"] == "Order \u2066#4521\u2069 is late, می\u200cدانم."


def test_a_language_that_is_not_there(collection: Path) -> None:
    """The languages there are tell what could have been meant."""
    with pytest.raises(PackProblems) as raised:
        load_pack(collection / "desk", languages=["en-GB"])
    problem = "the pack has no words in en-GB (it has words in: en, fa)"
    assert next(raised.value.lines("en")) == f"{collection}/desk/en-GB.yaml:1:1: {problem}"
    with pytest.raises(PackProblems) as raised:
        load_words(collection / "desk", "far")
    assert "did you mean fa" in next(raised.value.lines("en"))


def test_no_pack_is_one_problem(tmp_path: Path) -> None:
    """A folder that is not there is told once, not once for each of its files."""
    with pytest.raises(PackProblems) as raised:
        load_pack(tmp_path / "gone", languages=["en", "fa"])
    assert [problem.what.say("en") for problem in raised.value.problems] == [
        "there is no such file or folder"
    ]
