"""The games and the plans that there are, by their ids.

The shipped ones, the user's own in the data folder, and those of files that a command names: a
later one comes in place of its namesake before it. Of the data folder a file that cannot be read
is told of, and keeps nobody from playing the others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from improv import paths
from improv.core.formats import Format
from improv.core.plans import Plan
from improv.packs import formats, plans
from improv.packs.loading import ENDING
from improv.packs.problems import TOP, PackProblems, Problems
from improv.packs.source import misnamed_files, yaml_files
from improv.wiring.errors import WrongUsage, not_found

Made = TypeVar("Made", bound=Format | Plan)


class Catalogue(dict[str, Made], Generic[Made]):
    """Games or plans by their ids, and those of the user's own that cannot be read."""

    def __init__(self, shipped: Mapping[str, Made] | None = None) -> None:
        super().__init__({} if shipped is None else shipped)
        self.broken: dict[str, PackProblems] = {}
        """Why one cannot be read, by its id; a shipped one of that id is there nevertheless."""

    def raise_broken(self, id_: str | None) -> None:
        """Raise PackProblems where the user's own one of that id cannot be read."""
        if id_ in self.broken:
            raise self.broken[id_]

    def find(self, kind: str, id_: str) -> Made:
        """The one of that id. Raises PackProblems, and WrongUsage where there is none."""
        self.raise_broken(id_)
        if id_ not in self:
            raise not_found(kind, id_, self)
        return self[id_]

    def read_own(self, folder: Path, load: Callable[[Path], Made]) -> Iterator[Made]:
        """Those of a folder that can be read."""
        for file in misnamed_files(folder):
            misnamed = Problems()
            misnamed.source(file).add(TOP, *ENDING)
            self.broken[file.name.partition(".")[0]] = PackProblems(*misnamed.in_order())
        for file in yaml_files(folder):
            try:
                made = load(file)
                self.broken.pop(file.stem, None)
                yield made
            except PackProblems as problems:
                self.broken[file.stem] = problems

    def add_named(
        self,
        named: Sequence[Path],
        load: Callable[[Path], Made],
        load_folder: Callable[[Path], Mapping[str, Made]],
    ) -> None:
        """Add those of files, or of folders of files. Raises PackProblems."""
        for path in named:
            alone = path.suffix in (".yaml", ".yml")
            made = [load(path)] if alone else load_folder(path).values()
            for one in made:
                self[one.id] = one
                self.broken.pop(one.id, None)


def load_games(
    named: Sequence[Path] = (), data: Path | None = None, *, alone: bool = False
) -> Catalogue[Format]:
    """The games: shipped, in the data folder, and `named`: files, or folders of files.

    `alone`: what one person plays, else what a room does. Raises PackProblems, and WrongUsage for a
    named game that is not for so many.
    """
    games = Catalogue(_shipped(alone=alone))
    if data is not None:
        own = games.read_own(paths.own_formats(data), formats.load_format)
        games |= {game.id: game for game in own if game.alone is alone}
    games.add_named(named, formats.load_format, formats.load_formats)
    if other := next((id_ for id_, game in games.items() if game.alone is not alone), None):
        raise WrongUsage("wrong.alone", format=other, command="improv solo")
    return games


def load_plans(
    named: Sequence[Path], games: Mapping[str, Format], data: Path | None = None
) -> Catalogue[Plan]:
    """The plans: shipped, in the data folder, and `named`: files, or folders of files.

    `games`: as their authors wrote them. Raises PackProblems.
    """
    # Somebody's own, longer game in place of a shipped one makes no shipped plan wrong.
    found = Catalogue(plans.load_plans(paths.CARDS / "plans", _shipped(alone=False)))

    def load(file: Path) -> Plan:
        return plans.load_plan(file, games)

    if data is not None:
        found |= {plan.id: plan for plan in found.read_own(paths.own_plans(data), load)}
    found.add_named(named, load, lambda folder: plans.load_plans(folder, games))
    return found


@cache
def _shipped(*, alone: bool) -> Mapping[str, Format]:
    return formats.load_formats(paths.CARDS / ("solo" if alone else "formats"))
