"""The guide: the pages of assets/guide in the look of the reports.

A page is one file that asks for no other and no network, so it can be sent to a colleague. Names of
buttons come from the catalogues, so they are what stands on the screen.
"""

from base64 import b64encode
from collections.abc import Iterator

from improv.locale.phrases import phrase
from improv.paths import ASSETS
from improv.reports.page import render

FIRST = "index"
"""The page that leads to the others."""
_GUIDE = ASSETS / "guide"


def languages_of(page: str) -> list[str]:
    """Those that the page is written in; English is always one of them."""
    return sorted(file.name.split(".")[1] for file in _GUIDE.glob(f"{page}.*.html"))


def language_of(page: str, language: str) -> str:
    """The language that a reader of `language` gets the page in."""
    spoken = language.partition("-")[0]
    return spoken if spoken in languages_of(page) else "en"


def file_name(page: str, language: str) -> str:
    """What the page's file is called."""
    return f"{page}.{language_of(page, language)}.html"


def guide_pages() -> Iterator[tuple[str, str]]:
    """Each page in each of its languages: the name of its file, and the whole page."""
    for file in sorted(_GUIDE.glob("*.*.html")):
        page, language, _ = file.name.split(".")
        yield file.name, _page(page, language)


def _page(page: str, language: str) -> str:
    def link(other: str) -> str:
        return file_name(other, language)

    def picture(name: str) -> str:
        """It stands in the page itself."""
        content = (_GUIDE / "pictures" / name).read_bytes()
        kind = name.rpartition(".")[2]
        return f"data:image/{kind};base64,{b64encode(content).decode()}"

    def file(name: str) -> str:
        """What is shown to be copied, as it is tried."""
        return (_GUIDE / "files" / name).read_text("utf-8").rstrip()

    others = {
        phrase(other, "language.name"): file_name(page, other)
        for other in languages_of(page)
        if other != language
    }
    return render(
        file_name(page, language),
        language,
        fonts=True,
        link=link,
        picture=picture,
        file=file,
        others=others,
        first=None if page == FIRST else link(FIRST),
    )
