"""What somebody trained alone: the calls of their shifts, when a practice returns, and figures.

Values in, values out: calls come from events, instants are handed in. Knows the core; never the
journal, a clock, or anybody's votes.
"""
