"""A real editor of a real pack on a thread of its own, and programs that visit it."""

import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from improv.packs.card_editor import CardEditor
from improv.paths import CARDS
from improv.phones.card_editor_app import MOST_BODY, CardEditorApp
from improv.wiring.card_editor import PackEditing
from improv.wiring.local_server import LocalServer

PACK = """\
# Our own customers
pack: front-desk
names: {en: Front desk, fa: میز}
cards:
  - {id: help, kind: business, practices: [A2]} # who answers
  - {id: mower, kind: prompt, practices: [A2, A6], heat: 2, businesses: [help]}
  - {id: uncle, kind: role, practices: [A2], secrets: {secret: agent}}
"""
ENGLISH = """\
# The words
help: {title: "Help & <b>more</b>", text: "We help."}
mower:
  title: "The mower" # as they say
  text: "It will not start. <script>alert(1)</script>"
uncle: {title: "The uncle", text: "He has time.", secret: "He is lonely."}
"""
PERSIAN = """\
help: {title: "کمک", text: "کمک می‌کنیم."}
mower: {title: "چمن‌زن", text: "روشن نمی‌شود."}
uncle: {title: "عمو", text: "وقت دارد."}
"""


def own_pack(data: Path) -> Path:
    """A small pack in the data folder."""
    folder = data / "packs" / "front-desk"
    folder.mkdir(parents=True)
    for name, text in (("cards", PACK), ("en", ENGLISH), ("fa", PERSIAN)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@dataclass
class ServedEditor:
    """An editor that is served."""

    editing: PackEditing
    address: str
    tried: list[tuple[Path, str, str]] = field(default_factory=list)
    """What shall be played."""
    asked: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        """Without the secret."""
        return self.address.partition("/cards/")[0]


@contextmanager
def served_editor(
    folder: Path, data: Path, language: str = "en", theme: str = "stage"
) -> Iterator[ServedEditor]:
    """Serve it for the block."""
    tried: list[tuple[Path, str, str]] = []
    asked = threading.Event()

    def begin(pack: Path, card: str, tag: str) -> bool:
        tried.append((pack, card, tag))
        return len(tried) == 1

    editing = PackEditing(CardEditor(folder), data, language, theme, begin)
    own = f"/{secrets.token_hex(4)}"
    made = LocalServer(
        lambda pages: CardEditorApp(pages, editing, asked.set), MOST_BODY, prefix=own
    )
    with made as server:
        yield ServedEditor(editing, server.address, tried, asked)


@contextmanager
def client(editor: ServedEditor) -> Iterator[httpx.Client]:
    """A program that has opened the address."""
    how: dict[str, Any] = {"timeout": 60, "trust_env": False, "follow_redirects": True}
    with httpx.Client(base_url=editor.base, **how) as mine:
        assert mine.get(editor.address).status_code == 200
        yield mine


def card_of(mine: httpx.Client, card: str) -> dict[str, Any]:
    """A card as its form has it."""
    found = re.search(r'data-was="([^"]*)"', mine.get("/card", params={"id": card}).text)
    assert found
    from html import unescape
    from json import loads

    read: dict[str, Any] = loads(unescape(found[1]))
    return read


SHIPPED = CARDS / "warm-up"
