"""Motion: how long it takes and how it slows down. Motion explains; nothing moves for itself."""

LONGEST = 0.3
"""Seconds: no single movement takes longer."""

STAGGER = 0.12
"""Seconds between things that come one after the other."""


def ease(progress: float) -> float:
    """Fast, then slow: 0 to 1 -> 0 to 1."""
    left = 1 - min(1.0, max(0.0, progress))
    return 1 - left * left * left


def settle(progress: float) -> float:
    """Fast, a little too far, then back: 0 to 1 -> 0 to 1."""
    left = 1 - min(1.0, max(0.0, progress))
    return 1 - left * left * (2.4 * left - 1.4)
