"""What the mixer plays: SDL's disk driver writes the samples that a loudspeaker would get."""

import asyncio
import math
import os
import signal
import subprocess
import sys
import threading
import wave
from array import array
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic

import pytest
from pygame import mixer as sdl

from improv.core.sound_cues import Cue
from improv.director.ports import Clip, Loudspeaker
from improv.voice import mixer
from improv.voice.mixer import Mixer

RATE = mixer.RATE
CUE_HERTZ, CUE_LEVEL = 3000, 6000
CUE_SECONDS, LONG = 2.0, 6.0
"""A cue, and speech, that play still when a busy machine looks, late."""


def write(file: Path, samples: list[int]) -> Clip:
    """A WAV file that needs no resampling: one channel at the mixer's rate."""
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(array("h", samples).tobytes())
    return Clip(file, len(samples) * 1000 // RATE, ())


def counting(first: int, seconds: float) -> list[int]:
    """Speech in which each sample is one more than the one before."""
    return [first + i for i in range(round(seconds * RATE))]


def tone(hertz: float, level: int, seconds: float) -> list[int]:
    """A sine."""
    step = 2 * math.pi * hertz / RATE
    return [round(level * math.sin(step * i)) for i in range(round(seconds * RATE))]


def strength(samples: list[int], hertz: float) -> float:
    """The level of a sine of that frequency in the samples."""
    step = 2 * math.pi * hertz / RATE
    real = sum(x * math.cos(step * i) for i, x in enumerate(samples))
    imaginary = sum(x * math.sin(step * i) for i, x in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples)


class Recording:
    """What a mixer has played: a file that grows with time."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "heard.raw"
        self.cues = folder / "cues"
        self.cues.mkdir()
        sound = tone(CUE_HERTZ, CUE_LEVEL, CUE_SECONDS)
        for cue in Cue:
            write(self.cues / f"{cue}.wav", sound)

    def samples(self) -> list[int]:
        """The samples of the left channel until now."""
        whole = self.file.read_bytes() if self.file.exists() else b""
        return list(array("h", whole[: len(whole) // 4 * 4])[::2])

    def sounds(self) -> list[int]:
        """The samples that are not silence."""
        return [x for x in self.samples() if x]

    def is_silent(self) -> bool:
        """Whether nothing has been heard for 45 ms: a tone, too, has samples of 0."""
        last = self.samples()[-1000:]
        return len(last) == 1000 and not any(last)

    def tone(self, mark: int = 0) -> list[int]:
        """The samples of a fifth of a second from `mark` on, after the silence at its beginning."""
        samples = self.samples()
        while not samples[mark]:
            mark += 1
        return samples[mark + 100 : mark + 100 + RATE // 5]

    async def record(self, seconds: float) -> list[int]:
        """Wait for so many seconds of samples, and return them. A busy machine takes longer."""
        before, size = len(self.samples()), round(seconds * RATE)
        await self.until(lambda: len(self.samples()) >= before + size)
        return self.samples()[before : before + size]

    async def after(self, player: Mixer) -> list[int]:
        """A fifth of a second of samples, mixed after all that the mixer was asked to do."""
        while await player.device() is None:  # it answers in turn, and None where that takes long
            pass
        await self.record(0.1)
        return await self.record(0.2)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to come true."""
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.01)

    def play(self, script: Callable[[Mixer], Awaitable[None]]) -> None:
        """Run a script with an open mixer; the file has everything that it played."""

        async def run() -> None:
            async with asyncio.timeout(30), Mixer(monotonic, self.cues).open() as player:
                await script(player)

        asyncio.run(run())
        assert sdl.get_init() is None


@pytest.fixture
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """A recording of SDL's disk driver."""
    assert sdl.get_init() is None
    recording = Recording(tmp_path)
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(recording.file))
    yield recording
    sdl.quit()  # of a test that failed


class TestSpeech:
    """Speech: one clip at a time."""

    def test_whole(self, recording: Recording, tmp_path: Path) -> None:
        """A clip is played from its first sample to its last, unchanged."""
        words = counting(100, 0.3)
        clip = write(tmp_path / "a.wav", words)

        async def script(player: Mixer) -> None:
            speaker: Loudspeaker = player
            assert speaker.audible
            speaker.say(clip)
            await recording.until(lambda: bool(recording.sounds()) and recording.is_silent())

        recording.play(script)
        assert recording.sounds() == words

    def test_paused(self, recording: Recording, tmp_path: Path) -> None:
        """Paused speech is silence, and resumes at the sample where it was paused."""
        words = counting(100, 1.2)
        clip = write(tmp_path / "a.wav", words)

        async def script(player: Mixer) -> None:
            player.say(clip)
            await recording.until(lambda: len(recording.sounds()) > 2000)
            player.hold(True)
            await recording.until(lambda: recording.is_silent())
            assert set(await recording.record(0.2)) == {0}
            assert len(recording.sounds()) < len(words)
            player.hold(False)
            await recording.until(lambda: words[-1] in recording.sounds())

        recording.play(script)
        assert recording.sounds() == words

    def test_started_in_a_pause(self, recording: Recording, tmp_path: Path) -> None:
        """A clip that is started in a pause is played after it, from its beginning."""
        words = counting(100, 0.2)
        clip = write(tmp_path / "a.wav", words)

        async def script(player: Mixer) -> None:
            player.hold(True)
            player.say(clip)
            assert set(await recording.record(0.2)) == {0}
            player.hold(False)
            await recording.until(lambda: words[-1] in recording.sounds())

        recording.play(script)
        assert recording.sounds() == words

    def test_fades_out(self, recording: Recording, tmp_path: Path) -> None:
        """Stopped speech fades out within 0.1 s."""
        clip = write(tmp_path / "a.wav", [8000] * RATE * 3)

        async def script(player: Mixer) -> None:
            player.say(clip)
            await recording.until(lambda: len(recording.sounds()) > 2000)
            player.hush()
            await recording.until(lambda: recording.is_silent())

        recording.play(script)
        sounds = recording.sounds()
        fading = [x for x in sounds if x < 8000]
        assert sounds == sorted(sounds, reverse=True)
        assert set(fading)  # three steps, and fewer where a busy machine mixes late
        assert len(fading) <= 0.1 * RATE

    def test_stopped_in_a_pause(self, recording: Recording, tmp_path: Path) -> None:
        """A clip that is stopped in a pause is not resumed, and the next one is played."""
        old = write(tmp_path / "a.wav", [8000] * RATE * 2)
        new = write(tmp_path / "b.wav", [500] * 9000)

        async def script(player: Mixer) -> None:
            player.say(old)
            await recording.until(lambda: bool(recording.sounds()))
            player.hold(True)
            player.hush()
            await recording.until(lambda: recording.is_silent())
            mark = len(recording.samples())
            player.hold(False)
            player.say(new)
            await recording.until(lambda: 500 in recording.sounds() and recording.is_silent())
            assert [x for x in recording.samples()[mark:] if x] == [500] * 9000

        recording.play(script)

    def test_replaced(self, recording: Recording, tmp_path: Path) -> None:
        """A new clip is played from its beginning, while the old one fades out."""
        old = write(tmp_path / "a.wav", tone(1000, 8000, 3))
        new = write(tmp_path / "b.wav", tone(2500, 8000, 0.5))

        async def script(player: Mixer) -> None:
            player.say(old)
            await recording.until(lambda: len(recording.sounds()) > 2000)
            player.say(new)
            await recording.until(
                lambda: len(recording.sounds()) > 0.5 * RATE and recording.is_silent()
            )

        recording.play(script)
        end = recording.samples()
        while not end[-1]:
            end.pop()
        last = end[-round(0.35 * RATE) :]
        assert strength(last, 2500) == pytest.approx(8000, rel=0.02)
        assert strength(last, 1000) < 100

    @pytest.mark.parametrize("content", [b"", b"RIFF\x00\x00\x00\x00WAVEjunk", b"\x00" * 5000])
    def test_broken(self, recording: Recording, tmp_path: Path, content: bytes) -> None:
        """A broken or missing file is silence; the next clip is played."""
        broken = tmp_path / "broken.wav"
        broken.write_bytes(content)
        clip = write(tmp_path / "a.wav", [700] * 3000)

        async def script(player: Mixer) -> None:
            player.say(Clip(broken, 1000, ()))
            player.say(Clip(tmp_path / "nowhere.wav", 1000, ()))
            await recording.record(0.1)
            assert not recording.sounds()
            player.say(clip)
            await recording.until(lambda: len(recording.sounds()) == 3000)

        recording.play(script)


class TestCues:
    """Cues, alone and during speech."""

    def test_alone(self, recording: Recording) -> None:
        """Without speech a cue is played unchanged."""

        async def script(player: Mixer) -> None:
            player.cue(Cue.BELL)
            await recording.until(lambda: len(recording.sounds()) > 9000)

        recording.play(script)
        assert strength(recording.tone(), CUE_HERTZ) == pytest.approx(CUE_LEVEL, rel=0.02)

    def test_softly_under_speech(self, recording: Recording, tmp_path: Path) -> None:
        """A cue during speech is turned down; the speech is not."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, LONG))

        async def script(player: Mixer) -> None:
            player.say(clip)
            await recording.until(lambda: len(recording.sounds()) > 2000)
            player.cue(Cue.TWIST)
            now = await recording.after(player)
            assert strength(now, CUE_HERTZ) == pytest.approx(CUE_LEVEL * mixer.DUCKED, rel=0.05)
            assert strength(now, 500) == pytest.approx(8000, rel=0.05)

        recording.play(script)

    def test_turned_down_for_speech(self, recording: Recording, tmp_path: Path) -> None:
        """A cue that is playing when speech starts is turned down."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, LONG))

        async def script(player: Mixer) -> None:
            player.cue(Cue.BELL)
            await recording.until(lambda: len(recording.sounds()) > 2000)
            player.say(clip)
            now = await recording.after(player)
            assert strength(now, 500) == pytest.approx(8000, rel=0.05)
            assert strength(now, CUE_HERTZ) == pytest.approx(CUE_LEVEL * mixer.DUCKED, rel=0.05)

        recording.play(script)

    def test_in_a_pause(self, recording: Recording, tmp_path: Path) -> None:
        """While speech is paused a cue is played in full, to its end."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, LONG))

        async def script(player: Mixer) -> None:
            player.say(clip)
            await recording.until(lambda: len(recording.sounds()) > 2000)
            player.hold(True)
            await recording.until(lambda: recording.is_silent())
            mark = len(recording.samples())
            player.cue(Cue.BELL)
            await recording.until(lambda: any(recording.samples()[mark:]))
            await recording.until(lambda: recording.is_silent())
            assert strength(recording.tone(mark), CUE_HERTZ) == pytest.approx(CUE_LEVEL, rel=0.05)
            assert set(await recording.record(0.2)) == {0}

        recording.play(script)


class TestVolume:
    """The volume of speech and cues."""

    @pytest.mark.parametrize(("level", "decibels"), [(9, -3), (5, -15), (1, -27)])
    def test_steps(self, recording: Recording, tmp_path: Path, level: int, decibels: int) -> None:
        """Each step is 3 dB, for speech and for cues, also while they are played."""
        clip = write(tmp_path / "a.wav", tone(500, 20000, LONG))

        async def script(player: Mixer) -> None:
            player.cue(Cue.BELL)
            player.say(clip)
            await recording.until(lambda: len(recording.sounds()) > 2000)
            player.volume(level)
            now = await recording.after(player)
            gain = 10 ** (decibels / 20)
            # SDL knows 128 volumes: the softest are coarse.
            assert strength(now, 500) == pytest.approx(20000 * gain, rel=0.15)
            ducked = CUE_LEVEL * gain * mixer.DUCKED
            assert strength(now, CUE_HERTZ) == pytest.approx(ducked, rel=0.5)

        recording.play(script)

    @pytest.mark.parametrize("level", [0, -1])
    def test_nothing(self, recording: Recording, tmp_path: Path, level: int) -> None:
        """0 is silence, and so is every lower level."""
        clip = write(tmp_path / "a.wav", tone(500, 20000, LONG))

        async def script(player: Mixer) -> None:
            player.volume(level)
            player.say(clip)
            player.cue(Cue.BELL)
            assert set(await recording.after(player)) == {0}
            assert not recording.sounds()
            player.volume(99)
            await recording.until(lambda: max(recording.samples()) > 18000)

        recording.play(script)


class ManualClock:
    """A monotonic clock that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


class TestDevice:
    """Devices that exist, are missing, or come and go."""

    def test_named(self, recording: Recording) -> None:
        """The mixer knows the device's name."""

        async def script(player: Mixer) -> None:
            assert await player.device() == "System audio output device"

        recording.play(script)

    @pytest.mark.parametrize("driver", ["nosuch", "alsa"])
    def test_none(
        self, recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, driver: str
    ) -> None:
        """Without a device nothing is played and nothing fails."""
        monkeypatch.setenv("SDL_AUDIODRIVER", driver)
        clip = write(tmp_path / "a.wav", counting(100, 0.1))

        async def script(player: Mixer) -> None:
            if driver == "alsa" and player.audible:
                pytest.skip("this machine has a sound card")
            assert not player.audible
            player.say(clip)
            player.hold(True)
            player.cue(Cue.BELL)
            player.hold(False)
            player.hush()
            player.volume(3)
            assert await player.device() is None
            assert not player.audible

        recording.play(script)

    def test_tried_again(
        self, recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A new device is found when there is something to play, but not at every call."""
        monkeypatch.setenv("SDL_AUDIODRIVER", "nosuch")
        clip = write(tmp_path / "a.wav", counting(100, 0.1))
        clock = ManualClock()

        async def run() -> None:
            async with Mixer(clock, recording.cues).open() as player:
                assert not player.audible
                monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
                clock.now += mixer.RETRY - 0.1
                player.cue(Cue.BELL)
                assert await player.device() is None
                clock.now += 0.2
                player.say(clip)
                await recording.until(lambda: player.audible)
                await recording.until(lambda: bool(recording.sounds()))

        asyncio.run(run())

    def test_taken_away(self, recording: Recording, tmp_path: Path) -> None:
        """If SDL's mixer was closed by others, it is opened again for the next sound."""
        old = write(tmp_path / "a.wav", [300] * RATE)
        new = write(tmp_path / "b.wav", [700] * 20000)
        clock = ManualClock()

        async def run() -> None:
            async with Mixer(clock, recording.cues).open() as player:
                player.cue(Cue.BELL)
                player.say(old)
                await recording.until(lambda: bool(recording.sounds()))
                sdl.quit()
                for call in (player.hush, lambda: player.volume(9), lambda: player.hold(True)):
                    call()
                player.hold(False)
                player.cue(Cue.BELL)
                assert await player.device() is None
                assert not player.audible
                clock.now += mixer.RETRY
                player.volume(10)
                player.say(new)
                await recording.until(lambda: len(recording.sounds()) == 20000)
                assert player.audible

        asyncio.run(run())

    def test_follows_the_system(self, recording: Recording, tmp_path: Path) -> None:
        """After devices came or went, sound goes to the system's choice; none is cut off."""
        clip = write(tmp_path / "a.wav", [700] * 20000)
        names = ["Laptop"]

        async def run() -> None:
            async with Mixer(lambda: 0.0, recording.cues, lambda: names[:]).open() as player:
                assert await player.device() == "Laptop"
                player.say(clip)
                await recording.until(lambda: bool(recording.sounds()))
                names.append("Projector")
                player.cue(Cue.LAST_TEN)
                assert await player.device() == "Laptop"
                await recording.until(
                    lambda: len(recording.samples()) > RATE and recording.is_silent()
                )
                recording.file.unlink()
                player.say(clip)
                await recording.until(lambda: len(recording.sounds()) == 20000)
                assert await player.device() == "disk"  # one of the two
                names.clear()
                await recording.until(lambda: recording.is_silent())
                assert await player.device() is None
                assert not player.audible

        asyncio.run(run())

    def test_never_waits(self, recording: Recording, tmp_path: Path) -> None:
        """Every call returns at once: in most cases, since this thread may be put off."""
        clip = write(tmp_path / "a.wav", tone(500, 8000, 5))

        async def script(player: Mixer) -> None:
            for call in (partial(player.say, clip), partial(player.cue, Cue.BELL), player.hush):
                took = []
                for _ in range(20):
                    begun = monotonic()
                    call()
                    took.append(monotonic() - begun)
                assert median(took) < 0.0025, took

        recording.play(script)

    def test_calls_before_and_after(self, recording: Recording, tmp_path: Path) -> None:
        """Calls before the mixer is open, and after, do no harm."""
        player = Mixer(monotonic, recording.cues)
        assert not player.audible
        player.volume(9)

        async def run() -> None:
            async with player.open():
                assert player.audible
            assert not player.audible
            player.cue(Cue.BELL)

        asyncio.run(run())


def test_cancelled_while_it_opens(recording: Recording) -> None:
    """No thread stays busy with SDL, since the program would never end."""

    async def script() -> None:
        async def opening() -> None:
            async with Mixer(monotonic, recording.cues).open():
                raise AssertionError("it was cancelled before")

        for passes in range(4):
            task = asyncio.create_task(opening())
            for _ in range(passes):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()
            assert not [thread for thread in threading.enumerate() if thread.name == "mixer"]

    asyncio.run(script())


OPENS = """
import asyncio, time
from improv.voice.mixer import Mixer
async def main():
    async with Mixer(time.monotonic).open() as mixer:
        assert await mixer.device()
        print("open", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_whoever_ends_the_program_is_heard() -> None:
    """SDL would make an event of it, and nobody reads events here."""
    environ = {**os.environ, "SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    command = [sys.executable, "-c", OPENS]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"open\n"
        running.terminate()
        try:
            assert running.wait(10) == -signal.SIGTERM
        finally:
            running.kill()
