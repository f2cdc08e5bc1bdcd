"""The home screen as a page: no script, fingers, keys, four languages, and whoever means harm."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from improv.journal.store import SqliteJournal
from improv.phones.menu_app import MOST_PASTED, MenuPage
from improv.scenes.menu import Pick
from improv.wiring import settings
from improv.wiring.home import Home
from improv.wiring.home_screen import _in_browser as in_browser
from improv.wiring.menu_pages import MenuPages
from tests.phones.browser import LANGUAGES, PATIENCE
from tests.phones.page_fit import BROKEN, CUT, SMALL_TARGETS, WIDE
from tests.phones.test_stage_page import AXE
from tests.wiring.games import console, printed
from tests.wiring.test_home import PATHS
from tests.wiring.test_past_sessions import played, write

SIZES = ((1280, 720), (390, 844), (320, 568))
THEMES = {"en": "stage", "fa": "daylight", "ar": "stage", "he": "contrast"}
NAMES = "Sara\nעומר\nMaximilian von und zu Hohenlohe-Langenburg"


@contextmanager
def home_screen(data: Path, language: str = "en", **chosen: object) -> Iterator[str]:
    """The whole home screen on a thread; where it is, until Quit has been picked."""
    data.mkdir(exist_ok=True)
    kept = settings.Settings(choices={"language": language, **chosen})
    settings.save(data, kept)
    here = console()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            in_browser(Home(data, here.mention, print), here)
        except BaseException as trouble:
            failed.append(trouble)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while not (found := re.search(r"http://127\.0\.0\.1:\d+/menu/\S+", printed(here))):
        assert thread.is_alive()
        thread.join(0.02)
    try:
        yield found[0]
    finally:
        with suppress(httpx.TransportError), client(found[0]) as mine:
            while thread.is_alive():
                press(mine, "back" if "1 back" in mine.get("/").text else "quit")
        thread.join(20)
    assert failed == []
    assert not thread.is_alive()


@contextmanager
def client(address: str) -> Iterator[httpx.Client]:
    """A program that has opened the address."""
    base = address.partition("/menu/")[0]
    with httpx.Client(base_url=base, timeout=60, trust_env=False, follow_redirects=True) as mine:
        assert mine.get(address).status_code == 200
        yield mine


def number(mine: httpx.Client) -> str:
    """Which page is shown."""
    found = re.search(r'name="page" value="(\d+)"', mine.get("/").text)
    return found[1] if found else ""


def press(mine: httpx.Client, row: str, **more: str) -> httpx.Response:
    """Press a button of the page that is shown."""
    return mine.post("/", data={"page": number(mine), "pick": f"1 {row}", **more})


@contextmanager
def visited(browser: Any, address: str, language: str, **more: Any) -> Iterator[Any]:
    """The page in a browser without scripts."""
    how = {"viewport": {"width": 1280, "height": 720}, "java_script_enabled": False, **more}
    page = browser.new_context(locale=language, **how).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    try:
        yield page
    finally:
        page.context.close()


def pick(row: str) -> str:
    """Where the button of a row is."""
    return f"button[value='1 {row}']"


def test_names_are_pasted_and_a_row_turns_without_a_script(browser: Any, tmp_path: Path) -> None:
    """What is chosen stands there at once; the secret is gone from the address."""
    with home_screen(tmp_path) as address, visited(browser, address, "en") as page:
        assert page.url == f"{address.partition('/menu/')[0]}/"
        page.click(pick("workshop"))
        page.click(pick("rounds"))
        page.wait_for_selector(".turn .value:text-is('1')")
        assert page.evaluate("document.activeElement.value") == "1 rounds"  # a second press goes on
        page.keyboard.press("Enter")
        page.wait_for_selector(".turn .value:text-is('2')")
        page.click("button[value='-1 rounds']")
        page.wait_for_selector(".turn .value:text-is('1')")
        page.click(f"{pick('phones')}[aria-pressed=true]")
        page.wait_for_selector(f"{pick('phones')}[aria-pressed=false]")
        page.click(pick("names"))
        page.fill("textarea", NAMES)
        page.click(pick("field"))
        page.click(pick("person:0"))
        page.wait_for_selector(f"{pick('person:2')}", state="detached")
        page.fill("textarea", "Half a line, kept")
        page.click(pick("back"))
        page.wait_for_selector(pick("begin"))
        kept = settings.load(tmp_path).choices
        assert (kept["rounds"], kept["phones"]) == (1, False)
        assert kept["players"][0] == "עומר"  # type: ignore[index]
        assert kept["players"][2:] == ["Half a line", "kept"]  # type: ignore[index]
        page.click(pick("team"))
        page.fill("#text", "North")
        page.keyboard.press("Enter")
        page.wait_for_selector(".value:text-is('North')")


def test_what_is_no_tile_stands_in_one_line(browser: Any, tmp_path: Path) -> None:
    """As in the window: Quit does not stand alone under the language."""
    with home_screen(tmp_path, "ar") as address, visited(browser, address, "ar") as page:
        tops = [
            page.locator(f"li:has([value='1 {row}'])").bounding_box()["y"]
            for row in ("language", "theme", "guide", "quit")
        ]
        assert len({*tops}) == 1


def test_a_line_goes_the_way_of_its_page(browser: Any, tmp_path: Path) -> None:
    """Also one of figures alone, and one that begins with the name of a team in other letters."""
    with closing(SqliteJournal.open(tmp_path)) as journal:
        write(journal, "one", played().events)
    with home_screen(tmp_path, "he") as address, visited(browser, address, "he") as page:
        page.click(pick("past"))
        page.click(pick("session:one"))
        ways = (
            "[...document.querySelectorAll('.lines p')].map((p) => getComputedStyle(p).direction)"
        )
        assert page.evaluate(ways) == ["rtl"] * 4


def test_quit_says_so_and_ends_the_program(browser: Any, tmp_path: Path) -> None:
    """Whoever asked sees the last page, with its looks."""
    with home_screen(tmp_path) as address, visited(browser, address, "en") as page:
        page.click(pick("quit"))
        page.wait_for_selector("h1:text-is('The program has ended')")
        assert page.locator("button").count() == 0


def test_what_could_not_begin_is_said_on_the_page(browser: Any, tmp_path: Path) -> None:
    """And another choice can be made."""
    (tmp_path / "sessions.db").write_bytes(b"no database" * 1000)
    with home_screen(tmp_path) as address, visited(browser, address, "en") as page:
        page.click(pick("workshop"))
        page.click(pick("begin"))
        page.wait_for_selector("[role=status]:has-text('holds no sessions of improv')")
        page.click(pick("back"))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_and_axe_finds_nothing(
    browser: Any, tmp_path: Path, language: str
) -> None:
    """Nothing is cut, broken, wide or under 48 px, on any screen, in any theme."""
    from axe_playwright_python.sync_playwright import Axe

    here = Home(tmp_path, print, print)
    here.choices = replace(
        here.choices, language=language, theme=THEMES[language], players=tuple(NAMES.split("\n"))
    )
    said: list[str] = []

    def page_now() -> MenuPage:
        return MenuPage(here.menu(), here.language, here.choices.theme)

    with MenuPages(page_now(), said.append) as pages:
        (address,) = re.findall(r"http\S+", said[0])
        with visited(browser, address, language, java_script_enabled=True) as page:
            wrong: list[object] = []
            for path in PATHS:
                here.path, here.lines = list(path), ("Something went wrong: /a/folder",)
                pages.show(page_now())
                page.goto(page.url)
                page.evaluate(Axe().axe_script)
                found = page.evaluate(AXE, {"resultTypes": ["violations"]})
                for width, height in SIZES:
                    page.set_viewport_size({"width": width, "height": height})
                    for script in (SMALL_TARGETS, CUT, WIDE, BROKEN):
                        found += [(width, one) for one in page.evaluate(script)]
                wrong += [(path, one) for one in found]
            assert wrong == []


def test_strangers_see_and_do_nothing(tmp_path: Path) -> None:
    """Without the cookie, under another name, from another page: refused, and nothing is picked."""
    with home_screen(tmp_path) as address, client(address) as mine:
        base, secret = address.split("/menu/")
        here = number(mine)
        form = {"page": here, "pick": "1 workshop"}
        assert httpx.get(base, trust_env=False).status_code == 401
        assert httpx.post(base, data=form, trust_env=False).status_code == 401
        for wrong in ("x", secret[:-1], "%00", secret + "x", "é"):
            assert httpx.get(f"{base}/menu/{wrong}", trust_env=False).status_code == 404
        cookie = httpx.get(address, trust_env=False).headers["set-cookie"]
        assert "SameSite=strict" in cookie
        assert "HttpOnly" in cookie
        for value in ("", "x", "\xff", secret):
            cookies = f"improv_menu={value}".encode("latin-1")
            with httpx.Client(trust_env=False, headers={b"cookie": cookies}) as other:
                assert other.post(base, data=form).status_code == 401
        evil = (
            {"origin": "http://evil.example"},
            {"origin": "null"},
            {"sec-fetch-site": "same-site"},
        )
        for headers in evil:
            assert mine.post("/", data=form, headers=headers).status_code == 403
        assert mine.get("/", headers={"host": "evil.example"}).status_code == 421
        policy = mine.get("/").headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert mine.get("/").headers["cache-control"] == "no-store"
        assert number(mine) == here


def test_what_no_page_of_ours_sends_is_not_picked(tmp_path: Path) -> None:
    """Huge, odd, stale, another page's: the page that is shown stays as it is."""
    with home_screen(tmp_path) as address, client(address) as mine:
        here = number(mine)
        huge = "x" * (MOST_PASTED + 1)
        assert mine.post("/", data={"page": here, "pick": huge}).status_code == 413
        for form in (
            *({}, {"page": here}, {"pick": "1 workshop"}, {"page": "0", "pick": "1 workshop"}),
            *({"page": here, "pick": row} for row in ("", "1", "1 ", "1 back", "1 field", "x y z")),
            *({"page": here, "pick": f"1 {row}"} for row in ("person:0", "resume:one", "begin")),
        ):
            assert mine.post("/", data=form).status_code == 200
            assert number(mine) == here
        for raw in (b"\xff\xfe=\x00", b"&" * 5000, b"page=%FF&pick=%00", b"a=b&" * 1000):
            assert mine.post("/", content=raw).status_code == 200
            assert number(mine) == here
        assert mine.put("/").status_code == 405
        for path in ("/static/../menu.html", "/static/x", "/menu/", "/stage"):
            assert mine.get(path).status_code == 404
        press(mine, "workshop")
        stale = mine.post("/", data={"page": here, "pick": "1 huddle"})  # the second click
        assert "<h1>Workshop</h1>" in stale.text
        press(mine, "wifi")
        press(mine, "field", text="\x00\n" + "é\u202e\ud7ff" * 5000)
        press(mine, "names")
        many = "\n".join(f"نام‌خانوادگی شمارهٔ {n}" for n in range(500))
        shown = press(mine, "field", text=many)
        assert shown.status_code == 200
        kept = json.loads((tmp_path / settings.NAME).read_text("utf-8"))["choices"]
        assert len(kept["players"]) == 500
        assert len(kept["wifi"]) <= 64


def test_a_page_is_picked_from_once(tmp_path: Path) -> None:
    """Two clicks at the same time are one; both see what came of it."""
    first = MenuPage(Home(tmp_path, print, print).menu(), "en", "stage")
    said: list[str] = []
    with MenuPages(first, said.append) as pages:
        (address,) = re.findall(r"http\S+", said[0])
        with client(address) as mine:
            form = {"page": number(mine), "pick": "1 workshop"}
            answers: list[int] = []

            def post() -> None:
                answers.append(mine.post("/", data=form).status_code)

            threads = [threading.Thread(target=post) for _ in range(3)]
            for one in threads:
                one.start()
            assert pages.pick() == Pick("workshop")
            assert answers == []
            pages.show(first)
            for one in threads:
                one.join(20)
            assert answers == [200, 200, 200]
            press_again = threading.Thread(target=lambda: press(mine, "huddle"))
            press_again.start()
            assert pages.pick() == Pick("huddle")
            pages.show(first)
            press_again.join(20)
