"""The structure of a pack: what cards.yaml may say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from improv.packs.cards import MOST
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems

CARDS = "desk/cards.yaml"


def test_a_valid_shelf_has_no_problems(expect: Callable[..., None]) -> None:
    """The files that every other test changes are clean."""
    expect({})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: prompt", "kind: ▸promt", "kind cannot be `promt` (did you mean prompt?)"),
        (
            "kind: prompt",
            "kind: ▸xyz",
            "kind cannot be `xyz` "
            "(use one of: business, role, prompt, mood, day, twist, observer, tip, check)",
        ),
        ("[A2, A6]", "[A2, ▸B11]", "an entry of practices cannot be `B11` (did you mean B1?)"),
        (
            "[A2, A6]",
            "[A2, ▸Z]",
            "an entry of practices cannot be `Z` (the practices are in practices.yaml)",
        ),
        ("[A2, A6]", "[A2, ▸A2]", "`A2` is here twice (keep one)"),
        ("[A2, A6]", "▸[]", "practices is an empty list (name at least one)"),
        (
            "[A2, A6]",
            "▸A2",
            "practices must be a list, not a text (write [one, two], or lines that begin with -)",
        ),
        (
            "practices: [A2, A6]",
            "practices: [A2, ▸[A6]]",
            "an entry of practices must be a text, not a list (write one text here)",
        ),
        ("heat: 2", "heat: ▸6", "heat cannot be `6` (write a whole number from 1 to 5)"),
        ("heat: 2", "heat: ▸2.0", "heat cannot be `2.0` (write a whole number from 1 to 5)"),
        ("heat: 2", "heat: ▸-1", "heat cannot be `-1` (write a whole number from 1 to 5)"),
        ("heat: 2", "heat: ▸٣", "heat cannot be `٣` (write a whole number from 1 to 5)"),
        (
            "heat: 2",
            "heat: ▸" + "9" * 5000,
            f"heat cannot be `{'9' * 37}...` (write a whole number from 1 to 5)",
        ),
        ("heat: 2", "heat: ▸", "heat is empty (write it, or remove the line)"),
        ("heat: 2", "▸heta: 2", "unknown field `heta` in a card (did you mean heat?)"),
        (
            "heat: 2",
            "▸colour: red",
            "unknown field `colour` in a card "
            "(use one of: id, kind, practices, heat, businesses, secrets, manner, brings, needs, "
            "desk)",
        ),
        (
            "businesses: [help]",
            "businesses: [▸hlep]",
            "no card of kind business is called `hlep` (did you mean help?)",
        ),
        (
            "businesses: [help]",
            "businesses: [▸bakery]",
            "no card of kind business is called `bakery` (add that card)",
        ),
        (
            "businesses: [help]",
            "businesses: [▸uncle]",
            "`uncle` is a card of kind role, not business (name a card of kind business)",
        ),
        ("businesses: [help]", "businesses: [help, ▸help]", "`help` is here twice (keep one)"),
        (
            "secrets: {secret: agent}",
            "businesses: ▸[help]",
            "`businesses` is only for cards of kind: prompt (remove it)",
        ),
        (
            "secrets: {secret: agent}",
            "secrets: {▸sercet: agent}",
            "unknown field `sercet` in a card of kind role (did you mean secret?)",
        ),
        (
            "secrets: {secret: agent}",
            "secrets: {secret: ▸agnet}",
            "secret cannot be `agnet` (did you mean agent?)",
        ),
        (
            "secrets: {secret: agent}",
            "secrets: ▸[secret]",
            "secrets must be a mapping, not a list (write `name: value` lines)",
        ),
        (
            "secrets: {secret: agent}",
            "manner: ▸wisper",
            "manner cannot be `wisper` (did you mean whisper?)",
        ),
        (
            "secrets: {secret: agent}",
            "manner: ▸loud",
            "manner cannot be `loud` (use one of: angry, hurried, tired, sweet, whisper)",
        ),
        (
            "secrets: {secret: agent}",
            "manner: ▸[tired, sweet]",
            "manner must be a text, not a list (write one text here)",
        ),
        (
            "secrets: {secret: agent}",
            "manner: ▸",
            "manner is empty (write it, or remove the line)",
        ),
        (
            "heat: 2",
            "manner: ▸angry",
            "`manner` is only for cards of kind: role, mood (remove it)",
        ),
        ("heat: 2", "desk: ▸foriegn", "desk cannot be `foriegn` (did you mean foreign?)"),
        (
            "heat: 2",
            "desk: ▸foreign",
            "`desk: foreign` and `businesses` contradict each other (keep one)",
        ),
        (
            "secrets: {secret: agent}",
            "desk: ▸home",
            "`desk` is only for cards of kind: prompt (remove it)",
        ),
        (
            "pack: desk",
            "pack: ▸desks",
            "pack is `desks`, but its folder is `desk` (give both the same name)",
        ),
        ("names: {en: Desk, fa: میز}", "names: ▸{}", 'names is empty (write it like {en: "..."})'),
        (
            "fa: میز}",
            "▸Farsi: Miz}",
            "`Farsi` is no language tag (write one like en, fa, ar, he, pt-BR)",
        ),
        (
            "{id: help, kind: business, practices: [A2]}",
            "▸{id: help, kind: business}",
            "a card has no `practices` (add `practices: ...`)",
        ),
    ],
)
def test_each_slip_is_told_where_it_is(
    expect: Callable[..., None], old: str, new: str, message: str
) -> None:
    """One wrong thing in cards.yaml gives one problem, at its place, with its remedy."""
    expect({CARDS: (old, new)}, message)


def test_a_field_of_another_kind_may_be_wrong_as_well(expect: Callable[..., None]) -> None:
    """Both are told, at the same place: whoever mends one should not meet the other later."""
    expect(
        {CARDS: ("heat: 2", "manner: ▸▸hurryed")},
        "manner cannot be `hurryed` (did you mean hurried?)",
        "`manner` is only for cards of kind: role, mood (remove it)",
    )


def test_a_card_whose_kind_is_wrong_may_have_any_field(expect: Callable[..., None]) -> None:
    """Only the kind is told: nobody can know yet whether its manner belongs to it."""
    expect(
        {CARDS: ("{id: uncle, kind: role,", "{id: uncle, kind: ▸rolle, manner: tired,")},
        "kind cannot be `rolle` (did you mean role?)",
    )


def test_a_card_twice_names_both_places(expect: Callable[..., None]) -> None:
    """The second card of an id is the problem; its remedy says where the first one is."""
    twice = "  - {id: help, kind: business, practices: [A2]}\n"
    expect(
        {CARDS: (twice, twice + twice.replace("help", "▸help"))},
        "`help` is here twice (rename one; the first is at 4:5)",
    )


def test_ids_are_lower_case_words(expect: Callable[..., None]) -> None:
    """An id with a capital and a space is refused, with an example of a good one."""
    remedy = "write lower-case letters, digits and hyphens, 60 at most: dead-mower"
    expect(
        {
            CARDS: ("id: uncle", "id: ▸The Uncle"),
            "desk/en.yaml": ("uncle:", "The Uncle:"),
            "desk/fa.yaml": ("uncle:", "The Uncle:"),
        },
        f"id cannot be `The Uncle` ({remedy})",
    )


def test_all_problems_at_once(expect: Callable[..., None]) -> None:
    """Reading goes on after each problem, and they are told in the order of the file."""
    expect(
        {
            CARDS: """\
pack: desk
names: {en: Desk}
cards:
  - ▸just a text
  - ▸{kind: ▸mod, practices: [A2], heat: ▸hot}
  - {id: help, kind: business, practices: [A2], ▸id: twice}
""",
            "desk/en.yaml": "help: {title: Help}",
            "desk/fa.yaml": "help: {title: Help}",
        },
        "a card must be a mapping, not a text (write `name: value` lines)",
        "a card has no `id` (add `id: ...`)",
        "kind cannot be `mod` (did you mean mood?)",
        "heat cannot be `hot` (write a whole number from 1 to 5)",
        "`id` is here twice (keep one; the first is at 6:6)",
    )


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("▸- a\n", ["the file must be a mapping, not a list (write `name: value` lines)"]),
        ("▸text\n", ["the file must be a mapping, not a text (write `name: value` lines)"]),
        (
            "▸▸▸{}\n",
            [
                "the file has no `pack` (add `pack: ...`)",
                "the file has no `names` (add `names: ...`)",
                "the file has no `cards` (add `cards: ...`)",
            ],
        ),
        (
            "pack: ▸[desk]\nnames: ▸x\ncards: ▸{}\n",
            [
                "pack must be a text, not a list (write one text here)",
                "names must be a mapping, not a text (write `name: value` lines)",
                "cards must be a list, not a mapping "
                "(write [one, two], or lines that begin with -)",
            ],
        ),
    ],
)
def test_wrong_types_everywhere(
    expect: Callable[..., None], text: str, messages: list[str]
) -> None:
    """A file of the wrong shape is told in words, not by a traceback."""
    expect({CARDS: text, "desk/en.yaml": "{}", "desk/fa.yaml": "{}"}, *messages)


def test_too_many_cards(collection: Path) -> None:
    """The first card over the limit is told, with the limit."""
    cards = [f"  - {{id: c{number}, kind: tip, practices: [A2]}}" for number in range(MOST + 1)]
    file = collection / CARDS
    file.write_text("\n".join(["pack: desk", "names: {en: Desk}", "cards:", *cards]))
    (collection / "desk/fa.yaml").unlink()
    with pytest.raises(PackProblems) as raised:
        load_pack(collection / "desk", languages=[])
    what = "20001 cards; the limit is 20000 (split the pack in two)"
    assert next(raised.value.lines("en")) == f"{file}:20004:5: {what}"
