"""The voter's page in a real browser: two taps to join, a vote that counts, thanks that arrive."""

import re
from pathlib import Path
from typing import Any

from improv.core import actions as a
from improv.core.formats import BallotKind
from improv.core.roster import Door
from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.voter_states import CRITERIA, counted, join, join_others, lines, reach

# Joining.


def test_two_taps_to_join(browser: Any, here: ServedRoom) -> None:
    """The scan opens the page, one button joins; the page then follows the game by itself."""
    with visitor(browser) as page:
        page.goto(f"{here.url}?c={here.phones.code}")
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("You are in").wait_for()
        assert len(here.state.people) == 1
        reach(page, here, "brief")
        assert page.get_by_role("heading", level=1).inner_text() == "Get ready"
        assert page.locator("#news").inner_text() == "Get ready"


def test_a_name_of_the_roster_is_claimed_by_its_button(browser: Any, tmp_path: Path) -> None:
    """Whoever it is then sees their seat's secret, and nobody else does."""
    names = ("Anna", "<b>Noam</b>", "نادر")
    with served_room(tmp_path, players=names) as here, visitor(browser) as page:
        page.goto(here.url)
        shown = page.locator(".names button").all_inner_texts()
        assert shown == list(names)
        here.to("brief")
        round_ = here.state.round
        assert round_ is not None
        customer = next(chair.person for chair in round_.cast if chair.seat == "customer")
        page.locator(f"button[value={customer}]").tap()
        page.get_by_role("heading", name="Secret, for your eyes only").wait_for()
        with visitor(browser) as other:
            join(other, here)
            assert other.locator(".secret").count() == 0
            assert other.locator(".names button").count() == 0


def test_a_code_is_asked_for_where_it_is_needed(browser: Any, here: ServedRoom) -> None:
    """A wrong one is answered in words, the one of the QR code is never asked for."""
    here.act(a.SetDoor(id="", door=Door.CODE))
    with visitor(browser) as page:
        page.goto(here.url)
        page.get_by_label("Room code").fill("QQQQ")
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("That is not the room code").wait_for()
        page.get_by_label("Room code").fill(here.phones.code.lower())
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("You are in").wait_for()
    with visitor(browser) as page:
        page.goto(f"{here.url}?c=QQQQ")
        assert page.get_by_role("alert").inner_text().startswith("That is not the room code")
        page.goto(f"{here.url}?c={here.phones.code}")
        page.locator("summary").tap()
        page.get_by_role("button", name="עברית").tap()
        page.wait_for_selector("html[lang=he]")
        assert page.get_by_role("textbox").count() == 0
        page.locator("#join button.main").tap()
        page.wait_for_selector("main[data-joined=yes]")


def test_a_door_that_shuts_meanwhile_is_said_kindly(browser: Any, here: ServedRoom) -> None:
    """A page from before the lock says so by itself; whoever was in comes back."""
    with visitor(browser) as page, visitor(browser) as member:
        join(member, here)
        page.goto(here.url)
        page.get_by_role("button", name="Join").wait_for()
        here.act(a.SetDoor(id="", door=Door.SHUT))
        page.get_by_role("heading", name="The door is closed for now").wait_for()
        member.reload()
        member.get_by_text("You are in").wait_for()


def test_a_volunteer_takes_a_place_and_gives_it_back(browser: Any, here: ServedRoom) -> None:
    """One tap each; of two who want the same place the second is told so."""
    with visitor(browser) as page, visitor(browser) as other:
        join(page, here)
        join(other, here)
        reach(page, here, "brief")
        reach(other, here, "brief")
        page.get_by_role("button", name=re.compile("I play this: .Agent")).tap()
        page.get_by_text(re.compile("You play: .Agent")).wait_for()
        taken = other.get_by_role("button", name=re.compile("I play this: .Agent"))
        taken.wait_for(state="detached")
        page.get_by_role("button", name="I give my place back").tap()
        page.get_by_role("button", name=re.compile("I play this: .Agent")).wait_for()


# Voting.


def test_a_vote_counts_and_can_be_changed(browser: Any, here: ServedRoom) -> None:
    """One tap is a vote; a second one replaces it; no third move can be ticked."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.locator("label", has_text="Calm and warm").first.tap()
        page.get_by_role("status").filter(has_text="Your vote is counted").wait_for()
        assert counted(here) == [{"handling": 3}]
        for move in ("Listened", "The bridge"):
            page.get_by_label(move).check()
        assert page.get_by_label("A clear step").is_disabled()
        page.locator("label", has_text="Polite, with strain").tap()
        page.wait_for_selector("[data-state=done][data-busy='']")
        assert counted(here) == [{"handling": 2}]
        round_ = here.state.round
        assert round_ is not None
        (ballot,) = here.state.votes_of(round_.number).ballots.values()
        assert ballot.moves == ("listened", "bridge")


def test_a_reload_keeps_the_vote(browser: Any, here: ServedRoom) -> None:
    """What counts is what the page shows again."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.get_by_role("radio").nth(3).check()
        page.wait_for_selector("[data-state=done]")
        page.reload()
        assert page.get_by_role("radio").nth(3).is_checked()
        page.get_by_text("Your vote is counted").wait_for()


def test_five_questions_come_one_at_a_time(browser: Any, tmp_path: Path) -> None:
    """A finger goes on by itself, there is a way back, and news takes no answer away."""
    with served_room(tmp_path, ballot="coaching") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        grades = page.locator(".grades:not([hidden]) .grade")
        page.get_by_text(re.compile(".1. of .5")).wait_for()
        grades.nth(1).tap()
        page.get_by_text(re.compile(".2. of .5")).wait_for()
        assert page.evaluate("document.activeElement.textContent").startswith("Friendly")
        here.act(a.Pause(id=""))
        page.get_by_text("A short break").wait_for()
        assert page.get_by_role("button", name="Calm 2").count() == 1
        assert page.get_by_text(re.compile(".2. of .5")).is_visible()
        page.get_by_role("button", name="Back", exact=True).tap()
        assert grades.nth(1).locator("input").is_checked()
        here.act(a.Resume(id=""))
        page.get_by_role("button", name="Next", exact=True).tap()
        for number in range(2, 6):
            page.get_by_text(re.compile(f".{number}. of .5")).wait_for()
            page.wait_for_selector("[data-state=done]")
            given = ["calm", *CRITERIA[1 : number - 1]]
            assert counted(here) == [dict.fromkeys(given, 4) | {"calm": 2}]
            grades.nth(3).tap()
        page.get_by_text("Your vote is counted").wait_for()
        expected = dict.fromkeys(CRITERIA, 4) | {"calm": 2}
        assert counted(here) == [expected]
        page.get_by_label("Listened").check()
        page.get_by_role("button", name=re.compile("^Honest")).tap()
        grades.nth(0).tap()
        page.wait_for_selector("[data-state=done][data-busy='']")
        assert counted(here) == [expected | {"honest": 1}]


def test_arrow_keys_choose_without_being_led_on(browser: Any, tmp_path: Path) -> None:
    """With the keyboard only the buttons go on."""
    with (
        served_room(tmp_path, ballot="coaching") as here,
        visitor(browser, has_touch=False) as page,
    ):
        join(page, here)
        reach(page, here, "vote")
        page.get_by_role("radio").first.focus()
        page.wait_for_timeout(600)  # the tap that joined is long ago
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        page.wait_for_timeout(500)
        assert page.get_by_text(re.compile(".1. of .5")).is_visible()
        assert page.get_by_role("radio").nth(3).is_checked()


def test_players_rate_themselves(browser: Any, here: ServedRoom) -> None:
    """And are told that it never enters the vote."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "brief")
        page.get_by_role("button", name=re.compile("I play this: .Customer")).tap()
        page.get_by_text(re.compile("You play: .Customer")).wait_for()
        reach(page, here, "vote")
        page.get_by_text("How did the call feel to you?").wait_for()
        page.get_by_role("radio").nth(2).check()
        page.get_by_text("It never enters the room's vote").wait_for()
        assert (counted(here), counted(here, BallotKind.SELF)) == ([], [{"self": 3}])


def test_a_small_room_is_told_why_it_sees_no_figures(browser: Any, here: ServedRoom) -> None:
    """Fewer than three ballots would name people."""
    with visitor(browser) as page:
        join(page, here)
        join_others(here, (1,))
        reach(page, here, "vote")
        page.get_by_role("radio").first.check()
        page.wait_for_selector("[data-state=done]")
        here.to("result")
        here.act(a.Reveal(id=""))
        page.get_by_text("A small room, so no figures").wait_for()


# Thanks, and what people write.


def test_thanks_are_given_once_and_shown_after_the_nod(browser: Any, here: ServedRoom) -> None:
    """What people write is text: it is never read as markup."""
    with visitor(browser) as page:
        join(page, here)
        here.to("debrief")
        here.act(a.End(id=""))
        reach(page, here, "kudos")
        page.get_by_role("textbox").fill("Anna, <img src=x onerror=alert(1)> thanks")
        page.get_by_role("button", name="Send").dblclick()
        page.get_by_role("status").filter(has_text="with the facilitator").wait_for()
        assert lines(here) == ["Anna, <img src=x onerror=alert(1)> thanks"]
        assert page.get_by_role("textbox").input_value() == ""
        assert page.locator(".thanks").count() == 0
        here.act(a.NodKudos(id="", number=1))
        page.locator(".thanks").wait_for()
        assert page.locator(".thanks img").count() == 0


# Languages.


def test_one_room_speaks_several_languages(browser: Any, here: ServedRoom) -> None:
    """Each phone its own, with its direction and its digits; the switch is kept."""
    with visitor(browser, "fa-IR") as fa, visitor(browser, "he") as he, visitor(browser) as en:
        for page in (fa, he, en):
            join(page, here)
        for page in (fa, he, en):
            reach(page, here, "vote")
        for page, language, way, three in ((fa, "fa", "rtl", "۳"), (he, "he", "rtl", "3")):
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("html").get_attribute("dir") == way
            assert page.locator(".grade b").nth(2).inner_text() == three
        assert en.locator("html").get_attribute("dir") == "ltr"
        band = "getComputedStyle(document.querySelector('.grade')).borderRightWidth"
        assert fa.evaluate(band) > en.evaluate(band)
        en.locator("summary").tap()
        en.get_by_role("button", name="العربية").tap()
        en.wait_for_selector("html[lang=ar][dir=rtl]")
        reach(en, here, "result")
        assert "النتيجة" in en.get_by_role("heading", level=1).inner_text()
