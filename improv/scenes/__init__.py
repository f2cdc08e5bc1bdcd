"""Scenes: what a picture of a session says, decided once for every surface: words (what things are
called), scene (the whole), a file for each kind of phase.

From a view of the core to a frozen description: titles, names, figures in the language's digits,
their order, shares of bars, icons by name. Knows core, locale and the shapes of look; never where
something stands, how large it is, or what draws it.
"""
