"""Names that are claimed, given back and freed, and who is let in: a phone and a name vote once."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.eligibility import raters, waiting
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import voter
from improv.core.roster import ROOM_SIZE, Door
from improv.core.rounds import scene_tally
from improv.core.session import evolve
from tests.core.session_driver import SessionDriver

K = PhaseKind
NAMES = ("Ana", "Bo", "Sara", "Omid")


def room(game: str = "call", *watchers: str) -> SessionDriver:
    """A lobby with four names, of whom only Ana and Bo play, and some phones without one."""
    driver = SessionDriver(game, names=NAMES)
    for person in ("p3", "p4"):
        driver.act(a.EditRoster(person=person, plays=False))
    for key in watchers:
        driver.act(a.Join(voter=key))
    return driver


def ballots(driver: SessionDriver) -> dict[str, int]:
    """Voter -> the grade that counts in the round that is on."""
    cast = driver.state.votes_of(driver.round.number).ballots
    return {key: ballot.scores["handling"] for (key, _), ballot in cast.items()}


def why(answer: tuple[e.Event, ...] | Refusal) -> Why:
    """The name of a refusal."""
    assert isinstance(answer, Refusal)
    return answer.why


def test_a_name_is_given_back_and_claimed_by_another() -> None:
    """Whoever gave it back watches on without one, and may claim another; a taken one is said."""
    driver = room("call", "k", "l")
    driver.act(a.Join(voter="k", claims="p3"))
    assert why(driver.act(a.Join(voter="l", claims="p3"))) is Why.NAME_TAKEN
    assert driver.act(a.ReleaseName(voter="k")) == (
        e.NameReleased(at=0, person="p3", voter="k", stays=True),
    )
    assert driver.act(a.ReleaseName(voter="k")) == ()
    assert not isinstance(driver.act(a.Join(voter="l", claims="p3")), Refusal)
    driver.act(a.Join(voter="k", claims="p4"))
    held = {key: driver.state.holder(key) for key in ("k", "l")}
    assert {key: person and person.name for key, person in held.items()} == {
        "k": "Omid",
        "l": "Sara",
    }
    assert len([p for p in driver.state.people.values() if p.present and p.votes]) == 2


def test_one_name_at_a_time() -> None:
    """Another one is not claimed beside it: joining again is answered as the first time."""
    driver = room("call", "k")
    driver.act(a.Join(voter="k", claims="p3"))
    assert driver.act(a.Join(voter="k", claims="p4")) == ()
    assert driver.act(a.Join(voter="k", claims="p3")) == ()


def test_a_freed_phone_is_out_until_it_joins_again() -> None:
    """It may be a stranger's or lost: nobody waits for its vote, and it does not vote unseen."""
    driver = room("call", "l")
    driver.act(a.Join(voter="k", claims="p3"))
    driver.act(a.ReleaseName(person="p3"))
    assert driver.state.holder("k") is None
    assert voter(driver.state, "k") is None
    driver.to(K.VOTE)
    assert [person.id for person in raters(driver.state)] == ["l"]
    assert why(driver.rate("k", 1)) is Why.NOT_A_VOTER
    driver.act(a.SetDoor(door=Door.SHUT))
    assert not isinstance(driver.act(a.Join(voter="k")), Refusal), "whoever was in comes back"
    assert not isinstance(driver.rate("k", 1), Refusal)
    assert why(driver.act(a.ReleaseName(person="p9"))) is Why.UNKNOWN_PERSON


def test_a_name_that_the_facilitator_wrote_for_a_phone_is_given_back_too() -> None:
    """It is on no roster: the phone has none again, and nobody else can claim it."""
    driver = room("call", "k", "l")
    driver.act(a.EditRoster(person="k", rename="Kay"))
    driver.act(a.ReleaseName(voter="k"))
    assert driver.state.people["k"].name == ""
    assert why(driver.act(a.Join(voter="l", claims="k"))) is Why.UNKNOWN_PERSON


def test_a_phone_votes_once_whatever_names_it_claims() -> None:
    """Its ballot stays through all of them, and is the one that it changes."""
    driver = room("call", "k").to(K.VOTE)
    driver.act(a.Join(voter="k", claims="p3"))
    driver.rate("k", 1)
    for name in ("p4", "p3", "p4"):
        driver.act(a.ReleaseName(voter="k"))
        driver.act(a.Join(voter="k", claims=name))
        seen = voter(driver.state, "k")
        assert seen is not None
        assert seen.ballots[BallotKind.RATE].scores == {"handling": 1}
        assert not isinstance(driver.rate("k", 2), Refusal)
        assert ballots(driver) == {"k": 2}
        driver.rate("k", 1)


def test_a_name_votes_once_whoever_holds_it() -> None:
    """Who comes back with another phone is not let in to vote again; the next round is theirs."""
    driver = room("call", "w").to(K.BRIEF)
    driver.act(a.Join(voter="k", claims="p3"))
    driver.to(K.VOTE).rate("k", 4)
    driver.act(a.ReleaseName(person="p3"))
    driver.act(a.Join(voter="l", claims="p3"))
    seen = voter(driver.state, "l")
    assert seen is not None
    assert seen.ballots == {}, "nobody sees the ballot of another phone"
    assert (waiting(driver.state), driver.act(a.LetIn())) == ((), ())
    assert why(driver.rate("l", 1)) is Why.NOT_A_VOTER
    assert ballots(driver) == {"k": 4}
    driver.to(K.DEBRIEF).next()
    driver.to(K.VOTE)
    assert not isinstance(driver.rate("l", 1), Refusal)


def test_a_name_that_has_not_voted_is_let_in_under_its_new_phone() -> None:
    """Its cookie is lost in the scene: freed, tapped again, let in, and it votes at once."""
    driver = room("call", "w").to(K.BRIEF)
    driver.act(a.Join(voter="k", claims="p3"))
    driver.to(K.PLAY).act(a.ReleaseName(person="p3"))
    driver.act(a.Join(voter="l", claims="p3"))
    assert [person.name for person in waiting(driver.state)] == ["Sara"]
    assert driver.act(a.LetIn(person="p3")) == (e.PersonLetIn(at=0, person="p3"),)
    driver.to(K.VOTE)
    assert not isinstance(driver.rate("l", 3), Refusal)


def test_who_watched_from_the_start_is_not_late_under_a_new_name() -> None:
    """A wrong tap that is put right during the scene costs nobody their vote."""
    driver = room("call", "k").to(K.BRIEF)
    driver.act(a.Join(voter="k", claims="p3"))
    driver.to(K.PLAY).act(a.ReleaseName(voter="k"))
    driver.act(a.Join(voter="k", claims="p4"))
    driver.to(K.VOTE)
    assert not isinstance(driver.rate("k", 3), Refusal)


@pytest.mark.parametrize("release", [a.ReleaseName(voter="k"), a.ReleaseName(person="p1")])
def test_a_player_whose_name_is_freed_keeps_the_seat_and_judges_under_no_name(
    release: a.ReleaseName,
) -> None:
    """The name stays in its seat; the phone has read the secret, and so does not rate."""
    driver = room("call", "w").to(K.BRIEF)
    cast = driver.round.cast
    driver.act(a.Join(voter="k", claims="p1"))
    driver.act(release)
    driver.act(a.Join(voter="k", claims="p4"))
    assert driver.round.cast == cast
    driver.to(K.VOTE)
    assert why(driver.rate("k", 3)) is Why.PLAYERS_DO_NOT_VOTE
    assert [person.id for person in raters(driver.state)] == ["w"]


def test_who_volunteered_gives_the_place_back() -> None:
    """Without a name or with one: it was the phone that said "I play this"."""
    driver = SessionDriver("call", voters=3).to(K.BRIEF)
    driver.act(a.EditRoster(add=("Ana",), person=""))
    driver.act(a.EditRoster(person="p1", plays=False))
    driver.act(a.TakeSeat(voter="v1", place=0))
    driver.act(a.Join(voter="v1", claims="p1"))
    assert driver.round.players == frozenset()
    driver.act(a.TakeSeat(voter="v1", place=1))
    driver.act(a.ReleaseName(voter="v1"))
    assert driver.round.players == frozenset()
    driver.to(K.VOTE)
    assert why(driver.rate("v1", 3)) is Why.PLAYERS_DO_NOT_VOTE


def test_a_past_scene_keeps_its_figures() -> None:
    """A player's own rating stays theirs, and the next holder's earlier vote still counts."""
    driver = room("call", "l", "m", "n").to(K.BRIEF)
    driver.act(a.Join(voter="k", claims="p1"))
    driver.to(K.VOTE)
    for key in ("l", "m", "n"):
        driver.rate(key, 3)
    first = driver.round
    before = scene_tally(driver.state, first)
    driver.to(K.DEBRIEF).next()
    driver.act(a.ReleaseName(voter="k"))
    driver.act(a.Join(voter="l", claims="p1"))
    assert scene_tally(driver.state, first) == before


def test_who_came_during_the_scene_is_let_in() -> None:
    """One, or all who wait; then they vote at once, and nobody waits any more."""
    driver = room("call", "w").to(K.PLAY)
    for key in ("x", "y", "z"):
        driver.act(a.Join(voter=key))
    driver.to(K.VOTE)
    assert [person.id for person in waiting(driver.state)] == ["x", "y", "z"]
    assert why(driver.rate("x", 3)) is Why.NOT_A_VOTER
    driver.act(a.LetIn(person="y"))
    assert not isinstance(driver.rate("y", 3), Refusal)
    assert len(raters(driver.state)) == 2
    driver.act(a.LetIn())
    assert waiting(driver.state) == ()
    assert len(raters(driver.state)) == 4
    assert driver.act(a.LetIn()) == ()
    assert why(driver.act(a.LetIn(person="nobody"))) is Why.UNKNOWN_PERSON
    driver.act(a.Join(voter="later"))
    driver.to(K.RESULT)
    assert waiting(driver.state) == ()
    assert why(driver.act(a.LetIn())) is Why.WRONG_PHASE


def test_claims_and_releases_without_end_fill_no_memory() -> None:
    """Each new phone leaves a person behind, so there is an end to new phones."""
    driver = room("call", "k")
    filled = {f"x{n}": "p1" for n in range(3 * ROOM_SIZE - len(driver.state.people))}
    driver.state = replace(driver.state, claims=filled)
    assert why(driver.act(a.Join(voter="new", claims="p3"))) is Why.ROOM_FULL
    assert not isinstance(driver.act(a.Join(voter="k", claims="p3")), Refusal)


def test_a_ballot_of_an_older_journal_is_the_phones() -> None:
    """There it stands under the id of the name; it is the phone's to see and to change."""
    driver = room("call", "w")
    driver.act(a.Join(voter="k", claims="p3"))
    driver.to(K.VOTE)
    before = driver.state
    driver.rate("k", 1)
    cast = driver.events[-1]
    assert isinstance(cast, e.BallotCast)
    assert evolve(before, replace(cast, voter="p3")) == driver.state


@pytest.mark.parametrize("kind", [K.DRAW, K.BRIEF, K.PLAY])
def test_the_facilitator_empties_a_volunteers_seat(kind: PhaseKind) -> None:
    """It is free for others, and theirs not again in this round; in the next one it is."""
    driver = SessionDriver("call", voters=4).to(kind)
    driver.act(a.TakeSeat(voter="v1", place=0))
    driver.act(a.TakeSeat(voter="v2", place=1))
    assert not isinstance(driver.act(a.Pass(place=0)), Refusal)
    assert [member.person for member in driver.round.cast] == ["", "v2"]
    assert why(driver.act(a.TakeSeat(voter="v1", place=0))) is Why.SEAT_PASSED
    assert [sits_out_of(driver, key) for key in ("v1", "v2", "v3")] == [True, False, False]
    driver.act(a.Redraw())
    assert why(driver.act(a.TakeSeat(voter="v1", place=0))) is Why.SEAT_PASSED
    assert not isinstance(driver.act(a.TakeSeat(voter="v3", place=0)), Refusal)
    driver.to(K.VOTE)
    assert why(driver.rate("v1", 3)) is Why.PLAYERS_DO_NOT_VOTE
    driver.to(K.DEBRIEF).next()
    assert not sits_out_of(driver, "v1")
    assert not isinstance(driver.act(a.TakeSeat(voter="v1", place=0)), Refusal)


def sits_out_of(driver: SessionDriver, key: str) -> bool:
    """Whether this phone is told that it takes no place in this round."""
    view = voter(driver.state, key)
    assert view is not None
    return view.sits_out


def test_no_name_makes_somebody_new_of_whose_seat_was_emptied() -> None:
    """Neither a phone that claims one then, nor one that gives it back; nor the name by another."""
    driver = SessionDriver("call", voters=4).to(K.BRIEF)
    for person, name in (("p1", "Ana"), ("p2", "Bo")):
        driver.act(a.EditRoster(add=(name,)))
        driver.act(a.EditRoster(person=person, plays=False))
    driver.act(a.Join(voter="v2", claims="p2"))
    for key, place in (("v1", 0), ("v2", 1)):
        driver.act(a.TakeSeat(voter=key, place=place))
        driver.act(a.Pass(place=place))
    driver.act(a.Join(voter="v1", claims="p1"))
    driver.act(a.ReleaseName(voter="v2"))
    driver.act(a.Join(voter="v3", claims="p2"))
    for key in ("v1", "v2", "v3"):
        assert why(driver.act(a.TakeSeat(voter=key, place=0))) is Why.SEAT_PASSED
    assert not isinstance(driver.act(a.TakeSeat(voter="v4", place=0)), Refusal)


def test_an_emptied_seat_that_is_undone_may_be_taken_again() -> None:
    """By whoever is first: who sits there by now keeps it."""
    for back in (False, True):
        driver = SessionDriver("call", voters=3).to(K.DRAW)
        driver.act(a.TakeSeat(voter="v1", place=0))
        driver.act(a.TakeSeat(voter="v2", place=1))
        driver.act(a.Pass(place=0))
        driver.act(a.Pass(place=1))
        driver.act(a.TakeSeat(voter="v3", place=1))
        if back:
            driver.to(K.BRIEF)
            driver.act(a.Undo())
        driver.act(a.Undo())
        driver.act(a.Undo())
        assert [member.person for member in driver.round.cast] == ["", "v3"]
        assert not isinstance(driver.act(a.TakeSeat(voter="v1", place=0)), Refusal)


def test_where_players_are_left_one_takes_a_volunteers_place() -> None:
    """And where none is a player's place is not emptied: it would be nobody's."""
    driver = SessionDriver("call", voters=2).to(K.BRIEF)
    driver.act(a.TakeSeat(voter="v1", place=0))
    driver.act(a.EditRoster(add=("Ana",)))
    driver.act(a.Pass(place=0))
    assert driver.round.players == {"p1"}
    assert why(driver.act(a.Pass(place=0))) is Why.NOBODY_LEFT
    driver.act(a.TakeSeat(voter="v2", place=1))
    driver.act(a.Undo())
    assert [member.person for member in driver.round.cast] == ["v1", "v2"]
