"""A game in windows: the projector's, and the facilitator's where there is a second display."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from improv.core.numerals import language_tag
from improv.director.ports import NotSaved
from improv.locale.system import plain_here
from improv.scenes.listening import question
from improv.scenes.menu import Menu, Pick
from improv.scenes.prompts import resume_prompt
from improv.scenes.words import Names
from improv.screen.window_client import WindowClient, WindowDied
from improv.screen.window_messages import Displays, NoDisplay, NoSuchDisplay, WindowOptions
from improv.wiring.errors import CannotPlay, WrongUsage, listed
from improv.wiring.game import Game
from improv.wiring.options import ScreenOptions, clock_speed
from improv.wiring.solo import takes_folder

if TYPE_CHECKING:
    from improv.director.room_thread import RoomThread
    from improv.director.waker import Waker

PROCESS = "improv.wiring.window_process"

LIVED_SECONDS = 10.0
"""Windows that stood so long before they died are opened again."""


class Windows:
    """The windows of a game: they start at once, while the game is being prepared."""

    def __init__(self) -> None:
        self._client = WindowClient(PROCESS)
        self._displays: Displays | None = None

    @property
    def left_at_the_end(self) -> bool:
        """Whether a session was left at its end, not closed in the middle."""
        return self._client.over

    def displays(self) -> Displays:
        """The displays that there are. Raises NoDisplay, CannotPlay."""
        try:
            self._displays = self._displays or self._client.displays()
        except WindowDied as fault:
            raise _cannot(fault) from fault
        return self._displays

    def open(self, look: ScreenOptions, speed: float = 1.0) -> None:
        """Open the windows, or change those that are open. Raises NoSuchDisplay, WindowDied."""
        self._client.open(_options(look, speed))

    def choose(self, menu: Menu, language: str) -> Pick | None:
        """What was picked on a page; None when the window was closed. Raises CannotPlay."""
        try:
            return self._client.choose(menu, language)
        except WindowDied as fault:
            raise _cannot(fault) from fault

    def play(self, game: Game, displays: Displays) -> NotSaved | None:
        """Play on these displays; the NotSaved of its end, or None. May raise a CommandError."""
        look = game.screen
        speed = clock_speed(game.options, game.sound, watched=displays.visible)
        options = _options(look, speed)

        def show(room: "RoomThread", waker: "Waker") -> None:
            while True:
                began = time.monotonic()
                try:
                    return self._client.show(room, waker)
                except WindowDied:
                    if time.monotonic() - began < LIVED_SECONDS:
                        raise
                game.console.complain(plain_here("console.window_again"))
                self.close()
                self._client = WindowClient(PROCESS)
                there = len(self._client.displays().sizes)
                gone = look.display is not None and look.display > there
                self._client.open(replace(options, display=None) if gone else options)

        resume = None
        said = Names(language_tag(game.cards.language, latin=look.latin_digits))
        try:
            self._client.open(options)
            if (header := game.resumable()) is not None:
                prompt = resume_prompt(said, header.title, header.opened, datetime.now(UTC))
                resume = self._client.ask(prompt, game.cards.language)
                if resume is None:
                    return None
            if game.asks_to_listen():
                prompt = question(said, takes_folder(game.options))
                listen = self._client.ask(prompt, game.cards.language)
                if listen is None:
                    return None
                game = game.listening(listen)
            return game.run(show, speed, resume=resume)
        except NoSuchDisplay:
            names = listed(f"{n} ({w}x{h})" for n, (w, h) in enumerate(displays.sizes, start=1))
            raise WrongUsage("wrong.display", number=str(look.display), listed=names) from None
        except (WindowDied, NoDisplay) as fault:
            raise _cannot(fault) from fault

    def close(self) -> None:
        """Close them."""
        self._client.close()


def _options(look: ScreenOptions, speed: float) -> WindowOptions:
    return WindowOptions(
        look.display, look.window, look.theme, look.still, speed, look.latin_digits
    )


def _cannot(fault: Exception) -> CannotPlay:
    return CannotPlay("cannot.go_on", fault=repr(fault), command="improv play --resume")
