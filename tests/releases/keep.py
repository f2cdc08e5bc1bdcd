"""Keeps what a release leaves on people's disks, for the tests of every later one.

    python -m tests.releases.keep

plays three sessions with this very program (one from its beginning to its end by a plan, with
ballots, an undo, lines and a survey; one that is killed in the middle of a vote; one of somebody
alone) and writes the folder tests/releases/VERSION: the journal, the settings, the cards and the
plan that they were played with, and what the program exported. Run it where a version is tagged,
and commit the folder. It is never made anew: test_releases.py opens it with every later program.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

from improv import __version__
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.cli.commands import improv
from tests.wiring.program import PIN, RunningGame, running_game

HERE = Path(__file__).parent
CARDS = HERE.parent / "samples/four-tongues"
PLAN = """\
id: kept
steps:
  - {id: hello, kind: talk, minutes: 2}
  - {id: ready, kind: game, game: readiness, minutes: 2}
  - {id: message, kind: game, game: chat-desk, minutes: 6}
  - {id: calls, kind: game, game: lawnmower, rounds: 2, minutes: 12}
  - {id: rest, kind: break, minutes: 3}
  - {id: ready-again, kind: game, game: readiness, minutes: 2}
words:
  en:
    name: What a release leaves
    about: A little of everything that is kept.
    steps:
      hello: {title: Before we begin, say: [Nobody has to play.]}
      ready: {say: [How ready are you?]}
      message: {say: [One message comes in.]}
      calls: {say: [Two calls.]}
      ready-again: {say: [And now?]}
      rest: {title: A break, say: [Five minutes.]}
"""
PEOPLE = "Leila, Tomasz, Amara, Noam"
ALONE = "\n2\n"
"""What somebody alone types, again and again: go on, and the second answer."""
MOST_STEPS = 200


class Phones:
    """People who vote, write and thank by their phones."""

    def __init__(self, game: RunningGame, number: int = 4) -> None:
        self._all = [httpx.Client(base_url=game.address, timeout=60) for _ in range(number)]
        for phone in self._all:
            assert phone.post("/api/join", json={}).status_code == 201

    def close(self) -> None:
        """Put them away."""
        for phone in self._all:
            phone.close()

    def answer(self, number: int, most: int = 4) -> None:
        """Let so many of them answer all that they are asked in the open vote."""
        for place, phone in enumerate(self._all[:most]):
            asked = phone.get("/api/state").json()["ballot"]
            for kind in asked["kinds"] if asked else ():
                ballot = _ballot(asked, kind, place)
                phone.put(f"/api/rounds/{number}/ballot", json=ballot).raise_for_status()

    def write(self, number: int) -> None:
        """Let each write a line."""
        for place, phone in enumerate(self._all):
            line = {"text": f"I see. I will call you back, line {place}.", "id": f"line-{place}"}
            phone.put(f"/api/rounds/{number}/line", json=line).raise_for_status()

    def thank(self) -> None:
        """Let each say thanks for something."""
        for place, phone in enumerate(self._all):
            form = {"text": f"For the calm in scene {place}", "id": f"thanks-{place}"}
            assert phone.post("/kudos", data=form).status_code == 303


def _ballot(asked: dict[str, Any], kind: str, place: int) -> dict[str, object]:
    if kind == "rate":
        scores = {one["id"]: 2 + place % 3 for one in asked["criteria"]}
        moves = [one["id"] for one in asked["moves"][: asked["most_moves"]]]
        return {"kind": kind, "scores": scores, "moves": moves}
    return {"kind": kind, "choice": asked["options"][place % len(asked["options"])]["id"]}


@contextmanager
def _phones(game: RunningGame) -> Iterator[Phones]:
    with closing(Phones(game)) as phones:
        yield phones


def keep(out: Path) -> None:
    """Play, and write the folder. Raises FileExistsError where there is one."""
    out.mkdir(parents=True)
    shutil.copytree(CARDS, out / CARDS.name)
    (out / "kept.yaml").write_text(PLAN, "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        options = ("--host-pin", PIN, "--players", PEOPLE, "--seed", "19", "--lang", "en")
        cards = ("--pack", str(out / CARDS.name), "--screen", "none")
        with running_game(data, *options, *cards, "--plan", str(out / "kept.yaml")) as game:
            _play_to_the_end(game)
        with running_game(data, *options, *cards, "--team", "Blue", "--rounds", "2") as game:
            _play_into_a_vote(game)
            game.end(signal.SIGKILL)
        _play_alone(data)
        SqliteJournal.open(data).close()  # what was written last is in the file itself
        for name in ("sessions.db", "settings.json"):
            shutil.copy(data / name, out / name)
        with closing(SqliteReader.open(data)) as journal:
            sessions = [header.id for header in journal.sessions()]
        for session in sessions:
            exported = improv("export", session, "--names", "--data", data)
            assert exported.returncode == 0, exported.stderr
            (out / f"{session}.json").write_text(exported.stdout, "utf-8")
    for leftover in out.glob("sessions.db?*"):
        leftover.unlink()


def _play_to_the_end(game: RunningGame) -> None:
    game.login()
    with _phones(game) as phones:
        undone = False
        state: dict[str, Any] = game.state()
        for _ in range(MOST_STEPS):
            number = state["round"]
            if state["phase"] == "end":
                break
            if state["phase"] == "ask" and state["ask"]:
                phones.write(number)
                written: dict[str, Any] = game.state()
                for line in written["lines"]:
                    game.act("approve_lines", number=line["number"])
            elif state["phase"] == "play":
                game.act("heat", level=3)
                game.act("promise", text="A call before noon")
            elif state["phase"] == "vote":
                phones.answer(number)
                if not undone:
                    game.act("next")
                    game.act("undo")
                    undone = True
            elif state["phase"] == "kudos":
                phones.thank()
            state = game.next()
        assert state["phase"] == "end", state["phase"]
    game.wait_for("The session is over")
    assert game.end(signal.SIGINT) == 0, game.printed


def _play_into_a_vote(game: RunningGame) -> None:
    game.login()
    with _phones(game) as phones:
        state: dict[str, Any] = game.state()
        while state["phase"] != "vote":
            state = game.next()
        phones.answer(state["round"], 2)


def _play_alone(data: Path) -> None:
    command = [sys.executable, "-m", "improv", "solo", "--terminal", "--no-listen", "--mute"]
    subprocess.run(
        [*command, "--calls", "1", "--seed", "19", "--name", "Leila", "--data", str(data)],
        input=ALONE * 60,
        encoding="utf-8",
        check=True,
        timeout=300,
        capture_output=True,
    )


if __name__ == "__main__":
    keep(HERE / __version__)
