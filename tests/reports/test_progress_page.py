"""The page of what somebody practised: in four languages, for every eye, without a network."""

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from improv.locale.dates import week_of
from improv.locale.phrases import direction, plain
from improv.practice.calls import DAY, Call
from improv.practice.progress import Progress, progress_of
from improv.practice.schedule import schedule_after
from improv.reports.progress_page import progress_page
from tests.phones.browser import CHROMIUM, LANGUAGES, chromium
from tests.phones.page_fit import CUT, SMALL_TARGETS, WIDE

NOW = 1_796_032_800
"""30 November 2026, a Monday."""
NAMES = {"A4": "گرمی‌اش بماند", "B1": "Blamed <for> everything"}
LONG = "Donaudampfschifffahrtsgesellschaftskapitän"


def calls() -> list[Call]:
    """Two practices over ten weeks; the last call of A4 went badly, four days ago."""
    early = [
        Call(
            NOW - day * DAY,
            practice,
            "a/b",
            grade,
            heat=1 + day % 4,
            answers=2,
            interrupted=day % 2,
        )
        for day, practice, grade in ((70, "A4", 2), (63, "B1", 4), (40, "A4", 3), (9, "B1", 4))
    ]
    return [*early, Call(NOW - 4 * DAY, "A4", "a/c", 1, heat=3)]


def progress(language: str = "en", played: list[Call] | None = None) -> Progress:
    """Their figures."""
    played = calls() if played is None else played
    return progress_of(played, schedule_after(played, NOW), NOW, partial(week_of, language))


def page(language: str, name: str = "سحر", played: list[Call] | None = None) -> str:
    """The page."""
    return progress_page(name, progress(language, played), language, NAMES, ["A & B", LONG])


def words_of(text: str) -> str:
    """What the page says, without marks of direction."""
    main = re.sub(
        r"<(style|svg).*?</\1>|<[^>]+>", " ", text[text.index("<body") :], flags=re.DOTALL
    )
    return re.sub(r"[\u2066-\u2069]", "", " ".join(unescape(main).split()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with chromium() as one:
        yield one


def test_what_it_says() -> None:
    """That it is no appraisal; what is due; each practice with its figures; the weeks."""
    said = words_of(page("en", "Ann"))
    assert "This is no appraisal." in said
    assert "5 calls · made on 2026-11-30" in said
    assert f"Good to play next {NAMES['A4']} Meet again: A & B Meet again: {LONG}" in said
    assert f"{NAMES['A4']} 1 3 now" in said
    assert f"{NAMES['B1']} 4 2 202" in said
    assert "From the week of 2026-09-21 to the week of 2026-11-30." in said
    assert "2026-09-21 1 3 0 of 2" in said
    assert "2026-09-28 1 4 1 of 2 2026-10-05 0 2026-10-12 0" in said


def test_nothing_is_said_of_days_without_a_call() -> None:
    """A week without one has neither a bar nor a figure over it, and there is no word for it."""
    found = page("en")
    chart = found[found.index("<figure>") : found.index("</figure>")]
    assert chart.count("<rect") == len(progress().weeks) == 11
    assert chart.count("<text") == 5
    assert not re.search(r"streak|missed|skipped|only|in a row", words_of(found))


def test_somebody_who_has_not_judged_a_call_yet() -> None:
    """No empty tables: what suits them, and that anything may come."""
    said = words_of(page("en", "Ann", []).replace(LONG, ""))
    assert "0 calls" in said
    assert "Week by week" not in said
    assert "Over time" not in said
    nothing = progress_page("Ann", progress("en", []), "en", NAMES, [])
    assert "Nothing in particular. Play whatever you like." in words_of(nothing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_its_readers_language(language: str) -> None:
    """Words, digits, the calendar, and the direction of the page."""
    found = page(language)
    assert f'<html lang="{language}" dir="{direction(language)}">' in found
    assert plain(language, "progress.private") in words_of(found)
    if language == "fa":
        assert "۱۴۰۵/۹/۹" in found
        assert not re.search("[0-9]", words_of(found).replace(NAMES["B1"], ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_time_runs_as_its_reader_reads(language: str) -> None:
    """From the left to the right, or from the right to the left: dots and bars alike."""
    found = page(language)
    dots = [float(x) for x in re.findall(r'<circle class="g\d" cx="([\d.]+)"', found)]
    bars = [float(x) for x in re.findall(r'<rect class="bar" x="([\d.]+)"', found)]
    weeks = bars[: len(progress(language).weeks)]
    rtl = direction(language) == "rtl"
    assert dots[:3] == sorted(dots[:3], reverse=rtl)
    assert weeks == sorted(weeks, reverse=rtl)


def test_it_needs_nothing_but_itself() -> None:
    """No script, no file, no address; and whatever somebody is called is a text."""
    found = page("en", "<script>").replace(' xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"<script|<link|<img|<iframe|src=|href=|url\(|@import|https?:", found) == []
    assert "default-src 'none'" in found
    assert "&lt;script&gt;" in found


@pytest.mark.parametrize(
    ("language", "scheme"), [("en", "light"), ("fa", "dark"), ("ar", "light"), ("he", "dark")]
)
@pytest.mark.one_in(4)
def test_for_every_eye(browser: Any, tmp_path: Path, language: str, scheme: str) -> None:
    """No finding of axe, nothing cut and nothing too wide, on a desk and on a phone of 320 px."""
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "progress.html"
    file.write_text(page(language, LONG), "utf-8")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    try:
        one, wanted = context.new_page(), list[str]()
        one.on("request", lambda request: wanted.append(request.url))
        one.goto(file.as_uri())
        for width in (1100, 320):
            one.set_viewport_size({"width": width, "height": 800})
            one.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            found = Axe().run(one)
            assert found.violations_count == 0, found.generate_report()
            table = ".table, .table *"  # it scrolls by itself
            for script in (CUT, WIDE):
                inside = script.replace("main *", f"main *:not({table})").replace(
                    "body *", f"body *:not({table})"
                )
                assert one.evaluate(inside) == [], (width, script)
            assert one.evaluate(SMALL_TARGETS) == []
        assert wanted == [file.as_uri()]
    finally:
        context.close()


def test_it_is_the_same_each_time() -> None:
    """The same calls and the same instant make the same page."""
    assert page("he") == page("he")
