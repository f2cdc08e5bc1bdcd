"""The standings: scenes, not people; shared places are shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from improv.core.view_models import ProjectorView, StandingView
from improv.scenes.figures import Part, parts
from improv.scenes.icons import criterion_label
from improv.scenes.parts import Label
from improv.scenes.result import counted
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class Standing:
    """A scene that was played, and its place."""

    place: str
    first: bool
    title: str
    under: str
    """Who played it; without names, which scene it was. Then whose votes counted, if not all."""
    parts: tuple[Part, ...]
    grade: int
    """The middle grade, 1 to 4; 0 for none."""
    median: str
    csat: str


@dataclass(frozen=True, slots=True)
class StandingsList:
    """Scenes whose ballots asked the same."""

    criteria: tuple[Label, ...]
    """What the ballots asked; empty where there is one list only."""
    rows: tuple[Standing, ...]
    figures: str
    """What the figures at the end of each row are, in their order; empty where there are none."""


@dataclass(frozen=True, slots=True)
class StandingsScene:
    """The standings: a list for each kind of ballot."""

    none: str
    """The words in the place of lists, where there are none."""
    lists: tuple[StandingsList, ...]


def standings(view: ProjectorView, names: Names) -> StandingsScene:
    """All scenes that are ranked, in the order of their lists."""
    several = len(view.standings) > 1
    return StandingsScene(
        none=names.say("standings.none"),
        lists=tuple(
            StandingsList(
                tuple(
                    criterion_label(one, names)
                    for one in (scenes[0].tally.criteria if several else ())
                ),
                tuple(_standing(scene, _most_grades(scenes), names) for scene in scenes),
                names.beside((names.say("result.csat"), names.say("result.median")))
                if any(scene.tally.overall for scene in scenes)
                else "",
            )
            for scenes in view.standings
        ),
    )


def _most_grades(scenes: Sequence[StandingView]) -> int:
    """Whose bar is full: the bars of a list have one scale."""
    return max((scene.tally.overall.total for scene in scenes if scene.tally.overall), default=0)


def _standing(scene: StandingView, most: int, names: Names) -> Standing:
    overall = scene.tally.overall
    return Standing(
        place=names.figures(scene.place),
        first=scene.place == 1,
        title=scene.title,
        under=_under(scene, names),
        parts=parts(overall, most, names) if overall else (),
        grade=overall.median if overall else 0,
        median=names.figures(overall.median) if overall else "",
        csat=names.percent(float(overall.csat)) if overall else "",
    )


def _under(scene: StandingView, names: Names) -> str:
    who = names.listed(seat.name for seat in scene.cast)
    who = who or names.say("standings.scene", number=scene.ordinal)
    whose = counted(scene.tally, names)
    return f"{who} ({whose})" if whose else who
