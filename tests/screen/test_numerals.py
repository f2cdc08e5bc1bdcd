"""The facilitator's choice of digits: it reaches every figure of both windows, and no card."""

import re
from collections.abc import Iterator

import pytest

from improv.core.draw import Deck
from improv.core.numerals import digits, language_tag
from improv.locale.phrases import isolate, without_isolates
from improv.scenes.prompts import resume_question
from improv.scenes.words import Names
from improv.screen.composition import bare, compose
from improv.screen.facilitator import compose_facilitator
from improv.screen.frame import Frame
from improv.screen.keys import BINDINGS
from improv.screen.overlays.prompt import prompt
from improv.screen.projector import Projector
from improv.screen.sample_data import HOSTILE_LINES
from improv.screen.scene_registry import Moment, moments

SIZE = (1280, 720)
OWN = {"fa": set("۰۱۲۳۴۵۶۷۸۹٪"), "ar": set("٠١٢٣٤٥٦٧٨٩٪")}


def _said(moment: Moment, *, latin: bool) -> list[str]:
    seen = moment.snapshot
    frame = Frame(
        seen.projector,
        moment.now,
        float("inf"),
        moment.ui,
        SIZE,
        host=seen.host,
        latin_digits=latin,
    )
    placed = (*compose(frame).placed, *compose_facilitator(frame).placed)
    return [without_isolates(words.text).rstrip("…") for words in placed]


def _words_of(deck: Deck, language: str) -> Iterator[str]:
    for pack in deck.packs:
        for words in pack.words[language].values():
            yield from words.values()
    for game in deck.formats.values():
        yield from game.say(language).values()


@pytest.mark.parametrize("language", [pytest.param("fa", marks=pytest.mark.slow), "ar"])
@pytest.mark.slow
def test_the_digits_that_were_chosen_are_in_every_figure(sample_deck: Deck, language: str) -> None:
    """Words of cards, formats and people stay as they were written, keys as they are printed."""
    authors = "\n".join((*_words_of(sample_deck, language), *HOSTILE_LINES))
    caps = {cap for binding in BINDINGS for cap in binding.caps.split("  ")}
    turned = 0
    for moment in moments(sample_deck, language):
        native, latin = (_said(moment, latin=chosen) for chosen in (False, True))
        for text in native:
            kept = set("0123456789%") & set(text)
            assert not kept or text in authors or text in caps, (moment.name, text)
        for text in latin:
            kept = OWN[language] & set(text)
            assert not kept or text in authors, (moment.name, text)
        turned += native != latin
    assert turned > 30


@pytest.mark.parametrize(
    ("days", "wording"),
    [(0, "امروز ساعت ۱۴:۰۵"), (1, "دیروز ساعت ۱۴:۰۵"), (12, "۱۲ روز پیش")],
)
def test_the_offer_says_how_long_ago_it_was(days: int, wording: str) -> None:
    """Days are the same in every calendar."""
    asked = resume_question(Names("fa"), "improv", days, "14:05")
    picture = bare(SIZE, "stage", "fa", lambda builder: prompt(builder, asked))
    text = "".join(words.text for words in picture.placed)
    for mark in isolate(""):
        text = text.replace(mark, "")
    assert wording in text
    assert digits("fa", wording) == wording


def test_a_projector_keeps_to_the_digits_that_were_chosen(sample_deck: Deck) -> None:
    """In a session, and in the offer before it."""
    play = next(moment for moment in moments(sample_deck, "ar") if moment.name == "play")
    for latin, clock, time in ((True, "1:18", "14:05"), (False, "١:١٨", "١٤:٠٥")):
        projector = Projector(SIZE, still=True, latin_digits=latin)
        projector.render(play.snapshot, play.now, 0.0, play.ui)
        assert clock in [words.text for words in projector.placed]
        names = Names(language_tag("ar", latin=latin))
        projector.ask("ar", resume_question(names, "improv", 0, "14:05"))
        assert any(time in words.text for words in projector.placed)


@pytest.mark.parametrize("language", ["fa", pytest.param("ar", marks=pytest.mark.slow)])
@pytest.mark.slow
def test_no_dot_stands_beside_a_figure(sample_deck: Deck, language: str) -> None:
    """It would be a zero: `۱ · ` from the right is read as ten."""
    beside = re.compile(r"[·•][\s\u2066-\u2069]*[۰-۹٠-٩]|[۰-۹٠-٩][\s\u2066-\u2069]*[·•]")
    said = {text for one in moments(sample_deck, language) for text in _said(one, latin=False)}
    assert {text for text in said if beside.search(text)} == set()
