"""The sentence that somebody keeps for themselves: it stays on the phone, and no request has it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.locale.phrases import plain
from improv.phones.calendar import appointment
from improv.phones.follow_up import FollowUps
from tests.phones.browser import LANGUAGES, ServedRoom, phone, served_room, visitor
from tests.phones.page_fit import CUT, SMALL_TARGETS, unfit
from tests.phones.recorded_line import recorded_line
from tests.phones.test_calendar import read
from tests.phones.test_follow_up import NOW, TEHRAN, WORDS, offered, seed, to_the_end
from tests.phones.voter_states import join

WHEN = {
    "en": "quietly says, “quartz; third time”",
    "fa": "«این کوارتز؛ دفعهٔ سومه»",
    "ar": "«هذا الكوارتز، ثالث مرة»",
    "he": "״זה הקוורץ, פעם שלישית״",
}
FIRST = {
    "en": "I have it here \\ now, sorry. ",
    "fa": "همین\u200cحالا جلوی من است، ببخشید",
    "ar": "الملف أمامي الآن، أعتذر",
    "he": "זה אצלי עכשיו על המסך, סליחה",
}
MARKED = ("quartz", "third time", "sorry")
"""Words that only the sentence has."""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedRoom]:
    """A room at its end."""
    folder = tmp_path_factory.mktemp("ended")
    with served_room(folder, players=("Ana", "Bo", "Cy"), follow_ups=offered()) as here:
        to_the_end(here)
        yield here


def write(page: Any, language: str = "en") -> None:
    """Both halves, letter by letter as far as the page can tell."""
    page.locator("#when").press_sequentially(WHEN[language])
    page.locator("#first").press_sequentially(FIRST[language])


def sentence(language: str) -> str:
    """The whole, as the page shows it."""
    parts = {"when": WHEN[language].strip(), "first": FIRST[language].strip()}
    return plain(language, "intention.sentence", **parts)


def lines(language: str) -> list[str]:
    """All that is kept."""
    words = WORDS[language]
    about = {"practice": words.name, "question": words.question}
    return [sentence(language), plain(language, "intention.after", **about)]


def kept(page: Any) -> list[str]:
    """What the page shows as the text to keep."""
    found: list[str] = page.locator("#take-home p:not([hidden])").all_inner_texts()
    return found


def appointed(page: Any) -> bytes:
    """The calendar file that the page gives."""
    with page.expect_download() as download:
        page.locator("#into-calendar").click()
    assert download.value.suggested_filename == "practice.ics"
    return Path(download.value.path()).read_bytes()


def test_the_words_are_in_no_request(browser: Any, tmp_path: Path) -> None:
    """Written, copied, taken into a calendar; over a reload, a language, an undo, and leaving.

    Nothing that the phone sends by any means holds them, and it sends nothing to anybody else.
    """
    folder, others = tmp_path / "data", set[str]()
    with (
        served_room(folder, players=("Ana", "Bo", "Cy"), follow_ups=offered()) as here,
        recorded_line(here.server.port) as line,
        visitor(browser) as page,
    ):
        page.context.on("request", lambda one: others.add(one.url.split("/")[2]))
        page.goto(f"http://127.0.0.1:{line.port}/")
        page.locator("#join button.main").click()
        page.wait_for_selector("main[data-joined=yes]")
        to_the_end(here)
        page.wait_for_selector("#intention")
        write(page)
        page.locator("[data-copy]").tap()
        assert "quartz" in appointed(page).decode()
        page.reload()
        assert kept(page) == lines("en")
        page.locator(".languages summary").click()
        page.locator("button[name=language][value=fa]").click()
        page.wait_for_selector("html[lang=fa] #intention")
        assert page.input_value("#when") == WHEN["en"]
        here.act(a.Undo(id="undo"))
        page.wait_for_selector("#intention", state="detached")
        here.act(a.End(id="end-again"))
        here.to("end")
        page.wait_for_selector("#intention")
        assert page.input_value("#first") == FIRST["en"]
        page.locator("#first").press("Enter")
        page.locator("#first").blur()
        page.goto("about:blank")
        page.wait_for_timeout(300)  # what is sent on leaving comes late
        assert others == {f"127.0.0.1:{line.port}"}
        assert line.heard("language=fa"), "all is on the line"
        assert [word for word in MARKED if line.heard(word)] == []
    stored = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert b"quartz" not in stored


def test_nothing_could_send_it(browser: Any, ended: ServedRoom) -> None:
    """Its fields are in no form and have no name."""
    page = phone(browser)
    join(page, ended)
    found = page.evaluate(
        "() => [...document.querySelectorAll('#intention textarea')].map((one) =>"
        " [one.form, one.getAttribute('name'), one.closest('form')])"
    )
    assert found == [[None, None, None]] * 2
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.one_in(4)
def test_it_is_asked_for(browser: Any, ended: ServedRoom, language: str) -> None:
    """Nothing small, cut or wide with a sentence in it, nothing for axe; an emptied one is gone."""
    from axe_playwright_python.sync_playwright import Axe

    page = phone(browser, language)
    join(page, ended)
    assert kept(page) == [seed(language)]
    assert WORDS[language].name in page.inner_text(".from-today")
    write(page, language)
    assert kept(page) == lines(language)
    assert page.evaluate(SMALL_TARGETS) == []
    assert unfit(page) == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for width, height in ((180, 320), (320, 568), (430, 932)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(CUT) == []
    page.fill("#when", "")
    page.fill("#first", "  ")
    assert kept(page) == [seed(language)]
    assert "practice.ics" in page.get_attribute("#into-calendar", "href")
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.one_in(4)
def test_the_appointment_is_made_on_the_phone(
    browser: Any, ended: ServedRoom, language: str
) -> None:
    """As the server would make it, octet by octet: next week at nine by the phone's clock."""
    page = phone(browser, language, timezone_id="Asia/Tehran")
    page.clock.set_fixed_time(NOW)
    join(page, ended)
    write(page, language)
    file = appointed(page)
    uid = read(file)["UID"]
    assert file == appointment(
        uid,
        NOW,
        datetime.combine(NOW.astimezone(TEHRAN).date() + timedelta(days=7), datetime.min.time())
        + timedelta(hours=9),
        plain(language, "followup.summary", practice=WORDS[language].name),
        "\n".join(lines(language)),
        language,
    )
    page.locator("#first").press_sequentially("!")
    assert read(appointed(page))["UID"] == uid, "it replaces the one before"
    page.context.close()


def test_it_needs_no_server(browser: Any, tmp_path: Path) -> None:
    """The laptop was shut too early: what is written can still be copied and taken along."""
    with served_room(tmp_path, players=("Ana", "Bo", "Cy"), follow_ups=offered()) as here:
        page = phone(browser)
        join(page, here)
        to_the_end(here)
        page.wait_for_selector("#intention")
    write(page)
    page.locator("[data-copy]").tap()
    assert page.inner_text(".take-home .outcome") == plain("en", "followup.copied")
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("body > textarea").focus()
    page.keyboard.press("Control+V")
    assert page.input_value("body > textarea").split("\n\n") == lines("en")
    assert sentence("en") in read(appointed(page))["DESCRIPTION;LANGUAGE=en"]
    page.context.close()


def test_it_is_nobody_elses(browser: Any, tmp_path: Path) -> None:
    """Whoever joins anew on this phone, or gets it from somebody, begins with nothing."""
    with served_room(tmp_path, players=("Ana", "Bo", "Cy"), follow_ups=offered()) as here:
        page = phone(browser)
        page.goto(here.url)
        page.locator(".names button").first.click()
        page.wait_for_selector("main[data-joined=yes]")
        to_the_end(here)
        page.wait_for_selector("#intention")
        write(page)
        here.act(a.Undo(id="undo"))
        page.wait_for_selector("#release")
        page.locator("#release button").click()
        page.wait_for_selector("html[data-page=join], .names")
        assert page.evaluate("JSON.stringify(localStorage)").count("quartz") == 0
        page.goto(here.url)
        write_all = "localStorage.setItem('improv-intention:', JSON.stringify({when: 'quartz'}))"
        page.evaluate(write_all)
        page.context.clear_cookies()
        page.goto(here.url)
        assert page.evaluate("localStorage.getItem('improv-intention:')") is None
        page.context.close()


def test_without_a_script_it_is_for_paper(browser: Any, ended: ServedRoom) -> None:
    """No field that would lose it: the page says what to write."""
    page = phone(browser, "ar", java_script_enabled=False)
    page.goto(ended.url)
    page.locator("#join button.main").click()
    assert page.is_hidden("#when")
    halves = ("intention.paper", "intention.when", "intention.first")
    asked = page.locator("#intention .plain").inner_text()
    assert asked.splitlines() == [plain("ar", one) for one in halves]
    assert kept(page) == [seed("ar")]
    page.context.close()


def test_it_is_asked_for_where_no_practice_has_words(browser: Any, tmp_path: Path) -> None:
    """There is an appointment once there is a sentence, and not before."""
    bare = FollowUps(lambda: NOW)
    with served_room(tmp_path, players=("Ana", "Bo", "Cy"), follow_ups=bare) as here:
        page = phone(browser)
        join(page, here)
        to_the_end(here)
        page.wait_for_selector("#intention")
        assert page.is_hidden("#into-calendar")
        assert page.locator(".from-today").count() == 0
        write(page)
        assert kept(page) == [sentence("en")]
        assert read(appointed(page))["SUMMARY;LANGUAGE=en"] == plain("en", "intention.summary")
        page.context.close()
