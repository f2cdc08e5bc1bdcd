"""The host remote in a real browser: a whole session from a phone, and nothing lost or skipped."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from improv.core import actions as a
from improv.core import projections
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import Door
from improv.core.state import USUAL_VOLUME, Round, Votes
from improv.core.votes import Ballot, Electorate
from improv.director.ports import Note
from improv.phones.parsing import HOST_ACTIONS
from tests.phones.browser import ServedRoom, phone, served_room, shipped, visitor
from tests.phones.page_fit import CUT, OPEN, SMALL_TARGETS, unfit
from tests.phones.remotes import (
    DOUBLE_TAP,
    NAMES,
    drawer,
    follows,
    now,
    press,
    remote,
    round_,
    shows,
    step,
    until,
    walk,
)
from tests.phones.voter_states import cast, join, join_others

K = PhaseKind

CHECKED: dict[str, dict[Any, dict[str, Any]]] = {
    "en": {"light": {}, "dark": {"runOnly": ["color-contrast"]}},
}
"""Which of axe's rules, in which language and which light."""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ServedRoom]:
    """A room with names, in its lobby."""
    with served_room(tmp_path, players=NAMES) as one:
        yield one


# The PIN.


def test_a_wrong_pin_is_told_and_slowed_down(browser: Any, here: ServedRoom) -> None:
    """In words; the fourth try has to wait, and says how long."""
    page = phone(browser)
    try:
        page.goto(f"{here.url}host")
        for _ in range(3):
            page.get_by_label("PIN").fill("000000")
            page.get_by_role("button").click()
            page.locator("form[data-state=refused]").wait_for()
        wrong = page.locator("[data-outcome]").inner_text()
        page.get_by_role("button").click()
        until(page, lambda: page.locator("[data-outcome]").inner_text() not in ("", wrong))
        assert re.search(r"\d", page.locator("[data-outcome]").inner_text())
        assert here.kind is K.LOBBY
    finally:
        page.context.close()


def test_figures_of_any_script_are_a_pin(browser: Any, here: ServedRoom) -> None:
    """A Persian phone types Persian figures, and has a Persian remote, from right to left."""
    page = phone(browser, "fa")
    try:
        page.goto(f"{here.url}host")
        page.locator("#pin").fill("۱۲۳۴۵۶")
        page.locator("#enter").click()
        page.locator("#next-go").wait_for()
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("fa", "rtl")
        assert page.locator("#next-go").inner_text().split() == ["بعدی", ":", "قاعدهٔ", "بازی"]
        at_end = page.locator("#next-go").bounding_box()["x"]
        assert at_end < page.locator("#back-go").bounding_box()["x"], "Next is where a line ends"
    finally:
        page.context.close()


# A session.


@pytest.mark.slow
def test_a_whole_session_by_the_remote_alone(browser: Any, here: ServedRoom) -> None:
    """From lobby to end, and every action that a host has at least once.

    But for those of games with an open seat (test_open_seats.py), of games that ask everybody
    (test_voter_lines.py), and of a scene that somebody asks to stop (test_stop.py).
    """
    actions: list[str] = []
    with remote(browser, here) as page:
        page.on(
            "request",
            lambda sent: (
                actions.extend(parse_qs(sent.post_data or "").get("action", ()))
                if sent.url.endswith("/host/do")
                else None
            ),
        )
        _lobby(page, here)
        _round(page, here)
        _end(page, here)
    asking, stopping = (
        {"approve_lines", "dismiss_line", "papers", "note_line"},
        {"stop", "end_scene"},
    )
    planned = {"plan", "skip_step", "repeat_step", "insert_step"}  # test_plan_pages.py has plans
    assert HOST_ACTIONS.keys() - set(actions) == {"take_over"} | asking | stopping | planned


def _lobby(page: Any, here: ServedRoom) -> None:
    people = here.state.people
    anna = next(iter(people))
    drawer(page, "people")
    page.get_by_label("Names, one a line").fill("Mia\nTom\n")
    press(page, "add-go", lambda: len(here.state.people) == len(NAMES) + 2)
    until(page, lambda: not page.get_by_label("Names, one a line").input_value())
    page.locator("#headcount-number").fill("8")
    press(page, "headcount-go", lambda: here.state.headcount == 8)
    press(page, f"plays-{anna}", lambda: not here.state.people[anna].plays)
    press(page, f"here-{anna}", lambda: not here.state.people[anna].present)
    shows(page, f"here-{anna}", "false")
    press(page, f"here-{anna}", lambda: here.state.people[anna].present)
    page.get_by_label("Change a name").select_option("Anna")
    page.get_by_label("New name").fill("Hannah")
    press(page, "rename-go", lambda: here.state.people[anna].name == "Hannah")
    here.act(a.Join(id="", voter="voter-7", claims=anna))
    press(page, f"free-{anna}-go", lambda: not here.state.people[anna].votes)
    drawer(page, "door")
    press(page, "door-code", lambda: here.state.door is Door.CODE)
    press(page, "door-open", lambda: here.state.door is Door.OPEN)
    here.act(a.Join(id="", voter="voter-9"))
    page.locator("#take-out-never-of summary").click()
    press(page, "take-out-never-go", lambda: here.state.holder("voter-9") is None)
    drawer(page, "game")
    press(page, "format-emotion-lift", lambda: here.state.progress.format.id == "emotion-lift")
    shows(page, "format-emotion-lift")
    press(page, "format-lawnmower", lambda: here.state.progress.format.id == "lawnmower")
    press(page, "time-play-longer", lambda: here.state.progress.seconds)
    press(page, "setup-clock-go", lambda: not here.state.setup.clock)
    shows(page, "setup-clock-go", "false")
    press(page, "setup-clock-go", lambda: here.state.setup.clock)
    order = "[...document.querySelectorAll('#game button')].map((one) => one.id)"
    buttons = page.evaluate(order)
    assert buttons.index("standings-go") < buttons.index("session-he"), "beside what it is like"
    press(page, "standings-go", lambda: not here.state.progress.standings)
    press(page, "survey-readiness-go", lambda: here.state.setup.surveys)
    shows(page, "survey-readiness-go")
    press(page, "survey-readiness-go", lambda: not here.state.setup.surveys)
    assert page.locator("#kept-out > summary").inner_text() == "The cards", "packs, too"
    drawer(page, "kept-out")
    press(page, "pack-2-go", lambda: here.state.setup.packs_out)
    shows(page, "pack-2-go", "false")
    press(page, "pack-2-go", lambda: not here.state.setup.packs_out)
    press(page, "session-he", lambda: here.state.language == "he")
    press(page, "session-en", lambda: here.state.language == "en")
    assert page.locator("h1").inner_text() == "Welcome", "the phone keeps its own language"
    planned = page.locator("#up-next dd").all_inner_texts()
    press(page, "rules-go", lambda: here.state.rules_shown)
    page.locator("#rules-told").wait_for()
    press(page, "next-go", lambda: not here.state.rules_shown)
    walk(page, here, K.DRAW)
    drawer(page, "on-stage")
    shown = page.locator("#reels .what, #on-stage .what").all_inner_texts()
    assert sorted(one.splitlines()[-1] for one in shown) == sorted(planned), "as announced"


def _round(page: Any, here: ServedRoom) -> None:
    def state() -> Round:
        assert here.state.round is not None
        return here.state.round

    def votes() -> Votes:
        return here.state.votes_of(state().number)

    number = state().number
    press(page, "lock-customer-go", lambda: "customer" in here.state.progress.locked)
    kept = state().cards["customer"].card.id
    before = state()
    press(page, "redraw-go", lambda: state() is not before)
    assert state().cards["customer"].card.id == kept
    follows(page, here)
    press(page, "skip-go", lambda: state().number != number)
    follows(page, here)
    press(page, "undo-go", lambda: state().number == number)
    _other_cards(page, here)
    follows(page, here)
    press(page, "back-go", lambda: here.kind is K.RULES)
    follows(page, here)
    press(page, "hold-go", lambda: not here.state.paused)
    walk(page, here, K.BRIEF)
    assert page.locator(f"#secrets-{here.state.running.phase_id}").get_attribute("open") is None
    first = state().cast[0].person
    press(page, "pass-0-go", lambda: state().cast[0].person != first)
    press(page, "heat-5", lambda: state().heat == 5)
    shows(page, "heat-5")
    step(page, here)
    press(page, "hold-go", lambda: here.state.paused)
    page.get_by_role("button", name="Go on").wait_for()
    press(page, "hold-go", lambda: not here.state.paused)
    ends = here.state.running.deadline
    assert ends is not None
    press(page, "more-time-go", lambda: here.state.running.deadline == ends + 30_000)
    press(page, "twist-go", lambda: len(state().rung) == 1)
    press(page, "token-mute-go", lambda: state().tokens["mute"] == 0)
    page.get_by_label("Promise made").fill("I call you back by five")
    page.keyboard.press("Enter")
    until(page, lambda: here.state.promises)
    page.get_by_text("Which promise comes back?").click()
    press(page, "bring-1-go", lambda: state().rung[-1].promise == 1)
    press(page, "undo-go", lambda: len(state().rung) == 1)
    here.act(a.Join(id="", voter="voter-8"))
    press(page, "let-voter-8-go", lambda: not projections.host(here.state, shipped()).waiting)
    press(page, "safety-go", lambda: state().unranked)
    page.locator(".marks").get_by_text("Do not rank").wait_for()
    press(page, "safety-go", lambda: not state().unranked)
    drawer(page, "voice")
    press(page, "louder", lambda: here.state.volume == USUAL_VOLUME + 1)
    press(page, "speech-go", lambda: here.state.muted)
    press(page, "repeat-go", lambda: here.state.repeats == 1)
    press(page, "blank-go", lambda: here.state.blank)
    page.locator("#next-go").get_by_text("the picture comes back").wait_for()
    step(page, here)
    assert here.kind is K.PLAY
    assert not here.state.blank
    join_others(here, (3, 3, 4))
    walk(page, here, K.VOTE)
    drawer(page, f"whose-{here.state.running.phase_id}")
    press(page, "electorate-at_draw", lambda: state().electorate is Electorate.AT_DRAW)
    press(page, "electorate-everybody", lambda: state().electorate is Electorate.EVERYBODY)
    drawer(page, f"hands-{here.state.running.phase_id}")
    for point, hands in zip(range(1, 5), ("0", "1", "۶", ""), strict=True):
        page.locator(f"#hands-handling-{point}").fill(hands)
    press(page, "hands-handling-go", lambda: votes().hands.get("handling") == (0, 1, 6, 0))
    press(page, "reveal-go", lambda: state().revealed)
    page.get_by_text("The room’s grade").wait_for()
    drawer(page, "promises")
    press(page, "kept-1-go", lambda: here.state.promises[0].kept)
    shows(page, "kept-1-go")
    press(page, "kept-1-go", lambda: not here.state.promises[0].kept)


def _other_cards(page: Any, here: ServedRoom) -> None:
    def mood() -> str:
        assert here.state.round is not None
        return here.state.round.cards["mood"].card.id

    follows(page, here)
    drawn, row = mood(), page.locator("#reels li", has=page.locator("#not-mood"))
    title = row.locator(".what").inner_text().splitlines()[-1]
    press(page, "not-mood-go", lambda: mood() != drawn)
    drawer(page, "kept-out")
    press(page, "in-1-go", lambda: drawn not in here.state.progress.out)
    page.locator("#pick-text").fill(title)
    press(page, "pick-go", lambda: mood() == drawn)


def _end(page: Any, here: ServedRoom) -> None:
    drawer(page, "thanks-drawer")
    page.locator("#thanks-drawer").get_by_label("Shout-out").fill("An insult")
    press(page, "thank-go", lambda: here.state.kudos)
    press(page, "dismiss-1-go", lambda: here.state.kudos[0].dismissed)
    page.locator("#dismiss-1").wait_for(state="detached")
    page.locator("#thanks-drawer").get_by_label("Shout-out").fill("Lena, for the <i>pause</i>")
    press(page, "thank-go", lambda: here.state.kudos[1:])
    press(page, "nod-2-go", lambda: here.state.kudos[1].nodded)
    page.locator("#thanks ~ ul").get_by_text("Lena, for the <i>pause</i>").wait_for()
    walk(page, here, K.DEBRIEF)
    drawer(page, "more")
    page.get_by_text("End early").click()
    press(page, "end-go", lambda: here.kind is K.KUDOS)
    follows(page, here)
    assert not page.locator("#end-go").is_visible(), "the second End asks anew"
    step(page, here)
    page.get_by_text("You can close this page now.").wait_for()
    assert here.kind is K.END
    press(page, "undo-go", lambda: here.kind is K.KUDOS)
    step(page, here)
    page.get_by_text("You can close this page now.").wait_for()
    here.hand.seconds += 61
    here.act(a.Tick(id=""))
    page.locator("#undo-go").wait_for(state="detached")


# Reloads, and other hosts.


def test_a_phase_lasts_as_long_as_the_lobby_says(browser: Any, here: ServedRoom) -> None:
    """One tap longer, one shorter, each with the phase in its name; what is so is on the page."""
    with remote(browser, here) as page:
        page.locator("#game > summary").tap()
        play = page.get_by_role("button", name="Longer: On stage")
        assert page.locator("#time-play-lasts").inner_text() == "1:30"
        play.tap()
        page.locator("#time-play-lasts").get_by_text("1:45").wait_for()
        page.wait_for_timeout(DOUBLE_TAP)
        play.tap()
        page.locator("#time-play-lasts").get_by_text("2:00").wait_for()
        page.wait_for_timeout(DOUBLE_TAP)
        page.get_by_role("button", name="Shorter: On stage").tap()
        page.locator("#time-play-lasts").get_by_text("1:45").wait_for()
        assert here.state.progress.seconds == {"lawnmower": {"play": 105}}
        step(page, here)
        page.locator("#game").wait_for()
        assert page.locator("#time-play-lasts").count() == 0


def test_what_of_the_session_may_change_is_on_the_lobbys_page(
    browser: Any, here: ServedRoom
) -> None:
    """A switch, or a step each way, each with its name; what does not matter any more is gone."""
    with remote(browser, here) as page:
        page.locator("#game > summary").tap()
        rounds = page.locator("#setup-rounds-value")
        assert rounds.inner_text() == "3"
        page.get_by_role("button", name="Next value: Rounds").tap()
        rounds.get_by_text("4").wait_for()
        page.get_by_role("button", name="Value before: Questions at the vote").tap()
        page.locator("#setup-ballot-value").get_by_text("five").wait_for()
        page.locator("#setup-talk_first-value").get_by_text("yes").wait_for()
        page.get_by_role("button", name="Voting").tap()
        page.locator("#setup-ballot-value").wait_for(state="detached")
        page.locator("#standings-go").wait_for(state="detached")
        setup = here.state.setup
        assert (setup.rounds, setup.ballot, setup.votes) == (4, "coaching", False)
        step(page, here)
        page.locator("#game").wait_for()
        assert page.locator("#setup-rounds-value").count() == 0


def test_a_reload_comes_back_to_the_same_page(browser: Any, here: ServedRoom) -> None:
    """Without the PIN, in the same phase, with the same secrets."""
    here.to("play")
    with remote(browser, here) as page:
        coming = page.locator("#coming").inner_text()
        page.reload()
        page.locator("main[data-phase=play]").wait_for()
        assert page.locator("#coming").inner_text() == coming != ""
        step(page, here)


def test_two_hosts_agree_and_skip_nothing(browser: Any, here: ServedRoom) -> None:
    """What one does the other sees; a Next that was meant for the phase before is refused."""
    with remote(browser, here) as one, remote(browser, here, java_script_enabled=False) as other:
        step(one, here)
        other.locator("#next-go").click()  # its page still shows the lobby
        assert "moved on" in other.get_by_role("alert").inner_text()
        assert now(here) is K.RULES
        other.locator("#next-go").click()
        follows(one, here)
        assert now(here) is K.DRAW
        assert one.locator("h1").inner_text() == other.locator("h1").inner_text() == "The draw"
        one.wait_for_timeout(DOUBLE_TAP)
        one.locator("#next-go").dblclick()
        until(one, lambda: here.kind is K.BRIEF)
        one.wait_for_timeout(300)
        assert now(here) is K.BRIEF, "a double tap is one"


def test_a_refusal_is_said_and_stays_until_the_phase_is_over(
    browser: Any, here: ServedRoom
) -> None:
    """Beside the button, in words, and news does not wipe it away."""
    with remote(browser, here) as page:
        step(page, here)
        step(page, here)
        page.locator("#more-time-go").click()
        page.get_by_text("There is no clock running here.").wait_for()
        page.mouse.wheel(0, 300)
        with visitor(browser) as other:
            join(other, here)
            page.locator("#joined").get_by_text("1").wait_for()
        assert page.get_by_text("There is no clock running here.").is_visible()
        step(page, here)
        assert not page.get_by_text("There is no clock running here.").is_visible()
        until(page, lambda: page.evaluate("scrollY") == 0)  # a new phase begins at its top


def test_news_takes_nothing_from_whoever_is_typing(browser: Any, here: ServedRoom) -> None:
    """While ballots come in: half a line, an open drawer and the focus stay."""
    join_others(here, (1, 2, 3, 4))
    with remote(browser, here) as page:
        round_(page, here, K.VOTE)
        drawer(page, "promises")
        drawer(page, f"hands-{here.state.running.phase_id}")
        page.locator("#hands-handling-2").fill("4")
        page.get_by_label("Promise made").fill("By five I will")
        cast(here, (1, 2, 3))
        page.locator("#turnout[value='3']").wait_for()
        assert page.locator("#voted").inner_text() == "3"
        assert page.get_by_label("Promise made").input_value() == "By five I will"
        assert page.evaluate("document.activeElement.id") == "promise-text"
        assert page.locator("#hands-handling-2").input_value() == "4"
        assert page.locator("#promises").get_attribute("open") is not None
        page.locator("#next-go").focus()
        cast(here, (1, 2, 3, 4))
        page.locator("#turnout[value='4']").wait_for()
        assert page.evaluate("document.activeElement.id") == "next-go"
        page.keyboard.press("Enter")
        until(page, lambda: here.kind is K.RESULT)
        follows(page, here)
        assert page.evaluate("document.activeElement.id") == "next-go"


def test_more_hands_than_people_are_asked_about(browser: Any, here: ServedRoom) -> None:
    """As in the window: counted, and asked about beside the row, until the count can be."""
    with remote(browser, here) as page:
        walk(page, here, K.VOTE)
        drawer(page, f"hands-{here.state.running.phase_id}")
        page.locator("#hands-handling-1").fill("118")
        page.locator("#hands-handling-go").click()
        page.get_by_text(re.compile(".118. in a room of .6.")).wait_for()
        page.locator("#hands-handling-1").fill("3")
        page.locator("#hands-handling-go").click()
        page.locator("#hands-handling-doubt").wait_for(state="detached")


def test_the_clock_runs_between_the_news(browser: Any, here: ServedRoom) -> None:
    """And stands in a pause. Figures are the language's own."""
    here.to("play")
    with remote(browser, here, "fa") as page:
        page.locator("#clock").get_by_text("۱:۲۹").wait_for()
        page.locator("#hold-go").click()
        until(page, lambda: here.state.paused)
        page.locator("#clock").get_by_text("۱:۳۰").wait_for()  # the room's own stood still
        page.wait_for_timeout(700)
        assert page.locator("#clock").inner_text() == "۱:۳۰"


def test_without_a_script_everything_can_be_pressed(browser: Any, here: ServedRoom) -> None:
    """Each press is a form and a reload; two presses of the same button are two."""
    with remote(browser, here, java_script_enabled=False) as page:
        page.locator("#people > summary").click()
        page.locator("#add-names").fill("Zoe")
        page.locator("#add-go").click()
        until(page, lambda: "Zoe" in {person.name for person in here.state.people.values()})
        page.locator("#next-go").click()
        page.locator("main[data-phase=rules]").wait_for()
        page.locator("#next-go").click()
        page.locator("main[data-phase=draw]").wait_for()
        page.locator("#lock-mood-go").click()
        page.locator("#lock-mood-go[aria-pressed=true]").wait_for()
        here.to("play")
        page.reload()
        ends = here.state.running.deadline
        assert ends is not None
        for _ in range(2):
            page.locator("#more-time-go").click()
        until(page, lambda: here.state.running.deadline == ends + 60_000)


# What every phase has to be.


def _tour(page: Any, here: ServedRoom) -> Iterator[str]:
    """Every phase once, with something in it."""
    join_others(here, (1, 2, 3, 4))
    for _ in range(40):
        kind = here.kind
        if kind is K.PLAY:
            here.note(Note("trouble.full"))
            place = "a-rather-long-name-for-a-pack-of-cards/en.yaml:1234:56"
            here.keep_deck({"en": (f"{place}: unknown field `titel` (did you mean title?)",) * 3})
        if kind is K.PLAY and not here.state.promises:
            here.act(a.Promise(id="", text="قول می‌دهم <b>today</b>"))
        if kind is K.VOTE:
            cast(here, (3, 4))
            here.act(a.ShowHands(id="", rows={"handling": (0, 1, 2, 0)}))
        if kind is K.KUDOS:
            here.act(a.GiveKudos(id="", text="Lena, for listening", voter="voter-1"))
            here.act(a.GiveKudos(id="", text="מיכל, על הסבלנות", voter="voter-2"))
            here.act(a.NodKudos(id="", number=1))
        follows(page, here)
        page.wait_for_timeout(60)
        revealed = here.state.round is not None and here.state.round.revealed
        yield f"{kind.value}{'-open' if kind is K.RESULT and revealed else ''}"
        if kind is K.END:
            return
        here.next()


@pytest.mark.parametrize("language", ["en", "fa", "he"])
@pytest.mark.slow
def test_every_phase_is_fit_for_a_thumb_and_a_reader(
    browser: Any, tmp_path: Path, language: str
) -> None:
    """48 px, Next always in the same place, nothing cut, even at 200%; axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, list[str]] = {}
    places: set[tuple[float, ...]] = set()
    with (
        served_room(tmp_path, players=NAMES, language=language, rounds=1) as here,
        remote(browser, here, language, reduced_motion="reduce") as page,
    ):
        for name in _tour(page, here):
            wrong = found.setdefault(name, [])
            if name != "end":
                box = page.locator("#next-go").bounding_box()
                places.add(tuple(round(box[side]) for side in ("x", "y", "width", "height")))
            page.evaluate(OPEN, "details" if name in ("lobby", "vote") else ".now details")
            wrong += [f"small: {one}" for one in page.evaluate(SMALL_TARGETS)]
            wrong += [f"cut: {one}" for one in page.evaluate(CUT)]
            wrong += unfit(page) if language == "en" else []
            page.set_viewport_size({"width": 180, "height": 320})  # as 200% on that phone
            wrong += [f"cut at 200%: {one}" for one in page.evaluate(CUT)]
            page.set_viewport_size({"width": 360, "height": 640})
            for scheme, rules in CHECKED.get(language, {}).items():
                page.emulate_media(color_scheme=scheme)
                for violation in Axe().run(page, options=rules).response["violations"]:
                    where = [node["html"][:90] for node in violation["nodes"]]
                    wrong.append(f"{violation['id']} ({scheme}): {where}")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) == 13
    assert len(places) == 1, "Next moves about"


def test_a_laptop_has_it_side_by_side(browser: Any, here: ServedRoom) -> None:
    """At 1280x800 the drawers are open beside the game, and the game needs no scrolling."""
    here.to("play")
    with remote(browser, here, viewport={"width": 1280, "height": 800}) as page:
        page.locator("#people[open]").wait_for()  # by the script, a moment after the page is there
        now, drawers = (page.locator(at).bounding_box() for at in (".now", ".drawers"))
        assert now["x"] + now["width"] <= drawers["x"]
        assert page.locator("#cards[open]").count() == 0, "what is secret stays shut"
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_tally_is_in_no_page_before_its_time(browser: Any, here: ServedRoom) -> None:
    """While the vote is open the remote tells how many, and nothing of what."""
    join_others(here, (4, 4, 4))
    with remote(browser, here) as page:
        round_(page, here, K.VOTE)
        grades = (1, 4, 4)
        sent: list[dict[str, Any]] = []
        for i, grade in enumerate(grades):
            ballot = Ballot(BallotKind.RATE, {"handling": grade}, ("bridge",))
            number = here.state.round.number if here.state.round else 0
            here.act(a.CastBallot(id="", round=number, ballot=ballot, voter=f"voter-{i}"))
            page.locator(f"#turnout[value='{i + 1}']").wait_for()
            sent.append(page.request.get(f"{here.url}api/state?page=host").json())
        how_many = ("version", "joined", "voted", "voters", "turnout", "leavers")
        states = [{k: v for k, v in one.items() if k not in how_many} for one in sent]
        assert states[0] == states[1] == states[2]
