"""Chance: the same seed gives the same, and every number is as likely."""

from collections import Counter

import pytest

from improv.core.chance import Chance


def test_the_same_seed_and_count_give_the_same() -> None:
    """A place in the stream is all there is to know, and the numbers never change."""
    first, after = Chance(5).below(1000)
    assert (first, after) == Chance(5).below(1000)
    assert Chance(5, after.count).below(1000) == after.below(1000)
    assert [Chance(2026, n).below(100)[0] for n in range(6)] == [30, 85, 28, 26, 37, 48]


def test_numbers_are_in_range_and_as_likely() -> None:
    """Six thousand throws of a die, within four standard deviations."""
    here, counts = Chance(1), Counter[int]()
    for _ in range(6000):
        number, here = here.below(6)
        counts[number] += 1
    assert set(counts) == set(range(6))
    assert all(abs(count - 1000) < 4 * 29 for count in counts.values())


def test_a_shuffle_keeps_everything_and_takes_any_order() -> None:
    """Each of the six orders of three comes, about as often."""
    here, orders = Chance(3), Counter[tuple[str, ...]]()
    for _ in range(1200):
        order, here = here.shuffled("abc")
        orders[order] += 1
    assert len(orders) == 6
    assert all(140 < count < 260 for count in orders.values())
    assert here.shuffled(()) == ((), here)


def test_nothing_to_choose_from_is_said() -> None:
    """A ValueError, not a number."""
    with pytest.raises(ValueError, match="nothing to choose"):
        Chance(1).choice(())
