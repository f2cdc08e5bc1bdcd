"""What the mixer lets be heard: SDL's disk driver writes all that a loudspeaker would get."""

import asyncio
import math
import threading
import wave
from array import array
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from pygame import mixer as sdl

from improv.core.sound_cues import Cue
from improv.director.ports import Clip, Loudspeaker
from improv.voice import mixer
from improv.voice.mixer import Mixer

RATE = mixer.RATE
CUE_HERTZ, CUE_LEVEL = 3000, 6000


def write(file: Path, samples: list[int]) -> Clip:
    """A WAV file as the mixer plays it sample by sample: one channel, 44.1 kHz."""
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(array("h", samples).tobytes())
    return Clip(file, len(samples) * 1000 // RATE, ())


def counting(first: int, seconds: float) -> list[int]:
    """Speech whose every sample tells where it stands: up by one each."""
    return [first + i for i in range(round(seconds * RATE))]


def tone(hertz: float, level: int, seconds: float) -> list[int]:
    """A sine."""
    step = 2 * math.pi * hertz / RATE
    return [round(level * math.sin(step * i)) for i in range(round(seconds * RATE))]


def strength(samples: list[int], hertz: float) -> float:
    """How much of a sine of that pitch is in the samples: its level."""
    step = 2 * math.pi * hertz / RATE
    real = sum(x * math.cos(step * i) for i, x in enumerate(samples))
    imaginary = sum(x * math.sin(step * i) for i, x in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples)


class Room:
    """Who hears the mixer. What was played lies in a file that grows as time goes."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "heard.raw"
        self.cues = folder / "cues"
        self.cues.mkdir()
        for cue in Cue:
            write(self.cues / f"{cue}.wav", tone(CUE_HERTZ, CUE_LEVEL, 0.6))

    def heard(self) -> list[int]:
        """The left channel, until now."""
        whole = self.file.read_bytes() if self.file.exists() else b""
        return list(array("h", whole[: len(whole) // 4 * 4])[::2])

    def sounds(self) -> list[int]:
        """What was heard, without the silence around it and in it."""
        return [x for x in self.heard() if x]

    def tone(self, mark: int = 0) -> list[int]:
        """A fifth of a second of what was heard from `mark` on, once it is no longer silent."""
        heard = self.heard()
        while not heard[mark]:
            mark += 1
        return heard[mark + 100 : mark + 100 + RATE // 5]

    async def listen(self, seconds: float) -> list[int]:
        """That much more, as the device counts time. A busy machine takes longer."""
        before = len(self.heard())
        while len(self.heard()) < before + seconds * RATE:
            await asyncio.sleep(0.01)
        return self.heard()[before:]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to come true."""
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.005)

    def play(self, scene: Callable[[Mixer], Awaitable[None]]) -> None:
        """Open a mixer for a scene; everything it played is in the file afterwards."""

        async def run() -> None:
            async with asyncio.timeout(30), Mixer(monotonic, self.cues).open() as loud:
                await scene(loud)

        asyncio.run(run())
        assert sdl.get_init() is None


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A loudspeaker that is a file."""
    assert sdl.get_init() is None
    room = Room(tmp_path)
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(room.file))
    yield room
    sdl.quit()  # of a test that failed


class TestSpeech:
    """One line at a time."""

    def test_whole(self, room: Room, tmp_path: Path) -> None:
        """A line is heard from its first sample to its last, as it was made."""
        words = counting(100, 0.3)
        clip = write(tmp_path / "a.wav", words)

        async def scene(loud: Mixer) -> None:
            speaker: Loudspeaker = loud
            assert speaker.audible
            speaker.say(clip)
            await room.until(lambda: bool(room.sounds()) and room.heard()[-1] == 0)

        room.play(scene)
        assert room.sounds() == words

    def test_stands_still(self, room: Room, tmp_path: Path) -> None:
        """Held speech is silence, and goes on at the very sample where it stood."""
        words = counting(100, 0.5)
        clip = write(tmp_path / "a.wav", words)

        async def scene(loud: Mixer) -> None:
            loud.say(clip)
            await room.until(lambda: len(room.sounds()) > 2000)
            loud.hold(True)
            await room.until(lambda: room.heard()[-1] == 0)
            assert set(await room.listen(0.2)) == {0}
            assert len(room.sounds()) < len(words)
            loud.hold(False)
            await room.until(lambda: words[-1] in room.sounds())

        room.play(scene)
        assert room.sounds() == words

    def test_waits_while_held(self, room: Room, tmp_path: Path) -> None:
        """What is said in a pause is heard after it, from its beginning."""
        words = counting(100, 0.2)
        clip = write(tmp_path / "a.wav", words)

        async def scene(loud: Mixer) -> None:
            loud.hold(True)
            loud.say(clip)
            assert set(await room.listen(0.2)) == {0}
            loud.hold(False)
            await room.until(lambda: words[-1] in room.sounds())

        room.play(scene)
        assert room.sounds() == words

    def test_breaks_off_softly(self, room: Room, tmp_path: Path) -> None:
        """Hushed speech is over in a moment, by way of softer and softer."""
        clip = write(tmp_path / "a.wav", [8000] * RATE * 3)

        async def scene(loud: Mixer) -> None:
            loud.say(clip)
            await room.until(lambda: len(room.sounds()) > 2000)
            loud.hush()
            await room.until(lambda: room.heard()[-1] == 0)

        room.play(scene)
        sounds = room.sounds()
        fading = [x for x in sounds if x < 8000]
        assert sounds == sorted(sounds, reverse=True)
        assert len(set(fading)) >= 3
        assert len(fading) <= 0.1 * RATE

    def test_hushed_while_held(self, room: Room, tmp_path: Path) -> None:
        """What is hushed in a pause never comes back, and the next line is heard."""
        old = write(tmp_path / "a.wav", [8000] * RATE * 2)
        new = write(tmp_path / "b.wav", [500] * 9000)

        async def scene(loud: Mixer) -> None:
            loud.say(old)
            await room.until(lambda: bool(room.sounds()))
            loud.hold(True)
            loud.hush()
            await room.until(lambda: room.heard()[-1] == 0)
            mark = len(room.heard())
            loud.hold(False)
            loud.say(new)
            await room.until(lambda: 500 in room.sounds() and room.heard()[-1] == 0)
            assert [x for x in room.heard()[mark:] if x] == [500] * 9000

        room.play(scene)

    def test_takes_the_place(self, room: Room, tmp_path: Path) -> None:
        """A new line is heard from its beginning, while the old one fades."""
        old = write(tmp_path / "a.wav", tone(1000, 8000, 3))
        new = write(tmp_path / "b.wav", tone(2500, 8000, 0.5))

        async def scene(loud: Mixer) -> None:
            loud.say(old)
            await room.until(lambda: len(room.sounds()) > 2000)
            loud.say(new)
            await room.until(lambda: len(room.sounds()) > 0.5 * RATE and room.heard()[-1] == 0)

        room.play(scene)
        end = room.heard()
        while not end[-1]:
            end.pop()
        last = end[-round(0.35 * RATE) :]
        assert strength(last, 2500) == pytest.approx(8000, rel=0.02)
        assert strength(last, 1000) < 100

    @pytest.mark.parametrize("content", [b"", b"RIFF\x00\x00\x00\x00WAVEjunk", b"\x00" * 5000])
    def test_broken(self, room: Room, tmp_path: Path, content: bytes) -> None:
        """A broken file, or none, is silence; the next line is heard."""
        broken = tmp_path / "broken.wav"
        broken.write_bytes(content)
        clip = write(tmp_path / "a.wav", [700] * 3000)

        async def scene(loud: Mixer) -> None:
            loud.say(Clip(broken, 1000, ()))
            loud.say(Clip(tmp_path / "nowhere.wav", 1000, ()))
            await room.listen(0.1)
            assert not room.sounds()
            loud.say(clip)
            await room.until(lambda: len(room.sounds()) == 3000)

        room.play(scene)


class TestCues:
    """Sounds, and speech over them."""

    def test_alone(self, room: Room) -> None:
        """A cue is heard as it was made when nobody speaks."""

        async def scene(loud: Mixer) -> None:
            loud.cue(Cue.BELL)
            await room.until(lambda: len(room.sounds()) > 9000)

        room.play(scene)
        assert strength(room.tone(), CUE_HERTZ) == pytest.approx(CUE_LEVEL, rel=0.02)

    def test_softly_under_speech(self, room: Room, tmp_path: Path) -> None:
        """A cue during speech is turned down; the speech is not."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, 3))

        async def scene(loud: Mixer) -> None:
            loud.say(clip)
            await room.until(lambda: len(room.sounds()) > 2000)
            loud.cue(Cue.TWIST)
            await room.listen(0.1)
            now = await room.listen(0.2)
            assert strength(now, CUE_HERTZ) == pytest.approx(CUE_LEVEL * mixer.DUCKED, rel=0.05)
            assert strength(now, 500) == pytest.approx(8000, rel=0.05)

        room.play(scene)

    def test_turned_down_for_speech(self, room: Room, tmp_path: Path) -> None:
        """A cue that rings when somebody begins to speak is turned down."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, 2))

        async def scene(loud: Mixer) -> None:
            loud.cue(Cue.BELL)
            await room.until(lambda: len(room.sounds()) > 2000)
            loud.say(clip)
            await room.listen(0.1)
            now = await room.listen(0.2)
            assert strength(now, CUE_HERTZ) == pytest.approx(CUE_LEVEL * mixer.DUCKED, rel=0.05)

        room.play(scene)

    def test_in_a_pause(self, room: Room, tmp_path: Path) -> None:
        """While speech stands still a cue is heard in full, and runs out."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, 2))

        async def scene(loud: Mixer) -> None:
            loud.say(clip)
            await room.until(lambda: len(room.sounds()) > 2000)
            loud.hold(True)
            await room.until(lambda: room.heard()[-1] == 0)
            mark = len(room.heard())
            loud.cue(Cue.BELL)
            await room.listen(0.9)
            assert strength(room.tone(mark), CUE_HERTZ) == pytest.approx(CUE_LEVEL, rel=0.05)
            assert room.heard()[-1] == 0

        room.play(scene)


class TestVolume:
    """How loud everything is."""

    @pytest.mark.parametrize(("level", "decibels"), [(9, -3), (5, -15), (1, -27)])
    def test_steps(self, room: Room, tmp_path: Path, level: int, decibels: int) -> None:
        """Each step is 3 dB, for speech and for cues, also while they sound."""
        clip = write(tmp_path / "a.wav", tone(500, 20000, 2))

        async def scene(loud: Mixer) -> None:
            loud.cue(Cue.BELL)
            loud.say(clip)
            await room.until(lambda: len(room.sounds()) > 2000)
            loud.volume(level)
            await room.listen(0.1)
            now = await room.listen(0.2)
            gain = 10 ** (decibels / 20)
            # SDL knows 128 volumes: the softest are coarse.
            assert strength(now, 500) == pytest.approx(20000 * gain, rel=0.15)
            ducked = CUE_LEVEL * gain * mixer.DUCKED
            assert strength(now, CUE_HERTZ) == pytest.approx(ducked, rel=0.5)

        room.play(scene)

    @pytest.mark.parametrize("level", [0, -1])
    def test_nothing(self, room: Room, tmp_path: Path, level: int) -> None:
        """0 is silence, and what lies below it too."""
        clip = write(tmp_path / "a.wav", tone(500, 20000, 1))

        async def scene(loud: Mixer) -> None:
            loud.volume(level)
            loud.say(clip)
            loud.cue(Cue.BELL)
            await room.listen(0.2)
            assert not room.sounds()
            loud.volume(99)
            await room.until(lambda: max(room.heard()) > 18000)

        room.play(scene)


class Clock:
    """Seconds that go when they are told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


class TestDevice:
    """Devices that are there, that are not, that go and come."""

    def test_named(self, room: Room) -> None:
        """The device can be told by its name."""

        async def scene(loud: Mixer) -> None:
            assert await loud.device() == "System audio output device"

        room.play(scene)

    @pytest.mark.parametrize("driver", ["nosuch", "alsa"])
    def test_none(
        self, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, driver: str
    ) -> None:
        """Without a device nothing is heard and nothing fails."""
        monkeypatch.setenv("SDL_AUDIODRIVER", driver)
        clip = write(tmp_path / "a.wav", counting(100, 0.1))

        async def scene(loud: Mixer) -> None:
            if driver == "alsa" and loud.audible:
                pytest.skip("this machine has a sound card")
            assert not loud.audible
            loud.say(clip)
            loud.hold(True)
            loud.cue(Cue.BELL)
            loud.hold(False)
            loud.hush()
            loud.volume(3)
            assert await loud.device() is None
            assert not loud.audible

        room.play(scene)

    def test_tried_again(self, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A device that comes is found when something is to be played, but not at every call."""
        monkeypatch.setenv("SDL_AUDIODRIVER", "nosuch")
        clip = write(tmp_path / "a.wav", counting(100, 0.1))
        clock = Clock()

        async def run() -> None:
            async with Mixer(clock, room.cues).open() as loud:
                assert not loud.audible
                monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
                clock.now += mixer.RETRY - 0.1
                loud.cue(Cue.BELL)
                assert await loud.device() is None
                clock.now += 0.2
                loud.say(clip)
                await room.until(lambda: loud.audible)
                await room.until(lambda: bool(room.sounds()))

        asyncio.run(run())

    def test_taken_away(self, room: Room, tmp_path: Path) -> None:
        """Where the mixer was closed under it, it is opened anew for the next sound."""
        old = write(tmp_path / "a.wav", [300] * RATE)
        new = write(tmp_path / "b.wav", [700] * 20000)
        clock = Clock()

        async def run() -> None:
            async with Mixer(clock, room.cues).open() as loud:
                loud.cue(Cue.BELL)
                loud.say(old)
                await room.until(lambda: bool(room.sounds()))
                sdl.quit()
                for order in (loud.hush, lambda: loud.volume(9), lambda: loud.hold(True)):
                    order()
                loud.hold(False)
                loud.cue(Cue.BELL)
                assert await loud.device() is None
                assert not loud.audible
                clock.now += mixer.RETRY
                loud.volume(10)
                loud.say(new)
                await room.until(lambda: len(room.sounds()) == 20000)
                assert loud.audible

        asyncio.run(run())

    def test_follows_the_system(self, room: Room, tmp_path: Path) -> None:
        """Where devices came or went, the next sound goes to what is the system's choice then;
        nothing that sounds is cut off for it."""
        clip = write(tmp_path / "a.wav", [700] * 20000)
        names = ["Laptop"]

        async def run() -> None:
            async with Mixer(lambda: 0.0, room.cues, lambda: names[:]).open() as loud:
                assert await loud.device() == "Laptop"
                loud.say(clip)
                await room.until(lambda: bool(room.sounds()))
                names.append("Projector")
                loud.cue(Cue.LAST_TEN)
                assert await loud.device() == "Laptop"
                await room.until(lambda: len(room.heard()) > RATE and room.heard()[-1] == 0)
                room.file.unlink()
                loud.say(clip)
                await room.until(lambda: len(room.sounds()) == 20000)
                assert await loud.device() == "disk"  # one of the two
                names.clear()
                await room.until(lambda: room.heard()[-1] == 0)
                assert await loud.device() is None
                assert not loud.audible

        asyncio.run(run())

    def test_never_waits(self, room: Room, tmp_path: Path) -> None:
        """Orders return at once, whatever they ask for."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, 5))

        async def scene(loud: Mixer) -> None:
            begun = monotonic()
            for _ in range(20):
                loud.say(clip)
                loud.cue(Cue.BELL)
                loud.hush()
            assert monotonic() - begun < 0.05

        room.play(scene)

    def test_orders_before_and_after(self, room: Room, tmp_path: Path) -> None:
        """What is asked for outside its time harms nobody."""
        loud = Mixer(monotonic, room.cues)
        assert not loud.audible
        loud.volume(9)

        async def run() -> None:
            async with loud.open():
                assert loud.audible
            assert not loud.audible
            loud.cue(Cue.BELL)

        asyncio.run(run())


def test_cancelled_while_it_opens(room: Room) -> None:
    """A program that ends at once leaves no thread busy with SDL: it would never end."""

    async def scene() -> None:
        async def opening() -> None:
            async with Mixer(monotonic, room.cues).open():
                raise AssertionError("it was cancelled before")

        for passes in range(4):
            task = asyncio.create_task(opening())
            for _ in range(passes):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()
            assert not [thread for thread in threading.enumerate() if thread.name == "mixer"]

    asyncio.run(scene())
