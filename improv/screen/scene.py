"""A frame becomes a picture: the scene of its phase, and what lies over it.

`compose` is pure: the same frame gives the same marks. Which scene belongs to which phase is
the table at the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from improv.core.formats import PhaseKind
from improv.screen.desk import Panel
from improv.screen.heading import heading
from improv.screen.keys import help_rows
from improv.screen.marks import Backdrop, Lights, Mark
from improv.screen.marks import Panel as Fill
from improv.screen.overlays import notices
from improv.screen.overlays.help import help_overlay
from improv.screen.overlays.panels import panel
from improv.screen.overlays.peek import peek
from improv.screen.scenes.bell import bell
from improv.screen.scenes.brief import brief
from improv.screen.scenes.debrief import debrief
from improv.screen.scenes.draw import draw
from improv.screen.scenes.end import end
from improv.screen.scenes.guess import guess
from improv.screen.scenes.kudos import kudos
from improv.screen.scenes.lobby import lobby
from improv.screen.scenes.play import play
from improv.screen.scenes.result import result
from improv.screen.scenes.standings import standings
from improv.screen.scenes.truth import truth
from improv.screen.scenes.vote import vote
from improv.screen.stage import Frame, Placed, Stage

Scene = Callable[[Stage], None]

_PLAIN = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen: marks in their order, the last on top."""

    marks: tuple[Mark, ...]
    placed: tuple[Placed, ...]
    moving: bool
    """The next frame will differ."""
    wanted: int | None
    """At which instant of the session clock it changes by itself."""


def compose(frame: Frame) -> Picture:
    """The picture of a frame."""
    stage = Stage(frame)
    whole = stage.area(stage.whole)
    if frame.view.blank:
        stage.marks.append(Fill(whole, _PLAIN))
    else:
        over = frame.view.kind is PhaseKind.END
        stage.marks.append(Backdrop(whole, frame.theme, drawn=over))
        if stage.theme.top != stage.theme.bottom:
            lights = stage.whole.foot(stage.scale.margin_y * 0.96)[0]
            inside = lights.inset(stage.scale.margin_x, 0)
            stage.marks.append(Lights(stage.area(inside), stage.colour))
        _draw(stage)
    return Picture(tuple(stage.marks), tuple(stage.placed), stage.moving, stage.wanted)


def _draw(stage: Stage) -> None:
    frame, desk = stage.frame, stage.frame.desk
    if desk.peek and frame.host is not None:
        peek(stage, frame.host)
        return
    heading(stage)
    SCENES[frame.view.kind](stage)
    if frame.trouble:
        notices.trouble(stage)
    if frame.view.paused:
        notices.pause(stage)
    if desk.panel is Panel.HELP:
        help_overlay(stage, help_rows(frame.view.kind, single=desk.single))
    elif desk.panel and frame.host is not None:
        panel(stage, frame.host)
    if desk.toast is not None:
        notices.toast(stage)


SCENES: Mapping[PhaseKind, Scene] = MappingProxyType(
    {
        PhaseKind.LOBBY: lobby,
        PhaseKind.DRAW: draw,
        PhaseKind.BRIEF: brief,
        PhaseKind.PLAY: play,
        PhaseKind.GUESS: guess,
        PhaseKind.TRUTH: truth,
        PhaseKind.BELL: bell,
        PhaseKind.VOTE: vote,
        PhaseKind.RESULT: result,
        PhaseKind.DEBRIEF: debrief,
        PhaseKind.STANDINGS: standings,
        PhaseKind.KUDOS: kudos,
        PhaseKind.END: end,
    }
)
