"""Firefox and WebKit, as Debian ships them: join, vote, thank, steer and watch as in Chromium."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.state import Shift
from improv.look.sizes import Scale
from improv.packs.loading import load_pack
from tests.phones import firefox, webkit
from tests.phones.browser import ServedRoom, served_room, visitor
from tests.phones.card_editors import own_pack, served_editor
from tests.phones.page_fit import NEXT_AND_LAST, OPEN, TALL, unfit
from tests.phones.remotes import DOUBLE_TAP, until
from tests.phones.stage_moments import ALIKE, EARS, MEASURE, news, shown
from tests.phones.test_follow_up import offered, to_the_end
from tests.phones.voter_states import cast, counted, join, join_others, lines, reach, tour
from tests.terminal.shifts import cards

NAMES = ("Anna", "Ben", "Carlos", "Dora")


def _firefox() -> AbstractContextManager[Any]:
    if not firefox.PROGRAM:
        pytest.skip("needs firefox-esr")
    return firefox.firefox()


def _webkit() -> AbstractContextManager[Any]:
    if webkit.MISSING:
        pytest.skip(f"needs {', '.join(webkit.MISSING)}")
    return webkit.webkit()


@pytest.fixture(scope="module", params=[_firefox, _webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Any]:
    """One browser of that engine for all of this file."""
    with request.param() as browser:
        yield browser


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ServedRoom]:
    """A room with names, in its lobby."""
    with served_room(tmp_path, players=NAMES) as one:
        yield one


WIDTHS = """async (texts) => {
  await document.fonts.ready;
  return texts.map((text) => {
    const span = document.createElement("span");
    span.textContent = text;
    span.style.position = "absolute";
    document.querySelector("main").append(span);
    const { width } = span.getBoundingClientRect();
    span.remove();
    return width;
  }); }"""


def test_a_half_space_takes_no_letter_with_it(engine: Any, tmp_path: Path) -> None:
    """In our typefaces: WebKitGTK takes the letter after one away where a font has no space."""
    with served_room(tmp_path, language="fa") as here, visitor(engine, "fa") as page:
        page.goto(f"{here.url}stage")
        whole, first, second = page.evaluate(WIDTHS, ["کارت\u200cها", "کارت", "ها"])
        assert whole == pytest.approx(first + second, abs=1)


@pytest.mark.one_in(2)
def test_a_phone_goes_through_an_evening(engine: Any, here: ServedRoom) -> None:
    """The first tap on a name counts, also at its edge; a vote fits, counts, changes and stays."""
    with visitor(engine) as page:
        page.goto(here.url)
        page.locator(".names button").first.tap(position={"x": 20, "y": 0.6})
        page.wait_for_selector("main[data-joined=yes]")
        (anna,) = (one for one in here.state.people.values() if one.votes)
        assert anna.name == "Anna"
        here.act(a.EditRoster(id="watches", person=anna.id, plays=False))
        reach(page, here, "vote")
        assert page.evaluate(TALL) <= 0
        for grade in (3, 2):
            page.locator(f".grade-{grade}").tap()
            page.wait_for_selector("[data-state=done][data-busy='']")
            assert counted(here) == [{"handling": grade}]
        page.reload()
        assert page.evaluate("document.querySelector(':checked').value") == "2"
        here.to("debrief")
        here.act(a.End(id=""))
        reach(page, here, "kudos")
        page.locator("#line").fill("Ben, that was kind")
        page.locator("#kudos button").tap()
        page.wait_for_selector("#kudos[data-state=done]")
        assert lines(here) == ["Ben, that was kind"]


@pytest.mark.one_in(2)
def test_a_phone_passes_a_seat_and_stops_the_scene_once(engine: Any, here: ServedRoom) -> None:
    """With the taps that Chromium takes: the offer is answered, and Stop takes two."""
    with visitor(engine) as page:
        here.to("draw")
        dealt = here.state.round_on.cast[0].person
        here.act(a.Back(id="back"))
        page.goto(here.url)
        page.locator(f".names button[value={dealt}]").tap()
        page.wait_for_selector("main[data-joined=yes]")
        here.to("draw")
        assert here.state.round_on.cast[0].person == dealt
        page.locator("#offer button").last.tap()
        until(page, lambda: dealt not in here.state.round_on.players)
        reach(page, here, "play")
        page.locator("details.stop > summary").tap()
        page.locator("#stop button").tap()
        page.wait_for_selector(".notice.calm")
        assert here.state.stopped


@pytest.mark.slow
def test_each_answer_counts_as_it_is_given(engine: Any, tmp_path: Path) -> None:
    """Two of five count at the bell, also after a reload; the clock runs; what counted is said."""
    with served_room(tmp_path, ballot="coaching") as coaching, visitor(engine) as page:
        join(page, coaching)
        reach(page, coaching, "vote")
        for question, grade in enumerate((2, 3), start=1):
            page.locator(f".grades:not([hidden]) .grade-{grade}").tap()
            page.wait_for_selector(f"[data-go='{question}'][aria-current]")
        page.wait_for_selector("[data-state=done][data-busy='']")
        page.wait_for_function("() => document.getElementById('clock').textContent < '0:59'")
        page.reload()
        assert page.evaluate("document.querySelectorAll(':checked').length") == 2
        reach(page, coaching, "result")
        page.wait_for_selector(".own")
        assert counted(coaching) == [{"calm": 2, "friendly": 3}]


@pytest.mark.slow
def test_a_remote_opens_and_goes_on(engine: Any, here: ServedRoom) -> None:
    """The PIN, Next, which stays in sight, and a clicker's key."""
    with visitor(engine) as page:
        page.goto(f"{here.url}host")
        page.locator("#pin").fill("123456")
        page.locator("#enter").tap()
        page.locator("#next-go").tap()
        until(page, lambda: here.kind is PhaseKind.RULES)
        page.wait_for_selector(f"#now-{here.state.running.phase_id}")
        for width, height in ((640, 360), (320, 568), (320, 256), (1280, 720)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(NEXT_AND_LAST) == []
        page.wait_for_timeout(DOUBLE_TAP)
        page.keyboard.press("PageDown")
        until(page, lambda: here.kind is PhaseKind.DRAW)
        page.wait_for_selector(f"#now-{here.state.running.phase_id}")


@pytest.mark.one_in(2)
def test_the_stage_shows_the_scene(engine: Any, here: ServedRoom) -> None:
    """In its own typeface, and the next one when it comes."""
    with visitor(engine, viewport={"width": 1280, "height": 720}) as page:
        page.goto(f"{here.url}stage")
        page.wait_for_selector("main[data-phase=lobby]")
        assert page.evaluate(
            "document.fonts.ready.then(() => document.fonts.check('1em Vazirmatn'))"
        )
        reach(page, here, "brief")
        round_ = here.state.round
        assert round_ is not None
        seen = page.evaluate("document.querySelector('main').innerText")
        for chair in round_.cast:
            assert here.state.people[chair.person].name in seen


@pytest.mark.slow
def test_no_phone_is_wider_than_its_screen(engine: Any, tmp_path: Path) -> None:
    """In every state; and no word of ours stands on two lines."""
    states = tour(engine, tmp_path, "en", reduced_motion="reduce")
    wrong = {name: found for name, page in states if (found := unfit(page))}
    assert wrong == {}


@pytest.mark.slow
def test_no_remote_is_wider_than_its_screen(engine: Any, here: ServedRoom) -> None:
    """In every phase, with all its drawers open, and before the PIN."""
    wrong = dict[str, list[str]]()
    with visitor(engine) as page:
        page.goto(f"{here.url}host")
        wrong["login"] = unfit(page)
        page.locator("#pin").fill("123456")
        page.locator("#enter").tap()
        page.wait_for_selector("#next-go")
        join_others(here, (3, 2, 1, 4))
        for kind in ("lobby", "draw", "brief", "play", "vote", "result", "debrief", "kudos", "end"):
            if kind == "kudos":
                here.act(a.End(id=""))
            if kind == "result":
                cast(here, (3, 2, 1, 4))
            reach(page, here, kind)
            if kind == "result":
                here.act(a.Reveal(id=""))
            page.evaluate(OPEN, "details")
            wrong[kind] = unfit(page)
    assert not any(wrong.values()), wrong


@pytest.mark.parametrize(("language", "size"), [("en", (1280, 720)), ("fa", (320, 568))])
@pytest.mark.slow
def test_every_scene_is_whole(
    engine: Any, here: ServedRoom, language: str, size: tuple[int, int]
) -> None:
    """Nothing of the stage is cut, outside or too small; a phone may scroll, but never sideways."""
    with visitor(engine, viewport=dict(zip(("width", "height"), size, strict=True))) as page:
        page.goto(f"{here.url}stage?theme=stage")
        page.wait_for_function("document.documentElement.dataset.runs")
        page.evaluate(f"(() => {{ document.documentElement.dataset.still = 'yes'; {EARS} }})()")
        page.evaluate("dispatchEvent(new Event('online'))")  # then it connects anew: to the test
        alike = {m.name: news(m.snapshot, m.now) for m in shown(language)}
        told = {name: one for name, one in alike.items() if not name.endswith(ALIKE)}
        tall = size[1] > size[0]
        least = 8.0 if tall else Scale(*size).least

        def measured() -> list[str]:
            asked = ({name: one} for name, one in told.items())  # each: an answer is waited for
            return [wrong for one in asked for wrong in page.evaluate(MEASURE, [one, least, tall])]

        measured()  # for its typefaces to come
        page.evaluate("document.fonts.ready.then(() => true)")
        assert measured() == []


@pytest.mark.slow
def test_somebody_alone_plays_a_call(engine: Any, tmp_path: Path) -> None:
    """Its address opens it; rows and buttons are pressed by a finger."""
    with (
        served_room(
            tmp_path,
            game="solo-shift",
            deck=cards(),
            shift=Shift("Sara"),
            players=("Sara",),
            rounds=1,
        ) as here,
        visitor(engine) as page,
    ):
        page.goto(f"{here.url}{here.phones.player_path[1:]}")
        here.to(PhaseKind.REACT)
        page.wait_for_selector("main[data-phase=react]")
        page.locator("#choose-2-go").tap()
        page.wait_for_selector("main[data-phase=reply]")
        assert here.state.round_on.replies == ("dismissed",)
        here.to(PhaseKind.CHECK)
        page.wait_for_selector("main[data-phase=check]")
        page.locator("#choose-3-go").tap()
        page.wait_for_selector("main[data-phase=reflect]")
        assert here.state.round_on.grade == 3
        page.locator("#hold-go").tap()
        page.wait_for_selector("#pause")
        assert here.state.paused


@pytest.mark.one_in(2)
def test_a_sentence_stays_on_the_phone(engine: Any, tmp_path: Path) -> None:
    """It is shown as it is written, stays over a reload, and becomes a calendar file; it fits."""
    said = "When a caller shouts, I will first say: I am listening"
    is_shown = "(said) => document.getElementById('take-home').innerText.includes(said)"
    with (
        served_room(tmp_path, players=NAMES, follow_ups=offered()) as room,
        visitor(engine) as page,
    ):
        join(page, room)
        to_the_end(room)
        page.wait_for_function("document.getElementById('intention')?.dataset.busy")
        page.locator("#when").fill("shouts")
        page.locator("#first").fill("I am listening")
        page.wait_for_function(is_shown, said)
        file = page.evaluate("() => document.getElementById('into-calendar').href")
        assert file.startswith("blob:")
        page.reload()
        page.wait_for_function("document.getElementById('intention')?.dataset.busy")
        assert page.evaluate(is_shown, said)
        assert unfit(page) == []


@pytest.mark.slow
def test_a_card_is_changed_and_saved(engine: Any, tmp_path: Path) -> None:
    """A problem stands beside its field while somebody writes; what is saved is in the pack."""
    folder = own_pack(tmp_path)

    def title() -> str:
        return load_pack(folder).words["en"]["front-desk/mower"]["title"]

    with served_editor(folder, tmp_path) as editor, visitor(engine) as page:
        page.goto(editor.address)
        page.evaluate("void (location.hash = 'mower')")
        page.wait_for_selector("#t-en-title")
        page.locator("#t-en-title").fill("x" * 61)
        page.wait_for_selector("#t-en-title[aria-invalid=true]")
        page.evaluate("document.querySelector('#t-en-title').select()")
        page.press("The quiet mower")
        page.wait_for_selector("#t-en-title:not([aria-invalid=true])")
        page.locator("[data-do=save]").tap()
        until(page, lambda: title() == "The quiet mower")
