"""When a break is over, by the clock on the wall of whoever is in the room."""

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.director.live_view import LiveView, VisibleState
from improv.scenes.interlude import interlude
from improv.scenes.words import Names
from tests.core.session_driver import SessionDriver, planned_driver


def seen(driver: SessionDriver, *, told: bool = True) -> str:
    """What stands under the title of a break."""
    live = LiveView(driver.deck, VisibleState(1, driver.state, None), lambda: None)
    if told:
        live.time_of_day = lambda instant: f"10:{instant // 60_000:02}"
    view = live.latest.projector
    assert live.latest.host is not None
    assert live.latest.host.projector == view
    return interlude(view, Names.of(view)).text


def test_a_break_is_over_at_a_time_of_day() -> None:
    """Five minutes after it began; without a clock on the wall it tells how long it is."""
    driver = planned_driver().to(PhaseKind.BREAK)
    ends = (driver.state.running.deadline or 0) // 60_000
    assert seen(driver) == f"Back at \u206810:{ends:02}\u2069"
    assert seen(driver, told=False) == "\u20685\u2069 minutes"


def test_a_clock_that_stands_promises_no_time() -> None:
    """Paused, or over: then nobody knows."""
    driver = planned_driver().to(PhaseKind.BREAK)
    driver.act(a.Pause())
    assert seen(driver) == "\u20685\u2069 minutes"
    driver.act(a.Resume())
    driver.wait(400)
    assert seen(driver) == "\u20685\u2069 minutes"


def test_a_talk_is_not_hurried() -> None:
    """It has no time under its title."""
    assert seen(planned_driver().to(PhaseKind.TALK)) == ""
