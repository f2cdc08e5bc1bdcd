"""Reading goes by the table of fields: what each kind of card may have, must have, and how long."""

from pathlib import Path

import pytest

from improv.core.cards import TEXT_FIELDS, CardField, Kind
from improv.packs.check import check
from improv.packs.loading import load_pack

CASES = [(kind, field) for kind in Kind for field in TEXT_FIELDS[kind].values()]
cases = pytest.mark.parametrize(
    ("kind", "field"), CASES, ids=[f"{kind}-{field.name}" for kind, field in CASES]
)


def problems(collection: Path, kind: Kind, texts: dict[str, str]) -> list[str]:
    """What is wrong with a pack of one such card, without the places."""
    folder = collection / "desk"
    (folder / "fa.yaml").unlink(missing_ok=True)
    card = f"  - {{id: one, kind: {kind}, practices: [A2]}}"
    (folder / "cards.yaml").write_text(f"pack: desk\nnames: {{en: Desk}}\ncards:\n{card}\n")
    lines = ["one:", *(f"  {name}: {text}" for name, text in texts.items())]
    (folder / "en.yaml").write_text("\n".join(lines))
    return [problem.what.say("en") for problem in check([folder]).problems]


def texts_of(kind: Kind) -> dict[str, str]:
    """Every text that such a card may have, as long as it may be."""
    return {field.name: "x" * field.limit for field in TEXT_FIELDS[kind].values()}


@pytest.mark.parametrize("kind", Kind)
def test_a_card_may_have_all_of_its_kind(collection: Path, kind: Kind) -> None:
    """As long as the table says, and nothing of another kind's."""
    assert problems(collection, kind, texts_of(kind)) == []
    foreign = {name for other in Kind for name in TEXT_FIELDS[other]} - set(TEXT_FIELDS[kind])
    for name in foreign:
        (what,) = problems(collection, kind, {**texts_of(kind), name: "x"})
        assert f"`{name}`" in what


@cases
def test_a_text_has_a_limit(collection: Path, kind: Kind, field: CardField) -> None:
    """One character more is too many."""
    (what,) = problems(collection, kind, {**texts_of(kind), field.name: "x" * (field.limit + 1)})
    assert str(field.limit) in what
    assert field.name in what


@cases
def test_only_what_is_required_is_missed(collection: Path, kind: Kind, field: CardField) -> None:
    """A card without one of its texts is a problem exactly when the table says so."""
    texts = texts_of(kind)
    del texts[field.name]
    found = problems(collection, kind, texts)
    assert len(found) == (kind in field.required)
    assert all(field.name in what for what in found)


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("agent", {"agent"}),
        ("[agent]", {"agent"}),
        ("[agent, observer]", {"agent", "observer"}),
        ("everyone", {"everyone"}),
    ],
)
def test_a_text_is_for_one_or_for_several(collection: Path, written: str, who: set[str]) -> None:
    """One word, or a list: so a card says `everyone but the customer`."""
    file = collection / "desk/cards.yaml"
    file.write_text(file.read_text().replace("{secret: agent}", f"{{secret: {written}}}"))
    uncle = load_pack(collection / "desk").cards["desk/uncle"]
    assert uncle.audience("secret") == who
    assert uncle.audience("heard") == {"customer"}
