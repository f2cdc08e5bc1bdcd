"""The pages of a session: in four languages, for every eye, on paper, and without names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import BallotKind, PhaseKind
from improv.core.state import Setup
from improv.core.summary import summarise
from improv.core.votes import Ballot
from improv.locale.phrases import direction, phrase, plain, without_isolates
from improv.packs.practices import load_practices
from improv.reports.session_page import PlayedSession, lead_page, session_page
from improv.reports.sessions_page import sessions_page
from improv.reports.take_away import TakeAway, html
from tests.core.session_driver import SessionDriver
from tests.phones.browser import CHROMIUM, LANGUAGES, chromium, shipped
from tests.phones.page_fit import CUT, WIDE
from tests.reports.test_progress_page import words_of

DAY = 20_787
"""30 November 2026."""
PLAYERS = ("Saghar", "Wolfgang", "نادیا", "Łukasz")
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)> & {{ 7*7 }}"


@cache
def practices(language: str) -> dict[str, str]:
    """Number -> name."""
    return {number: names[language] for number, names in load_practices().items()}


def driver(rounds: int, voters: int = 6, texts: tuple[str, ...] = ()) -> SessionDriver:
    """A session of the shipped cards: a promise a round, and thanks that name people."""
    driver = SessionDriver("lawnmower", deck=shipped(), names=PLAYERS, voters=voters)
    for number in range(1, rounds + 1):
        driver.to(PhaseKind.PLAY)
        promise = texts[0] if texts else f"{PLAYERS[number % 4]} calls back, {number} times."
        driver.act(a.Promise(id="", text=promise))
        driver.to(PhaseKind.VOTE)
        for n in range(1, voters + 1):
            driver.rate(f"v{n}", 1 + (n + number) % 4, "listened")
        driver.to(PhaseKind.DEBRIEF)
        driver.next()
    driver.act(a.End(id=""))
    if driver.at(PhaseKind.KUDOS):
        for n, name in enumerate(PLAYERS):
            text = texts[0] if texts else f"Thanks to {name.upper()} for the patience!"
            driver.act(a.GiveKudos(id="", voter=f"v{1 + n % voters}", text=text))
            driver.act(a.NodKudos(id="", number=n + 1))
        driver.to(PhaseKind.END)
    return driver


@cache
def played(language: str, rounds: int = 4, voters: int = 6, day: int = DAY) -> PlayedSession:
    """The same as a page needs it."""
    summary = summarise(driver(rounds, voters).events, language)
    return PlayedSession(summary, day, "18:05", 72)


def by_hand(one: PlayedSession) -> PlayedSession:
    """The same in a room without phones."""
    rounds = []
    for round_ in one.summary.rounds:
        tally = round_.tally and replace(round_.tally, by_phone=0, by_hand=round_.tally.by_phone)
        rounds.append(replace(round_, tally=tally))
    return replace(one, summary=replace(one.summary, rounds=tuple(rounds)))


def take_aways(language: str) -> dict[str, TakeAway]:
    """Every kind of page."""
    one = played(language)
    two = played(language, 2, 6, DAY - 7)
    return {
        "session": session_page(one, language, practices(language)),
        "named": session_page(one, language, practices(language), names=True),
        "by-hand": session_page(by_hand(one), language, practices(language)),
        "lead": lead_page(one, language, practices(language)),
        "sessions": sessions_page([two, one], language, practices(language)),
    }


def pages(language: str) -> dict[str, str]:
    """The same as HTML."""
    return {kind: html(page) for kind, page in take_aways(language).items()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with chromium() as one:
        yield one


def test_a_survey_is_a_table_of_its_first_answers_and_its_last() -> None:
    """How many gave each grade, in its words; it is no scene, and the lead has none of it."""
    asked = SessionDriver(
        "lawnmower",
        deck=shipped(),
        names=PLAYERS,
        voters=4,
        setup=Setup(7, rounds=1, surveys=("readiness",)),
    )
    for grade in (1, 3, 4):
        asked.to(PhaseKind.VOTE)
        names = [criterion.id for criterion in asked.round.question.criteria]
        for n in range(1, 5):
            ballot = Ballot(BallotKind.RATE, dict.fromkeys(names, grade))
            asked.act(a.CastBallot(id="", round=asked.round.number, ballot=ballot, voter=f"v{n}"))
        asked.to(PhaseKind.RESULT)
        asked.next()
    one = PlayedSession(summarise(asked.to(PhaseKind.END).events), DAY, "18:05", 20)
    page = session_page(one, "en", practices("en"))
    assert len(one.scenes) == 1
    (table,) = [section.table for section in page.sections if section.table]
    assert [(column.date, without_isolates(column.scenes)) for column in table.columns] == [
        ("When we began", "4 voted"),
        ("Now", "4 voted"),
        ("Looking back", "4 voted"),
    ]
    assert [row.figures for row in table.rows] == [
        ("0", "4", "4"),
        ("0", "0", "0"),
        ("0", "0", "0"),
        ("4", "0", "0"),
    ]
    assert "I would enjoy it" in words_of(html(page))
    assert "It is a feeling" in words_of(html(page))
    assert "I would enjoy it" not in words_of(html(lead_page(one, "en", practices("en"))))


def test_what_it_says() -> None:
    """When, how long, the scenes with figures, promises, thanks, practices, and what next."""
    said = words_of(pages("en")["session"])
    assert "2026-11-30 · 18:05 · 72 minutes · 4 scenes · 8 people" in said
    assert "This is no appraisal. Colleagues are lenient" in said
    assert "Calm and friendly" in said
    assert "6 voted" in said
    assert "— calls back, 1 times." in said
    assert "Thanks to — for the patience!" in said
    assert "At your own desk, go on with one: " in said
    assert "For the next session: " in said
    assert said.count("Listened 6×") == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_to_finish_on_paper(language: str) -> None:
    """Both halves with lines to write on, where no phone asked for it."""
    halves = [phrase(language, half) for half in ("intention.when", "intention.first")]
    for kind, page in pages(language).items():
        assert [half in page for half in halves] == [kind == "by-hand"] * 2, kind
        assert page.count('<i class="rule">') == (4 if kind == "by-hand" else 0), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_unless_it_is_asked_for(language: str) -> None:
    """In none of what people wrote either, in whatever form; with names who was on stage."""
    for kind, page in pages(language).items():
        found = [name for name in PLAYERS if name.casefold() in page.casefold()]
        assert found == ([*PLAYERS] if kind == "named" else []), kind


def test_promises_that_were_kept_are_counted() -> None:
    """One that was made twice is one, without a name; of one that was not kept nothing is said."""
    driver = SessionDriver("lawnmower", deck=shipped(), names=PLAYERS, voters=3)
    driver.to(PhaseKind.PLAY)
    for text in ("Nadia calls on Thursday", "A form by noon", "A form by noon"):
        driver.act(a.Promise(id="", text=text))
    texts = []
    for number in (2, 3, 1):
        session = PlayedSession(summarise(driver.events, "en"), DAY, "18:05", 9)
        texts.append(words_of(html(session_page(session, "en", practices("en")))))
        driver.act(a.MarkPromise(id="", promise=number, kept=True))
    none, form, again = texts
    assert "kept" not in none
    assert "Promises (kept: 1)" in form
    assert "A form by noon – kept" in form
    assert "calls on Thursday – kept" not in form
    assert again == form


def test_figures_only_as_the_room_may_see_them() -> None:
    """Two ballots make no bar and no share; nor does a round whose result was never shown."""
    few = html(session_page(played("en", 1, 2), "en", practices("en")))
    assert 'class="bars"' not in few
    assert "2 voted" in words_of(few)
    one = played("en")
    hidden = replace(one.summary.rounds[0], tally=None)
    kept = replace(one, summary=replace(one.summary, rounds=(hidden,)))
    assert 'class="bars"' not in html(session_page(kept, "en", practices("en")))


def test_a_scene_that_was_marked_looks_like_any_other() -> None:
    """The safety mark is the facilitator's: no page says that a scene was not ranked."""
    one = played("en")
    marked = tuple(replace(scene, ranked=False) for scene in one.summary.rounds)
    other = replace(one, summary=replace(one.summary, rounds=marked))
    assert session_page(one, "en", practices("en")) == session_page(other, "en", practices("en"))


def test_the_lead_gets_no_figures_of_a_scene() -> None:
    """No bar, no request, no thanks: what was practised, the promises, what to support."""
    said = words_of(pages("en")["lead"])
    assert "What to support on Monday" in said
    assert "%" not in said
    assert "for the patience" not in said
    titles = {card.title for scene in played("en").summary.rounds for card in scene.cards.values()}
    assert [title for title in titles if title and title in said] == []


def test_hostile_texts_are_texts() -> None:
    """What people wrote ends no element, and runs nowhere."""
    summary = summarise(driver(1, texts=(HOSTILE[:80],)).events, "en")
    one = PlayedSession(summary, DAY, "18:05", 3)
    for content in (session_page, lead_page):
        page = html(content(one, "en", practices("en")))
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_whole_and_needs_nothing(language: str) -> None:
    """Well-formed; in its direction; of the network nothing, and fonts for its own script alone."""
    for page in pages(language).values():
        assert faults(page) == []
        assert f'<html lang="{language}" dir="{direction(language)}">' in page
        bare = re.sub(r"url\(data:font/woff2;base64,[^)]+\)", "", page)
        bare = bare.replace(' xmlns="http://www.w3.org/2000/svg"', "")
        assert (
            re.findall(r"<script|<link|<img|<iframe|src=|href=|url\(|@import|https?:", bare) == []
        )
        assert plain(language, "report.lenient.title") in words_of(page)
        assert len(page) < 170_000
    lead = pages(language)["lead"]
    assert ("U+600-6FF" in lead) == (language in ("fa", "ar"))
    assert ("U+590-5FF" in lead) == (language == "he")


class Tags(HTMLParser):
    """Whether every element is closed, and where it was opened."""

    EMPTY = frozenset({"meta", "br", "path", "circle", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.open, self.faults = list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open one."""
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """Close the newest."""
        if tag not in self.EMPTY and (not self.open or self.open.pop() != tag):
            self.faults.append(f"{tag} at {self.getpos()}")


def faults(page: str) -> list[str]:
    """What is not well-formed."""
    reader = Tags()
    reader.feed(page)
    reader.close()
    return [*reader.faults, *reader.open]


def leaves(pdf: bytes) -> int:
    """How many pages a PDF of Chromium's has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.one_in(2)
def test_it_is_printed_on_two_pages(browser: Any, tmp_path: Path, language: str) -> None:
    """A4, as Chromium prints: an evening of twelve scenes too. The lead's is half a page."""
    evening = by_hand(played(language, 12, 9))
    sheets = {
        **pages(language),
        "evening": html(session_page(evening, language, practices(language), names=True)),
    }
    context = browser.new_context()
    try:
        for kind, text in sheets.items():
            file, one = tmp_path / f"{kind}.html", context.new_page()
            file.write_text(text, "utf-8")
            one.goto(file.as_uri())
            assert leaves(one.pdf(prefer_css_page_size=True)) <= (1 if kind == "lead" else 2), kind
            if kind == "lead":
                one.set_viewport_size({"width": 694, "height": 1040})  # A4 without its margins
                one.emulate_media(media="print")
                assert one.evaluate("document.body.scrollHeight") < 1040 * 0.6
            one.close()
    finally:
        context.close()


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("he", "light"),
        *(
            pytest.param(*one, marks=pytest.mark.slow)
            for one in (("en", "dark"), ("fa", "light"), ("ar", "dark"))
        ),
    ],
)
@pytest.mark.one_in(2)
def test_for_every_eye(browser: Any, tmp_path: Path, language: str, scheme: str) -> None:
    """No finding of axe, nothing cut and nothing too wide, on a desk and on a phone."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    try:
        for kind, text in pages(language).items():
            file, wanted = tmp_path / f"{kind}.html", list[str]()
            file.write_text(text, "utf-8")
            one = context.new_page()
            one.on("request", lambda request, wanted=wanted: wanted.append(request.url))
            one.goto(file.as_uri())
            for width in (1100, 320):
                one.set_viewport_size({"width": width, "height": 800})
                found = Axe().run(one)
                assert found.violations_count == 0, found.generate_report()
                for script in (CUT, WIDE):
                    inside = script.replace(
                        "main *", "main *:not(.table, .table *, .bar *)"
                    ).replace("body *", "body *:not(.table, .table *, .bar *)")
                    assert one.evaluate(inside) == [], (kind, width, script)
            assert [url for url in wanted if not url.startswith("data:")] == [file.as_uri()]
            one.close()
    finally:
        context.close()


def test_practices_by_session_and_how_the_room_grew() -> None:
    """A column a session, the share of 3s and 4s in each; nobody's name."""
    said = words_of(pages("en")["sessions"])
    assert "2026-11-23 – 2026-11-30" in said
    assert "How the room grew" in said
    assert re.search(r"2026-11-23 2 scenes 2026-11-30 4 scenes", said)
    assert re.search(r"The lovely caller|Keep the warmth in", said)
    nothing = sessions_page([played("en", 1, 2), played("en", 1, 2)], "en", practices("en"))
    assert "How the room grew" not in words_of(html(nothing))
