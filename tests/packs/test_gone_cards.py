"""Cards that were deleted and are still named: told once, many in one sentence."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from improv import paths
from improv.packs.check import check
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems

Expect = Callable[..., None]
_CARD = re.compile(r"^  - \{id: ([a-z0-9-]+), kind: (\w+).*\n", re.MULTILINE)


def test_a_card_that_is_gone_is_told_once(expect: Expect) -> None:
    """Not in each language, and not again where requests come to it."""
    expect(
        {
            "desk/cards.yaml": ("  - {id: uncle", "  # {id: uncle"),
            "desk/en.yaml": ("uncle: {", "▸uncle: {"),
        },
        "words for `uncle`, which is no card, in en.yaml, fa.yaml "
        "(remove them, or add the card to cards.yaml)",
    )


def test_a_desk_that_is_gone_is_told_where_requests_come_to_it(expect: Expect) -> None:
    """With the lines of all of them; its words in two languages are no problem of their own."""
    mower = "  - {id: mower, kind: prompt, practices: [A2, A6], heat: 2, businesses: [▸help]}\n"
    more = mower.replace("mower", "rake").replace("▸", "")
    cards = "  - {id: help, kind: business, practices: [A2]}\n" + mower.replace("▸", "")
    words = "rake: {title: Rake, text: It is bent.}\nuncle: {title: The"
    expect(
        {
            "desk/cards.yaml": (cards, mower + more),
            "desk/en.yaml": ("uncle: {title: The", words),
            "desk/fa.yaml": ("uncle:", "rake: {title: شن‌کش, text: کج شده.}\nuncle:"),
        },
        "no card of kind business is called `help`, which is named in lines 4, 5 (add that card)",
    )


def shipped_but(folder: Path, *kept: str) -> Path:
    """A copy of a shipped pack in which only these cards are left in cards.yaml."""
    pack = copytree(paths.CARDS / "service-desk", folder / "service-desk")
    text = (pack / "cards.yaml").read_text("utf-8")
    left = _CARD.sub(lambda card: card.group() if card[1] in kept else "", text)
    (pack / "cards.yaml").write_text(left, "utf-8")
    return pack


def test_all_but_three_cards_may_be_deleted(tmp_path: Path) -> None:
    """What is left is played; checking says in one sentence that words were left behind."""
    pack = shipped_but(tmp_path, "hotel-desk", "no-towels", "whisperer")
    assert len(load_pack(pack).cards) == 3
    report = check([pack])
    (said,) = report.lines("en")
    assert "words for cards that are not there" in said
    assert "ar.yaml, en.yaml, fa.yaml, he.yaml" in said


def test_words_that_are_not_written_yet_are_one_sentence(tmp_path: Path) -> None:
    """For each language; a pack of several is played meanwhile, one of a single language is not."""
    pack = copytree(paths.CARDS / "service-desk", tmp_path / "service-desk")
    for file in pack.glob("[afh]?.yaml"):
        kept = re.findall(r"(?m)^[a-z-]+:\n(?:  .*\n)+", file.read_text("utf-8"))[:3]
        file.write_text("".join(kept), "utf-8")
    said = list(check([pack]).lines("en"))
    assert len(said) == 3
    assert all("cards without words in" in line for line in said)
    assert load_pack(pack).cards
    for file in pack.glob("[efh]?.yaml"):
        file.unlink()
    with pytest.raises(PackProblems) as raised:
        load_pack(pack)
    (line,) = raised.value.lines("en")
    assert "cards without words in ar (" in line


def test_a_wrong_id_is_told_once(expect: Expect) -> None:
    """What has no id that can be one has no words under it either."""
    changed = ("  - {id: uncle", "  - {id: ▸../uncle")
    expect(
        {"desk/cards.yaml": changed, "desk/en.yaml": ("uncle: {title", "▸uncle: {title")},
        "id cannot be `../uncle` (write lower-case letters, digits and hyphens, 60 at most: "
        "dead-mower)",
        "words for `uncle`, which is no card, in en.yaml, fa.yaml (did you mean ../uncle?)",
    )


def test_many_desks_that_are_gone_are_one_sentence(tmp_path: Path) -> None:
    """And that keeps the pack from being played: requests would come where they do not belong."""
    text = (paths.CARDS / "service-desk" / "cards.yaml").read_text("utf-8")
    pack = shipped_but(
        tmp_path, *(card[1] for card in _CARD.finditer(text) if card[2] != "business")
    )
    with pytest.raises(PackProblems) as raised:
        load_pack(pack)
    (said,) = raised.value.lines("en")
    assert "cards of kind business are named that are not there (16): " in said
