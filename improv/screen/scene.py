"""A frame becomes a picture: the scene of its phase, and what lies over it.

`compose` is pure: the same frame gives the same marks. Which scene belongs to which phase is
the table at the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.state import USUAL_VOLUME
from improv.core.views import ProjectorView
from improv.screen.backdrop import CURTAIN
from improv.screen.desk import Desk, Panel
from improv.screen.frame import Frame
from improv.screen.heading import heading
from improv.screen.keys import help_rows
from improv.screen.marks import Backdrop, Fill, Lights, Mark
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
from improv.screen.stage import Placed, Stage

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
    if frame.view.blank:
        stage.marks.append(Fill(stage.area(stage.whole), _PLAIN))
    else:
        _set(stage)
        _draw(stage)
    return _taken(stage)


def bare(
    size: tuple[int, int],
    theme: str,
    language: str,
    scene: Scene,
    *,
    latin_digits: bool = False,
) -> Picture:
    """A picture of the stage without a session: the offer to go on, a card of a pack."""
    nobody = _nobody(language)
    frame = Frame(nobody, 0, float("inf"), Desk(), size, theme, latin_digits=latin_digits)
    stage = Stage(frame)
    _set(stage)
    scene(stage)
    return _taken(stage)


def _set(stage: Stage) -> None:
    """The backdrop and the footlights."""
    over = stage.view.kind is PhaseKind.END
    stage.marks.append(Backdrop(stage.area(stage.whole), stage.theme.name, drawn=over))
    if stage.theme.top != stage.theme.bottom:
        lights = stage.whole.foot(stage.scale.margin_y * 0.96)[0]
        inside = lights.inset(CURTAIN * stage.whole.width, 0)
        stage.marks.append(Lights(stage.area(inside), stage.colour))


def _taken(stage: Stage) -> Picture:
    return Picture(tuple(stage.marks), tuple(stage.placed), stage.moving, stage.wanted)


def _nobody(language: str) -> ProjectorView:
    """The view of no session at all."""
    return ProjectorView(
        language=language,
        kind=PhaseKind.LOBBY,
        phase_id=0,
        phase="",
        format={},
        format_id="",
        clock=None,
        paused=False,
        blank=False,
        muted=False,
        volume=USUAL_VOLUME,
        huddle=False,
        rounds=None,
        people=(),
        door=Door.OPEN,
        figures="",
        round=None,
        vote=None,
        result=None,
        standings=(),
        kudos=(),
        played=0,
    )


def _draw(stage: Stage) -> None:
    frame, desk = stage.frame, stage.frame.desk
    if desk.peek and frame.host is not None:
        peek(stage, frame.host)
        return
    if frame.view.kind is not PhaseKind.END:
        heading(stage)
    SCENES[frame.view.kind](stage)
    if frame.trouble:
        notices.trouble(stage)
    if frame.view.paused:
        notices.pause(stage)
    if desk.panel is Panel.HELP:
        phones = frame.invitation is not None
        help_overlay(stage, help_rows(frame.view.kind, single=desk.single, phones=phones))
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
