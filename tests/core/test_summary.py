"""The session in figures: what an export writes, without names and without lone ballots."""

import json

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.summary import ROW, rows, summarise
from tests.core.session_driver import SessionDriver


def played(voters: int) -> SessionDriver:
    """One round with so many ballots, shown; and one that was skipped in its vote."""
    sitting = SessionDriver("call", names=("Ana", "Bo", "Cy"), voters=6).to(PhaseKind.PLAY)
    sitting.act(a.Promise(id="", text="Tomorrow."))
    sitting.act(a.Twist(id=""))
    for _ in range(2):
        sitting.to(PhaseKind.VOTE)
        for n in range(1, voters + 1):
            sitting.rate(f"v{n}", 1 + n % 4, "listened")
        if sitting.round.number == 1:
            sitting.to(PhaseKind.DEBRIEF)
        sitting.act(a.Skip(id=""))
    return sitting


def test_figures_go_out_and_names_of_voters_do_not() -> None:
    """JSON-able; five ballots in no order of theirs; nothing of a vote that nobody saw."""
    summary = summarise(played(5).events)
    text = json.dumps(summary)
    assert not any(f'"v{n}"' in text for n in range(1, 7))
    first, second, *_ = summary["rounds"]
    assert first["tally"]["criteria"] == {"handling": [1, 2, 1, 1]}
    assert (first["tally"]["median"], first["ranked"]) == (2, True)
    assert len(first["ballots"]) == 5
    assert first["ballots"] == sorted(first["ballots"], key=repr)
    assert (second["tally"], second["ballots"], second["hands"]) == (None, [], {})
    assert summary["promises"] == [{"round": 1, "text": "Tomorrow."}]


def test_too_few_ballots_are_left_out() -> None:
    """Two would name people."""
    first = summarise(played(2).events)["rounds"][0]
    assert (first["ballots"], first["tally"]["criteria"]) == ([], {})


def test_rows_are_flat() -> None:
    """One figure a row, as wide as their head."""
    flat = list(rows(summarise(played(5).events)))
    assert {len(row) for row in flat} == {len(ROW)}
    assert [row[-1] for row in flat if row[4] == "handling"] == [1, 2, 1, 1]
    assert any(row[4:] == ("moves", "listened", 5) for row in flat)


def test_no_events_no_summary() -> None:
    """A session begins with its opening."""
    with pytest.raises(ValueError, match="without an event"):
        summarise([])
