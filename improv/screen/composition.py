"""A frame becomes a picture: its scene laid out, and what lies over it.

`compose` is pure: the same frame gives the same display list. Which layout belongs to which scene
is decided at the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from improv.core.formats import PhaseKind
from improv.core.view_models import ProjectorView
from improv.scenes.ask import AskScene
from improv.scenes.ballot import GuessScene, VoteScene
from improv.scenes.cards import BriefScene, DrawScene
from improv.scenes.closing import BellScene, EndScene, KudosScene, SettleScene
from improv.scenes.debrief import DebriefScene
from improv.scenes.interlude import InterludeScene
from improv.scenes.lobby import LobbyScene
from improv.scenes.play import PlayScene
from improv.scenes.rules import RulesScene
from improv.scenes.scene import Body, scene_of
from improv.scenes.secrets import TruthScene
from improv.scenes.solo import ChoiceScene, QuotesScene
from improv.scenes.standings import StandingsScene
from improv.screen.backdrop import CURTAIN, DRAWN
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.display_list import Area, Backdrop, Curtain, DisplayItem, Fill, Lights, Placed
from improv.screen.frame import Frame
from improv.screen.hands_grid import Row
from improv.screen.heading import clock, heading
from improv.screen.keys import help_rows
from improv.screen.layouts.ask import ask
from improv.screen.layouts.ballot import guess, vote
from improv.screen.layouts.brief import brief
from improv.screen.layouts.closing import bell, end, kudos, settle
from improv.screen.layouts.debrief import debrief
from improv.screen.layouts.draw import draw
from improv.screen.layouts.interlude import interlude
from improv.screen.layouts.lobby import lobby
from improv.screen.layouts.play import play
from improv.screen.layouts.result import result
from improv.screen.layouts.rules import rules
from improv.screen.layouts.solo import choice, quotes
from improv.screen.layouts.standings import standings
from improv.screen.layouts.truth import truth
from improv.screen.overlays import notices
from improv.screen.overlays.bar import bar
from improv.screen.overlays.help import help_overlay
from improv.screen.overlays.panels import panel
from improv.screen.overlays.peek import peek
from improv.screen.targets import Target
from improv.screen.ui_state import Panel, UiState

Layout = Callable[[Builder], None]

_PLAIN = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A display list, the last item on top, and what is known about it."""

    items: tuple[DisplayItem, ...]
    placed: tuple[Placed, ...]
    moving: bool
    """Whether the next frame will differ."""
    changes_at: int | None
    """At which instant of the session clock it changes by itself; None: never."""
    targets: tuple[Target, ...] = ()
    """The places that can be clicked, the last on top."""
    bar: Area | None = None
    """Where the bar of the mouse lies, while it is shown."""


def compose(frame: Frame) -> Picture:
    """The picture of a frame."""
    builder = Builder(replace(frame, view=_at_cursor(frame.view, frame.ui)))
    if frame.view.blank:
        builder.items.append(Fill(builder.area(builder.whole), _PLAIN))
    else:
        _add_stage(builder)
        _draw(builder)
    if frame.bar is not None:
        bar(builder, frame.bar)
    return picture_of(builder)


def _at_cursor(view: ProjectorView, ui: UiState) -> ProjectorView:
    """The view with the criterion that the cursor of the hands is in: what is typed is seen."""
    vote, rows = view.vote, ui.hands.rows
    here = rows[ui.hands.row].id if rows else ""
    if vote is None or here not in vote.criteria:
        return view
    return replace(view, vote=replace(vote, asking=vote.criteria.index(here)))


def bare(
    size: tuple[int, int], theme: str, language: str, layout: Layout, *, latin_digits: bool = False
) -> Picture:
    """A picture without a session: the offer to resume one, or a card of a pack."""
    nobody = ProjectorView(language=language, kind=PhaseKind.LOBBY, phase_id=0, phase="")
    frame = Frame(nobody, 0, float("inf"), UiState(), size, theme, latin_digits=latin_digits)
    builder = Builder(frame)
    _add_stage(builder)
    layout(builder)
    return picture_of(builder)


def _add_stage(builder: Builder) -> None:
    builder.items.append(Backdrop(builder.area(builder.whole), builder.theme.name))
    if builder.theme.top != builder.theme.bottom:
        if builder.view.kind is PhaseKind.END:
            whole = builder.whole
            for curtain in (whole.start(DRAWN * whole.width)[0], whole.end(DRAWN * whole.width)[0]):
                builder.items.append(Curtain(builder.area(curtain), builder.theme.name))
        lights = builder.whole.foot(builder.scale.margin_y * 0.96)[0]
        inside = lights.inset(CURTAIN * builder.whole.width, 0)
        builder.items.append(Lights(builder.area(inside), builder.colour))


def picture_of(builder: Builder) -> Picture:
    """What a builder has gathered."""
    return Picture(
        tuple(builder.items),
        tuple(builder.placed),
        builder.moving,
        builder.changes_at,
        tuple(builder.targets),
        builder.bar,
    )


def _draw(builder: Builder) -> None:
    frame, ui = builder.frame, builder.frame.ui
    if ui.peek and frame.host is not None:
        peek(builder, frame.host)
        return
    scene = scene_of(
        _with_typed_hands(frame.view, ui.hands.rows),
        frame.now,
        invitation=frame.invitation,
        report=frame.report,
        trouble=frame.trouble,
        latin_digits=frame.latin_digits,
        keyboard=len(ui.grades) if ui.keyboard_voting else None,
        listens=frame.listens,
    )
    if scene.kind is not PhaseKind.END:
        heading(builder, scene.heading)
    if scene.body is not None:
        _lay_out(builder, scene.body, clock(builder, scene.clock))
    if scene.trouble is not None:
        notices.trouble(builder, scene.trouble)
    if scene.pause is not None:
        notices.pause(builder, scene.pause, scene.clock)
    if ui.panel is Panel.HELP:
        phones = frame.invitation is not None
        help_overlay(builder, help_rows(frame.view.kind, single=ui.single, phones=phones))
    elif ui.panel and frame.host is not None:
        panel(builder, frame.host)
    if ui.toast is not None:
        notices.toast(builder)


def _with_typed_hands(view: ProjectorView, rows: Sequence[Row]) -> ProjectorView:
    """The view with the counts that are being typed in the place of those that are known."""
    if view.vote is None or not rows:
        return view
    hands = {**view.vote.hands, **{row.id: row.counts for row in rows}}
    return replace(view, vote=replace(view.vote, hands=hands))


def _lay_out(builder: Builder, body: Body, ring: Box | None) -> None:
    match body:
        case LobbyScene():
            lobby(builder, body)
        case RulesScene():
            rules(builder, body, ring)
        case DrawScene():
            draw(builder, body)
        case BriefScene():
            brief(builder, body, ring)
        case AskScene():
            ask(builder, body, ring)
        case PlayScene():
            play(builder, body, ring)
        case GuessScene():
            guess(builder, body, ring)
        case TruthScene():
            truth(builder, body, ring)
        case BellScene():
            bell(builder, body)
        case SettleScene():
            settle(builder, body)
        case InterludeScene():
            interlude(builder, body)
        case VoteScene():
            vote(builder, body, ring)
        case DebriefScene():
            debrief(builder, body, ring)
        case StandingsScene():
            standings(builder, body, ring)
        case KudosScene():
            kudos(builder, body, ring)
        case ChoiceScene():
            choice(builder, body)
        case QuotesScene():
            quotes(builder, body)
        case EndScene():
            end(builder, body)
        case _:
            result(builder, body)
