"""The offer to go on with a session that is not over: a scene before there is a room.

Knows the header of that session and two keys; what is done with the answer is not its business.
"""

from datetime import datetime

import pygame

from improv.core.formats import PhaseKind
from improv.core.views import ProjectorView
from improv.director.ports import SessionHeader
from improv.screen.desk import Desk
from improv.screen.keys import Command, Key, command_of, editing_of, key_of, symbol_of
from improv.screen.marks import Backdrop
from improv.screen.overlays.offer import offer
from improv.screen.painter import Painter
from improv.screen.scene import Picture
from improv.screen.screens import Screens
from improv.screen.stage import Frame, Stage

_LOOK_MS = 10


def ask_resume(screens: Screens, header: SessionHeader, language: str) -> bool | None:
    """Whether to go on with that session; None when the window was closed."""
    theme, view = screens.options.theme, _nothing_yet(language)
    opened = datetime.fromisoformat(header.opened).astimezone()
    painter: Painter | None = None

    def compose(frame: Frame) -> Picture:
        stage = Stage(frame)
        stage.marks.append(Backdrop(stage.area(stage.whole), frame.theme))
        offer(stage, header.title, f"{opened:%Y-%m-%d %H:%M}")
        return Picture(tuple(stage.marks), tuple(stage.placed), moving=False, wanted=None)

    while True:
        size = screens.projector.size
        if painter is None or painter.surface.get_size() != size:
            painter = Painter(size, theme, compose)
        areas = painter.paint(compose(Frame(view, 0, float("inf"), Desk(), size, theme)))
        if areas:
            screens.projector.show(painter.surface, areas)
        while not (event := pygame.event.poll()):
            pygame.time.wait(_LOOK_MS)
        if not screens.hear(event):
            return None
        key = key_of(event, 0.0)
        if key is None or not key.down:
            continue
        command = command_of(key, PhaseKind.LOBBY)
        if command is Command.FULL:
            screens.toggle_full()
        elif command is Command.ESCAPE:
            screens.leave_full()
        elif (answer := answered(key)) is not None:
            return answer


def answered(key: Key) -> bool | None:
    """What the key says: R, Enter or a clicker's Next go on, N begins anew."""
    goes_on = command_of(key, PhaseKind.LOBBY) is Command.NEXT or editing_of(key) is Command.ENTER
    if goes_on or symbol_of(key) == pygame.K_r:
        return True
    return False if symbol_of(key) == pygame.K_n else None


def _nothing_yet(language: str) -> ProjectorView:
    """A view of no session at all: only its language is looked at."""
    return ProjectorView(
        language=language,
        kind=PhaseKind.LOBBY,
        phase_id=0,
        phase=PhaseKind.LOBBY.value,
        format={},
        format_id="",
        clock=None,
        paused=False,
        blank=False,
        muted=False,
        huddle=False,
        rounds=None,
        people=(),
        figures="none",
        round=None,
        vote=None,
        result=None,
        standings=(),
        kudos=(),
        played=0,
    )
