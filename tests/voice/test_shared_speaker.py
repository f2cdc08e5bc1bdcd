"""One speaker for many rooms: what one asks for, no other waits for long; nothing passing stays."""

import asyncio
from pathlib import Path

from improv.core.reading import Line
from improv.director.ports import Note
from improv.voice.shared_speaker import MOST_OF_A_ROOM, SharedSpeaker
from improv.voice.voice_selection import VoiceRequest
from tests.voice.test_speaker import NOTES, Rig, with_speaker


def untold(note: Note) -> None:
    """For rooms in which nothing fails."""
    raise AssertionError(note)


def test_what_a_room_wrote_goes_when_the_room_does(tmp_path: Path) -> None:
    """And not before; the lines of cards stay, and those of another room."""

    async def scenario(rig: Rig) -> None:
        pool = SharedSpeaker(rig.speaker)
        one, other = pool.of_room(untold), pool.of_room(untold)
        written = await one.clip(Line("A line of Ana", "en", kept=False))
        theirs = await other.clip(Line("A line of Bo", "en", kept=False))
        card = await one.clip(Line("My parcel is wet", "en"))
        assert written
        assert theirs
        assert card
        assert written.file.exists()
        one.close()
        assert [clip.file.exists() for clip in (written, theirs, card)] == [False, True, True]
        other.close()
        assert not theirs.file.exists()

    with_speaker(tmp_path, scenario)


def test_lines_that_come_are_made_in_turns(tmp_path: Path) -> None:
    """The first of each room before the second of any; a room that is gone asks for nothing."""

    async def scenario(rig: Rig) -> None:
        pool = SharedSpeaker(rig.speaker)
        one, other, gone = pool.of_room(untold), pool.of_room(untold), pool.of_room(untold)
        gone.prepare([Line("never", "en")])
        gone.close()
        one.prepare([Line("a first", "en"), Line("a second", "en")])
        other.prepare([Line("b first", "en"), Line("b second", "en")])
        async with asyncio.timeout(20):
            while len(rig.rendered()) < 4:
                await asyncio.sleep(0.02)
        assert rig.rendered() == ["a first", "b first", "a second", "b second"]

    with_speaker(tmp_path, scenario)


def test_a_room_that_asks_for_too_much_goes_without(tmp_path: Path) -> None:
    """Its lines beyond its share are silent; the other room's is heard."""

    async def scenario(rig: Rig) -> None:
        pool = SharedSpeaker(rig.speaker)
        greedy, other = pool.of_room(untold), pool.of_room(untold)
        many = [Line(f"number {n} of them", "en") for n in range(MOST_OF_A_ROOM + 3)]
        asked = asyncio.gather(
            *(greedy.clip(line) for line in many), other.clip(Line("mine", "en"))
        )
        *theirs, mine = await asked
        assert mine
        assert [clip is None for clip in theirs] == [n >= MOST_OF_A_ROOM for n in range(len(many))]

    with_speaker(tmp_path, scenario)


def test_each_host_is_told_once_what_is_not_spoken(tmp_path: Path) -> None:
    """In words for somebody who can install nothing; whoever runs the service is told what to."""

    async def scenario(rig: Rig) -> None:
        pool = SharedSpeaker(rig.speaker)
        first: list[Note] = []
        second: list[Note] = []
        one, other = pool.of_room(first.append), pool.of_room(second.append)
        one.prepare([Line("Nobody listens yet", "en")])
        for _ in range(2):
            assert await one.clip(Line("Hello", "en")) is None
        assert second == []
        assert await other.clip(Line("Hello", "en")) is None
        assert first == second == [Note("voice.hosted.none", {"language": "English"})]
        assert [note.name for note in rig.notes] == [NOTES["broken"]]

    with_speaker(tmp_path, scenario, request=VoiceRequest("tests.voice.faulty:broken"))


def test_a_voice_that_breaks_off_is_told_in_its_room_alone(tmp_path: Path) -> None:
    """And a picture, which nobody reads aloud, is no fault."""

    async def scenario(rig: Rig) -> None:
        pool = SharedSpeaker(rig.speaker)
        heard: list[Note] = []
        room, other = pool.of_room(heard.append), pool.of_room(untold)
        assert await room.clip(Line("raise", "en")) is None
        assert heard == [Note("voice.failed")]
        assert await other.clip(Line("\N{UMBRELLA WITH RAIN DROPS}", "en")) is None
        assert await other.clip(Line("Hello", "en"))

    with_speaker(tmp_path, scenario)
