"""One game: its session on a thread of its own, with the phones and the sound beside it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from improv.director.ports import Journal, NotSaved, SessionHeader
from improv.locale.system import plain_here
from improv.scenes.words import refusal_words
from improv.terminal.console import Console, Unwritable
from improv.terminal.narrator import Narrator
from improv.wiring import phones, runtime, settings, voice
from improv.wiring.deck_loading import LoadedDeck
from improv.wiring.errors import CannotPlay
from improv.wiring.options import (
    UNWATCHED_SPEED,
    GameOptions,
    PhoneOptions,
    ScreenOptions,
    SoundOptions,
)
from improv.wiring.phones import Served
from improv.wiring.sessions import session_runner, unfinished

if TYPE_CHECKING:
    from improv.director.room import Room
    from improv.director.room_thread import RoomThread
    from improv.director.waker import Waker

Job = Coroutine[Any, Any, None]


async def run_with(game: Job, *companions: Job) -> None:
    """Await `game` while the companions run; then cancel them and wait until they are done.

    Companions handle their own errors. One that raises all the same does not end the game and does
    not keep the others from being cancelled; its error is raised when the game is over.
    """
    tasks = [asyncio.create_task(companion) for companion in companions]
    try:
        await game
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


def _unsaid(_: str) -> None:
    """In the place of a console on which somebody else prints."""


def time_of_day(seconds: float) -> str:
    """The local time after so many seconds, to the nearest minute, as `10:40`."""
    return f"{datetime.now().astimezone() + timedelta(seconds=seconds + 30):%H:%M}"


Show = Callable[["RoomThread", "Waker"], None]
"""Shows a game on the main thread until the game is over or nobody wants to see it any more."""


@dataclass(frozen=True, slots=True)
class Game:
    """What was asked for, what it is played with, and the console that it was asked on."""

    options: GameOptions
    screen: ScreenOptions
    sound: SoundOptions
    phones: PhoneOptions
    cards: LoadedDeck
    journal: Journal
    console: Console
    served: Served | None = None
    """Is told where its pages are, once they are there."""

    def resumable(self) -> SessionHeader | None:
        """The session that the user has to be asked about: resume it, or begin a new one."""
        if self.options.demo or self.options.resume is not None:
            return None
        return unfinished(self.journal, demo=False, solo=self.options.solo)

    def asks_to_listen(self) -> bool:
        """Whether the user has to be asked if the microphone may hear them."""
        from improv.listening.troubles import extra_is_installed

        return self.options.listens is None and extra_is_installed()

    def listening(self, yes: bool) -> Self:
        """The same with the answer to it, which is kept."""
        assert self.options.solo is not None
        options = replace(self.options, solo=replace(self.options.solo, listen=yes))
        settings.keep(options.data, options.to_keep(), self.console.mention)
        return replace(self, options=options)

    def run(
        self, show: Show, speed: float, *, resume: bool | None = None, narrates: bool = True
    ) -> NotSaved | None:
        """Run the game while `show` shows it; why the end of it could not be saved, or None.

        `resume` is the answer to the question about `resumable()`, where it was asked. `narrates`:
        the console tells of each round; not where `show` prints there. Raises WrongUsage, and
        CannotPlay when the game ended by a fault of its own.
        """
        from improv.director.demo import Stuck
        from improv.director.room_thread import RoomThread
        from improv.director.waker import Waker

        demo = self.options.demo
        say = self.console.say if demo else self.console.mention
        options = self.options if resume is None else replace(self.options, resume=resume)
        runner = session_runner(options, self.cards, self.journal, say, speed)
        waker = Waker()
        latin = self.screen.latin_digits
        narrator = Narrator(say if narrates else _unsaid, latin=latin)
        sounds = not self.sound.mute and speed < UNWATCHED_SPEED
        serves = self.phones.invited or self.screen.kind == "browser"

        async def drive(room: "Room") -> None:
            from improv.phones.sound import PageSound
            from improv.wiring.kept_choices import keep_choices
            from improv.wiring.kept_report import keep_report
            from improv.wiring.listening import solo_listening
            from improv.wiring.watching import tell_unread, watch_packs

            pages = PageSound(asyncio.get_running_loop().time) if serves and sounds else None
            companions = [] if demo else [keep_choices(room, self.options, say)]
            if not demo and room.state.setup.shift is None:
                companions.append(keep_report(room, self.options.data, say))
            companions.append(tell_unread(room, live.words, self.cards, say))
            if options.watch:
                companions.append(watch_packs(room, live.words, self.cards, say))
                if not serves:  # a thousand cards make garbage that the room must not wait for
                    companions.append(runtime.collect_garbage(live.words, room.idle.is_set))
            listening = solo_listening(room, options, say)
            if listening:
                companions.append(listening.run(live.words))
            if sounds:
                # A browser on this machine is heard here: a device of our own would be an echo.
                device = self.screen.kind != "browser"
                where = (self.options.data, self.sound, say, pages)
                reading = voice.read(
                    room, live, *where, demo=demo, device=device, listening=listening
                )
                companions.append(reading)
            if serves:
                played = self.options.solo is not None and not demo
                asked = (self.options.data, self.phones, self.screen)
                serving = phones.serve(
                    room, live, *asked, say, pages, played=played, served=self.served
                )
                companions.append(serving)
                companions.append(runtime.collect_garbage(live.words, room.idle.is_set))
            await run_with(runner.run(room, live.words.set, narrator), *companions)

        new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
        if serves:
            new_loop = runtime.new_loop
        if serves or self.options.watch:
            runtime.switch_threads_often()

        def made() -> "Room":
            room = runner.room(waker.set, latin_digits=latin)
            if not demo:  # whose clock is not the one on the wall
                room.time_of_day = lambda instant: time_of_day(room.clock.seconds_until(instant))
            return room

        live = RoomThread(made, drive, waker, new_loop)
        live.start()
        try:
            show(live, waker)
        finally:
            live.stop()
        if isinstance(live.fault, (BrokenPipeError, Unwritable)):
            raise live.fault
        if isinstance(live.fault, Stuck):
            (refusal,) = live.fault.args
            why = plain_here(refusal_words(refusal.why, refusal.values), **refusal.values)
            raise CannotPlay("cannot.demo", why=why, command="improv check")
        if live.fault is not None:
            fault, command = repr(live.fault), "improv play --resume"
            raise CannotPlay("cannot.go_on", fault=fault, command=command) from live.fault
        return runner.unsaved
