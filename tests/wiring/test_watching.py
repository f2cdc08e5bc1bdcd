"""Packs that are edited while they are played, as an author and a facilitator see it."""

import asyncio
import re
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from improv import paths
from improv.core import actions as a
from improv.core.cards import Kind
from improv.director.room import Room
from improv.wiring.deck_loading import load_deck
from improv.wiring.new_pack import new_pack
from improv.wiring.watching import tell_unread, watch_packs
from tests.director.rooms import running, until
from tests.fakes import FakeJournal
from tests.wiring.program import PIN, SECONDS, RunningGame, running_game

POLL = 0.02
"""Seconds, so that nobody waits."""

Scenario = Callable[[Room, Path, list[str]], "asyncio.Future[None]"]


def again(file: Path, change: Callable[[str], str]) -> None:
    """Save a file as an editor does that writes beside it and renames."""
    beside = file.with_name(f"{file.name}~")
    beside.write_text(change(file.read_text("utf-8")), "utf-8")
    beside.replace(file)


def marked(mark: str) -> Callable[[str], str]:
    """Every text with this mark at its end, in place of the one before."""
    return lambda text: re.sub(r'(?m)^(  text: ".*?)(?: \[\w+\])?"$', rf'\1 [{mark}]"', text)


def watched(tmp_path: Path, scenario: object, *packs: str, languages: tuple[str, ...] = ()) -> None:
    """Play with a new pack `mine` in a room that watches it."""
    folder = new_pack("mine", languages or ("en",), tmp_path)
    cards = load_deck(("mine", *packs), "en", data=tmp_path)

    async def play() -> None:
        words = asyncio.Event()
        words.set()
        said: list[str] = []
        async with running(FakeJournal(), deck=cards.load_all(), game="lawnmower") as rig:
            watch = asyncio.create_task(watch_packs(rig.room, words, cards, said.append, POLL))
            try:
                await scenario(rig.room, folder, said)  # type: ignore[operator]
                assert not watch.done(), watch.result()
            finally:
                watch.cancel()
                with suppress(asyncio.CancelledError):
                    await watch

    asyncio.run(play())


def drawn(room: Room) -> str:
    """The request that lies there."""
    round_ = room.state.round_on
    (request,) = (one for one in round_.cards.values() if one.card.kind is Kind.PROMPT)
    return request.say("en")["text"]


async def to_draw(room: Room) -> None:
    """Three players, and on to the first draw."""
    await room.act(a.EditRoster(id="names", add=("Ana", "Bo", "Cy")))
    while room.state.round is None:
        assert await room.act(a.Next(id="")) is None


def test_what_is_saved_is_in_the_next_draw(tmp_path: Path) -> None:
    """What is drawn keeps its words, also when it is taken back and laid down again."""

    async def scenario(room: Room, folder: Path, said: list[str]) -> None:
        await to_draw(room)
        before = drawn(room)
        again(folder / "en.yaml", marked("anew"))
        await until(lambda: "Saved cards are in the next draw." in said)
        assert room.latest.note is not None
        assert room.latest.note.name == "watch.read"
        assert drawn(room) == before
        assert await room.act(a.Redraw(id="r1")) is None
        assert drawn(room).endswith("[anew]")
        assert await room.act(a.Undo(id="u1")) is None
        assert drawn(room) == before
        assert await room.act(a.Redraw(id="r2")) is None
        assert drawn(room).endswith("[anew]")

    watched(tmp_path, scenario)


def _half(text: str) -> str:
    return text[: text.index("The left flipper") + 8]


def _typo(text: str) -> str:
    return text.replace("\n  title:", "\n  titel:", 1)


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        ("en.yaml", _half, r"mine/en.yaml:\d+:\d+: "),
        ("en.yaml", _typo, r"mine/en.yaml:\d+:3: unknown field `titel`"),
        ("en.yaml", lambda _: "", r"mine/en.yaml:1:1: this file is empty"),
        ("cards.yaml", lambda text: text.replace("kind: mood", "kind: mod"), "`mood`|mood"),
        ("cards.yaml", lambda text: re.sub(r"(?m)^.*kind: mood.*\n", "", text), "lawnmower.*mood"),
        ("cards.yaml", lambda text: "\0" + text, "cards.yaml:1:1"),
    ],
)
def test_a_broken_save_is_told_to_the_facilitator_alone(
    file: str, change: Callable[[str], str], says: str, tmp_path: Path
) -> None:
    """With the place and what is wrong; the room plays on, and when it is mended it is told."""

    async def scenario(room: Room, folder: Path, said: list[str]) -> None:
        await to_draw(room)
        whole = (folder / file).read_text("utf-8")
        again(folder / file, change)
        await until(lambda: bool(room.latest.cards_trouble))
        trouble = room.latest.cards_trouble
        assert set(trouble) == {"ar", "en", "fa", "he"}
        assert re.search(says, "\n".join(said))
        assert not re.search("[\u2066-\u2069]", "\n".join(said))
        assert all(len(lines) <= 4 for lines in trouble.values())
        for number in range(6):
            assert await room.act(a.Redraw(id=f"r{number}")) is None
        again(folder / file, lambda _: marked("mended")(whole) if file == "en.yaml" else whole)
        await until(lambda: not room.latest.cards_trouble)
        assert await room.act(a.Redraw(id="last")) is None
        assert drawn(room).endswith("[mended]") is (file == "en.yaml")

    watched(tmp_path, scenario)


def test_a_pack_that_vanishes_is_told_and_may_come_back(tmp_path: Path) -> None:
    """A stick that was pulled, a folder that was renamed; a second pack plays on meanwhile."""

    async def scenario(room: Room, folder: Path, said: list[str]) -> None:
        await to_draw(room)
        away = folder.rename(folder.with_name("away"))
        await until(lambda: bool(room.latest.cards_trouble))
        assert "mine/cards.yaml:1:1: there is no such file" in "\n".join(said)
        assert await room.act(a.Redraw(id="r1")) is None
        away.rename(folder)
        await until(lambda: not room.latest.cards_trouble)

    watched(tmp_path, scenario, "warm-up")


def test_a_card_and_a_language_may_be_added_and_deleted(tmp_path: Path) -> None:
    """The whole deck is as it is on the disk, and what was deleted does not come again."""

    async def scenario(room: Room, folder: Path, said: list[str]) -> None:
        await to_draw(room)
        (folder / "de.yaml").write_bytes((folder / "en.yaml").read_bytes())
        await until(lambda: "de" in room.latest.host.languages)
        others = r"(?m)^  - {id: (?!weather-office)[\w-]+, kind: prompt.*\n"
        again(folder / "cards.yaml", lambda text: re.sub(others, "", text))
        await until(lambda: len(room.deck.pile(Kind.PROMPT, "en")) == 1)
        for number in range(3):
            assert await room.act(a.Redraw(id=f"r{number}")) is None
            assert "decides about the weather" in drawn(room)
        assert not room.latest.cards_trouble

    watched(tmp_path, scenario)


@pytest.mark.slow
def test_eleven_hundred_cards_are_read_while_the_room_goes_on(tmp_path: Path) -> None:
    """Its loop turns on meanwhile: they are read on another thread."""

    async def scenario(room: Room, folder: Path, said: list[str]) -> None:
        await to_draw(room)
        late, whole = 0.0, time.perf_counter()
        again(folder / "en.yaml", marked("anew"))
        while not said:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            late = max(late, time.perf_counter() - began)
        whole = time.perf_counter() - whole
        assert sum(len(pack.cards) for pack in room.deck.packs) > 1000
        assert late < whole / 2, (late, whole)  # how long in truth is a bench: `packs`

    shipped = (one.name for one in sorted(paths.CARDS.iterdir()) if (one / "cards.yaml").exists())
    watched(tmp_path, scenario, *shipped)


def _told(here: RunningGame, name: str, done: Callable[[object], bool]) -> dict[str, object]:
    """The host's state, as soon as this part of it is so."""
    ends = time.monotonic() + SECONDS
    while not done((state := here.state())[name]):
        assert here.process.poll() is None, here.printed
        assert time.monotonic() < ends, here.printed
        time.sleep(0.05)
    return state


@pytest.mark.slow
def test_an_author_and_a_facilitator_share_an_evening(tmp_path: Path) -> None:
    """The real program: saved, broken, mended, cut off and resumed; the room sees cards alone."""
    data = tmp_path / "data"
    folder = new_pack("mine", ("en", "fa"), data)
    options = ("--screen", "none", "--host-pin", PIN, "--pack", "mine", "--watch")
    with running_game(data, *options, "--lang", "en", "--players", "Ana, Bo, Cy") as here:
        here.login()
        here.next()
        before = here.next()["request"]
        again(folder / "en.yaml", marked("anew"))
        state = _told(here, "note", bool)
        assert "Saved cards are in the next draw." in str(state["note"])
        assert state["request"] == before
        assert "[anew]" in str(here.act("redraw")["request"])
        whole = (folder / "en.yaml").read_text("utf-8")
        again(folder / "en.yaml", _half)
        told = _told(here, "cards_trouble", bool)["cards_trouble"]
        assert re.search(r"mine/en\.yaml:\d+:\d+", str(told))
        page = here.page("/host").text
        assert 'id="cards-trouble"' in page
        assert "mine/en.yaml" in page
        for room in ("/stage", "/"):
            assert "mine/en.yaml" not in here.page(room).text
        assert "[anew]" in str(here.act("redraw")["request"])
        shown = here.act("redraw")["request"]
        shutil.copy(folder / "en.yaml", tmp_path / "broken.yaml")
        here.end(signal.SIGKILL)
    (folder / "en.yaml").write_text(whole.replace("[anew]", "[later]"), "utf-8")
    with running_game(data, *options, "--resume") as here:
        here.login()
        assert here.state()["request"] == shown
        here.act("resume")
        assert "[later]" in str(here.act("redraw")["request"])
        shutil.copy(tmp_path / "broken.yaml", folder / "en.yaml")
        _told(here, "cards_trouble", bool)
        (folder / "en.yaml").write_text(whole.replace("[anew]", "[last]"), "utf-8")
        _told(here, "cards_trouble", lambda told: not told)
        assert "[last]" in str(here.act("redraw")["request"])
        assert here.end(signal.SIGINT) == 0
        assert "Traceback" not in here.printed
        assert here.printed.count("cannot be played") == 2


def test_words_of_another_language_that_cannot_be_read_end_no_game(tmp_path: Path) -> None:
    """They are left out and told; watched, they come when they are mended."""
    folder = new_pack("mine", ("en", "fa"), tmp_path)
    whole = (folder / "fa.yaml").read_text("utf-8")
    (folder / "fa.yaml").write_text(_half(whole.replace("lef", "The left flipper")), "utf-8")
    cards = load_deck(("mine",), "en", data=tmp_path)
    deck = cards.load_all()
    assert deck.languages() == {"en"}

    async def play() -> None:
        words, said = asyncio.Event(), list[str]()
        words.set()
        async with running(FakeJournal(), deck=deck, game="lawnmower") as rig:
            await tell_unread(rig.room, words, cards, said.append)
            assert re.search(r"mine/fa\.yaml:\d+:\d+ \(`improv check mine` says why\)", said[0])
            assert rig.room.latest.note is not None
            assert rig.room.latest.note.name == "watch.unread"
            watch = asyncio.create_task(watch_packs(rig.room, words, cards, said.append, POLL))
            (folder / "fa.yaml").write_text(whole, "utf-8")
            await until(lambda: rig.room.deck.languages() == {"en", "fa"})
            watch.cancel()

    asyncio.run(play())
