"""Packs: from strict YAML to the cards and formats of improv.core, all problems at once.

The files are written by people who do not program. So nothing here guesses, nothing stops at
the first mistake, and no bytes, however odd, get further than a Problem.
"""

from improv.packs.check import Report, check
from improv.packs.formats import load_formats
from improv.packs.lookup import UnknownPack, find_pack, shipped_packs
from improv.packs.packs import languages_of, load_pack, load_words
from improv.packs.practices import load_practices
from improv.packs.problems import PackProblems, Problem

__all__ = [
    "PackProblems",
    "Problem",
    "Report",
    "UnknownPack",
    "check",
    "find_pack",
    "languages_of",
    "load_formats",
    "load_pack",
    "load_practices",
    "load_words",
    "shipped_packs",
]
