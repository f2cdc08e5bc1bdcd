"""The command line as a whole: exit codes, help, languages, and what no command expects."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import DEMO, IMPROV, NO_DISPLAY, improv, only_session


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
        (["--screen", "browser", "play"], "does not go together with play"),
        (["export", "nothing"], "no session is called `nothing`"),
        (["check"], "still needed: PATH"),
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
        pytest.param(
            *("he_IL.UTF-8", "קודי יציאה: 0", "לחבר מסך", "אין מה להמשיך"), marks=pytest.mark.slow
        ),
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


HEAVY = {"pygame", "starlette", "uvicorn", "jinja2", "yaml", "sqlite3", "uharfbuzz", "asyncio"}
"""What takes long to import, and `--version` does not need."""


def test_reading_the_command_line_imports_little() -> None:
    """No command waits for another's tools: neither these nor the rooms that use them."""
    program = "import sys; from improv.cli import parser; parser(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    modules = set(ran.stdout.decode().split())
    assert "improv.cli.play" in modules
    assert not HEAVY & modules
    rooms = {name.split(".")[1] for name in modules if name.startswith("improv.")}
    assert rooms == {"cli", "core", "locale", "terminal", "whole_file", "wiring"}
    assert {name for name in modules if name.startswith("improv.core.")} == {"improv.core.numerals"}


CONSOLES: tuple[dict[str, Any], ...] = (
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
)
"""Windows', and a system that knows ASCII alone."""


def test_a_file_or_a_program_gets_utf_8_whatever_the_console_is(tmp_path: Path) -> None:
    """Names are whole in what Windows' cp1252 or a C locale could not hold."""
    names = {"Олена", "李明", "کاوه"}
    demo = [*DEMO, "--lang", "fa", "--seed", 1, "--rounds", 1, "--players", "، ".join(names)]
    for number, console in enumerate(CONSOLES):
        data = tmp_path / str(number)
        ran = improv(*demo, "--data", data, **console)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert len(names & set(re.findall(r"\w+", ran.stdout))) == 2, "those who play"
        assert "?" not in ran.stdout.replace("؟", "")
        exported = improv("export", only_session(data), "--data", data, **console).stdout
        assert len(names & set(re.findall(r"\w+", exported))) == 2


@pytest.mark.slow
@pytest.mark.parametrize("console", CONSOLES, ids=["cp1252", "ascii"])
def test_cards_are_made_and_carried_whatever_the_console_is(
    console: dict[str, Any], tmp_path: Path
) -> None:
    """Into a folder with a Persian name, in a file with one, and back."""
    data, sheet = tmp_path / "پوشه", tmp_path / "کارت‌ها.xlsx"
    for command in (
        ("new", "my-hotel", "--lang", "fa"),
        ("check", "my-hotel"),
        ("export-cards", "my-hotel", sheet),
        ("import-cards", sheet, "--into", "my-hotel"),
        ("print", "my-hotel", "--games", "none", "--out", tmp_path / "کارت‌ها.pdf"),
    ):
        ran = improv(*command, "--data", data, **console)
        assert (ran.returncode, ran.stderr) == (0, ""), (command, ran.stderr)


def test_a_console_without_the_letters_shows_their_codes(tmp_path: Path) -> None:
    """Nothing is lost, and nothing turns into a question mark."""
    demo = (*DEMO, "--lang", "fa", "--rounds", "1", "--data", str(tmp_path))
    shown, end = os.openpty()
    environ = NO_DISPLAY | {"PYTHONIOENCODING": "cp1252"}
    with subprocess.Popen([*IMPROV, *demo], stdout=end, env=environ) as running:
        os.close(end)
        lines = b""
        with suppress(OSError):  # how Linux says that the other end is closed
            while more := os.read(shown, 4096):
                lines += more
    os.close(shown)
    assert running.returncode == 0
    assert b"\\u062f" in lines
    assert b"?" not in lines


LACKING = "improv.wiring.past_sessions"
BROKEN = f"import sys; sys.modules['{LACKING}'] = None; from improv.cli import main; "
"""A program that lacks a part of itself."""


def test_a_mistake_of_the_program_is_said_to_be_one() -> None:
    """Exit code 1, a sentence, and a file with the traceback; for developers it is shown."""
    command = ["-c", f"{BROKEN} sys.exit(main(['sessions']))"]
    ran = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=NO_DISPLAY)
    assert ran.returncode == 1
    line, details = ran.stderr.splitlines()
    assert LACKING in line
    file = Path(details.removeprefix("the details are in "))
    assert file.read_text().startswith("Traceback")
    file.unlink()
    shown = subprocess.run(
        [sys.executable, "-X", "dev", *command], capture_output=True, text=True, env=NO_DISPLAY
    )
    assert shown.stderr.startswith("Traceback")


def test_ctrl_c_ends_any_command_in_one_word(tmp_path: Path) -> None:
    """Exit code 1, and no traceback."""
    command = [*IMPROV, "preview", "--out", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=NO_DISPLAY) as running:
        assert running.stderr is not None
        assert "pictures" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().splitlines()[-1] == "stopped"
    assert running.returncode == 1


def test_whoever_stops_reading_is_not_complained_to(tmp_path: Path) -> None:
    """`improv check cards | head -1` ends without a word."""
    (tmp_path / "a.yaml").write_text("nothing")
    command = [*IMPROV, "check", str(tmp_path / "a.yaml")]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=NO_DISPLAY, **pipes) as running:  # type: ignore[call-overload]
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


def test_a_full_disk_behind_the_output_is_said(tmp_path: Path) -> None:
    """One line and exit code 1, whatever was begun: a list, an export, a demo."""
    improv(*DEMO, "--rounds", 1, "--data", tmp_path)
    session = only_session(tmp_path)
    for command in (("sessions",), ("export", session), (*DEMO, "--rounds", "1", "--new")):
        with Path("/dev/full").open("w") as full:
            ran = subprocess.run(
                [*IMPROV, *command, "--data", str(tmp_path)],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                env=NO_DISPLAY,
            )
        said = ran.stderr.splitlines()
        assert (ran.returncode, said) == (1, ["cannot write to stdout: No space left on device"])


def test_a_closed_output_is_no_fault(tmp_path: Path) -> None:
    """As a service manager may start it."""
    command = f"exec '{sys.executable}' -m improv sessions --data '{tmp_path}' >&-"
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=NO_DISPLAY)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_at_any_moment_shows_no_traceback(tmp_path: Path, times: int) -> None:
    """While the program is still being loaded, and again while it ends."""
    for wait in (0.1, 0.2, 0.4, 0.8):
        command = [*IMPROV, "play", "--screen", "none", "--port", "0", "--data", str(tmp_path)]
        pipes: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, text=True, env=NO_DISPLAY, **pipes) as running:
            for _ in range(times):
                time.sleep(wait)
                running.send_signal(signal.SIGINT)
            assert running.stderr is not None
            said = running.stderr.read()
        # Before our first line the interpreter is not ours.
        assert "Traceback" not in said or "improv/" not in said, said
