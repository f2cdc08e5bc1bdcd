"""A plan on the remote, and its breaks and talks on the pages of the room, in real browsers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.plans import Agenda
from improv.packs.formats import load_formats
from improv.packs.plans import load_plans
from improv.paths import CARDS
from tests.phones.browser import served_room, shipped, visitor
from tests.phones.page_fit import CUT, OPEN, SMALL_TARGETS
from tests.phones.remotes import DOUBLE_TAP, NAMES, drawer, follows, press, remote, shows
from tests.phones.voter_states import join

K = PhaseKind
PLANS = load_plans(CARDS / "plans", load_formats(CARDS / "formats"))
PLAN = PLANS["first-hour"]


def cards() -> Deck:
    """The shipped ones, and the plans."""
    return replace(shipped(), plans=PLANS)


def faults(page: Any) -> list[str]:
    """What is too small or cut, also at 200%, and what axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    wrong = [f"small: {one}" for one in page.evaluate(SMALL_TARGETS)]
    wrong += [f"cut: {one}" for one in page.evaluate(CUT)]
    page.set_viewport_size({"width": 180, "height": 320})
    wrong += [f"cut at 200%: {one}" for one in page.evaluate(CUT)]
    page.set_viewport_size({"width": 360, "height": 640})
    for violation in Axe().run(page).response["violations"]:
        wrong.append(f"{violation['id']}: {[node['html'][:90] for node in violation['nodes']]}")
    return wrong


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
@pytest.mark.slow
def test_the_remote_shows_the_plan(browser: Any, tmp_path: Path, language: str) -> None:
    """In the lobby, a talk, a scene and a break: what to say, and every step at hand."""
    words = PLAN.say(language)
    with (
        served_room(tmp_path, players=NAMES, language=language, plan=PLAN, deck=cards()) as here,
        remote(browser, here, language, reduced_motion="reduce") as page,
    ):
        found: dict[str, list[str]] = {}
        for kind in (K.LOBBY, K.TALK, K.PLAY, K.BREAK):
            here.to(kind)
            follows(page, here)
            page.evaluate(OPEN, "#plan-steps")
            found[kind.value] = faults(page)
            step = {K.PLAY: "ears", K.BREAK: "stretch"}.get(kind, "welcome")
            assert words[f"{step}.say.1"] in page.locator("#plan").inner_text()
        with visitor(browser, language) as phone:
            for path in ("", "stage"):
                phone.goto(f"{here.url}{path}")
                if not path:
                    phone.locator("main form button").last.click()
                phone.get_by_text(words["stretch.title"]).first.wait_for()
                assert words["stretch.say.1"] not in phone.content()
                found[path or "voter"] = faults(phone) if not path else []
        assert found == {kind: [] for kind in found}


def test_a_plan_is_chosen_and_taken_off_in_the_lobby(browser: Any, tmp_path: Path) -> None:
    """By a tap in its drawer, which stays open; what was chosen is shown, then its steps."""
    with (
        served_room(tmp_path, players=NAMES, deck=cards()) as here,
        remote(browser, here) as page,
    ):
        assert page.locator("#plan").count() == 0
        drawer(page, "plan-steps")
        shows(page, "plan-none")
        press(page, f"plan-{PLAN.id}", lambda: here.state.setup.plan == PLAN)
        shows(page, f"plan-{PLAN.id}")
        page.locator("#plan").wait_for()
        press(page, "step-1-go", lambda: here.state.history[-1].name == "skip_step")
        page.wait_for_timeout(DOUBLE_TAP)
        press(page, "plan-none", lambda: here.state.setup.plan is None)
        page.locator("#plan").wait_for(state="detached")
        press(page, "undo-go", lambda: here.state.setup.plan == PLAN)
        here.to(K.TALK)
        follows(page, here)
        page.locator(f"#plan-{PLAN.id}").wait_for(state="detached")
        assert page.locator("#insert-step").count() == 1


@pytest.mark.slow
def test_a_question_and_which_of_how_many_it_is_stand_beside_each_other(
    browser: Any, tmp_path: Path
) -> None:
    """The last survey asks two things; `1 of 2` is one line, however long the question is."""
    plan = replace(PLAN, steps=(PLAN.steps[1], PLAN.steps[-1]))
    with served_room(tmp_path, players=NAMES, plan=plan) as here:
        here.to(K.RESULT)
        here.to(K.VOTE)
        for language in ("en", "fa", "ar", "he"):
            with visitor(browser, language) as phone:
                join(phone, here)
                number = phone.locator(".question .small:visible")
                line = number.evaluate("it => parseFloat(getComputedStyle(it).lineHeight)")
                assert number.bounding_box()["height"] < 1.5 * line, language
                assert phone.evaluate(CUT) == []


def test_steps_are_left_out_repeated_and_put_in(browser: Any, tmp_path: Path) -> None:
    """By taps, as the facilitator makes them; undo takes the last one back."""

    def agenda() -> Agenda:
        found = here.state.progress.agenda
        assert found is not None
        return found

    with (
        served_room(tmp_path, players=NAMES, plan=PLAN) as here,
        remote(browser, here) as page,
    ):
        here.to(K.TALK)
        follows(page, here)
        drawer(page, "plan-steps")
        press(page, "step-2-go", lambda: agenda().steps[2].left_out)
        press(page, "skip-step-go", lambda: agenda().index == 1)
        follows(page, here)
        press(page, "undo-go", lambda: here.kind is K.TALK)
        follows(page, here)
        page.locator("#insert-step-game").select_option("chat-desk")
        press(page, "insert-step-go", lambda: agenda().steps[1].game == "chat-desk")
        assert agenda().index == 1
