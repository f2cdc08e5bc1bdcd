"""The guide's pages: whole, the same in every language, true about the keys, and for every eye."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from improv.locale.phrases import direction
from improv.paths import ASSETS
from improv.reports.guide_pages import FIRST, guide_pages, language_of, languages_of
from improv.screen.keys import BINDINGS
from improv.wiring.guide import PAGES
from tests.phones.browser import CHROMIUM, LANGUAGES, chromium
from tests.phones.page_fit import CUT, WIDE

GUIDE = ASSETS / "guide"
FOUR = (FIRST, "facilitating")
LARGEST = 60_000
"""Bytes of a picture."""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """All of them, by the names of their files."""
    return dict(guide_pages())


def source(page: str, language: str) -> str:
    """The page as it was written."""
    return (GUIDE / f"{page}.{language}.html").read_text("utf-8")


def test_each_page_is_there(pages: dict[str, str]) -> None:
    """Two in four languages, the others in English; none is left over."""
    assert all(languages_of(page) == sorted(LANGUAGES) for page in FOUR)
    assert language_of("solo", "fa") == "en"
    assert language_of(FIRST, "fa-u-nu-latn") == "fa"
    assert {*pages} == {file.name for file in GUIDE.glob("*.*.html")}
    assert {name.split(".")[0] for name in pages} == {*PAGES}


def test_links_lead_to_pages_and_nothing_is_fetched(pages: dict[str, str]) -> None:
    """Pictures and typefaces stand in the page itself."""
    for name, page in pages.items():
        language = name.split(".")[1]
        assert f'<html lang="{language}" dir="{direction(language)}">' in page
        assert {*re.findall(r'href="([^"]*)"', page)} <= {*pages}
        assert all(found.startswith("data:") for found in re.findall(r'src="([^"]*)"', page))
        assert "<script" not in page


@pytest.mark.parametrize("page", FOUR)
@pytest.mark.parametrize(
    "part", [r"<kbd>(\W|\w)</kbd>", r"<code[^>]*>(improv.*?)</code>", r"<(h2|dt|img)"]
)
def test_a_translation_says_as_much(page: str, part: str) -> None:
    """The same letters on keys, headings and pictures as in English, in order; no other command."""
    english = re.findall(part, source(page, "en"))
    for language in LANGUAGES:
        found = re.findall(part, source(page, language))
        assert {*found} <= {*english} if "code" in part else found == english, language


def test_every_key_is_one() -> None:
    """What stands on a key in the guide does something in the game."""
    caps = {cap for binding in BINDINGS for cap in binding.caps.split()}
    shown = {
        key
        for file in GUIDE.glob("*.*.html")
        for key in re.findall(r"<kbd>(.*?)</kbd>", file.read_text("utf-8"))
    }
    assert len(shown) > 15
    assert shown - caps == set()


def test_pictures_are_small_and_shown() -> None:
    """Each is in a page; the moving one is under 2 MB."""
    text = "".join(file.read_text("utf-8") for file in GUIDE.glob("*.*.html"))
    for picture in (GUIDE / "pictures").iterdir():
        assert picture.stat().st_size < (2_000_000 if picture.suffix == ".gif" else LARGEST)
        assert f'picture("{picture.name}")' in text


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with chromium() as one:
        yield one


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_for_every_eye(browser: Any, pages: dict[str, str], tmp_path: Any, scheme: str) -> None:
    """No finding of axe, nothing cut and nothing too wide, on a desk and on a phone of 320 px."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    try:
        one = context.new_page()
        for name, page in pages.items():
            file = tmp_path / name
            file.write_text(page, "utf-8")
            one.goto(file.as_uri())
            for width in (1100, 320):
                one.set_viewport_size({"width": width, "height": 800})
                found = Axe().run(one)
                assert found.violations_count == 0, (name, found.generate_report())
                scrolled = ":not(.table, .table *, pre, pre *)"  # they scroll by themselves
                for script in (CUT, WIDE):
                    inside = script.replace("main *", f"main *{scrolled}")
                    inside = inside.replace("body *", f"body *{scrolled}")
                    assert one.evaluate(inside) == [], (name, width, script)
    finally:
        context.close()
