"""What a facilitator reads and types on the remote: half a line, thanks, results, the network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.cards import HEAT
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import LINE_LENGTH
from improv.core.state import LOUDEST
from improv.core.votes import Ballot
from improv.locale.phrases import phrase
from tests.phones.browser import ServedRoom, phone, served_room, visitor
from tests.phones.remotes import NAMES, drawer, follows, press, remote, round_, until
from tests.phones.voter_states import cast, join, join_others

K = PhaseKind


@pytest.fixture
def here(tmp_path: Path) -> Iterator[ServedRoom]:
    """A room with names, in its lobby."""
    with served_room(tmp_path, players=NAMES) as one:
        yield one


def test_half_a_promise_outlives_the_scene(browser: Any, here: ServedRoom) -> None:
    """And whoever types it goes on typing; it outlives the round and a reload, until it is sent."""
    with remote(browser, here) as page:
        round_(page, here, K.PLAY)
        page.get_by_label("Promise made").click()
        page.keyboard.type("I call")
        for kind in (K.BELL, K.VOTE, K.RESULT):
            round_(page, here, kind)
            page.locator(f"main[data-phase={kind}]").wait_for()
            page.keyboard.type(f" {kind}")
            assert page.get_by_label("Promise made").input_value().endswith(f" {kind}")
        half = page.get_by_label("Promise made").input_value()
        assert half == "I call bell vote result"
        assert not here.state.blank, "nothing of it was a key"
        for _ in range(2):
            here.next()
        here.act(a.Skip(id=""))
        page.reload()
        round_(page, here, K.PLAY)
        assert page.get_by_label("Promise made").input_value() == half
        page.get_by_label("Promise made").press("Enter")
        until(page, lambda: here.state.promises)
        assert here.state.promises[0].text == half
        until(page, lambda: not page.get_by_label("Promise made").input_value())
        page.reload()
        follows(page, here)
        assert page.get_by_label("Promise made").input_value() == ""


def test_no_more_can_be_typed_or_pressed_than_the_core_takes(
    browser: Any, here: ServedRoom
) -> None:
    """A promise whose end would be cut off, and a volume or a heat that there is not."""
    with remote(browser, here) as page:
        round_(page, here, K.PLAY)
        assert page.locator("#promise-text").get_attribute("maxlength") == str(LINE_LENGTH)
        assert page.locator("#heat-label + .five button").count() == len(HEAT)
        here.act(a.SetVolume(id="", level=LOUDEST))
        louder = page.locator("#louder[aria-disabled]")
        louder.wait_for(state="attached")
        assert louder.get_attribute("value") == str(LOUDEST)


@pytest.mark.slow
def test_thanks_are_shown_or_left_out(browser: Any, here: ServedRoom) -> None:
    """Whoever decides, it is decided on all remotes; a line that is left out is seen nowhere."""
    join_others(here, (1, 2))
    here.to("debrief")
    here.act(a.End(id=""))
    here.to("kudos")
    for n, text in enumerate(("An insult", "Lena, for listening")):
        here.act(a.GiveKudos(id="", text=text, voter=f"voter-{n}"))
    with remote(browser, here) as page, visitor(browser) as stage:
        stage.goto(f"{here.url}stage")
        other = page.context.new_page()
        other.goto(f"{here.url}host")
        other.locator("#dismiss-1-go").wait_for()
        press(page, "dismiss-1-go", lambda: here.state.kudos[0].dismissed)
        press(page, "nod-2-go", lambda: here.state.kudos[1].nodded)
        for one in (page, other, stage):
            one.get_by_text("Lena, for listening").first.wait_for()
            one.get_by_text("An insult").first.wait_for(state="detached")
        assert other.locator("[id^=nod-]").count() == 0


@pytest.mark.slow
def test_it_shows_the_result(browser: Any, here: ServedRoom) -> None:
    """Its counts, its middle and its share; once the room has seen it."""
    join_others(here, (3, 3, 4, 1))
    with remote(browser, here) as page:
        round_(page, here, K.VOTE)
        cast(here, (2, 2, 3, 0))  # 3, 3, 4, 1
        round_(page, here, K.RESULT)
        assert page.locator("#result").count() == 0
        here.act(a.Reveal(id=""))
        result = page.locator("#result")
        result.wait_for()
        figures = result.locator(".pairs").first.locator("dd").all_inner_texts()
        assert figures == ["3", "\u206875%\u2069"]
        assert phrase("en", "result.counts", one=1, two=0, three=2, four=1) in result.inner_text()
        assert "4\u2069 by phone" in result.inner_text()


def test_it_shows_who_won(browser: Any, tmp_path: Path) -> None:
    """The favourite above, two of them where they tie, and what each got below."""
    with served_room(tmp_path, players=NAMES, game="new-choice") as here:
        join_others(here, (1, 1, 1, 1))
        here.to(K.PLAY)
        for _ in range(2):
            here.act(a.Twist(id=""))
        with remote(browser, here) as page:
            round_(page, here, K.VOTE)
            round_now = here.state.round
            assert round_now is not None
            question = round_now.question
            best, other = question.options[:2]
            for voter, choice in enumerate((best, best, other, best)):
                ballot = Ballot(BallotKind.PICK, choice=choice)
                cast_ = a.CastBallot(
                    id="", round=round_now.number, ballot=ballot, voter=f"voter-{voter}"
                )
                assert here.act(cast_) is None
            here.act(a.Reveal(id=""))
            page.locator("#result .large").wait_for()
            names = page.request.get(f"{here.url}api/state?page=host").json()["result"]
            named = {one["id"]: one["name"] for one in names["choices"]}
            assert names["best"] == [best]
            assert page.locator("#result .large").inner_text() == named[best]


@pytest.mark.slow
def test_it_shows_the_network_and_how_another_becomes_a_remote(
    browser: Any, here: ServedRoom
) -> None:
    """Address, code, whose phones listen; the PIN and the code to scan to nobody else."""
    with remote(browser, here) as page, visitor(browser) as other:
        other.goto(here.url)
        other.get_by_role("button", name="Lena").tap()
        other.locator("main[data-joined=yes]").wait_for()
        drawer(page, "network")
        network = page.locator("#network")
        network.get_by_text("Lena").wait_for()
        for words in (here.phones.address.text, here.phones.code, "1\u2069 connected"):
            assert words in network.inner_text()
        assert page.locator("#remotes[open]").count() == 0
        drawer(page, "remotes")
        remotes = page.locator("#remotes")
        assert "PIN \u2068123456" in remotes.inner_text()
        assert remotes.locator("svg.qr").bounding_box()["width"] > 200
        assert "123456" not in other.locator("main").inner_html()
        stranger = phone(browser)
        stranger.goto(f"{here.url}host")
        assert "123456" not in stranger.locator("main").inner_html()
        assert 'class="qr"' not in stranger.content()
        stranger.context.close()
        other.context.close()
        network.get_by_text("Lena").wait_for(state="detached")


def test_the_words_of_a_played_line_are_typed_and_picked_by(browser: Any, tmp_path: Path) -> None:
    """On the remote during the scene; the voters' phones show them in place of a number."""
    with (
        served_room(tmp_path, players=NAMES, game="new-choice") as here,
        remote(browser, here) as page,
        visitor(browser) as voter,
    ):
        join(voter, here)
        round_(page, here, K.PLAY)
        here.act(a.Twist(id=""))
        page.locator("details[id^=noted] summary").click()
        page.locator("#note-line-2-text").fill("I call you before four.")
        page.locator("#note-line-2-go").click()
        until(page, lambda: here.state.lines_of(1).noted == {2: "I call you before four."})
        here.to(K.VOTE)
        voter.locator("form.ballot").get_by_text("I call you before four.").wait_for()
        page.locator("details[id^=noted] summary").click()
        assert page.locator("#note-line-2-text").input_value() == "I call you before four."
        page.locator("#note-line-2-text").fill("")
        page.locator("#note-line-2-go").click()
        until(page, lambda: here.state.lines_of(1).noted == {})
