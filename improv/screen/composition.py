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
from improv.core.view_models import ProjectorView
from improv.screen.backdrop import CURTAIN
from improv.screen.builder import Builder, Placed
from improv.screen.display_list import Backdrop, DisplayItem, Fill, Lights
from improv.screen.frame import Frame
from improv.screen.heading import heading
from improv.screen.keys import help_rows
from improv.screen.layouts.bell import bell
from improv.screen.layouts.brief import brief
from improv.screen.layouts.debrief import debrief
from improv.screen.layouts.draw import draw
from improv.screen.layouts.end import end
from improv.screen.layouts.guess import guess
from improv.screen.layouts.kudos import kudos
from improv.screen.layouts.lobby import lobby
from improv.screen.layouts.play import play
from improv.screen.layouts.result import result
from improv.screen.layouts.standings import standings
from improv.screen.layouts.truth import truth
from improv.screen.layouts.vote import vote
from improv.screen.overlays import notices
from improv.screen.overlays.help import help_overlay
from improv.screen.overlays.panels import panel
from improv.screen.overlays.peek import peek
from improv.screen.ui_state import Panel, UiState

Scene = Callable[[Builder], None]

_PLAIN = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen: marks in their order, the last on top."""

    marks: tuple[DisplayItem, ...]
    placed: tuple[Placed, ...]
    moving: bool
    """The next frame will differ."""
    wanted: int | None
    """At which instant of the session clock it changes by itself."""


def compose(frame: Frame) -> Picture:
    """The picture of a frame."""
    builder = Builder(frame)
    if frame.view.blank:
        builder.marks.append(Fill(builder.area(builder.whole), _PLAIN))
    else:
        _set(builder)
        _draw(builder)
    return _taken(builder)


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
    frame = Frame(nobody, 0, float("inf"), UiState(), size, theme, latin_digits=latin_digits)
    builder = Builder(frame)
    _set(builder)
    scene(builder)
    return _taken(builder)


def _set(builder: Builder) -> None:
    """The backdrop and the footlights."""
    over = builder.view.kind is PhaseKind.END
    builder.marks.append(Backdrop(builder.area(builder.whole), builder.theme.name, drawn=over))
    if builder.theme.top != builder.theme.bottom:
        lights = builder.whole.foot(builder.scale.margin_y * 0.96)[0]
        inside = lights.inset(CURTAIN * builder.whole.width, 0)
        builder.marks.append(Lights(builder.area(inside), builder.colour))


def _taken(builder: Builder) -> Picture:
    return Picture(tuple(builder.marks), tuple(builder.placed), builder.moving, builder.wanted)


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


def _draw(builder: Builder) -> None:
    frame, desk = builder.frame, builder.frame.desk
    if desk.peek and frame.host is not None:
        peek(builder, frame.host)
        return
    if frame.view.kind is not PhaseKind.END:
        heading(builder)
    SCENES[frame.view.kind](builder)
    if frame.trouble:
        notices.trouble(builder)
    if frame.view.paused:
        notices.pause(builder)
    if desk.panel is Panel.HELP:
        phones = frame.invitation is not None
        help_overlay(builder, help_rows(frame.view.kind, single=desk.single, phones=phones))
    elif desk.panel and frame.host is not None:
        panel(builder, frame.host)
    if desk.toast is not None:
        notices.toast(builder)


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
