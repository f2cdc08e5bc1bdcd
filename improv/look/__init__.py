"""Design tokens: sizes, colours, motion, and the shapes of icons, cards and the logo.

Values only: no pygame, no web, no words. The projector and the phones take theirs from here, so
that they look like one thing.
"""
