"""What a report of a fault holds: enough to mend something, and nobody's name, words or secrets."""

import json
import shutil
import sqlite3
import sys
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from zipfile import ZipFile

import pytest

from improv.journal.store import SqliteJournal
from improv.phones.tokens import Keyring, load_secret
from improv.wiring.doctor import Findings
from improv.wiring.fault_report import archive, fault_report, traced
from improv.wiring.settings import Settings, save
from tests.cli.commands import improv, improv_typed

KEPT = Path(__file__).parents[1] / "releases/0.1.0"
"""A real session's journal: the people are Leila, Tomasz, Amara and Noam."""
WRITTEN = ("Leila", "Tomasz", "Amara", "Noam", "I see. I will call", "before noon", "For the calm")
PLANTED = ("Zbigniewa", "صفورا", "Blue Herons", "Kitchen-WiFi", "hunter2-pass", "10.77.66.55")
NAME = PLANTED[0]
TRACE = f"""\
Traceback (most recent call last):
  File "/home/{NAME}/.local/lib/python3.11/site-packages/improv/core/session.py", line 12, in decide
    raise ValueError(name)
  File "/home/{NAME}/.local/lib/python3.11/site-packages/starlette/routing.py", line 7, in app
  File "/home/{NAME}/{NAME}.py", line 3, in <module>
improv.core.errors.Refusal: {NAME} of {PLANTED[2]}
{NAME}
  File "/x/improv/core/session.py", line 99, in {NAME}

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/home/{NAME.lower()}/improv/{NAME.lower()}/own.py", line 1, in run
  File "C:\\Users\\{NAME}\\improv\\_internal\\improv\\phones\\api.py", line 40, in ballot
KeyError: '{NAME}'
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which names and secrets stand wherever they can."""
    folder = tmp_path / "home" / NAME / "improv"
    folder.mkdir(parents=True)
    shutil.copy(KEPT / "sessions.db", folder)
    name, other, team, wifi, password, address = PLANTED
    own = {
        "players": [name, other],
        "packs": ["service-desk", f"{name}s-cards"],
        "name": other,
        "wifi": wifi,
        "wifi_password": password,
        "plan": f"{team}-plan",
        "game": "lawnmower",
        "only": [f"desk-of-{name}"],
        "language": "fa",
        "theme": name,
        "rounds": 3,
    }
    save(folder, Settings(team=team, seconds={f"{name}.play": 90}, choices=own))
    journal = SqliteJournal.open(folder)
    journal.open_session(
        f"2026-01-02-{name}", "2026-01-02T03:04:05Z", f"{team} at {address}", False
    )
    journal.close()
    for there in ("reports", "takes", "voice"):
        (folder / there).mkdir()
        (folder / there / f"{name}.txt").write_text(" ".join(PLANTED), "utf-8")
    load_secret(folder)
    return folder


def secrets_of(data: Path) -> list[bytes]:
    """Everything that must not be in a report of this folder."""
    secret = load_secret(data)
    keyring = Keyring(secret, "s")
    own = (keyring.pin, keyring.code, secret.hex(), str(data), "/home/")
    return [secret, *(text.encode() for text in (*WRITTEN, *PLANTED, *own))]


def leaks(packed: bytes, wanted: list[bytes]) -> list[bytes]:
    """Which of these are in an archive, in a name or a file, in whatever case or escape."""
    with ZipFile(BytesIO(packed)) as zipped:
        texts = [zipped.read(one) for one in zipped.namelist()]
        held = b"\0".join([packed, *texts, *(one.encode() for one in zipped.namelist())])
    held += b"\0".join(text.decode().encode().decode("unicode_escape").encode() for text in texts)
    return [one for one in wanted if one.lower() in held.lower()]


def test_nobody_and_nothing_written_is_in_a_report(data: Path) -> None:
    """Searched for in the bytes of the archive and of every file in it."""
    where = {f"espeak: 1.52.0 /home/{NAME}/lib": {"en": 8}}
    found = Findings([f"{NAME} is a problem"], where, ["1920x1080"], 2)
    files = fault_report(data, found)
    packed = archive(files)
    assert leaks(packed, secrets_of(data)) == []
    assert leaks(archive({"x": f"{NAME} 10.77.66.55"}), secrets_of(data)) != [], "it finds nothing"
    assert packed == archive(files), "no hour is in it"
    settings = json.loads(files["settings.json"])
    assert (settings["language"], settings["rounds"], settings["game"]) == ("fa", 3, "lawnmower")
    assert settings["packs"] == ["service-desk", "of one's own"]
    assert json.loads(files["machine.json"])["voices"] == {"espeak 1.52.0": {"en": 8}}


def test_it_says_what_was_played_and_what_is_damaged(data: Path) -> None:
    """Counts of events by their type; where the events end that can be read."""
    file = sqlite3.connect(data / "sessions.db", isolation_level=None)
    file.execute(
        'UPDATE events SET event = \'{"type": "Zbigniewa"}\' WHERE session = 1 AND seq = 9'
    )
    file.close()
    files = fault_report(data, Findings([], {}, [], 0))
    newest, alone, voting, over = json.loads(files["sessions.json"])
    assert newest == {"ended": False, "demo": False, "minutes": 0, "events": {}}
    assert (alone["ended"], voting["ended"]) == (True, False)
    assert voting["events"]["ballot_cast"] == 2
    assert over["damaged"] == {"event": "9", "why": "journal.event"}


def test_of_a_traceback_the_way_stays_and_the_words_go() -> None:
    """Files of ours and of libraries without their folders; an error's type, never its message."""
    assert list(traced(TRACE)) == [
        "  improv/core/session.py:12 decide",
        "  starlette/routing.py:7 app",
        "  another file:3 <module>",
        " improv.core.errors.Refusal",
        "  another file:1 run",
        "  improv/phones/api.py:40 ballot",
        " KeyError",
    ]
    assert list(traced(f"{NAME}\nno traceback of ours")) == []


@pytest.mark.parametrize("text", ["", "{", '"a"', '{"choices": 7}', "x" * 200_000])
def test_settings_that_cannot_be_read_are_no_fault(tmp_path: Path, text: str) -> None:
    """They are what is wrong, perhaps."""
    (tmp_path / "settings.json").write_text(text)
    files = fault_report(tmp_path, Findings([], {}, [], 0))
    assert json.loads(files["settings.json"]) == {"unreadable": True}
    assert json.loads(files["sessions.json"]) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs terminals of a Unix")
def test_it_is_shown_then_asked_then_written(data: Path, tmp_path: Path) -> None:
    """Whatever is in the file stood on the console before the question; no answer, no file."""
    out = tmp_path / "report.zip"
    command = ("doctor", "--bundle", out, "--data", data)
    for refused in ("", "5"):
        code, told = improv_typed(*command, typed=refused)
        assert code == 0, told
        assert not out.exists()
        assert "Nothing was written" in told
    code, told = improv_typed(*command, typed="6")
    assert code == 0, told
    with ZipFile(out) as zipped:
        for name in zipped.namelist():
            assert f"== {name}" in told
            assert zipped.read(name).decode().rstrip() in told.replace("\r", "")


@pytest.mark.slow
def test_the_command_leaks_nothing(data: Path, tmp_path: Path) -> None:
    """By the real program: a home called after somebody, and faults of theirs."""
    trouble = tmp_path / "tmp"
    trouble.mkdir()
    (trouble / "improv-abc.txt").write_text(TRACE, "utf-8")
    out = tmp_path / "report.zip"

    def doctor(out: Path, *more: str) -> "CompletedProcess[str]":
        command = ("doctor", "--bundle", out, *more, "--data", data)
        return improv(*command, HOME=str(data.parent), TMPDIR=str(trouble), USER=NAME)

    nobody = doctor(out)
    assert nobody.returncode == 2
    assert "--yes" in nobody.stderr
    assert not out.exists()
    ran = doctor(out, "--yes")
    assert ran.returncode == 0, ran.stderr
    assert leaks(out.read_bytes(), secrets_of(data)) == []
    with ZipFile(out) as zipped:
        assert "improv/core/session.py:12 decide" in zipped.read("faults.txt").decode()
    told = doctor(tmp_path, "--yes")
    assert told.returncode == 1
    assert str(tmp_path) in told.stderr
