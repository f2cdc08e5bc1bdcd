"""What the home screen makes and opens: pages that need no network, and a deck on paper.

Each function returns the file, written. They raise CommandError and JournalError.
"""

from pathlib import Path


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
