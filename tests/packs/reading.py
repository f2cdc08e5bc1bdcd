"""What readers of each language made of the cards: a table beside the tests, and how it is made.

A reader sees the words alone and marks each card: `deal`, `change` or `no`. The mark is kept with a
checksum of the words that were read, so that it ends when they are changed.

    python -m tests.packs.reading show fa [PACK ...]           prints what has no mark yet
    python -m tests.packs.reading mark fa [PACK ...] < MARKS   keeps lines of `pack/card change`

With packs named, `mark` gives `deal` to whatever of them the lines leave out.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from zlib import crc32

from improv.core.cards import SPOKEN, Words
from improv.packs.loading import load_pack
from improv.paths import CARDS

LANGUAGES = ("en", "fa", "ar", "he")
MARKS = ("deal", "change", "no")
FOLDER = Path(__file__).with_name("marks")


@cache
def cards(language: str) -> Mapping[str, Words]:
    """The words of every shipped card: id -> field -> text, without how they are said."""
    packs = (load_pack(file.parent) for file in sorted(CARDS.glob("*/cards.yaml")))
    return {
        id_: {name: text for name, text in words.items() if not name.startswith(SPOKEN)}
        for pack in packs
        for id_, words in pack.words.get(language, {}).items()
    }


def checksum(words: Words) -> str:
    """Of the words of a card, in eight digits."""
    return f"{crc32(repr(sorted(words.items())).encode()):08x}"


def marks(language: str) -> dict[str, tuple[str, str]]:
    """Card -> (mark, checksum of the words that were read)."""
    file = FOLDER / f"{language}.tsv"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    rows = (line.split("\t") for line in lines)
    return {card: (mark, read) for card, mark, read in rows}


def marked(language: str) -> dict[str, str]:
    """Card -> mark, of the words as they are now."""
    kept = marks(language)
    return {
        card: kept[card][0]
        for card, words in cards(language).items()
        if card in kept and kept[card][1] == checksum(words)
    }


def keep(language: str, lines: Iterable[str], packs: Iterable[str]) -> None:
    """Write the marks; of named packs what is not in the lines is dealt."""
    new = dict(line.split()[:2] for line in lines if line.strip())
    if wrong := [card for card, mark in new.items() if mark not in MARKS]:
        raise SystemExit(f"no mark: {wrong}")
    if unknown := new.keys() - cards(language).keys():
        raise SystemExit(f"no card: {sorted(unknown)}")
    already, of = marked(language), set(packs)
    found = {}
    for card, words in sorted(cards(language).items()):
        rest = "deal" if card.partition("/")[0] in of else ""
        if mark := new.get(card) or already.get(card) or rest:
            found[card] = f"{card}\t{mark}\t{checksum(words)}\n"
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{language}.tsv").write_text("".join(found.values()), "utf-8")


def shown(language: str, packs: Iterable[str]) -> Iterator[str]:
    """The words of each card that has no mark."""
    of, already = set(packs), marked(language)
    for card, words in cards(language).items():
        if card not in already and (not of or card.partition("/")[0] in of):
            yield f"{card}\n" + "".join(f"    {name}: {text}\n" for name, text in words.items())


if __name__ == "__main__":
    command, spoken, *named = sys.argv[1:]
    if command == "mark":
        keep(spoken, sys.stdin, named)
    else:
        sys.stdout.writelines(shown(spoken, named))
