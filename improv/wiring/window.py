"""A game in windows: the projector's, and the facilitator's where there is a second display."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

from improv.director.ports import Journal
from improv.locale.console import plain_here
from improv.wiring.deck_loading import LoadedDeck
from improv.wiring.errors import WrongUsage, listed
from improv.wiring.game import run
from improv.wiring.options import UNWATCHED_SPEED, PlayOptions
from improv.wiring.sessions import unfinished

if TYPE_CHECKING:
    from improv.director.room_thread import RoomThread
    from improv.screen.screens import Screens
    from improv.screen.waker import Waker


def in_windows(
    options: PlayOptions,
    cards: LoadedDeck,
    journal: Journal,
    there: Sequence[tuple[int, int]],
    say: Callable[[str], None],
) -> str:
    """Play on the displays `there`. Why the last of it could not be saved, or empty."""
    ahead = Thread(target=_import_ahead)
    ahead.start()
    from improv.screen import displays
    from improv.screen.screens import Screens, WindowOptions

    if options.demo and options.speed is None and not displays.seen():
        options = replace(options, speed=UNWATCHED_SPEED)
    look = WindowOptions(
        options.display,
        options.window,
        options.theme,
        options.still,
        options.pace,
        options.latin_digits,
    )
    try:
        screens = Screens(look, there)
    except displays.NoSuchDisplay:
        sizes = listed(f"{n} ({w}x{h})" for n, (w, h) in enumerate(there, start=1))
        words = plain_here("wrong.display", number=str(options.display), listed=sizes)
        raise WrongUsage(words) from None
    finally:
        ahead.join()
    try:
        return _watched(screens, options, cards, journal, say)
    finally:
        screens.close()


def _import_ahead() -> None:
    """Read what comes next while the system opens the window: it takes a tenth of a second."""
    import improv.director.room_thread
    import improv.director.session_runner
    import improv.screen.loop  # noqa: F401


def _watched(
    screens: "Screens",
    options: PlayOptions,
    cards: LoadedDeck,
    journal: Journal,
    say: Callable[[str], None],
) -> str:
    """A session on the screens, until they are closed or it is over."""
    from improv.screen.loop import Loop

    header = unfinished(journal, demo=False)
    if header is not None and options.resume is None and not options.demo:
        from improv.screen.resume_prompt import ask_resume

        wish = ask_resume(screens, header, cards.language, datetime.now(UTC))
        if wish is None:
            return ""
        options = replace(options, resume=wish)

    def show(live: "RoomThread", waker: "Waker") -> None:
        Loop(screens, live, waker, time.monotonic, secrets.token_hex(4)).run()

    return run(options, cards, journal, say, show)
