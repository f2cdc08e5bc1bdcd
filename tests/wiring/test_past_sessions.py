"""The list of sessions: what it says of each without playing it again, and what the report says."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.event_codec import to_dict
from improv.core.formats import PhaseKind
from improv.core.plan_choice import with_plan
from improv.core.state import Setup, Shift, TeamHistory
from improv.core.summary import summarise
from improv.director.ports import Record
from improv.journal.file import NAME
from improv.journal.store import SqliteJournal
from improv.scenes.past_sessions import past_session_text
from improv.scenes.words import Names
from improv.wiring.catalogue import load_plans
from improv.wiring.past_sessions import past_sessions
from improv.wiring.report import PastSessions
from tests.core.session_driver import SessionDriver
from tests.phones.browser import shipped

TEHRAN = timezone(timedelta(hours=3, minutes=30))
PLAYERS = ("Saghar", "Wolfgang", "نادیا")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    """An empty one."""
    with closing(SqliteJournal.open(tmp_path)) as opened:
        yield opened


def write(journal: SqliteJournal, session: str, events: Sequence[e.Event | dict[str, Any]]) -> None:
    """Write a session of these events, that began late in the evening in London."""
    journal.open_session(session, "2026-11-30T22:05:00+00:00", "Written by hand", False)
    records = [one if isinstance(one, dict) else to_dict(one) for one in events]
    journal.append(session, [Record(n, "", one) for n, one in enumerate(records, start=1)])


def played(rounds: int = 2) -> SessionDriver:
    """A session of a team in which four people voted by phone, and a name was claimed."""
    setup = Setup(7, team=TeamHistory("Team <North>"))
    driver = SessionDriver("lawnmower", setup=setup, deck=shipped(), names=PLAYERS, voters=4)
    driver.act(a.Join(id="", voter="v1", claims="p3"))
    for number in range(rounds):
        if number:
            driver.act(a.ChooseFormat(id="", format="what-next"))
        driver.to(PhaseKind.DEBRIEF)
        driver.next()
    return driver


def test_it_says_what_the_report_says(journal: SqliteJournal, tmp_path: Path) -> None:
    """Of scenes, people and games, though it reads a few fields of a few events."""
    write(journal, "one", played().events)
    (one,) = past_sessions(journal, "fa", TEHRAN)
    past = PastSessions(tmp_path)
    page = past.played(past.chosen(["one"])[0], "fa")
    past.close()
    assert one.rounds == len(page.scenes) == 2
    assert one.people == 6  # three names and four phones, of which one is a name's
    assert one.games == tuple(scene.words["name"] for _, scene in page.scenes)
    assert (one.title, one.team) == (one.games[0], "Team <North>")
    assert (one.ended, one.resumes, one.demo, one.alone) == (False, True, False, False)


@pytest.mark.parametrize(
    ("opens", "chosen", "title"),
    [
        ("", ("half-day",), "Half a day"),
        ("", ("half-day", "first-hour"), "The first hour"),
        ("", ("half-day", None), "The lawnmower call"),
        ("", ("half-day", ""), "The lawnmower call"),
        ("first-hour", ("half-day",), "Half a day"),
        ("first-hour", ("",), "Mirror pairs"),
        ("first-hour", ("", None), "The first hour"),
    ],
)
def test_a_session_is_called_by_the_plan_that_it_plays(
    journal: SqliteJournal, opens: str, chosen: tuple[str | None, ...], title: str
) -> None:
    """Chosen in the lobby (None: undone) as one it was opened with; so says its export."""
    cards = replace(shipped(), plans=load_plans((), shipped().formats))
    setup, game = Setup(7), cards.formats["lawnmower"]
    if opens:
        setup, first = with_plan(setup, cards.plans[opens], cards.formats)
        game = first or game
    driver = SessionDriver(game.id, setup=setup, deck=cards, names=PLAYERS)
    for plan in chosen:
        driver.act(a.Undo(id="") if plan is None else a.ChoosePlan(id="", plan=plan))
    driver.to(PhaseKind.PLAY)
    write(journal, "one", driver.events)
    (one,) = past_sessions(journal, "en")
    told = summarise(driver.events).details
    assert told is not None
    called = cards.plans[opens].say("en")["name"] if opens else "The lawnmower call"
    assert one.title == (told.title or called) == title


def test_the_day_is_that_of_the_place(journal: SqliteJournal) -> None:
    """Late in the evening in London it is the next day in Tehran."""
    write(journal, "one", played(1).events)
    (one,) = past_sessions(journal, "fa", TEHRAN)
    text = past_session_text(one, Names("fa"))
    assert (text.day, text.hour) == ("۱۴۰۵/۹/۱۰", "۰۱:۳۵")


def test_a_lobby_that_was_closed_has_nothing_to_resume(journal: SqliteJournal) -> None:
    """Nor has a session without an event; both are listed: they can be deleted."""
    write(journal, "lobby", SessionDriver("lawnmower", deck=shipped(), names=(), voters=0).events)
    write(journal, "empty", ())
    empty, lobby = past_sessions(journal, "en")
    assert (empty.title, empty.resumes) == ("Written by hand", False)
    assert (lobby.title, lobby.games, lobby.resumes) == ("The lawnmower call", (), False)


def test_an_ended_session_of_somebody_alone_names_nobody(journal: SqliteJournal) -> None:
    """The list is read by whoever has the laptop."""
    driver = SessionDriver("lawnmower", deck=shipped(), names=PLAYERS[:1], voters=0)
    first = driver.events[0]
    assert isinstance(first, e.SessionOpened)
    alone = replace(first, setup=replace(first.setup, shift=Shift(PLAYERS[0])))
    write(journal, "one", [alone, *driver.events[1:]])
    journal.end_session("one")
    (one,) = past_sessions(journal, "en")
    text = past_session_text(one, Names("en"))
    assert (one.alone, one.resumes, text.state) == (True, False, "alone, ended")
    assert PLAYERS[0] not in repr((one, text))


def test_what_is_damaged_takes_nothing_off_the_list(journal: SqliteJournal, tmp_path: Path) -> None:
    """An event that is no JSON is left out; a name that is no UTF-8 is still somebody."""
    broken = e.PersonJoined(at=1, person="p9", name="x", plays=True, votes=False)
    write(journal, "one", [*played(1).events, broken])
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_stand")
        connection.execute(
            "UPDATE events SET event = substr(event, 1, 60) WHERE event LIKE '%\"p9\"%'"
        )
        connection.execute(
            "UPDATE events SET event = CAST(replace(event, 'Saghar', X'FF') AS TEXT)"
            " WHERE event LIKE '%person_joined%'"
        )
    (one,) = past_sessions(journal, "en")
    assert (one.rounds, one.people) == (1, 6)


def test_a_session_that_holds_something_else_stays_in_the_list(
    journal: SqliteJournal, tmp_path: Path
) -> None:
    """JSON of another form, and a day that is none."""
    write(journal, "one", played(1).events)
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        wrong = '{"type":"session_opened","format":{"words":3},"setup":7}'
        connection.execute("UPDATE events SET event = ? WHERE seq = 1", (wrong,))
        connection.execute("UPDATE sessions SET opened = 'yesterday'")
    (one,) = past_sessions(journal, "en")
    assert (one.id, one.title, one.rounds) == ("one", "Written by hand", 0)
