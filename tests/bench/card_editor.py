"""How long the card editor takes with 1,100 cards in four languages.

Run as `python -m tests.bench card_editor`. Knows the goals; the numbers are this machine's.
"""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from improv import paths
from improv.packs.card_editor import CardEditor, CardVersion
from improv.packs.editing import EditablePack, Fields
from improv.packs.yaml_edits import Value, edited

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

Result = TypeVar("Result")
COPIES = 12
QUERIES = ("bank", "کارت ملی", "zzz", "a")


def long_pack(parent: Path) -> Path:
    """A pack that holds another one several times; its folder."""
    shipped = EditablePack(paths.CARDS / "hard-calls")
    folder = parent / "long"
    folder.mkdir(parents=True)
    cards = list[Value]()
    words: dict[str, dict[str, Value]] = {language: {} for language in shipped.languages}
    for copy in range(COPIES):
        for name, fields in shipped.structure.items():
            card: Fields = {**fields, "id": f"{name}-{copy}"}
            if isinstance(desks := card.get("businesses"), list):
                card["businesses"] = [f"{desk}-{copy}" for desk in desks]
            cards.append(card)
            for language in words:
                words[language][f"{name}-{copy}"] = shipped.words[language][name]
    top: Fields = {"pack": "long", "names": {"en": "Long"}, "cards": cards}
    (folder / "cards.yaml").write_text(edited("", top, quoted=False), "utf-8")
    for language, said in words.items():
        (folder / f"{language}.yaml").write_text(edited("", said, quoted=True), "utf-8")
    return folder


def rows() -> list[Row]:
    """The measurements."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = long_pack(Path(temporary))
        opened, editor = _timed(lambda: CardEditor(folder))
        first, _ = _timed(lambda: editor.found("bank"))
        searches = [_timed(partial(editor.found, text))[0] for text in QUERIES]
        card = "neighbors-meter-3"
        was = editor.card(card)
        assert was is not None
        now = CardVersion(was.fields, {**was.words, "en": {**was.words["en"], "title": "Other"}})
        checked, _ = _timed(lambda: editor.problems(card, now))
        saved, _ = _timed(lambda: editor.save(card, was, now))
        return [
            (f"a pack of {len(editor.pack.structure)} cards is opened", _ms(opened), "1 s"),
            ("its first search", _ms(first), "1 s, before anybody asks"),
            ("the slowest search of four", _ms(max(searches)), "50 ms"),
            ("what is wrong in a card", _ms(checked), "200 ms"),
            ("a card is saved, after a check of all", _ms(saved), "2 s"),
        ]


def _timed(do: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = do()
    return time.perf_counter() - began, result


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
