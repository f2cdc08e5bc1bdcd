"""What comes from one address within seconds: when a burst begins, how long it lasts."""

from improv.phones import burst_detector
from improv.phones.burst_detector import SECONDS, BurstDetector
from tests.director.rooms import ManualClock


def test_a_burst_begins_once_and_counts_what_belongs_to_it() -> None:
    """However long it goes on, and whatever its pace, until nothing came for a while."""
    hand = ManualClock()
    detector = BurstDetector(4, hand)
    assert [detector.record("a") for _ in range(6)] == [0, 0, 0, 4, 5, 6]
    for count in range(7, 12):
        hand.seconds += SECONDS - 0.1
        assert detector.record("a") == count
    hand.seconds += SECONDS
    assert [detector.record("a") for _ in range(4)] == [0, 0, 0, 4]


def test_what_comes_slowly_or_from_many_is_none() -> None:
    """A room that comes in one by one, or each by an address of their own."""
    hand = ManualClock()
    detector = BurstDetector(4, hand)
    for _ in range(20):
        hand.seconds += SECONDS / 2
        assert detector.record("a") == 0
    assert [detector.record(f"phone-{n}") for n in range(50)] == [0] * 50


def test_who_comes_from_everywhere_fills_no_memory() -> None:
    """The addresses that were quiet for longest are forgotten."""
    detector = BurstDetector(4, ManualClock())
    for n in range(3 * burst_detector._MOST_ADDRESSES):
        detector.record(str(n))
    assert len(detector._recent) == burst_detector._MOST_ADDRESSES
