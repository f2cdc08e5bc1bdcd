"""`improv cards`: the editor as a program, that is ended and killed, and cards that are tried."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import pytest

from improv.core.cards import Kind
from improv.packs.editing import EditablePack
from improv.packs.folders import UnknownPack
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems
from improv.paths import CARDS
from improv.wiring.card_editor_process import start_card_editor
from improv.wiring.card_editor_server import open_card_editor
from improv.wiring.card_trial import game_for
from improv.wiring.errors import CannotPlay
from tests.phones.card_editors import card_of, own_pack
from tests.wiring.games import console, printed

PATIENCE = 60


@contextmanager
def program(data: Path, pack: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """The real program, whose editor was opened; it is killed at the end."""
    without = ("DISPLAY", "WAYLAND_DISPLAY")
    environ = {name: value for name, value in os.environ.items() if name not in without}
    command = [sys.executable, "-m", "improv", "cards", pack, "--data", str(data), "--lang", "en"]
    how: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    run = subprocess.Popen(command, env=environ, **how)
    try:
        assert run.stdout is not None
        found = re.search(r"http\S+", run.stdout.readline())
        assert found
        base = found[0].partition("/cards/")[0]
        with httpx.Client(base_url=base, timeout=PATIENCE, trust_env=False) as mine:
            assert mine.get(found[0], follow_redirects=True).status_code == 200
            yield run, mine
    finally:
        run.kill()
        run.wait(PATIENCE)
        if run.stdout is not None:
            run.stdout.close()


def test_it_ends_when_nobody_has_asked_for_long(tmp_path: Path) -> None:
    """And says so; what cannot be opened is told before anything is served."""
    own_pack(tmp_path)
    here = console()
    open_card_editor("front-desk", tmp_path, here, language="en", idle=0.1)
    assert "for this computer alone: http://127.0.0.1:" in printed(here)
    assert "ended" in printed(here)
    with pytest.raises(UnknownPack):
        open_card_editor("nowhere", tmp_path, here)
    (tmp_path / "packs" / "front-desk" / "en.yaml").write_text("a: &x b\n", "utf-8")
    with pytest.raises(PackProblems):
        open_card_editor("front-desk", tmp_path, here)


def test_it_is_started_beside_whatever_runs(tmp_path: Path) -> None:
    """In a process of its own; why it does not begin is told to whoever starts it."""
    own_pack(tmp_path)
    running = start_card_editor("front-desk", tmp_path, "en")
    try:
        how: dict[str, Any] = {"timeout": PATIENCE, "trust_env": False, "follow_redirects": True}
        with httpx.Client(**how) as mine:
            assert "The mower" in mine.get(running.address).text
    finally:
        running.end()
    (tmp_path / "packs" / "front-desk" / "en.yaml").write_text("a: &x b\n", "utf-8")
    with pytest.raises(CannotPlay, match=r"en\.yaml:1:4"):
        start_card_editor("front-desk", tmp_path, "en")


def test_a_card_has_a_game_in_which_it_comes(tmp_path: Path) -> None:
    """Of a whole pack, and of one with three cards, beside the shipped ones."""
    shipped = EditablePack(CARDS / "hotel-and-travel")
    for kind in (Kind.PROMPT, Kind.MOOD, Kind.TWIST, Kind.TIP):
        cards = [name for name, card in shipped.structure.items() if card["kind"] == kind]
        for card in cards[:1]:
            assert game_for(shipped.folder, card, "en")
    small = own_pack(tmp_path)
    assert game_for(small, "uncle", "en")[0][0] == str(small)


@pytest.mark.slow
def test_a_card_that_is_tried_is_on_the_stage_and_ctrl_c_ends_all(tmp_path: Path) -> None:
    """Nothing of it is kept; the first Ctrl+C ends the game, the second one the editor."""
    own_pack(tmp_path)
    with program(tmp_path, "front-desk") as (run, mine):
        sent = {"card": "mower", "language": "en"}
        assert mine.post("/play", json=sent).status_code == 200
        assert mine.post("/play", json=sent).status_code == 409
        pause = threading.Event()
        for _ in range(200):
            trial = mine.get("/news").json()["trial"]
            assert trial["lines"] == []
            if trial["links"]:
                stage = httpx.get(trial["links"][0][1], timeout=PATIENCE, trust_env=False).text
                if "The mower" in stage:
                    break
            pause.wait(0.1)
        else:
            raise AssertionError("it never came")
        run.send_signal(signal.SIGINT)
        while mine.get("/news").json()["trial"]["card"]:
            pause.wait(0.1)
        run.send_signal(signal.SIGINT)
        assert run.wait(PATIENCE) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["packs"]


def save(mine: httpx.Client, cards: Sequence[dict[str, Any]], number: int) -> None:
    """Save one version of a card over the other."""
    was, now = cards[number % 2], cards[(number + 1) % 2]
    sent = {"card": "mower", "card_was": was, "card_is": now}
    assert mine.post("/save", json=sent).status_code == 200


def save_for_ever(mine: httpx.Client, cards: Sequence[dict[str, Any]]) -> None:
    """Until nobody answers."""
    with suppress(httpx.TransportError):
        for number in range(10_000):
            save(mine, cards, number)


@pytest.mark.slow
def test_a_program_that_is_killed_while_it_saves_leaves_whole_files(tmp_path: Path) -> None:
    """Ten times: each file is the old one or the new one, and the pack is played."""
    folder = own_pack(tmp_path)
    pause = threading.Event()
    for turn in range(10):
        known: dict[str, set[bytes]] = {
            file.name: {file.read_bytes()} for file in folder.glob("*.yaml")
        }
        with program(tmp_path, "front-desk") as (run, mine):
            was = card_of(mine, "mower")
            cards = [was, deepcopy(was)]
            cards[1]["words"]["en"]["title"] = f"Title {turn} " + "x" * 40
            cards[1]["words"]["fa"]["title"] = f"نام {turn}"
            cards[1]["fields"]["heat"] = str(turn % 5 + 1)

            for number in (0, 1):  # both versions of every file
                save(mine, cards, number)
                for name, versions in known.items():
                    versions.add((folder / name).read_bytes())

            saving = threading.Thread(target=save_for_ever, args=(mine, cards))
            saving.start()
            pause.wait(0.15 + 0.037 * turn)
            os.kill(run.pid, signal.SIGKILL)
            saving.join(PATIENCE)
        for name, versions in known.items():
            assert (folder / name).read_bytes() in versions
        assert load_pack(folder).words["en"]["front-desk/mower"]["title"]
    left = {file.name for file in folder.iterdir()} - {"cards.yaml", "en.yaml", "fa.yaml"}
    assert len(left) <= 30
    assert all(name.endswith(".new") for name in left)
