"""Asking everybody: who may write, what the room sees of it, what is picked and what is played."""

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.anonymity import anonymised
from improv.core.errors import Refusal, Why
from improv.core.event_codec import to_dict
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import host, projector, voter
from improv.core.rounds import scene_tally
from improv.core.session import evolve
from improv.core.state import Setup, State
from improv.core.summary import summarise
from improv.core.votes import Ballot
from improv.scenes.ballot import VoteScene
from improv.scenes.scene import scene_of
from improv.scenes.words import Names
from tests.core.sample_decks import strings
from tests.core.session_driver import SessionDriver

K = PhaseKind
CLOSED = Refusal(Why.WRITING_CLOSED, {"round": 1})


def asking(game: str = "letter", *, voters: int = 4, **named: object) -> SessionDriver:
    """A session in which everybody may write now."""
    return SessionDriver(game, voters=voters, **named).to(K.ASK)  # type: ignore[arg-type]


def write(
    driver: SessionDriver, voter: str, text: str, consents: bool | None = None
) -> tuple[e.Event, ...] | Refusal:
    """A line of one phone in the first round."""
    return driver.act(a.WriteLine(id="", round=1, text=text, voter=voter, consents=consents))


def approve(driver: SessionDriver, *numbers: int) -> None:
    """Each by its number."""
    for number in numbers:
        assert not isinstance(driver.act(a.ApproveLines(id="", number=number)), Refusal)


def pick(driver: SessionDriver, voter: str, option: str) -> tuple[e.Event, ...] | Refusal:
    """A ballot for one of the lines."""
    ballot = Ballot(BallotKind.PICK, choice=option)
    return driver.act(a.CastBallot(id="", round=1, ballot=ballot, voter=voter))


def told(driver: SessionDriver, text: str) -> set[str]:
    """Who is given this text to read: the room, the facilitator, a phone."""
    state = driver.state
    views = {"room": projector(state), "host": host(state, driver.deck)}
    views |= {key: voter(state, key) for key in state.people}
    return {who for who, view in views.items() if any(text in one for one in strings(view))}


def test_one_line_a_person_and_a_changed_one_counts_once() -> None:
    """The last one counts; what is sent twice changes nothing; an empty one takes it back."""
    driver = asking()
    assert write(driver, "v1", "First.")
    assert write(driver, "v1", " First.\n") == ()
    assert write(driver, "v1", "Second.")
    assert write(driver, "v2", "Mine.")
    view = projector(driver.state).ask
    assert view is not None
    assert (view.written, view.writers, view.open) == (2, 4, True)
    assert [line.text for line in host(driver.state, driver.deck).lines] == ["Second.", "Mine."]
    assert write(driver, "v1", "  ")
    assert [line.text for line in host(driver.state, driver.deck).lines] == ["Mine."]
    assert write(driver, "v1", "") == Refusal(Why.BAD_VALUE, {"field": "text", "problem": "empty"})
    assert write(driver, "v3", "x" * 201) == Refusal(
        Why.BAD_VALUE, {"field": "text", "problem": "long"}
    )
    assert write(driver, "nobody", "Hello.") == Refusal(Why.NOT_A_VOTER)


def test_whoever_writes_too_late_is_told_so() -> None:
    """After the clock, in a later phase, in a later round; what counts already is right again."""
    driver = asking()
    write(driver, "v1", "In time.")
    driver.wait(60)
    assert driver.state.running.rang
    assert driver.at(K.ASK)
    assert write(driver, "v1", "Too late.") == CLOSED
    assert write(driver, "v1", "In time.") == ()
    driver.act(a.AddTime(id=""))
    assert write(driver, "v1", "More time.")
    driver.to(K.BELL)
    assert write(driver, "v2", "Too late.") == CLOSED
    assert write(driver, "v1", "More time.") == ()


def test_what_is_not_approved_reaches_nobody_but_its_writer_and_the_facilitator() -> None:
    """Not before, not while others are shown, not in the vote; and what is dismissed never."""
    driver = asking()
    for key, text in (("v1", "Alpha"), ("v2", "Beta"), ("v3", "Gamma")):
        write(driver, key, text)
        assert told(driver, text) == {key, "host"}
    approve(driver, 1)
    assert told(driver, "Alpha") == {"v1", "host"}
    driver.act(a.DismissLine(id="", number=3))
    assert told(driver, "Gamma") == {"v3"}
    driver.next()
    assert told(driver, "Alpha") == {"v1", "host"}
    driver.next()
    assert told(driver, "Alpha") == {"room", "host", "v1", "v2", "v3", "v4"}
    driver.to(K.RESULT)
    assert told(driver, "Beta") == {"v2"}
    assert told(driver, "Gamma") == {"v3"}


def test_nobody_approves_what_they_have_not_read() -> None:
    """A text that was changed meanwhile has another number, and waits anew; so do newer ones."""
    driver = asking()
    write(driver, "v1", "Nice.")
    write(driver, "v1", "Nasty.")
    gone = Refusal(Why.UNKNOWN_LINE, {"number": 1})
    assert driver.act(a.ApproveLines(id="", number=1)) == gone
    assert driver.act(a.DismissLine(id="", number=1)) == gone
    driver.act(a.ApproveLines(id="", upto=1))
    assert not any(line.approved for line in host(driver.state, driver.deck).lines)
    approve(driver, 2)
    write(driver, "v1", "Nastier.")
    assert [(line.text, line.approved) for line in host(driver.state, driver.deck).lines] == [
        ("Nastier.", False)
    ]
    driver.to(K.VOTE)
    assert driver.round.question.options == ()


def test_a_dismissed_line_is_not_approved_and_an_approved_one_can_be_dismissed() -> None:
    """Also while it is on the wall."""
    driver = asking()
    write(driver, "v1", "Alpha")
    approve(driver, 1)
    driver.next()
    driver.next()
    assert "room" in told(driver, "Alpha")
    driver.act(a.DismissLine(id="", number=1))
    assert told(driver, "Alpha") == {"v1"}
    assert driver.act(a.ApproveLines(id="", number=1)) == Refusal(Why.UNKNOWN_LINE, {"number": 1})


def test_next_ends_the_writing_shows_lines_one_by_one_and_goes_on() -> None:
    """As many as the phase shows; each step can be taken back."""
    driver = asking()
    for n in range(1, 5):
        write(driver, f"v{n}", f"Line {n}")
    driver.act(a.ApproveLines(id="", upto=4))
    seen = []
    driver.next()
    assert write(driver, "v1", "Too late.") == CLOSED
    while driver.state.running.phase.id == "write":
        view = projector(driver.state).ask
        assert view is not None
        seen.append((view.line, view.place, view.lines))
        driver.next()
    assert [(place, lines) for _, place, lines in seen] == [(0, 2), (1, 2), (2, 2)]
    assert len({line for line, _, _ in seen}) == 3
    for line, place, _ in reversed(seen):
        driver.act(a.Back(id=""))
        driver.act(a.Resume(id=""))
        view = projector(driver.state).ask
        assert view is not None
        assert (view.line, view.place) == (line, place)
    driver.act(a.Back(id=""))
    driver.act(a.Resume(id=""))
    assert write(driver, "v1", "In time again.")


def test_the_room_picks_from_what_was_approved() -> None:
    """With the words; what was written anew comes first, and six are enough."""
    driver = asking(voters=9)
    for n in range(1, 9):
        write(driver, f"v{n}", f"Line {n}")
    driver.act(a.ApproveLines(id="", upto=8))
    while driver.state.running.phase.id == "write":
        driver.next()
    write(driver, "v8", "Better 8")
    write(driver, "v9", "New 9")
    approve(driver, 10, 9)
    driver.to(K.VOTE)
    view = projector(driver.state)
    assert view.vote is not None
    texts = [view.format[f"option.{option}"] for option in view.vote.options]
    assert texts[:2] == ["New 9", "Better 8"]
    assert len(texts) == len(set(texts)) == 6
    assert "Line 8" not in texts
    assert pick(driver, "v1", view.vote.options[0])
    assert isinstance(pick(driver, "v2", "99"), Refusal)
    for n in (2, 3):
        pick(driver, f"v{n}", view.vote.options[1])
    driver.act(a.Reveal(id=""))
    tally = scene_tally(driver.state, driver.round)
    assert tally.favourites == (view.vote.options[1],)


def test_on_paper_the_room_picks_by_hands() -> None:
    """The facilitator says how many are read out; they have numbers in place of words."""
    driver = asking(voters=0)
    for number in (-1, 7):
        assert isinstance(driver.act(a.CountPapers(id="", number=number)), Refusal)
    driver.act(a.CountPapers(id="", number=5))
    driver.act(a.CountPapers(id="", number=3))
    assert driver.act(a.CountPapers(id="", number=3)) == ()
    view = projector(driver.state).ask
    assert view is not None
    assert (view.papers, view.writers) == (3, 0)
    driver.to(K.VOTE)
    options = driver.round.question.options
    words = projector(driver.state).format
    assert [words[f"place.{option}"] for option in options] == ["1", "2", "3"]
    driver.act(a.ShowHands(id="", rows={"choice": (1, 4, 2)}))
    driver.act(a.Reveal(id=""))
    assert scene_tally(driver.state, driver.round).favourites == (options[1],)


def test_without_a_line_there_is_nothing_to_pick() -> None:
    """And the session goes on."""
    driver = asking(voters=3)
    write(driver, "v1", "Never approved.")
    driver.to(K.VOTE)
    assert projector(driver.state).vote is None
    driver.to(K.DEBRIEF)


def test_in_a_huddle_it_goes_on_by_itself() -> None:
    """Time to write, to approve, to read each line; with nobody touching anything, too."""
    for approved in (2, 0):
        driver = SessionDriver("letter", voters=3, setup=Setup(7, huddle=True)).to(K.ASK)
        for n in range(1, 4):
            write(driver, f"v{n}", f"Line {n}")
        driver.wait(60)
        assert write(driver, "v1", "Too late.") == CLOSED
        driver.act(a.ApproveLines(id="", upto=approved))
        for _ in range(approved):
            driver.wait(20 if not driver.round.shown else 8)
            assert driver.at(K.ASK)
        driver.wait(300)
        assert driver.state.progress.played or driver.state.round is None


def owner_of(driver: SessionDriver) -> str:
    """Whose line is played."""
    return driver.state.owner


def test_only_what_its_writer_lets_be_played_is_dealt() -> None:
    """Of approved lines; each is asked in private, and a no stays one."""
    driver = asking("own-call", names=("Ana", "Bo", "Cy"))
    write(driver, "v1", "Never.", consents=False)
    write(driver, "v2", "Not said.")
    write(driver, "v3", "Yes.", consents=True)
    write(driver, "v4", "Yes, not approved.", consents=True)
    approve(driver, 1, 2, 3)
    driver.to(K.BRIEF)
    view = projector(driver.state).round
    assert view is not None
    assert view.line == "Yes."
    assert owner_of(driver) == "v3"
    assert told(driver, "Never.") == {"v1"}
    directs = {key for key in ("v1", "v2", "v3", "v4") if voter(driver.state, key).directs}  # type: ignore[union-attr]
    assert directs == {"v3"}


@pytest.mark.parametrize("later", [True, False])
def test_a_writer_may_change_their_mind_until_it_is_dealt(later: bool) -> None:
    """Also after the writing has ended; afterwards it is too late."""
    driver = asking("own-call", names=("Ana", "Bo", "Cy"))
    write(driver, "v1", "My call.", consents=not later)
    approve(driver, 1)
    driver.wait(60)
    assert driver.act(a.Consent(id="", round=1, voter="v1", on=later))
    assert driver.act(a.Consent(id="", round=1, voter="v1", on=later)) == ()
    assert driver.act(a.Consent(id="", round=1, voter="v2", on=True)) == Refusal(Why.UNKNOWN_LINE)
    driver.to(K.BRIEF)
    assert owner_of(driver) == ("v1" if later else "")
    assert driver.act(a.Consent(id="", round=1, voter="v1", on=not later)) == CLOSED


@pytest.mark.parametrize("seed", range(12))
def test_the_owner_never_plays_the_agent(seed: int) -> None:
    """Not by the deal, not after a pass, not as a volunteer; and the seats come with the line."""
    driver = SessionDriver("own-call", names=("Ana", "Bo", "Cy"), setup=Setup(seed))
    driver.act(a.Join(id="", voter="v1", claims="p1"))
    driver.to(K.ASK)
    assert driver.round.cast == ()
    write(driver, "v1", "Mine.", consents=True)
    approve(driver, 1)
    driver.to(K.BRIEF)
    assert owner_of(driver) == "p1"
    assert "p1" not in driver.round.players
    driver.act(a.Pass(id="", place=0))
    assert driver.round.seat_of("p1") != "agent"
    driver.act(a.Back(id=""))
    assert driver.round.cast == ()
    driver.act(a.Resume(id=""))
    driver.to(K.BRIEF)
    assert len(driver.round.cast) == 2


def test_a_nameless_owner_takes_any_seat_but_the_agents() -> None:
    """Their phone is told why."""
    driver = asking("own-call")
    write(driver, "v1", "Mine.", consents=True)
    approve(driver, 1)
    driver.to(K.BRIEF)
    seats = [member.seat for member in driver.round.cast]
    agent, customer = seats.index("agent"), seats.index("customer")
    refused = driver.act(a.TakeSeat(id="", voter="v1", place=agent))
    assert refused == Refusal(Why.OWNER_DIRECTS)
    assert not isinstance(driver.act(a.TakeSeat(id="", voter="v1", place=customer)), Refusal)
    assert not isinstance(driver.act(a.TakeSeat(id="", voter="v2", place=agent)), Refusal)


def test_with_too_few_left_the_owner_plays_the_customer() -> None:
    """Three people are enough for two seats, and one of them owns the call."""
    driver = SessionDriver("own-call", names=("Ana", "Bo", "Cy"))
    driver.act(a.EditRoster(id="", person="p3", plays=False))
    driver.act(a.Join(id="", voter="v1", claims="p1"))
    driver.to(K.ASK)
    write(driver, "v1", "Mine.", consents=True)
    approve(driver, 1)
    driver.to(K.BRIEF)
    assert {m.seat: m.person for m in driver.round.cast} == {"agent": "p2", "customer": "p1"}


def test_whoever_has_left_is_not_dealt() -> None:
    """Nor is a game held up where nobody lets their call be played: the seats are dealt."""
    driver = asking("own-call", names=("Ana", "Bo", "Cy"))
    write(driver, "v1", "Mine.", consents=True)
    approve(driver, 1)
    driver.act(a.EditRoster(id="", person="v1", present=False))
    driver.to(K.BRIEF)
    view = projector(driver.state).round
    assert view is not None
    assert (view.line, owner_of(driver)) == ("", "")
    assert len(driver.round.players) == 2


def test_after_the_close_nobody_finds_whose_line_it_was() -> None:
    """Neither text nor key nor number is kept; every tally and figure is."""
    driver = SessionDriver("letter", voters=6, names=("Ana", "Bo"))
    driver.act(a.Join(id="", voter="w", claims="p1"))
    driver.to(K.ASK)
    for n in range(1, 7):
        write(driver, f"v{n}", f"Secret {n}")
    write(driver, "w", "Secret 7")
    approve(driver, 3, 1, 5)
    driver.act(a.DismissLine(id="", number=2))
    driver.act(a.CountPapers(id="", number=1))
    while driver.state.running.phase.id == "write":
        driver.next()
    write(driver, "v3", "Secret 3 anew")
    driver.act(a.ApproveLines(id="", upto=99))
    driver.to(K.VOTE)
    options = driver.round.question.options
    for n in range(1, 7):
        pick(driver, f"v{n}", options[n % 4])
    driver.to(K.DEBRIEF)
    driver.act(a.ChooseFormat(id="", format="own-call"))
    driver.next()
    driver.to(K.ASK)
    act = a.WriteLine(id="", round=2, text="Secret call", voter="v1", consents=True)
    driver.act(act)
    approve(driver, 1)
    driver.to(K.DEBRIEF)
    driver.act(a.End(id=""))
    kept = anonymised(driver.events)
    assert len(kept) == len(driver.events)
    assert not any("Secret" in text for event in kept for text in strings(event))
    about = (e.LineWritten, e.ConsentGiven, e.LinesApproved, e.LineDismissed)
    for event in kept:
        if isinstance(event, about):
            assert not {"v1", "v2", "v3", "w", "p1"} & set(strings(event))
            assert event == e.LineWritten(at=event.at, round=event.round) or (
                isinstance(event, e.LinesApproved) and event.lines == ()
            )
    state: State | None = None
    for event in kept:
        state = evolve(state, event)
    assert state is not None
    assert summarise(kept).rounds == summarise(driver.events).rounds
    for round_ in driver.state.progress.played:
        assert scene_tally(state, round_) == scene_tally(driver.state, round_)
    assert not any("Secret" in text for text in strings(summarise(driver.events).to_dict()))


def test_a_line_that_was_played_is_picked_by_its_words_where_somebody_noted_them() -> None:
    """Others keep their numbers; an empty text takes the words away; no line is made up."""
    driver = SessionDriver("new-choice", names=("Ana", "Bo", "Cy")).to(K.PLAY)
    driver.act(a.Twist(id=""))
    noted = host(driver.state, driver.deck).noted
    assert [(one.option, one.place, one.text) for one in noted] == [(1, 1, ""), (2, 2, "")]
    driver.act(a.NoteLine(id="", option=2, text="  I call you.\u202e "))
    assert driver.act(a.NoteLine(id="", option=2, text="I call you.")) == ()
    for option, text, why in ((3, "x", Why.UNKNOWN_LINE), (1, "x" * 201, Why.BAD_VALUE)):
        refusal = driver.act(a.NoteLine(id="", option=option, text=text))
        assert isinstance(refusal, Refusal)
        assert refusal.why is why
    driver.to(K.VOTE)
    view = projector(driver.state)
    scene = scene_of(view, 0).body
    assert isinstance(scene, VoteScene)
    first = Names("en").place("1")
    assert [one.label for one in scene.choices.options] == [first, "I call you."]
    assert scene.choices.written
    driver.act(a.NoteLine(id="", option=2))
    bare = scene_of(projector(driver.state), 0).body
    assert isinstance(bare, VoteScene)
    assert [one.label for one in bare.choices.options] == ["", ""]


def test_a_line_on_paper_may_have_its_words_and_nothing_is_left_of_them() -> None:
    """Only where there is such a paper; a closed session keeps none of it."""
    driver = SessionDriver("letter", voters=1).to(K.ASK)
    driver.act(a.WriteLine(id="", round=1, text="Written.", voter="v1"))
    driver.act(a.ApproveLines(id="", number=1))
    driver.act(a.CountPapers(id="", number=2))
    assert isinstance(driver.act(a.NoteLine(id="", option=1, text="No.")), Refusal)
    driver.act(a.NoteLine(id="", option=3, text="On paper."))
    driver.to(K.VOTE)
    scene = scene_of(projector(driver.state), 0).body
    assert isinstance(scene, VoteScene)
    labels = [one.label for one in scene.choices.options]
    assert labels == ["Written.", Names("en").say("vote.paper"), "On paper."]
    kept = anonymised(driver.events)
    assert not any("On paper." in text for event in kept for text in strings(to_dict(event)))
