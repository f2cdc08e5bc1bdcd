"""The lobby: the game, who is here, how phones come in, and how to begin."""

from dataclasses import replace

import pytest

from improv.core.roster import Door
from improv.core.view_models import ProjectorView, SoloView
from improv.scenes.lobby import CROWD, CROWD_BESIDE_A_CODE, Entrance, LobbyScene, lobby
from improv.scenes.parts import Label
from improv.scenes.system_buttons import BUTTONS
from improv.scenes.words import Names
from tests.scenes.views import EN, INVITATION, person, view


def made(here: ProjectorView, *, phones: bool = False, keys: bool = True) -> LobbyScene:
    """The lobby of a view."""
    return lobby(here, EN, INVITATION if phones else None, keys=keys)


def entrance(**changes: object) -> Entrance:
    """How to come in."""
    found = made(replace(view(), **changes), phones=True).entrance  # type: ignore[arg-type]
    assert found is not None
    return found


def test_names_are_those_who_are_here() -> None:
    """Nobody who left, and no phone without a name; until then it is asked for some."""
    people = (person("Sara"), person("Reza", present=False), person("", votes=True))
    assert made(view(people=people)).people == ("Sara",)
    empty = made(view())
    assert empty.people == ()
    assert empty.ask == EN.say("lobby.names")
    assert made(view(), keys=False).ask == EN.say("lobby.names.told")


def test_phones_are_counted() -> None:
    """Who has joined, and how many phones listen; without phones it says who is here."""
    people = (person("Sara", votes=True), person("Reza"), person("Omar", votes=True, present=False))
    here = view(people=people)
    assert made(here, phones=True).phone_counts == (
        EN.say("invite.joined", count=1),
        EN.say("invite.connected", count=2),
    )
    assert made(here, phones=True).label == " · ".join(made(here, phones=True).phone_counts)
    assert made(here).label == EN.say("lobby.here")


def test_no_phone_yet_is_not_nobody() -> None:
    """Over names that were typed it says who is here, until the first phone comes."""
    here, nobody = view(people=(person("Sara"),)), replace(INVITATION, connected=0)
    assert lobby(here, EN, nobody, keys=True).label == EN.say("lobby.here")
    joined = EN.say("invite.joined", count=0)
    assert joined in lobby(here, EN, replace(nobody, connected=1), keys=True).label
    assert joined in lobby(view(), EN, nobody, keys=True).label


def test_many_names_are_a_crowd() -> None:
    """Sooner beside a code."""
    for phones, most in ((False, CROWD), (True, CROWD_BESIDE_A_CODE)):
        people = tuple(person(f"N{n}") for n in range(most))
        assert not made(view(people=people), phones=phones).crowd
        assert made(view(people=(*people, person("One more"))), phones=phones).crowd


def test_how_to_begin() -> None:
    """By which key, where there is one; a huddle begins by itself."""
    assert made(view()).go == EN.say("lobby.next")
    assert made(view(), keys=False).go == EN.say("lobby.soon")
    assert made(view(huddle=True)).go == EN.say("lobby.huddle")


def test_a_small_room_is_told_what_its_figures_will_be() -> None:
    """Nothing to a large one, nor while nobody is known; who only joined is not in it."""
    assert made(view(onlookers=2)).note == EN.say("lobby.none")
    assert made(view(onlookers=3)).note == EN.say("lobby.unranked")
    assert made(view(onlookers=4)).note == made(view()).note == ""
    unseen = replace(INVITATION, unseen=2)
    assert lobby(view(onlookers=4), EN, unseen, keys=True).note == EN.say("lobby.none")


def test_the_door() -> None:
    """Open, by code, or shut: then nobody new comes in, and it says so."""
    assert not entrance().code_needed
    assert entrance().shut is None
    assert entrance(door=Door.CODE).code_label == EN.say("invite.code.needed")
    shut = entrance(door=Door.SHUT).shut
    assert shut is not None
    assert shut.title == EN.say("door.shut")


def test_what_to_do_until_a_phone_has_reached_us() -> None:
    """Afterwards it says that the way is open."""
    assert entrance().how == Label("arrow", EN.say("invite.how"))
    afar = lobby(view(), EN, replace(INVITATION, local=False), keys=True).entrance
    assert afar is not None
    assert afar.how == Label("arrow", EN.say("invite.how.anywhere")), "nobody there has this Wi-Fi"
    reached = lobby(view(), EN, replace(INVITATION, reached=True), keys=True).entrance
    assert reached is not None
    assert reached.how.icon == "check"


@pytest.mark.parametrize("system", ["windows", "macos"])
@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
def test_what_a_firewall_asks_is_told_until_a_phone_has_come(system: str, language: str) -> None:
    """In the place of what a small room will see, with the button to press."""
    names, few = Names(language), view(onlookers=2)
    asked = lobby(few, names, replace(INVITATION, firewall=system), keys=True)
    assert asked.firewall == names.say(f"invite.firewall.{system}", **BUTTONS[system])
    assert "Allow" in asked.firewall
    assert {"windows": "Run anyway", "macos": "Open Anyway"}[system] in asked.firewall
    assert asked.note == ""
    answered = lobby(few, names, INVITATION, keys=True)
    assert (answered.firewall, answered.note) == ("", names.say("lobby.none"))
    assert lobby(few, names, None, keys=True).firewall == ""


def test_somebody_alone_reads_what_is_due_and_cannot_come() -> None:
    """The first of the practices that no card trains, by name; nothing where all can come."""
    mine = SoloView("Sara", "", ("Apology", "Hand over", "Silence"))
    told = made(view(solo=mine)).left_out
    assert told == EN.say("solo.left_out", listed=EN.listed(("Apology", "Hand over")))
    assert made(view(solo=replace(mine, left_out=()))).left_out == ""
    assert made(view()).left_out == ""
