"""Seats that are taken over and seats that swap, and seats for whoever offers."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import host, projector, voter
from improv.core.reading import reading
from improv.core.sound_cues import cue
from improv.core.state import Setup
from improv.core.summary import summarise
from improv.core.votes import Ballot
from tests.core.sample_decks import secrets_in
from tests.core.session_driver import SessionDriver

NAMES = ("Ana", "Bo", "Cy", "Dee")


def replay(*, huddle: bool = False, voters: int = 4) -> SessionDriver:
    """In the phase in which the agent's seat may be taken over; the customer was dealt."""
    setup = Setup(7, huddle=huddle)
    driver = SessionDriver("stand-in", setup=setup, names=NAMES, voters=voters)
    driver.to(PhaseKind.PLAY).next()
    assert driver.state.running.phase.takeover == "agent"
    return driver


def watching(driver: SessionDriver) -> list[str]:
    """Ids of the named people who do not play."""
    return [p for p in ("p1", "p2", "p3", "p4") if p not in driver.round.players]


def people(driver: SessionDriver) -> list[str]:
    """Who sits in the two places: the agent's, the customer's."""
    return [member.person for member in driver.round.cast]


def test_nobody_is_dealt_the_seat_of_whoever_offers() -> None:
    """By name or by phone somebody takes it, and may give it back; a pass empties it."""
    driver = SessionDriver("stand-in", names=NAMES, voters=1).to(PhaseKind.DRAW)
    assert people(driver)[0] == ""
    customer = people(driver)[1]
    assert customer in ("p1", "p2", "p3", "p4")
    offers = watching(driver)[0]
    driver.act(a.TakeOver(id="", place=0, person=offers))
    assert people(driver) == [offers, customer]
    assert driver.act(a.TakeOver(id="", place=0, person="v1")) == Refusal(Why.SEAT_TAKEN)
    driver.act(a.Pass(id="", place=0))
    assert people(driver) == ["", customer]
    driver.act(a.TakeSeat(id="", voter="v1", place=0))
    assert people(driver) == ["v1", customer]
    driver.act(a.EditRoster(id="", person=customer, present=False))
    assert people(driver)[1] not in ("", customer)


def test_who_leaves_an_offered_seat_before_the_scene_leaves_it_empty() -> None:
    """Nobody else is dealt it."""
    driver = SessionDriver("stand-in", names=NAMES).to(PhaseKind.BRIEF)
    offers = watching(driver)[0]
    driver.act(a.TakeOver(id="", place=0, person=offers))
    driver.act(a.EditRoster(id="", person=offers, present=False))
    assert people(driver)[0] == ""


def test_a_seat_is_taken_over_by_name_by_phone_and_by_somebody() -> None:
    """One after the other; whoever gave it away watches on, and none of them rates."""
    driver = replay()
    customer = people(driver)[1]
    named = watching(driver)[0]
    driver.act(a.TakeOver(id="", place=0, person=named))
    driver.wait(4)
    driver.act(a.TakeSeat(id="", voter="v1", place=0))
    assert people(driver) == ["v1", customer]
    driver.wait(4)
    driver.act(a.TakeOver(id="", place=0))
    assert people(driver) == ["", customer]
    view = voter(driver.state, "v1")
    assert view is not None
    assert (view.seat, view.observer is not None) == ("", True)
    driver.to(PhaseKind.VOTE)
    assert driver.rate("v1", 3) == Refusal(Why.PLAYERS_DO_NOT_VOTE)
    assert not isinstance(driver.rate("v2", 3), Refusal)
    turns = driver.state.progress.turns
    assert [turns[p].count for p in (named, "v1", customer)] == [1, 1, 1]
    assert turns["v1"].seats == {"agent"}


def test_the_new_player_reads_what_the_seat_may_read() -> None:
    """And whoever gave it away no longer does."""
    for skipped in range(4):
        driver = SessionDriver("stand-in", setup=Setup(1), voters=2).to(PhaseKind.DRAW)
        for _ in range(skipped):
            driver.act(a.Skip(id=""))
        driver.act(a.TakeSeat(id="", voter="v1", place=0))
        driver.to(PhaseKind.PLAY).next()
        before = voter(driver.state, "v1")
        assert before is not None
        mine = {text for text in secrets_in(before.secrets) if text.startswith("§agent:")}
        if mine:
            break
    assert mine
    driver.act(a.TakeSeat(id="", voter="v2", place=0))
    left, took = voter(driver.state, "v1"), voter(driver.state, "v2")
    assert left is not None
    assert took is not None
    assert mine <= secrets_in(took.secrets)
    assert not mine & secrets_in(left.secrets)


@pytest.mark.parametrize(
    ("voter_key", "place", "why"),
    [("v1", 1, Why.SEAT_TAKEN), ("v1", 5, Why.BAD_VALUE), ("nobody", 0, Why.NOT_A_VOTER)],
)
def test_only_the_open_seat_is_taken_over(voter_key: str, place: int, why: Why) -> None:
    """And only by somebody who is here."""
    driver = replay()
    driver.act(a.TakeOver(id="", place=0, person=watching(driver)[0]))
    driver.wait(4)
    refusal = driver.act(a.TakeSeat(id="", voter=voter_key, place=place))
    assert isinstance(refusal, Refusal)
    assert refusal.why is why


def test_what_the_facilitator_says_is_checked() -> None:
    """An unknown person, somebody who is away, the other player, a place that is not open."""
    driver = replay()
    away, customer = watching(driver)[0], people(driver)[1]
    driver.act(a.EditRoster(id="", person=away, present=False))
    for person in ("x", away):
        refusal = driver.act(a.TakeOver(id="", place=0, person=person))
        assert refusal == Refusal(Why.UNKNOWN_PERSON, {"person": person})
    assert driver.act(a.TakeOver(id="", place=0, person=customer)) == Refusal(Why.SEAT_TAKEN)
    assert driver.act(a.TakeOver(id="", place=1)) == Refusal(Why.SEAT_TAKEN)
    for place in (-1, 2):
        assert isinstance(driver.act(a.TakeOver(id="", place=place)), Refusal)
    here = watching(driver)[1]
    driver.act(a.TakeOver(id="", place=0, person=here))
    assert driver.act(a.TakeOver(id="", place=0, person=here)) == ()


def test_of_two_who_call_stop_together_one_is_first() -> None:
    """For a moment no phone takes the seat again; the facilitator may."""
    driver = replay()
    driver.act(a.TakeSeat(id="", voter="v1", place=0))
    driver.wait(1)
    assert driver.act(a.TakeSeat(id="", voter="v2", place=0)) == Refusal(Why.SEAT_TAKEN)
    assert people(driver)[0] == "v1"
    driver.act(a.TakeOver(id="", place=0, person="v2"))
    driver.wait(3)
    driver.act(a.TakeSeat(id="", voter="v3", place=0))
    assert people(driver)[0] == "v3"


@pytest.mark.parametrize("huddle", [False, True])
def test_who_takes_over_has_the_whole_time(huddle: bool) -> None:
    """But in a huddle, which is over after ten minutes."""
    driver = replay(huddle=huddle)
    driver.wait(15)
    ends = driver.state.running.deadline
    driver.act(a.TakeOver(id="", place=0))
    assert driver.state.running.deadline == (ends if huddle else driver.now + 20_000)


def test_a_seat_that_was_taken_over_is_given_back_by_undo() -> None:
    """Whether a phone took it or a name did; and who took it still does not rate."""
    driver = replay()
    first = watching(driver)[0]
    driver.act(a.TakeOver(id="", place=0, person=first))
    driver.wait(4)
    before = driver.state.running.deadline
    driver.act(a.TakeSeat(id="", voter="v1", place=0))
    driver.act(a.Undo(id=""))
    assert people(driver)[0] == first
    assert driver.state.running.deadline == before
    driver.act(a.TakeSeat(id="", voter="v2", place=0))
    driver.wait(4)
    driver.act(a.TakeSeat(id="", voter="v3", place=0))
    driver.act(a.Undo(id=""))
    assert people(driver)[0] == "v2"
    driver.act(a.Undo(id=""))
    assert people(driver)[0] == first
    driver.to(PhaseKind.VOTE)
    assert driver.rate("v2", 3) == Refusal(Why.PLAYERS_DO_NOT_VOTE)
    assert driver.state.progress.turns["v2"].count == 0


def test_back_undoes_takeovers_and_swaps_of_volunteers() -> None:
    """Phones without names sit where they sat, however often the seats changed since."""
    driver = SessionDriver("stand-in", voters=4).to(PhaseKind.DRAW)
    driver.act(a.TakeSeat(id="", voter="v1", place=0))
    driver.act(a.TakeSeat(id="", voter="v2", place=1))
    driver.to(PhaseKind.PLAY).next()
    driver.act(a.TakeSeat(id="", voter="v3", place=0))
    assert people(driver) == ["v3", "v2"]
    driver.next()
    assert people(driver) == ["v2", "v3"]
    driver.wait(4)
    driver.act(a.TakeSeat(id="", voter="v4", place=1))
    assert people(driver) == ["v2", "v4"]
    driver.next()
    assert people(driver) == ["v4", "v2"]
    driver.act(a.Back(id=""))
    assert people(driver) == ["v2", "v4"]
    driver.act(a.Back(id=""))
    assert people(driver) == ["v3", "v2"]
    driver.act(a.Back(id=""))
    assert people(driver) == ["v1", "v2"]


def test_seats_swap_and_both_people_have_had_both() -> None:
    """It is one turn for each, in two seats."""
    driver = replay()
    agent, customer = watching(driver)[0], people(driver)[1]
    driver.act(a.TakeOver(id="", place=0, person=agent))
    driver.next()
    assert people(driver) == [customer, agent]
    view = projector(driver.state).round
    assert view is not None
    driver.to(PhaseKind.VOTE)
    for person in (agent, customer):
        turns = driver.state.progress.turns[person]
        assert (turns.count, set(turns.seats)) == (1, {"agent", "customer"})


def test_who_was_cut_off_after_giving_the_seat_away_had_their_turn() -> None:
    """A skip counts them, too."""
    driver = replay()
    first, second = watching(driver)[:2]
    driver.act(a.TakeOver(id="", place=0, person=first))
    driver.act(a.TakeOver(id="", place=0, person=second))
    driver.act(a.Skip(id=""))
    assert {driver.state.progress.turns[p].count for p in (first, second)} == {1}


def test_a_self_ballot_is_of_whoever_sits_at_the_end() -> None:
    """Who gave the seat away is asked nothing."""
    driver = replay()
    driver.act(a.TakeSeat(id="", voter="v1", place=0))
    driver.wait(4)
    driver.act(a.TakeSeat(id="", voter="v2", place=0))
    driver.to(PhaseKind.VOTE)
    own = Ballot(BallotKind.SELF, {"self": 3})

    def tells(key: str) -> tuple[e.Event, ...] | Refusal:
        number = driver.round.number
        return driver.act(a.CastBallot(id="", round=number, ballot=own, voter=key))

    assert tells("v1") == Refusal(Why.ONLY_PLAYERS)
    # After the swaps of the last two phases they sit where they sat.
    assert driver.round.seat_of("v2") == "agent"
    assert not isinstance(tells("v2"), Refusal)


@pytest.mark.parametrize("kind", [PhaseKind.DRAW, PhaseKind.BRIEF, PhaseKind.PLAY])
def test_a_pass_leaves_no_trace(kind: PhaseKind) -> None:
    """Everybody sees what they would see, had whoever took the place been dealt it at once.

    No sound, nothing read anew, nothing in the figures of the session; and no turn is counted.
    """
    driver = SessionDriver("call", names=NAMES, voters=3).to(kind)
    before = driver.state
    passed = people(driver)[0]
    driver.act(a.Join(id="", voter="theirs", claims=passed))
    driver.act(a.Pass(id="", place=0))
    state, round_ = driver.state, driver.round
    dealt = replace(
        state, progress=replace(state.progress, round=replace(round_, passed=frozenset()))
    )
    assert projector(state) == projector(dealt)
    assert host(state, driver.deck) == host(dealt, driver.deck)
    for key in ("v1", "v2", "v3", "theirs"):
        assert voter(state, key) == voter(dealt, key)
    assert cue(before, state) is None
    view = projector(state)
    told, again = reading(projector(before), driver.now), reading(view, driver.now)
    assert (told and told.name) == (again and again.name)
    driver.to(PhaseKind.VOTE)
    assert driver.state.progress.turns[passed].count == 0
    shown = [seat.name for round_ in summarise(driver.events).rounds for seat in round_.cast]
    assert state.people[passed].name not in shown


def test_a_summary_has_everybody_who_played() -> None:
    """Who gave the seat away, who took it, and who swapped."""
    driver = replay()
    first, second = watching(driver)[:2]
    customer = people(driver)[1]
    driver.act(a.TakeOver(id="", place=0, person=first))
    driver.act(a.TakeOver(id="", place=0, person=second))
    driver.to(PhaseKind.VOTE)
    names = {person: driver.state.people[person].name for person in (first, second, customer)}
    (scene,) = summarise(driver.events).rounds
    assert {(seat.seat, seat.name) for seat in scene.cast} == {
        ("agent", ""),
        ("agent", names[first]),
        ("agent", names[second]),
        ("customer", names[customer]),
        ("agent", names[customer]),
        ("customer", names[second]),
    }
