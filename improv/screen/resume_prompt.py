"""The offer to go on with a session that is not over: asked before there is a room.

Knows the header of that session and two keys; what is done with the answer is not its business.
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
    """Whether to go on with that session; None when the window was closed. `now` has a zone."""
    opened = datetime.fromisoformat(header.opened).astimezone()
    days = max(0, (now.astimezone().date() - opened.date()).days)
    projector: Projector | None = None
    while True:
        size = screens.projector.size
        if projector is None or projector.surface.get_size() != size:
            look = screens.options
            projector = Projector(size, look.theme, still=True, latin_digits=look.latin_digits)
        offer = projector.offer(language, header.title, days, f"{opened:%H:%M}")
        screens.projector.show(*offer)
        while not (event := pygame.event.poll()):
            pygame.time.wait(_KEY_MS)
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
