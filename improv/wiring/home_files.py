"""What the home screen makes and opens: pages that need no network, a deck, the editor of cards.

Each function that makes a file returns it, written. They raise CommandError and JournalError.
"""

import subprocess
from pathlib import Path

from improv import own_process


def pictures(data: Path, pack: str, language: str, theme: str) -> Path:
    """All cards of a pack as pictures."""
    from improv.wiring.preview import preview

    return preview(
        pack,
        data / "preview" / pack,
        data=data,
        language=language,
        size=(1280, 720),
        theme=theme,
        everything=False,
        progress=lambda *_: None,
    )


def deck(data: Path, pack: str, language: str) -> Path:
    """The cards of a pack on paper, in the usual size of pages."""
    from improv.wiring.printing import print_deck

    file = data / "decks" / f"{pack}-{language}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    print_deck(
        (pack,), file, language=language, paper="a4", kinds=(), games=(), backs=True, data=data
    )
    return file


def edit(data: Path, pack: str, language: str) -> "subprocess.Popen[bytes]":
    """Open the editor of a pack in the browser: a process that ends when its tab is closed."""
    command = own_process.command_line("cards", pack, "--data", str(data), "--lang", language)
    return subprocess.Popen(  # noqa: S603 -- our own program
        command,
        stdin=subprocess.DEVNULL,
        cwd=own_process.FOLDER,
        creationflags=own_process.CREATION_FLAGS,
    )


def guide(data: Path, language: str) -> Path:
    """How to facilitate."""
    from improv.reports.guide_pages import FIRST, file_name
    from improv.wiring.guide import GUIDE, write_guide

    write_guide(data)
    return data / GUIDE / file_name(FIRST, language)


def report(data: Path, session: str, language: str) -> Path:
    """What a session leaves."""
    from improv.wiring.report import reports_of

    reports = reports_of(data, [session], language=language)
    reports.write()
    return next(iter(reports.pages))
