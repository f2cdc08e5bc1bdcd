"""The cards of a game: which language comes first, what is read later, which format is played."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from improv import paths
from improv.core.draw import Deck
from improv.packs.folders import UnknownPack, known_packs
from improv.packs.problems import PackProblems
from improv.wiring.deck_loading import check_cards, format_of, load_deck, pack_folders, surveys_of
from improv.wiring.errors import CannotPlay, WrongUsage
from improv.wiring.options import USUAL_FORMAT, GameOptions
from tests.wiring.games import SAMPLE, cards


def test_only_one_language_is_read_at_first() -> None:
    """The others come with `load_all`: the same cards and formats, with more words."""
    loaded = load_deck((SAMPLE,), "fa")
    (first,) = loaded.deck.packs
    assert set(first.words) == {"fa"}
    full = loaded.load_all()
    (pack,) = full.packs
    assert set(pack.words) == {"en", "fa", "ar", "he"}
    assert pack.words["fa"] == first.words["fa"]
    assert pack.cards == first.cards
    assert full.formats == loaded.deck.formats


def test_packs_are_played_together() -> None:
    """A card of each is in the deck, and the languages are those of all."""
    loaded = load_deck((SAMPLE, "service-desk"), "he")
    assert {name.split("/")[0] for pack in loaded.deck.packs for name in pack.cards} == {
        "four-tongues",
        "service-desk",
    }
    assert loaded.language == "he"


@pytest.mark.parametrize(
    ("system", "spoken"), [("ar_EG.UTF-8", "ar"), ("C", "en"), ("de_DE.UTF-8", "en")]
)
def test_a_session_speaks_the_systems_language(
    system: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cards have it; English elsewhere."""
    monkeypatch.setenv("LC_ALL", system)
    assert load_deck((SAMPLE,), None).language == spoken


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [("FA", "fa"), ("en-US", "en"), ("en_GB.UTF-8", "en"), ("iw", "he"), ("PT-br", "pt-BR")],
)
def test_a_language_is_understood_however_it_is_written(
    wanted: str, spoken: str, tmp_path: Path
) -> None:
    """In any case, with a region that the cards do not have, by its older name."""
    pack = tmp_path / "four-tongues"
    shutil.copytree(SAMPLE, pack)
    shutil.copy(pack / "en.yaml", pack / "pt-BR.yaml")
    assert load_deck((str(pack),), wanted).language == spoken


def test_a_pack_without_english_speaks_what_it_has(tmp_path: Path) -> None:
    """The first of its languages, when neither the system's nor English is among them."""
    pack = tmp_path / "four-tongues"
    shutil.copytree(SAMPLE, pack)
    for tag in ("en", "ar"):
        (pack / f"{tag}.yaml").unlink()
    assert load_deck((str(pack),), None).language == "fa"


@pytest.mark.parametrize(
    ("files", "says"),
    [((), "no pack is here (a pack is"), (("cards.yaml",), "has no words (write them in en.yaml")],
)
@pytest.mark.parametrize("wanted", [None, "he"])
def test_a_folder_without_words_is_said_to_have_none(
    tmp_path: Path, files: tuple[str, ...], says: str, wanted: str | None
) -> None:
    """A folder that is empty, or that has only cards.yaml: what is missing, and what to do."""
    for name in files:
        shutil.copy(Path(SAMPLE, name), tmp_path / name)
    with pytest.raises(PackProblems) as raised:
        load_deck((str(tmp_path),), wanted)
    (line,) = raised.value.lines("en")
    assert says in line


def test_a_language_that_no_card_has_is_wrong() -> None:
    """The error lists those that there are."""
    with pytest.raises(WrongUsage, match=r"`tlh` \(there are: ar, en, fa, he\)"):
        load_deck((SAMPLE,), "tlh")


def test_a_pack_that_is_not_there_is_named() -> None:
    """With what comes near."""
    with pytest.raises(UnknownPack) as raised:
        load_deck(("servicedesk",), None)
    assert raised.value.near == "service-desk"


def options(**given: object) -> GameOptions:
    """Options of a game in no folder."""
    return GameOptions(Path(), **given)  # type: ignore[arg-type]


def test_the_format_is_the_one_that_was_asked_for() -> None:
    """Else the usual one."""
    deck = cards().deck
    assert format_of(options(format="new-choice"), deck, 1, "en").id == "new-choice"
    assert format_of(options(), deck, 1, "en").id == USUAL_FORMAT


def test_a_format_that_is_not_there_is_wrong() -> None:
    """What comes near is suggested; else all are listed."""
    deck = cards().deck
    with pytest.raises(WrongUsage, match="did you mean lawnmower"):
        format_of(options(format="lawnmover"), deck, 1, "en")
    with pytest.raises(WrongUsage) as raised:
        format_of(options(format="zzz"), deck, 1, "en")
    listed = {name for name in deck.formats if name in str(raised.value)}
    assert listed == {name for name, game in deck.formats.items() if not game.survey}


def test_a_survey_is_asked_once() -> None:
    """An unknown one, and a game, are wrong."""
    games = cards().deck.formats
    survey = next(name for name, game in games.items() if game.survey)
    twice = options(surveys=(survey, survey))
    assert surveys_of(twice, cards().deck) == (survey,)
    for wrong in ("lawnmower", "zzz"):
        with pytest.raises(WrongUsage, match=survey):
            surveys_of(options(surveys=(wrong,)), cards().deck)


def test_a_huddle_takes_any_format_that_is_for_so_many_people() -> None:
    """By its seed: the same one each time, all seeds together every one that has its cards."""
    deck = cards().deck
    three = options(huddle=True, players=("A", "B", "C"))
    taken = [format_of(three, deck, seed, "en") for seed in range(200)]
    assert [game.id for game in taken] == [format_of(three, deck, s, "en").id for s in range(200)]
    assert any(deck.lacks(game, "en") for game in deck.formats.values())
    assert not all(game.huddle for game in deck.formats.values())
    able = [g for g in deck.formats.values() if g.huddle and not deck.lacks(g, "en")]
    fitting = {game.id for game in able if game.needs <= 3 and not 0 < game.most < 3}
    assert {game.id for game in taken} == fitting
    anybody = {format_of(options(huddle=True), deck, seed, "en").id for seed in range(200)}
    assert anybody == {game.id for game in able}
    alone = options(huddle=True, players=("A",))
    assert format_of(alone, deck, 1, "en").id == USUAL_FORMAT


def _lasts(seconds: dict[str, int]) -> dict[str, dict[str, int | None]]:
    games = load_deck((SAMPLE,), "en", seconds=seconds).deck.formats
    return {id_: {phase.id: phase.seconds for phase in games[id_].phases} for id_ in games}


def test_times_are_those_of_all_games_or_of_one() -> None:
    """And what was not named stays as it was."""
    usual = _lasts({})
    changed = _lasts({"vote": 41, "lawnmower.play": 77})
    assert {game["vote"] for game in changed.values() if "vote" in game} == {41}
    assert changed["lawnmower"]["play"] == 77
    assert changed["new-choice"] == usual["new-choice"] | {"vote": 41}
    repeated = _lasts({"question": 20})["press-room"]
    assert [repeated[f"question{turn}"] for turn in ("", "-2", "-3", "-4")] == [20] * 4


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("pley", "did you mean play"),
        ("lawnmower.vot", "lawnmower.vote"),
        ("draw", "phases: answer, as-it-was"),
    ],
)
def test_a_phase_that_no_game_has_is_wrong(name: str, says: str) -> None:
    """The nearest is named, or all that have a clock."""
    with pytest.raises(WrongUsage, match=says):
        load_deck((SAMPLE,), "en", seconds={name: 30})


def test_all_packs_come_at_once_and_each_once() -> None:
    """By a word of its own, also beside an id, which comes first."""
    every = pack_folders(["warm-up", "all"], known_packs())
    assert every[0].name == "warm-up"
    assert sorted(folder.name for folder in every) == sorted(known_packs())


def test_what_the_cards_lack_for_a_game_is_one_sentence() -> None:
    """With a game that does without, if there is one; nothing where nothing lacks."""
    deck = cards().deck
    check_cards(options(), deck, deck.formats["lawnmower"], "en")
    with pytest.raises(CannotPlay) as raised:
        check_cards(options(), deck, deck.formats["press-room"], "en")
    said = str(raised.value)
    assert said.startswith(
        "press-room needs cards that are missing from four-tongues in en: prompt [cri"
    )
    assert "`--pack all`, or take a game that does not need them: `--format " in said
    left = Deck((replace(deck.packs[0], cards={}),), deck.formats)
    own = options(packs=("mine",))
    with pytest.raises(CannotPlay, match=r"business, role, prompt, mood.*`--pack service-desk`\)$"):
        check_cards(own, left, deck.formats["lawnmower"], "en")


def test_two_packs_of_one_name_are_told(tmp_path: Path) -> None:
    """Their cards would have the same ids; one folder by two paths is one pack."""
    copied = shutil.copytree(SAMPLE, tmp_path / "four-tongues")
    with pytest.raises(WrongUsage, match="two packs have one name"):
        load_deck((SAMPLE, str(copied)), "en")
    assert len(load_deck((str(copied), f"{copied}/cards.yaml"), "en").deck.packs) == 1


def test_a_pack_without_the_language_is_played_beside_others(tmp_path: Path) -> None:
    """Its cards do not come, and are counted as those without words."""
    own = shutil.copytree(SAMPLE, paths.own_packs(tmp_path) / "four-tongues")
    (own / "fa.yaml").unlink()
    loaded = load_deck(("service-desk", "four-tongues"), "fa", data=tmp_path)
    _, without = loaded.deck.packs
    assert loaded.deck.gaps("fa") == len(without.cards)
    assert {pack.id for pack in loaded.load_all().packs if "he" in pack.words} == {
        "service-desk",
        "four-tongues",
    }
