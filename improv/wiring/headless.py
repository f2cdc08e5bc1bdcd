"""A game without a window: in a browser, on the phones, or in lines on the console.

Nobody can press a key here: the host remote steers, and Ctrl+C ends the program.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from improv.core.formats import PhaseKind
from improv.director.ports import Journal
from improv.locale.console import plain_here
from improv.wiring.deck_loading import LoadedDeck
from improv.wiring.errors import WrongUsage
from improv.wiring.game import run
from improv.wiring.options import UNWATCHED_SPEED, PlayOptions
from improv.wiring.sessions import unfinished

if TYPE_CHECKING:
    from improv.director.room_thread import RoomThread
    from improv.screen.waker import Waker

LOOK_SECONDS = 0.5
"""How soon Ctrl+C is heard on systems where waiting does not hear it."""


def without_window(
    options: PlayOptions,
    cards: LoadedDeck,
    journal: Journal,
    say: Callable[[str], None],
    ask: Callable[[str], bool],
) -> str:
    """Play until the demo is over, or somebody ends the program.

    `ask` puts a question that yes answers. Why the last of it could not be saved, or empty.

    Raises WrongUsage where nobody could steer.
    """
    if not options.phones and not options.demo:
        raise WrongUsage(plain_here("wrong.unsteered", option="--no-phones"))
    if options.demo and options.speed is None and options.screen == "none":
        options = replace(options, speed=UNWATCHED_SPEED)
    header = unfinished(journal, demo=False)
    if header is not None and options.resume is None and not options.demo:
        options = replace(options, resume=ask(plain_here("console.resume.ask", title=header.title)))

    def show(live: "RoomThread", waker: "Waker") -> None:
        over = options.demo  # which ends the program by itself
        try:
            while not waker.ended:
                waker.heard()
                if not over and live.latest().room.kind is PhaseKind.END:
                    over = True
                    say(plain_here("console.over", key="Ctrl+C"))
                waker.wait(LOOK_SECONDS)
        except KeyboardInterrupt:
            say(plain_here("console.stopped"))

    return run(options, cards, journal, say, show)
