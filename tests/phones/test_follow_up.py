"""From the room to the desk: one practice on the last page, as a text and an appointment.

And a sentence of one's own (test_intention.py).
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.locale.phrases import plain
from improv.phones.follow_up import FollowUps, PracticeWords
from tests.director.rooms import SESSION
from tests.phones import rooms
from tests.phones.browser import LANGUAGES, ServedRoom, phone, served_room
from tests.phones.document import Checker
from tests.phones.page_fit import CUT, SMALL_TARGETS, unfit
from tests.phones.test_calendar import read
from tests.phones.voter_states import join

TEHRAN = timezone(timedelta(hours=3, minutes=30))
NOW = datetime(2026, 12, 31, 23, 30, tzinfo=TEHRAN)
"""A Thursday evening, and a year's last."""
WORDS = {
    "en": PracticeWords("Keep the warmth in", "How warm did my voice stay, to the last word?"),
    "fa": PracticeWords("گرمی‌اش بماند", "صدایم از اول تا آخر چقدر گرم ماند؟"),
    "ar": PracticeWords("لا تترك الدفء يبرد", "كم بقي صوتي دافئًا حتى آخر كلمة؟"),
    "he": PracticeWords("לא מאבדים חום", "כמה הקול שלי נשאר חם עד המילה האחרונה?"),
}


def offered(**more: dict[str, PracticeWords]) -> FollowUps:
    """Words for each practice that a scene of the desk may have trained."""
    every = {f"{letter}{n}": WORDS for letter in "ABC" for n in range(1, 24)}
    return FollowUps(lambda: NOW, {**every, **more})


def seed(language: str) -> str:
    """The text to keep."""
    words = WORDS[language]
    return plain(language, "followup.seed", practice=words.name, question=words.question)


def to_the_end(here: ServedRoom) -> None:
    """Play one scene, and end."""
    here.to("result")
    here.act(a.Reveal(id="reveal"))
    here.act(a.End(id="end"))
    here.to("end")


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedRoom]:
    """A room at its end, with a phone in it."""
    folder = tmp_path_factory.mktemp("ended")
    with served_room(folder, players=("Ana", "Bo", "Cy"), follow_ups=offered()) as here:
        to_the_end(here)
        yield here


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.one_in(4)
def test_the_last_page(browser: Any, ended: ServedRoom, language: str) -> None:
    """The text whole in the phone's language; nothing small, cut or wide; nothing for axe."""
    from axe_playwright_python.sync_playwright import Axe

    page = phone(browser, language)
    join(page, ended)
    assert page.inner_text("#take-home") == seed(language)
    assert page.evaluate(SMALL_TARGETS) == []
    assert unfit(page) == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 180, "height": 320})
    assert page.evaluate(CUT) == []
    page.context.close()


def test_one_tap_copies_it(browser: Any, ended: ServedRoom) -> None:
    """Also where a page has no clipboard of its own: what was copied can be pasted."""
    page = phone(browser, "fa")
    join(page, ended)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("[data-copy]").tap()
    assert page.inner_text(".take-home .outcome") == plain("fa", "followup.copied")
    page.evaluate(
        "() => { const box = document.createElement('textarea');"
        " document.querySelector('main').append(box); box.focus(); }"
    )
    page.keyboard.press("Control+V")
    assert page.input_value("main > textarea") == seed("fa")
    page.evaluate("void (document.execCommand = () => { throw new Error('no'); })")
    page.locator("[data-copy]").tap()
    assert page.inner_text(".take-home .outcome") == plain("fa", "followup.by_hand")
    assert page.evaluate("getSelection().toString()") == seed("fa")
    page.context.close()


def test_without_a_script_it_is_selected(browser: Any, ended: ServedRoom) -> None:
    """By one tap on it; the button, which would do nothing, is not there."""
    page = phone(browser, "he", java_script_enabled=False)
    page.goto(ended.url)
    page.locator("#join button.main").click()
    assert page.is_hidden("[data-copy]")
    assert page.locator("#take-home").evaluate("one => getComputedStyle(one).userSelect") == "all"
    href = page.get_attribute(".take-home a", "href")
    assert re.fullmatch(r"/practice\.ics\?p=[A-C]\d+&lang=he", href)
    page.context.close()


def test_the_appointment(tmp_path: Path) -> None:
    """The same weekday next week at nine, by no zone, in the page's language, under one id."""

    async def scenario(served: rooms.ServedRoom) -> None:
        async with served.phone() as one:
            for language in LANGUAGES:
                answer = await one.http.get(f"/practice.ics?p=A4&lang={language}")
                assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
                found = read(answer.content)
                assert found["DTSTART"] == "20270107T090000"
                assert found["DTSTAMP"] == "20261231T200000Z"
                assert found[f"DESCRIPTION;LANGUAGE={language}"] == seed(language)
                assert WORDS[language].name in found[f"SUMMARY;LANGUAGE={language}"]
                again = await one.http.get(f"/practice.ics?p=A4&lang={language}")
                assert read(again.content)["UID"] == found["UID"]
            other = await one.http.get("/practice.ics?p=B1&lang=en")
            assert read(other.content)["UID"] != found["UID"]
            assert SESSION not in found["UID"].split("@")[0]
            for wrong in (
                "",
                "?p=A4",
                "?lang=en",
                "?p=Z9&lang=en",
                "?p=A4&lang=tlh",
                "?p=A4&lang=",
            ):
                assert (await one.http.get(f"/practice.ics{wrong}")).status_code == 404
            assert (await one.http.head("/practice.ics?p=A4&lang=en")).status_code == 200

    rooms.play(tmp_path, scenario, follow_ups=offered())


@pytest.mark.parametrize("words", [None, {}])
def test_no_practice_is_offered_without_words(tmp_path: Path, words: dict[str, Any] | None) -> None:
    """Where none are known, or not read yet: no file, and at most the sentence is asked for."""
    follow_ups = None if words is None else FollowUps(lambda: NOW, words)

    async def scenario(served: rooms.ServedRoom) -> None:
        async with served.voters(1) as (one,):
            await served.to(PhaseKind.RESULT)
            await served.room.act(a.Reveal(id="reveal"))
            await served.room.act(a.End(id="end"))
            await served.to(PhaseKind.END)
            found = (await one.state())["follow_up"]
            page = (await one.http.get("/")).text
            assert ("take-home" in page) is (words is not None)
            assert "practice.ics" not in page
            assert (await one.http.get("/practice.ics?p=A4&lang=en")).status_code == 404
            if words is None:
                assert found is None
            else:
                Checker().record(found, "FollowUp")
                assert (found["practice"], found["text"], found["after"]) == ("", "", "")

    rooms.play(tmp_path, scenario, follow_ups=follow_ups)


def test_it_is_for_those_who_were_there(tmp_path: Path) -> None:
    """Of this session, at its end, and for nobody outside who shows no code."""

    async def scenario(served: rooms.ServedRoom) -> None:
        async with served.voters(1) as (one,), served.phone(outside=True) as stranger:
            assert (await one.state())["follow_up"] is None
            await served.to(PhaseKind.RESULT)
            await served.room.act(a.Reveal(id="reveal"))
            await served.room.act(a.End(id="end"))
            await served.to(PhaseKind.END)
            found = (await one.state())["follow_up"]
            Checker().record(found, "FollowUp")
            trained = {p for scene in served.state.scenes for p in scene.trained}
            assert found["practice"] in trained
            assert (found["name"], found["text"]) == (WORDS["en"].name, seed("en"))
            page = unescape((await one.http.get("/")).text)
            assert seed("en") in page
            assert (await stranger.state())["follow_up"] is None

    rooms.play(tmp_path, scenario, follow_ups=offered())


def test_the_first_that_has_words_is_offered() -> None:
    """In the language that the phone speaks; one without them is passed over."""
    follow_ups = FollowUps(lambda: NOW, {"A4": {"fa": WORDS["fa"]}, "B1": WORDS})
    for language, practice in (("fa", "A4"), ("en", "B1")):
        found = follow_ups.payload(("Z1", "A4", "B1"), language)
        assert found is not None
        assert found["practice"] == practice
        assert WORDS[language].question in found["after"]
        assert len(found["sentence"]) == 3
    without = follow_ups.payload(("Z1",), "en")
    assert without is not None
    assert (without["practice"], without["name"]) == ("", "")
    assert follow_ups.payload((), "en") is None
