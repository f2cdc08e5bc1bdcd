"""A new pack: it plays at once, is explained to its author, and takes no other's place."""

import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from improv import paths
from improv.core.cards import Kind
from improv.core.draw import Deck
from improv.locale.phrases import interface_languages
from improv.packs.check import check
from improv.packs.folders import known_packs
from improv.packs.loading import load_pack
from improv.packs.pack_names import RESERVED, proposed
from improv.wiring.catalogue import load_games
from improv.wiring.errors import CannotPlay, WrongUsage
from improv.wiring.new_pack import new_pack


def test_a_new_pack_has_no_problem_and_plays_what_most_games_ask_for(tmp_path: Path) -> None:
    """In each of our languages; and its requests can be practised alone."""
    languages = interface_languages()
    folder = new_pack("my-hotel", languages, tmp_path)
    assert known_packs(tmp_path)["my-hotel"] == folder == tmp_path / "packs" / "my-hotel"
    assert list(check([folder]).lines("en")) == []
    assert list(folder.parent.iterdir()) == [folder]
    deck = Deck((load_pack(folder),), load_games(()))
    assert deck.languages() == set(languages)
    assert deck.packs[0].names["en"] == "My hotel"
    for language in languages:
        assert deck.gaps(language) == 0
        played = [game.id for game in deck.formats.values() if not deck.lacks(game, language)]
        assert {"lawnmower", "emotion-lift", "fortunately", "new-choice", "what-next"} < {*played}
        assert deck.answering(language)
        for kind in (Kind.OBSERVER, Kind.TIP):
            assert len(deck.pile(kind, language)) > 1


@pytest.mark.parametrize("reader", interface_languages())
def test_the_comments_are_in_the_readers_language(
    reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the words are in; without a language asked for these are the reader's, too."""
    monkeypatch.setenv("LC_ALL", reader)
    for languages in ((), ("en", "fa")):
        name = f"of-{len(languages)}"
        folder = new_pack(name, languages, tmp_path)
        words = {file.stem for file in folder.glob("*.yaml")} - {"cards"}
        assert words == {*(languages or (reader,))}
        text = (folder / "cards.yaml").read_text("utf-8")
        comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
        assert "#:" not in text
        assert len(comments) > 15
        own = {"en": "what it trains", "fa": "تمرین", "ar": "تدرّب", "he": "מתרגל"}
        assert [one for one, word in own.items() if word in text] == [reader]
        assert f"improv check {name}" in text
        assert list(check([folder]).lines("en")) == []


def test_a_language_without_a_sample_is_begun_in_english(tmp_path: Path) -> None:
    """Written as its file must be called; a comment says that the words wait for others."""
    folder = new_pack("ours", ("DE", "pt_br"), tmp_path)
    assert {file.name for file in folder.iterdir()} == {"cards.yaml", "de.yaml", "pt-BR.yaml"}
    assert "no sample in de" in (folder / "de.yaml").read_text("utf-8")
    with pytest.raises(WrongUsage, match="`klingon` is no language"):
        new_pack("theirs", ("klingon",), tmp_path)


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("../x", "x"),
        ("/tmp/x", "tmp-x"),
        ("c:\\x", "c-x"),
        ("", "my-pack"),
        (".", "my-pack"),
        ("a" * 61, "a" * 54),
        ("Mein Hotel", "mein-hotel"),
        ("caf\u00e9", "cafe"),
        ("\u0434esk", "my-pack"),  # a Cyrillic letter that looks like none of ours
        ("h\u043etel", "my-pack"),  # and one that looks just like an o
        ("a\nb", "a-b"),
        ("my--pack", "my-pack"),
        ("con", "con-cards"),
        ("lpt1", "lpt"),
        ("all", "all-cards"),
        ("formats", "formats-cards"),
        ("service-desk", "service-desk-cards"),
    ],
)
def test_a_name_that_is_no_name_is_refused_with_another(
    name: str, instead: str, tmp_path: Path
) -> None:
    """Paths, names that Windows keeps, what only looks like letters: nothing is written."""
    with pytest.raises(WrongUsage, match=f"`{instead}`"):
        new_pack(name, (), tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_proposed_can_be_taken(tmp_path: Path) -> None:
    """Also where the first proposal is taken."""
    for name in (*RESERVED, "x y", "../../etc"):
        new_pack(proposed(name, ()), (), tmp_path / name.replace("/", "-"))
    assert proposed("service-desk", ("service-desk", "service-desk-cards")) == "my-pack"


@pytest.mark.parametrize("kind", ["pack", "folder", "file", "link"])
def test_what_is_there_stays(kind: str, tmp_path: Path) -> None:
    """A pack, an empty folder, a file, and a link that leads nowhere."""
    place = paths.own_packs(tmp_path) / "mine"
    place.parent.mkdir()
    match kind:
        case "pack":
            new_pack("mine", (), tmp_path)
        case "folder":
            place.mkdir()
        case "file":
            place.write_text("x", "utf-8")
        case "link":
            place.symlink_to("nowhere")
    before = sorted(place.parent.rglob("*"))
    with pytest.raises(WrongUsage, match=r"already, and it stays as it is: .*packs/mine"):
        new_pack("mine", (), tmp_path)
    assert sorted(place.parent.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With the system's reason."""
    paths.own_packs(tmp_path).write_text("in the way", "utf-8")
    with pytest.raises(CannotPlay, match=r"cannot write to .*packs/mine: "):
        new_pack("mine", (), tmp_path)
    (tmp_path / "no-folder").write_text("", "utf-8")
    with pytest.raises(CannotPlay, match="cannot write to"):
        new_pack("mine", (), tmp_path / "no-folder")


def test_nothing_is_left_of_a_pack_that_did_not_fit(tmp_path: Path) -> None:
    """The disk takes the first file and half of the second: a real program with a real limit."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from improv.wiring.new_pack import new_pack\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "new_pack('mine', ('en', 'fa'), Path(sys.argv[1]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert resource.RLIMIT_FSIZE is not None
    assert "CannotPlay: cannot write to" in ran.stderr
    assert list(paths.own_packs(tmp_path).iterdir()) == []
    with suppress(FileNotFoundError):
        (tmp_path / "packs").rmdir()
    assert new_pack("mine", (), tmp_path).is_dir()
