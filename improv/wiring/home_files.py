"""What the home screen makes and opens in the browser: pages that need no network.

Each function returns the page, written. They raise CommandError and JournalError.
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
