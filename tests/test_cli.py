"""The commands, as a person runs them: real processes, real files, exit codes and words."""

import csv
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal

IMPROV = (sys.executable, "-m", "improv")
NO_DISPLAY = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
} | {"LC_ALL": "C.UTF-8"}
"""Of a machine without a display that speaks English."""

DEMO = ("play", "--demo", "--screen", "none")
"""In lines on the console, as fast as it goes."""


def improv(*arguments: object, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, on a machine without a display."""
    return subprocess.run(
        [*IMPROV, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**NO_DISPLAY, "PYTHONIOENCODING": "utf-8", **more},
        timeout=60,
        check=False,
    )


def events_of(data: Path, session: str) -> list[dict[str, object]]:
    """What the journal holds of a session."""
    journal = SqliteReader.open(data)
    try:
        return [record.event for record in journal.records(session)]
    finally:
        journal.close()


def begun(data: Path) -> bool:
    """Whether the folder has a session: a program that was killed early may have left none."""
    if not (data / "sessions.db").exists():
        return False
    journal = SqliteReader.open(data)
    try:
        return bool(journal.sessions())
    finally:
        journal.close()


def only_session(data: Path) -> str:
    """The id of the one session in a data folder."""
    journal = SqliteReader.open(data)
    try:
        (header,) = journal.sessions()
    finally:
        journal.close()
    return header.id


@pytest.mark.parametrize("format_", ["lawnmower", "emotion-lift", "new-choice"])
@pytest.mark.parametrize("ballot", ["quick", "coaching"])
def test_a_demo_of_each_format_runs_to_its_end_with_no_display(
    tmp_path: Path, format_: str, ballot: str
) -> None:
    """It prints the tally of each round and ends with 0."""
    ran = improv(*DEMO, "--format", format_, "--ballot", ballot, "--rounds", 2, "--data", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("ballots:") == 2
    assert ran.stdout.endswith("Curtain\n")


@pytest.mark.parametrize(
    ("tag", "digits", "others", "round_", "end"),
    [
        ("fa", "native", "0-9%", "دور ۱:", "پرده"),
        ("ar", "latin", "٠-٩٪", "الجولة 1:", "الستار"),
    ],
)
def test_a_demo_is_told_in_the_language_of_the_session(
    tmp_path: Path, tag: str, digits: str, others: str, round_: str, end: str
) -> None:
    """In its words and the digits that were chosen, with nothing of English between them."""
    ran = improv(
        *DEMO, "--lang", tag, "--digits", digits, "--rounds", 1, "--ballot", "coaching",
        "--seed", 3, "--standings", "--data", tmp_path, "--players", "سارا,مینا,نوح",
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(round_)
    assert ran.stdout.endswith(f"{end}\n")
    assert not re.search(rf"[A-Za-z\u2066-\u2069{others}]", ran.stdout)


def test_a_window_without_a_display_says_so_in_one_sentence(tmp_path: Path) -> None:
    """Exit code 1, one line, nothing of a traceback."""
    ran = improv("play", "--screen", "window", "--data", tmp_path)
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1
    assert "display" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["play", "--format", "lawnmover", "--demo"], "did you mean lawnmower?"),
        (["play", "--pack", "servicedesk", "--demo"], "did you mean service-desk?"),
        (["play", "--lang", "tlh", "--demo"], "no card has words in `tlh`"),
        (["play", "--rounds", "0"], "no number from 1 to 1000"),
        (["play", "--window", "big"], "write it like 1280x720"),
        (["play", "--players", "@/nowhere/names.txt", "--demo"], "cannot read the names"),
        (["play", "--resume", "--new"], "does not go together with --resume"),
        (["export", "nothing"], "no session is called `nothing`"),
        (["check"], "still needed: PATH"),
        ([], "usage: improv"),
    ],
)
def test_wrong_usage_is_told_in_words(tmp_path: Path, arguments: Sequence[str], said: str) -> None:
    """Exit code 2 and what to write instead."""
    ran = improv(*arguments, IMPROV_DATA=str(tmp_path))
    assert ran.returncode == 2
    assert said in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr


def test_help_is_there_for_every_command() -> None:
    """`--help` of each command names its options and the exit codes."""
    for command in ("play", "check", "preview", "sessions", "export", "doctor"):
        ran = improv(command, "--help")
        assert ran.returncode == 0
        assert "exit codes" in ran.stdout


@pytest.mark.parametrize(
    ("system", "help_", "display", "resume"),
    [
        ("fa_IR.UTF-8", "کد خروج: ۰", "نمایشگر وصل کنید", "چیزی برای ادامه نیست"),
        ("he_IL.UTF-8", "קודי יציאה: 0", "לחבר מסך", "אין מה להמשיך"),
    ],
)
def test_the_commands_speak_the_language_of_the_system(
    tmp_path: Path, system: str, help_: str, display: str, resume: str
) -> None:
    """Help, what cannot be done and what was not found, without marks that a console shows."""
    asked = improv("play", "--help", LC_ALL=system)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert help_ in asked.stdout
    assert "--players" in asked.stdout
    alone = improv("play", "--screen", "window", "--data", tmp_path, LC_ALL=system)
    assert alone.returncode == 1
    assert display in alone.stderr
    last = improv(*DEMO, "--rounds", 1, "--resume", "--data", tmp_path, LC_ALL=system)
    assert last.returncode == 0
    assert last.stdout.startswith(resume)
    said = asked.stdout + alone.stderr + last.stdout
    assert not re.search("[\u2066-\u2069]", said)


def test_players_are_split_by_commas_of_either_script_or_read_from_a_file(tmp_path: Path) -> None:
    """The names of --players reach the seats, a byte order mark does not."""
    names = tmp_path / "names.txt"
    names.write_text("\ufeffسارا\n\n  بهرام \nمینا\n", "utf-8")
    for given in ("سارا، بهرام, مینا", f"@{names}"):
        data = tmp_path / str(len(given))
        ran = improv(*DEMO, "--rounds", "1", "--players", given, "--data", data)
        assert ran.returncode == 0, ran.stderr
        joined = [e for e in events_of(data, only_session(data)) if e["type"] == "person_joined"]
        assert [e["name"] for e in joined if e["plays"]] == ["سارا", "بهرام", "مینا"]


def test_a_huddle_is_over_in_ten_minutes(tmp_path: Path) -> None:
    """From the start to the end of the kudos, on the session clock."""
    for seed in range(3):
        data = tmp_path / str(seed)
        assert improv(*DEMO, "--huddle", "--seed", seed, "--data", data).returncode == 0
        last = events_of(data, only_session(data))[-1]
        assert isinstance(last["at"], int)
        assert last["at"] <= 600_000


def test_the_same_seed_is_the_same_session_at_any_speed(tmp_path: Path) -> None:
    """Events are equal one by one."""
    runs = []
    for speed in ("2000", "1000000"):
        data = tmp_path / speed
        ran = improv(*DEMO, "--seed", "11", "--rounds", "1", "--speed", speed, "--data", data)
        assert ran.returncode == 0
        runs.append(events_of(data, only_session(data)))
    assert runs[0] == runs[1]


def test_a_demo_killed_at_any_moment_goes_on_where_it_was(tmp_path: Path) -> None:
    """kill -9, five times in a row; what is journalled stays, and the session reaches its end."""
    options = ["--seed", "4", "--rounds", "2", "--speed", "150", "--data", str(tmp_path)]
    dice = random.Random(4)
    kept: list[dict[str, object]] = []
    for time_ in range(5):
        how = ["--new"] if time_ == 0 else ["--resume"]
        running = subprocess.Popen(
            [*IMPROV, *DEMO, *options, *how], stdout=subprocess.DEVNULL, env=NO_DISPLAY
        )
        time.sleep(0.5 + dice.random())
        running.send_signal(signal.SIGKILL)
        running.wait()
        now = events_of(tmp_path, only_session(tmp_path)) if begun(tmp_path) else []
        assert now[: len(kept)] == kept
        kept = now
    ran = improv(*DEMO, *options, "--resume")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("Curtain\n")
    assert events_of(tmp_path, only_session(tmp_path))[: len(kept)] == kept


def test_resume_with_nothing_to_resume_says_so_and_begins(tmp_path: Path) -> None:
    """A demo that is over is nothing to resume, and a demo never is for a real game."""
    for _ in range(2):
        ran = improv(*DEMO, "--rounds", "1", "--resume", "--data", tmp_path)
        assert ran.returncode == 0
        assert ran.stdout.startswith("nothing to resume: this is a new session\n")


def test_a_second_program_on_one_data_folder_starts_nothing(tmp_path: Path) -> None:
    """It says who has the folder, and exits with 1; listing still works beside it."""
    journal = SqliteJournal.open(tmp_path)
    try:
        ran = improv(*DEMO, "--data", tmp_path)
        assert ran.returncode == 1
        assert str(os.getpid()) in ran.stderr
        assert journal.sessions() == []
        assert improv("sessions", "--data", tmp_path).returncode == 0
    finally:
        journal.close()


def test_without_a_disk_the_game_goes_on_and_says_what_is_lost(tmp_path: Path) -> None:
    """Steering goes on to the end, ballots that could not be kept are not counted; exit code 1."""
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file where the folder should be")
    ran = improv(*DEMO, "--rounds", "1", "--data", in_the_way)
    assert ran.returncode == 1
    assert ran.stdout.endswith("Curtain\n")
    assert "0 by phone" in ran.stdout
    assert "not saved" in ran.stderr
    assert str(in_the_way) in ran.stderr


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    """A clear sentence, exit code 1, and not a byte is changed."""
    file = tmp_path / "sessions.db"
    file.write_bytes(b"my holiday pictures")
    for command in ([*DEMO], ["sessions"], ["export", "x"]):
        ran = improv(*command, "--data", tmp_path)
        assert ran.returncode == 1
        assert "sessions.db" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert file.read_bytes() == b"my holiday pictures"


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


def test_check_prints_every_problem_at_once(tmp_path: Path) -> None:
    """file:line:column: what is wrong (what to do); 0 when clean, 1 with problems."""
    assert improv("check", "cards").returncode == 0
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "cards.yaml").write_text(
        "pack: mine\ncards:\n  - {id: a, kind: promt, practices: [A2]}\n  - {id: a, kind: tip}\n"
    )
    (pack / "en.yaml").write_text("a: {title: A, text: B}\nb: {text: C}\n")
    ran = improv("check", pack)
    assert ran.returncode == 1
    assert f"{pack / 'cards.yaml'}:3:" in ran.stdout
    assert "did you mean prompt?" in ran.stdout
    assert ran.stdout.count(".yaml:") >= 3


def test_a_pack_with_problems_is_not_played(tmp_path: Path) -> None:
    """Every problem is printed, nothing starts."""
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "cards.yaml").write_text("pack: mine\ncards: nothing\n")
    (pack / "en.yaml").write_text("{}\n")
    ran = improv(*DEMO, "--pack", pack, "--data", tmp_path / "data")
    assert ran.returncode == 1
    assert "cards.yaml:2:8" in ran.stderr
    assert not (tmp_path / "data").exists()


def test_a_language_with_gaps_says_so_and_plays_what_has_words(tmp_path: Path) -> None:
    """Before it starts; the cards without words never come."""
    pack = tmp_path / "four-tongues"
    shutil.copytree("tests/samples/four-tongues", pack)
    words = yaml.safe_load((pack / "fa.yaml").read_text("utf-8"))
    gone = next(name for name in words if words[name].get("title") and "prompt" not in name)
    del words[gone]
    (pack / "fa.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")
    ran = improv(*DEMO, "--pack", pack, "--lang", "fa", "--data", tmp_path / "data")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("1 card has no words in fa: not played")
    drawn = json.dumps(events_of(tmp_path / "data", only_session(tmp_path / "data")))
    assert f'"id": "four-tongues/{gone}"' not in drawn
    named = improv("check", pack)
    assert named.returncode == 1
    assert gone in named.stdout
    assert "fa" in named.stdout
