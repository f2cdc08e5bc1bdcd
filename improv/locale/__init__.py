"""The interface's own words, by stable names, in any language that it speaks.

Knows words, digits and directions; never what a screen looks like. The words are in the
catalogues beside this file. After a change to one (the same for en, ar and he):
pybabel compile -i improv/locale/fa.po -o improv/locale/fa.mo -l fa
"""

from improv.locale.figures import keep_figures_whole
from improv.locale.numerals import digits, language_tag
from improv.locale.phrases import direction, isolate, phrase, plain, without_isolates

__all__ = [
    "digits",
    "direction",
    "isolate",
    "keep_figures_whole",
    "language_tag",
    "phrase",
    "plain",
    "without_isolates",
]
