"""A session as lines: each round and each tally once, what the room may see and no more."""

import re

import pytest

from improv.core.actions import ChooseLanguage
from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.core.state import Setup
from improv.terminal.narrator import Narrator
from tests.core.sample_decks import SECRET
from tests.core.session_driver import SessionDriver


class NarratedSession:
    """A session, and the lines of a narrator that sees every one of its states."""

    def __init__(
        self, *, voters: int = 5, latin: bool = True, rounds: int = 1, votes: bool = True
    ) -> None:
        names = ("Leila", "Tomasz", "Amara", "Omar", "Yael")
        setup = Setup(3, "quick", rounds, votes=votes)
        self.session = SessionDriver(
            "call", names=names, voters=voters, setup=setup, standings=True
        )
        self.lines: list[str] = []
        self.narrator = Narrator(self.lines.append, latin=latin)

    def to(self, kind: PhaseKind) -> list[str]:
        """The lines that came until a phase of this kind; every state is seen twice."""
        before = len(self.lines)
        while not self.session.at(kind):
            self.session.next()
            for _ in range(2):
                self.narrator(self.session.state)
        return self.lines[before:]

    def vote(self, *grades: int) -> None:
        """Ballots of the first voters."""
        self.to(PhaseKind.VOTE)
        for number, grade in enumerate(grades, start=1):
            self.session.rate(f"v{number}", grade)


def test_a_round_begins_with_its_cards_and_its_cast() -> None:
    """Its number and game first; nothing is said before, or again in its other phases."""
    shown = NarratedSession()
    assert shown.lines == []
    first, *drawn = shown.to(PhaseKind.DRAW)
    assert first.startswith("Round 1: ")
    view = projector(shown.session.state).round
    assert view is not None
    assert len(drawn) == len(view.reels) + len(view.cast)
    assert all(re.fullmatch(r"  [^:]+: .+", line) for line in drawn)
    assert {seat.name for seat in view.cast} <= {line.partition(": ")[2] for line in drawn}
    assert shown.to(PhaseKind.VOTE) == []


def test_no_secret_is_told() -> None:
    """A console may be on the projector."""
    shown = NarratedSession()
    shown.vote(3, 4, 4, 2)
    shown.to(PhaseKind.KUDOS)
    assert shown.lines
    assert not [line for line in shown.lines if SECRET in line]


def test_a_tally_is_told_once_when_it_is_revealed() -> None:
    """How many voted and how, every figure there is, and whether the room is split."""
    shown = NarratedSession()
    shown.vote(1, 1, 4, 4, 4)
    lines = shown.to(PhaseKind.KUDOS)
    assert lines[:2] == [
        "  5 ballots: 5 by phone, 0 by show of hands",
        "  Calm and friendly: 1: 2, 2: 0, 3: 0, 4: 3; the middle 4, 60% gave a 3 or a 4"
        " (The room is split)",
    ]
    assert "".join(shown.lines).count("5 ballots") == 1


def test_few_ballots_are_no_figures() -> None:
    """They would name people."""
    shown = NarratedSession(voters=2)
    shown.vote(1, 4)
    lines = shown.to(PhaseKind.KUDOS)
    assert "  A small room, so no figures" in lines
    assert not [line for line in lines if "4: " in line]


def test_the_end_is_told() -> None:
    """The standings with a place for each scene, the thanks and the curtain."""
    shown = NarratedSession()
    shown.vote(4, 4, 4, 4, 4)
    shown.to(PhaseKind.END)
    assert shown.lines[-2:] == ["Thank you", "Curtain"]
    assert re.fullmatch(r"  1\. Round 1: .+", shown.lines[-3])


@pytest.mark.parametrize(("latin", "digit"), [(True, "1"), (False, "۱")])
def test_digits_are_the_languages_or_latin(latin: bool, digit: str) -> None:
    """In Persian, and without the marks that a console may show as boxes."""
    shown = NarratedSession(latin=latin)
    shown.session.act(ChooseLanguage(id="", language="fa"))
    first, *drawn = shown.to(PhaseKind.DRAW)
    assert f"دور {digit}:" in first
    assert not re.search("[\u2066-\u2069]", "".join([first, *drawn]))


def test_where_nobody_votes_that_is_said_in_place_of_figures() -> None:
    """Once a round, and no standings follow."""
    lines = NarratedSession(votes=False).to(PhaseKind.KUDOS)
    assert sum("Nobody votes" in line for line in lines) == 1
    assert not any("ballots" in line for line in lines)
