"""What is chosen in the lobby is there in the next session; a folder that takes none is told."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from improv.core.actions import AskSurvey, ChangeSetup, ChoosePlan, ChooseSeconds, KeepPackOut
from improv.director.room_thread import RoomThread
from improv.director.waker import Waker
from improv.wiring import settings
from improv.wiring.choices import Choices
from improv.wiring.deck_loading import load_deck
from improv.wiring.options import GameOptions
from improv.wiring.sessions import open_journal
from improv.wiring.settings import Settings
from tests.wiring.games import SAMPLE, SECONDS, console, game, printed


def choosing(done: Callable[[], bool], live: RoomThread, _: Waker) -> None:
    """Show a game, let its play last two minutes, and wait until that is done."""
    phase_id = live.latest().projector.phase_id
    live.post(ChooseSeconds(id="t", phase="play", seconds=120, phase_id=phase_id))
    ends = time.monotonic() + SECONDS
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_times_of_the_lobby_are_kept(tmp_path: Path) -> None:
    """Beside those that were kept before; the next session's game has them."""
    kept = Settings("Blue", {"vote": 30})
    options = GameOptions(tmp_path, kept=kept)
    wanted = Settings("Blue", {"vote": 30, "lawnmower.play": 120})
    with closing(open_journal(tmp_path)) as journal:
        settings.save(tmp_path, kept)
        there = partial(choosing, lambda: settings.load(tmp_path) == wanted)
        assert game(options, journal).run(there, 1.0) is None
    games = load_deck((SAMPLE,), "en", kept=wanted.seconds).deck.formats
    lasts = {phase.id: phase.seconds for phase in games["lawnmower"].phases}
    assert (lasts["play"], lasts["vote"]) == (120, 30)
    assert any(phase.seconds != 120 for phase in games["what-next"].phases if phase.id == "play")


def test_a_setup_that_was_changed_is_kept_for_the_home_screen(tmp_path: Path) -> None:
    """What was changed, and nothing of what an option said for this session alone."""
    kept = Settings(choices={"heat_most": 2, "players": ["Sara"]})
    options = GameOptions(tmp_path, kept=kept, rounds=7, resume=False)
    wanted = Choices(heat_most=2, players=("Sara",), clock=False, ballot="none")

    def change(live: RoomThread, _: Waker) -> None:
        for field in ("clock", "votes"):
            phase_id = live.latest().projector.phase_id
            live.post(ChangeSetup(id=field, field=field, value="no", phase_id=phase_id))
        ends = time.monotonic() + SECONDS
        while Choices.of(settings.load(tmp_path).choices) != wanted:
            assert time.monotonic() < ends
            time.sleep(0.01)

    with closing(open_journal(tmp_path)) as journal:
        settings.save(tmp_path, kept)
        assert game(options, journal).run(change, 1.0) is None


def test_a_plan_and_packs_of_the_lobby_are_kept(tmp_path: Path) -> None:
    """And surveys, for the next session from the home screen; what fits a huddle is no choice."""
    packs = (SAMPLE, "service-desk")
    options = GameOptions(tmp_path, packs, "lawnmower", huddle=True, resume=False)
    wanted = Choices(plan="first-hour", packs=("four-tongues",), surveys=("readiness",))

    def change(live: RoomThread, _: Waker) -> None:
        ends = time.monotonic() + SECONDS
        while not live.latest().host.plans:
            assert time.monotonic() < ends
            time.sleep(0.01)
        for action in (
            ChangeSetup(id="1", field="ballot", value="coaching"),
            ChangeSetup(id="2", field="ballot", value="quick"),
            KeepPackOut(id="3", pack="service-desk", on=True),
            ChoosePlan(id="4", plan="first-hour"),
            AskSurvey(id="5", survey="readiness", on=True),
        ):
            live.post(replace(action, phase_id=live.latest().projector.phase_id))
        while Choices.of(settings.load(tmp_path).choices) != wanted:
            assert time.monotonic() < ends
            time.sleep(0.01)

    with closing(open_journal(tmp_path)) as journal:
        loaded = load_deck(options.packs, "en")
        assert game(options, journal, loaded=loaded).run(change, 1.0) is None


def test_a_time_of_a_game_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    """It is left out; one that is asked for now and that no game has is told."""
    kept = {"mine.riddle": 40, "play": 60, "lawnmower.rules": 25}
    games = load_deck((SAMPLE,), "en", kept=kept).deck.formats
    assert games["lawnmower"].rules_seconds == 25
    assert {p.seconds for p in games["lawnmower"].phases if p.id == "play"} == {60}


def test_times_that_are_not_kept_are_told(tmp_path: Path) -> None:
    """The game goes on with them."""
    (tmp_path / settings.NAME).mkdir(parents=True)
    asked = console()
    with closing(open_journal(tmp_path)) as journal:
        told = partial(choosing, lambda: "not kept" in printed(asked))
        assert game(GameOptions(tmp_path), journal, asked=asked).run(told, 1.0) is None
