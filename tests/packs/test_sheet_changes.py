"""What a spreadsheet changes in a pack: there and back without loss, and nothing unsaid."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improv import paths
from improv.cli.data import write_table
from improv.core.card_table import columns_of, rows_of
from improv.core.cards import (
    HEAT,
    SPOKEN,
    STRUCTURE_FIELDS,
    TEXT_FIELDS,
    Audience,
    Card,
    Desk,
    Kind,
    Manner,
    Pack,
    Words,
)
from improv.packs.editing import EditablePack, PackChanged
from improv.packs.folders import known_packs
from improv.packs.loading import load_pack
from improv.packs.sheets.changes import Changes, changes_in
from improv.reports.cards_workbook import cards_workbook
from improv.scenes.words import Names
from tests.packs.workbooks import book

HEAD = ("id", "kind", "practices", "title (en)", "text (en)")


def as_csv(pack: Pack) -> bytes:
    """The cards as `improv export-cards` writes them into CSV."""
    columns, output = columns_of(pack), StringIO()
    write_table([column.name for column in columns], rows_of(pack, columns), output)
    return output.getvalue().encode("utf-8-sig")


def as_workbook(pack: Pack) -> bytes:
    """The same as a workbook, explained in Persian."""
    return cards_workbook(pack, Names("fa"))


WRITERS = {"csv": as_csv, "xlsx": as_workbook}


def imported(content: bytes, folder: Path) -> Changes:
    """What a file changed in a pack, once it is saved."""
    file = folder.parent / "cards"
    file.write_bytes(content)
    pack = EditablePack(folder)
    changes = changes_in(file, folder)
    changes.apply_to(pack)
    pack.save()
    return changes


SOME = {("self-check", "csv")}
"""What of the shipped cards is not left to the slow tests."""
SEED = "seed-of-the-pack"


def into_an_empty_pack(pack: Pack, content: bytes, root: Path) -> Pack:
    """A pack into which all cards of a file came, beside one that was there."""
    folder = root / pack.id
    folder.mkdir()
    names = ", ".join(f'{tag}: "{name}"' for tag, name in pack.names.items())
    seed = f"- {{id: {SEED}, kind: tip, practices: [B23]}}"
    structure = f"pack: {pack.id}\nnames: {{{names}}}\ncards:\n{seed}\n"
    (folder / "cards.yaml").write_text(structure, "utf-8")
    for tag in pack.words:
        (folder / f"{tag}.yaml").write_text(f"{SEED}: {{text: T}}\n", "utf-8")
    changes = imported(content, folder)
    assert all(card.new for card in changes.cards)
    found = load_pack(folder)
    seed = f"{pack.id}/{SEED}"
    words = {
        tag: {id_: own for id_, own in of_cards.items() if id_ != seed}
        for tag, of_cards in found.words.items()
    }
    cards = {id_: card for id_, card in found.cards.items() if id_ != seed}
    return Pack(found.id, found.practices, cards, words, found.names)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        pytest.param(name, ending, marks=() if (name, ending) in SOME else pytest.mark.slow)
        for name in known_packs()
        for ending in WRITERS
    ],
)
def test_the_shipped_cards_go_there_and_back(name: str, ending: str, tmp_path: Path) -> None:
    """The pack that is loaded is equal, and into itself nothing is changed."""
    pack = load_pack(paths.CARDS / name)
    content = WRITERS[ending](pack)
    assert into_an_empty_pack(pack, content, tmp_path) == pack
    file = tmp_path / "cards"
    file.write_bytes(content)
    assert changes_in(file, paths.CARDS / name).cards == ()


_LETTERS = "aZ9 .,;:=+-@'\"“”’|#\\/&<>_x&%()[]\u00a0\u200cאבשلقپچ۳é😀"


def texts(limit: int) -> st.SearchStrategy[str]:
    """A text of a card: no formula to a program, no error, and nothing around it."""
    return (
        st.text(_LETTERS, min_size=1, max_size=min(limit, 40))
        .map(str.strip)
        .filter(lambda text: text.strip("\u200c") != "")
    )


@st.composite
def words_of(draw: st.DrawFn, kind: Kind) -> Words:
    """All texts of a card, each said as it is written."""
    known = TEXT_FIELDS[kind]
    written = {
        name: draw(texts(field.limit))
        for name, field in known.items()
        if not name.startswith(SPOKEN)
    }
    said = {name: written[name.removeprefix(SPOKEN)] for name in known.keys() - written.keys()}
    return {**written, **said}


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A card of every kind with all that it may have, in three languages."""
    cards: dict[str, Card] = {}
    audiences = st.frozensets(st.sampled_from(Audience), min_size=1)
    for number, kind in enumerate(Kind):
        known = {field.name for field in STRUCTURE_FIELDS if kind in field.kinds}
        secret = draw(st.sampled_from(sorted(TEXT_FIELDS[kind])))
        values = {
            "heat": draw(st.sampled_from(HEAT)),
            "businesses": ("p/card-0",) if draw(st.booleans()) else (),
            "secrets": {secret: draw(audiences)},
            "manner": draw(st.sampled_from([None, *Manner])),
            "brings": tuple(draw(st.sets(st.sampled_from(["phone", "queue", "a1"])))),
            "desk": draw(st.sampled_from([Desk.HOME, Desk.ANY])),
        }
        id_ = f"p/card-{number}"
        own = {name: value for name, value in values.items() if name in known}
        cards[id_] = Card(id_, kind, ("B23", "A2"), **own)
    words = {
        language: {id_: draw(words_of(card.kind)) for id_, card in cards.items()}
        for language in ("en", "he", "pt-BR")
    }
    shipped = load_pack(paths.CARDS / "self-check").practices
    return Pack("p", shipped, cards, words, {"en": "P"})


@settings(max_examples=2, deadline=None)
@given(packs(), st.sampled_from(sorted(WRITERS)))
def test_every_field_of_every_kind_comes_back(pack: Pack, ending: str) -> None:
    """Whatever signs its texts have, and whoever may read them."""
    with TemporaryDirectory() as folder:
        assert into_an_empty_pack(pack, WRITERS[ending](pack), Path(folder)) == pack


def test_only_what_is_other_is_changed(collection: Path) -> None:
    """Fields without a column stay; an empty cell takes away; a card without a row stays."""
    desk = collection / "desk"
    before = load_pack(desk)
    head = ("id", "kind", "practices", "heat", "text (en)", "secret (en)", "text (fa)")
    rows = [
        head,
        ("mower", "prompt", "A6", None, "It will not start.", None, "روشن نمی‌شود!"),
        ("uncle", "role", "A2", None, "He has time.", None, "وقت دارد."),
    ]
    changes = imported(book(("cards", rows)), desk)
    assert [(card.id, card.new, card.columns) for card in changes.cards] == [
        ("mower", False, ("practices", "heat", "text (fa)")),
        ("uncle", False, ("secret (en)",)),
    ]
    after = load_pack(desk)
    mower = after.cards["desk/mower"]
    assert (mower.practices, mower.heat, mower.businesses) == (("A6",), 1, ("desk/help",))
    assert after.words["fa"]["desk/mower"] == {"title": "چمن‌زن", "text": "روشن نمی‌شود!"}
    assert after.words["en"]["desk/uncle"] == {"title": "The uncle", "text": "He has time."}
    assert after.words["en"]["desk/help"] == before.words["en"]["desk/help"]
    assert after.cards["desk/uncle"].secrets == before.cards["desk/uncle"].secrets


def test_comments_and_order_stay(collection: Path) -> None:
    """And every character of what is not changed; a file without changes is not written at all."""
    desk = collection / "desk"
    english = "# Mine\n" + (desk / "en.yaml").read_text("utf-8")
    (desk / "en.yaml").write_text(english, "utf-8")
    persian = (desk / "fa.yaml").stat()
    rows = [HEAD, ("mower", "prompt", "A2, A6", "The mower", "It hums.")]
    imported(book(("cards", rows)), desk)
    assert (desk / "en.yaml").read_text("utf-8") == english.replace(
        "It will not start.", "It hums."
    )
    assert (desk / "fa.yaml").stat() == persian


def test_a_language_comes_with_its_columns(collection: Path) -> None:
    """Its file is made; who has no words in it is told, and does not keep the others back."""
    head = (*HEAD[:3], "title (fr)", "text (fr)")
    rows = [
        head,
        ("uncle", "role", "A2", "L’oncle", "Il a le temps."),
        ("mower", "prompt", "A2, A6"),
    ]
    changes = imported(book(("cards", rows)), collection / "desk")
    assert changes.wordless == {"fr": ("mower",)}
    words = load_pack(collection / "desk").words["fr"]
    assert words == {"desk/uncle": {"title": "L’oncle", "text": "Il a le temps."}}


def test_new_cards_stand_behind_those_of_their_kind(collection: Path) -> None:
    """With words in one language alone, as a trainer writes them."""
    rows = [HEAD, ("aunt", "role", "A2", "The aunt", "She knows.")]
    changes = imported(book(("cards", rows)), collection / "desk")
    assert (changes.cards[0].new, changes.wordless) == (True, {"fa": ("aunt",)})
    assert list(load_pack(collection / "desk").cards)[-1] == "desk/aunt"


def test_a_voice_that_says_the_old_words_is_told(collection: Path) -> None:
    """Where what is written was changed, and what is said stayed with as many words."""
    desk = collection / "desk"
    english = (desk / "en.yaml").read_text("utf-8")
    said = english.replace("title: The uncle", "title: The uncle, say.title: Thee uncle")
    (desk / "en.yaml").write_text(said, "utf-8")
    rows = [HEAD, ("uncle", "role", "A2", "The aunt", "He has time.")]
    file = collection / "cards.xlsx"
    file.write_bytes(book(("cards", rows)))
    assert changes_in(file, desk).outdated == ("uncle: say.title (en)",)
    said_anew = [(*HEAD, "say.title (en)"), (*rows[1], "Thee aunt")]
    file.write_bytes(book(("cards", said_anew)))
    assert changes_in(file, desk).outdated == ()


def test_what_changed_underneath_is_not_overwritten(collection: Path) -> None:
    """Not even where it is another file of the pack."""
    desk, file = collection / "desk", collection / "cards.xlsx"
    file.write_bytes(book(("cards", [HEAD, ("mower", "prompt", "A2", "M", "M")])))
    pack = EditablePack(desk)
    changes_in(file, desk).apply_to(pack)
    changed = (desk / "fa.yaml").read_bytes() + b"# hers\n"
    (desk / "fa.yaml").write_bytes(changed)
    before = (desk / "en.yaml").read_bytes()
    with pytest.raises(PackChanged):
        pack.save()
    assert (desk / "en.yaml").read_bytes() == before
    assert (desk / "fa.yaml").read_bytes() == changed


def test_a_program_may_write_it_anew(collection: Path) -> None:
    """With its own separators and every cell in quotes, the columns in another order."""
    content = as_csv(load_pack(collection / "desk")).decode("utf-8-sig")
    rows = [row[::-1] for row in csv.reader(StringIO(content))]
    output = StringIO()
    csv.writer(output, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    file = collection / "cards.csv"
    file.write_text(output.getvalue(), "utf-16")
    assert changes_in(file, collection / "desk").cards == ()


Writer = Callable[[Pack], bytes]


@pytest.mark.slow
@pytest.mark.parametrize("write", WRITERS.values())
def test_words_are_put_back_by_their_file(write: Writer, tmp_path: Path) -> None:
    """What somebody spoilt in YAML comes back from the spreadsheet, and that alone."""
    folder = tmp_path / "anyone"
    copytree(paths.CARDS / "anyone", folder)
    (tmp_path / "practices.yaml").write_bytes((paths.CARDS / "practices.yaml").read_bytes())
    whole = load_pack(folder)
    for file in folder.glob("??.yaml"):
        file.write_text(file.read_text("utf-8").replace('  title: "', '  title: "X'), "utf-8")
    changes = imported(write(whole), folder)
    assert {column.partition(" ")[0] for card in changes.cards for column in card.columns} == {
        "title"
    }
    assert load_pack(folder) == whole
