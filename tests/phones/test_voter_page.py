"""The voter's page in a real browser: two taps to join, a vote that counts, and nothing lost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import BallotKind
from improv.core.roster import Door
from tests.phones.browser import House, house, phone
from tests.phones.tour import CRITERIA, crowd, join, reach, tour

MOST_BYTES = 60_000
"""Of a first visit, everything included."""

VOTING = {"vote", "counted", "self", "self-counted", "coaching", "coaching-middle"}
VOTING |= {"coaching-counted", "pick", "pick-counted"}

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, a.button, summary, textarea, input:not([type=hidden])')]
  .filter((one) => one.checkVisibility())
  .map((one) => (one.labels && one.labels[0] && one.matches('[type=radio], [type=checkbox]'))
    ? one.labels[0] : one)
  .filter((one) => { const box = one.getBoundingClientRect();
    return box.width < 47.9 || box.height < 47.9; })
  .map((one) => one.outerHTML.slice(0, 80))"""

CUT = """() => [...document.querySelectorAll('main *, summary')]
  .filter((one) => one.checkVisibility() && !one.closest('svg, .unseen'))
  .filter((one) => { const box = one.getBoundingClientRect();
    return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5
      || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'
        && one.clientWidth); })
  .map((one) => one.outerHTML.slice(0, 80))"""

TALL = "() => document.documentElement.scrollHeight - innerHeight"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    """A room without names, in its lobby."""
    with house(tmp_path) as one:
        yield one


@contextmanager
def visitor(browser: Any, language: str = "en", **more: Any) -> Iterator[Any]:
    """A page of a new phone."""
    page = phone(browser, language, **more)
    try:
        yield page
    finally:
        page.context.close()


def counted(here: House, kind: BallotKind = BallotKind.RATE) -> list[dict[str, int]]:
    """The scores of all ballots of a kind, as the room has them."""
    on = here.state.round
    assert on is not None
    cast = here.state.votes_of(on.number).ballots
    return [dict(ballot.scores) for (_, of), ballot in cast.items() if of == kind]


def lines(here: House) -> list[str]:
    """The lines of thanks that were given."""
    return [line.text for line in here.state.kudos]


# Joining.


def test_two_taps_to_join(browser: Any, here: House) -> None:
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
    with house(tmp_path, players=names) as here, visitor(browser) as page:
        page.goto(here.url)
        shown = page.locator(".names button").all_inner_texts()
        assert shown == list(names)
        here.to("brief")
        on = here.state.round
        assert on is not None
        customer = next(chair.person for chair in on.cast if chair.seat == "customer")
        page.locator(f"button[value={customer}]").tap()
        page.get_by_role("heading", name="Secret, for your eyes only").wait_for()
        with visitor(browser) as other:
            join(other, here)
            assert other.locator(".secret").count() == 0
            assert other.locator(".names button").count() == 0


def test_a_code_is_asked_for_where_it_is_needed(browser: Any, here: House) -> None:
    """A wrong one is answered in words, the one of the QR code is never asked for."""
    here.act(a.SetDoor(id="", door=Door.CODE))
    with visitor(browser) as page:
        page.goto(here.url)
        page.get_by_label("Room code").fill("QQQQ")
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("Type the four letters").wait_for()
        page.get_by_label("Room code").fill(here.phones.code.lower())
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("You are in").wait_for()
    with visitor(browser) as page:
        page.goto(f"{here.url}?c={here.phones.code}")
        page.locator("summary").tap()
        page.get_by_role("button", name="עברית").tap()
        page.wait_for_selector("html[lang=he]")
        assert page.get_by_role("textbox").count() == 0
        page.locator("#join button.main").tap()
        page.wait_for_selector("main[data-joined=yes]")


def test_a_door_that_shuts_meanwhile_is_said_kindly(browser: Any, here: House) -> None:
    """A page from before the lock says so at the tap; whoever was in comes back."""
    with visitor(browser) as page, visitor(browser) as member:
        join(member, here)
        page.goto(here.url)
        here.act(a.SetDoor(id="", door=Door.SHUT))
        page.get_by_role("button", name="Join").tap()
        page.get_by_role("heading", name="The door is closed for now").wait_for()
        member.reload()
        member.get_by_text("You are in").wait_for()


def test_a_volunteer_takes_a_place_and_gives_it_back(browser: Any, here: House) -> None:
    """One tap each; of two who want the same place the second is told so."""
    with visitor(browser) as page, visitor(browser) as other:
        join(page, here)
        join(other, here)
        reach(page, here, "brief")
        reach(other, here, "brief")
        page.get_by_role("button", name=re.compile("I play this: .Agent")).tap()
        page.get_by_text(re.compile("You play: .Agent")).wait_for()
        other.get_by_role("button", name=re.compile("I play this: .Agent")).tap()
        other.get_by_text("That place is taken already.").wait_for()
        page.get_by_role("button", name="I give my place back").tap()
        page.get_by_role("button", name=re.compile("I play this: .Agent")).wait_for()


# Voting.


def test_a_vote_counts_and_can_be_changed(browser: Any, here: House) -> None:
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
        on = here.state.round
        assert on is not None
        (ballot,) = here.state.votes_of(on.number).ballots.values()
        assert ballot.moves == ("listened", "bridge")


def test_a_reload_keeps_the_vote(browser: Any, here: House) -> None:
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
    with house(tmp_path, ballot="coaching") as here, visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        grades = page.locator("fieldset:not([hidden]) .grade")
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
            assert counted(here) == []
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
    with house(tmp_path, ballot="coaching") as here, visitor(browser, has_touch=False) as page:
        join(page, here)
        reach(page, here, "vote")
        page.get_by_role("radio").first.focus()
        page.wait_for_timeout(600)  # the tap that joined is long ago
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        page.wait_for_timeout(500)
        assert page.get_by_text(re.compile(".1. of .5")).is_visible()
        assert page.get_by_role("radio").nth(3).is_checked()


def test_players_rate_themselves(browser: Any, here: House) -> None:
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


# Sleep, loss and return.


def test_a_lost_connection_is_said_and_nothing_is_lost(browser: Any, here: House) -> None:
    """A vote that is put without a connection is kept, sent again and counted."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.context.set_offline(True)
        page.get_by_text("The connection is gone").wait_for()
        page.get_by_role("radio").nth(2).check()
        page.get_by_text("kept here and sent again").wait_for()
        assert counted(here) == []
        page.context.set_offline(False)
        page.get_by_text("Your vote is counted").wait_for()
        page.get_by_text("The connection is back").wait_for()
        assert counted(here) == [{"handling": 3}]


def test_who_missed_a_round_finds_the_next_ballot_empty(browser: Any, here: House) -> None:
    """From one vote straight into the next: what was chosen then is not chosen now."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.get_by_role("radio").nth(2).check()
        page.get_by_text("Your vote is counted").wait_for()
        page.context.set_offline(True)
        page.get_by_text("The connection is gone").wait_for()
        here.to("result")
        here.to("vote")
        page.context.set_offline(False)
        page.wait_for_selector("main input[name=round][value='2']", state="attached")
        assert page.locator("input[type=radio]:checked").count() == 0
        page.get_by_role("radio").nth(2).check()
        page.get_by_text("Your vote is counted").wait_for()
        assert counted(here) == [{"handling": 3}]


def test_a_phone_that_slept_catches_up(browser: Any, here: House) -> None:
    """Frozen in the lobby, woken in the vote."""
    with visitor(browser) as page:
        join(page, here)
        system = page.context.new_cdp_session(page)
        system.send("Page.setWebLifecycleState", {"state": "frozen"})
        here.to("vote")
        system.send("Page.setWebLifecycleState", {"state": "active"})
        page.wait_for_selector("main[data-phase=vote]")
        page.get_by_role("radio").first.check()
        page.wait_for_selector("[data-state=done]")


def test_the_server_dies_and_comes_back(browser: Any, tmp_path: Path) -> None:
    """The same phone is the same voter; what was counted is shown."""
    with visitor(browser) as page:
        with house(tmp_path) as here:
            join(page, here)
            reach(page, here, "vote")
            page.get_by_role("radio").nth(1).check()
            page.wait_for_selector("[data-state=done]")
            port = here.phones.port
        page.get_by_text("The connection is gone").wait_for()
        with house(tmp_path, port=port) as here:
            page.get_by_text("The connection is back").wait_for()
            assert counted(here) == [{"handling": 2}]
            page.get_by_role("radio").nth(3).check()
            page.wait_for_selector("[data-state=done]")
            assert counted(here) == [{"handling": 4}]


def test_another_session_asks_to_join_again(browser: Any, tmp_path: Path) -> None:
    """A page that was left open does not wait for ever for a game that is gone."""
    with visitor(browser) as page:
        with house(tmp_path / "old") as here:
            join(page, here)
            port = here.phones.port
        with house(tmp_path / "new", port=port):
            page.get_by_role("button", name="Join").wait_for(timeout=15000)


def test_a_second_tab_replaces_the_first(browser: Any, here: House) -> None:
    """The older one says so and stays quiet until it is tapped."""
    with visitor(browser) as old:
        join(old, here)
        new = old.context.new_page()
        new.goto(here.url)
        old.get_by_text("open in another tab").wait_for()
        reach(new, here, "brief")
        assert old.locator("main").get_attribute("data-phase") == "lobby"
        old.get_by_role("button", name="Go on here").tap()
        old.wait_for_selector("main[data-phase=brief]")
        new.get_by_text("open in another tab").wait_for()


def test_focus_is_never_lost(browser: Any, here: House) -> None:
    """What had it is gone: the new heading has it. What stays keeps it, and what was typed."""
    with visitor(browser) as page:
        join(page, here)
        reach(page, here, "vote")
        page.get_by_role("radio").first.focus()
        reach(page, here, "result")
        assert page.evaluate("document.activeElement.textContent") == "The result"
        reach(page, here, "debrief")
        assert page.evaluate("document.activeElement.textContent") == "Talk it over"
        here.act(a.End(id=""))
        reach(page, here, "kudos")
        page.get_by_role("textbox").fill("half a line")
        page.get_by_role("heading", level=1).focus()
        here.act(a.GiveKudos(id="", text="from another"))
        here.act(a.NodKudos(id="", number=1))
        page.get_by_text("from another").wait_for()
        assert page.get_by_role("textbox").input_value() == "half a line"


# Thanks, and what people write.


def test_thanks_are_given_once_and_shown_after_the_nod(browser: Any, here: House) -> None:
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


# Without a script.


def test_without_a_script_everything_works(browser: Any, here: House) -> None:
    """Join, vote, change, thank: forms, buttons and a reload."""
    with visitor(browser, java_script_enabled=False) as page:
        page.goto(here.url)
        page.get_by_role("button", name="Join").tap()
        page.get_by_text("You are in").wait_for()
        here.to("vote")
        page.get_by_role("link", name="Show what is on now").tap()
        page.locator("label", has_text="Calm and warm").first.tap()
        page.get_by_label("Listened").check()
        page.get_by_role("button", name="Send my vote").tap()
        page.get_by_text("Your vote is counted").wait_for()
        assert counted(here) == [{"handling": 3}]
        page.locator("label", has_text="Polite, with strain").tap()
        with page.expect_navigation():
            page.get_by_role("button", name="Send my vote").tap()
        assert counted(here) == [{"handling": 2}]
        here.to("result")
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Send my vote").tap()
        page.get_by_role("alert").filter(has_text="The vote is closed.").wait_for()
        here.to("debrief")
        here.act(a.End(id=""))
        here.to("kudos")
        page.goto(here.url)
        assert page.locator("#thanks").is_hidden()
        page.get_by_role("textbox").fill("for the garden")
        page.get_by_role("button", name="Send").tap()
        page.locator("#thanks").wait_for()
        assert lines(here) == ["for the garden"]


def test_five_questions_stand_on_one_page_without_a_script(browser: Any, tmp_path: Path) -> None:
    """None is hidden behind a button that does nothing."""
    with (
        house(tmp_path, ballot="coaching") as here,
        visitor(browser, java_script_enabled=False) as page,
    ):
        join(page, here)
        here.to("vote")
        page.goto(here.url)
        for criterion in CRITERIA:
            page.locator(f"label:has([name='score.{criterion}'][value='3'])").tap()
        with page.expect_navigation():
            page.get_by_role("button", name="Send my vote").tap()
        assert counted(here) == [dict.fromkeys(CRITERIA, 3)]
        assert page.get_by_role("button", name="Next").count() == 0


# Languages.


def test_one_room_speaks_several_languages(browser: Any, here: House) -> None:
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


# What every state has to be.


SPOKEN = """async (language) => {  // the same state in another language, as the server makes it
  const reply = await fetch(location.href, {headers: {'Accept-Language': language}});
  const other = new DOMParser().parseFromString(await reply.text(), 'text/html');
  window.kept ??= document.querySelector('main');
  document.querySelector('main').replaceWith(document.adoptNode(other.querySelector('main')));
  for (const name of ['lang', 'dir'])
    document.documentElement[name] = other.documentElement[name];
  document.dispatchEvent(new Event('shown')); }"""

PLAIN = """(plain) => {  // axe cannot tell words on a gradient, or under a control that is clear
  document.body.style.background = plain ? 'var(--bottom)' : '';
  for (const one of document.querySelectorAll('main [type=radio], main [type=checkbox]'))
    one.style.zIndex = plain ? -1 : ''; }"""

KEPT = """() => { document.querySelector('main').replaceWith(window.kept); window.kept = null;
  document.documentElement.lang = 'en'; document.documentElement.dir = 'ltr'; }"""


def _layout(page: Any, name: str) -> Iterator[str]:
    """What does not fit this phone, or this phone at 200%."""
    for one in page.evaluate(SMALL_TARGETS):
        yield f"small: {one}"
    if name in VOTING and (over := page.evaluate(TALL)) > 0:
        yield f"scrolls by {over} px"
    page.set_viewport_size({"width": 180, "height": 320})
    for one in page.evaluate(CUT):
        yield f"cut at 200%: {one}"
    page.set_viewport_size({"width": 360, "height": 640})


def _axe(page: Any, script: str) -> Iterator[str]:
    """What axe finds, in light and in dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script)
    page.evaluate(PLAIN, True)
    for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("(how) => axe.run(how)", options)
        # What is drawn in a picture has its contrast from the tokens (tests/look).
        unsure = [one for one in found["incomplete"] if one["id"] == "color-contrast"]
        for fault in (*found["violations"], *unsure):
            where = [one["html"] for one in fault["nodes"] if not one["html"].startswith("<text")]
            if where:
                yield f"{fault['id']}, {scheme}: {where}"
    page.emulate_media(color_scheme="light")
    page.evaluate(PLAIN, False)


def test_every_state_is_fit_for_a_thumb_and_a_reader(browser: Any, tmp_path: Path) -> None:
    """48 px, no scrolling while voting, whole at 200%, in four languages; axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    script, wrong = Axe().axe_script, dict[str, list[str]]()
    for name, page in tour(browser, tmp_path, "en", reduced_motion="reduce"):
        found = [*_axe(page, script), *_layout(page, name)]
        for language in ("fa", "ar", "he"):
            page.evaluate(SPOKEN, language)
            found += [f"{language}: {fault}" for fault in _layout(page, name)]
        page.evaluate(KEPT)
        if found:
            wrong[name] = found
    assert wrong == {}


def test_a_first_visit_is_small(browser: Any, here: House) -> None:
    """Page, style, script, picture, joining and the page after it: everything included."""
    with visitor(browser) as page:
        system = page.context.new_cdp_session(page)
        system.send("Network.enable")
        sizes: list[float] = []
        system.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        join(page, here)
        page.wait_for_timeout(300)
        assert 20_000 < sum(sizes) < MOST_BYTES


def test_a_small_room_is_told_why_it_sees_no_figures(browser: Any, here: House) -> None:
    """Fewer than three ballots would name people."""
    with visitor(browser) as page:
        join(page, here)
        crowd(here, (1,))
        reach(page, here, "vote")
        page.get_by_role("radio").first.check()
        page.wait_for_selector("[data-state=done]")
        here.to("result")
        here.act(a.Reveal(id=""))
        page.get_by_text("A small room, so no figures").wait_for()
