"""Standings, thanks and the end: what closes a session."""

from improv.core.formats import PhaseKind
from improv.core.tally import Distribution
from improv.core.view_models import SeatView, StandingView
from improv.core.votes import Electorate
from improv.locale.phrases import without_isolates
from improv.scenes.closing import MOST_LINES, bell, end, kudos
from improv.scenes.standings import standings
from tests.scenes.views import EN, FA, seat, tally, view

K = PhaseKind


def standing(place: int, *cast: SeatView) -> StandingView:
    """A scene with four 4s."""
    return StandingView(place, 2, "A parrot", cast, tally((0, 0, 0, 4)))


def test_scenes_have_their_places_and_their_people() -> None:
    """In figures; without names it is the number of the scene."""
    rows = (standing(1, seat("agent", "Sara"), seat("customer")), standing(2))
    scene = standings(view(K.STANDINGS, standings=(rows,)), FA)
    first, second = scene.lists[0].rows
    assert (first.place, first.first, first.title) == ("۱", True, "A parrot")
    assert first.under == FA.listed(["Sara"])
    assert second.under == FA.say("standings.scene", number=2)
    assert not second.first
    assert (first.grade, first.median) == (4, "۴")
    assert first.csat == FA.say("result.percent", number=100)
    assert [part.share for part in first.parts] == [1.0]
    assert scene.lists[0].figures == "، ".join((FA.say("result.csat"), FA.say("result.median")))


def test_whose_votes_counted_stands_under_a_scene() -> None:
    """Where they were not everybody's."""
    for whose, words in (
        (Electorate.EVERYBODY, ""),
        (Electorate.AT_DRAW, "result.at_draw"),
        (Electorate.HANDS, "result.hands"),
    ):
        counted = tally((0, 0, 0, 4), electorate=whose)
        row = StandingView(1, 2, "A parrot", (seat("agent", "Sara"),), counted)
        ((shown,),) = (
            one.rows for one in standings(view(K.STANDINGS, standings=((row,),)), FA).lists
        )
        assert "Sara" in shown.under
        assert without_isolates(shown.under).endswith(f"({FA.say(words)})" if words else "Sara")


def test_lists_are_told_from_each_other_by_their_criteria() -> None:
    """One alone needs no name."""
    assert standings(view(K.STANDINGS), EN).lists == ()
    lone = standings(view(K.STANDINGS, standings=((standing(1),),)), EN)
    assert lone.lists[0].criteria == ()
    calm = {"calm": Distribution((0, 0, 0, 4))}
    other = StandingView(1, 1, "A goat", (), tally((0, 0, 0, 4), criteria=calm))
    both = standings(view(K.STANDINGS, standings=((standing(1),), (other,))), EN)
    assert [[one.icon for one in list_.criteria] for list_ in both.lists] == [["star"], ["circle"]]


def test_the_newest_thanks_stay() -> None:
    """Each keeps its number when the first ones go."""
    lines = tuple(f"Thanks {n}" for n in range(MOST_LINES + 2))
    scene = kudos(view(K.KUDOS, kudos=lines), EN)
    assert (scene.first, scene.lines) == (2, lines[2:])
    assert kudos(view(K.KUDOS), EN).lines == ()


def test_the_bell_and_the_end() -> None:
    """A title and a line; a session may have had no scene."""
    assert bell(view(K.BELL), EN).title == EN.say("bell.title")
    assert end(view(K.END, played=3), EN).played == EN.say("end.played", count=3)
    assert end(view(K.END), EN).played == EN.say("end.none")
