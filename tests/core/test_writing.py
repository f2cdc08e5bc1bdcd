"""Asking everybody: who may write, what the room sees of it, what is picked and what is played."""

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.anonymity import anonymised
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import host, projector, voter
from improv.core.rounds import scene_tally
from improv.core.session import evolve
from improv.core.state import Setup, State
from improv.core.summary import summarise
from improv.core.votes import Ballot
from tests.core.sample_decks import strings
from tests.core.session_driver import SessionDriver

K = PhaseKind
CLOSED = Refusal(Why.WRITING_CLOSED, {"round": 1})


def asking(game: str = "letter", *, voters: int = 4, **named: object) -> SessionDriver:
    """A session in which everybody may write now."""
    return SessionDriver(game, voters=voters, **named).to(K.ASK)  # type: ignore[arg-type]


def write(
    sitting: SessionDriver, voter: str, text: str, consents: bool | None = None
) -> tuple[e.Event, ...] | Refusal:
    """A line of one phone in the first round."""
    return sitting.act(a.WriteLine(id="", round=1, text=text, voter=voter, consents=consents))


def approve(sitting: SessionDriver, *numbers: int) -> None:
    """Each by its number."""
    for number in numbers:
        assert not isinstance(sitting.act(a.ApproveLines(id="", number=number)), Refusal)


def pick(sitting: SessionDriver, voter: str, option: str) -> tuple[e.Event, ...] | Refusal:
    """A ballot for one of the lines."""
    ballot = Ballot(BallotKind.PICK, choice=option)
    return sitting.act(a.CastBallot(id="", round=1, ballot=ballot, voter=voter))


def told(sitting: SessionDriver, text: str) -> set[str]:
    """Who is given this text to read: the room, the facilitator, a phone."""
    state = sitting.state
    views = {"room": projector(state), "host": host(state, sitting.deck)}
    views |= {key: voter(state, key) for key in state.people}
    return {who for who, view in views.items() if any(text in one for one in strings(view))}


def test_one_line_a_person_and_a_changed_one_counts_once() -> None:
    """The last one counts; what is sent twice changes nothing; an empty one takes it back."""
    sitting = asking()
    assert write(sitting, "v1", "First.")
    assert write(sitting, "v1", " First.\n") == ()
    assert write(sitting, "v1", "Second.")
    assert write(sitting, "v2", "Mine.")
    view = projector(sitting.state).ask
    assert view is not None
    assert (view.written, view.writers, view.open) == (2, 4, True)
    assert [line.text for line in host(sitting.state, sitting.deck).lines] == ["Second.", "Mine."]
    assert write(sitting, "v1", "  ")
    assert [line.text for line in host(sitting.state, sitting.deck).lines] == ["Mine."]
    assert write(sitting, "v1", "") == Refusal(Why.BAD_VALUE, {"field": "text", "problem": "empty"})
    assert write(sitting, "v3", "x" * 201) == Refusal(
        Why.BAD_VALUE, {"field": "text", "problem": "long"}
    )
    assert write(sitting, "nobody", "Hello.") == Refusal(Why.NOT_A_VOTER)


def test_whoever_writes_too_late_is_told_so() -> None:
    """After the clock, in a later phase, in a later round; what counts already is right again."""
    sitting = asking()
    write(sitting, "v1", "In time.")
    sitting.wait(60)
    assert sitting.state.running.rang
    assert sitting.at(K.ASK)
    assert write(sitting, "v1", "Too late.") == CLOSED
    assert write(sitting, "v1", "In time.") == ()
    sitting.act(a.AddTime(id=""))
    assert write(sitting, "v1", "More time.")
    sitting.to(K.BELL)
    assert write(sitting, "v2", "Too late.") == CLOSED
    assert write(sitting, "v1", "More time.") == ()


def test_what_is_not_approved_reaches_nobody_but_its_writer_and_the_facilitator() -> None:
    """Not before, not while others are shown, not in the vote; and what is dismissed never."""
    sitting = asking()
    for key, text in (("v1", "Alpha"), ("v2", "Beta"), ("v3", "Gamma")):
        write(sitting, key, text)
        assert told(sitting, text) == {key, "host"}
    approve(sitting, 1)
    assert told(sitting, "Alpha") == {"v1", "host"}
    sitting.act(a.DismissLine(id="", number=3))
    assert told(sitting, "Gamma") == {"v3"}
    sitting.next()
    assert told(sitting, "Alpha") == {"v1", "host"}
    sitting.next()
    assert told(sitting, "Alpha") == {"room", "host", "v1", "v2", "v3", "v4"}
    sitting.to(K.RESULT)
    assert told(sitting, "Beta") == {"v2"}
    assert told(sitting, "Gamma") == {"v3"}


def test_nobody_approves_what_they_have_not_read() -> None:
    """A text that was changed meanwhile has another number, and waits anew; so do newer ones."""
    sitting = asking()
    write(sitting, "v1", "Nice.")
    write(sitting, "v1", "Nasty.")
    gone = Refusal(Why.UNKNOWN_LINE, {"number": 1})
    assert sitting.act(a.ApproveLines(id="", number=1)) == gone
    assert sitting.act(a.DismissLine(id="", number=1)) == gone
    sitting.act(a.ApproveLines(id="", upto=1))
    assert not any(line.approved for line in host(sitting.state, sitting.deck).lines)
    approve(sitting, 2)
    write(sitting, "v1", "Nastier.")
    assert [(line.text, line.approved) for line in host(sitting.state, sitting.deck).lines] == [
        ("Nastier.", False)
    ]
    sitting.to(K.VOTE)
    assert sitting.round.question.options == ()


def test_a_dismissed_line_is_not_approved_and_an_approved_one_can_be_dismissed() -> None:
    """Also while it is on the wall."""
    sitting = asking()
    write(sitting, "v1", "Alpha")
    approve(sitting, 1)
    sitting.next()
    sitting.next()
    assert "room" in told(sitting, "Alpha")
    sitting.act(a.DismissLine(id="", number=1))
    assert told(sitting, "Alpha") == {"v1"}
    assert sitting.act(a.ApproveLines(id="", number=1)) == Refusal(Why.UNKNOWN_LINE, {"number": 1})


def test_next_ends_the_writing_shows_lines_one_by_one_and_goes_on() -> None:
    """As many as the phase shows; each step can be taken back."""
    sitting = asking()
    for n in range(1, 5):
        write(sitting, f"v{n}", f"Line {n}")
    sitting.act(a.ApproveLines(id="", upto=4))
    seen = []
    sitting.next()
    assert write(sitting, "v1", "Too late.") == CLOSED
    while sitting.state.running.phase.id == "write":
        view = projector(sitting.state).ask
        assert view is not None
        seen.append((view.line, view.place, view.lines))
        sitting.next()
    assert [(place, lines) for _, place, lines in seen] == [(0, 2), (1, 2), (2, 2)]
    assert len({line for line, _, _ in seen}) == 3
    for line, place, _ in reversed(seen):
        sitting.act(a.Back(id=""))
        sitting.act(a.Resume(id=""))
        view = projector(sitting.state).ask
        assert view is not None
        assert (view.line, view.place) == (line, place)
    sitting.act(a.Back(id=""))
    sitting.act(a.Resume(id=""))
    assert write(sitting, "v1", "In time again.")


def test_the_room_picks_from_what_was_approved() -> None:
    """With the words; what was written anew comes first, and six are enough."""
    sitting = asking(voters=9)
    for n in range(1, 9):
        write(sitting, f"v{n}", f"Line {n}")
    sitting.act(a.ApproveLines(id="", upto=8))
    while sitting.state.running.phase.id == "write":
        sitting.next()
    write(sitting, "v8", "Better 8")
    write(sitting, "v9", "New 9")
    approve(sitting, 10, 9)
    sitting.to(K.VOTE)
    view = projector(sitting.state)
    assert view.vote is not None
    texts = [view.format[f"option.{option}"] for option in view.vote.options]
    assert texts[:2] == ["New 9", "Better 8"]
    assert len(texts) == len(set(texts)) == 6
    assert "Line 8" not in texts
    assert pick(sitting, "v1", view.vote.options[0])
    assert isinstance(pick(sitting, "v2", "99"), Refusal)
    for n in (2, 3):
        pick(sitting, f"v{n}", view.vote.options[1])
    sitting.act(a.Reveal(id=""))
    tally = scene_tally(sitting.state, sitting.round)
    assert tally.favourites == (view.vote.options[1],)


def test_on_paper_the_room_picks_by_hands() -> None:
    """The facilitator says how many are read out; they have numbers in place of words."""
    sitting = asking(voters=0)
    for number in (-1, 7):
        assert isinstance(sitting.act(a.CountPapers(id="", number=number)), Refusal)
    sitting.act(a.CountPapers(id="", number=5))
    sitting.act(a.CountPapers(id="", number=3))
    assert sitting.act(a.CountPapers(id="", number=3)) == ()
    view = projector(sitting.state).ask
    assert view is not None
    assert (view.papers, view.writers) == (3, 0)
    sitting.to(K.VOTE)
    options = sitting.round.question.options
    words = projector(sitting.state).format
    assert [words[f"place.{option}"] for option in options] == ["1", "2", "3"]
    sitting.act(a.ShowHands(id="", rows={"choice": (1, 4, 2)}))
    sitting.act(a.Reveal(id=""))
    assert scene_tally(sitting.state, sitting.round).favourites == (options[1],)


def test_without_a_line_there_is_nothing_to_pick() -> None:
    """And the session goes on."""
    sitting = asking(voters=3)
    write(sitting, "v1", "Never approved.")
    sitting.to(K.VOTE)
    assert projector(sitting.state).vote is None
    sitting.to(K.DEBRIEF)


def test_in_a_huddle_it_goes_on_by_itself() -> None:
    """Time to write, to approve, to read each line; with nobody touching anything, too."""
    for approved in (2, 0):
        sitting = SessionDriver("letter", voters=3, setup=Setup(7, huddle=True)).to(K.ASK)
        for n in range(1, 4):
            write(sitting, f"v{n}", f"Line {n}")
        sitting.wait(60)
        assert write(sitting, "v1", "Too late.") == CLOSED
        sitting.act(a.ApproveLines(id="", upto=approved))
        for _ in range(approved):
            sitting.wait(20 if not sitting.round.shown else 8)
            assert sitting.at(K.ASK)
        sitting.wait(300)
        assert sitting.state.progress.played or sitting.state.round is None


def owner_of(sitting: SessionDriver) -> str:
    """Whose line is played."""
    return sitting.state.owner


def test_only_what_its_writer_lets_be_played_is_dealt() -> None:
    """Of approved lines; each is asked in private, and a no stays one."""
    sitting = asking("own-call", names=("Ana", "Bo", "Cy"))
    write(sitting, "v1", "Never.", consents=False)
    write(sitting, "v2", "Not said.")
    write(sitting, "v3", "Yes.", consents=True)
    write(sitting, "v4", "Yes, not approved.", consents=True)
    approve(sitting, 1, 2, 3)
    sitting.to(K.BRIEF)
    view = projector(sitting.state).round
    assert view is not None
    assert view.line == "Yes."
    assert owner_of(sitting) == "v3"
    assert told(sitting, "Never.") == {"v1"}
    directs = {key for key in ("v1", "v2", "v3", "v4") if voter(sitting.state, key).directs}  # type: ignore[union-attr]
    assert directs == {"v3"}


@pytest.mark.parametrize("later", [True, False])
def test_a_writer_may_change_their_mind_until_it_is_dealt(later: bool) -> None:
    """Also after the writing has ended; afterwards it is too late."""
    sitting = asking("own-call", names=("Ana", "Bo", "Cy"))
    write(sitting, "v1", "My call.", consents=not later)
    approve(sitting, 1)
    sitting.wait(60)
    assert sitting.act(a.Consent(id="", round=1, voter="v1", on=later))
    assert sitting.act(a.Consent(id="", round=1, voter="v1", on=later)) == ()
    assert sitting.act(a.Consent(id="", round=1, voter="v2", on=True)) == Refusal(Why.UNKNOWN_LINE)
    sitting.to(K.BRIEF)
    assert owner_of(sitting) == ("v1" if later else "")
    assert sitting.act(a.Consent(id="", round=1, voter="v1", on=not later)) == CLOSED


@pytest.mark.parametrize("seed", range(12))
def test_the_owner_never_plays_the_agent(seed: int) -> None:
    """Not by the deal, not after a pass, not as a volunteer; and the seats come with the line."""
    sitting = SessionDriver("own-call", names=("Ana", "Bo", "Cy"), setup=Setup(seed))
    sitting.act(a.Join(id="", voter="v1", claims="p1"))
    sitting.to(K.ASK)
    assert sitting.round.cast == ()
    write(sitting, "v1", "Mine.", consents=True)
    approve(sitting, 1)
    sitting.to(K.BRIEF)
    assert owner_of(sitting) == "p1"
    assert "p1" not in sitting.round.players
    sitting.act(a.Pass(id="", place=0))
    assert sitting.round.seat_of("p1") != "agent"
    sitting.act(a.Back(id=""))
    assert sitting.round.cast == ()
    sitting.act(a.Resume(id=""))
    sitting.to(K.BRIEF)
    assert len(sitting.round.cast) == 2


def test_a_nameless_owner_takes_any_seat_but_the_agents() -> None:
    """Their phone is told why."""
    sitting = asking("own-call")
    write(sitting, "v1", "Mine.", consents=True)
    approve(sitting, 1)
    sitting.to(K.BRIEF)
    seats = [member.seat for member in sitting.round.cast]
    agent, customer = seats.index("agent"), seats.index("customer")
    refused = sitting.act(a.TakeSeat(id="", voter="v1", place=agent))
    assert refused == Refusal(Why.OWNER_DIRECTS)
    assert not isinstance(sitting.act(a.TakeSeat(id="", voter="v1", place=customer)), Refusal)
    assert not isinstance(sitting.act(a.TakeSeat(id="", voter="v2", place=agent)), Refusal)


def test_with_too_few_left_the_owner_plays_the_customer() -> None:
    """Three people are enough for two seats, and one of them owns the call."""
    sitting = SessionDriver("own-call", names=("Ana", "Bo", "Cy"))
    sitting.act(a.EditRoster(id="", person="p3", plays=False))
    sitting.act(a.Join(id="", voter="v1", claims="p1"))
    sitting.to(K.ASK)
    write(sitting, "v1", "Mine.", consents=True)
    approve(sitting, 1)
    sitting.to(K.BRIEF)
    assert {m.seat: m.person for m in sitting.round.cast} == {"agent": "p2", "customer": "p1"}


def test_whoever_has_left_is_not_dealt() -> None:
    """Nor is a game held up where nobody lets their call be played: the seats are dealt."""
    sitting = asking("own-call", names=("Ana", "Bo", "Cy"))
    write(sitting, "v1", "Mine.", consents=True)
    approve(sitting, 1)
    sitting.act(a.EditRoster(id="", person="v1", present=False))
    sitting.to(K.BRIEF)
    view = projector(sitting.state).round
    assert view is not None
    assert (view.line, owner_of(sitting)) == ("", "")
    assert len(sitting.round.players) == 2


def test_after_the_close_nobody_finds_whose_line_it_was() -> None:
    """Neither text nor key nor number is kept; every tally and figure is."""
    sitting = SessionDriver("letter", voters=6, names=("Ana", "Bo"))
    sitting.act(a.Join(id="", voter="w", claims="p1"))
    sitting.to(K.ASK)
    for n in range(1, 7):
        write(sitting, f"v{n}", f"Secret {n}")
    write(sitting, "w", "Secret 7")
    approve(sitting, 3, 1, 5)
    sitting.act(a.DismissLine(id="", number=2))
    sitting.act(a.CountPapers(id="", number=1))
    while sitting.state.running.phase.id == "write":
        sitting.next()
    write(sitting, "v3", "Secret 3 anew")
    sitting.act(a.ApproveLines(id="", upto=99))
    sitting.to(K.VOTE)
    options = sitting.round.question.options
    for n in range(1, 7):
        pick(sitting, f"v{n}", options[n % 4])
    sitting.to(K.DEBRIEF)
    sitting.act(a.ChooseFormat(id="", format="own-call"))
    sitting.next()
    sitting.to(K.ASK)
    act = a.WriteLine(id="", round=2, text="Secret call", voter="v1", consents=True)
    sitting.act(act)
    approve(sitting, 1)
    sitting.to(K.DEBRIEF)
    sitting.act(a.End(id=""))
    kept = anonymised(sitting.events)
    assert len(kept) == len(sitting.events)
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
    assert summarise(kept).rounds == summarise(sitting.events).rounds
    for round_ in sitting.state.progress.played:
        assert scene_tally(state, round_) == scene_tally(sitting.state, round_)
    assert not any("Secret" in text for text in strings(summarise(sitting.events).to_dict()))
