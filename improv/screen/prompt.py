"""A question that is asked in the window before there is a room.

It knows the question's words and its keys, not what is done with the answer.
"""

from collections.abc import Callable

import pygame

from improv.core.formats import PhaseKind
from improv.scenes.prompts import Prompt
from improv.screen.keys import Command, Key, command_of, editing_of, key_of, symbol_of
from improv.screen.projector import Projector
from improv.screen.screens import Screens
from improv.screen.targets import hit

_KEY_MS = 10


def ask(
    screens: Screens, prompt: Prompt, language: str, is_gone: Callable[[], bool] = lambda: False
) -> bool | None:
    """Whether the answer is yes; None when the window was closed, or whoever asks `is_gone`."""
    projector: Projector | None = None
    while True:
        size = screens.projector.size
        if projector is None or projector.surface.get_size() != size:
            look = screens.options
            projector = Projector(size, look.theme, still=True, latin_digits=look.latin_digits)
        screens.projector.show(*projector.ask(language, prompt))
        while not (event := pygame.event.poll()):
            if is_gone():
                return None
            pygame.time.wait(_KEY_MS)
        if not screens.handle(event):
            return None
        key = key_of(event, 0.0) or _clicked(screens, projector, event)
        if key is None or not key.down:
            continue
        command = command_of(key, PhaseKind.LOBBY)
        if command is Command.FULL:
            screens.toggle_full()
        elif command is Command.ESCAPE:
            screens.leave_full()
        elif (answer := answer_of(key, prompt)) is not None:
            return answer


def _clicked(screens: Screens, projector: Projector, event: pygame.event.Event) -> Key | None:
    """The key that a click on one of the two answers stands for."""
    mouse = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and not event.touch
    if not (mouse or event.type == pygame.FINGERDOWN):
        return None
    target = hit(projector.targets, screens.projector.position_of(event), screens.projector.size)
    return None if target is None else target.key


def answer_of(key: Key, prompt: Prompt) -> bool | None:
    """What a key answers: Enter and the prompt's letter are yes, N is no; None for other keys.

    Next is yes, too, but for a consent: nobody agrees by chance.
    """
    goes_on = command_of(key, PhaseKind.LOBBY) is Command.NEXT and not prompt.careful
    if goes_on or editing_of(key) is Command.ENTER or symbol_of(key) == ord(prompt.letter):
        return True
    return False if symbol_of(key) == pygame.K_n else None
