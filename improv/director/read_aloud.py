"""The reader: says what the game wants read aloud, and sounds what happened.

Follows the room as a screen does and never holds it up: what cannot be said is not said, and the
captions stand on the screens anyway. Speech waits for the card to turn, stands still with the
game and breaks off with its phase. Knows ports; which words are read is core/reading.py's.
"""

import asyncio
from contextlib import suppress

from improv.core.actions import BeginReading
from improv.core.formats import PhaseKind
from improv.core.reading import Line, Reading, Speech, ahead, reading
from improv.core.sound_cues import Cue, cue, warned
from improv.core.state import State
from improv.director.ports import Clip, Loudspeaker, Speaker
from improv.director.room import Answer, Room

BREATH = 250
"""ms between two lines of a reading."""

STALE = 5_000
"""ms after which a twist is old news: a session that is resumed does not begin with it."""


class ReadAloud:
    """Beside a room: `run` it. Without a speaker only the cues sound."""

    def __init__(
        self, room: Room, speaker: Speaker | None, loud: Loudspeaker, *, waits: bool = True
    ) -> None:
        """`waits`: the brief waits for the reading; a demo has its own times."""
        self._room, self._speaker, self._loud, self._waits = room, speaker, loud, waits
        self._news = asyncio.Event()
        self._state = room.shown.state
        self._reading: Reading | None = None
        self._saying: asyncio.Task[None] | None = None
        self._held: bool | None = None
        self._audible = False
        self._going, self._standing = asyncio.Event(), asyncio.Event()
        self._warned: int | None = None
        self._phase = self._state.running.phase_id, self._state.repeats
        """The phase that was followed last, and the repeats that were asked for before it."""
        self._begun: asyncio.Task[Answer] | None = None
        """Kept from the collector."""
        room.watch(self._news.set)

    def wake(self) -> None:
        """Somebody hears it now, where nobody did: begin what is to be read."""
        self._news.set()

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
                        await self._news.wait()
                self._news.clear()
                if self._saying is not None and self._saying.done():
                    self._saying.result()
                before, self._state = self._state, self._room.shown.state
                self._sound(before)
                deaf, self._audible = not self._audible, self._loud.audible
                if self._state.volume != before.volume:
                    self._loud.volume(self._state.volume)
                self._hold()
                if _concerns(before, self._state) or (deaf and self._audible):
                    self._follow(again=self._state.repeats != before.repeats)
        finally:
            self._break_off()

    # Sounds.

    def _sound(self, before: State) -> None:
        state = self._state
        sound = cue(before, state)
        if sound is not None:
            self._loud.cue(sound)
        instant = warned(state)
        if instant is not None and instant != self._warned and self._room.clock.now() >= instant:
            self._warned = instant
            self._loud.cue(Cue.LAST_TEN)

    def _until_warning(self) -> float | None:
        """Seconds to the last ten of the scene; None where nobody waits for them."""
        instant = warned(self._state)
        if instant is None or instant == self._warned or self._room.clock.held:
            return None
        return self._room.clock.seconds_until(instant)

    # Speech.

    def _hold(self) -> None:
        """Stand still with the game, and while there is nothing to read along."""
        held = self._state.paused or self._state.blank
        if held is self._held:
            return
        self._held = held
        on, off = (self._standing, self._going) if held else (self._going, self._standing)
        off.clear()
        on.set()
        self._loud.hold(held)

    def _follow(self, *, again: bool) -> None:
        """Read what is on now, and have made what may come. `again`: even if it was read."""
        speaker, state = self._speaker, self._state
        if speaker is None:
            return
        snapshot = self._room.latest
        running = state.running
        if running.phase_id != self._phase[0]:
            self._phase = running.phase_id, state.repeats - again
        wanted = reading(snapshot.projector, running.entered, state.repeats - self._phase[1])
        if self._audible:
            speaker.prepare(ahead(snapshot.host))
        name = None if wanted is None else wanted.name
        if name == (None if self._reading is None else self._reading.name):
            return
        self._break_off()
        if wanted is None or not self._audible:
            return
        self._reading = wanted
        late = self._room.clock.now() - wanted.begins
        if state.kind is PhaseKind.PLAY and late > STALE and not again:
            return
        self._saying = asyncio.create_task(self._say(speaker, wanted))
        self._saying.add_done_callback(lambda _: self._news.set())

    def _break_off(self) -> None:
        """Silence."""
        self._reading = None
        saying, self._saying = self._saying, None
        if saying is not None and not saying.done():
            saying.cancel()
            self._loud.hush()
            self._room.speak(None)

    async def _say(self, speaker: Speaker, wanted: Reading) -> None:
        phase_id = self._state.running.phase_id
        made = await asyncio.gather(*(speaker.clip(line) for line in wanted.lines))
        clips = [(line, clip) for line, clip in zip(wanted.lines, made, strict=True) if clip]
        if not clips:
            return
        self._loud.expect([clip for _, clip in clips])
        await self._pass(wanted.begins - self._room.clock.now())
        if self._waits and self._state.kind is PhaseKind.BRIEF:
            lasts = sum(self._here(clip.lasts) + BREATH for _, clip in clips)
            asked = BeginReading(id="", phase_id=phase_id, lasts=lasts)
            self._begun = asyncio.create_task(self._room.act(asked))
        for line, clip in clips:
            await self._line(line, clip)
            await self._pass(BREATH)

    async def _line(self, line: Line, clip: Clip) -> None:
        """Say one line; the screens are told where in it the voice is."""
        now, lasts = self._room.clock.now, self._here(clip.lasts)
        words = tuple(map(self._here, clip.words))
        self._loud.say(clip)
        left = lasts
        while left > 0:
            self._room.speak(Speech(line.text, now() - lasts + left, words, lasts))
            left = await self._some(left)
        self._room.speak(None)

    def _here(self, ms: int) -> int:
        """ms of a sound on the session's clock: a voice does not hurry with a demo."""
        return round(ms * self._room.clock.speed)

    async def _pass(self, ms: int) -> None:
        """Let so much time pass while the game goes on."""
        while ms > 0:
            ms = await self._some(ms)
        await self._going.wait()

    async def _some(self, ms: int) -> int:
        """Let at most so much time pass, until the game stands still; what is left, once it goes.

        In ms of the session clock.
        """
        await self._going.wait()
        clock = self._room.clock
        since = clock.now()
        with suppress(TimeoutError):
            async with asyncio.timeout(clock.seconds_until(since + ms)):
                await self._standing.wait()
        left = since + ms - clock.now()
        await self._going.wait()
        return left


def _concerns(before: State, state: State) -> bool:
    """Whether something changed that is read."""
    return (
        state.progress is not before.progress
        or state.language != before.language
        or state.muted is not before.muted
        or state.repeats != before.repeats
    )
