"""Typed secrets are tried slowly, and not for ever. The clock is turned by hand."""

from improv.phones.pin import (
    FREE_CODES,
    FREE_MISSES,
    MISSES,
    REST_SECONDS,
    Code,
    Pin,
    RateLimit,
)
from tests.director.rooms import ManualClock


def test_the_right_one_fits_in_any_figures() -> None:
    """Persian and Arabic digits, blanks and hyphens between them; nothing shorter or longer."""
    pin = Pin("204681", ManualClock())
    for tried in ("204681", " 204 681 ", "۲۰۴۶۸۱", "٢٠٤٦٨١", "204-681"):
        assert pin.matches("a", tried)
    for n, tried in enumerate(("", "20468", "2046811", "204682", "\0", "x" * 9999)):
        assert not pin.matches(f"b{n}", tried)


def test_an_address_waits_longer_after_each_miss() -> None:
    """Two for nothing, then 1, 2, 4 ... 60 seconds; the right one clears it."""
    hand = ManualClock()
    pin = Pin("204681", hand)
    waits = []
    for _ in range(12):
        assert not pin.matches("a", "000000")
        waits.append(pin.wait("a"))
        hand.seconds += waits[-1]
        assert pin.wait("a") == 0
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert pin.wait("b") == 0
    assert pin.matches("a", "204681")
    assert not pin.matches("a", "000000")
    assert pin.wait("a") == 0


def test_fifty_limit_from_anywhere_give_everybody_a_rest() -> None:
    """Ten minutes, however many addresses somebody has; then another fifty."""
    hand = ManualClock()
    pin = Pin("204681", hand)
    for round_ in range(3):
        for n in range(MISSES):
            address = f"{round_}.{n}"
            assert pin.wait(address) == 0
            assert not pin.matches(address, "000000")
        assert pin.wait("somebody else") == REST_SECONDS
        hand.seconds += REST_SECONDS


def test_a_host_waits_for_no_misses_of_others() -> None:
    """Only for their own."""
    hand = ManualClock()
    pin = Pin("204681", hand)
    for n in range(MISSES):
        assert not pin.matches(f"{n}", "000000")
    assert pin.wait("host") == REST_SECONDS
    assert pin.wait("host", hosts=True) == 0
    for _ in range(FREE_MISSES + 1):
        assert not pin.matches("host", "000000")
    assert pin.wait("host", hosts=True) > 0


def test_tries_of_long_ago_are_forgotten() -> None:
    """One a minute: an office that mistypes now and then never waits, who goes on trying does."""
    hand = ManualClock()
    limit = RateLimit(3, hand, forgets=60)
    for _ in range(50):
        limit.record("office")
        assert limit.wait("office") == 0
        hand.seconds += 61
    for _ in range(10):
        limit.record("thief")
    hand.seconds += 60
    limit.record("thief")
    assert limit.wait("thief") == 60


def test_a_million_addresses_are_not_remembered() -> None:
    """The oldest are forgotten: what is kept is bounded."""
    code = Code("ACDE", ManualClock())
    for n in range(3000):
        assert not code.matches(f"a{n}", "nope")
    assert len(code._limit._tries) == 1000


def test_a_code_fits_in_any_case_until_it_was_guessed_too_often() -> None:
    """Ten misses are free: a room behind a router is one address. Then not even the right one."""
    hand = ManualClock()
    code = Code("ACDE", hand)
    assert code.matches("a", " acde\n")
    for _ in range(100):
        assert not code.matches("a", "  ")  # none shown is none guessed
    for _ in range(FREE_CODES):
        assert code.wait("a") == 0
        assert not code.matches("a", "ZZZZ")
    assert code.wait("a") == 1
    assert not code.matches("a", "ACDE")
    assert code.matches("b", "ACDE")
    hand.seconds += 1
    assert code.matches("a", "ACDE")
    assert not code.matches("a", "ZZZZ")
    assert code.wait("a") == 2


def test_letters_from_elsewhere_are_just_wrong() -> None:
    """Any text may be typed."""
    code = Code("ACDE", ManualClock())
    for tried in ("АСDЕ", "\0\0\0\0", "é" * 400, "\u202eEDCA"):
        assert not code.matches("a", tried)
