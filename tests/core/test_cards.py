"""The table of a card's fields: whole, and in step with the card itself."""

from dataclasses import fields

from improv.core.cards import (
    CARD_FIELDS,
    EVERY,
    STRUCTURE_FIELDS,
    TEXT_FIELDS,
    Card,
    DrawnCard,
    Kind,
    Shape,
)


def test_structure_fields_are_those_of_a_card() -> None:
    """In the same order: what is read from a file is what a card is made of."""
    assert [field.name for field in STRUCTURE_FIELDS] == [field.name for field in fields(Card)]


def test_every_field_says_what_its_shape_asks_for() -> None:
    """Choices where one is chosen, numbers where one is given, no field that nobody may have."""
    for field in CARD_FIELDS:
        assert bool(field.choices) == (field.shape in (Shape.CHOICE, Shape.AUDIENCES)), field.name
        assert bool(field.numbers) == (field.shape is Shape.NUMBER), field.name
        assert field.required <= field.kinds, field.name
        assert field.kinds, field.name
        assert field.required in (frozenset(), EVERY) or field.shape is Shape.TEXT, field.name


def test_every_kind_of_card_says_something() -> None:
    """At least one text is required of each, and an audience is asked for by its name."""
    for kind in Kind:
        required = [field.name for field in TEXT_FIELDS[kind].values() if kind in field.required]
        assert required, kind
        card = Card("p/c", kind, ())
        assert [card.audience(name) for name in TEXT_FIELDS[kind]] == [
            field.audience for field in TEXT_FIELDS[kind].values()
        ]


def test_a_card_speaks_a_language_that_it_has() -> None:
    """The one that is asked for, else English, else the first there is."""
    card = Card("p/c", Kind.TIP, ())
    english, persian = {"text": "Wait."}, {"text": "صبر کن."}
    both = DrawnCard(card, {"fa": persian, "en": english})
    assert [both.say(tag) for tag in ("fa", "en", "he")] == [persian, english, english]
    assert DrawnCard(card, {"fa": persian}).say("he") == persian
