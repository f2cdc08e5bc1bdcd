"""Formats that can be read and not be played: they never end, or want what no card has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from improv.packs.check import check
from tests.packs.conftest import worded

QUICK = "formats/quick.yaml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  - {phase: play, every: 25}",
            "  - {phase: play, every: 1}",
            "13:3: `twists`: 95, and at most 60 fit (write fewer)",
        ),
        (
            "{id: guess, kind: guess, seconds: 10}",
            "{id: guess, kind: guess, seconds: 10}\n"
            "  - {repeat: 10, phases: [{id: night, kind: play, seconds: 3600}]}",
            "6:3: a round takes 603 minutes; at most 120 fit "
            "(shorten its phases, or repeat them less)",
        ),
        (
            "{id: customer, count: 2}]",
            "{id: customer, count: 20}]",
            "4:8: `seats`: 21, and at most 20 fit (write fewer)",
        ),
        (
            "options: [high, low]",
            "options: [high, low, a, b, c, d, e, f, g, h]",
            "17:3: `options`: 10, and at most 9 fit (write fewer)",
        ),
        (
            "criteria: [{id: plain, practices: [A6]}]",
            "criteria: [{id: plain}, {id: b}, {id: c}, {id: d}, {id: e}, {id: f}, {id: g}]",
            "17:3: `criteria`: 7, and at most 6 fit (write fewer)",
        ),
        (
            "{reel: request, pile: prompt}]",
            "{reel: request, pile: prompt}, {reel: a, pile: tip}, {reel: b, pile: tip}, "
            "{reel: c, pile: tip}, {reel: d, pile: tip}, {reel: e, pile: tip}]",
            "11:8: `draws`: 7, and at most 6 fit (write fewer)",
        ),
    ],
)
def test_what_never_ends_or_never_fits_is_told(
    collection: Path, old: str, new: str, said: str
) -> None:
    """A round is over in two hours; nine options have a key each, and twenty people have room."""
    file = collection / QUICK
    text = file.read_text().replace("players: {least: 2, most: 3}\n", "players: {least: 2}\n")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    found = [worded(one) for one in check([collection]).problems]
    assert said in found


def test_a_pick_has_something_to_pick_from(collection: Path) -> None:
    """Options, or the lines that a bell rings; a twist from a pile rings none."""
    file = collection / QUICK
    text = file.read_text().replace("[rate, guess]", "[rate, pick]")
    text = text.replace("  options: [high, low]\n", "")
    text = text.replace("    options: {high: Above, low: Below}\n", "")
    file.write_text(text)
    assert not check([collection]).problems
    text = text.replace("  - {phase: play, every: 25}\n", "").replace("    cue: Ring.\n", "")
    file.write_text(text)
    (found,) = check([collection]).problems
    assert "there is nothing to pick from" in worded(found)


def test_a_tag_is_one_of_the_pile_that_is_drawn_from(
    collection: Path, expect: Callable[..., None]
) -> None:
    """That a card of another kind has it is no help."""
    cards = (collection / "desk/cards.yaml").read_text()
    cards = cards.replace("businesses: [help]", "businesses: [help], brings: [phone]")
    message = "no card of kind business has the tag `phone` (give it to a card, in brings or needs)"
    tagged = ("pile: business}", "pile: business, tag: ▸phone}")
    expect({QUICK: tagged, "desk/cards.yaml": cards}, message)


def test_a_card_that_can_never_come_is_told(collection: Path, expect: Callable[..., None]) -> None:
    """What it needs another card brings, or a game asks for; a near miss is suggested."""
    cards = (collection / "desk/cards.yaml").read_text()
    cards = cards.replace("practices: [A2]}", "practices: [A2], brings: [phone]}", 1)
    needs = "secrets: {secret: agent}, needs: [{}]"
    expect(
        {
            "desk/cards.yaml": cards.replace("- {id: uncle", "- ▸{id: uncle").replace(
                "secrets: {secret: agent}", needs.replace("{}", "fone")
            )
        },
        "`uncle` can never come: nothing brings `fone`, and no game asks for it "
        "(did you mean phone?)",
    )
    game = (collection / QUICK).read_text()
    for need, asked in (("phone", ""), ("odd", ", tag: odd")):
        text = cards.replace("secrets: {secret: agent}", needs.replace("{}", need))
        (collection / "desk/cards.yaml").write_text(text)
        reel = "pile: prompt}, {reel: who, pile: role" + asked + "}"
        (collection / QUICK).write_text(game.replace("pile: prompt}", reel))
        assert not check([collection]).problems


def test_a_desk_that_a_game_does_not_name_is_checked_where_it_draws(
    collection: Path, expect: Callable[..., None]
) -> None:
    """Without a word on it the desk is one where the request belongs; off the map there is none."""
    cards = (collection / "desk/cards.yaml").read_text()
    message = (
        "no request of these packs can come to such a desk: home "
        "(see `businesses` and `desk` of the requests, or ask for another desk)"
    )
    expect(
        {
            QUICK: ("draws: [", "draws: ▸["),
            "desk/cards.yaml": cards.replace("businesses: [help]", "desk: foreign"),
        },
        message,
    )
