"""Seats that are offered on phones before the room is told who plays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core import events as e
from improv.core.errors import Refusal, Why
from improv.core.formats import PhaseKind
from improv.core.offers import ANSWER_TIME
from improv.core.projections import host, projector, voter
from improv.core.reading import reading
from improv.core.sound_cues import cue
from improv.core.state import Offers, Setup, State
from improv.core.summary import summarise
from improv.core.timing import due
from tests.core.sample_decks import secrets_in, strings
from tests.core.session_driver import SessionDriver

K = PhaseKind
NAMES = ("Ana", "Bo", "Cy", "Dee", "Ed")


def room(
    game: str = "call",
    *,
    phones: int = 5,
    names: tuple[str, ...] = NAMES,
    setup: Setup | None = None,
) -> SessionDriver:
    """A room in its lobby, whose first people hold phones (t1, t2, ...)."""
    driver = SessionDriver(game, names=names, setup=setup, voters=1)
    for number in range(1, phones + 1):
        driver.act(a.Join(id="", voter=f"t{number}", claims=f"p{number}"))
    return driver


def key(driver: SessionDriver, place: int) -> str:
    """The phone of whoever has that place."""
    return driver.state.people[driver.round.cast[place].person].phone


def answer(driver: SessionDriver, place: int, *, plays: bool) -> tuple[e.Event, ...] | Refusal:
    """Whoever has the place says whether they play."""
    taken = a.TakeSeat(id="", voter=key(driver, place), place=place if plays else None, round=1)
    return driver.act(taken)


def names_told(driver: SessionDriver) -> list[str]:
    """The names of the players that the room is told."""
    view = projector(driver.state).round
    assert view is not None
    return [seat.name for seat in view.cast]


def test_nobody_is_told_until_each_has_answered() -> None:
    """Each phone is asked by itself, and reads nothing of the seat's; then all know."""
    driver = room().to(K.DRAW)
    assert names_told(driver) == ["", ""]
    first, second = (voter(driver.state, key(driver, place)) for place in (0, 1))
    assert first is not None
    assert second is not None
    assert (first.offer, first.seat, second.offer, second.seat) == (0, "", 1, "")
    assert not any("agent" in text.partition(":")[0] for text in secrets_in(first.secrets))
    answer(driver, 0, plays=True)
    assert names_told(driver) == ["", ""]
    view = voter(driver.state, key(driver, 0))
    assert view is not None
    assert (view.offer, view.seat) == (None, "agent")
    answer(driver, 1, plays=True)
    assert all(names_told(driver))
    driver.to(K.VOTE)
    for place in (0, 1):
        assert driver.rate(key(driver, place), 3) == Refusal(Why.PLAYERS_DO_NOT_VOTE)


def test_who_passes_watches_and_rates_as_all_others() -> None:
    """The next is asked, with all the time there is."""
    driver = room().to(K.DRAW)
    passed, phone = driver.round.cast[0].person, key(driver, 0)
    driver.wait(8)
    answer(driver, 0, plays=False)
    taker = driver.round.cast[0].person
    assert taker not in ("", passed)
    view = voter(driver.state, key(driver, 0))
    assert view is not None
    assert view.offer == 0
    assert due(driver.state) == driver.now + ANSWER_TIME
    watches = voter(driver.state, phone)
    assert watches is not None
    assert (watches.offer, watches.seat, watches.sits_out) == (None, "", False)
    assert watches.observer is not None
    for place in (0, 1):
        answer(driver, place, plays=True)
    driver.to(K.VOTE)
    assert not isinstance(driver.rate(phone, 3), Refusal)
    assert driver.state.progress.turns[passed].count == 0


def test_an_answer_that_is_sent_twice_is_one() -> None:
    """Whichever it was."""
    driver = room().to(K.DRAW)
    phone, place = key(driver, 1), 1
    answer(driver, place, plays=True)
    assert answer(driver, place, plays=True) == ()
    phone = key(driver, 0)
    answer(driver, 0, plays=False)
    cast = driver.round.cast
    assert driver.act(a.TakeSeat(id="", voter=phone, place=None, round=1)) == ()
    assert driver.round.cast == cast


def test_without_an_answer_they_play_when_the_time_is_over() -> None:
    """From then on it is told, and whoever sits there rates no more."""
    driver = room().to(K.DRAW)
    driver.wait(9)
    assert names_told(driver) == ["", ""]
    driver.wait(2)
    assert all(names_told(driver))
    assert driver.at(K.DRAW)
    driver.to(K.VOTE)
    assert driver.rate(key(driver, 0), 3) == Refusal(Why.PLAYERS_DO_NOT_VOTE)


def test_a_pause_holds_the_time_to_answer() -> None:
    """As it holds every clock."""
    driver = room().to(K.DRAW)
    driver.act(a.Pause(id=""))
    driver.wait(60)
    driver.act(a.Resume(id=""))
    driver.wait(9)
    assert names_told(driver) == ["", ""]


def test_next_goes_on_whenever_it_is_pressed() -> None:
    """Who has not answered plays, as one whom the room has asked."""
    driver = room().to(K.DRAW)
    driver.next()
    assert driver.at(K.BRIEF)
    assert all(names_told(driver))
    assert driver.state.sat[1] == driver.round.players


@pytest.mark.parametrize(
    "driver", [room(phones=0), room(setup=Setup(7, huddle=True))], ids=["no phones", "huddle"]
)
def test_a_room_without_phones_and_a_huddle_play_as_ever(driver: SessionDriver) -> None:
    """The names are told with the cards."""
    driver.to(K.DRAW)
    assert all(names_told(driver))
    assert not driver.state.undecided


def test_who_has_no_phone_is_asked_by_the_room() -> None:
    """Nobody waits for them: all is told once the others have answered."""
    driver = room(phones=1, names=("Ana", "Bo")).to(K.DRAW)
    place = [member.person for member in driver.round.cast].index("p1")
    assert names_told(driver) == ["", ""]
    answer(driver, place, plays=True)
    assert sorted(names_told(driver)) == ["Ana", "Bo"]


def test_where_nobody_else_is_left_the_seat_is_a_volunteers() -> None:
    """Whoever passed is not kept in it."""
    driver = room(names=("Ana", "Bo"), phones=2).to(K.DRAW)
    answer(driver, 0, plays=False)
    answer(driver, 1, plays=True)
    view = projector(driver.state).round
    assert view is not None
    assert (view.cast[0].taken, view.cast[0].hidden) == (False, False)
    driver.to(K.PLAY)


def test_an_undo_puts_nobody_back_who_passed() -> None:
    """Neither of the redraw before, nor from the next phase; nor does a later pass deal them."""
    driver = room().to(K.DRAW)
    driver.act(a.Redraw(id=""))
    assert len(driver.state.undecided) == 2
    passed = driver.round.cast[0].person
    answer(driver, 0, plays=False)
    driver.act(a.Undo(id=""))
    assert passed not in driver.round.players
    driver.next()
    driver.act(a.Back(id=""))
    assert driver.at(K.DRAW)
    assert passed not in driver.round.players
    assert not driver.state.undecided, "who was told already is asked again"
    for _ in range(2):
        driver.act(a.Pass(id="", place=0))
        assert driver.round.cast[0].person not in ("", passed)


def test_the_facilitator_passes_for_somebody_who_is_asked() -> None:
    """It is a step, and undo gives the seat back; who takes it is asked."""
    driver = room().to(K.DRAW)
    dealt = driver.round.cast[0].person
    driver.act(a.Pass(id="", place=0))
    assert driver.round.cast[0].person in driver.state.undecided
    assert dealt not in driver.state.undecided
    driver.act(a.Undo(id=""))
    assert driver.round.cast[0].person == dealt


def test_only_the_own_seat_is_answered_for() -> None:
    """Another's is taken, and who is not asked has nothing to answer."""
    driver = room().to(K.DRAW)
    taken = a.TakeSeat(id="", voter=key(driver, 0), place=1, round=1)
    assert driver.act(taken) == Refusal(Why.SEAT_TAKEN)
    assert driver.act(a.TakeSeat(id="", voter="v1", place=0)) == Refusal(Why.SEAT_TAKEN)
    later = a.TakeSeat(id="", voter=key(driver, 0), place=0, round=2)
    refusal = driver.act(later)
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.MOVED_ON
    driver.wait(11)
    assert answer(driver, 0, plays=False) == Refusal(Why.SEAT_TAKEN)


def test_seats_that_are_dealt_with_a_line_are_offered_in_the_brief() -> None:
    """Whoever wrote it directs, and is not asked to play the agent; all plays on as ever."""
    driver = room("own-call").to(K.ASK)
    driver.act(a.WriteLine(id="", round=1, text="A call.", voter="t1", consents=True))
    driver.act(a.ApproveLines(id="", upto=1))
    driver.to(K.BRIEF)
    assert names_told(driver) == ["", ""]
    passed = driver.round.cast[0].person
    answer(driver, 0, plays=False)
    assert driver.round.cast[0].person not in (passed, "p1")
    driver.next()
    assert driver.at(K.PLAY)
    assert all(names_told(driver))
    driver.act(a.Back(id=""))
    driver.act(a.Back(id=""))
    driver.to(K.BRIEF)
    assert passed not in driver.round.players


def test_the_facilitator_is_not_told_beforehand_who_will_be_asked() -> None:
    """Or they would see that somebody else plays in the end."""
    driver = room(phones=5)
    assert [seat.name for seat in host(driver.state, driver.deck).next_players] == ["", ""]
    assert all(seat.hidden for seat in host(driver.state, driver.deck).next_players)
    without = room(phones=0)
    assert all(seat.name for seat in host(without.state, without.deck).next_players)


def without_a_trace(state: State) -> State:
    """The state that would be, had whoever sits there now been dealt their seats at once."""
    round_, offers = state.round_on, state.offers
    return replace(
        state,
        offers=Offers(offers.round, offers.people, offers.until),
        progress=replace(state.progress, round=replace(round_, passed=frozenset())),
    )


@settings(max_examples=30, deadline=None)
@given(
    answers=st.lists(st.tuples(st.integers(0, 1), st.booleans(), st.integers(0, 4)), max_size=9),
    phones=st.integers(1, 5),
    seed=st.integers(0, 50),
)
def test_who_passed_is_in_no_view(
    answers: list[tuple[int, bool, int]], phones: int, seed: int
) -> None:
    """Whatever was answered and when: no view, no sound, no figure tells that somebody passed."""
    driver = room(phones=phones, setup=Setup(seed)).to(K.DRAW)
    passed: set[str] = set()
    for place, plays, seconds in answers:
        driver.wait(seconds)
        before = driver.state
        member = driver.round.cast[place]
        if member.person not in before.undecided:
            continue
        said = answer(driver, place, plays=plays)
        assert not isinstance(said, Refusal)
        if not plays:
            passed.add(member.person)
        assert cue(before, driver.state) is None
        assert len(driver.state.history) == len(before.history)
        told, again = (reading(projector(one), 0) for one in (before, driver.state))
        assert (told and told.name) == (again and again.name)
        _is_told_nowhere(driver, passed)
    for kind in (K.BRIEF, K.PLAY, K.VOTE, K.RESULT, K.DEBRIEF):
        driver.to(kind)
        _is_told_nowhere(driver, passed)
    driver.act(a.AskStandings(id="", on=True))
    driver.act(a.End(id=""))
    assert driver.at(K.STANDINGS)
    listed = set(strings(projector(driver.state).standings)) | set(
        strings(summarise(driver.events).to_dict())
    )
    assert listed.isdisjoint(driver.state.people[person].name for person in passed)
    assert all(driver.state.progress.turns[person].count == 0 for person in passed)


def _is_told_nowhere(driver: SessionDriver, passed: set[str]) -> None:
    state = driver.state
    other = without_a_trace(state)
    assert projector(state) == projector(other)
    assert host(state, driver.deck) == host(other, driver.deck)
    names = {state.people[person].name for person in passed}
    assert names.isdisjoint(strings(projector(state).round))
    for person in state.people.values():
        if person.phone:
            assert voter(state, person.phone) == voter(other, person.phone)
