"""The guide's pages, written where a browser can open them."""

from pathlib import Path

from improv.wiring.errors import CannotPlay

PAGES = ("index", "facilitating", "writing-cards", "phones", "solo", "hosting", "developers")
"""In the order of reading."""
GUIDE = "guide"
"""Their place in the data folder."""


def write_guide(data: Path) -> list[Path]:
    """Write all of them into the data folder; where they are. Raises CannotPlay."""
    from improv.reports.guide_pages import guide_pages

    folder = data / GUIDE
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in guide_pages():
            (folder / name).write_text(page, "utf-8")
            written.append(folder / name)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(folder), why=why) from None
    return written
