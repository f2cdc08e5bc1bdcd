"""How long packs take: the parser alone, a huge pack, a draw from it, the shipped ones.

Run as `python -m tests.bench.packs`. Knows the goals; the numbers are this machine's.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from improv import paths
from improv.core.cards import Kind
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand
from improv.core.formats import Reel
from improv.core.reels import draw_reels
from improv.packs.folders import known_packs
from improv.packs.formats import load_formats
from improv.packs.loading import REQUIRED_TEXTS, load_pack, load_words
from improv.packs.tree import PARSER

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

CARDS = 10_000
_TEXTS = {
    "en": "I bought a mower from you, it will not start, and my mother comes on Sunday.",
    "fa": "از شما یک چمن‌زن خریدم، روشن نمی‌شود، و مادرم یکشنبه می‌آید.",
}


def big_pack(parent: Path, cards: int = CARDS) -> Path:
    """Write a pack of so many cards, of every kind, in English and Persian; its folder."""
    folder = parent / "big"
    folder.mkdir(parents=True)
    kinds = list(Kind)
    ids = [f"card-{number}" for number in range(cards)]
    structure = ["pack: big", "names: {en: Big, fa: بزرگ}", "cards:"]
    for number, name in enumerate(ids):
        kind = kinds[number % len(kinds)]
        extra = ", heat: 3, secrets: {reveal: customer}" if kind is Kind.PROMPT else ""
        structure.append(f"  - {{id: {name}, kind: {kind}, practices: [A2, A6]{extra}}}")
    (folder / "cards.yaml").write_text("\n".join(structure), encoding="utf-8")
    for language, text in _TEXTS.items():
        lines = []
        for number, name in enumerate(ids):
            kind = kinds[number % len(kinds)]
            lines.append(f"{name}:")
            lines += [f"  {field}: {text[:50]}" for field in sorted(REQUIRED_TEXTS[kind])]
            if kind is Kind.PROMPT:
                lines += [f"  {field}: {text}" for field in ("secret", "let_go", "correct")]
        (folder / f"{language}.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def rows() -> list[Row]:
    """The table's rows."""
    with tempfile.TemporaryDirectory() as temporary:
        big = big_pack(Path(temporary))
        texts = [(big / name).read_text(encoding="utf-8") for name in ("cards.yaml", "en.yaml")]
        shipped = [paths.CARDS / name for name in known_packs()]
        return [
            (f"parser alone, {CARDS:,} cards", _seconds(lambda: _parse(texts)), "2 s"),
            (f"pack of {CARDS:,} cards, one language", _seconds(lambda: _load(big)), "3 s"),
            ("its second language", _seconds(lambda: load_words(big, "fa")), "3 s"),
            ("a draw of four cards from it, p50 / p99", _draws(big), "1 ms"),
            ("ten shipped packs, formats, practices", _seconds(lambda: _shipped(shipped)), "0.3 s"),
            ("the same in a new process, with imports", _process(), "0.3 s"),
            *_watched(),
        ]


def _parse(texts: list[str]) -> None:
    for text in texts:
        get_event = PARSER(text).get_event
        while type(get_event()).__name__ != "StreamEndEvent":
            pass


def _load(folder: Path) -> None:
    assert len(load_pack(folder, languages=["en"]).cards) == CARDS


def _draws(folder: Path, draws: int = 400) -> str:
    """As a session draws: every card comes before one comes again."""
    deck = Deck((load_pack(folder, languages=["en"]),), {})
    kinds = (Kind.BUSINESS, Kind.ROLE, Kind.PROMPT, Kind.MOOD)
    reels = tuple(Reel(kind.value, kind) for kind in kinds)
    hand = Hand(deck, "en", Chance(7), {})
    draw_reels(hand, reels, {})  # the piles are sorted once
    times = []
    for _ in range(draws):
        began = time.perf_counter()
        _, hand = draw_reels(replace(hand, cards=()), reels, {})
        times.append(time.perf_counter() - began)
    cuts = statistics.quantiles(times, n=100)
    return f"{cuts[49] * 1000:.2f} / {cuts[98] * 1000:.2f} ms"


def _shipped(packs: list[Path]) -> None:
    load_formats(paths.CARDS / "formats")
    for pack in packs:
        load_pack(pack, languages=["en"])


_NEW = """
import time
began = time.perf_counter()
from improv import paths
from improv.packs.formats import load_formats
from improv.packs.folders import known_packs
from improv.packs.loading import load_pack
load_formats(paths.CARDS / "formats")
for pack in known_packs():
    load_pack(paths.CARDS / pack, languages=["en"])
print(time.perf_counter() - began)
"""


def _process() -> str:
    times = []
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", _NEW], capture_output=True, text=True, check=True
        )
        times.append(float(done.stdout))
    return f"{min(times):.3f} s"


_WATCHED = """
import asyncio, gc, time
from improv.wiring import runtime
from improv.wiring.deck_loading import load_deck
runtime.switch_threads_often()
cards = load_deck(("all",), "en")

async def main():
    cards.load_all()
    gc.freeze()
    gc.set_threshold(runtime.MOST_GARBAGE, 10, 10)
    began, late = time.perf_counter(), 0.0
    reading = asyncio.ensure_future(asyncio.to_thread(cards.read_again))
    while not reading.done():
        turn = time.perf_counter()
        await asyncio.sleep(0.001)
        late = max(late, time.perf_counter() - turn)
    print(time.perf_counter() - began, late)

asyncio.run(main())
"""


def _watched() -> list[Row]:
    """Every shipped card in every language, read again on a thread beside the room's."""
    found = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", _WATCHED], capture_output=True, text=True, check=True
        )
        found.append([float(figure) for figure in done.stdout.split()])
    read, late = (statistics.median(figures) for figures in zip(*found, strict=True))
    return [
        ("all shipped cards saved while they are played", f"{read:.3f} s", "1 s"),
        ("how long the room waits meanwhile, at most", f"{1000 * late:.1f} ms", "16 ms"),
    ]


def _seconds(work: Callable[[], object]) -> str:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return f"{min(times):.3f} s"


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name:45} {measured:>14}   goal {goal}")
