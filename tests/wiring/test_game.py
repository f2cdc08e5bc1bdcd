"""A whole game in this process: its room on a thread of its own, what runs beside it, its end."""

import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.director.ports import NotSaved, Snapshot, Trouble
from improv.director.room_thread import RoomThread
from improv.director.session_runner import fold
from improv.director.waker import Waker
from improv.journal.deferred import DeferredJournal
from improv.terminal.console import Console
from improv.wiring.errors import CannotPlay
from improv.wiring.options import UNWATCHED_SPEED, GameOptions, PhoneOptions, ScreenOptions
from tests.fakes import FakeJournal
from tests.wiring.games import LOCAL, cards, console, draw_a_round, game, printed

SECONDS = 60


def watch(live: RoomThread, waker: Waker) -> None:
    """Show a game to nobody, until it is over."""
    while not waker.ended:
        waker.clear()
        waker.wait(SECONDS)


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    ends = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


def until(live: RoomThread, seen: Callable[[Snapshot], bool]) -> Snapshot:
    """Wait until the newest snapshot is as it should be."""
    wait_for(lambda: seen(live.latest()))
    return live.latest()


def press_next(live: RoomThread, kind: PhaseKind) -> Snapshot:
    """Press Next until a phase of this kind is on."""
    while (seen := live.latest().projector).kind is not kind:
        here = seen.phase_id
        live.post(a.Next(id=f"next-{here}", phase_id=here))
        until(live, lambda snapshot: snapshot.projector.phase_id != here)  # noqa: B023
    return live.latest()


def no_room_is_left() -> bool:
    """Whether every room's thread has ended."""
    return not any(thread.name in ("room", "journal") for thread in threading.enumerate())


def demo(folder: Path) -> GameOptions:
    """A short demo."""
    return GameOptions(folder, seed=3, rounds=1, demo=True)


def test_a_demo_is_played_to_its_end(tmp_path: Path, journal: DeferredJournal) -> None:
    """It tells its rounds, its end is in the journal, and nothing is left running."""
    played = game(demo(tmp_path), journal)
    assert played.run(watch, UNWATCHED_SPEED) is None
    lines = printed(played.console).splitlines()
    assert lines[0].startswith("Round 1:")
    assert lines[-1] == "Curtain"
    (header,) = journal.sessions()
    assert (header.demo, header.ended) == (True, True)
    assert no_room_is_left()


def test_a_game_that_is_closed_can_be_resumed(tmp_path: Path, journal: DeferredJournal) -> None:
    """It goes on in the same round with the same players, and waits in a pause."""
    shown: list[Snapshot] = []

    def close_in_the_brief(live: RoomThread, waker: Waker) -> None:
        press_next(live, PhaseKind.DRAW)
        shown.append(press_next(live, PhaseKind.BRIEF))

    def look(live: RoomThread, waker: Waker) -> None:
        shown.append(until(live, lambda snapshot: snapshot.projector.paused))

    options = GameOptions(tmp_path, seed=5, players=("Leila", "Tomasz", "Amara"))
    assert game(options, journal).run(close_in_the_brief, 1.0) is None
    assert not journal.sessions()[0].ended
    assert game(options, journal).run(look, 1.0, resume=True) is None
    before, after = (snapshot.projector for snapshot in shown)
    assert before.round is not None
    assert after.round is not None
    assert after.round.cast == before.round.cast
    assert after.round.reels == before.round.reels
    assert after.kind is PhaseKind.BRIEF
    assert len(journal.sessions()) == 1


@pytest.mark.parametrize(("latin", "second"), [(True, "Sara 2"), (False, "Sara ۲")])
def test_the_number_that_tells_two_of_a_name_apart_has_the_chosen_digits(
    tmp_path: Path, journal: DeferredJournal, latin: bool, second: str
) -> None:
    """As every other figure in the window and on the stage, now and in what comes."""
    called: list[set[str]] = []

    def look(live: RoomThread, waker: Waker) -> None:
        shown = until(live, lambda snapshot: len(snapshot.projector.people) == 3)
        for seen in (shown, *(snapshot for _, snapshot in live.coming())):
            called.append({person.name for person in seen.projector.people})

    options = GameOptions(tmp_path, language="fa", players=("Sara", "Sara", "Bo"))
    screen = ScreenOptions(kind="none", latin_digits=latin)
    played = game(options, journal, loaded=cards("fa"), screen=screen)
    assert played.run(look, 1.0) is None
    assert len(called) > 1
    assert all(names == {"Sara", second, "Bo"} for names in called)


def test_whoever_shows_it_may_fail(tmp_path: Path, journal: DeferredJournal) -> None:
    """The room is stopped and what was accepted is written before the error goes on."""

    def fail(live: RoomThread, waker: Waker) -> None:
        press_next(live, PhaseKind.DRAW)
        raise RuntimeError("no picture")

    with pytest.raises(RuntimeError, match="no picture"):
        game(GameOptions(tmp_path), journal).run(fail, 1.0)
    assert no_room_is_left()
    assert journal.sessions()[0].events > 1


def test_a_game_that_breaks_says_so(tmp_path: Path, journal: DeferredJournal) -> None:
    """With the fault, and the command that goes on with what was saved."""

    def broken() -> object:
        raise ValueError("a pack that went away")

    loaded = replace(cards(), load_all=broken)  # type: ignore[arg-type]
    with pytest.raises(CannotPlay) as raised:
        game(GameOptions(tmp_path), journal, loaded=loaded).run(watch, 1.0)
    assert "a pack that went away" in str(raised.value)
    assert "improv play --resume" in str(raised.value)
    assert isinstance(raised.value.__cause__, ValueError)
    assert no_room_is_left()


def test_a_disk_that_fails_lets_the_game_go_on(tmp_path: Path) -> None:
    """It is shown as trouble, and at the end it is said why nothing was saved."""
    full = FakeJournal()

    def steer(live: RoomThread, waker: Waker) -> None:
        full.trouble = Trouble.FULL
        press_next(live, PhaseKind.DRAW)
        until(live, lambda snapshot: snapshot.trouble is Trouble.FULL)
        press_next(live, PhaseKind.BRIEF)

    unsaved = game(GameOptions(tmp_path), full).run(steer, 1.0)
    assert isinstance(unsaved, NotSaved)
    assert unsaved.trouble is Trouble.FULL


def test_a_disk_that_comes_back_gets_everything(tmp_path: Path) -> None:
    """What went on in memory is in the journal, in its order."""
    journal = FakeJournal()

    def steer(live: RoomThread, waker: Waker) -> None:
        until(live, lambda snapshot: snapshot.version > 0)
        journal.trouble = Trouble.FULL
        press_next(live, PhaseKind.DRAW)
        until(live, lambda snapshot: snapshot.trouble is not None)
        press_next(live, PhaseKind.BRIEF)
        journal.trouble = None
        until(live, lambda snapshot: snapshot.trouble is None)

    assert game(GameOptions(tmp_path), journal).run(steer, 1.0) is None
    (header,) = journal.sessions()
    records = list(journal.records(header.id))
    assert [record.seq for record in records] == list(range(1, header.events + 1))
    assert fold(records).kind is PhaseKind.BRIEF


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ({}, True),
        ({"resume": True}, False),
        ({"resume": False}, False),
        ({"demo": True}, False),
    ],
)
def test_who_is_asked_whether_to_resume(
    tmp_path: Path, journal: DeferredJournal, options: dict[str, bool], asked: bool
) -> None:
    """Whoever begins a real game and did not say what to do with the unfinished one."""
    assert game(GameOptions(tmp_path), journal).resumable() is None
    game(GameOptions(tmp_path), journal).run(draw_a_round, 1.0)
    header = game(GameOptions(tmp_path, **options), journal).resumable()  # type: ignore[arg-type]
    assert (header is not None) is asked


def address_of(asked: Console) -> str:
    """The address that phones join at, as soon as the console says it."""
    wait_for(lambda: "Phones join at" in printed(asked))
    found = re.search(r"Phones join at (\S+) \(room code [A-Z]{4}\)", printed(asked))
    assert found, printed(asked)
    return found[1]


def test_phones_are_served_while_the_game_is_shown(
    tmp_path: Path, journal: DeferredJournal
) -> None:
    """The console says where, and who may steer; afterwards nobody answers there."""
    asked = console()
    pages: list[httpx.Response] = []

    def visit(live: RoomThread, waker: Waker) -> None:
        with httpx.Client(base_url=address_of(asked)) as phone:
            pages.append(phone.get("/"))
            pages.append(phone.post("/api/host/login", json={"pin": "271828"}))

    game(GameOptions(tmp_path), journal, phones=LOCAL, asked=asked).run(visit, 1.0)
    assert [page.status_code for page in pages] == [200, 200]
    assert "PIN 271828" in printed(asked)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address_of(asked))


def test_a_port_that_is_taken_is_no_obstacle(tmp_path: Path, journal: DeferredJournal) -> None:
    """The next free one is taken, and the console names both."""
    asked, addresses = console(), list[str]()

    def look(live: RoomThread, waker: Waker) -> None:
        addresses.append(address_of(asked))

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        phones = replace(LOCAL, port=port)
        game(GameOptions(tmp_path), journal, phones=phones, asked=asked).run(look, 1.0)
    other = int(addresses[0].rpartition(":")[2])
    assert other != port
    assert f"Port {port} is in use by another program, so phones use {other}." in printed(asked)


def test_without_any_port_the_game_goes_on(tmp_path: Path, journal: DeferredJournal) -> None:
    """The console says that phones cannot join; the room is played as ever."""
    asked = console()

    def play_on(live: RoomThread, waker: Waker) -> None:
        wait_for(lambda: "Phones cannot join" in printed(asked))
        press_next(live, PhaseKind.DRAW)

    nowhere = PhoneOptions(port=0, bind="198.51.100.99")  # of documentation: no machine has it
    played = game(GameOptions(tmp_path), journal, phones=nowhere, asked=asked)
    assert played.run(play_on, 1.0) is None
    assert printed(asked).count("Phones cannot join") == 1


def test_a_fault_of_the_server_is_told_with_its_details(
    tmp_path: Path, journal: DeferredJournal, caplog: pytest.LogCaptureFixture
) -> None:
    """It ends no game, and is logged once: what is logged is worded, with a file."""
    asked = console()

    def play_on(live: RoomThread, waker: Waker) -> None:
        wait_for(lambda: "Phones cannot join yet" in printed(asked))
        press_next(live, PhaseKind.DRAW)

    faulty = replace(LOCAL, wifi="\udce9")  # no text: no code can be made of it
    assert (
        game(GameOptions(tmp_path), journal, phones=faulty, asked=asked).run(play_on, 1.0) is None
    )
    assert printed(asked).count("Phones cannot join") == 1
    (told,) = (record for record in caplog.records if record.exc_info)
    assert told.exc_info is not None
    assert isinstance(told.exc_info[1], UnicodeEncodeError)


def test_a_demo_in_a_browser_serves_its_page_alone(
    tmp_path: Path, journal: DeferredJournal, no_display: None
) -> None:
    """The projector's page is named, and no phone is invited."""
    asked, pages = console(), list[httpx.Response]()

    def visit(live: RoomThread, waker: Waker) -> None:
        wait_for(lambda: "projector's page" in printed(asked))
        found = re.search(r"projector's page: (\S+)", printed(asked))
        assert found
        pages.append(httpx.get(found[1]))

    phones = replace(LOCAL, invited=False)
    browser = ScreenOptions(kind="browser")
    played = game(demo(tmp_path), journal, screen=browser, phones=phones, asked=asked)
    played.run(visit, 8.0)
    assert [page.status_code for page in pages] == [200]
    assert "Phones join" not in printed(asked)
