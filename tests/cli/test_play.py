"""`improv play`: demos from start to end, and what keeps a game from being played."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
from contextlib import closing
from ipaddress import ip_network
from pathlib import Path

import pytest
import yaml

from improv.cli import parser
from improv.cli.play import options
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from improv.wiring.options import GameOptions, PhoneOptions, ScreenOptions, SoundOptions
from tests.cli.commands import DEMO, IMPROV, NO_DISPLAY, events_of, improv, only_session
from tests.wiring.games import draw_a_round, game


@pytest.mark.parametrize(
    ("format_", "ballot"),
    [
        ("lawnmower", "quick"),
        ("new-choice", "coaching"),
        pytest.param("lawnmower", "coaching", marks=pytest.mark.slow),
        pytest.param("new-choice", "quick", marks=pytest.mark.slow),
        pytest.param("emotion-lift", "quick", marks=pytest.mark.slow),
        pytest.param("emotion-lift", "coaching", marks=pytest.mark.slow),
    ],
)
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
        ("fa", "native", "0-9%", "دور ۱:", "پایان نمایش"),
        ("ar", "latin", "٠-٩٪", "الجولة 1:", "أُسدل الستار"),
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


@pytest.mark.slow
def test_a_huddle_is_over_in_ten_minutes(tmp_path: Path) -> None:
    """From the start to the end of the kudos, on the session clock."""
    for seed in range(3):
        data = tmp_path / str(seed)
        assert improv(*DEMO, "--huddle", "--seed", seed, "--data", data).returncode == 0
        last = events_of(data, only_session(data))[-1]
        assert isinstance(last["at"], int)
        assert last["at"] <= 600_000


@pytest.mark.slow
def test_the_same_seed_is_the_same_session_at_any_speed(tmp_path: Path) -> None:
    """Events are equal one by one."""
    runs = []
    for speed in ("2000", "1000000"):
        data = tmp_path / speed
        ran = improv(*DEMO, "--seed", "11", "--rounds", "1", "--speed", speed, "--data", data)
        assert ran.returncode == 0
        runs.append(events_of(data, only_session(data)))
    assert runs[0] == runs[1]


def begun(data: Path) -> bool:
    """Whether the folder has a session: a program that was killed early may have left none."""
    if not (data / "sessions.db").exists():
        return False
    journal = SqliteReader.open(data)
    try:
        return any(one.events for one in journal.sessions())
    finally:
        journal.close()


def test_a_demo_killed_at_any_moment_goes_on_where_it_was(tmp_path: Path) -> None:
    """kill -9, five times in a row; what is journalled stays, and the session reaches its end."""
    options = ["--seed", "4", "--rounds", "2", "--data", str(tmp_path)]
    dice = random.Random(4)
    kept: list[dict[str, object]] = []
    for time_ in range(5):
        how = ["--new"] if time_ == 0 else ["--resume"]
        running = subprocess.Popen(
            [*IMPROV, *DEMO, *options, "--speed", "50", *how],
            stdout=subprocess.DEVNULL,
            env=NO_DISPLAY,
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


def test_whoever_is_at_the_terminal_is_asked_to_resume(tmp_path: Path) -> None:
    """In a real terminal, before there is a game; `n` begins a new session."""
    with closing(SqliteJournal.open(tmp_path)) as journal:
        game(GameOptions(tmp_path), journal).run(draw_a_round, 1.0)
    command = [*IMPROV, "play", "--screen", "none", "--bind", "127.0.0.1", "--port", "0"]
    ours, theirs = os.openpty()
    running = subprocess.Popen(
        [*command, "--data", str(tmp_path)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**NO_DISPLAY, "PYTHONIOENCODING": "utf-8"},
    )
    os.close(theirs)
    said = until(ours, "Go on with it?")
    assert "Phones join" not in said
    os.write(ours, b"n\n")
    until(ours, "PIN")
    running.send_signal(signal.SIGINT)
    until(ours, "stopped")
    assert running.wait(60) == 0
    os.close(ours)
    with closing(SqliteReader.open(tmp_path)) as reader:
        assert len(reader.sessions()) == 2


def until(terminal: int, text: str) -> str:
    """What the terminal shows until it shows `text`."""
    shown = ""
    while text not in shown:
        shown += os.read(terminal, 4096).decode()
    return shown


def test_every_option_reaches_the_part_that_obeys_it(tmp_path: Path) -> None:
    """The four values that are made of a command line with every option in it."""
    line = (
        "play --pack a --pack b --format riddle --lang fa --seed 7 --rounds 2 --players Leila،Omar "
        "--ballot coaching --no-votes --no-clock --survey readiness --standings --heat-most 4 "
        "--no-talk-first --huddle --screen browser --theme contrast --display 2 --only zoo "
        "--only bank --window 800x600 --digits latin --still --voice off --voice fa=piper:amir "
        f"--mute --voices {tmp_path} --data {tmp_path} --new --port 9000 --no-phones --bind ::1 "
        "--host-pin ۱۲۳۴ --trusted-proxy 127.0.0.1 --demo --speed 3"
    )
    made, screen, sound, phones = options(parser().parse_args(line.split()))
    assert made == GameOptions(
        tmp_path, ("a", "b"), "riddle", "fa", 7, 2, ("Leila", "Omar"), "coaching",
        huddle=True, standings=True, heat_most=4, talk_first=False, resume=False, demo=True,
        speed=3.0, only=("zoo", "bank"), votes=False, clock=False, surveys=("readiness",),
    )  # fmt: skip
    assert screen == ScreenOptions("browser", "contrast", 2, (800, 600), True, True)
    assert sound == SoundOptions(("off", "fa=piper:amir"), tmp_path, True)
    proxies = (ip_network("127.0.0.1"),)
    assert phones == PhoneOptions(False, 9000, "::1", "1234", proxies)


def test_what_nobody_asked_for_is_as_the_options_have_it(tmp_path: Path) -> None:
    """Defaults stand once: an empty command line makes the options' own."""
    chosen = parser().parse_args(["play", "--data", str(tmp_path)])
    made = options(chosen)
    assert made == (GameOptions(tmp_path), ScreenOptions(), SoundOptions(), PhoneOptions())
    assert options(parser().parse_args(["play", "--resume"]))[0].resume is True


@pytest.mark.slow
def test_a_demo_with_one_name_finds_others_to_play(tmp_path: Path) -> None:
    """Somebody has to watch; names that are enough stay alone."""
    for given, players in (("Sina", 6), ("Sina,Mina,Nora", 3)):
        data = tmp_path / str(players)
        ran = improv(*DEMO, "--rounds", 1, "--players", given, "--data", data)
        assert ran.returncode == 0, ran.stderr
        joined = [e for e in events_of(data, only_session(data)) if e["type"] == "person_joined"]
        names = [event["name"] for event in joined if event["plays"]]
        assert names[0] == "Sina"
        assert len(names) == players
