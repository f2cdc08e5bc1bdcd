"""Time: what ends by a clock, what rings and waits, and that a huddle keeps its promise."""

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.events import ClockRang, PhaseEntered
from improv.core.formats import PhaseKind
from improv.core.projections import host, projector
from improv.core.session import due
from improv.core.state import Setup
from improv.core.timing import END_SECONDS, HUDDLE_LIMIT, ends_by_clock, huddle_rounds, timed
from tests.core.sample_decks import FORMATS, shipped
from tests.core.session_driver import SessionDriver

GAMES = {**FORMATS, **shipped()}
SHORT = tuple(name for name, game in GAMES.items() if game.huddle)
LONG = tuple(name for name, game in GAMES.items() if not game.huddle and not game.survey)


@pytest.mark.parametrize("game", SHORT)
@pytest.mark.parametrize("ballot", ["quick", "coaching"])
@pytest.mark.parametrize("standings", [False, True])
@pytest.mark.parametrize("voters", [0, 5])
def test_a_huddle_plays_itself_in_ten_minutes(
    game: str, ballot: str, standings: bool, voters: int
) -> None:
    """From the lobby to the end of the kudos nobody presses a key, and a result is seen."""
    setup = Setup(4, ballot, huddle=True)
    setup = Setup(4, ballot, huddle_rounds(setup, GAMES[game]), huddle=True)
    driver = SessionDriver(game, setup=setup, standings=standings, voters=voters)
    driver.wait(HUDDLE_LIMIT)
    assert driver.at(PhaseKind.END)
    assert len(driver.state.progress.played) == setup.rounds
    assert all(round_.revealed for round_ in driver.state.progress.played)
    driver.wait(END_SECONDS)
    assert driver.state.over
    assert due(driver.state) is None


@pytest.mark.parametrize("game", ["call", "lawnmower", "what-next"])
def test_a_huddle_of_hot_scenes_has_time_to_settle(game: str) -> None:
    """In ten minutes, too, with half a minute of quiet after every scene."""
    setup = Setup(4, huddle=True, heat=5)
    setup = Setup(4, "quick", huddle_rounds(setup, GAMES[game]), huddle=True, heat=5)
    driver = SessionDriver(game, setup=setup, standings=True)
    settled = 0
    for _ in range(HUDDLE_LIMIT):
        driver.wait(1)
        if driver.at(PhaseKind.PLAY) and driver.round.heat < 5:
            driver.act(a.Heat(id="", level=5))
        settled += driver.at(PhaseKind.SETTLE)
    assert driver.at(PhaseKind.END)
    assert len(driver.state.progress.played) == setup.rounds
    assert settled >= 29 * (setup.rounds or 0)


@pytest.mark.parametrize("game", LONG)
def test_a_game_that_no_huddle_chooses_goes_on_by_itself_in_one(game: str) -> None:
    """Whoever asks for it there need not press a key, however long it takes."""
    driver = SessionDriver(game, setup=Setup(4, "quick", 1, huddle=True), voters=5)
    driver.wait(1800)
    assert driver.at(PhaseKind.END)
    assert len(driver.state.progress.played) == 1


def test_a_huddle_uses_its_time() -> None:
    """One more round of the shortest game would not fit."""
    setup = Setup(4, huddle=True)
    fits = huddle_rounds(setup, GAMES["call"])
    assert fits > 1
    longer = SessionDriver("call", setup=Setup(4, "quick", fits + 1, huddle=True), standings=True)
    longer.wait(HUDDLE_LIMIT)
    assert not longer.at(PhaseKind.END)


@pytest.mark.parametrize("huddle", [False, True])
def test_hands_never_end_by_a_clock(huddle: bool) -> None:
    """Typing ends with Next, even in a huddle and with phones in the room; it rings once."""
    driver = SessionDriver("call", setup=Setup(1, huddle=huddle), voters=4).to(PhaseKind.VOTE)
    driver.act(a.ShowHands(id="", rows={"handling": (0, 0, 0, 1)}))
    driver.wait(3600)
    assert driver.at(PhaseKind.VOTE)
    assert sum(isinstance(event, ClockRang) for event in driver.events) == 1
    driver.next()
    assert driver.at(PhaseKind.RESULT)


def test_a_vote_by_phone_ends_by_its_clock_and_without_phones_it_waits() -> None:
    """Who comes after it rang does not end it at once."""
    phones = SessionDriver("call", voters=1).to(PhaseKind.VOTE)
    phones.wait(20)
    assert phones.at(PhaseKind.RESULT)
    none = SessionDriver("call").to(PhaseKind.VOTE)
    none.wait(21)
    assert none.at(PhaseKind.VOTE)
    none.act(a.Join(id="", voter="late"))
    none.wait(100)
    assert none.at(PhaseKind.VOTE)
    assert not ends_by_clock(none.state)
    clock = projector(none.state).clock
    assert clock is not None
    assert (clock.rang, clock.by_itself) == (True, False)


def test_a_coaching_vote_has_sixty_seconds() -> None:
    """Longer for five criteria; a game that picks keeps its own time."""
    for game, seconds in (("call", 60), ("new-choice", 20)):
        driver = SessionDriver(game, setup=Setup(1, "coaching"), voters=3).to(PhaseKind.VOTE)
        deadline = driver.state.running.deadline
        assert deadline is not None
        assert deadline - driver.state.running.entered == 1000 * seconds


@pytest.mark.parametrize("kind", [PhaseKind.BRIEF, PhaseKind.TRUTH, PhaseKind.DEBRIEF])
def test_the_rest_rings_and_waits_for_next(kind: PhaseKind) -> None:
    """Once; more time makes it ring again."""
    driver = SessionDriver("riddle").to(kind)
    driver.wait(1000)
    assert driver.at(kind)
    assert driver.state.running.rang
    driver.act(a.AddTime(id="", seconds=30))
    assert not driver.state.running.rang
    driver.wait(29.999)
    assert not driver.state.running.rang
    driver.wait(0.001)
    assert driver.state.running.rang
    assert sum(isinstance(event, ClockRang) for event in driver.events) == 2


def test_play_guess_and_bell_end_by_their_clocks_at_their_very_instant() -> None:
    """One long sleep passes through all of them; twists come on time, the last before the bell."""
    driver = SessionDriver("riddle", voters=3).to(PhaseKind.PLAY)
    driver.wait(500)
    entered = {}
    for event in driver.events:
        phase = getattr(event, "phase", None)
        if phase is not None:
            entered[phase.id] = event.at
    assert entered["guess"] - entered["play"] == 60_000
    assert entered["more"] - entered["guess"] == 10_000
    assert entered["truth"] - entered["more"] == 30_000
    assert driver.at(PhaseKind.TRUTH)
    assert [rung.at - entered["play"] for rung in driver.round.rung] == [20_000, 80_000]


def test_a_pause_holds_everything() -> None:
    """Nothing is due, and the time that was left is left."""
    driver = SessionDriver("call").to(PhaseKind.PLAY)
    driver.wait(10)
    driver.act(a.Pause(id=""))
    assert due(driver.state) is None
    assert driver.act(a.Pause(id="")) == Refusal(Why.ALREADY_PAUSED)
    driver.wait(1000)
    driver.next()
    assert not driver.state.paused
    assert driver.act(a.Resume(id="")) == Refusal(Why.NOT_PAUSED)
    driver.wait(79)
    assert driver.at(PhaseKind.PLAY)
    driver.wait(1)
    assert driver.at(PhaseKind.BELL)


def test_more_time() -> None:
    """From now where it rang, at the end else; not without a clock, not without end."""
    driver = SessionDriver("call")
    assert driver.act(a.AddTime(id="")) == Refusal(Why.NO_CLOCK)
    driver.to(PhaseKind.PLAY)
    for seconds in (0, -30, 601):
        answer = driver.act(a.AddTime(id="", seconds=seconds))
        assert answer == Refusal(Why.BAD_VALUE, {"field": "seconds", "problem": "number"})
    driver.act(a.AddTime(id=""))
    driver.wait(119.999)
    assert driver.at(PhaseKind.PLAY)
    driver.wait(0.001)
    assert driver.at(PhaseKind.BELL)


def test_a_huddle_that_cannot_draw_rings_and_waits() -> None:
    """Too few players: the clock asks once; whoever presses Next reads why."""
    driver = SessionDriver("heads", setup=Setup(1, huddle=True), names=("A", "B"))
    driver.wait(3600)
    assert driver.at(PhaseKind.LOBBY)
    assert driver.state.running.rang
    assert due(driver.state) is None
    refusal = driver.next()
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.TOO_FEW_PLAYERS


def test_a_round_by_the_numbers() -> None:
    """Rounds end the session when they were shown, and a skipped one is not counted."""
    driver = SessionDriver("call", setup=Setup(1, rounds=2)).to(PhaseKind.PLAY)
    driver.act(a.Skip(id=""))
    driver.to(PhaseKind.DEBRIEF)
    driver.next()
    driver.to(PhaseKind.DEBRIEF)
    assert driver.round.number == 3
    driver.next()
    assert driver.at(PhaseKind.KUDOS)
    assert [round_.number for round_ in driver.state.progress.played] == [2, 3]


def test_a_clock_ends_a_vote_at_once_and_asks_nothing_more() -> None:
    """Going through the criteria of a show of hands is for Next alone."""
    driver = SessionDriver("call", setup=Setup(1, "coaching", huddle=True)).to(PhaseKind.VOTE)
    known = len(driver.events)
    driver.wait(60)
    assert driver.at(PhaseKind.DEBRIEF)
    assert len(driver.events) == known + 1


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("factor", [1, 3])
def test_the_facilitators_times_are_those_of_the_scene(game: str, factor: int) -> None:
    """Each phase that has a clock lasts as long as it was told to, and no phase gets one."""
    before = GAMES[game]
    wanted = {phase.id: factor * phase.seconds for phase in before.phases if phase.seconds}
    after = timed(before, wanted)
    assert [phase.seconds for phase in after.phases] == [
        phase.seconds and factor * phase.seconds for phase in before.phases
    ]
    assert [rule.at for rule in after.twists] == [
        tuple(factor * at for at in rule.at) for rule in before.twists
    ]
    assert timed(before, {}) == timed(before, dict.fromkeys(wanted, 0)) == before


def test_an_id_goes_before_a_kind() -> None:
    """`half-life` has three scenes: one may last longer than the others."""
    game = timed(GAMES["half-life"], {"play": 50, "twenty": 7})
    lasts = {phase.id: phase.seconds for phase in game.phases if phase.kind is PhaseKind.PLAY}
    assert lasts.pop("twenty") == 7
    assert set(lasts.values()) == {50}


def test_a_huddle_looks_at_no_result_without_a_vote() -> None:
    """It talks at once, and what the vote would have said is said; one vote, and it is shown."""
    alone = SessionDriver("call", setup=Setup(1, huddle=True), voters=2).to(PhaseKind.VOTE)
    asks = alone.state.running.phase_id
    alone.wait(20)
    assert alone.at(PhaseKind.DEBRIEF)
    assert not projector(alone.state).voted
    assert alone.round.revealed
    alone.act(a.Back(id=""))
    assert alone.state.running.phase.kind is PhaseKind.VOTE
    assert alone.state.running.phase_id >= asks
    alone.act(a.Resume(id=""))
    alone.rate("v1", 3)
    alone.wait(40)
    assert projector(alone.state).voted
    assert not alone.at(PhaseKind.VOTE)
    kinds = [event.phase.kind for event in alone.events if isinstance(event, PhaseEntered)]
    assert kinds.count(PhaseKind.RESULT) == 1


def test_a_huddle_leaves_time_to_come_in_and_to_get_ready() -> None:
    """A code is scanned and a name is typed; then whoever plays reads their card."""
    driver = SessionDriver("call", setup=Setup(1, huddle=True))
    driver.wait(44)
    assert driver.at(PhaseKind.LOBBY)
    driver.wait(1)
    assert driver.at(PhaseKind.RULES)
    driver.wait(10)
    assert driver.at(PhaseKind.DRAW)
    driver.wait(19)
    assert driver.at(PhaseKind.DRAW)
    driver.wait(1)
    assert not driver.at(PhaseKind.DRAW)


def test_the_facilitator_says_in_the_lobby_how_long_a_phase_lasts() -> None:
    """Of that game, whenever it comes in the session; a repeated phase every time it comes."""
    driver = SessionDriver("turns")
    phase = next(p for p in driver.state.progress.format.phases if p.turn == 1 and p.seconds)
    assert driver.act(a.ChooseSeconds(id="", phase=phase.written, seconds=77)) != ()
    assert driver.act(a.ChooseSeconds(id="", phase=phase.written, seconds=77)) == ()
    driver.act(a.ChooseFormat(id="", format="call"))
    assert not any(p.seconds == 77 for p in driver.state.progress.format.phases)
    driver.act(a.ChooseFormat(id="", format="turns"))
    times = {p.id: p.seconds for p in driver.state.progress.format.phases}
    again = [id_ for id_, lasts in times.items() if lasts == 77]
    assert len(again) == phase.turns > 1
    driver.act(a.Undo(id=""))
    driver.act(a.Undo(id=""))
    driver.act(a.Undo(id=""))
    assert not any(p.seconds == 77 for p in driver.state.progress.format.phases)
    assert driver.state.progress.seconds == {}


def test_how_long_the_rules_are_shown_is_chosen_in_the_lobby_too() -> None:
    """They are the first in the list of times, and last so long."""
    driver = SessionDriver("call")
    times = host(driver.state, driver.deck).times
    assert [phase.written for phase in times][:2] == ["rules", "brief"]
    driver.act(a.ChooseSeconds(id="", phase="rules", seconds=45))
    assert host(driver.state, driver.deck).times[0].seconds == 45
    driver.to(PhaseKind.RULES)
    assert driver.state.running.deadline == driver.now + 45_000


@pytest.mark.parametrize(
    ("phase", "seconds", "why"),
    [
        ("none", 60, Why.NO_CLOCK),
        ("result", 60, Why.NO_CLOCK),
        ("play", 4, Why.BAD_VALUE),
        ("play", 3601, Why.BAD_VALUE),
    ],
)
def test_no_time_that_a_phase_cannot_have(phase: str, seconds: int, why: Why) -> None:
    """A phase without a clock gets none."""
    refusal = SessionDriver("call").act(a.ChooseSeconds(id="", phase=phase, seconds=seconds))
    assert isinstance(refusal, Refusal)
    assert refusal.why is why
