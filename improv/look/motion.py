"""Motion: how long a movement takes at most, and the curves along which it slows down."""

LONGEST = 0.3
"""Seconds that a single movement may take."""


def ease(progress: float) -> float:
    """How far a movement is (0 to 1) at this share of its time: fast, then slow (cubic)."""
    left = 1 - min(1.0, max(0.0, progress))
    return 1 - left * left * left


def settle(progress: float) -> float:
    """The same, but it goes a little too far and comes back: at most to 1.07."""
    left = 1 - min(1.0, max(0.0, progress))
    return 1 - left * left * (2.4 * left - 1.4)
