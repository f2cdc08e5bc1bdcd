"""The home screen: what is chosen there is played, kept, and shown again."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from improv.locale.phrases import interface_languages
from improv.scenes.menu import BACK, FIELD, Menu, Pick
from improv.screen.layouts.menu import Place
from improv.screen.projector import Projector
from improv.wiring import settings
from improv.wiring.choices import Choices
from improv.wiring.home import Home
from improv.wiring.options import TAKES, SoloOptions

PATHS = (
    ("home",),
    ("home", "workshop"),
    ("home", "huddle"),
    ("home", "alone"),
    ("home", "workshop", "game"),
    ("home", "workshop", "names"),
    ("home", "workshop", "packs"),
    ("home", "workshop", "only"),
    ("home", "workshop", "wifi"),
    ("home", "workshop", "team"),
    ("home", "alone", "name"),
    ("home", "cards"),
    ("home", "cards", "look:hard-calls"),
    ("home", "check"),
    ("home", "past"),
)


def home(data: Path, **chosen: object) -> Home:
    """A home screen on two displays."""
    here = Home(data, print, lambda _: None, displays=((1280, 720), (1920, 1080)))
    here.choices = replace(here.choices, **{"language": "en", **chosen})  # type: ignore[arg-type]
    return here


def test_a_workshop_begins_with_what_was_chosen(tmp_path: Path) -> None:
    """Each pick changes the page, is kept on the disk, and reaches the game."""
    here = home(tmp_path)
    for pick in (
        Pick("workshop"),
        *(Pick("names"), Pick(FIELD, text="Sara\nOmid\nשרה"), Pick("person:1"), Pick(BACK)),
        *(Pick("game"), Pick("game:rewind")),
        *(Pick("rounds"), Pick("rounds"), Pick("rounds", -1)),
        *(Pick("heat_most"), Pick("heat_most"), Pick("ballot", -1)),
        *(Pick("clock"), Pick("voice"), Pick("phones"), Pick("scene", 1)),
        *(Pick("packs"), Pick("pack:hard-calls"), Pick(BACK)),
        *(Pick("only"), Pick("business:service-desk/pharmacy"), Pick(BACK)),
        *(Pick("team"), Pick(FIELD, text="North")),
    ):
        assert here.pick(pick) is None
        assert here.menu().rows or here.menu().field
    asked = here.pick(Pick("begin"))
    assert asked is not None
    game, _, sound, phones = asked
    assert game.players == ("Sara", "שרה")
    assert (game.format, game.rounds, game.heat_most) == ("rewind", 1, 2)
    assert (game.votes, game.clock, game.resume) == (False, False, False)
    assert game.packs == ("service-desk", "hard-calls")
    assert game.only == ("service-desk/pharmacy",)
    assert (sound.voice, phones.invited) == (("off",), False)
    kept = settings.load(tmp_path)
    assert (kept.team, kept.seconds) == ("North", {"play": 60})
    again = Home(tmp_path, print, lambda _: None)
    assert again.choices == here.choices


def test_a_plan_takes_the_place_of_a_game(tmp_path: Path) -> None:
    """And the other way round."""
    here = home(tmp_path)
    for pick in (Pick("workshop"), Pick("game"), Pick("plan:first-hour")):
        here.pick(pick)
    asked = here.pick(Pick("begin"))
    assert asked is not None
    assert (asked[0].plan, asked[0].format, asked[0].rounds) == ("first-hour", None, None)
    here.pick(Pick("game"))
    here.pick(Pick("game:rewind"))
    asked = here.pick(Pick("begin"))
    assert asked is not None
    assert (asked[0].plan, asked[0].format) == (None, "rewind")


def test_who_practises_alone_says_their_name_first(tmp_path: Path) -> None:
    """Once: then it stands there."""
    here = home(tmp_path)
    here.pick(Pick("alone"))
    assert here.pick(Pick("begin")) is None
    assert here.menu().field is not None
    here.pick(Pick(FIELD, text=" Sara "))
    for _ in range(2):
        here.pick(Pick("calls"))
    asked = here.pick(Pick("begin"))
    assert asked is not None
    assert asked[0].solo == SoloOptions("Sara")
    assert asked[0].rounds == 5
    assert asked[3].bind == "127.0.0.1"
    assert not (tmp_path / TAKES).exists()


def test_what_is_no_choice_is_left_out(tmp_path: Path) -> None:
    """A file that somebody wrote by hand, or another version."""
    wrong = {
        "theme": "neon",
        "rounds": "many",
        "heat_most": 17,
        "players": ["Sara", 3, "", "x" * 5000],
        "packs": [],
        "clock": 0,
        "display": -1,
        "later": True,
        "language": "fa",
    }
    (tmp_path / settings.NAME).write_text(json.dumps({"choices": wrong}), "utf-8")
    here = Home(tmp_path, print, lambda _: None)
    players = here.choices.players
    assert players[0] == "Sara"
    assert here.choices == replace(Choices(), language="fa", players=players)
    assert here.menu().title


def test_the_last_pack_stays(tmp_path: Path) -> None:
    """A game without cards cannot be chosen."""
    here = home(tmp_path)
    here.path = ["home", "workshop", "packs"]
    here.pick(Pick("pack:service-desk"))
    assert here.choices.packs == ("service-desk",)


@pytest.fixture(scope="module")
def display() -> Iterator[None]:
    """Pictures need a display, and a mode."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    pygame.display.set_mode((10, 10))
    yield
    pygame.display.quit()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768), (800, 600)])
@pytest.mark.parametrize("language", interface_languages())
def test_every_page_is_whole(
    tmp_path: Path, display: None, language: str, size: tuple[int, int]
) -> None:
    """No word is cut, wherever the cursor is."""
    here = home(tmp_path, language=language, theme="contrast", players=("Sara", "عمر"))
    for path in PATHS:
        here.path = list(path)
        shown: Menu = here.menu()
        picture = Projector(size, "contrast", still=True)
        for cursor in range(len(shown.order)):
            picture.choose(language, shown, Place(cursor))
            cut = [one.text for one in picture.placed if one.overflows]
            assert cut == [], (path, cut)
