"""The session in figures: what an export writes, without names and without lone ballots."""

import json

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.summary import PromiseSummary, summarise
from tests.core.session_driver import SessionDriver


def played(voters: int) -> SessionDriver:
    """One round with so many ballots, shown; and one that was skipped in its vote."""
    driver = SessionDriver("call", names=("Ana", "Bo", "Cy"), voters=6).to(PhaseKind.PLAY)
    driver.act(a.Promise(id="", text="Tomorrow."))
    driver.act(a.Twist(id=""))
    for _ in range(2):
        driver.to(PhaseKind.VOTE)
        for n in range(1, voters + 1):
            driver.rate(f"v{n}", 1 + n % 4, "listened")
        if driver.round.number == 1:
            driver.to(PhaseKind.DEBRIEF)
        driver.act(a.Skip(id=""))
    return driver


def test_figures_go_out_and_names_of_voters_do_not() -> None:
    """JSON-able; five ballots in no order of theirs; nothing of a vote that nobody saw."""
    summary = summarise(played(5).events)
    text = json.dumps(summary.to_dict())
    assert not any(f'"v{n}"' in text for n in range(1, 7))
    first, second, *_ = summary.rounds
    assert first.tally is not None
    assert first.tally.criteria == {"handling": (1, 2, 1, 1)}
    assert (first.tally.median, first.ranked) == (2, True)
    assert [ballot.scores["handling"] for ballot in first.ballots] == [1, 2, 2, 3, 4]
    assert (second.tally, second.ballots, second.hands) == (None, (), {})
    assert summary.promises == (PromiseSummary(1, "Tomorrow."),)


def test_the_exported_shape_stays() -> None:
    """A twist has only what it is; nothing else is left out, a tally that nobody saw is null."""
    told = summarise(played(5).events).to_dict()
    assert list(told) == ["setup", "rounds", "promises", "kudos", "phases"]
    assert told["setup"] == {
        "seed": 7,
        "ballot": "quick",
        "rounds": None,
        "huddle": False,
        "language": "en",
    }
    first, second, *_ = told["rounds"]
    assert [list(twist) for twist in first["twists"]] == [["at_ms", "card"]]
    assert second["tally"] is None
    assert list(first) == list(second)
    assert told["promises"] == [{"round": 1, "text": "Tomorrow."}]
    assert told["phases"][0] == {"at_ms": 0, "phase": "rules", "round": None}
    assert told["phases"][1] == {"at_ms": 0, "phase": "draw", "round": 1}


def test_too_few_ballots_are_left_out() -> None:
    """Two would name people."""
    first = summarise(played(2).events).rounds[0]
    assert first.tally is not None
    assert (first.ballots, first.tally.criteria, first.tally.median) == ((), {}, None)


def test_no_events_no_summary() -> None:
    """A session begins with its opening."""
    with pytest.raises(ValueError, match="without an event"):
        summarise([])
