"""`improv forget`: no byte of a name is left in a data folder, and what may be left is told."""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from improv.core import events as e
from improv.core.event_codec import to_dict
from improv.core.session import opening
from improv.core.state import Setup
from improv.director.ports import Record
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.cli.commands import (
    DEMO,
    events_of,
    improv,
    improv_typed,
    only_session,
)
from tests.core.sample_decks import CALL

NAMES = ("سحرناز", "Jörg-Uwe", "נעמי־לי", "عبد الرؤوف")


def bytes_left(folder: Path, text: str) -> list[str]:
    """The files that hold the name, as it is or as JSON may write it."""
    wanted = text.encode(), json.dumps(text)[1:-1].encode()
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]


def opened(**setup: object) -> dict[str, Any]:
    """The first event of a session, with more in its setup."""
    event = to_dict(opening(Setup(1), CALL, "en", standings=False))
    return {**event, "setup": {**event["setup"], **setup}}


def joined(name: str, person: str = "p1") -> dict[str, Any]:
    """Somebody is on the roster of a room."""
    return to_dict(e.PersonJoined(at=1, person=person, name=name, plays=True, votes=False))


def write(journal: SqliteJournal, session: str, *events: dict[str, Any]) -> None:
    """Write a session of these events."""
    journal.open_session(session, "2026-11-30T10:00:00+00:00", "Title", False)
    journal.append(session, [Record(seq, "", one) for seq, one in enumerate(events, start=1)])


@pytest.fixture
def played(tmp_path: Path) -> Callable[[str], Path]:
    """A folder in which somebody played in two rooms, and alone, twice, with a recording each."""

    def play(name: str) -> Path:
        data = tmp_path / "data"
        with closing(SqliteJournal.open(data)) as journal:
            write(journal, "open", opened(), joined(name), joined("بهار", "p2"))
            team = {"name": "Team", "players": [name.casefold(), "بهار"]}
            write(journal, "ended", opened(team=team), joined(name))
            journal.end_session("ended")
            for session, player in (("alone-1", name), ("alone-2", name), ("alone-3", "بهار")):
                shift = {"name": player, "opening": f"Slowly, {player}"}
                write(journal, session, opened(shift=shift))
        takes = data / "takes"
        (takes / "alone-1").mkdir(parents=True)
        (takes / "alone-1" / "1.wav").write_bytes(name.encode())
        for take in ("alone-2-1.wav", "alone-3-1.wav"):
            (takes / take).write_bytes(b"RIFF")
        (data / "reports").mkdir()
        (data / "reports" / "progress.html").write_text(name, "utf-8")
        (data / "practice-cache.json").write_text(json.dumps({name: 1}), "utf-8")
        (data / "settings.json").write_text(
            json.dumps({"team": name, "choices": {"name": name, "players": ["Ada", name]}}), "utf-8"
        )
        return data

    return play


@pytest.mark.parametrize(
    "name", [NAMES[0], *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[1:])]
)
def test_no_byte_is_left(played: Callable[[str], Path], name: str) -> None:
    """In the journal and its log, recordings, settings and caches; others stay."""
    data = played(name)
    assert len(bytes_left(data, name)) >= 5
    done = improv("forget", name, "--yes", "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    assert bytes_left(data, name) == []
    told = "2 sessions of practising alone will be deleted.\n2 recordings will be deleted.\n"
    assert done.stdout.startswith(told)
    assert "may still hold" not in done.stdout
    with closing(SqliteReader.open(data)) as journal:
        headers = {header.id: header.ended for header in journal.sessions()}
    assert headers == {"open": False, "ended": True, "alone-3": False}
    assert sorted(path.name for path in (data / "takes").iterdir()) == ["alone-3-1.wav"]
    for session in headers:
        export = improv("export", session, "--data", data)
        assert (export.returncode, export.stderr) == (0, "")
    again = improv("forget", name, "--yes", "--data", data)
    assert (again.returncode, again.stdout) == (
        0,
        f"Nothing is kept under the name {name} in {data}.\n",
    )


def test_after_a_real_game(tmp_path: Path) -> None:
    """Its players' names are in the journal, and afterwards that one is not; it still exports."""
    play = improv(*DEMO, "--data", tmp_path, "--players", "سحرناز,Bo,Cy,Di", "--rounds", "1")
    assert play.returncode == 0, play.stderr
    assert bytes_left(tmp_path, "سحرناز")
    assert improv("forget", "سحرناز", "--yes", "--data", tmp_path).returncode == 0
    assert bytes_left(tmp_path, "سحرناز") == []
    export = improv("export", only_session(tmp_path), "--data", tmp_path)
    assert export.returncode == 0


def test_a_name_is_found_as_people_type_it(played: Callable[[str], Path]) -> None:
    """Without its umlaut and its large letters."""
    data = played("Jörg-Uwe")
    assert improv("forget", "jorg-uwe", "--yes", "--data", data).returncode == 0
    assert bytes_left(data, "Jörg-Uwe") == []


def test_what_people_wrote_is_told_and_theirs(played: Callable[[str], Path]) -> None:
    """A promise, thanks, a longer name: they stay until the person says otherwise."""
    data, name = played("سحرناز"), "سحرناز"
    promise = e.PromiseLogged(at=1, number=1, round=1, text=f"از {name}")
    thanks = e.KudosGiven(at=1, number=1, text=f"Thanks, {name}!")
    with closing(SqliteJournal.open(data)) as journal:
        write(journal, "room", to_dict(promise), to_dict(thanks), joined(f"{name} د."))
    done = improv("forget", name, "--yes", "--data", data)
    assert done.returncode == 0
    assert done.stdout.endswith(
        "The name still stands in what people wrote; --texts overwrites it there, too:\n"
        f"  room  از {name}\n  room  Thanks, {name}!\n  room  {name} د.\n"
    )
    assert bytes_left(data, name) == ["sessions.db"]
    done = improv("forget", name, "--yes", "--texts", "--data", data)
    assert done.returncode == 0
    assert [event.get("text") for event in events_of(data, "room")][:2] == ["از —", "Thanks, —!"]
    assert done.stdout.endswith(f"  room  {name} د.\n")


def test_files_that_may_hold_the_name_are_told(played: Callable[[str], Path]) -> None:
    """A report, a note of one's own, a session of a later version."""
    data, name = played("سحرناز"), "سحرناز"
    for file in ("reports/workshop.html", "notes.txt", "ascii.json"):
        text = json.dumps(name) if file == "ascii.json" else name
        (data / file).write_text(text, "utf-8")
    with closing(SqliteJournal.open(data)) as journal:
        write(journal, "later", joined(name) | {"v": 99})
    done = improv("forget", name, "--yes", "--data", data)
    assert done.stdout.endswith(
        "These sessions cannot be read and may hold the name: later\n"
        "These files may still hold the name:\n"
        f"  {data / 'ascii.json'}\n  {data / 'notes.txt'}\n  {data / 'reports/workshop.html'}\n"
    )


def test_nobody_is_forgotten_by_a_slip(played: Callable[[str], Path]) -> None:
    """It asks for the name once more; with nobody there to answer it does nothing."""
    data, name = played("سحرناز"), "سحرناز"
    before = bytes_left(data, name)
    refused = improv("forget", name, "--data", data)
    assert refused.returncode == 2
    assert "--yes does it without asking" in refused.stderr
    assert bytes_left(data, name) == before
    assert improv("forget", " ", "--data", data).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize(("typed", "code"), [("yes", 1), ("", 1), ("سحرناز", 0)])
def test_the_name_is_typed_once_more(played: Callable[[str], Path], typed: str, code: int) -> None:
    """On a terminal: only the name itself is an answer."""
    data, name = played("سحرناز"), "سحرناز"
    ended, told = improv_typed("forget", name, "--data", data, typed=typed)
    assert ended == code
    assert "To do it, type the name once more:" in told
    assert bool(bytes_left(data, name)) == bool(code)
    assert ("Nothing was changed." in told) == bool(code)


def test_a_folder_in_which_nobody_played(tmp_path: Path) -> None:
    """Nothing is made there."""
    done = improv("forget", "Ann", "--data", tmp_path / "none")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing is kept under the name Ann")
    assert not (tmp_path / "none").exists()


def test_while_somebody_plays_nothing_is_forgotten(tmp_path: Path) -> None:
    """The folder is another program's: that is said."""
    with closing(SqliteJournal.open(tmp_path)):
        done = improv("forget", "Ann", "--yes", "--data", tmp_path)
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr
