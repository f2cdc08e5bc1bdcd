"""`improv sessions` and `improv export`: what was played, and what happened in it."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from improv.cli.export import TABLES
from improv.core.tables import tables
from improv.wiring.sessions import summary_of
from tests.cli.commands import DEMO, NO_DISPLAY, improv, only_session


def test_sessions_and_export_tell_what_happened(tmp_path: Path) -> None:
    """The list names the session; JSON and CSV agree, and no voter is in either."""
    ran = improv(*DEMO, "--rounds", "2", "--ballot", "coaching", "--seed", "2", "--data", tmp_path)
    assert ran.returncode == 0
    session = only_session(tmp_path)
    listed = improv("sessions", "--data", tmp_path).stdout
    assert session in listed
    assert "ended" in listed
    written = improv("export", session, "--data", tmp_path).stdout
    told = json.loads(written)
    assert [scene["tally"]["by_phone"] for scene in told["rounds"]] == [9, 9]
    assert "demo-1" not in written
    table = list(
        csv.DictReader(
            improv("export", session, "--format", "csv", "--data", tmp_path).stdout.splitlines()
        )
    )
    calm = told["rounds"][0]["tally"]["criteria"]["calm"]
    assert [int(r["count"]) for r in table if r["round"] == "1" and r["asked"] == "calm"] == calm


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one session, in Persian."""
    data = tmp_path_factory.mktemp("data")
    improv(*DEMO, "--rounds", 1, "--lang", "fa", "--data", data)
    return data


def test_a_table_is_whole_on_windows(played: Path) -> None:
    """Its standard output is cp1252 and ends lines with CR LF; no line end is doubled."""
    windows = "sys.stdout.reconfigure(encoding='cp1252', newline='\\r\\n')"
    program = f"import sys; {windows}; from improv.cli import main; sys.exit(main(sys.argv[1:]))"
    asked = ("export", only_session(played), "--format", "csv", "--data", str(played))
    command = [sys.executable, "-c", program, *asked]
    ran = subprocess.run(command, stdout=subprocess.PIPE, env=NO_DISPLAY, check=True)
    table = ran.stdout.decode("utf-8")
    assert re.search("[\u0600-\u06ff]{3}", table)
    assert table.count("\r\n") == table.count("\n") == table.count("\r")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_for_a_spreadsheet_is_known_as_utf_8(
    tmp_path: Path, played: Path, form: str
) -> None:
    """A table begins with the mark by which spreadsheets know it; JSON may have none."""
    file = tmp_path / "out"
    asked = ("export", only_session(played), "--format", form, "--data", played)
    ran = improv(*asked, "--out", file, PYTHONIOENCODING="cp1252")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    mark = b"\xef\xbb\xbf" if form == "csv" else b""
    assert file.read_bytes() == mark + improv(*asked).stdout.encode()


@pytest.mark.parametrize("file", ["/nowhere/out.csv", "/dev/full"])
def test_a_file_that_cannot_be_written_is_named(played: Path, file: str) -> None:
    """Exit code 1 and one line."""
    ran = improv("export", only_session(played), "--data", played, "--out", file)
    (line,) = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert line.startswith(f"cannot write to {file}: ")


def test_each_sheet_of_the_workbook_is_a_table(played: Path) -> None:
    """The votes where none is named; with another format that is no table it means nothing."""
    asked = ("export", only_session(played), "--data", played)
    header, summary = summary_of(played, only_session(played))
    assert header.title
    assert {*TABLES} == {*tables(summary)}
    for name, table in tables(summary).items():
        written = improv(*asked, "--format", "csv", "--table", name).stdout.splitlines()
        assert written[0].split(",") == [*table.columns]
        assert len(written) == 1 + len(table.rows)
    named = improv(*asked, "--format", "csv", "--table", "scenes", "--names").stdout
    assert named.partition("\n")[0].endswith(",cast")
    assert improv(*asked, "--format", "csv").stdout.startswith("round,format,request,source,")
    assert improv(*asked, "--table", "scenes").returncode == 2


def test_a_workbook_is_a_file(played: Path, tmp_path: Path) -> None:
    """Where it was asked for, else in the data folder; where it cannot be it is named."""
    asked = ("export", only_session(played), "--format", "xlsx", "--data", played)
    ran = improv(*asked, "--out", tmp_path / "out.xlsx")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    ran = improv(*asked)
    assert (played / "reports" / f"{only_session(played)}.xlsx").is_file()
    ran = improv(*asked, "--out", "/nowhere/out.xlsx")
    (line,) = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert line.startswith("cannot write to /nowhere/out.xlsx: ")
