"""A team that meets again: what it has played least comes first, and others begin."""

from dataclasses import replace
from pathlib import Path

from improv.core import actions as a
from improv.core.event_codec import to_dict
from improv.core.formats import PhaseKind
from improv.core.roster import LAST_MEETING
from improv.core.session import evolve
from improv.core.state import State, TeamHistory
from improv.core.team_history import history_after
from improv.director.ports import Record
from improv.journal.deferred import DeferredJournal
from improv.wiring.options import GameOptions
from improv.wiring.sessions import new_session
from improv.wiring.team import history_of, least_played
from tests.core.sample_decks import FORMATS
from tests.core.session_driver import SessionDriver
from tests.wiring.games import cards

NAMES = ("Leila", "Omar", "Yael", "Amara")


def meeting(journal: DeferredJournal, folder: Path, rounds: int = 1, **more: object) -> State:
    """A session of the team in the journal, with so many rounds played."""
    options = GameOptions(folder, team="Blue", **more)  # type: ignore[arg-type]
    prepared = new_session(options, cards(), journal)
    driver = SessionDriver("lawnmower", deck=cards().deck)
    driver.events, driver.state = list(prepared.unwritten), prepared.state
    driver.act(a.EditRoster(id="", add=NAMES))
    for _ in range(rounds):
        driver.next()
        driver.to(PhaseKind.DEBRIEF)
    records = [Record(n, "", to_dict(event)) for n, event in enumerate(driver.events, start=1)]
    journal.append(prepared.session, records)
    return driver.state


def players(state: State) -> set[str]:
    """Names of those who sat in a scene."""
    return {
        state.people[id_].name
        for r in (*state.progress.played, state.round_on)
        for id_ in r.players
    }


def test_a_team_begins_where_it_ended(journal: DeferredJournal, tmp_path: Path) -> None:
    """No card comes again before the others, who played last does not begin, games are counted."""
    first = meeting(journal, tmp_path)
    second = meeting(journal, tmp_path, format="new-choice")
    assert second.setup.team == history_after(first)
    for kind, ids in first.progress.seen.items():
        assert ids <= second.progress.seen[kind]
    requests = [state.round_on.cards["request"].card.id for state in (first, second)]
    assert len(set(requests)) == 2
    assert players(first).isdisjoint(players(second))
    last = history_of("Blue", journal)
    assert last.games == {"lawnmower": 1, "new-choice": 1}
    assert sum(last.practices.values()) > len(last.practices) > 0
    assert last.players == {name.casefold() for name in players(second)}


def test_other_teams_and_demos_are_not_it(journal: DeferredJournal, tmp_path: Path) -> None:
    """A team begins with nothing where only others have played."""
    meeting(journal, tmp_path)
    assert history_of("Red", journal) == TeamHistory("Red")
    assert new_session(GameOptions(tmp_path), cards(), journal).state.setup.team == TeamHistory()
    demo = new_session(GameOptions(tmp_path, team="Blue", demo=True), cards(), journal)
    assert demo.state.setup.team == TeamHistory()


def test_a_lobby_that_was_closed_is_no_meeting(journal: DeferredJournal, tmp_path: Path) -> None:
    """What was before it is remembered still."""
    before = history_after(meeting(journal, tmp_path))
    meeting(journal, tmp_path, rounds=0)
    assert history_of("Blue", journal) == before


def test_who_played_last_comes_behind_their_equals_only() -> None:
    """In the first lap; who has played less goes first all the same."""
    names = frozenset({"leila", "omar"})
    setup = SessionDriver().state.setup
    team = TeamHistory("Blue", players=names)
    driver = SessionDriver(setup=type(setup)(3, team=team), names=NAMES)
    turns = {driver.state.people[id_].name: t for id_, t in driver.state.progress.turns.items()}
    assert {name for name, t in turns.items() if t.last_round == LAST_MEETING} == {"Leila", "Omar"}
    seated = []
    for _ in range(4):
        driver.to(PhaseKind.PLAY)
        seated.append({driver.state.people[id_].name for id_ in driver.round.players})
        driver.to(PhaseKind.DEBRIEF)
        driver.next()
    assert seated[0] == {"Yael", "Amara"}
    assert seated[1] == {"Leila", "Omar"}
    counts = [t.count for t in driver.state.progress.turns.values()]
    assert max(counts) - min(counts) <= 1


def test_the_games_played_least_come_first() -> None:
    """Among equals those whose practices were trained least; all are equal for a new team."""
    games = [replace(game, practices=(id_,)) for id_, game in FORMATS.items()]
    assert {g.id for g in least_played(games, TeamHistory("Blue"))} == set(FORMATS)
    had = TeamHistory("Blue", games=dict.fromkeys(list(FORMATS)[1:], 1))
    assert [g.id for g in least_played(games, had)] == list(FORMATS)[:1]
    trained = TeamHistory("Blue", practices={games[0].id: 9})
    assert {g.id for g in least_played(games, trained)} == set(list(FORMATS)[1:])
    assert least_played((), had) == []


def test_the_first_event_reads_back(journal: DeferredJournal, tmp_path: Path) -> None:
    """The history is a value of the session: whatever happens to older ones it stays."""
    meeting(journal, tmp_path)
    state = meeting(journal, tmp_path)
    header = journal.sessions()[0]
    opened = next(iter(journal.records(header.id))).event
    from improv.core.event_codec import from_dict

    assert evolve(None, from_dict(opened)).setup == state.setup
