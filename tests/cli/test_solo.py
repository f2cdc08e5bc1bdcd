"""`improv solo` as a person runs it."""

import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from improv.core.event_codec import from_dict
from improv.core.events import AnswerMeasured
from improv.journal.reader import SqliteReader
from tests.cli.commands import IMPROV, NO_DISPLAY, events_of, improv, only_session
from tests.listening.sounds import ANSWERS, mixed, pcm, seconds, spoken

DEMO = ("solo", "--demo", "--screen", "none", "--speed", "1e6")


def test_a_demo_plays_a_shift_to_its_end(tmp_path: Path) -> None:
    """Each call is rated by whoever plays it, and by nobody else."""
    done = improv(*DEMO, "--calls", 2, "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Round 2: Solo shift" in done.stdout
    assert "ballots" not in done.stdout
    types = [event["type"] for event in events_of(tmp_path, only_session(tmp_path))]
    assert types.count("self_checked") == 2
    assert types.count("note_written") == 2
    assert "ballot_cast" not in types


def test_a_shift_in_the_system_s_language(tmp_path: Path) -> None:
    """The help and the words of a wrong line, too."""
    asked = improv("solo", "--help", LC_ALL="fa_IR.UTF-8", LANGUAGE="fa")
    assert "تنها" in asked.stdout
    wrong = improv("solo", "--name", "  ", "--data", tmp_path)
    assert wrong.returncode == 2
    assert "at least one letter" in wrong.stderr


def test_what_is_due_needs_no_screen(tmp_path: Path) -> None:
    """Nobody has played yet."""
    done = improv("solo", "--due", "--name", "Sara", "--data", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


@pytest.mark.slow
def test_an_answer_is_heard_from_the_microphone_to_the_console(tmp_path: Path) -> None:
    """A process of its own, with a recording in the place of the microphone."""
    (answer,) = spoken(ANSWERS[:1])
    heard, told = tmp_path / "microphone.raw", tmp_path / "told"
    heard.write_bytes(pcm(mixed(60, [(2, answer)])))
    environment = NO_DISPLAY | {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILEIN": str(heard)}
    data = tmp_path / "data"
    command = (*IMPROV, "solo", "--terminal", "--listen", "--mute", "--name", "Sara", "--new")
    with (
        told.open("wb") as out,
        subprocess.Popen(
            (*command, "--calls", "1", "--data", str(data)),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
        ) as running,
    ):

        def wait_for(*words: str) -> None:
            """Until one of them is there."""
            ends = time.monotonic() + 90
            while not any(one in told.read_text("utf-8") for one in words):
                assert time.monotonic() < ends, told.read_text("utf-8")
                time.sleep(0.05)

        def press_enter(*words: str) -> None:
            assert running.stdin is not None
            running.stdin.write(b"\n")
            running.stdin.flush()
            wait_for(*words)

        wait_for("Enter: the first call")
        for words in ("The rules", "The draw", "Get ready"):
            press_enter(words)
        wait_for("The microphone is listening")
        press_enter("Your answer")
        time.sleep(9)
        press_enter("What did you do?", "One thing to try")
        if "What did you do?" in told.read_text("utf-8"):  # not every customer has an answer
            press_enter("One thing to try")
        wait_for("Who spoke when")
        running.communicate(b"q\n", 60)
    assert ": You" in told.read_text("utf-8")
    events = map(from_dict, events_of(data, only_session(data)))
    (measured,) = (event for event in events if isinstance(event, AnswerMeasured))
    assert measured.answer.talk == pytest.approx(1000 * seconds(answer), abs=200)
    assert measured.timeline is not None
    assert not (data / "takes").exists()


@pytest.mark.slow
def test_a_shift_that_is_killed_goes_on(tmp_path: Path) -> None:
    """In whatever phase: nothing that was kept is lost, and it comes to its end."""
    command = (*IMPROV, *DEMO[:-1], "40", "--calls", "2", "--data", str(tmp_path))
    kept: list[dict[str, object]] = []
    for _ in range(8):
        resumed = ("--resume",) if kept else ()
        with subprocess.Popen((*command, *resumed), env=NO_DISPLAY, stdout=subprocess.PIPE) as one:
            ends = time.monotonic() + 60
            while len(_events(tmp_path)) <= len(kept) + 2:
                assert time.monotonic() < ends
                time.sleep(0.05)
            one.kill()
        events = _events(tmp_path)
        assert events[: len(kept)] == kept
        kept = events
    done = improv(*DEMO, "--resume", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    types = [event["type"] for event in events_of(tmp_path, only_session(tmp_path))]
    assert types.count("self_checked") == 2


def _events(data: Path) -> list[dict[str, object]]:
    """Of the one session; none before there is any."""
    if not (data / "sessions.db").exists():
        return []
    with closing(SqliteReader.open(data)) as journal:
        return [record.event for one in journal.sessions() for record in journal.records(one.id)]
