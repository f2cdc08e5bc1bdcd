"""A game in windows: the projector's, and the facilitator's where there is a second display."""

import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

from improv.director.ports import NotSaved
from improv.wiring.errors import WrongUsage, listed
from improv.wiring.game import Game
from improv.wiring.options import clock_speed

if TYPE_CHECKING:
    from improv.director.room_thread import RoomThread
    from improv.director.waker import Waker
    from improv.screen.screens import Screens


def play_in_windows(game: Game, sizes: Sequence[tuple[int, int]]) -> NotSaved | None:
    """Play on displays of these sizes in px; the NotSaved of its end, if any. Raises WrongUsage."""
    imports = Thread(target=_import_ahead)
    imports.start()
    from improv.screen import displays
    from improv.screen.screens import Screens, WindowOptions

    look = game.screen
    speed = clock_speed(game.options, game.sound, watched=displays.are_visible())
    options = WindowOptions(
        look.display, look.window, look.theme, look.still, speed, look.latin_digits
    )
    try:
        screens = Screens(options, sizes)
    except displays.NoSuchDisplay:
        names = listed(f"{n} ({w}x{h})" for n, (w, h) in enumerate(sizes, start=1))
        raise WrongUsage("wrong.display", number=str(look.display), listed=names) from None
    finally:
        imports.join()
    try:
        return _play_on(screens, game, speed)
    finally:
        screens.close()


def _import_ahead() -> None:
    """Import what is needed next while the system opens the window, for a tenth of a second."""
    import improv.director.room_thread
    import improv.director.session_runner
    import improv.screen.loop  # noqa: F401


def _play_on(screens: "Screens", game: Game, speed: float) -> NotSaved | None:
    """Play until the screens are closed or the session is over."""
    from improv.screen.loop import Loop

    resume = None
    if (header := game.resumable()) is not None:
        from improv.screen.resume_prompt import ask_resume

        resume = ask_resume(screens, header, game.cards.language, datetime.now(UTC))
        if resume is None:
            return None

    def show(live: "RoomThread", waker: "Waker") -> None:
        Loop(screens, live, waker, time.monotonic, secrets.token_hex(4)).run()

    return game.run(show, speed, resume=resume)
