"""Views: no secret in the room's or a voter's view before its time, searched to the bottom."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import VoterViews, host, projector, voter
from improv.core.state import State
from improv.core.votes import Ballot
from tests.core.sample_decks import FORMATS, readers, secrets_in, shown, strings
from tests.core.session_driver import SessionDriver

K = PhaseKind


def marked(state: State) -> State:
    """The same with the facilitator's safety mark turned round."""
    assert state.round is not None
    round_ = replace(state.round, unranked=not state.round.unranked)
    return replace(state, progress=replace(state.progress, round=round_))


@pytest.mark.parametrize("game", FORMATS)
def test_secrets_open_at_the_truth_and_where_there_is_none_at_the_result(game: str) -> None:
    """Before it the room sees none, afterwards all of them; and not in any other phase."""
    driver = SessionDriver(game).to(K.RULES)
    has_truth = any(phase.kind is K.TRUTH for phase in FORMATS[game].phases)
    opened = {K.RESULT, K.DEBRIEF} | ({K.TRUTH, K.BELL, K.SETTLE, K.VOTE} if has_truth else set())
    twists = {f"§twist:t/twist{n}.{part}.en" for n in range(1, 6) for part in ("title", "text")}
    for _ in range(14):
        driver.next()
        if driver.state.kind is K.DRAW and len(driver.state.progress.played):
            break
        room = projector(driver.state)
        seen = secrets_in(room) - twists
        assert room.round is not None
        if driver.state.kind not in opened:
            assert seen == set()
            assert room.round.answer == ""
            continue
        if request := driver.round.cards.get("request"):
            assert seen >= {f"§customer:{request.card.id}.secret.en"}
            assert any(text.startswith("§facilitator:") for text in seen)
        assert room.round.answer == driver.round.answer
        tips = {text for text in seen if text.startswith("§tip:")}
        assert bool(tips) is (driver.state.kind is K.DEBRIEF)
    else:
        raise AssertionError("no second round")
    assert secrets_in(projector(driver.state)) == set()


def test_a_coming_twist_shows_when_it_comes() -> None:
    """Nowhere before; then its words and no other's, to the room and to every phone."""
    driver = SessionDriver("call", voters=1).to(K.PLAY)
    first, second = driver.round.coming
    assert first.drawn is not None
    assert second.drawn is not None
    for wait, came in ((29, []), (1, [first.drawn]), (30, [first.drawn, second.drawn])):
        driver.wait(wait)
        words = {text for drawn in came for text in shown(drawn, spoken=True).values()}
        seen = voter(driver.state, "v1")
        assert seen is not None
        assert secrets_in(projector(driver.state)) == secrets_in(seen.projector) == words


def test_a_seat_sees_its_own_secrets_and_no_other() -> None:
    """The customer's phone, the agent's, and somebody's who sits in none."""
    driver = SessionDriver("call", voters=3)
    for n in (1, 2):
        driver.act(a.Join(id="", voter=f"v{n}", plays=True))
    driver.act(a.Join(id="", voter="v3", plays=False))
    driver.to(K.BRIEF)
    for chair in driver.round.cast:
        seen = voter(driver.state, chair.person)
        assert seen is not None
        assert seen.seat == chair.seat
        assert all(chair.seat in readers(text) for text in secrets_in(seen))
        assert bool(secrets_in(seen)) or chair.seat == "agent"
        assert seen.volunteered is False
    rest = voter(driver.state, "v3")
    assert rest is not None
    assert all("observer" in readers(text) for text in secrets_in(rest))
    assert rest.observer is not None
    assert voter(driver.state, "stranger") is None


def test_a_phone_is_asked_only_for_what_it_may_say_now() -> None:
    """A rater rates, a player tells of themselves, a latecomer waits; and all only in the vote."""
    driver = SessionDriver("call", voters=2).to(K.BRIEF)
    driver.act(a.TakeSeat(id="", voter="v1", place=0))

    def asked(key: str) -> tuple[BallotKind, ...]:
        seen = voter(driver.state, key)
        assert seen is not None
        return seen.asks

    assert asked("v1") == asked("v2") == ()
    driver.to(K.PLAY).act(a.Join(id="", voter="late"))
    driver.to(K.VOTE)
    assert asked("v1") == (BallotKind.SELF,)
    assert asked("v2") == (BallotKind.RATE,)
    assert asked("late") == ()


def test_nothing_of_a_vote_is_seen_before_the_result_but_the_hands() -> None:
    """Two rooms that voted as differently as can be look the same until the reveal."""
    rooms = []
    for grade in (1, 4):
        driver = SessionDriver("call", voters=5).to(K.VOTE)
        for n in range(1, 6):
            driver.rate(f"v{n}", grade, *(("listened",) if grade == 4 else ()))
        driver.rate("", grade)
        driver.act(a.ShowHands(id="", rows={"handling": (0, 1, 1, 0)}))
        views = [projector(driver.state), host(driver.state, driver.deck)]
        driver.to(K.RESULT)
        views.append(projector(driver.state))
        rooms.append(views)
        own = voter(driver.state, "v1")
        assert own is not None
        assert len(own.ballots) == 1
        driver.next()
        rooms[-1].append(projector(driver.state).result)
    assert rooms[0][:3] == rooms[1][:3]
    assert rooms[0][3] != rooms[1][3]
    room = rooms[0][0]
    assert getattr(room, "vote").voted == 6  # noqa: B009
    assert getattr(room, "vote").hands == {"handling": (0, 1, 1, 0)}  # noqa: B009


def test_a_guess_and_a_self_ballot_stay_with_their_voter() -> None:
    """The room sees how many guessed, not what; a player's own rating is nobody's before."""
    driver = SessionDriver("riddle", names=("A", "B"), voters=4)
    driver.act(a.Join(id="", voter="v1", plays=True))
    for person in ("p1", "p2"):
        driver.act(a.EditRoster(id="", person=person, present=False))
    driver.act(a.Join(id="", voter="v2", plays=True))
    driver.to(K.GUESS)
    before = projector(driver.state)
    ballot = Ballot(BallotKind.GUESS, choice="high")
    driver.act(a.CastBallot(id="", round=1, ballot=ballot, voter="v3"))
    after = projector(driver.state)
    assert before.vote is not None
    assert after.vote is not None
    assert (before.vote.voted, after.vote.voted) == (0, 1)
    assert replace(after.vote, voted=0) == before.vote
    driver.to(K.VOTE)
    own = Ballot(BallotKind.SELF, {"self": 1})
    room = projector(driver.state)
    assert driver.act(a.CastBallot(id="", round=1, ballot=own, voter="v1"))
    assert projector(driver.state) == room


def test_the_safety_mark_is_in_no_view_but_the_facilitators() -> None:
    """Not even by a result that is suddenly not ranked; the standings leave the round out."""
    driver = SessionDriver("call", voters=6, standings=True).to(K.PLAY)
    for kind in (K.PLAY, K.BELL, K.VOTE, K.RESULT, K.DEBRIEF):
        driver.to(kind)
        if kind is K.VOTE:
            for n in range(1, 7):
                driver.rate(f"v{n}", 4)
        state = driver.state
        assert projector(marked(state)) == projector(state)
        assert voter(marked(state), "v1") == voter(state, "v1")
        assert host(marked(state), driver.deck).unranked
    result = projector(marked(driver.state)).result
    assert result is not None
    assert result.ranked
    driver.act(a.Safety(id="", on=True))
    driver.next()
    driver.act(a.End(id=""))
    assert driver.state.kind is K.STANDINGS
    assert projector(driver.state).standings == ()


def test_thanks_are_seen_after_the_nod() -> None:
    """And those that were never nodded through, never."""
    driver = SessionDriver("call").to(K.DEBRIEF)
    for text in ("first", "second"):
        driver.act(a.GiveKudos(id="", text=text))
    driver.act(a.NodKudos(id="", number=2))
    assert projector(driver.state).kudos == ("second",)
    assert "first" not in set(strings(projector(driver.state)))
    assert [text for _, text, _ in host(driver.state, driver.deck).kudos] == ["first", "second"]


def test_dismissed_thanks_are_seen_by_nobody() -> None:
    """They wait no more either; what is decided stays decided, and the numbers of others stay."""
    driver = SessionDriver("call").to(K.DEBRIEF)
    for text in ("first", "second", "third"):
        driver.act(a.GiveKudos(id="", text=text))
    assert driver.act(a.DismissKudos(id="", number=1)) == (
        e.KudosDismissed(at=driver.now, number=1),
    )
    assert driver.act(a.DismissKudos(id="", number=1)) == ()
    driver.act(a.NodKudos(id="", number=2))
    unknown = Refusal(Why.UNKNOWN_KUDOS, {"number": 1})
    assert driver.act(a.NodKudos(id="", number=1)) == unknown
    assert driver.act(a.DismissKudos(id="", number=2)) == replace(unknown, values={"number": 2})
    assert host(driver.state, driver.deck).kudos == ((2, "second", True), (3, "third", False))
    assert projector(driver.state).kudos == ("second",)


def test_the_facilitator_sees_it_all() -> None:
    """Secrets by who may read them, coming twists with their instants, the answer, who is next."""
    driver = SessionDriver("riddle", names=("A", "B", "C", "D", "E"))
    before = host(driver.state, driver.deck)
    planned = before.next_players
    driver.to(K.PLAY)
    seen = host(driver.state, driver.deck)
    assert {reel.id: reel.card.id for reel in before.next_reels} == {
        reel: drawn.card.id for reel, drawn in driver.round.cards.items()
    }
    assert seen.next_reels == ()
    assert not {seat.name for seat in seen.next_players} & {seat.name for seat in planned}
    assert tuple(seat.name for seat in planned) == tuple(
        driver.state.people[chair.person].name for chair in driver.round.cast
    )
    assert seen.answer == driver.round.answer != ""
    assert {instant for instant, _ in seen.coming} == {-1, driver.state.running.entered + 20_000}
    assert {"customer", "facilitator"} <= set(seen.secrets) <= {"customer", "facilitator", "agent"}
    cut_short = host(driver.to(K.GUESS).state, driver.deck)
    assert [instant for instant, _ in cut_short.coming] == [-1]
    assert seen.formats.keys() == driver.deck.formats.keys()


def test_the_facilitator_is_told_where_next_leads() -> None:
    """In every phase, held or not: to that phase it goes, or it stays where it says nothing."""
    driver = SessionDriver("call", names=("A", "B", "C", "D", "E"))
    led: list[PhaseKind | None] = []
    for _ in range(14):
        seen = host(driver.state, driver.deck)
        held = replace(driver.state, paused=True, blank=True)
        assert host(held, driver.deck).next_phase == seen.next_phase
        before = driver.state.running.phase
        driver.next()
        assert (seen.next_phase or before) == driver.state.running.phase
        led.append(seen.next_phase.kind if seen.next_phase else None)
    assert None in led, "a reveal leads nowhere"
    assert {K.DRAW, K.VOTE, K.RESULT, K.DEBRIEF} <= set(led)
    alone = SessionDriver("call", names=("A",))
    assert host(alone.state, alone.deck).next_phase is None, "it would be refused"


def test_a_language_without_words_falls_back() -> None:
    """A card drawn in English is read in English when the session turns to Persian."""
    driver = SessionDriver("call").to(K.DRAW)
    driver.act(a.ChooseLanguage(id="", language="fa"))
    room = projector(driver.state)
    assert room.round is not None
    for reel in room.round.reels:
        drawn = driver.round.cards[reel.id]
        language = "fa" if "fa" in drawn.words else "en"
        assert reel.card.words["title"] == drawn.words[language]["title"]


def test_a_result_has_the_guesses_beside_the_ratings() -> None:
    """Both were asked of the room, and the room sees both."""
    driver = SessionDriver("riddle", voters=4).to(K.GUESS)
    for n in range(1, 5):
        guess = Ballot(BallotKind.GUESS, choice="high" if n < 4 else "odd")
        driver.act(a.CastBallot(round=1, ballot=guess, voter=f"v{n}"))
    driver.to(K.VOTE)
    for n in range(1, 5):
        driver.rate(f"v{n}", n)
    driver.to(K.RESULT).next()
    result = projector(driver.state).result
    assert result is not None
    assert result.choices == {"high": 3, "low": 0, "odd": 1}
    assert result.criteria["handling"].counts == (1, 1, 1, 1)


def test_a_view_is_in_the_language_of_who_reads_it() -> None:
    """The same game: what the next draw brings does not depend on who asks."""
    driver = SessionDriver("riddle", voters=1)
    here, there = host(driver.state, driver.deck), host(driver.state, driver.deck, "fa")
    assert [reel.card.id for reel in there.next_reels] == [reel.card.id for reel in here.next_reels]
    assert (there.gaps, there.languages) == (here.gaps, here.languages)
    assert (there.projector.language, here.projector.language) == ("fa", "en")
    driver.to(K.BRIEF)
    room = projector(driver.state, "fa")
    seen = VoterViews(driver.state, room).of("v1")
    assert seen is not None
    assert seen.observer is not None
    assert (room.language, seen.projector) == ("fa", room)
    assert room.round is not None
    drawn = driver.round.cards
    for reel in room.round.reels:
        assert reel.card.words["title"] == drawn[reel.id].say("fa")["title"]
    assert projector(driver.state).language == "en"
