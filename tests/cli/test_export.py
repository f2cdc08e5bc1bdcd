"""`improv sessions` and `improv export`: what was played, and what happened in it."""

import csv
import json
from pathlib import Path

from tests.cli.commands import DEMO, improv, only_session


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
