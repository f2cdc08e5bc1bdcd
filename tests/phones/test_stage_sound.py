"""The stage's sound: what its pages are told, who may fetch it, and what a real browser plays."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.sound_cues import Cue
from improv.director.ports import Clip
from improv.phones.sound import MOST_FILES, PageSound
from tests.phones.audio_capture import (
    AudibleRoom,
    audible_room,
    began,
    clock,
    played,
    speaking,
    tone,
)
from tests.phones.browser import PATIENCE, ServedRoom, served_room
from tests.phones.rooms import Phone, Stream, play
from tests.phones.rooms import ServedRoom as Room

K = PhaseKind
CLOSE = 150
"""ms that nobody hears or sees."""


def clip(folder: Path, name: str = "one", lasts: int = 4000) -> Clip:
    """A tone."""
    return Clip(tone(folder / f"{name}.wav", lasts), lasts, (0,))


@asynccontextmanager
async def sound_stream(phone: Phone, query: str = "") -> AsyncIterator[Stream]:
    """A page with its sound on."""
    async with phone.http.stream("GET", f"/api/stage/sound{query}") as answer:
        assert answer.status_code == 200, answer.status_code
        stream = Stream()
        reads = asyncio.create_task(stream.read(answer.aiter_lines()))
        try:
            yield stream
        finally:
            reads.cancel()


# Over the wire.


def test_a_page_is_told_where_the_voice_is(tmp_path: Path) -> None:
    """At every change, and whoever comes late; in a pause it stands still, silence is null."""
    now = [10.0]
    sound = PageSound(lambda: now[0])

    async def scenario(room: Room) -> None:
        one, other = clip(tmp_path, "one", 4000), clip(tmp_path, "other")
        async with room.phone() as phone, sound_stream(phone) as stream:
            quiet: dict[str, Any] = {"speech": None, "soon": [], "volume": 10, "cue": None}
            assert (await stream.next()).data == quiet
            sound.volume(7)
            sound.expect([one, other])
            news = (await stream.next()).data
            assert (news["volume"], len(news["soon"])) == (7, 2)
            url = news["soon"][0]
            sound.say(one)
            news = (await stream.next()).data
            assert news["speech"] == {"id": 1, "url": url, "at": 0, "held": False}
            assert len(news["soon"]) == 1
            now[0] += 1.25
            sound.hold(True)
            stood = (await stream.next()).data["speech"]
            assert stood == {"id": 1, "url": url, "at": 1250, "held": True}
            now[0] += 60
            async with room.phone() as other_phone, sound_stream(other_phone) as late:
                assert (await late.next()).data["speech"] == stood
            sound.hold(False)
            await stream.next()
            now[0] += 1
            sound.cue(Cue.TWIST)
            sound.cue(Cue.LAST_TEN)
            twist, ten = (await stream.next()).data, (await stream.next()).data
            assert (twist["cue"], ten["cue"]) == ("twist", "last-ten")
            assert twist["speech"]["at"] == 2250
            sound.say(one)
            assert (await stream.next()).data["speech"]["id"] == 2
            now[0] += 5
            async with room.phone() as other_phone, sound_stream(other_phone) as late:
                assert (await late.next()).data["speech"] is None
            sound.hush()
            assert (await stream.next()).data == {**quiet, "volume": 7}

    play(tmp_path, scenario, sound=sound)


def test_it_is_heard_while_a_page_listens(tmp_path: Path) -> None:
    """And says so when the first one does."""
    sound = PageSound(time.monotonic)
    woken: list[int] = []
    sound.changed = lambda: woken.append(sound.connected)

    async def scenario(room: Room) -> None:
        assert not sound.audible
        async with room.phone() as one, sound_stream(one) as stream:
            await stream.next()
            async with room.phone() as other, sound_stream(other) as second:
                await second.next()
                assert (sound.audible, sound.connected) == (True, 2)
        async with asyncio.timeout(20):
            while sound.audible:
                await asyncio.sleep(0.01)
        assert woken == [1]

    play(tmp_path, scenario, sound=sound)


def test_only_what_is_said_can_be_fetched(tmp_path: Path) -> None:
    """The whole file, under a name that says nothing; older ones, and any others, are not there."""
    sound = PageSound(time.monotonic)

    async def scenario(room: Room) -> None:
        async with room.phone() as phone, sound_stream(phone) as stream:
            await stream.next()
            first = clip(tmp_path, "first")
            sound.say(first)
            url = (await stream.next()).data["speech"]["url"]
            assert re.fullmatch(r"/stage/speech/[0-9a-f]{32}\.wav", url)
            answer = await phone.http.get(url)
            assert answer.content == first.file.read_bytes()
            assert answer.headers["content-type"] == "audio/wav"
            assert answer.headers["cache-control"].startswith("private, max-age=")
            there = {path.name for path in tmp_path.iterdir()}
            for name in (*there, "0" * 32 + ".wav", "..%2Ffirst.wav", "x", "%00"):
                assert (await phone.http.get(f"/stage/speech/{name}")).status_code == 404, name
            for number in range(MOST_FILES):
                sound.say(clip(tmp_path, str(number)))
                await stream.next()
            assert (await phone.http.get(url)).status_code == 404
            sound.say(gone := clip(tmp_path, "gone"))
            url = (await stream.next()).data["speech"]["url"]
            gone.file.unlink()
            assert (await phone.http.get(url)).status_code == 404

    play(tmp_path, scenario, sound=sound)


def test_a_stranger_hears_nothing(tmp_path: Path) -> None:
    """From outside the room code is needed, for the stream and for a file whose name is known."""
    sound = PageSound(time.monotonic)

    async def scenario(room: Room) -> None:
        code = room.phones.code
        async with (
            room.phone() as phone,
            sound_stream(phone) as stream,
            room.phone(outside=True) as far,
        ):
            await stream.next()
            sound.say(clip(tmp_path))
            url = (await stream.next()).data["speech"]["url"]
            assert (await far.http.get(url)).status_code == 403
            assert (await far.http.get("/stage/speech/x")).status_code == 403
            assert (await far.http.get("/api/stage/sound")).status_code == 409
            assert (await far.http.get(f"{url}?c={code}")).status_code == 200
            async with sound_stream(far, f"?c={code}") as theirs:
                assert (await theirs.next()).data["speech"]["url"] == url

    play(tmp_path, scenario, sound=sound)


def test_only_so_many_hear_it(tmp_path: Path) -> None:
    """One too many is asked to come later."""

    async def scenario(room: Room) -> None:
        async with room.phone() as one, room.phone() as other, sound_stream(one) as stream:
            await stream.next()
            answer = await other.http.get("/api/stage/sound")
            assert (answer.status_code, answer.json()) == (503, {"refusal": "room_full"})

    play(tmp_path, scenario, sound=PageSound(time.monotonic), stages=1)


def test_a_muted_game_has_no_sound_on_its_pages(tmp_path: Path) -> None:
    """No script, no stream, no file."""

    async def scenario(room: Room) -> None:
        async with room.phone() as phone:
            assert "sound." not in (await phone.http.get("/stage")).text
            assert (await phone.http.get("/api/stage/sound")).status_code == 404
            assert (await phone.http.get("/stage/speech/x")).status_code == 404

    play(tmp_path, scenario)


def test_every_cue_is_served_and_named_on_the_page(tmp_path: Path) -> None:
    """Each in a file that is kept for ever."""

    async def scenario(room: Room) -> None:
        async with room.phone() as phone:
            page = (await phone.http.get("/stage")).text
            found = re.search(r'data-cues="([^"]+)"', page)
            assert found is not None
            files = found[1].split()
            assert [re.split(r"[/.]", one)[2] for one in files] == list(Cue)
            for file in files:
                answer = await phone.http.get(file)
                assert answer.headers["content-type"] == "audio/wav"
                assert "immutable" in answer.headers["cache-control"]
                assert answer.content[:4] == b"RIFF"

    play(tmp_path, scenario, sound=PageSound(time.monotonic))


# In a real browser.


@pytest.fixture
def room(tmp_path: Path) -> Iterator[AudibleRoom]:
    """A room that reads its cards aloud, four seconds a line."""
    with audible_room(tmp_path) as one:
        yield one


def test_speech_begins_with_the_room_and_goes_with_its_words(
    browser: Any, room: AudibleRoom
) -> None:
    """At once, of ten lines once: a busy machine may be late, a wrong program always is."""
    late, apart, which = [], [], 0
    with room.page(browser) as page:
        room.served.to(K.BRIEF)
        for number in range(10):
            at, which, begins = speaking(page, which)
            late.append(at - room.speech_began())
            page.wait_for_selector(".request .word.now")
            page.wait_for_timeout(1000)
            count = page.locator(".request .word").count()
            when, word = [one for one in played(page, "word") if one[1] != "-1"][-1]
            apart.append(abs((when - (at - begins)) - 4_000 * int(word) / count))
            assert min(late) >= 0
            if min(late) < CLOSE and min(apart) < CLOSE:
                return
            assert room.served.act(a.RepeatSpeech(id=f"again-{number}")) is None
    raise AssertionError(f"late by {late} ms, apart by {apart} ms")


@pytest.mark.slow
def test_who_comes_late_hears_it_from_where_it_is(browser: Any, tmp_path: Path) -> None:
    """What comes out of both pages is the same place of the line, and the room's."""
    with audible_room(tmp_path, 12_000) as room, room.page(browser) as page:
        room.served.to(K.BRIEF)
        which = speaking(page)[1]
        page.wait_for_timeout(1_000)
        with room.page(browser) as late:
            _, same, middle = speaking(late)
            assert same == which
            assert middle > 1_000
            for one in (page, late):
                while (at := began(one)) is None:  # so much is listened to at a time
                    one.wait_for_timeout(50)
                # A busy machine hands sound out late; the beginning would be a second away.
                assert at == pytest.approx(room.speech_began(), abs=middle / 2)


@pytest.mark.slow
def test_it_stands_still_with_the_game_and_ends_with_its_phase(
    browser: Any, room: AudibleRoom
) -> None:
    """It goes on where it stood; Next is silence at once, and a twist is rung and read."""
    with room.page(browser) as page:
        room.served.to(K.BRIEF)
        which = speaking(page)[1]
        assert room.served.act(a.Pause(id="pause")) is None
        page.wait_for_selector("body[data-speech='']")
        page.wait_for_timeout(400)
        assert began(page) is None
        assert room.served.act(a.Resume(id="resume")) is None
        at, again, goes_on = speaking(page)
        assert again == which
        stood = room.when("go on") - room.when("hold")
        assert abs((at - goes_on) - (room.speech_began() + stood)) < 2 * CLOSE
        room.served.to(K.PLAY)
        page.wait_for_selector("body[data-speech='']")
        page.wait_for_selector("body[data-cue=start]")
        assert room.served.act(a.Twist(id="twist")) is None
        page.wait_for_selector("body[data-cue=twist]")
        assert speaking(page)[1] == which + 1


def test_cues_are_soft_under_speech_and_all_is_as_loud_as_the_room_says(
    browser: Any, room: AudibleRoom
) -> None:
    """Ten decibels; three a step, and nothing at 0."""
    gains = "document.body.dataset.gains"
    with room.page(browser) as page:
        assert page.evaluate(gains) == f"{10 ** (-6 / 20):.3f} 1.000"
        room.served.to(K.BRIEF)
        speaking(page)
        assert page.evaluate(gains) == f"{10 ** (-6 / 20):.3f} {10 ** (-10 / 20):.3f}"
        for level, gain in ((10, 1.0), (1, 10 ** (-27 / 20)), (0, 0.0)):
            assert room.served.act(a.SetVolume(id=f"v{level}", level=level)) is None
            page.wait_for_selector(f"body[data-gains^='{gain:.3f} ']")


def test_sound_that_is_switched_on_in_the_middle_begins_the_reading(
    browser: Any, room: AudibleRoom
) -> None:
    """Until then nothing is fetched, and nothing said; now the brief is read from its beginning."""
    with room.page(browser, tap=False) as page:
        room.served.to(K.BRIEF)
        page.wait_for_selector("main[data-phase=brief]")
        page.wait_for_timeout(500)
        assert room.diary.played[-1][1] == "go on"
        assert not [url for url in page.asked if ".wav" in url or "api/stage/sound" in url]
        clicked = clock()
        page.click("#sound button")
        at, _, begins = speaking(page)
        assert room.speech_began() >= clicked
        assert begins < at - room.speech_began() + CLOSE  # it was fetched first


def test_a_reload_asks_again_only_where_the_browser_does(browser: Any, room: AudibleRoom) -> None:
    """The choice is remembered: either sound is on, or there is the button."""
    with room.page(browser) as page:
        page.reload()
        page.wait_for_selector("body[data-sound=on], #sound:not([hidden])")
        if page.locator("#sound button").is_visible():
            page.click("#sound button")
        page.wait_for_selector("body[data-sound=on]")
        assert page.locator("#sound").is_hidden()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_button(browser: Any, tmp_path: Path, language: str) -> None:
    """In the session's language, 48 px, in the margin, by the keyboard too; axe is silent."""
    from axe_playwright_python.sync_playwright import Axe

    words = {"en": "Sound on", "fa": "پخش صدا", "he": "הפעלת הצליל"}
    with served_room(
        tmp_path, language=language, sound=PageSound(time.monotonic), prefix="/a"
    ) as here:
        page = _page(browser, here)
        button = page.get_by_role("button", name=words[language])
        box, main = button.bounding_box(), page.locator("main > .scene").bounding_box()
        assert min(box["width"], box["height"]) >= 48
        apart = box["x"] - main["x"] - main["width"], main["x"] - box["x"] - box["width"]
        assert apart[language != "en"] >= 0
        assert Axe().run(page).response["violations"] == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("body[data-sound=on]")
        assert page.locator("#sound").is_hidden()
        assert here.act(a.ChooseLanguage(id="l", language="he")) is None
        page.wait_for_selector("main[lang=he]")
        assert page.locator("#sound span").text_content() == words["he"]
        page.context.close()


def _page(browser: Any, here: ServedRoom) -> Any:
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(here.url + "stage")
    return page
