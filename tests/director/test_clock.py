"""The session clock: it stands still when held, and never runs past its ceiling."""

from improv.director.clock import SessionClock
from tests.director.rooms import ManualClock


def test_held_at_first_then_it_runs_from_where_it_is_told() -> None:
    """Milliseconds of the session, not of the wall."""
    hand = ManualClock()
    clock = SessionClock(hand, at=500)
    hand.seconds = 10
    assert (clock.now(), clock.held) == (500, True)
    clock.run(500)
    hand.seconds = 11.5
    assert (clock.now(), clock.held) == (2000, False)
    clock.hold(1900)
    hand.seconds = 100
    assert (clock.now(), clock.held) == (1900, True)


def test_a_fast_clock_stops_at_its_ceiling() -> None:
    """A demo's never passes what is planned next."""
    hand = ManualClock()
    clock = SessionClock(hand, speed=100.0)
    clock.run(0, ceiling=1500)
    hand.seconds = 0.01
    assert clock.now() == 1000
    hand.seconds = 5
    assert clock.now() == 1500


def test_turned_back_it_goes_on_as_it_went() -> None:
    """From the instant it is told, up to the same ceiling; a clock that stands, stands."""
    hand = ManualClock()
    clock = SessionClock(hand)
    clock.turn_back(7)
    assert (clock.now(), clock.held) == (0, True)
    clock.run(0, ceiling=3000)
    hand.seconds = 60
    clock.turn_back(500)
    assert clock.now() == 500
    hand.seconds = 61
    assert clock.now() == 1500
    hand.seconds = 90
    assert clock.now() == 3000


def test_how_long_until_an_instant() -> None:
    """On the wall, at this speed; nothing when it is over."""
    hand = ManualClock()
    clock = SessionClock(hand, at=1000, speed=10.0)
    clock.run(1000)
    assert clock.seconds_until(6000) == 0.5
    assert clock.seconds_until(1000) == clock.seconds_until(0) == 0.0
