"""A journal that an older program wrote (tests/samples/first-layout): read, and exported the same.

Beside it lie the exports that the same program printed. Three sessions: one with names and every
kind of steering, one of volunteers without names, one huddle with the shipped cards. Neither the
journal nor the exports are ever made anew: they stand for what lies on people's disks.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from improv.core import events as e
from improv.core.event_codec import from_dict, to_dict
from improv.journal.reader import SqliteReader

SAMPLES = Path(__file__).parents[1] / "samples" / "first-layout"
NEWER = {
    *(e.KudosDismissed, e.NameReleased, e.PersonLeft, e.PersonLetIn),
    *(e.PhonesTakenOut, e.HeadcountSet, e.ElectorateChosen, e.SeatTakenOver, e.SecondsChosen),
    *(e.RulesShown, e.StopAsked, e.LineWritten, e.ConsentGiven, e.LinesApproved, e.LineDismissed),
    *(e.PapersCounted, e.WritingEnded, e.LineShown, e.LineDealt, e.SeatsOffered, e.OffersClosed),
    *(e.LineNoted, e.CardKeptOut, e.ReplyChosen, e.SelfChecked, e.NoteWritten),
    *(e.AnswerMeasured, e.PlanChanged, e.StepBegun, e.SetupChanged, e.PromiseMarked),
    *(e.PlanChosen, e.PackKeptOut, e.SurveyChosen),
}
"""What that program did not know."""
SESSIONS = ("coaching", "volunteers", "huddle")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with that journal."""
    shutil.copy(SAMPLES / "sessions.db", tmp_path)
    return tmp_path


def test_every_type_of_event_is_read_and_says_the_same_again(data: Path) -> None:
    """No event that was ever written is lost on a newer program, nor anything in it."""
    journal = SqliteReader.open(data)
    try:
        records = [record.event for session in SESSIONS for record in journal.records(session)]
    finally:
        journal.close()
    events = [from_dict(record) for record in records]
    assert {type(event) for event in events} == set(e.EVENTS) - NEWER
    for event, record in zip(events, records, strict=True):
        written = to_dict(event)
        assert from_dict(written) == event
        assert record.keys() <= written.keys()  # a newer program may say more


@pytest.mark.parametrize("kind", ["json", "csv"])
@pytest.mark.parametrize("session", SESSIONS)
def test_an_export_is_what_it_was(data: Path, session: str, kind: str) -> None:
    """To the last figure: who exported a session before gets the same file today."""
    command = (sys.executable, "-m", "improv", "export", session, "--format", kind)
    done = subprocess.run(
        [*command, "--data", str(data)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert done.stdout == (SAMPLES / f"{session}.{kind}").read_text(encoding="utf-8")
