"""`improv cards`: the editor of a pack in a browser here, and the cards that are played from it."""

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from improv.director.ports import JournalError
from improv.locale.phrases import interface_languages
from improv.locale.system import plain_here, system_language
from improv.packs.card_editor import CardEditor
from improv.packs.folders import UnknownPack, find_pack, known_packs
from improv.packs.problems import PackProblems
from improv.scenes.words import Names
from improv.terminal.address import open_browser
from improv.terminal.console import Console
from improv.wiring import settings
from improv.wiring.choices import Choices
from improv.wiring.errors import CommandError, worded
from improv.wiring.local_server import LocalServer

if TYPE_CHECKING:
    from improv.wiring.card_editor import PackEditing

POLL_SECONDS = 0.5
"""How soon Ctrl+C is noticed on systems where it does not interrupt waiting."""
IDLE_SECONDS = 30 * 60
"""An open page asks every few seconds, and a browser lets one that nobody sees sleep: so long after
the last question its tab is closed."""

Wanted = tuple[Path, str, str]
"""A card that shall be played: the folder of its pack, its id, and the language."""


def open_card_editor(
    pack: str,
    data: Path,
    console: Console,
    *,
    language: str | None = None,
    idle: float = IDLE_SECONDS,
    opened: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the editor until its tab has been closed for `idle` seconds, or Ctrl+C.

    `opened` is told its address.

    Raises UnknownPack, PackProblems for files in which cards cannot be told apart, and CannotPlay.
    """
    # What the server needs takes a quarter of a second.
    from improv.phones.card_editor_app import MOST_BODY, CardEditorApp
    from improv.wiring.card_editor import PackEditing

    spoken = language or system_language()
    spoken = spoken if spoken in interface_languages() else "en"
    wanted, playing = SimpleQueue[Wanted](), False
    last = time.monotonic()

    def begin(folder: Path, card: str, tag: str) -> bool:
        nonlocal playing
        if playing:
            return False
        playing = True
        wanted.put((folder, card, tag))
        return True

    def asked() -> None:
        nonlocal last
        last = time.monotonic()

    editor = CardEditor(find_pack(pack, known_packs(data)))
    editing = PackEditing(editor, data, spoken, _theme(data), begin)
    # A path of its own: cookies know no ports, and two may be open in one browser.
    own = f"/{secrets.token_hex(4)}"
    serving = LocalServer(lambda pages: CardEditorApp(pages, editing, asked), MOST_BODY, prefix=own)
    with serving as server:
        console.mention(plain_here("editor.at", address=server.address))
        opened(server.address)
        open_browser(server.address)
        try:
            while server.alive and (playing or time.monotonic() - last < idle):
                try:
                    card = wanted.get(timeout=POLL_SECONDS)
                except Empty:
                    continue
                _try(card, editing, console)
                playing = False
        except KeyboardInterrupt:
            pass
        console.mention(plain_here("editor.ended"))


def _try(card: Wanted, editing: "PackEditing", console: Console) -> None:
    """Play it, and tell the page what became of it."""
    from improv.wiring.card_trial import try_card

    names = Names(editing.language)

    def served(stage: str, remote: str, pin: str) -> None:
        steers = names.beside((names.say("host.title"), names.say("invite.pin", pin=pin)))
        links = ((names.say("start.stage"), stage), (steers, remote))
        editing.trial = replace(editing.trial, links=links)

    lines: tuple[str, ...] = ()
    try:
        try_card(*card, editing.theme, console, served)
    except CommandError as fault:
        lines = (str(fault),)
    except UnknownPack as fault:
        lines = (str(fault),)
    except JournalError as fault:
        lines = (worded(fault),)
    except PackProblems as fault:
        lines = tuple(fault.lines(editing.language))[:4]
    editing.trial = replace(editing.trial, card="", links=(), lines=lines)


def _theme(data: Path) -> str:
    """The theme that was chosen on the home screen."""
    try:
        return Choices.of(settings.load(data).choices).theme
    except settings.Unreadable:
        return Choices().theme
