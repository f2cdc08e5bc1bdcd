"""Packs: from strict YAML to the cards and formats of improv.core, all problems at once.

The files are written by people who do not program. So nothing here guesses, nothing stops at
the first mistake, and whatever bytes a file holds, they lead to a Problem and never to a traceback.

Reading order: source (a file's text), tree (its nodes), fields (checked values), practices, cards
and formats (their structure and words), loading (a whole pack), check (everything in a folder).
"""

from improv.packs.check import CheckReport, check
from improv.packs.formats import load_formats
from improv.packs.loading import languages_of, languages_to_play, load_pack, load_words
from improv.packs.lookup import UnknownPack, find_pack, shipped_packs
from improv.packs.problems import PackProblems

__all__ = [
    "CheckReport",
    "PackProblems",
    "UnknownPack",
    "check",
    "find_pack",
    "languages_of",
    "languages_to_play",
    "load_formats",
    "load_pack",
    "load_words",
    "shipped_packs",
]
