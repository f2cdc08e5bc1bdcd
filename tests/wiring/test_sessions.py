"""Sessions in a real data folder: begun, found again, resumed, summarised."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from functools import reduce
from pathlib import Path

import pytest

from improv.core.actions import Next
from improv.core.cards import Kind
from improv.core.event_codec import to_dict
from improv.core.events import PersonJoined, SessionOpened
from improv.core.session import decide, evolve
from improv.core.timing import huddle_rounds
from improv.director.ports import AlreadyOpen, NotSaved, Record, SessionHeader, Unreadable
from improv.journal.deferred import DeferredJournal
from improv.wiring import sessions
from improv.wiring.errors import CannotPlay, WrongUsage, worded
from improv.wiring.options import DEMO_ROUNDS, GameOptions
from improv.wiring.sessions import (
    demo_names,
    new_session,
    open_journal,
    read_journal,
    session_runner,
    summary_of,
    to_resume,
    unfinished,
)
from tests.wiring.games import cards


def begin(journal: DeferredJournal, folder: Path, *, demo: bool = False, drawn: bool = True) -> str:
    """Begin a session, and its first round where it is `drawn`; its id."""
    prepared = new_session(GameOptions(folder, demo=demo), cards(), journal)
    events, state = list(prepared.unwritten), prepared.state
    for _ in ("rules", "draw") if drawn else ():
        decision = decide(state, Next(), 0, cards().deck)
        assert isinstance(decision, tuple)
        events += decision
        state = reduce(evolve, decision, state)
    records = [Record(n, "", to_dict(event)) for n, event in enumerate(events, start=1)]
    journal.append(prepared.session, records)
    return prepared.session


def opening_of(options: GameOptions, journal: DeferredJournal) -> SessionOpened:
    """The one event that begins a session with these options."""
    (opened,) = new_session(options, cards(), journal).unwritten
    assert isinstance(opened, SessionOpened)
    return opened


def newest(journal: DeferredJournal, *, demo: bool = False) -> str | None:
    """The id of the session that can be resumed."""
    header = unfinished(journal, demo=demo)
    return None if header is None else header.id


def test_a_second_game_in_one_folder_is_refused(journal: DeferredJournal, tmp_path: Path) -> None:
    """While the first has it; reading is allowed."""
    with pytest.raises(AlreadyOpen):
        open_journal(tmp_path)
    with closing(read_journal(tmp_path)) as reader:
        assert reader.sessions() == []


def test_a_folder_that_cannot_be_made_keeps_nobody_waiting(tmp_path: Path) -> None:
    """The journal is there at once; its sessions are written when the disk lets it."""
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file")
    with closing(open_journal(in_the_way)) as journal:
        prepared = new_session(GameOptions(in_the_way), cards(), journal)
        assert journal.sessions() == []
        in_the_way.unlink()
        opened = to_dict(prepared.unwritten[0])
        journal.append(prepared.session, [Record(1, "", opened)])
        assert [header.id for header in journal.sessions()] == [prepared.session]


def test_nothing_is_begun_over_a_journal_that_cannot_be_written(tmp_path: Path) -> None:
    """Another program has locked it: that is told at the start, with the way out."""
    open_journal(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db", isolation_level=None)) as browser:
        browser.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved) as raised:
            open_journal(tmp_path)
    assert "or choose another folder with --data" in worded(raised.value)
    open_journal(tmp_path).close()


def test_nothing_is_begun_over_a_journal_that_cannot_be_read(
    tmp_path: Path,
) -> None:
    """Whatever was asked for, also a new session; the folder is free again."""
    with closing(open_journal(tmp_path)) as journal:
        begin(journal, tmp_path)
    file = tmp_path / "sessions.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(Unreadable) as raised:
        open_journal(tmp_path)
    assert "Choose another folder with --data" in worded(raised.value)
    file.write_bytes(whole)
    open_journal(tmp_path).close()


def test_the_newest_session_that_did_not_end_is_unfinished(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """Not one that ended; nor an older one, when the newest ended."""
    assert newest(journal) is None
    first, second = begin(journal, tmp_path), begin(journal, tmp_path)
    assert newest(journal) == second
    journal.end_session(second)
    assert newest(journal) is None
    assert not {h.id: h.ended for h in journal.sessions()}[first]


def test_a_lobby_that_was_opened_and_closed_is_not_unfinished(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """Nothing happened in it; the session before it can still be gone on with."""
    begin(journal, tmp_path, drawn=False)
    new_session(GameOptions(tmp_path), cards(), journal)
    assert len(journal.sessions()) == 2
    assert newest(journal) is None
    session = begin(journal, tmp_path)
    begin(journal, tmp_path, drawn=False)
    assert newest(journal) == session


def test_a_lobby_with_names_is_unfinished(journal: DeferredJournal, tmp_path: Path) -> None:
    """Whoever typed sixty of them need not do it again after a flat battery."""
    session = begin(journal, tmp_path, drawn=False)
    named = PersonJoined(at=5000, person="p1", name="Leila", plays=True, votes=False)
    journal.append(session, [Record(2, "", to_dict(named))])
    assert newest(journal) == session


def test_a_demo_is_never_offered_for_a_real_game(journal: DeferredJournal, tmp_path: Path) -> None:
    """And a real session never for a demo."""
    real, demo = begin(journal, tmp_path), begin(journal, tmp_path, demo=True)
    assert newest(journal) == real
    assert newest(journal, demo=True) == demo


def test_a_new_session_is_in_the_list_before_its_first_event(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """With its day in its id, the instant in UTC, and the game's name in its language."""
    options = GameOptions(tmp_path, seed=7, ballot="coaching", rounds=4, standings=True)
    prepared = new_session(options, cards("fa"), journal)
    (header,) = journal.sessions()
    assert header.id == prepared.session
    assert header.id.startswith(header.opened[:10])
    assert datetime.fromisoformat(header.opened).utcoffset() is not None
    assert header.title == cards("fa").deck.formats["lawnmower"].say("fa")["name"]
    (opened,) = prepared.unwritten
    assert isinstance(opened, SessionOpened)
    assert (opened.setup.seed, opened.setup.ballot, opened.setup.rounds) == (7, "coaching", 4)
    assert (opened.language, opened.standings) == ("fa", True)
    assert prepared.state.setup == opened.setup
    assert (prepared.seq, prepared.at, prepared.causes) == (0, 0, ())


@pytest.mark.parametrize(
    ("ballot", "asked", "talks"),
    [
        ("quick", None, None),
        ("coaching", None, True),
        ("coaching", False, False),
        ("quick", True, True),
    ],
)
def test_a_coaching_ballot_talks_first_unless_somebody_says(
    tmp_path: Path, journal: DeferredJournal, ballot: str, asked: bool | None, talks: bool | None
) -> None:
    """Else it is as the game says; the ceiling of heat is there as it was asked for."""
    options = GameOptions(tmp_path, ballot=ballot, talk_first=asked, heat_most=2)
    setup = opening_of(options, journal).setup
    assert (setup.talk_first, setup.heat) == (talks, 2)
    assert opening_of(GameOptions(tmp_path), journal).setup.heat == 0


def test_votes_and_the_clock_are_as_they_were_asked_for(
    tmp_path: Path, journal: DeferredJournal
) -> None:
    """Both are there unless somebody says no."""
    for asked in (True, False):
        setup = opening_of(GameOptions(tmp_path, votes=asked, clock=asked), journal).setup
        assert (setup.votes, setup.clock) == (asked, asked)


def test_only_the_businesses_that_were_asked_for(tmp_path: Path, journal: DeferredJournal) -> None:
    """By the id, with its pack or without, or by the name; for another one there is a hint."""
    id_, title = next(iter(cards().deck.titles("en")[Kind.BUSINESS].items()))
    for asked in (id_.partition("/")[2], id_, title.upper()):
        options = GameOptions(tmp_path, only=(asked,))
        assert opening_of(options, journal).setup.only == {id_}
    assert opening_of(GameOptions(tmp_path), journal).setup.only == frozenset()
    with pytest.raises(WrongUsage, match=title):
        new_session(GameOptions(tmp_path, only=(title[:-1],)), cards(), journal)


def test_how_many_rounds_nobody_asked_for(journal: DeferredJournal, tmp_path: Path) -> None:
    """Without end in a room, three in a demo, as many as fit into ten minutes in a huddle."""
    assert opening_of(GameOptions(tmp_path), journal).setup.rounds is None
    demo = GameOptions(tmp_path, demo=True)
    assert opening_of(demo, journal).setup.rounds == DEMO_ROUNDS
    huddle = opening_of(GameOptions(tmp_path, huddle=True), journal)
    assert huddle.setup.rounds == huddle_rounds(huddle.setup, huddle.format)
    asked = GameOptions(tmp_path, huddle=True, demo=True, rounds=1)
    assert opening_of(asked, journal).setup.rounds == 1


def test_without_a_seed_every_session_has_its_own(journal: DeferredJournal, tmp_path: Path) -> None:
    """Nobody draws the cards of yesterday."""
    seeds = {opening_of(GameOptions(tmp_path), journal).setup.seed for _ in range(20)}
    assert len(seeds) == 20


def runner_of(journal: DeferredJournal, options: GameOptions) -> list[str]:
    """What is printed while a runner is made."""
    lines: list[str] = []
    session_runner(options, cards(), journal, lines.append, 1.0)
    return lines


def test_what_was_asked_to_be_resumed_is_resumed(journal: DeferredJournal, tmp_path: Path) -> None:
    """Nothing is printed, and no other session is begun."""
    begin(journal, tmp_path)
    assert runner_of(journal, GameOptions(tmp_path, resume=True)) == []
    assert len(journal.sessions()) == 1


def test_any_unfinished_session_is_resumed_by_its_id(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """Also an older one; one that has ended, that is none or of another kind is told."""
    older, ended, demo = (begin(journal, tmp_path, demo=demo) for demo in (False, False, True))
    journal.end_session(ended)
    found = to_resume(journal, GameOptions(tmp_path, resume=older))
    assert found is not None
    assert found.id == older
    with pytest.raises(WrongUsage, match=f"{ended} has ended .`improv export {ended}`"):
        to_resume(journal, GameOptions(tmp_path, resume=ended))
    with pytest.raises(WrongUsage, match="no session is called"):
        to_resume(journal, GameOptions(tmp_path, resume="zzz"))
    with pytest.raises(
        WrongUsage, match=f"{demo} is resumed by `improv play --demo --resume {demo}`"
    ):
        to_resume(journal, GameOptions(tmp_path, resume=demo))


def test_a_resumed_session_tells_which_options_it_does_not_take(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """It goes on with its own; nothing is swallowed in silence."""
    begin(journal, tmp_path)
    options = GameOptions(tmp_path, resume=True, seed=0, rounds=2, players=("Sam",), huddle=True)
    (line,) = runner_of(journal, options)
    assert line.endswith("--seed, --rounds, --players, --huddle")


def test_nothing_to_resume_is_said(journal: DeferredJournal, tmp_path: Path) -> None:
    """And a new session begins; where none was to be resumed nothing is said."""
    lines = runner_of(journal, GameOptions(tmp_path, resume=True))
    assert lines == ["nothing to resume: this is a new session"]
    assert len(journal.sessions()) == 1
    begin(journal, tmp_path)
    assert runner_of(journal, GameOptions(tmp_path, resume=False)) == []
    assert len(journal.sessions()) == 3


def strange(journal: DeferredJournal, folder: Path) -> SessionHeader:
    """A session with an event of a later program."""
    session = begin(journal, folder)
    journal.append(session, [Record(4, "", {"type": "moon_landed", "v": 9, "at": 5})])
    return journal.sessions()[0]


def test_a_session_of_a_later_program_is_not_resumed(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """The error names the session, the event, and the option that begins a new one."""
    header = strange(journal, tmp_path)
    with pytest.raises(CannotPlay) as raised:
        runner_of(journal, GameOptions(tmp_path, resume=True))
    assert all(word in str(raised.value) for word in (header.id, "moon_landed", "--new"))


def test_a_session_of_a_later_program_is_not_exported(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """The error says which program could."""
    header = strange(journal, tmp_path)
    with pytest.raises(CannotPlay, match=r"moon_landed.*with that version") as raised:
        summary_of(tmp_path, header.id)
    assert header.id in str(raised.value)


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
def test_a_demo_has_players_of_its_language(language: str) -> None:
    """Five of them, in its script."""
    names = demo_names(language)
    assert len(set(names)) == 5
    assert all(name.isascii() == (language == "en") for name in names)


def test_a_session_is_summarised_while_it_is_played(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """The journal is open, and what is exported is JSON-able, the header first."""
    session = begin(journal, tmp_path, drawn=False)
    header, summary = summary_of(tmp_path, session)
    exported = json.loads(json.dumps(sessions.to_dict(header, summary)))
    assert list(exported)[:5] == ["session", "opened", "title", "demo", "ended"]
    assert (exported["session"], exported["ended"]) == (session, False)
    assert exported["rounds"] == []


def test_a_session_that_is_not_there_is_wrong(journal: DeferredJournal, tmp_path: Path) -> None:
    """A near miss is suggested; else the command that lists them is."""
    session = begin(journal, tmp_path)
    with pytest.raises(WrongUsage, match=f"did you mean {session}"):
        summary_of(tmp_path, session[:-1])
    with pytest.raises(WrongUsage, match="`improv sessions` lists"):
        summary_of(tmp_path, "zzz")
