"""Reads a session's cards aloud and plays its sound cues.

Follows the room as a screen does and never makes it wait: a line that cannot be spoken is skipped,
and the captions are on the screens anyway. Speech begins when the card has turned, pauses with the
game and stops with its phase. Knows ports; core/reading.py says which words are read.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from improv.core.actions import BeginReading
from improv.core.cards import Words
from improv.core.formats import PhaseKind
from improv.core.reading import NO_WORDS, Line, Reading, Speech, ahead, reading
from improv.core.sound_cues import Cue, cue, warning_at
from improv.core.state import State
from improv.director.pending import Answer
from improv.director.ports import Clip, Loudspeaker, Speaker
from improv.director.room import Room

BREATH = 250
"""ms of silence between two lines of a reading."""

STALE = 5_000
"""ms after which a twist is no longer read: a session that is resumed does not begin with it."""


class ReadAloud:
    """Reads aloud what happens in a room while `run` runs. Without a speaker only cues sound."""

    def __init__(
        self,
        room: Room,
        speaker: Speaker | None,
        loud: Loudspeaker,
        *,
        safe: Callable[[str], Words] = lambda _: NO_WORDS,
        waits: bool = True,
    ) -> None:
        """With `waits` a phase lasts until it is read; a demo has times of its own.

        `safe`: what holds for the whole session, in a language.
        """
        self._room, self._speaker, self._loud, self._waits = room, speaker, loud, waits
        self._safe = safe
        self._changed = asyncio.Event()
        self._state = room.shown.state
        self._reading: Reading | None = None
        self._speaking: asyncio.Task[None] | None = None
        self._held: bool | None = None
        self._audible = False
        self._runs, self._pauses = asyncio.Event(), asyncio.Event()
        self._warned: int | None = None
        self._phase = self._state.running.phase_id, self._state.repeats
        """The phase that was read last, and the repeats that were asked for before it."""
        self._begins: asyncio.Task[Answer] | None = None
        """Kept here because the loop alone would let it be collected."""
        room.watch(self._changed.set)

    def wake(self) -> None:
        """Somebody listens now, where nobody did: begin what is to be read."""
        self._changed.set()

    async def run(self) -> None:
        """Follow the room until cancelled."""
        self._loud.volume(self._state.volume)
        self._hold()
        self._audible = self._loud.audible
        self._follow(again=False)
        try:
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._until_warning()):
                        await self._changed.wait()
                self._changed.clear()
                if self._speaking is not None and self._speaking.done():
                    self._speaking.result()
                before, self._state = self._state, self._room.shown.state
                self._play_cues(before)
                was_audible, self._audible = self._audible, self._loud.audible
                if self._state.volume != before.volume:
                    self._loud.volume(self._state.volume)
                self._hold()
                if _changes_reading(before, self._state) or (self._audible and not was_audible):
                    self._follow(again=self._state.repeats != before.repeats)
        finally:
            self._stop()

    # Sounds.

    def _play_cues(self, before: State) -> None:
        state = self._state
        sound = cue(before, state)
        if sound is not None:
            self._loud.cue(sound)
        instant = warning_at(state)
        if instant is not None and instant != self._warned and self._room.clock.now() >= instant:
            self._warned = instant
            self._loud.cue(Cue.LAST_TEN)

    def _until_warning(self) -> float | None:
        """Seconds until the last ten of the scene begin; None where none will."""
        instant = warning_at(self._state)
        if instant is None or instant == self._warned or self._room.clock.held:
            return None
        return self._room.clock.seconds_until(instant)

    # Speech.

    def _hold(self) -> None:
        """Pause with the game, and while the screen is black: there are no captions then."""
        held = self._state.paused or self._state.blank
        if held is self._held:
            return
        self._held = held
        on, off = (self._pauses, self._runs) if held else (self._runs, self._pauses)
        off.clear()
        on.set()
        self._loud.hold(held)

    def _follow(self, *, again: bool) -> None:
        """Read what the phase asks for (late only if `again`), and prepare what may come next."""
        speaker, state = self._speaker, self._state
        if speaker is None:
            return
        snapshot = self._room.latest
        running = state.running
        if running.phase_id != self._phase[0]:
            self._phase = running.phase_id, state.repeats - again
        safe, repeats = self._safe(state.language), state.repeats - self._phase[1]
        wanted = reading(snapshot.projector, running.entered, repeats, safe)
        if self._audible:
            speaker.prepare(ahead(snapshot.host, safe))
        name = None if wanted is None else wanted.name
        if name == (None if self._reading is None else self._reading.name):
            return
        self._stop()
        if wanted is None or not self._audible:
            return
        self._reading = wanted
        late = self._room.clock.now() - wanted.begins
        if state.kind is PhaseKind.PLAY and late > STALE and not again:
            return
        self._speaking = asyncio.create_task(self._speak(speaker, wanted))
        self._speaking.add_done_callback(lambda _: self._changed.set())

    def _stop(self) -> None:
        self._reading = None
        speaking, self._speaking = self._speaking, None
        if speaking is not None and not speaking.done():
            speaking.cancel()
            self._loud.hush()
            self._room.speak(None)

    async def _speak(self, speaker: Speaker, wanted: Reading) -> None:
        phase_id = self._state.running.phase_id
        made = await asyncio.gather(*(speaker.clip(line) for line in wanted.lines))
        clips = [(line, clip) for line, clip in zip(wanted.lines, made, strict=True) if clip]
        if not clips:
            return
        self._loud.expect([clip for _, clip in clips])
        await self._sleep(wanted.begins - self._room.clock.now())
        if self._waits and self._state.kind in BeginReading.phases:
            lasts = sum(self._session_ms(clip.lasts) + BREATH for _, clip in clips)
            asked = BeginReading(id="", phase_id=phase_id, lasts=lasts)
            self._begins = asyncio.create_task(self._room.act(asked))
        for line, clip in clips:
            await self._speak_line(line, clip)
            await self._sleep(BREATH)

    async def _speak_line(self, line: Line, clip: Clip) -> None:
        """Play one line, and let the screens know where in it the voice is."""
        now, lasts = self._room.clock.now, self._session_ms(clip.lasts)
        words = tuple(map(self._session_ms, clip.words))
        self._loud.say(clip)
        left = lasts
        while left > 0:
            self._room.speak(Speech(line.text, now() - lasts + left, words, lasts))
            left = await self._sleep_until_pause(left)
        self._room.speak(None)

    def _session_ms(self, ms: int) -> int:
        """ms of sound as ms of the session clock: a voice does not hurry with a demo."""
        return round(ms * self._room.clock.speed)

    async def _sleep(self, ms: int) -> None:
        """Wait until so many ms of the session clock have passed, and the game runs."""
        while ms > 0:
            ms = await self._sleep_until_pause(ms)
        await self._runs.wait()

    async def _sleep_until_pause(self, ms: int) -> int:
        """Wait so many ms, or until the game pauses; what is left of them when it runs again."""
        await self._runs.wait()
        clock = self._room.clock
        since = clock.now()
        with suppress(TimeoutError):
            async with asyncio.timeout(clock.seconds_until(since + ms)):
                await self._pauses.wait()
        left = since + ms - clock.now()
        await self._runs.wait()
        return left


def _changes_reading(before: State, state: State) -> bool:
    """Whether something changed that decides what is read."""
    return (
        state.progress is not before.progress
        or state.language != before.language
        or state.muted is not before.muted
        or state.rules_shown is not before.rules_shown
        or state.repeats != before.repeats
    )
