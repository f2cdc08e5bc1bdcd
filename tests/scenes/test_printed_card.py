"""Cards on paper: what stands on a face, for whom, and what only a voice or a screen needs."""

import pytest

from improv.core.cards import MODELS, REPLIES, SLOTS, Audience, Card, Kind, Words
from improv.scenes.printed_card import PrintedCard, printed_card
from improv.scenes.words import Names

EN = Names("en")


def printed(kind: Kind, words: Words, names: Names = EN, **card: object) -> PrintedCard:
    """A card with these words."""
    made = Card("pack/one", kind, ("D3",), **card)  # type: ignore[arg-type]
    return printed_card(made, words, names, pack="Pack", titles={"pack/shop": "Shop"})


def test_a_request_keeps_from_the_room_what_is_for_the_customer() -> None:
    """In the order in which the wall lays it open; its desk stands beside the text."""
    card = printed(
        Kind.PROMPT,
        {
            "title": "My cup",
            "text": "Where is it?",
            "taboo": "lost",
            "reveal": "A present.",
            "secret": "Hers.",
            "let_go": "Its colour.",
        },
        businesses=("pack/shop", "pack/gone"),
        heat=3,
    )
    assert (card.title, card.text, card.heat) == ("My cup", ("Where is it?",), 3)
    assert [one.name for one in card.sayings] == [EN.field("taboo")]
    assert [one.words for one in card.private] == [("Hers.",), ("A present.",), ("Its colour.",)]
    assert "Shop" in card.desks


def test_what_only_somebody_alone_or_a_voice_needs_is_not_printed() -> None:
    """Model answers, the customer's answers, and how words are said."""
    words = {"title": "T", "text": "Text", "say.text": "VOICE"}
    words |= {f"model.{name}": "ALONE" for name in MODELS}
    words |= {f"reply.{name}": "ALONE" for name in REPLIES}
    assert {"ALONE", "VOICE"}.isdisjoint(str(printed(Kind.PROMPT, words)).split("'"))


@pytest.mark.parametrize(
    ("language", "figure"), [("en", "2"), ("fa", "۲"), ("ar", "٢"), ("he", "2")]
)
def test_an_open_word_is_a_figure_that_the_desk_explains(language: str, figure: str) -> None:
    """The same on both cards, in the language's digits."""
    names = Names(language)
    request = printed(Kind.PROMPT, {"title": "T", "text": "I want to {deed}, now."}, names)
    assert request.text == ("I want to ", figure, ", now.")
    desk = printed(Kind.BUSINESS, {"title": "T", **{slot: f"<{slot}>" for slot in SLOTS}}, names)
    assert desk.numbered[SLOTS.index("deed")] == "<deed>"
    assert (desk.sayings, desk.private) == ((), ())


def test_a_desk_that_says_some_words_keeps_their_figures() -> None:
    """What it does not say is empty, so that the others stand behind theirs."""
    assert printed(Kind.BUSINESS, {"title": "T", "reason": "Rain."}).numbered[3] == "Rain."
    assert printed(Kind.BUSINESS, {"title": "T", "rule": "No."}).numbered == ()


def test_a_check_has_its_points_in_order_and_no_secret() -> None:
    """What is only thought about stands under a name of its own."""
    points = {f"point.{n}": str(n) for n in (4, 2, 3, 1)}
    card = printed(Kind.CHECK, {"title": "T", "text": "Q", "think.1": "Why?", **points})
    assert card.numbered == ("1", "2", "3", "4")
    assert [one.words for one in card.sayings] == [("Why?",)]
    assert card.private == ()


def test_a_card_may_say_itself_who_reads_its_text() -> None:
    """Then even the text is for whoever holds it."""
    secret = {"text": frozenset({Audience.CUSTOMER})}
    card = printed(Kind.ROLE, {"title": "T", "text": "You are a king."}, secrets=secret)
    assert (card.text, card.private[0].words) == (("",), ("You are a king.",))


def test_heat_is_told_where_it_is_felt() -> None:
    """Of a desk or a tip it would mean nothing."""
    heats = {kind: printed(kind, {"title": "T"}, heat=2).heat for kind in Kind}
    assert {kind for kind, heat in heats.items() if heat} == {Kind.PROMPT, Kind.ROLE}
