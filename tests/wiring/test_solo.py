"""Somebody alone: whose shift it is, what it begins with, and which session they go on with."""

import time
from contextlib import closing
from dataclasses import replace
from functools import cache, reduce
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core.cards import Kind
from improv.core.event_codec import to_dict
from improv.core.events import Event
from improv.core.formats import PhaseKind as K
from improv.core.session import decide, evolve
from improv.core.state import State
from improv.director.ports import Record
from improv.journal.deferred import DeferredJournal
from improv.practice.due import left_out_line
from improv.wiring.catalogue import load_games
from improv.wiring.deck_loading import LoadedDeck, load_deck
from improv.wiring.errors import WrongUsage
from improv.wiring.options import GameOptions, SoloOptions
from improv.wiring.practice import PastPractice
from improv.wiring.sessions import new_session, shift_in, to_resume, unfinished
from improv.wiring.solo import known_name, say_due, shift_of, trainable
from tests.wiring.games import console, printed
from tests.wiring.past_shifts import practised

SOLO = Path(__file__).parents[2] / "cards" / "solo" / "solo-shift.yaml"


@cache
def cards() -> LoadedDeck:
    """What somebody alone plays with."""
    return load_deck(("service-desk",), "en", alone=True)


def options(folder: Path, name: str = "Sara") -> GameOptions:
    """A shift of two calls."""
    return GameOptions(folder, rounds=2, seed=5, solo=SoloOptions(name))


def play_a_call(
    journal: DeferredJournal, folder: Path, *, grade: int = 2, name: str = "Sara"
) -> State:
    """A session up to the note of its first call."""
    prepared = new_session(options(folder, name), cards(), journal)
    state, events, at = prepared.state, list[Event](prepared.unwritten), 0
    asked: list[a.Action] = [a.EditRoster(add=(name,))]
    while state.kind is not K.REFLECT or asked:
        action = asked.pop(0) if asked else a.Next()
        if state.kind is K.CHECK:
            action = a.CheckSelf(grade=grade)
        at += 1000
        decision = decide(state, action, at, cards().deck)
        assert isinstance(decision, tuple), decision
        events += decision
        state = reduce(evolve, decision, state)
    decision = decide(state, a.WriteNote(text="I waited."), at, cards().deck)
    assert isinstance(decision, tuple)
    events += decision
    records = [Record(n, "", to_dict(event)) for n, event in enumerate(events, start=1)]
    journal.append(prepared.session, records)
    return state


def test_the_next_shift_begins_with_what_was_written_and_is_due(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """A grade of 1 brings its practice back at once; one of 4 comes after what is new."""
    first = new_session(options(tmp_path), cards(), journal).state.setup.shift
    assert first is not None
    assert (first.opening, first.knows, first.cards) == ("", False, ())
    state = play_a_call(journal, tmp_path, grade=1)
    assert state.round is not None
    assert state.round.check is not None
    trained = state.round.check.card.practices[0]
    assert trained == first.practices[0]
    shift = new_session(options(tmp_path), cards(), journal).state.setup.shift
    assert shift is not None
    assert (shift.opening, shift.knows) == ("I waited.", True)
    assert set(shift.practices) == set(trainable(cards().deck, "en"))


def test_the_cards_that_somebody_had_do_not_come_again_at_once(
    journal: DeferredJournal, tmp_path: Path
) -> None:
    """Due practices come back on new cards."""
    state = play_a_call(journal, tmp_path)
    assert state.round is not None
    had = {drawn.card.id for drawn in state.round.cards.values() if drawn.card.kind is Kind.PROMPT}
    team = new_session(options(tmp_path), cards(), journal).state.setup.team
    assert had <= team.seen[Kind.PROMPT]
    assert new_session(options(tmp_path, "Omar"), cards(), journal).state.setup.team.seen == {}


def test_everybody_goes_on_with_their_own_shift(journal: DeferredJournal, tmp_path: Path) -> None:
    """A room is never offered a shift, nor the other way round, nor one of somebody else."""
    play_a_call(journal, tmp_path)
    assert unfinished(journal, demo=False) is None
    assert unfinished(journal, demo=False, solo=SoloOptions("Omar")) is None
    mine = unfinished(journal, demo=False, solo=SoloOptions("Sara"))
    assert mine is not None
    with pytest.raises(WrongUsage, match=f"improv solo --resume {mine.id}"):
        to_resume(journal, GameOptions(tmp_path, resume=mine.id))
    assert to_resume(journal, GameOptions(tmp_path, resume=mine.id, solo=SoloOptions("Sara")))


def test_a_game_for_one_is_not_played_by_a_room() -> None:
    """The message names the command that plays it."""
    with pytest.raises(WrongUsage) as raised:
        load_games((SOLO,))
    assert "improv solo" in str(raised.value)


def test_the_name_is_asked_for_once(journal: DeferredJournal, tmp_path: Path) -> None:
    """Then it is whoever practised last."""
    asked = console("  Omar \n")
    named = known_name(options(tmp_path, ""), asked)
    assert named.solo == SoloOptions("Omar")
    play_a_call(journal, tmp_path, name="Leila")
    again = known_name(options(tmp_path, ""), console("Nobody\n"))
    assert again.solo == SoloOptions("Leila")


def test_what_is_due_is_said(journal: DeferredJournal, tmp_path: Path) -> None:
    """Of whoever practised nothing that nothing is."""
    asked = console()
    say_due(options(tmp_path, "Omar"), asked)
    assert printed(asked).count("\n") == 1


@pytest.mark.parametrize(("pack", "gone", "remedy"), [("service-desk", "A7", 1), ("all", "B14", 0)])
def test_what_is_due_without_a_card_is_said(
    tmp_path: Path, pack: str, gone: str, remedy: int
) -> None:
    """At the beginning and when asked, with what to do; nothing is lost."""
    deck = load_deck((pack,), "en", alone=True).deck
    there = trainable(deck, "en")
    practised(tmp_path, "Sara", (30, [(gone, 1), (there[0], 1)]))
    chosen = replace(options(tmp_path), packs=(pack,))
    asked, said = console(), list[str]()
    say_due(chosen, asked)
    shift = shift_of(chosen, "Sara", deck, "en", 1, said.append)
    assert said == [
        left_out_line("en", [deck.practice(gone, "en")], remedy * "improv solo --pack all")
    ]
    assert printed(asked).splitlines()[-1] == said[0]
    assert shift.practices[0] == there[0]
    assert shift.left_out == (deck.practice(gone, "en"),)
    with closing(PastPractice.of(tmp_path, "Sara")) as past:
        assert gone in past.known(int(time.time())).schedule.due_practices(int(time.time()))


def test_nothing_is_said_where_every_practice_has_a_card(tmp_path: Path) -> None:
    """A line that is not needed is not read."""
    there = trainable(cards().deck, "en")
    practised(tmp_path, "Sara", (30, [(one, 1) for one in there]))
    said = list[str]()
    shift_of(options(tmp_path), "Sara", cards().deck, "en", 1, said.append)
    assert said == []


def test_who_resumes_is_whose_shift_it_is(journal: DeferredJournal, tmp_path: Path) -> None:
    """By its id, or the one that was left last: never whoever else played since."""
    play_a_call(journal, tmp_path, name="Leila")
    play_a_call(journal, tmp_path, name="Omar")
    ids = {shift_in(journal, header): header.id for header in journal.sessions()}
    journal.end_session(ids["Omar"])
    silent = console("Nobody\n")
    for resume in (True, ids["Leila"]):
        asked = replace(options(tmp_path, ""), resume=resume)
        named = known_name(asked, silent)
        assert named.solo == SoloOptions("Leila")
        header = to_resume(journal, named)
        assert header is not None
        assert header.id == ids["Leila"]
    assert known_name(replace(options(tmp_path, ""), resume=False), silent).solo == SoloOptions(
        "Omar"
    )
    with pytest.raises(WrongUsage):
        known_name(replace(options(tmp_path, ""), resume="no-such"), silent)
    assert unfinished(journal, demo=False, solo=SoloOptions("LEILA")) is not None
    journal.end_session(ids["Leila"])
    assert known_name(replace(options(tmp_path, ""), resume=True), silent).solo == SoloOptions(
        "Omar"
    )
