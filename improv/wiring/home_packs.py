"""The packs that the home screen knows: every shipped one, and the user's own.

One of the user's that cannot be read is told of, and keeps nobody from playing the others.
"""

from dataclasses import dataclass, field
from pathlib import Path

from improv import paths
from improv.core.cards import Pack
from improv.packs.folders import known_packs, packs_in
from improv.packs.loading import languages_of, load_pack
from improv.packs.problems import PackProblems
from improv.packs.stamps import Stamp, stamp
from improv.wiring.deck_loading import load_deck


@dataclass(slots=True)
class HomePacks:
    """The packs in a language, read when somebody asks; the user's own again when they changed."""

    data: Path
    broken: dict[str, PackProblems] = field(default_factory=dict)
    """Why a pack of the user's own cannot be read, by its id."""
    _shipped: dict[str, tuple[Pack, ...]] = field(default_factory=dict)
    _own: tuple[tuple[str, Stamp], tuple[Pack, ...]] | None = None

    def of(self, language: str) -> tuple[Pack, ...]:
        """All that can be read, with the words of a language. Raises PackProblems, of a shipped."""
        own = packs_in(paths.own_packs(self.data))
        if language not in self._shipped:
            self._shipped[language] = load_deck(tuple(known_packs()), language).deck.packs
        now = language, stamp(own.values())
        if self._own is None or self._own[0] != now:
            self._own = now, self._read(own, language)
        return (*(one for one in self._shipped[language] if one.id not in own), *self._own[1])

    def _read(self, own: dict[str, Path], language: str) -> tuple[Pack, ...]:
        self.broken.clear()
        found = []
        for id_, folder in own.items():
            try:
                spoken = [tag for tag in languages_of(folder) if tag == language]
                found.append(load_pack(folder, languages=spoken))
            except PackProblems as problems:
                self.broken[id_] = problems
        return tuple(found)
