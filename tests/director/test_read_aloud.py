"""The reader beside a real room: when it speaks, stands still, breaks off and warns."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.reading import TURN, Speech
from improv.core.sound_cues import Cue
from improv.core.state import Setup
from improv.director.read_aloud import BREATH, ReadAloud
from improv.director.room import Room
from tests.core.sample_decks import shown
from tests.director.rooms import running, until
from tests.fakes import FakeJournal, FakeLoudspeaker, FakeSpeaker

K = PhaseKind
P = ParamSpec("P")


def on_a_loop(test: Callable[P, Awaitable[None]]) -> Callable[P, None]:
    """A test that runs on a loop of its own."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        async def main() -> None:
            await test(*args, **kwargs)

        asyncio.run(main())

    return run


@dataclass
class Stand:
    """A room with a reader in it. Its clock runs twenty times as fast as the wall's."""

    room: Room
    speaker: FakeSpeaker
    loud: FakeLoudspeaker
    speeches: list[Speech | None]
    reader: ReadAloud

    async def act(self, *actions: a.Action) -> None:
        """One after the other; each is accepted."""
        for action in actions:
            assert await self.room.act(action) is None, action

    async def to(self, kind: PhaseKind) -> None:
        """On to a phase."""
        while self.room.state.kind is not kind:
            await self.act(a.Next(id=""))

    @property
    def said(self) -> list[str]:
        """The lines that were begun."""
        return [what[4:] for _, what in self.loud.played if what.startswith("say ")]


@asynccontextmanager
async def reading(
    lasts: int | None = 400, *, audible: bool = True, waits: bool = True, speed: float = 20.0
) -> AsyncIterator[Stand]:
    """A room, a speaker whose lines take `lasts` ms, and a reader that runs."""
    async with running(FakeJournal(), speed=speed, setup=Setup(7)) as rig:
        room = rig.room
        speaker, loud = FakeSpeaker(lasts), FakeLoudspeaker(room.clock.now, audible=audible)
        speeches: list[Speech | None] = []

        def note() -> None:
            if not speeches or speeches[-1] is not room.latest.speech:
                speeches.append(room.latest.speech)

        room.watch(note)
        reader = ReadAloud(room, speaker, loud, waits=waits)
        task = asyncio.create_task(reader.run())
        try:
            yield Stand(room, speaker, loud, speeches, reader)
        finally:
            assert not task.done(), task
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def _request(room: Room) -> str:
    view = room.latest.projector
    assert view.round is not None
    return next(r.card.words["text"] for r in view.round.reels if r.card.kind == "prompt")


@on_a_loop
async def test_it_speaks_when_the_card_has_turned() -> None:
    """Not before; the screens hear of it at the same instant, word by word."""
    async with reading() as stand:
        await stand.to(K.BRIEF)
        entered = stand.room.state.running.entered
        await until(lambda: _request(stand.room) in stand.said)
        at = next(at for at, what in stand.loud.played if what == f"say {_request(stand.room)}")
        assert TURN <= at - entered < TURN + 2_000
        speech = stand.room.latest.speech
        assert speech is not None
        assert speech.text == _request(stand.room)
        assert abs(speech.began - at) < 300
        assert len(speech.words) == len(speech.text.split())
        await until(lambda: stand.room.latest.speech is None)


@on_a_loop
async def test_the_rules_are_read_line_by_line() -> None:
    """The game's name, a breath, what we do; one after the other."""
    async with reading() as stand:
        await stand.to(K.RULES)
        await until(lambda: len(stand.said) == 2)
        first, second = (at for at, what in stand.loud.played if what.startswith("say "))
        assert second - first >= 400 + BREATH


@on_a_loop
async def test_next_breaks_it_off() -> None:
    """Whoever goes on has read enough."""
    async with reading(lasts=3_000) as stand:
        await stand.to(K.BRIEF)
        await until(lambda: _request(stand.room) in stand.said)
        await stand.act(a.Next(id=""))
        await until(lambda: stand.loud.played[-1][1] == "hush")
        assert stand.room.latest.speech is None


@pytest.mark.parametrize("how", ["pause", "blank"])
@on_a_loop
async def test_it_stands_still_with_the_game(how: str) -> None:
    """In the middle of a word; then it goes on, and so does the mark."""
    stop = a.Pause(id="") if how == "pause" else a.Blank(id="", on=True)
    go = a.Resume(id="") if how == "pause" else a.Blank(id="", on=False)
    async with reading(lasts=600) as stand:
        await stand.to(K.BRIEF)
        await until(lambda: _request(stand.room) in stand.said)
        first = stand.room.latest.speech
        assert first is not None
        began = stand.room.clock.now()
        await stand.act(stop)
        await until(lambda: stand.loud.played[-1][1] == "hold")
        before = stand.room.clock.now()
        await asyncio.sleep(0.1)
        stood = stand.room.clock.now() - before
        await stand.act(go)
        await until(lambda: stand.loud.played[-1][1] == "go on")
        await until(lambda: stand.room.latest.speech is not first)
        again = stand.room.latest.speech
        assert again is not None
        assert again.text == first.text
        moved, whole = again.began - first.began, stand.room.clock.now() - began
        assert stood - 600 < moved < whole + 2000  # the mark comes late on a busy machine
        assert stand.said.count(first.text) == 1
        await until(lambda: stand.room.latest.speech is None)


@on_a_loop
async def test_a_paused_session_is_not_read_before_it_goes_on() -> None:
    """Somebody resumes a session that was cut off: nothing is said to a standing picture."""
    async with reading() as stand:
        await stand.to(K.DRAW)
        await stand.act(a.Pause(id=""))
        await asyncio.sleep(0.1)
        said = list(stand.said)
        await stand.act(a.Redraw(id=""))
        await asyncio.sleep(0.1)
        assert stand.said == said
        await stand.act(a.Resume(id=""))
        await until(lambda: len(stand.said) > len(said))


@on_a_loop
async def test_the_brief_waits_for_the_reading() -> None:
    """Its clock ends with the reading; in a demo, which has its own times, it does not."""
    async with reading(lasts=600) as stand:
        await stand.to(K.BRIEF)
        own = stand.room.state.running.deadline
        assert own is not None
        await until(lambda: stand.room.state.running.deadline != own)
        ends = stand.room.state.running.deadline
        assert ends is not None
        assert own < ends <= own + 15_000
    async with reading(lasts=600, waits=False) as stand:
        await stand.to(K.BRIEF)
        await until(lambda: _request(stand.room) in stand.said)
        own = stand.room.state.running.deadline
        await asyncio.sleep(0.05)
        assert stand.room.state.running.deadline == own


@on_a_loop
async def test_the_brief_waits_for_a_reading_that_began_anew() -> None:
    """Muted in the middle of it and taken back: all of it is heard."""
    async with reading(lasts=600) as stand:
        await stand.to(K.BRIEF)
        own = stand.room.state.running.deadline
        await until(lambda: stand.room.state.running.deadline != own)
        ends = stand.room.state.running.deadline
        await asyncio.sleep(0.05)
        await stand.act(a.MuteSpeech(id="", on=True))
        await until(lambda: stand.loud.played[-1][1] == "hush")
        await stand.act(a.MuteSpeech(id="", on=False))
        await until(lambda: stand.room.state.running.deadline != ends)


@on_a_loop
async def test_a_twist_is_read_and_repeated() -> None:
    """Over the running clock; on demand once more, from its beginning."""
    async with reading() as stand:
        await stand.to(K.PLAY)
        said = len(stand.said)
        await stand.act(a.Twist(id=""))
        round_ = stand.room.state.round
        assert round_ is not None
        assert round_.rung[0].drawn is not None
        lines = list(shown(round_.rung[0].drawn).values())
        await until(lambda: stand.said[said:] == lines)
        await until(lambda: stand.room.latest.speech is None)
        await stand.act(a.RepeatSpeech(id=""))
        await until(lambda: stand.said[said:] == lines * 2)


@on_a_loop
async def test_mute_silences_at_once_and_captions_stand() -> None:
    """The voice breaks off; taken back, the reading begins anew."""
    async with reading(lasts=3_000) as stand:
        await stand.to(K.BRIEF)
        await until(lambda: _request(stand.room) in stand.said)
        await stand.act(a.MuteSpeech(id="", on=True))
        await until(lambda: stand.loud.played[-1][1] == "hush")
        assert stand.room.latest.speech is None
        count = len(stand.said)
        await stand.act(a.MuteSpeech(id="", on=False))
        await until(lambda: len(stand.said) == count + 1)


@on_a_loop
async def test_what_comes_next_is_made_before_it_is_needed() -> None:
    """In the lobby the first cards, in the draw the request, in the brief the twist."""
    async with reading() as stand:
        await until(lambda: stand.speaker.prepared != ())
        await stand.to(K.DRAW)
        await until(
            lambda: any(line.text == _request(stand.room) for line in stand.speaker.prepared)
        )


@on_a_loop
async def test_who_cannot_be_heard_says_nothing() -> None:
    """No device: nothing is made, nothing is marked, nobody waits."""
    async with reading(audible=False) as stand:
        await stand.to(K.BRIEF)
        await asyncio.sleep(0.1)
        assert stand.said == []
        assert stand.speaker.asked == []
        assert stand.speeches in ([], [None])


@on_a_loop
async def test_what_cannot_be_said_stops_nothing() -> None:
    """The engine gave up: the game goes on in captions."""
    async with reading(lasts=None) as stand:
        await stand.to(K.PLAY)
        await stand.act(a.Twist(id=""))
        await asyncio.sleep(0.05)
        assert stand.said == []
        await stand.to(K.BELL)


@on_a_loop
async def test_every_sound_comes_once_and_the_last_ten_seconds_in_time() -> None:
    """The warning rings by itself, at its instant, not again after more time was given."""
    async with reading(speed=50.0) as stand:
        await stand.to(K.PLAY)
        ends = stand.room.state.running.deadline
        assert ends is not None
        await until(lambda: Cue.LAST_TEN in stand.loud.cues)
        assert ends - 10_000 <= stand.room.clock.now()
        await until(lambda: Cue.BELL in stand.loud.cues)
        assert stand.loud.cues.count(Cue.LAST_TEN) == 1
        assert [c for c in stand.loud.cues if c not in (Cue.LAST_TEN, Cue.TWIST)] == (
            [Cue.DRAW, Cue.START, Cue.BELL]
        )


@on_a_loop
async def test_the_volume_is_the_sessions() -> None:
    """At the start and whenever it changes."""
    async with reading() as stand:
        await until(lambda: stand.loud.level == 8)
        await stand.act(a.SetVolume(id="", level=3))
        await until(lambda: stand.loud.level == 3)


@on_a_loop
async def test_it_begins_when_somebody_listens() -> None:
    """In the middle of the brief, from its beginning; once, whoever else comes then."""
    async with reading(audible=False) as stand:
        await stand.to(K.BRIEF)
        await asyncio.sleep(0.05)
        assert stand.said == []
        stand.loud.audible = True
        stand.reader.wake()
        await until(lambda: stand.said == [_request(stand.room)])
        stand.loud.audible = False
        stand.reader.wake()
        await asyncio.sleep(0.02)
        stand.loud.audible = True
        stand.reader.wake()
        await asyncio.sleep(0.05)
        assert stand.said == [_request(stand.room)]


@on_a_loop
async def test_what_nobody_hears_any_more_ends_with_its_phase() -> None:
    """The listeners went away in the middle: the next phase is not marked with the last one."""
    async with reading(lasts=60_000) as stand:
        await stand.to(K.BRIEF)
        await until(lambda: _request(stand.room) in stand.said)
        stand.loud.audible = False
        await stand.act(a.Next(id=""))
        await until(lambda: stand.room.latest.speech is None)
        assert stand.loud.played[-1][1] == "hush"


@on_a_loop
async def test_lines_are_announced_before_they_are_said() -> None:
    """All of a reading, in their order: what plays them may be far away."""
    async with reading() as stand:
        await stand.to(K.RULES)
        await until(lambda: len(stand.said) == 2)
        assert stand.loud.expected == stand.said


@on_a_loop
async def test_the_request_is_read_again_in_the_scene_and_not_in_the_next() -> None:
    """Who asked once is answered once: a new scene begins in silence."""
    async with reading() as stand:
        await stand.to(K.PLAY)
        said = len(stand.said)
        await stand.act(a.RepeatSpeech(id=""))
        await until(lambda: len(stand.said) == said + 1)
        assert stand.said[-1] == _request(stand.room)
        await stand.act(a.Skip(id=""))
        await stand.to(K.PLAY)
        await until(lambda: stand.loud.played[-1][1] == "hush" or not stand.room.latest.speech)
        said = len(stand.said)
        await asyncio.sleep(0.1)
        assert len(stand.said) == said
