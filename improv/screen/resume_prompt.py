"""The question whether to resume a session that is not over, asked before there is a room.

It knows the header of that session and two keys, not what is done with the answer.
"""

from datetime import datetime

import pygame

from improv.core.formats import PhaseKind
from improv.director.ports import SessionHeader
from improv.screen.keys import Command, Key, command_of, editing_of, key_of, symbol_of
from improv.screen.projector import Projector
from improv.screen.screens import Screens

_KEY_MS = 10


def ask_resume(
    screens: Screens, header: SessionHeader, language: str, now: datetime
) -> bool | None:
    """Whether to resume that session; None when the window was closed. `now` has a time zone."""
    opened = datetime.fromisoformat(header.opened).astimezone()
    days = max(0, (now.astimezone().date() - opened.date()).days)
    projector: Projector | None = None
    while True:
        size = screens.projector.size
        if projector is None or projector.surface.get_size() != size:
            look = screens.options
            projector = Projector(size, look.theme, still=True, latin_digits=look.latin_digits)
        screens.projector.show(*projector.offer(language, header.title, days, f"{opened:%H:%M}"))
        while not (event := pygame.event.poll()):
            pygame.time.wait(_KEY_MS)
        if not screens.handle(event):
            return None
        key = key_of(event, 0.0)
        if key is None or not key.down:
            continue
        command = command_of(key, PhaseKind.LOBBY)
        if command is Command.FULL:
            screens.toggle_full()
        elif command is Command.ESCAPE:
            screens.leave_full()
        elif (answer := answer_of(key)) is not None:
            return answer


def answer_of(key: Key) -> bool | None:
    """What a key answers: R, Enter and Next are yes, N is no; None for other keys."""
    goes_on = command_of(key, PhaseKind.LOBBY) is Command.NEXT or editing_of(key) is Command.ENTER
    if goes_on or symbol_of(key) == pygame.K_r:
        return True
    return False if symbol_of(key) == pygame.K_n else None
