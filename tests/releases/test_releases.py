"""What every release has left on people's disks is opened by this one (keep.py makes the folders).

A folder for each version: a journal with three sessions (played to the end by a plan, killed in a
vote, of somebody alone), the settings, a pack, a plan, and what that program exported.
"""

import json
import shutil
import signal
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from improv import __version__
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import (
    BallotCast,
    LineWritten,
    PromiseLogged,
    SelfChecked,
    StepBegun,
    Undone,
)
from improv.core.formats import PhaseKind
from improv.core.state import State
from improv.director.ports import SessionHeader
from improv.director.session_runner import fold
from improv.journal.reader import SqliteReader
from improv.wiring import settings
from tests.cli.commands import improv
from tests.wiring.program import PIN, running_game

HERE = Path(__file__).parent
RELEASES = sorted(path.parent for path in HERE.glob("*/sessions.db"))
PACK, PLAN = "four-tongues", "kept.yaml"


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def kept(request: pytest.FixtureRequest) -> Path:
    """The folder of a release."""
    folder: Path = request.param
    return folder


@pytest.fixture
def data(kept: Path, tmp_path: Path) -> Path:
    """A data folder as that release has left it."""
    for name in ("sessions.db", "settings.json"):
        shutil.copy(kept / name, tmp_path)
    return tmp_path


def _sessions(data: Path) -> list[tuple[SessionHeader, State]]:
    """Every session with what its events fold to; each event says the same again."""
    found = []
    with closing(SqliteReader.open(data)) as journal:
        for header in reversed(journal.sessions()):  # the newest comes first
            records = list(journal.records(header.id))
            for record in records:
                event = from_dict(record.event)
                assert from_dict(to_dict(event)) == event
                assert record.event.keys() <= to_dict(event).keys(), "a newer program may say more"
            found.append((header, fold(records)))
    return found


def test_this_version_has_a_folder() -> None:
    """Run `python -m tests.releases.keep` where a version is tagged, and commit what it makes."""
    assert __version__ in {folder.name for folder in RELEASES}


def test_its_journal_holds_what_can_get_lost(data: Path) -> None:
    """Ballots, lines, promises, an undo, surveys, a plan: not a journal of two clicks."""
    with closing(SqliteReader.open(data)) as journal:
        ids = [header.id for header in journal.sessions()]
        kinds = {from_dict(r.event).__class__ for id_ in ids for r in journal.records(id_)}
    assert {BallotCast, LineWritten, PromiseLogged, Undone, StepBegun, SelfChecked} <= kinds


def test_its_sessions_fold_to_where_they_were(data: Path) -> None:
    """One is over, by its plan; one stands in a vote with two ballots; one was somebody alone."""
    (over, whole), (open_, voting), (alone, solo) = _sessions(data)
    assert over.ended
    assert whole.kind is PhaseKind.END
    assert whole.setup.plan is not None
    assert not open_.ended
    assert voting.kind is PhaseKind.VOTE
    assert [len(votes.ballots) for votes in voting.votes.values()] == [2]
    assert alone.ended
    assert solo.setup.shift is not None


@pytest.mark.slow
def test_it_is_exported_as_it_was(kept: Path, data: Path) -> None:
    """All that the old export held is in the new one, to the last figure; it may hold more."""
    for header, _ in _sessions(data):
        ran = improv("export", header.id, "--names", "--data", data)
        assert ran.returncode == 0, ran.stderr
        before = json.loads((kept / f"{header.id}.json").read_text("utf-8"))
        assert list(_missing(before, json.loads(ran.stdout), header.id)) == []


def _missing(before: Any, now: Any, where: str) -> list[str]:
    """Where in an export something is not as it was."""
    if isinstance(before, dict) and isinstance(now, dict):
        gone = [f"{where}.{name}" for name in before.keys() - now.keys()]
        both = before.keys() & now.keys()
        return gone + [
            one for n in sorted(both) for one in _missing(before[n], now[n], f"{where}.{n}")
        ]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return [one for n, (a, b) in pairs for one in _missing(a, b, f"{where}[{n}]")]
    return [] if before == now else [where]


@pytest.mark.slow
def test_it_is_reported(data: Path, tmp_path: Path) -> None:
    """The session that is over has a page to take away, and is in the list of past ones."""
    (over, _), *_ = _sessions(data)
    page = tmp_path / "page.html"
    ran = improv("report", over.id, "--out", page, "--data", data)
    assert ran.returncode == 0, ran.stderr
    assert "</html>" in page.read_text("utf-8")
    assert over.id in improv("sessions", "--data", data).stdout


def test_its_settings_are_read(data: Path) -> None:
    """The team is the one that was told last."""
    assert settings.load(data).team == "Blue"


@pytest.mark.slow
def test_its_cards_and_its_plan_are_without_a_problem(kept: Path) -> None:
    """A pack in four languages, and the plan that was played."""
    ran = improv("check", kept / PACK, kept / PLAN)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.slow
def test_the_open_session_goes_on_to_its_end(kept: Path, data: Path) -> None:
    """By the real program: its two ballots count, and it closes as any other does."""
    _, (open_, _), _ = _sessions(data)
    options = ("--screen", "none", "--host-pin", PIN, "--resume", open_.id)
    with running_game(data, *options, "--pack", str(kept / PACK)) as game:
        game.login()
        state = game.state()
        assert (state["phase"], state["voted"], state["paused"]) == ("vote", 2, True)
        for _ in range(60):
            if state["phase"] == "end":
                break
            state = game.next()
        assert state["phase"] == "end"
        game.wait_for("The session is over")
        assert game.end(signal.SIGINT) == 0, game.printed
    assert [header.ended for header, _ in _sessions(data)] == [True, True, True]
