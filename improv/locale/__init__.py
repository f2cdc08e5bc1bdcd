"""The interface's own words, by stable names, in the language of the session.

Knows words, digits and directions; never what a screen looks like. The words are in the
catalogues beside this file. After a change to one (the same for en, ar and he):
pybabel compile -i improv/locale/fa.po -o improv/locale/fa.mo -l fa
"""

from improv.locale.codes import steady
from improv.locale.numerals import digits, numbered
from improv.locale.phrases import direction, isolate, phrase, plain, without_isolates

__all__ = [
    "digits",
    "direction",
    "isolate",
    "numbered",
    "phrase",
    "plain",
    "steady",
    "without_isolates",
]
