"""Games and plans of the user's own: found by their ids, in place of shipped ones, or broken."""

import asyncio
import re
from pathlib import Path

import pytest

from improv.core.actions import ChoosePlan
from improv.core.errors import Refusal
from improv.journal.deferred import DeferredJournal
from improv.packs.problems import PackProblems
from improv.paths import CARDS, own_formats, own_plans
from improv.wiring.catalogue import load_games, load_plans
from improv.wiring.deck_loading import LoadedDeck, load_deck
from improv.wiring.errors import WrongUsage
from improv.wiring.options import USUAL_FORMAT, GameOptions
from improv.wiring.sessions import new_session
from improv.wiring.watching import tell_unread
from tests.core.session_driver import SessionDriver
from tests.director.rooms import running
from tests.fakes import FakeJournal
from tests.wiring.games import SAMPLE


def write_game(data: Path, id_: str, of: str = "new-choice", **changes: str) -> Path:
    """A copy of a shipped game in a data folder, with another id and with changes of its text."""
    return _copied(next(CARDS.glob(f"*/{of}.yaml")), own_formats(data) / f"{id_}.yaml", changes)


def write_plan(data: Path, id_: str, of: str = "first-hour", **changes: str) -> Path:
    """The same of a shipped plan."""
    return _copied(CARDS / "plans" / f"{of}.yaml", own_plans(data) / f"{id_}.yaml", changes)


def _copied(shipped: Path, own: Path, changes: dict[str, str]) -> Path:
    text = shipped.read_text("utf-8").replace(f"id: {shipped.stem}", f"id: {own.stem}", 1)
    for word, other in changes.items():
        assert word in text
        text = text.replace(word, other)
    own.parent.mkdir(exist_ok=True)
    own.write_text(text, "utf-8")
    return own


def deck_of(data: Path, **how: object) -> LoadedDeck:
    """The sample pack, with what is in the data folder."""
    return load_deck((SAMPLE,), "en", data=data, **how)  # type: ignore[arg-type]


def test_own_games_and_plans_are_beside_the_shipped_ones(tmp_path: Path) -> None:
    """By their ids; a plan may name an own game. Where there is no folder there are none."""
    shipped = load_games()
    assert load_games((), tmp_path) == shipped
    write_game(tmp_path, "our-choice")
    write_plan(tmp_path, "our-hour", rewind="our-choice")
    games = load_games((), tmp_path)
    assert [*games] == [*shipped, "our-choice"]
    plans = load_plans((), games, tmp_path)
    assert [*plans] == [*load_plans((), shipped), "our-hour"]
    assert "our-choice" in {step.game for step in plans["our-hour"].steps}
    assert games.broken == plans.broken == {}


def test_an_own_one_takes_the_place_of_its_namesake(tmp_path: Path) -> None:
    """As with packs; the file that a command names takes the place of both."""
    write_plan(tmp_path, "first-hour", **{"The first hour": "Our hour"})
    games = load_games()
    (own,) = (p for p in load_plans((), games, tmp_path).values() if p.id == "first-hour")
    assert own.words["en"]["name"] == "Our hour"
    file = CARDS / "plans" / "first-hour.yaml"
    assert load_plans((file,), games, tmp_path)["first-hour"].words["en"]["name"] != "Our hour"


def test_a_broken_one_is_told_and_the_others_are_there(tmp_path: Path) -> None:
    """With file, line and column; who asks for it learns why, also under a shipped one's name."""
    shipped = load_games()
    file = write_game(tmp_path, "our-choice", **{"kind: brief": "kind: brefi"})
    write_game(tmp_path, USUAL_FORMAT, USUAL_FORMAT).write_text("id: [", "utf-8")
    write_plan(tmp_path, "our-hour", rewind="our-choice")
    games = load_games((), tmp_path)
    plans = load_plans((), games, tmp_path)
    assert dict(games) == dict(shipped)
    assert dict(plans) == dict(load_plans((), shipped))
    assert {*games.broken} == {"our-choice", USUAL_FORMAT}
    (line,) = games.broken["our-choice"].lines("en")
    assert re.match(rf"{re.escape(str(file))}:\d+:\d+: .*brefi.*did you mean brief", line)
    assert "our-choice" in next(iter(plans.broken["our-hour"].lines("en")))
    for id_ in ("our-choice", USUAL_FORMAT):
        with pytest.raises(PackProblems):
            games.find("format", id_)
    with pytest.raises(WrongUsage, match="rewind"):
        games.find("format", "rewnid")
    named = load_games((CARDS / "formats" / f"{USUAL_FORMAT}.yaml",), tmp_path)
    assert {*named.broken} == {"our-choice"}


def test_one_with_another_ending_is_told_as_a_broken_one_is(tmp_path: Path) -> None:
    """Whoever wrote it as game.yml learns how to call it; beside game.yaml it is a leftover."""
    game, plan = write_game(tmp_path, "our-choice"), write_plan(tmp_path, "our-hour")
    beside = game.with_suffix(".yml")
    beside.write_text("", "utf-8")
    assert load_games((), tmp_path).broken == {}
    game.replace(beside)
    plan.replace(plan.with_name("our-hour.yaml.txt"))
    games = load_games((), tmp_path)
    assert [*games.broken["our-choice"].lines("en")] == [
        f"{beside}:1:1: only files ending in .yaml are read (give its name the ending .yaml)"
    ]
    assert {*load_plans((), games, tmp_path).broken} == {"our-hour"}


def test_an_own_game_for_one_is_played_by_one(tmp_path: Path) -> None:
    """Under the name of a room's game it does not take that from the room."""
    write_game(tmp_path, USUAL_FORMAT, "solo-shift")
    assert not load_games((), tmp_path)[USUAL_FORMAT].alone
    assert load_games((), tmp_path, alone=True)[USUAL_FORMAT].alone


def test_longer_games_make_no_plan_wrong(tmp_path: Path) -> None:
    """Whether a phase is longer or an own game takes a place: the plan gets late."""
    write_game(tmp_path, "rewind", "rewind", **{"seconds: 45": "seconds: 600"})
    write_plan(tmp_path, "our-hour", **{"game: rewind": "game: lawnmower"})
    cards = deck_of(tmp_path, seconds={"play": 900})
    assert cards.games["rewind"].id == "rewind"
    assert {"first-hour", "our-hour"} <= cards.load_all().plans.keys()
    assert cards.plans().broken == {}


def test_a_session_plays_an_own_plan(journal: DeferredJournal, tmp_path: Path) -> None:
    """Found by its name; and it is among those that the lobby can choose."""
    write_plan(tmp_path, "our-hour", **{"The first hour": "Our hour"})
    cards = deck_of(tmp_path)
    options = GameOptions(tmp_path, plan="our-hour")
    setup = new_session(options, cards, journal).state.setup
    assert setup.plan is not None
    assert setup.plan.words["en"]["name"] == "Our hour"
    lobby = SessionDriver(USUAL_FORMAT, deck=cards.load_all())
    assert not isinstance(lobby.act(ChoosePlan(id="", plan="our-hour")), Refusal)
    assert lobby.state.setup.plan is not None
    assert lobby.state.setup.plan.id == "our-hour"


def test_the_facilitator_is_told_what_is_left_out(tmp_path: Path) -> None:
    """In the lobby and on the console, with the place and what tells more."""
    write_game(tmp_path, "our-choice").write_text("id: [", "utf-8")
    write_plan(tmp_path, "our-hour", **{"game: rewind": "game: rewound"})
    cards, said = deck_of(tmp_path), list[str]()
    deck = cards.load_all()

    async def tell() -> None:
        words = asyncio.Event()
        words.set()
        async with running(FakeJournal(), deck=deck, game="lawnmower") as rig:
            await tell_unread(rig.room, words, cards, said.append)

    asyncio.run(tell())
    game, plan = said
    assert re.search(r"formats/our-choice\.yaml:\d+:\d+ \(`improv check our-choice` says why", game)
    assert re.search(r"plans/our-hour\.yaml:\d+:\d+ \(`improv check our-hour` says why", plan)
