"""Cards as a table: what the columns are called, and what stands in their cells."""

import pytest

from improv.core.card_table import (
    Column,
    audiences,
    cell,
    column_named,
    columns_of,
    listed,
    plain,
    rows_of,
    tidy,
)
from improv.core.cards import (
    CARD_FIELDS,
    STRUCTURE_FIELDS,
    Audience,
    Card,
    Desk,
    Kind,
    Manner,
    Pack,
    Shape,
)

FIELDS = {field.name: field for field in CARD_FIELDS}


@pytest.mark.parametrize(
    "written",
    [
        "title (fa)",
        "Title (FA)",
        " title  ( fa ) ",
        "title [fa]",
        "title\u00a0(fa)",
        "\u2068title (fa)\u2069",
    ],
)
def test_a_column_is_known_as_programs_and_people_write_it(written: str) -> None:
    """Capital letters, other brackets, spaces that do not break, marks of direction."""
    assert column_named(written) == Column(FIELDS["title"], "fa")


@pytest.mark.parametrize(
    "written", ["title", "heat (fa)", "titel (fa)", "", "()", "title (fa", "#id"]
)
def test_what_is_no_field_is_no_column(written: str) -> None:
    """A text without its language, a figure with one, a misspelt name, a note of the author's."""
    assert column_named(written) is None


def test_every_field_is_found_by_the_name_of_its_column() -> None:
    """In languages with a region and a script, too."""
    for field in CARD_FIELDS:
        for tag in ("en", "pt-BR", "zh-Hant") if field.shape is Shape.TEXT else ("",):
            assert column_named(Column(field, tag).name) == Column(field, tag)


def test_lists_are_read_with_the_commas_of_every_script() -> None:
    """And with the line breaks of a cell."""
    assert listed("B23, D14،E1 ؛ A2;A3\nA4,,") == ["B23", "D14", "E1", "A2", "A3", "A4"]


def test_audiences_are_read_as_they_are_written() -> None:
    """A part without a colon names nobody."""
    text = "Secret : agent, observer ; reveal: everyone; text"
    read = [("secret", ["agent", "observer"]), ("reveal", ["everyone"]), ("text", [])]
    assert audiences(text) == read


def test_only_what_is_around_a_text_is_taken_away() -> None:
    """A no-break space inside belongs to it, and so does the joiner of Persian."""
    assert (
        tidy("\ufeff \u00a0۲۴\u00a0ساعت، می\u200cشود\u00a0\u200e\n") == "۲۴\u00a0ساعت، می\u200cشود"
    )
    assert plain("۳ ") == "3"


def pack(*cards: Card, **words: dict[str, dict[str, str]]) -> Pack:
    """A pack of these cards, called `p`."""
    return Pack("p", {}, {card.id: card for card in cards}, words)


def test_each_shape_has_its_text() -> None:
    """Ids without the pack, lists with commas, nothing for what is usual."""
    card = Card(
        *("p/mower", Kind.PROMPT, ("A2", "A6")),
        heat=3,
        businesses=("p/help", "p/shop"),
        secrets={"reveal": frozenset({Audience.OBSERVER, Audience.AGENT})},
        manner=Manner.ANGRY,
        brings=("phone",),
        desk=Desk.HOME,
    )
    assert [cell(card, {}, Column(field)) for field in STRUCTURE_FIELDS] == [
        *("mower", "prompt", "A2, A6", "3", "help, shop", "reveal: agent, observer"),
        *("angry", "phone", "", "home"),
    ]
    assert cell(Card("p/x", Kind.TIP, ()), {}, Column(FIELDS["desk"])) == ""


def test_languages_stand_beside_one_another_and_english_first() -> None:
    """What is said has a column in the languages that say it, a rare text where a card has it."""
    words = {"p/uncle": {"title": "T", "text": "T"}}
    persian = {"p/uncle": {"title": "ت", "text": "ت", "say.title": "تِ"}}
    mine = pack(Card("p/uncle", Kind.ROLE, ()), fa=persian, en=words)
    columns = columns_of(mine)
    names = [column.name for column in columns if column.language]
    assert names[:5] == ["title (en)", "title (fa)", "text (en)", "text (fa)", "say.title (fa)"]
    assert "secret (en)" in names
    assert [name for name in names if name.startswith(("rule", "thing", "reply", "say.text"))] == []
    (row,) = rows_of(mine, columns)
    assert dict(zip((column.name for column in columns), row, strict=True))["say.title (fa)"] == "تِ"
