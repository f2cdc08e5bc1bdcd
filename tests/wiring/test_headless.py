"""A game without a window: it serves, is steered by the remote, and ends.

The real program with a real socket on a machine without a display, and what is decided before.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from improv.director.room import ASLEEP_SECONDS, BEAT_SECONDS
from improv.journal.deferred import DeferredJournal
from improv.journal.reader import SqliteReader
from improv.terminal.console import Console
from improv.wiring.errors import WrongUsage
from improv.wiring.headless import play_headless
from improv.wiring.options import GameOptions
from improv.wiring.phones import RETRY_SECONDS
from tests.wiring.games import LOCAL, console, draw_a_round, game, printed
from tests.wiring.program import NO_DISPLAY, PIN, SECONDS, running_game


def _ended(data: Path) -> bool:
    reader = SqliteReader.open(data)
    try:
        (header,) = reader.sessions()
        return header.ended
    finally:
        reader.close()


@pytest.mark.parametrize("screen", [(), ("--screen", "none")])
def test_a_whole_session_is_played_with_no_window(tmp_path: Path, screen: tuple[str, ...]) -> None:
    """By the remote alone, from the lobby to the end; Ctrl+C then ends the program well."""
    data = tmp_path / "data"
    options = ("--host-pin", PIN, "--rounds", "1", "--players", "Leila, Tomasz, Amara")
    with running_game(data, *options, *screen) as here:
        here.login()
        seen = []
        state = here.state()
        for _ in range(20):
            page = here.page("/stage").text
            assert f'data-phase="{state["phase"]}"' in page
            seen.append(state["phase"])
            if state["phase"] == "end":
                break
            state = here.next()
        assert seen[:4] == ["lobby", "rules", "draw", "brief"]
        assert {"play", "vote", "result", "debrief", "kudos", "end"} <= set(seen)
        ends = time.monotonic() + SECONDS
        while "The session is over" not in here.printed:
            assert time.monotonic() < ends
            time.sleep(0.05)
        assert here.end(signal.SIGINT) == 0, here.printed
        told = here.printed
    assert ("no display" in told) is (not screen)
    assert (f"{here.address}/stage" in told) is (not screen)
    assert "Traceback" not in told
    assert _ended(data)


RARE = "\U00020000"
"""A Chinese letter that hardly any machine has a font for: none that `.ci/run` installs."""


def test_whose_name_has_letters_without_a_font_is_told(tmp_path: Path) -> None:
    """Also when it comes later, by the remote: on the console and on the remote, once."""
    given = f"Tomasz, Ada {RARE}"
    with running_game(tmp_path / "data", "--host-pin", PIN, "--players", given) as here:
        here.login()
        here.act("roster", add=[f"Lin {RARE}"])
        ends = time.monotonic() + SECONDS
        while f"Lin {RARE}" not in here.page("/host").text.split('id="note"')[1]:
            assert time.monotonic() < ends, here.page("/host").text
            time.sleep(0.05)
        for name in (f"Ada {RARE}", f"Lin {RARE}"):
            assert here.printed.count(f"these letters of {name}") == 1


@pytest.mark.slow
def test_a_server_that_could_not_be_opened_is_tried_again(tmp_path: Path) -> None:
    """What stood in its way is told once; when it is gone the remote steers the same game."""
    data = tmp_path / "data"
    in_the_way = data / "phones-secret"
    in_the_way.mkdir(parents=True)
    with running_game(data, "--host-pin", PIN) as here:
        here.wait_for("Phones cannot join yet")
        assert "show of hands" in here.printed
        time.sleep(RETRY_SECONDS + 1)
        assert here.printed.count("Phones cannot join yet") == 1
        in_the_way.rmdir()
        here.login()
        assert here.next()["phase"] == "rules"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows stops no process")
def test_what_the_machine_slept_through_is_no_time_of_the_scene(tmp_path: Path) -> None:
    """A lid that is shut in a scene: it goes on where it was, and no vote has passed meanwhile."""
    options = ("--host-pin", PIN, "--seconds", "play=8,vote=8", "--players", "Leila, Tomasz, Amara")
    with running_game(tmp_path / "data", *options) as here:
        here.login()
        while (scene := here.next())["phase"] != "play":
            pass
        time.sleep(BEAT_SECONDS + 1)
        here.process.send_signal(signal.SIGSTOP)
        time.sleep(ASLEEP_SECONDS + 4)
        here.process.send_signal(signal.SIGCONT)
        time.sleep(1)
        assert here.state()["phase_id"] == scene["phase_id"]
        time.sleep(9)
        assert here.state()["phase_id"] != scene["phase_id"]


@pytest.mark.slow
def test_what_was_cut_off_goes_on(tmp_path: Path) -> None:
    """kill -9 in the middle; started again with nobody to ask, it resumes, and waits paused."""
    data = tmp_path / "data"
    with running_game(data, "--host-pin", PIN, "--seed", "5") as here:
        here.login()
        for _ in range(3):
            state = here.next()
        before = state["seats"], state["request"], state["phase"]
        here.end(signal.SIGKILL)
    with running_game(data, "--host-pin", PIN) as again:
        again.login()
        state = again.state()
        assert (state["seats"], state["request"], state["phase"]) == before
        assert state["paused"] is True


@pytest.mark.slow
def test_a_demo_can_be_watched_and_nothing_else(tmp_path: Path) -> None:
    """Its address answers while it plays; no phone can join it and nobody can steer."""
    with running_game(tmp_path / "data", "--demo", "--rounds", "1", "--seed", "3") as here:
        page = here.page("/stage")
        assert page.status_code == 200
        assert here.page("/").headers["location"].endswith("/stage")
        for path in ("/host", "/api/state"):
            assert here.page(path).status_code == 404
        assert here.host.post("/api/join", json={}).status_code in (404, 405)
        assert re.search(r"projector's page: http://127\.0\.0\.1:\d+/stage", here.printed)
        assert here.end(signal.SIGINT) == 0


@pytest.mark.parametrize("screen", [(), ("--screen", "browser"), ("--screen", "none")])
def test_without_a_window_somebody_has_to_steer(tmp_path: Path, screen: tuple[str, ...]) -> None:
    """`--no-phones` takes the remote away, too: said at once, and not waited for ever."""
    with running_game(tmp_path / "data", "--no-phones", *screen) as here:
        assert here.process.wait(SECONDS) == 2
        assert "--no-phones" in here.printed


def test_the_browser_that_it_opens_is_let_in_and_never_waited_for(tmp_path: Path) -> None:
    """Also where whoever comes from this machine comes by a proxy, and has to show the code."""
    opened, got = tmp_path / "browser", tmp_path / "got"
    opened.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys, urllib.request\n"
        "page = urllib.request.urlopen(sys.argv[1], timeout=10).read()\n"
        f"pathlib.Path({str(got)!r}).write_bytes(page)\n"
    )
    opened.chmod(0o700)
    seen = {"DISPLAY": ":none", "BROWSER": f"{opened} %s"}
    options = ("--screen", "browser", "--trusted-proxy", "127.0.0.1")
    with running_game(tmp_path / "data", *options, **seen) as here:
        ends = time.monotonic() + SECONDS
        while not got.exists():
            assert time.monotonic() < ends, here.printed
            time.sleep(0.05)
        assert here.page("/stage").status_code == 403
        assert here.end(signal.SIGINT) == 0
    assert 'data-phase="lobby"' in got.read_text("utf-8")


@pytest.mark.slow
def test_a_demo_is_heard_in_the_browser(tmp_path: Path) -> None:
    """With no device either: that a page listens is enough for its lines to be said."""
    options = ("--demo", "--rounds", "1", "--seed", "3", "--voice", "auto", "--speed", "3")
    with running_game(tmp_path / "data", *options) as here:
        here.page("/stage")
        with here.host.stream("GET", "/api/stage/sound", timeout=SECONDS) as answer:
            told = (json.loads(line[6:]) for line in answer.iter_lines() if line[:7] == "data: {")
            speech = next(news["speech"] for news in told if news["speech"])
            sound = httpx.get(here.address + speech["url"]).content
    assert sound[:4] == b"RIFF"
    assert any(sound[1000:])


@pytest.mark.slow
def test_a_muted_game_is_silent_in_the_browser(tmp_path: Path) -> None:
    """There is no button that would promise anything."""
    with running_game(tmp_path / "data", "--demo", "--rounds", "1", "--mute") as here:
        assert "data-cues" not in here.page("/stage").text
        assert here.page("/api/stage/sound").status_code == 404


@pytest.mark.parametrize(("answer", "events_grow"), [("\n", True), ("n\n", False)])
def test_whoever_sits_at_the_console_is_asked_to_resume(
    tmp_path: Path, journal: DeferredJournal, answer: str, events_grow: bool
) -> None:
    """With the session's name; Enter goes on with it and `n` begins a new one."""
    begun = game(GameOptions(tmp_path), journal, phones=LOCAL)
    begun.run(draw_a_round, 1.0)
    (first,) = journal.sessions()
    asked = console(answer)
    with interrupted_when("Phones join at", asked):
        unsaved = play_headless(game(GameOptions(tmp_path), journal, phones=LOCAL, asked=asked))
    assert unsaved is None
    assert f"“{first.title}” was not finished. Go on with it?" in printed(asked)
    assert "stopped" in printed(asked)
    assert (len(journal.sessions()) == 1) is events_grow


@contextmanager
def interrupted_when(text: str, asked: Console) -> Iterator[None]:
    """Press Ctrl+C as soon as the console shows `text`."""

    def press() -> None:
        ends = time.monotonic() + SECONDS
        while text not in printed(asked) and time.monotonic() < ends:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press)
    thread.start()
    yield
    thread.join()


def test_where_nobody_could_steer_nothing_begins(tmp_path: Path, journal: DeferredJournal) -> None:
    """The option that takes the remote away is named, and no session is in the journal."""
    with pytest.raises(WrongUsage, match="--no-phones"):
        play_headless(game(GameOptions(tmp_path), journal))
    assert journal.sessions() == []


def test_a_demo_needs_nobody_to_steer(tmp_path: Path, journal: DeferredJournal) -> None:
    """It is as fast as it goes where nobody watches, and asks nothing."""
    asked = console("n\n")
    demo = GameOptions(tmp_path, demo=True, rounds=1, seed=3)
    assert play_headless(game(demo, journal, asked=asked)) is None
    assert printed(asked).endswith("Curtain\n")
    assert journal.sessions()[0].ended


def test_a_body_that_is_cut_off_is_no_line_on_the_console(tmp_path: Path) -> None:
    """A phone that goes away in the middle of a request is nobody's fault."""
    with running_game(tmp_path / "data", "--screen", "none") as here:
        here.page("/")
        for path in ("/api/host/login", "/api/join", "/join"):
            with socket.create_connection(("127.0.0.1", here.port)) as phone:
                lines = f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{here.port}", "Content-Length: 9"
                phone.sendall("\r\n".join((*lines, "", '{"a')).encode())
                time.sleep(0.1)
        here.page("/")
        assert "Traceback" not in here.printed
        assert "ClientDisconnect" not in here.printed


def test_a_game_goes_on_without_its_console(tmp_path: Path) -> None:
    """Whoever read its lines has gone: the room has not."""
    read, write = os.pipe()
    command = [sys.executable, "-m", "improv", "play", "--screen", "none", "--bind", "127.0.0.1"]
    places = ["--port", str(port := 18765), "--data", str(tmp_path)]
    with subprocess.Popen(
        [*command, *places], stdout=write, stderr=write, env=NO_DISPLAY
    ) as running:
        os.close(write)
        os.close(read)
        try:
            ends = time.monotonic() + SECONDS
            while True:
                try:
                    assert httpx.get(f"http://127.0.0.1:{port}/stage").status_code == 200
                    break
                except httpx.TransportError:
                    assert time.monotonic() < ends
                    assert running.poll() is None
                    time.sleep(0.1)
        finally:
            running.kill()
