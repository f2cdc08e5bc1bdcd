"""Somebody's name in the events of a session: what is a name, what is a text, what stays."""

from dataclasses import replace

import pytest

from improv.core import events as e
from improv.core.forgetting import (
    FORGOTTEN,
    mentions,
    names_in,
    same_name,
    texts_in,
    without_name,
    without_text,
)
from improv.core.session import evolve, opening
from improv.core.state import Setup, Shift, State, TeamHistory
from tests.core.sample_decks import CALL


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann", "ann", True),
        ("José", "Jose\u0301", True),
        ("علی", "علي", True),
        ("نیلوفر\u200cجان", "نیلوفرجان", True),
        ("שָׂרָה", "שרה", True),
        ("Ann", "Anna", False),
        ("Ann", "Ann B.", False),
    ],
)
def test_whose_name_it_is(one: str, other: str, same: bool) -> None:
    """Large letters, marks, half-spaces and the two yehs make no difference; a letter does."""
    assert same_name(one, other) is same


def test_names_are_overwritten_where_people_stand() -> None:
    """In who joined and who changed; everybody else and everything else stays the very same."""
    joined = e.PersonJoined(at=1, person="p1", name="Ann", plays=True, votes=False)
    changed = e.PersonChanged(at=2, person="p1", name="ANN", plays=False, present=True)
    other = e.PersonJoined(at=3, person="p2", name="Anna", plays=True, votes=False)
    nobody = replace(joined, name="")
    assert without_name(joined, "ann") == replace(joined, name=FORGOTTEN)
    assert without_name(changed, "ann") == replace(changed, name=FORGOTTEN)
    for event in (other, nobody, e.Paused(at=4)):
        assert without_name(event, "Ann") is event
    assert (names_in(joined), names_in(nobody), names_in(e.Paused(at=4))) == (("Ann",), (), ())


def test_a_team_remembers_who_played_by_name() -> None:
    """Case folded, in what its next session begins with."""
    team = TeamHistory("Desk of Ann", players=frozenset({"ann", "بهار"}))
    (opened,) = [opening(Setup(1, team=team), CALL, "en", standings=False)]
    kept = without_name(opened, "Ann")
    assert isinstance(kept, e.SessionOpened)
    assert kept.setup.team.players == {FORGOTTEN, "بهار"}
    assert kept.setup.team.name == "Desk of Ann"
    assert texts_in(opened) == ("Desk of Ann",)
    assert names_in(opened) == ("ann", "بهار")
    kept = without_text(kept, "Ann")
    assert isinstance(kept, e.SessionOpened)
    assert kept.setup.team.name == f"Desk of {FORGOTTEN}"


def test_somebody_alone_has_a_name_and_a_sentence() -> None:
    """What their session begins with: the name is overwritten, the sentence is theirs."""
    shift = Shift("Ann", ("A4",), ("desk/tire",), opening="Slowly, Ann", knows=True)
    opened = opening(Setup(1, shift=shift), CALL, "en", standings=False)
    assert names_in(opened) == ("Ann",)
    assert texts_in(opened) == ("Slowly, Ann",)
    kept = without_text(without_name(opened, "ann"), "ann")
    assert isinstance(kept, e.SessionOpened)
    assert kept.setup.shift == replace(shift, name=FORGOTTEN, opening=f"Slowly, {FORGOTTEN}")
    assert without_name(opened, "Bo") is without_text(opened, "Bo") is opened


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("Ann", "Thank you, Ann!", f"Thank you, {FORGOTTEN}!"),
        ("Ann", "ann, Ann and ANN", f"{FORGOTTEN}, {FORGOTTEN} and {FORGOTTEN}"),
        ("Ann", "The annual plan of Anna", "The annual plan of Anna"),
        ("José", "Jose\u0301, jose, José.", f"{FORGOTTEN}, {FORGOTTEN}, {FORGOTTEN}."),
        ("Ann Lee", "by Ann   Lee", f"by {FORGOTTEN}"),
        ("علی", "از علي ممنونم", f"از {FORGOTTEN} ممنونم"),
        ("نیلوفر", "نیلو\u200cفر جان", f"{FORGOTTEN} جان"),
        ("سحر", "از سَحَرِ عزیز", f"از {FORGOTTEN} عزیز"),
        ("ליאת", "תודה לליאת", f"תודה ל{FORGOTTEN}"),
        ("عمر", "شكرًا وعمر", f"شكرًا و{FORGOTTEN}"),
        ("ß", "STRASSE", "STRASSE"),
        ("", "Ann", "Ann"),
    ],
)
def test_a_name_in_a_text(name: str, text: str, kept: str) -> None:
    """In every form of it, with its marks, and never a part of another Latin word."""
    event = e.PromiseLogged(at=1, number=1, round=1, text=text)
    assert without_text(event, name) == replace(event, text=kept)
    assert mentions(text, name) is (text != kept)
    assert without_name(event, name) is event


@pytest.mark.parametrize(
    "event",
    [
        e.PromiseLogged(at=1, number=1, round=1, text="Ann"),
        e.KudosGiven(at=1, number=1, text="Ann"),
        e.LineWritten(at=1, round=1, number=1, voter="x", text="Ann"),
        e.LineNoted(at=1, round=1, option=1, text="Ann"),
        e.NoteWritten(at=1, round=1, text="Ann"),
    ],
)
def test_everything_that_people_write_is_a_text(event: e.Event) -> None:
    """It is found, and overwritten where that is asked for."""
    assert texts_in(event) == ("Ann",)
    assert texts_in(without_text(event, "Ann")) == (FORGOTTEN,)
    assert texts_in(e.Paused(at=1)) == ()


def test_the_session_folds_as_before() -> None:
    """Two people of one name are both forgotten, and are told apart as people of one name are."""
    (opened,) = [opening(Setup(1), CALL, "en", standings=False)]
    events = [
        opened,
        *(
            e.PersonJoined(at=1, person=f"p{n}", name="Ann", plays=True, votes=False)
            for n in (1, 2)
        ),
    ]
    state: State | None = None
    for event in events:
        state = evolve(state, without_name(event, "Ann"))
    assert state is not None
    assert [person.name for person in state.people.values()] == [FORGOTTEN, FORGOTTEN]
