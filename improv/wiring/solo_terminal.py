"""A shift in lines on the console: for whoever reads with a screen reader, or has no display."""

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from improv.director.ports import NotSaved
from improv.locale.system import plain_here
from improv.terminal.line_reader import LineReader
from improv.wiring.game import Game
from improv.wiring.options import clock_speed

if TYPE_CHECKING:
    from improv.director.room_thread import RoomThread
    from improv.director.waker import Waker


def play_on_terminal(game: Game) -> NotSaved | None:
    """Play until the shift, or the console's input, is over; why that could not be saved, or None.

    Raises WrongUsage, CannotPlay.
    """
    from improv.terminal.shift import TerminalShift

    console = game.console
    resume = None
    if (header := game.resumable()) is not None:
        resume = console.confirm(plain_here("console.resume.ask", title=header.title))

    def show(live: "RoomThread", waker: "Waker") -> None:
        reader = LineReader(console.input, waker.set)
        latin = game.screen.latin_digits
        shift = TerminalShift(live, waker, reader, console.say, time.monotonic, latin_digits=latin)
        reader.start()
        over = False
        with suppress(KeyboardInterrupt):
            over = shift.show()
        if not over and live.fault is None:
            console.mention(plain_here("terminal.kept", command="improv solo --resume"))

    speed = clock_speed(game.options, game.sound, watched=True)
    return game.run(show, speed, resume=resume, narrates=False)
