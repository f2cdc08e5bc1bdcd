"""The roster: turns within one, passes free, newcomers at the lowest count."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.chance import Chance
from improv.core.errors import Refusal, Why
from improv.core.events import PersonJoined, PersonLeft
from improv.core.formats import PhaseKind, Seat
from improv.core.roster import (
    ROOM_SIZE,
    CastMember,
    Person,
    Turns,
    clean_name,
    counted,
    deal,
    lifted,
    places,
    shown_names,
    split_names,
)
from improv.core.state import Setup
from tests.core.session_driver import SessionDriver


def people(*names: str) -> dict[str, Person]:
    """Players who are present."""
    return {name: Person(name, name, plays=True) for name in names}


def plays_of(driver: SessionDriver, rounds: int) -> Counter[str]:
    """Play so many rounds; how often each has played."""
    played: Counter[str] = Counter()
    for _ in range(rounds):
        driver.to(PhaseKind.BELL)
        played.update(driver.round.players)
        driver.to(PhaseKind.DEBRIEF)
        driver.next()
    return played


@given(size=st.integers(3, 9), rounds=st.integers(1, 9), seed=st.integers(0, 999))
def test_turns_differ_by_at_most_one(size: int, rounds: int, seed: int) -> None:
    """Whatever the seed and the size of the room."""
    room = people(*(f"p{n}" for n in range(size)))
    turns: dict[str, Turns] = {}
    chance, played = Chance(seed), Counter(dict.fromkeys(room, 0))
    for number in range(1, rounds + 1):
        cast, chance = deal(room, turns, ("agent", "customer"), chance)
        assert len({chair.person for chair in cast}) == 2
        turns = dict(counted(turns, cast, number))
        played.update(chair.person for chair in cast)
        assert max(played.values()) - min(played.values()) <= 1


def test_among_equals_a_new_seat_comes_first_then_who_sat_out() -> None:
    """The seat decides before the last round does."""
    room = people("a", "b", "c", "d")
    turns = {
        "a": Turns(1, frozenset({"agent"}), 1),
        "b": Turns(1, frozenset({"customer"}), 2),
        "c": Turns(1, frozenset({"customer"}), 1),
        "d": Turns(2, frozenset(), 1),
    }
    for seed in range(20):
        cast, _ = deal(room, turns, ("agent",), Chance(seed))
        assert cast == (CastMember("agent", "c"),)
        cast, _ = deal(room, turns, ("customer",), Chance(seed))
        assert cast == (CastMember("customer", "a"),)


def test_a_pass_is_no_play_and_is_not_punished() -> None:
    """Who passed is dealt the next round, and owes the room nothing."""
    driver = SessionDriver("call", names=("A", "B", "C", "D", "E"))
    driver.to(PhaseKind.PLAY)
    passed = driver.round.cast[0].person
    driver.act(a.Pass(id="", place=0))
    assert passed not in driver.round.players
    assert len(driver.round.players) == 2
    driver.to(PhaseKind.DEBRIEF)
    assert driver.state.progress.turns[passed].count == 0
    driver.next()
    assert passed in {
        *driver.round.players,
        *(driver.state.people.keys() - driver.round.players),
    }
    played = plays_of(driver, 5)
    assert played[passed] <= min(played.values()) + 1


def test_passes_run_out_when_nobody_is_left() -> None:
    """Three players, two seats: one substitute, then a plain refusal; no seat, no pass."""
    driver = SessionDriver("call", names=("A", "B", "C"))
    driver.to(PhaseKind.DRAW)
    assert not isinstance(driver.act(a.Pass(id="", place=1)), Refusal)
    assert driver.act(a.Pass(id="", place=0)) == Refusal(Why.NOBODY_LEFT)
    for place in (-1, 2):
        assert driver.act(a.Pass(id="", place=place)) == Refusal(Why.NOT_SEATED)
    volunteers = SessionDriver("call").to(PhaseKind.DRAW)
    assert volunteers.round.cast == (CastMember("agent"), CastMember("customer"))
    assert volunteers.act(a.Pass(id="", place=0)) == Refusal(Why.NOT_SEATED)


def test_newcomers_start_at_the_lowest_count() -> None:
    """Somebody who comes late is not made to catch up."""
    driver = SessionDriver("call", names=("A", "B", "C", "D"))
    plays_of(driver, 6)
    least = min(turns.count for turns in driver.state.progress.turns.values())
    driver.act(a.EditRoster(id="", add=("Late",)))
    assert driver.state.progress.turns["p5"].count == least
    played = plays_of(driver, 5)
    assert max(played.values()) - min(played.values()) <= 1


def test_who_was_away_is_lifted_to_one_below() -> None:
    """Back after six rounds, they play the next and then take turns like all."""
    driver = SessionDriver("call", names=("A", "B", "C", "D", "E"))
    driver.act(a.EditRoster(id="", person="p1", present=False))
    assert plays_of(driver, 6)["p1"] == 0
    driver.act(a.EditRoster(id="", person="p1", present=True))
    counts = {p: turns.count for p, turns in driver.state.progress.turns.items()}
    assert counts["p1"] == max(counts.values()) - 1
    assert plays_of(driver, 5)["p1"] <= 3
    even = {"a": Turns(2), "b": Turns(1)}
    assert lifted(even, {"a"}) is even


def test_nobody_loses_their_turn_to_whoever_takes_seats_over() -> None:
    """One who watches takes over in every scene: all the others play as often as each other."""
    for seed in range(5):
        driver = SessionDriver("stand-in", setup=Setup(seed), names=("A", "B", "C", "D", "E", "F"))
        driver.act(a.EditRoster(id="", person="p6", plays=False))
        played = Counter(dict.fromkeys(("p1", "p2", "p3", "p4", "p5"), 0))
        for _ in range(12):
            driver.to(PhaseKind.PLAY).next()
            played.update(driver.round.players)
            driver.act(a.TakeOver(id="", place=0, person="p6"))
            assert "p6" in driver.round.players
            driver.to(PhaseKind.DEBRIEF).next()
            assert max(played.values()) - min(played.values()) <= 1
        assert driver.state.progress.turns["p6"].count == 12


def test_whoever_took_a_seat_over_waits_until_the_others_have_played_as_often() -> None:
    """It was a play."""
    driver = SessionDriver("stand-in", names=("A", "B", "C", "D"))
    driver.to(PhaseKind.PLAY)
    eager = next(p for p in ("p1", "p2") if p not in driver.round.players)
    for _ in range(3):
        driver.to(PhaseKind.PLAY).next()
        assert eager not in driver.round.players
        driver.act(a.TakeOver(id="", place=0, person=eager))
        driver.to(PhaseKind.DEBRIEF).next()
    assert plays_of(driver, 6)[eager] == 0


def test_too_few_players_are_told_and_offered_what_fits() -> None:
    """Three people cannot fill four seats; formats for two are named."""
    driver = SessionDriver("heads", names=("A", "B", "C"))
    refusal = driver.next()
    assert isinstance(refusal, Refusal)
    assert refusal.why is Why.TOO_FEW_PLAYERS
    assert refusal.values["needed"] == 5
    assert refusal.values["present"] == 3
    assert "call" in str(refusal.values["formats"])
    assert "heads" not in str(refusal.values["formats"])
    assert driver.act(a.ChooseFormat(id="", format="heads")) == refusal
    driver.act(a.ChooseFormat(id="", format="call"))
    assert not isinstance(driver.next(), Refusal)


def test_names_are_fit_to_be_shown() -> None:
    """No direction controls, no lines, not too long; the joiners of Persian stay."""
    assert clean_name("  a\u202eb\n c\x00 ") == "ab c"
    assert clean_name("می\u200cروم") == "می\u200cروم"
    assert clean_name("\u200c \u200d") == ""
    assert clean_name("x" * 40) == "x" * 40
    assert clean_name("x" * 100) == "x" * 39 + "…"


@pytest.mark.parametrize(
    ("long", "kept"),
    [
        ("a" * 38 + "e\u0301" * 5, "a" * 38 + "…"),  # an accent of its own
        ("a" * 37 + "👩\u200d🚀" * 3, "a" * 37 + "…"),
        ("a" * 38 + "👍\U0001f3fd" * 3, "a" * 38 + "…"),
        ("a" * 38 + "🇮🇱🇮🇷", "a" * 38 + "…"),
        ("می\u200c" * 20, "می\u200c" * 12 + "می…"),
    ],
)
def test_a_name_that_is_too_long_ends_in_an_ellipsis_and_in_a_whole_character(
    long: str, kept: str
) -> None:
    """What people see as one character is kept or left out as one."""
    assert clean_name(long) == kept


def test_people_of_one_name_are_told_apart_where_they_are_shown() -> None:
    """All but the first have a number, which no other name looks like; the nameless have none."""
    named = ("Sam", "sam", "Sam 2", "Ana", "Sam", "", "")
    room = [Person(str(i), name, plays=True) for i, name in enumerate(named)]
    shown = shown_names(room)
    assert list(shown.values()) == ["Sam", "sam 3", "Sam 2", "Ana", "Sam 4", "", ""]
    assert shown_names(room[:2], "fa")["1"] == "sam ۲"


def test_who_is_unticked_before_the_scene_is_not_dealt() -> None:
    """In the draw and in the brief somebody else sits there, and undo does not bring them back."""
    driver = SessionDriver("call", names=("A", "B", "C")).to(PhaseKind.DRAW)
    gone = driver.round.cast[0].person
    driver.next()
    driver.act(a.EditRoster(person=gone, present=False))
    assert len(driver.round.players) == 2
    assert gone not in driver.round.players
    driver.act(a.Back())
    assert driver.at(PhaseKind.DRAW)
    assert gone not in driver.round.players


def test_an_unticked_players_place_is_a_volunteers_where_nobody_is_left() -> None:
    """And once the scene is on, whoever plays it stays in it."""
    driver = SessionDriver("call", names=("A", "B", "C")).to(PhaseKind.DRAW)
    first, second = (member.person for member in driver.round.cast)
    (third,) = {"p1", "p2", "p3"} - {first, second}
    driver.act(a.EditRoster(person=third, present=False))
    driver.act(a.EditRoster(person=first, present=False))
    assert [member.person for member in driver.round.cast] == ["", second]
    driver.to(PhaseKind.PLAY)
    driver.act(a.EditRoster(person=second, present=False))
    assert second in driver.round.players
    assert places((Seat("agent", 3), Seat("customer"))) == ("agent",) * 3 + ("customer",)


def test_the_roster_refuses_what_it_cannot_do() -> None:
    """Nobody is added by a refusal."""
    driver = SessionDriver("call", names=("A",))
    before = driver.state
    too_many = tuple(f"n{n}" for n in range(ROOM_SIZE))
    for action, why in (
        (a.EditRoster(id="", add=("ok", " ")), Why.BAD_VALUE),
        (a.EditRoster(id="", add=too_many), Why.ROOM_FULL),
        (a.EditRoster(id="", person="p9", rename="x"), Why.UNKNOWN_PERSON),
        (a.EditRoster(id="", person="p1", rename="\u202e"), Why.BAD_VALUE),
    ):
        refusal = driver.act(action)
        assert isinstance(refusal, Refusal)
        assert refusal.why is why
        assert driver.state is before
    assert driver.act(a.EditRoster(id="", person="p1", rename="A")) == ()


def test_a_newcomer_never_takes_the_place_of_who_claimed_a_name() -> None:
    """Ids of the roster go up, whoever of it has a phone by now."""
    table = SessionDriver("call", names=("Ana", "Bo"))
    table.act(a.Join(id="", voter="v1", claims="p2"))
    table.act(a.Join(id="", voter="v2"))
    table.act(a.EditRoster(id="", add=("Cy", "Dee")))
    names = {person.id: person.name for person in table.state.people.values()}
    assert names == {"p1": "Ana", "p2": "Bo", "v2": "", "p3": "Cy", "p4": "Dee"}
    holder = table.state.holder("v1")
    assert holder is not None
    assert (holder.name, holder.votes) == ("Bo", True)


def test_who_is_cut_off_in_the_middle_of_a_scene_had_their_turn() -> None:
    """A skip deals the next scene to others, as long as there are others."""
    for seed in range(8):
        driver = SessionDriver("call", names=("A", "B", "C", "D", "E"), setup=Setup(seed))
        first = driver.to(PhaseKind.PLAY).round.players
        driver.act(a.Skip(id=""))
        assert not driver.round.players & first


@pytest.mark.parametrize(
    "text",
    [
        "Leila, Tomasz, Amara",
        "Leila; Tomasz; Amara",
        "Leila، Tomasz؛ Amara",
        "Leila，Tomasz、Amara；",
        "Leila､Tomasz﹐Amara﹔",
        "Leila፣ Tomasz᠂ Amara߸",
        "Leila\tTomasz\tAmara",
        "Leila\r\nTomasz\rAmara\n\n",
        "Leila, Tomasz\nAmara,",
        "Name\nLeila\nTomasz\nAmara\n",
        "Leila,Sales\nTomasz,IT\nAmara,IT\n",
        "Name;Team\nLeila;Sales\nTomasz;IT\nAmara;\n",
        'Name\tTeam\nLeila\t"Sales; IT"\nTomasz\t\nAmara\tIT',
        '"Leila",1\n"Tomasz",2\nAmara,"3, 4"\n',
    ],
)
def test_names_are_read_as_people_keep_lists(text: str) -> None:
    """From lines, behind separators of any script, and from the first column of a table."""
    assert split_names(text) == ("Leila", "Tomasz", "Amara")


@given(st.text(alphabet="ab ,;\t\n\r\"'\0،、"))
def test_any_text_is_a_list_of_names(text: str) -> None:
    """Names that are fit to be shown, or nobody."""
    names = split_names(text)
    assert all(name == clean_name(name) != "" for name in names)


def test_however_many_phones_join_names_have_room() -> None:
    """One phone that joins without end keeps other phones out, not the facilitator's people."""
    driver = SessionDriver("call", names=("Ana",))
    for n in range(ROOM_SIZE):
        assert driver.act(a.Join(voter=f"v{n}"))
    full = driver.act(a.Join(voter="one more"))
    assert isinstance(full, Refusal)
    assert full.why is Why.ROOM_FULL
    assert driver.act(a.EditRoster(id="", add=("Bo", "Caro")))
    claimed = driver.act(a.Join(voter="Caro's", claims="p3"))
    assert not isinstance(claimed, Refusal)


def test_who_did_nothing_but_join_gives_way_in_a_full_room() -> None:
    """The first of them that is nobody's; who has a name, voted or sat is never sent away."""
    driver = SessionDriver("call", names=("Ana", "Bo"))
    for voter in ("voted", "named", "idle", "later"):
        driver.act(a.Join(voter=voter, person_name="Mia" if voter == "named" else ""))
    driver.to(PhaseKind.VOTE)
    driver.rate("voted", 3)
    for n in range(ROOM_SIZE - 4):
        driver.act(a.Join(voter=f"v{n}"))
    unseen = ("ghost", "p1", "voted", "named", "idle", "later")
    assert isinstance(driver.act(a.Join(voter="new")), Refusal)
    answer = driver.act(a.Join(voter="new", unseen=unseen))
    assert not isinstance(answer, Refusal)
    left, joined = answer
    assert isinstance(left, PersonLeft)
    assert isinstance(joined, PersonJoined)
    assert (left.person, joined.person) == ("idle", "new")
    assert "idle" not in driver.state.people
    none = driver.act(a.Join(voter="newer", unseen=unseen[:4]))
    assert isinstance(none, Refusal)
    assert none.why is Why.ROOM_FULL
