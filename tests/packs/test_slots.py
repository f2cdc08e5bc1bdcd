"""Slots in a pack's requests: each is told with its place, and the nearest that is meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from improv.packs.check import check
from tests.packs.conftest import FILES

ENGLISH, PERSIAN, CARDS = "desk/en.yaml", "desk/fa.yaml", "desk/cards.yaml"
GIVEN = FILES[ENGLISH].replace("{title: Help}", "{title: Help, thing: my coat}")
"""The valid words, and a desk that says what its thing is."""


def asking(text: str) -> str:
    """The same with a request of these words."""
    return GIVEN.replace("It will not start.", text)


def test_what_the_desk_says_may_be_left_open(expect: Callable[..., None]) -> None:
    """In a quoted text, too; and braces of other cards are only braces."""
    expect({ENGLISH: asking("It’s about {thing}, {thing}.")})
    expect({ENGLISH: asking('"{thing}?"').replace("He has time.", '"He says {hello}."')})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("It’s about {▸thng}.", "no slot is called `thng` (did you mean thing?)"),
        (
            "It’s about {▸elephant}.",
            "no slot is called `elephant` "
            "(use one of: thing, deed, trouble, reason, trifle, oddity)",
        ),
        ("It’s about ▸{thing.", "a brace opens or closes nothing (write it like {thing})"),
        ("It’s about thing▸}.", "a brace opens or closes nothing (write it like {thing})"),
        (
            "I would like to {▸deed} and {deed}.",
            "card `help` has no `deed` in en (add it under `help:` in en.yaml)",
        ),
    ],
)
def test_a_slot_that_stays_open_is_told(
    expect: Callable[..., None], text: str, message: str
) -> None:
    """Unknown, not closed, or not said by a desk that the request may come to."""
    expect({ENGLISH: asking(text)}, message)


def test_each_language_is_checked_by_its_own_words(expect: Callable[..., None]) -> None:
    """What the desk says in English helps nobody in Persian."""
    persian = FILES[PERSIAN].replace("روشن نمی‌شود.", '"برای {▸thing}."')
    expect(
        {ENGLISH: asking("It’s about {thing}."), PERSIAN: persian},
        "card `help` has no `thing` in fa (add it under `help:` in fa.yaml)",
    )


def test_only_the_desks_that_a_request_may_come_to_have_to_say_it(collection: Path) -> None:
    """Its own, where it names some; every one of the pack, where it names none."""
    cards = FILES[CARDS] + "  - {id: zoo, kind: business, practices: [A2]}\n"
    (collection / ENGLISH).write_text(asking("It’s about {thing}.") + "zoo: {title: Zoo}\n")
    (collection / PERSIAN).unlink()
    (collection / CARDS).write_text(cards)
    assert not check([collection / "desk"]).problems
    (collection / CARDS).write_text(cards.replace(", businesses: [help]", ""))
    (problem,) = check([collection / "desk"]).problems
    assert problem.what.say("en") == "card `zoo` has no `thing` in en"


def test_a_request_is_not_too_long_whatever_desk_it_comes_to(expect: Callable[..., None]) -> None:
    """The longest that is said counts, not what is written."""
    said = "my coat " * 10
    long = f"{'word ' * 45}{{thing}}"
    english = asking(f"▸{long}").replace("thing: my coat", f"thing: {said.strip()}")
    expect({ENGLISH: english}, "text has 304 characters; 300 fit (shorten it to 300)")
