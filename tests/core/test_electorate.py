"""A vote that somebody stuffs: whose votes count, what the result says, and what an undo does."""

from improv.core import actions as a
from improv.core import electorate, projections
from improv.core.anonymity import anonymised
from improv.core.errors import Refusal, Why
from improv.core.events import BallotCast, ElectorateChosen
from improv.core.formats import BallotKind, PhaseKind
from improv.core.rounds import scene_tally
from improv.core.session import evolve
from improv.core.state import State
from improv.core.summary import summarise
from improv.core.votes import Electorate
from tests.core.session_driver import SessionDriver

K = PhaseKind
HONEST = ("v1", "v2", "v3", "v4", "v5")
STUFFED = tuple(f"s{n}" for n in range(20))


def stuffed() -> SessionDriver:
    """Five phones from the lobby on give 4; twenty that came after the draw give 1."""
    driver = SessionDriver(voters=5, standings=True).to(K.BRIEF)
    for voter in STUFFED:
        driver.act(a.Join(voter=voter))
    driver.to(K.VOTE)
    for voter in HONEST:
        driver.rate(voter, 4)
    for voter in STUFFED:
        driver.rate(voter, 1)
    return driver


def choose(driver: SessionDriver, whose: Electorate) -> object:
    """Say whose votes count."""
    return driver.act(a.ChooseElectorate(electorate=whose))


def median(driver: SessionDriver) -> int | None:
    """Of the scene that is on, as it would be shown."""
    counted = scene_tally(driver.state, driver.round)
    return counted.overall.median if counted.overall else None


def test_only_who_was_there_at_the_draw_may_be_counted() -> None:
    """Twenty late ballots turn a 4 into a 1; counted without them it is 4, and says so."""
    driver = stuffed()
    assert median(driver) == 1
    choose(driver, Electorate.AT_DRAW)
    assert median(driver) == 4
    driver.act(a.Reveal())
    result = projections.projector(driver.state).result
    assert result is not None
    assert (result.by_phone, result.ranked, result.electorate) == (5, True, Electorate.AT_DRAW)


def test_the_hands_alone_may_be_counted() -> None:
    """The phones are asked no more, their vote waits for Next, and the hands make the result."""
    driver = stuffed()
    choose(driver, Electorate.HANDS)
    view = projections.projector(driver.state)
    assert view.vote is not None
    assert (view.vote.voters, view.vote.voted) == (0, 0)
    driver.wait(500)
    assert driver.at(K.VOTE), "a show of hands does not end by its clock"
    row = driver.round.question.criteria[0].id
    driver.act(a.ShowHands(rows={row: (0, 0, 2, 3)}))
    driver.act(a.Reveal())
    result = projections.projector(driver.state).result
    assert result is not None
    assert (result.by_phone, result.by_hand, result.electorate) == (0, 5, Electorate.HANDS)
    assert median(driver) == 4


def test_ballots_at_the_keyboard_count_with_the_hands() -> None:
    """Who votes there is seen."""
    driver = stuffed()
    for grade in (3, 3, 4):
        driver.rate("", grade)
    choose(driver, Electorate.HANDS)
    assert scene_tally(driver.state, driver.round).by_hand == 3
    assert median(driver) == 3


def test_who_does_not_count_is_not_asked_and_is_told_why() -> None:
    """A late phone votes from the next round on; one that was there goes on as before."""
    driver = stuffed()
    choose(driver, Electorate.AT_DRAW)
    late, there = (projections.voter(driver.state, key) for key in ("s0", "v1"))
    assert late is not None
    assert there is not None
    assert (late.asks, dict(late.ballots), late.late, late.waits) == ((), {}, True, False)
    assert (there.asks, there.late) == ((BallotKind.RATE,), False)
    refused = driver.rate("s1", 2)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.NOT_A_VOTER
    assert not isinstance(driver.rate("v1", 3), Refusal)


def test_undo_counts_everybody_again() -> None:
    """The step is taken back like any other, with the ballots that were there all along."""
    driver = stuffed()
    choose(driver, Electorate.AT_DRAW)
    choose(driver, Electorate.HANDS)
    driver.act(a.Undo())
    assert (driver.round.electorate, median(driver)) == (Electorate.AT_DRAW, 4)
    driver.act(a.Undo())
    assert (driver.round.electorate, median(driver)) == (Electorate.EVERYBODY, 1)


def test_what_the_room_has_seen_is_counted_anew_only_after_an_undo() -> None:
    """Nobody tries out which count they like best while the room looks on."""
    driver = stuffed()
    driver.act(a.Reveal())
    refused = choose(driver, Electorate.AT_DRAW)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_PHASE
    driver.act(a.Undo())
    assert not isinstance(choose(driver, Electorate.AT_DRAW), Refusal)
    assert choose(driver, Electorate.AT_DRAW) == ()
    driver.act(a.Reveal())
    assert median(driver) == 4


def test_standings_know_which_was_counted() -> None:
    """And the next round counts everybody again."""
    driver = stuffed()
    choose(driver, Electorate.AT_DRAW)
    driver.act(a.Reveal())
    driver.to(K.DRAW)
    assert driver.round.electorate is Electorate.EVERYBODY
    driver.act(a.End())
    ((line,),) = projections.projector(driver.state).standings
    assert line.tally.electorate is Electorate.AT_DRAW
    assert line.tally.overall is not None
    assert line.tally.overall.median == 4


def test_a_phone_is_as_late_as_it_came_whatever_name_it_takes() -> None:
    """A name that was there all along makes no early phone of a late one, nor the other way."""
    driver = SessionDriver(names=("Ana", "Bo", "Cy"), voters=1).to(K.DRAW)
    driver.act(a.Join(voter="late"))
    for voter, claims in (("late", "p3"), ("v1", "p2"), ("later", "p1")):
        driver.act(a.Join(voter=voter, claims=claims))
    driver.act(a.ReleaseName(voter="late"))
    after = {p.phone: p.joined_after for p in driver.state.people.values() if p.phone}
    assert after == {"late": 1, "v1": 0, "later": 1}


def test_nothing_that_did_not_count_is_kept_when_it_closes() -> None:
    """The closed session gives the same tally, and its export has the ballots that counted."""
    driver = stuffed()
    choose(driver, Electorate.AT_DRAW)
    driver.act(a.Reveal())
    kept = anonymised(driver.events)
    assert len(kept) == len(driver.events)
    assert sum(isinstance(event, BallotCast) for event in kept) == 5
    after: State | None = None
    for event in kept:
        after = evolve(after, event)
    assert after is not None
    assert scene_tally(after, driver.round) == scene_tally(driver.state, driver.round)
    for events in (driver.events, kept):
        (scene,) = summarise(events).rounds
        assert len(scene.ballots) == 5
        assert scene.electorate is Electorate.AT_DRAW
        assert scene.tally is not None
        assert scene.tally.median == 4


def test_an_export_names_the_electorate_only_where_one_was_chosen() -> None:
    """Who exported a session before gets the same file today."""
    driver = stuffed()
    driver.act(a.Reveal())
    (scene,) = summarise(driver.events).to_dict()["rounds"]
    assert "electorate" not in scene
    driver.act(a.Undo())
    choose(driver, Electorate.HANDS)
    (scene,) = summarise(driver.events).to_dict()["rounds"]
    assert scene["electorate"] == "hands"


def test_the_facilitator_is_told_of_more_voters_than_people() -> None:
    """By the headcount, else by the names on the roster that are here; players do not vote."""
    driver = stuffed()
    turnout = projections.host(driver.state, driver.deck).turnout
    assert turnout is not None
    assert (dict(turnout.voters), turnout.people) == (
        {Electorate.EVERYBODY: 25, Electorate.AT_DRAW: 5, Electorate.HANDS: 0},
        0,
    )
    assert not turnout.too_many, "nobody has said how many there are"
    driver.act(a.SetHeadcount(number=25))
    assert not electorate.turnout(driver.state, driver.round).too_many
    driver.act(a.SetHeadcount(number=24))
    assert electorate.turnout(driver.state, driver.round).too_many
    driver.act(a.Reveal())
    assert projections.host(driver.state, driver.deck).turnout is None


def test_without_a_headcount_the_roster_says_how_many_there_are() -> None:
    """Names that are here, without those who play; phones without a name are what is in doubt."""
    driver = SessionDriver(names=("A", "B", "C", "D", "E", "F"), voters=0).to(K.DRAW)
    for n in range(5):
        driver.act(a.Join(voter=f"v{n}"))
    driver.to(K.VOTE)
    players = len(driver.round.players)
    for n in range(6 - players):
        driver.rate(f"v{n}", 4)
    assert not electorate.turnout(driver.state, driver.round).too_many
    driver.act(
        a.EditRoster(person="p6" if "p6" not in driver.round.players else "p5", present=False)
    )
    assert electorate.turnout(driver.state, driver.round).too_many


def test_a_roster_of_players_does_not_say_how_many_watch() -> None:
    """Where most phones have no name; a headcount does."""
    driver = SessionDriver(names=("A", "B", "C", "D"), voters=12).to(K.VOTE)
    for n in range(1, 13):
        driver.rate(f"v{n}", 4)
    assert electorate.turnout(driver.state, driver.round).people == 0
    driver.act(a.SetHeadcount(number=12))
    assert electorate.turnout(driver.state, driver.round).too_many


def test_phones_without_a_name_and_hands_are_people_unless_they_came_late() -> None:
    """Beside a roster of the whole room; late phones that vote are told of."""
    driver = SessionDriver(names=("A", "B", "C", "D", "E", "F"), voters=2).to(K.BRIEF)
    for n in range(10):
        driver.act(a.Join(voter=f"late{n}"))
    driver.to(K.VOTE)
    row = driver.round.question.criteria[0].id
    driver.act(a.ShowHands(rows={row: (0, 0, 4, 3)}))
    expected = 6 - len(driver.round.players) + 2 + 7
    assert electorate.turnout(driver.state, driver.round).people == expected
    for voter in ("v1", "v2", *(f"late{n}" for n in range(expected - 9))):
        driver.rate(voter, 1)
    assert not electorate.turnout(driver.state, driver.round).too_many
    driver.rate("late9", 1)
    assert electorate.turnout(driver.state, driver.round).too_many


def test_the_choice_is_one_event() -> None:
    """That the journal keeps."""
    driver = stuffed()
    assert choose(driver, Electorate.HANDS) == (
        ElectorateChosen(at=driver.now, step="electorate", electorate=Electorate.HANDS),
    )
