"""Formats in which everybody writes: what `ask` phases say, and each slip at its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from improv.core.formats import PhaseKind
from improv.packs.formats import load_format

LETTER = "formats/letter.yaml"
TEXT = """id: letter
practices: [A2]
players: {least: 2}
seats: []
phases:
  - {id: write, kind: ask, seconds: 60, shows: 4}
  - {id: rewrite, kind: ask, seconds: 30}
draws:
  - {reel: request, pile: prompt}
ballot: {kinds: [pick]}
words:
  en:
    name: A letter
    objective: Write it.
    question: Which one?
    phases: {write: Write, rewrite: Again}
    instructions: {write: One line.}
"""
CALL = """id: call
practices: [A2]
players: {least: 3}
seats: [{id: agent}, {id: customer}]
phases:
  - {id: write, kind: ask, seconds: 60, deals: true}
  - {id: brief, kind: brief, seconds: 30}
  - {id: play, kind: play, seconds: 60}
draws: []
ballot: {kinds: [pick], options: [first, second]}
words:
  en:
    name: A call
    objective: Play it.
    phases: {write: Write}
    options: {first: One, second: Two}
"""


def test_an_ask_says_what_becomes_of_its_lines(collection: Path) -> None:
    """How many are shown; that one is played; a round may begin with it, and nobody need sit."""
    for name, text in (("letter", TEXT), ("call", CALL)):
        (collection / f"formats/{name}.yaml").write_text(text, encoding="utf-8")
    letter = load_format(collection / LETTER)
    write, rewrite = letter.phases[1:3]
    assert (write.kind, write.shows, write.deals) == (PhaseKind.ASK, 4, False)
    assert (rewrite.shows, rewrite.deals) == (0, False)
    assert (letter.seats, letter.asks, letter.deals_line) == ((), True, False)
    assert letter.words["en"]["instruction.write"] == "One line."
    assert letter.words["en"]["question"] == "Which one?"
    call = load_format(collection / "formats/call.yaml")
    assert (call.phases[1].deals, call.deals_line, call.draws) == (True, True, ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "shows: 4",
            "▸show: 4",
            "unknown field `show` in an entry of phases (did you mean shows?)",
        ),
        ("shows: 4", "shows: ▸7", "shows cannot be `7` (write a whole number from 1 to 6)"),
        ("shows: 4", "shows: ▸0", "shows cannot be `0` (write a whole number from 1 to 6)"),
        (
            "kind: ask, seconds: 60",
            "kind: ▸asc, seconds: 60",
            "kind cannot be `asc` (did you mean ask?)",
        ),
        (
            "{id: rewrite, kind: ask, seconds: 30}",
            "{id: rewrite, kind: play, seconds: 30, shows: ▸2}",
            "`shows` goes only with `kind: ask` (remove it)",
        ),
        (
            "shows: 4",
            "shows: ▸4, deals: true",
            "a line that is played is not shown first: `shows` and `deals` exclude each other"
            " (remove it)",
        ),
        (
            "ballot: {kinds: [pick]}",
            "ballot: {kinds: [rate]}",
            "nobody sits, and so nobody can be judged (write it like ballot: {kinds: []})",
        ),
    ],
)
def test_each_slip_of_lines_that_are_shown(
    expect: Callable[..., None], old: str, new: str, message: str
) -> None:
    """One wrong thing gives one problem, at its place, with its remedy."""
    text = TEXT.replace(old, new)
    if "deals" in new:
        text = text.replace("seats: []", "seats: [{id: agent}]").replace("least: 2", "least: 3")
        text = text.replace("kinds: [pick]", "kinds: [pick], options: [one, two]")
        text = f"{text}    options: {{one: One, two: Two}}\n"
    if "rate" in new:
        text = text.replace("seats: []", "seats: ▸[]").replace("    question: Which one?\n", "")
    expect({LETTER: text}, message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "phases:\n  - {id: write, kind: ask, seconds: 60, deals: true}\n",
            "phases:\n  ▸- {id: write, kind: ask, seconds: 60, deals: true}\n"
            "  - {id: brief, kind: ask, seconds: 60, deals: true}\n",
            "one line is played in a round, and more than one phase has `deals` (keep one)",
        ),
        ("deals: true", "deals: ▸yes", "deals cannot be `yes` (use one of: true)"),
        (
            "ballot: {kinds: [pick], options: [first, second]}",
            "ballot: ▸{kinds: [pick]}",
            "lines for somebody to play are not for the room to pick from (add `options: [...]`)",
        ),
    ],
)
def test_each_slip_of_a_line_that_is_played(
    expect: Callable[..., None], old: str, new: str, message: str
) -> None:
    """One wrong thing gives one problem, at its place, with its remedy."""
    text = CALL.replace(old, new)
    if "{kinds: [pick]}" in new:
        text = text.replace("    options: {first: One, second: Two}\n", "")
    if "id: brief, kind: ask" in new:
        text = text.replace("  - {id: brief, kind: brief, seconds: 30}\n", "")
    expect({"formats/call.yaml": text}, message)


def test_nobody_plays_a_line_where_nobody_sits(expect: Callable[..., None]) -> None:
    """A game that deals one has seats."""
    text = CALL.replace("seats: [{id: agent}, {id: customer}]", "seats: []")
    text = text.replace("phases:\n  -", "phases:\n  ▸-")
    expect(
        {"formats/call.yaml": text},
        "a line is to be played, and nobody sits (add `seats: [...]`)",
    )
