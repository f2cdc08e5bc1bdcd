"""The microphone of somebody alone: asked for once, then it follows the calls of their shift.

It listens from a customer's first word to the end of the answer, what was measured goes to the
room, and while the call is coached the answer can be heard again. Nothing of it ends or delays a
game; what fails is told once.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from improv.core.actions import AddMeasures
from improv.core.formats import PhaseKind
from improv.director.ports import Clip, Loudspeaker, Note
from improv.director.room import Room
from improv.locale.system import plain_here
from improv.wiring.options import TAKES, GameOptions

if TYPE_CHECKING:
    from improv.listening.customer_speech import CustomerSpeech
    from improv.listening.troubles import Failure

_log = logging.getLogger(__name__)
K = PhaseKind

POLL_SECONDS = 0.2
"""How soon it is seen that the microphone is open, or gone."""

_ASKS = frozenset({K.BRIEF, K.REPLY})
"""Phases in which the customer speaks."""
_TAKEN_BACK = frozenset({K.LOBBY, K.RULES, K.DRAW, K.BRIEF, K.PLAY})
"""Phases that follow an answer only where it was taken back, or another call was drawn."""


class SoloListening:
    """Listens to one person while `run` runs."""

    def __init__(
        self, room: Room, options: GameOptions, say: Callable[[str], None], *, keep: bool
    ) -> None:
        """`say` prints a line; with `keep` the recordings stay in the data folder."""
        from improv.listening.listener import Listener
        from improv.listening.take_files import TakeFiles

        self._room, self._say = room, say
        self._listener = Listener(room.clock.now, TakeFiles(options.data / TAKES, keep=keep))
        self.loudspeaker: Loudspeaker | None = None
        """Plays the answer again; None where there is no sound."""
        self._changed = asyncio.Event()
        self._phase, self._repeats = 0, room.shown.state.repeats
        self._begun = self._held = False
        self._answer: tuple[int, int] | None = None
        """The call and the phase in which an answer is being given."""
        self._clip: Clip | None = None
        self._plays = False
        """The loudspeaker has the clip."""
        self._told: set[str] = set()

    @property
    def customer(self) -> "CustomerSpeech":
        """Belongs among the loudspeakers: so it is known when the customer speaks."""
        return self._listener.customer

    async def run(self, loaded: asyncio.Event) -> None:
        """Follow the room until cancelled, once `loaded` is set."""
        await loaded.wait()
        self._room.watch(self._changed.set)
        try:
            while True:
                await self._follow()
                with suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS if self._begun else None):
                        await self._changed.wait()
                self._changed.clear()
        except Exception as fault:  # a defect of ours must not end the game
            from improv.listening.troubles import Failure, Trouble

            _log.exception("listening has a fault of its own")
            self._tell(Failure(Trouble.BROKEN, repr(fault)))
        finally:
            self._listener.close()
            self._room.listen(False)

    async def _follow(self) -> None:
        state = self._room.shown.state
        if state.running.phase_id != self._phase:
            self._phase = state.running.phase_id
            if self._plays and self.loudspeaker is not None:
                self.loudspeaker.hush()
            self._plays = False
            await self._enter(state.kind)
        held = state.paused or state.blank
        if held is not self._held:
            self._held = held
            self._listener.hold(held)
        if state.repeats != self._repeats:
            self._repeats = state.repeats
            if state.kind is K.COACH:
                self._play_again()
        self._room.listen(self._begun and self._listener.is_open and not held)
        self._tell(self._listener.failure, sure=False)

    def _play_again(self) -> None:
        round_ = self._room.shown.state.round
        if round_ is None or not round_.heard:
            return
        if self._clip is None:
            self._room.note(Note("listening.deleted"))
        elif self.loudspeaker is None:
            self._room.note(Note("listening.soundless"))
        else:
            self.loudspeaker.say(self._clip)
            self._plays = True

    async def _enter(self, kind: PhaseKind) -> None:
        """Begin, go on or finish, as a phase of this kind begins."""
        if self._answer is not None and kind not in _TAKEN_BACK:
            await self._finish(*self._answer)
        elif self._begun and kind is not K.PLAY:
            self._listener.close()  # nothing was asked of what it has heard so far
            self._begun = False
        if kind in _ASKS or (kind is K.PLAY and (not self._begun or self._answer is not None)):
            self._begin()
        if kind is K.PLAY:
            self._listener.asked()
            round_ = self._room.shown.state.round
            self._answer = (round_.number, self._phase) if round_ else None
        elif kind not in _ASKS and kind is not K.END:
            self._listener.prepare()

    def _begin(self) -> None:
        self._clip = self._answer = None
        self._listener.begin()
        self._begun, self._held = True, False

    async def _finish(self, number: int, phase_id: int) -> None:
        """Close the microphone; what was measured goes to the call in which it was heard."""
        self._begun, self._answer = False, None
        self._room.listen(False)
        heard = await self._listener.finish(f"{self._room.session}-{phase_id}")
        self._tell(heard.failure)
        self._clip = heard.clip
        round_ = self._room.state.round
        if heard.answer is not None and round_ is not None and round_.number == number:
            # Refused where the session is over: then nobody wants to see it any more.
            await self._room.act(
                AddMeasures(heard_in=phase_id, answer=heard.answer, timeline=heard.timeline)
            )

    def _tell(self, failure: "Failure | None", *, sure: bool = True) -> None:
        """Say why nothing is heard, each reason once; a silent microphone may yet be unmuted."""
        from improv.listening.troubles import COMMAND, Trouble

        if failure is None or (failure.trouble is Trouble.MUTED and not sure):
            return
        if failure.trouble not in self._told:
            self._told.add(failure.trouble)
            values = {"why": failure.why, "command": COMMAND}
            name = f"listening.trouble.{failure.trouble}"
            self._say(plain_here(name, **values))
            self._room.note(Note(name, values))


def solo_listening(
    room: Room, options: GameOptions, say: Callable[[str], None]
) -> SoloListening | None:
    """What listens in a session; None where nobody has agreed, or the extra is missing."""
    from improv.listening.troubles import COMMAND, Trouble, extra_is_installed

    if options.solo is None or not options.listens:
        return None
    if not extra_is_installed():
        values = {"why": "", "command": COMMAND}
        name = f"listening.trouble.{Trouble.NO_EXTRA}"
        say(plain_here(name, **values))
        room.note(Note(name, values))
        return None
    return SoloListening(room, options, say, keep=options.solo.keep)
