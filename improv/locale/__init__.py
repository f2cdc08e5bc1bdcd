"""The interface's own words, by stable names, in any language that it speaks.

Knows words and directions; never what a screen looks like. The words are in the
catalogues beside this file. After a change to one (the same for en, ar and he):
pybabel compile -i improv/locale/fa.po -o improv/locale/fa.mo -l fa
"""
