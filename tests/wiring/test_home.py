"""The home screen: what is chosen there is played, kept, and shown again."""

import json
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

import httpx
import pytest

from improv.core.cards import Pack
from improv.journal.store import SqliteJournal
from improv.locale.phrases import interface_languages, without_isolates
from improv.packs.loading import load_pack
from improv.paths import own_packs
from improv.scenes.menu import BACK, FIELD, Menu, Pick
from improv.screen.layouts.menu import Place
from improv.screen.projector import Projector
from improv.wiring import settings
from improv.wiring.choices import Choices
from improv.wiring.home import Home
from improv.wiring.home_packs import HomePacks
from improv.wiring.home_screen import _look as look_of
from improv.wiring.home_screen import _played as played
from improv.wiring.options import TAKES, ScreenOptions, SoloOptions
from improv.wiring.past_pages import delete
from tests.wiring.games import SAMPLE, console
from tests.wiring.test_catalogue import write_game, write_plan
from tests.wiring.test_past_sessions import played as session
from tests.wiring.test_past_sessions import write

PATHS = (
    ("home",),
    ("home", "workshop"),
    ("home", "huddle"),
    ("home", "alone"),
    ("home", "workshop", "game"),
    ("home", "workshop", "times"),
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
        *(Pick("clock"), Pick("voice"), Pick("phones")),
        *(Pick("times"), Pick("seconds:weak"), Pick("usual"), Pick("seconds:weak")),
        *(Pick("seconds:weak"), Pick("seconds:vote", -1), Pick(BACK)),
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
    assert (kept.team, kept.seconds) == ("North", {"rewind.weak": 75, "rewind.vote": 15})
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


def test_every_row_turns_there_and_back(tmp_path: Path) -> None:
    """Whatever has a value before and one after it, or is ticked."""
    here = home(tmp_path)
    for path in (("home",), ("home", "workshop"), ("home", "alone"), ("home", "check")):
        here.path = list(path)
        for row in here.menu().rows:
            if row.turns or row.ticked is not None:
                before = here.menu()
                here.pick(Pick(row.id))
                assert here.menu() != before, row.id
                here.pick(Pick(row.id, -1))
                assert here.menu() == before, row.id


def test_the_last_pack_stays(tmp_path: Path) -> None:
    """A game without cards cannot be chosen."""
    here = home(tmp_path)
    here.path = ["home", "workshop", "packs"]
    here.pick(Pick("pack:service-desk"))
    assert here.choices.packs == ("service-desk",)


def test_two_people_may_have_one_name(tmp_path: Path) -> None:
    """In a list, and typed once more; the same list again adds nobody."""
    here = home(tmp_path)
    here.path = ["home", "workshop", "names"]
    for text in ("Ali\nSara\nAli", "Sara, Ali, Ali", "Sara"):
        here.pick(Pick(FIELD, text=text))
    assert sorted(here.choices.players) == ["Ali", "Ali", "Sara", "Sara"]


def test_what_is_not_on_the_page_leads_to_nothing(tmp_path: Path) -> None:
    """Rows of other pages, of none, and the way back from the first."""
    here = home(tmp_path, players=("Sara",))
    rows = {BACK, FIELD, "", "person", "person:x", "known:7", "resume:one", "yes", "\0"}
    for path in PATHS:
        here.path = list(path)
        rows.update(here.menu().order)
    for path in PATHS:
        here.path = list(path)
        others = sorted(rows - {*here.menu().order})
        for row in (BACK, FIELD, *Random(len(path)).sample(others, 12)):
            if row in here.menu().order:
                continue
            before = here.choices
            assert here.pick(Pick(row, text="Omid")) is None
            assert (tuple(here.path), here.choices) == (path, before), row


def test_times_that_hold_for_every_game_are_kept_until_they_are_as_usual(tmp_path: Path) -> None:
    """An earlier version kept `play`; phases of one name are told apart."""
    settings.save(tmp_path, settings.Settings(seconds={"play": 60, "rewind.weak": 30, "vote": 40}))
    here = home(tmp_path)
    for pick in (Pick("workshop"), Pick("game"), Pick("game:rewind"), Pick("times")):
        here.menu()
        here.pick(pick)
    rows = {row.id: row for row in here.menu().rows}
    lasts = {name: rows[f"seconds:{name}"].value for name in ("weak", "replay", "vote")}
    assert lasts == {"weak": "0:30", "replay": "1:00", "vote": "0:40"}
    assert len({row.text for row in rows.values()}) == len(rows)
    here.pick(Pick("usual"))
    assert "usual" not in here.menu().order
    assert settings.load(tmp_path).seconds == {}


def test_what_is_gone_is_not_played(tmp_path: Path) -> None:
    """A pack, a game, a plan, a desk, a language, a display that were chosen last time."""
    gone = {
        "packs": ["nowhere", "hard-calls"],
        "only": ["nowhere/bank"],
        "game": "riddle",
        "plan": "no-hour",
        "language": "tlh",
        "display": 7,
    }
    settings.save(tmp_path, settings.Settings(choices=gone))
    here = Home(tmp_path, print, print, displays=((1280, 720),))
    for page in ("workshop", "huddle", "alone"):
        here.path = ["home"]
        assert here.menu().title
        here.pick(Pick(page))
        here.menu()
        assert here.choices.packs == ("hard-calls",)
    here.choices = Choices.of({**gone, "packs": ["nowhere"]})
    here.path = ["home", "workshop"]
    asked = here.pick(Pick("begin"))
    assert asked is not None
    game = asked[0]
    assert (game.packs, game.only, game.format, game.plan, game.language) == (
        *(("service-desk",), (), None, None, None),
    )
    here.choices = Choices.of(gone)
    assert look_of(here, ScreenOptions()).display is None


def begun(here: Home, row: str) -> bool:
    """Whether what was picked could be begun; in a browser, for there is no window here."""
    asked = here.pick(Pick(row))
    assert asked is not None
    options, look, sound, phones = asked
    return played(here, (options, replace(look, kind="browser"), sound, phones), console())


def test_nothing_is_deleted_by_a_key_that_is_pressed_twice(tmp_path: Path) -> None:
    """Whoever is asked whether they are sure is on the way back at first."""
    with closing(SqliteJournal.open(tmp_path)) as journal:
        write(journal, "one", session().events)
    here = home(tmp_path)
    for row in ("past", "session:one", "delete:one"):
        here.pick(Pick(row))
    asked = here.menu()
    assert asked.order == ("yes", BACK)
    assert asked.order[asked.begins] == BACK


def test_a_session_that_ended_meanwhile_is_not_resumed(tmp_path: Path) -> None:
    """Nor one that was deleted; both are told."""
    with closing(SqliteJournal.open(tmp_path)) as journal:
        write(journal, "one", session().events)
    here = home(tmp_path)
    assert here.menu().rows[0].id == "resume:one"
    with closing(SqliteJournal.open(tmp_path)) as journal:
        journal.end_session("one")
    assert not begun(here, "resume:one")
    assert "session one has ended" in here.menu().lines[0]
    for row in ("past", "session:one"):
        here.pick(Pick(row))
        here.menu()
    delete(tmp_path, "one", str)
    assert here.menu().lines == ("That session is not there any more.",)
    assert here.pick(Pick("report")) is None
    assert here.pick(Pick(BACK)) is None
    assert here.menu().lines == ("No session yet.",)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Whatever is chosen holds for this time."""
    (tmp_path / "file").touch()
    here = home(tmp_path / "file")
    here._saves = True  # its settings cannot be read either
    here.pick(Pick("theme"))
    assert "not kept" in here.menu().lines[0]
    assert here.choices.theme == "daylight"
    for path in PATHS:
        here.path = list(path)
        assert here.menu().title


def test_settings_that_cannot_be_read_are_told_and_left(tmp_path: Path) -> None:
    """Somebody may have written them by hand."""
    file = tmp_path / settings.NAME
    file.write_text("{ my notes", "utf-8")
    here = Home(tmp_path, print, print)
    assert "no settings" in here.menu().lines[0]
    here.pick(Pick("theme"))
    assert here.choices.theme == "daylight"
    assert file.read_text("utf-8") == "{ my notes"


def test_a_journal_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Where its sessions would be, and where another would begin over it."""
    (tmp_path / "sessions.db").write_bytes("یادداشت\n".encode() * 1000)
    here = home(tmp_path, name="Sara")
    for path in PATHS:
        here.path = list(path)
        here.menu()
    here.path = ["home", "past"]
    assert "holds no sessions of improv" in here.menu().lines[0]
    for page in ("workshop", "alone"):
        here.path = ["home", page]
        assert not begun(here, "begin")
        assert "holds no sessions of improv" in here.menu().lines[-1]


class Broken(HomePacks):
    """Shipped packs that somebody has edited."""

    def of(self, language: str) -> tuple[Pack, ...]:
        """Raise PackProblems."""
        (self.data / "cards.yaml").write_text("id: [", "utf-8")
        return (load_pack(self.data, languages=(language,)),)


def test_cards_that_cannot_be_read_are_told_on_the_first_page(tmp_path: Path) -> None:
    """Which does without them."""
    here = home(tmp_path)
    here.library = Broken(tmp_path)
    here.menu()
    here.pick(Pick("workshop"))
    shown = here.menu()
    assert (shown.id, here.path) == ("home", ["home"])
    assert "cards.yaml" in shown.lines[0]


def test_own_packs_are_chosen_and_looked_at(tmp_path: Path) -> None:
    """As soon as they are there; a broken one is told and stays chosen, and the others play on."""
    here = home(tmp_path)
    here.path = ["home", "workshop", "packs"]
    assert "pack:four-tongues" not in here.menu().order
    own = copytree(SAMPLE, own_packs(tmp_path) / "four-tongues")
    assert "pack:four-tongues" in here.menu().order
    here.pick(Pick("pack:four-tongues"))
    here.path = ["home", "cards", "look:four-tongues"]
    assert here.menu().title == "Four tongues"
    words = (own / "en.yaml").read_text("utf-8")
    (own / "en.yaml").write_text(words + "oops", "utf-8")
    assert here.menu().id == "cards"
    assert "look:four-tongues" not in here.menu().order
    assert "en.yaml" in here.menu().lines[0]
    here.path = ["home", "workshop"]
    assert "en.yaml" in here.menu().lines[0]
    assert "four-tongues" in here.choices.packs
    assert not begun(here, "begin")
    (own / "en.yaml").write_text(words, "utf-8")
    assert "en.yaml" in here.menu().lines[0]
    assert here.menu().lines == ()
    rmtree(own)
    here.menu()
    assert here.choices.packs == ("service-desk",)


@pytest.mark.parametrize("name", ["cards", "en"])
def test_of_a_pack_no_file_with_another_ending_is_passed_over(name: str, tmp_path: Path) -> None:
    """Neither its cards nor its words are missing without a word; renamed it is played."""
    own = copytree(SAMPLE, own_packs(tmp_path) / "four-tongues")
    file = (own / f"{name}.yaml").replace(own / f"{name}.yml")
    here = home(tmp_path)
    here.path = ["home", "workshop"]
    (told,) = here.menu().lines
    assert without_isolates(told).startswith(
        f"four-tongues/{file.name}:1:1: only files ending in .yaml are read"
    )
    file.replace(own / f"{name}.yaml")
    assert here.menu().lines == ()


def test_own_games_and_plans_are_chosen(tmp_path: Path) -> None:
    """As soon as they are there; a broken one is told and stays chosen, and the others play on."""
    here = home(tmp_path)
    here.path = ["home", "workshop", "game"]
    assert "plan:our-hour" not in here.menu().order
    write_game(tmp_path, "our-choice", **{"New choice": "Our choice"})
    plan = write_plan(tmp_path, "our-hour", **{"The first hour": "Our hour"})
    rows = {row.id: row.text for row in here.menu().rows}
    assert (rows["game:our-choice"], rows["plan:our-hour"]) == ("Our choice", "Our hour")
    here.pick(Pick("plan:our-hour"))
    assert game_row(here) == "Our hour"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("game: rewind", "game: rewound"), "utf-8")
    assert game_row(here) == "our-hour"
    (line,) = here.menu().lines
    assert re.search(r"plans/our-hour\.yaml:\d+:\d+.*rewound", line)
    assert not begun(here, "begin")
    assert "rewound" in here.menu().lines[0]
    here.path = ["home", "workshop", "game"]
    assert {"plan:first-hour", "game:our-choice"} <= {*here.menu().order}
    assert "plan:our-hour" not in here.menu().order
    here.path = ["home"]
    assert here.menu().lines == ()
    plan.write_text(text, "utf-8")
    here.path = ["home", "workshop"]
    assert (game_row(here), here.menu().lines) == ("Our hour", ())
    plan.unlink()
    assert game_row(here) == "The lawnmower call"
    assert here.choices.plan == ""


def test_desks_are_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    """Of the page's language: in Persian peh comes after beh, and not after waw."""
    here = home(tmp_path, language="fa")
    here.path = ["home", "workshop", "only"]
    first = list(dict.fromkeys(row.text[0] for row in here.menu().rows))
    assert first.index("پ") < first.index("ت") < first.index("ک") < first.index("م")


def test_of_many_broken_ones_the_first_are_told(tmp_path: Path) -> None:
    """And how many more there are: one game may be missing in every plan."""
    for number in range(9):
        write_plan(tmp_path, f"torn-{number}", **{"game: rewind": "game: rewound"})
    here = home(tmp_path)
    here.path = ["home", "workshop"]
    *told, more = here.menu().lines
    assert (len(told), "5" in more) == (4, True)


def game_row(here: Home) -> str:
    """What is played, as the page of a workshop says it."""
    return next(row.value for row in here.menu().rows if row.id == "game")


def test_what_is_asked_before_and_after_is_chosen(tmp_path: Path) -> None:
    """By when it is asked and its name; what is not there any more is asked no more."""
    here = home(tmp_path, surveys=("gone", "rewind"))
    here.path = ["home", "workshop"]
    assert here.menu().order
    assert here.choices.surveys == ()
    here.pick(Pick("survey:readiness"))
    (row,) = (row for row in here.menu().rows if row.id == "survey:readiness")
    assert without_isolates(row.text) == "Before and after: How ready are we?"
    assert row.ticked
    asked = here.pick(Pick("begin"))
    assert asked is not None
    assert asked[0].surveys == ("readiness",)
    here.path = ["home", "workshop", "game"]
    assert "game:readiness" not in here.menu().order


def test_of_a_survey_in_the_plan_the_plan_says_when_it_is_asked(tmp_path: Path) -> None:
    """As in the lobby; the others are asked before and after nevertheless."""
    here = home(tmp_path, plan="first-hour")
    here.path = ["home", "workshop"]
    asked = [row for row in here.menu().order if row.startswith("survey:")]
    assert asked == ["survey:calibration"]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768), (800, 600)])
@pytest.mark.parametrize("language", interface_languages())
def test_every_page_is_whole(
    tmp_path: Path, painting: None, language: str, size: tuple[int, int]
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


def test_the_guide_is_opened_in_the_language_of_the_page(tmp_path: Path) -> None:
    """A file of this machine; where no browser is, its place is told."""
    opened: list[Path] = []
    here = home(tmp_path, language="fa")
    here.open_file = opened.append
    here.menu()
    here.pick(Pick("guide"))
    (page,) = opened
    assert page.is_file()
    assert 'lang="fa"' in page.read_text("utf-8")
    assert str(page) in here.menu().lines[0]


@pytest.mark.slow
def test_cards_are_printed_and_changed_from_the_home_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deck of the pack that is looked at is opened; its editor has a process of its own."""
    opened: list[Path] = []

    def open_file(page: Path) -> bool:
        opened.append(page)
        return True

    monkeypatch.setenv("BROWSER", "true")
    here = Home(tmp_path, print, open_file)
    for pick in (Pick("cards"), Pick("look:warm-up"), Pick("print")):
        here.menu()
        here.pick(pick)
    (deck,) = opened
    assert deck.read_bytes().startswith(b"%PDF")
    assert here.menu().lines == ()
    here.pick(Pick("edit"))
    (editor,) = here.editors
    try:
        assert any(editor.address in line for line in here.menu().lines)
        assert httpx.get(editor.address, follow_redirects=True).status_code == 200
    finally:
        editor.end()
