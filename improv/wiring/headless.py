"""A game without a window: in a browser, on the phones, or in lines on the console.

Nobody can press a key here: the host remote steers, and Ctrl+C ends the program.
"""

from typing import TYPE_CHECKING

from improv.core.formats import PhaseKind
from improv.director.ports import Note, NotSaved
from improv.locale.system import plain_here
from improv.wiring.errors import WrongUsage
from improv.wiring.game import Game
from improv.wiring.options import clock_speed

if TYPE_CHECKING:
    from improv.director.room_thread import RoomThread
    from improv.director.waker import Waker

POLL_SECONDS = 0.5
"""How soon Ctrl+C is noticed on systems where it does not interrupt waiting."""


def play_headless(game: Game) -> NotSaved | None:
    """Play to the end; why that could not be saved, or None. Raises WrongUsage."""
    from improv.text.name_check import NameCheck

    console, demo = game.console, game.options.demo
    if game.options.solo is not None and game.screen.kind == "none" and not demo:
        raise WrongUsage("wrong.unseen", option="--screen none", instead="--terminal")
    if not game.phones.invited and not demo and game.options.solo is None:
        raise WrongUsage("wrong.unsteered", option="--no-phones")
    resume = None
    if (header := game.resumable()) is not None:
        resume = console.confirm(plain_here("console.resume.ask", title=header.title))

    def show(live: "RoomThread", waker: "Waker") -> None:
        announced = demo  # which ends the program by itself
        names = NameCheck()
        names.of_new(game.options.players)  # `play` told of them
        try:
            while not waker.ended:
                waker.clear()
                projector = live.latest().projector
                if found := names.of_new(person.name for person in projector.people):
                    console.mention(plain_here("names.letters", **found))
                    live.tell(Note("names.letters", found))
                if not announced and projector.kind is PhaseKind.END:
                    announced = True
                    console.mention(plain_here("console.over", key="Ctrl+C"))
                waker.wait(POLL_SECONDS)
        except KeyboardInterrupt:
            console.mention(plain_here("console.stopped"))

    speed = clock_speed(game.options, game.sound, watched=game.screen.kind == "browser")
    return game.run(show, speed, resume=resume)
