"""A session of a plan: which one, with which heat, and of a series which of its sessions."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from improv.core.event_codec import to_dict
from improv.core.formats import PhaseKind
from improv.core.state import State
from improv.director.ports import Record
from improv.journal.deferred import DeferredJournal
from improv.packs.problems import PackProblems
from improv.paths import CARDS
from improv.wiring.deck_loading import LoadedDeck, load_deck
from improv.wiring.errors import WrongUsage
from improv.wiring.options import USUAL_PACK, GameOptions
from improv.wiring.sessions import new_session
from tests.core.session_driver import SessionDriver
from tests.wiring.games import SAMPLE, cards

EIGHT = [
    *("lawnmower", "what-next", "chat-desk", "new-choice"),
    *("half-life", "gibberish-hotline", "emotion-lift", "press-room"),
]


def setup_of(state: State) -> tuple[str, bool, int]:
    """The game that comes first, whether its clock does everything, the hottest card."""
    return state.progress.format.id, state.setup.by_clock, state.setup.most_heat


def test_a_session_plays_a_plan(journal: DeferredJournal, tmp_path: Path) -> None:
    """Its first game is shown in the lobby; its steps, its words and its heat are kept with it."""
    options = GameOptions(tmp_path, plan="new-colleagues")
    prepared = new_session(options, cards(), journal)
    assert setup_of(prepared.state) == ("mirror-pairs", False, 2)
    plan = prepared.state.setup.plan
    assert plan is not None
    assert (len(plan.steps), plan.minutes) == (11, 75)
    assert plan.words.keys() == {"en", "fa", "ar", "he"}
    assert next(iter(journal.sessions())).title == "New colleagues"
    hotter = GameOptions(tmp_path, plan="new-colleagues", heat_most=4)
    assert setup_of(new_session(hotter, cards(), journal).state)[2] == 4


@cache
def desk() -> LoadedDeck:
    """The usual pack: it has what every game asks for."""
    return load_deck((USUAL_PACK,), "en")


def played(journal: DeferredJournal, folder: Path, told: list[str]) -> str:
    """A session of the series, in the journal with what was played; its game."""
    options = GameOptions(folder, team="Blue", plan="huddles")
    prepared = new_session(options, desk(), journal, told.append)
    driver = SessionDriver("lawnmower", deck=desk().deck)
    driver.events, driver.state = list(prepared.unwritten), prepared.state
    driver.next()
    driver.to(PhaseKind.DEBRIEF)
    records = [Record(n, "", to_dict(event)) for n, event in enumerate(driver.events, start=1)]
    journal.append(prepared.session, records)
    return driver.round.format.id


def test_a_team_plays_the_next_of_a_series(journal: DeferredJournal, tmp_path: Path) -> None:
    """Eight in their order, then from the beginning; another team begins with the first."""
    told: list[str] = []
    assert [played(journal, tmp_path, told) for _ in range(9)] == [*EIGHT, EIGHT[0]]
    assert told[:2] == ["session 1 of 8", "session 2 of 8"]
    assert told[8] == "session 1 of 8"
    red = GameOptions(tmp_path, team="Red", plan="huddles")
    assert setup_of(new_session(red, cards(), journal).state) == (EIGHT[0], True, 0)


def test_a_session_of_a_series_takes_ten_minutes(journal: DeferredJournal, tmp_path: Path) -> None:
    """Everything by its clock, as in any huddle; nobody presses anything."""
    options = GameOptions(tmp_path, plan="huddles", seed=3)
    driver = SessionDriver("lawnmower", deck=cards().deck)
    prepared = new_session(options, cards(), journal)
    driver.events, driver.state = list(prepared.unwritten), prepared.state
    driver.wait(600)
    assert driver.at(PhaseKind.END)
    assert len(driver.state.scenes) >= 1


def own(*plans: Path) -> LoadedDeck:
    """The sample pack, and plans of one's own."""
    return load_deck((SAMPLE,), "en", own_plans=plans)


def test_a_plan_of_ones_own(journal: DeferredJournal, tmp_path: Path) -> None:
    """From its file; one that is not there, or has a slip, is told before anything begins."""
    file = tmp_path / "our-hour.yaml"
    text = (CARDS / "plans" / "first-hour.yaml").read_text("utf-8")
    file.write_text(text.replace("id: first-hour", "id: our-hour"), "utf-8")
    options = GameOptions(tmp_path, plan="our-hour")
    prepared = new_session(options, own(file), journal)
    assert prepared.state.setup.plan is not None
    assert prepared.state.setup.plan.id == "our-hour"
    with pytest.raises(WrongUsage, match="did you mean first-hour"):
        new_session(replace(options, plan="frist-hour"), cards(), journal)
    file.write_text(text.replace("game: rewind", "game: rewound"), "utf-8")
    with pytest.raises(PackProblems):
        new_session(options, own(file), journal)
