"""The stage over the wire: who may see it, what it never says, when it is told, and how little."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.director.ports import Note
from improv.locale.phrases import phrase
from improv.look.themes import THEMES
from improv.phones.commands import Commands
from improv.phones.identity import Client
from improv.phones.pin import FREE_CODES, Code, Pin
from improv.phones.server import NoPort
from improv.phones.stage import StageLook
from improv.phones.style import rule, sizes
from improv.phones.tokens import Keyring
from tests.director.rooms import ManualClock
from tests.phones.proxy import passed
from tests.phones.rooms import Phone, ServedRoom, Stream, play

K = PhaseKind
PIN = "975318"


@asynccontextmanager
async def watching(phone: Phone, query: str = "") -> AsyncIterator[Stream]:
    """An open stage."""
    async with phone.http.stream("GET", f"/api/stage/events{query}") as answer:
        assert answer.status_code == 200, answer.status_code
        assert answer.headers["content-type"].startswith("text/event-stream")
        stream = Stream()
        reads = asyncio.create_task(stream.read(answer.aiter_lines()))
        try:
            yield stream
        finally:
            reads.cancel()


def test_everybody_inside_sees_it_in_the_language_of_the_session(tmp_path: Path) -> None:
    """Whatever their browser speaks, and without a cookie before or after."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(accept_language="he") as phone:
            answer = await phone.http.get("/stage")
            assert answer.status_code == 200
            assert 'lang="en" dir="ltr" data-theme="stage"' in answer.text
            assert not phone.http.cookies
            for theme in THEMES:
                answer = await phone.http.get("/stage", params={"theme": theme})
                assert f'data-theme="{theme}"' in answer.text
            answer = await phone.http.get("/stage", params={"theme": "<b>"})
            assert 'data-theme="stage"' in answer.text

    play(tmp_path, scenario)


def test_an_address_of_ipv6_can_be_opened(tmp_path: Path) -> None:
    """In brackets, wherever it is told."""

    async def scenario(served: ServedRoom) -> None:
        url = served.phones.address.url
        assert url == f"http://[::1]:{served.server.port}"
        async with httpx.AsyncClient(trust_env=False) as http:
            assert (await http.get(f"{url}/stage")).status_code == 200

    try:
        play(tmp_path, scenario, bind="::1")
    except NoPort:
        pytest.skip("needs IPv6")


def test_it_looks_as_the_window_was_asked_to(tmp_path: Path) -> None:
    """Theme, digits and stillness are the program's options."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            page = (await phone.http.get("/stage")).text
            assert 'data-theme="daylight"' in page
            assert 'data-still="yes"' in page

    play(tmp_path, scenario, look=StageLook("daylight", still=True))


def test_from_outside_the_code_is_needed(tmp_path: Path) -> None:
    """The page shows the code: who does not know it is asked for it, and told nothing else."""

    async def scenario(served: ServedRoom) -> None:
        code = served.phones.code
        async with served.phone(outside=True) as phone:
            answer = await phone.http.get("/stage", params={"theme": "daylight"})
            assert answer.status_code == 403
            assert code not in answer.text
            assert 'name="theme" value="daylight"' in answer.text, "and keeps it"
            assert (await phone.http.get("/api/stage/events")).status_code == 409
            assert (await phone.http.get("/stage", params={"c": code})).status_code == 200
            async with watching(phone) as stream:
                assert code in (await stream.next()).data["page"]

    play(tmp_path, scenario)


def test_the_code_is_shown_to_who_may_see_it(tmp_path: Path) -> None:
    """Where the door asks for it, a device in the same network needs it, too."""

    async def scenario(served: ServedRoom) -> None:
        keyring, clock = Keyring(bytes(32), "s"), ManualClock()
        commands = Commands(served.room, keyring, Pin("1", clock), Code("ACDE", clock), (), clock)
        nobody = ("", "", False, False, "en", "a")
        device = Client(*nobody, outside=False, keeps_cookies=False, on_this_machine=False)
        assert commands.may_watch(device, "")
        await served.room.act(a.SetDoor(id="", door=Door.CODE))
        assert not commands.may_watch(device, "")
        assert commands.may_watch(device, "acde")
        assert commands.may_watch(replace(device, on_this_machine=True), "")
        assert commands.may_watch(replace(device, is_host=True), "")
        assert commands.may_watch(replace(device, is_guest=True), "")
        async with served.phone() as here:
            assert served.phones.code in (await here.http.get("/stage")).text

    play(tmp_path, scenario)


def test_who_guesses_the_code_is_told_to_wait(tmp_path: Path) -> None:
    """While they have to, the right one opens nothing: then they know why."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(outside=True) as phone:
            for n in range(FREE_CODES + 1):
                wrong = await phone.http.get("/stage", params={"c": f"AAA{n}"})
            assert phrase("en", "refusal.code_needed") not in wrong.text
            right = await phone.http.get("/stage", params={"c": served.phones.code})
            assert right.status_code == 403
            assert re.search(r"<p>[^<]*\d[^<]*</p>", right.text)

    play(tmp_path, scenario)


def test_whole_sessions_tell_no_secret(tmp_path: Path) -> None:
    """Every phase, page and event: no PIN, no key, no secret word before it opens, no control."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host, served.phone() as looker, served.voters(5) as phones:
            await host.login()
            async with watching(looker) as stream:
                for _ in range(40):
                    if served.state.kind is K.END:
                        break
                    round_ = served.state.round
                    if served.state.kind is K.PLAY and round_ and not round_.rung:
                        await host.act("promise", text="A secret promise")
                        await host.act("twist")
                        served.room.note(Note("invite.wifi", {"name": "§note: a voice failed"}))
                    if served.state.kind is K.VOTE:
                        for phone in phones:
                            assert (await phone.rate(3)).status_code == 200
                        await phones[0].http.post("/kudos", data={"text": "Not nodded", "id": "k"})
                    html = (await looker.http.get("/stage")).text + (await _newest(stream))
                    _silent(served, html, [phone.voter for phone in phones])
                    last = served.state.kind is K.DEBRIEF and served.state.last_round == 2
                    assert (await host.act("end" if last else "next")).status_code == 200
            assert served.state.kind is K.END

    play(tmp_path, scenario, names=("Ana", "Bo"), game="riddle", pin=PIN)


async def _newest(stream: Stream) -> str:
    """Whatever came since, as text."""
    html = ""
    try:
        while True:
            html += json.dumps((await stream.next(0.15)).data, ensure_ascii=False)
    except TimeoutError:
        return html


def _silent(served: ServedRoom, html: str, keys: list[str]) -> None:
    kind, round_ = served.state.kind, served.state.round
    for secret in (PIN, "A secret promise", "§note:", "Not nodded", *keys):
        assert secret not in html, (kind, secret)
    opened = bool(round_ and (round_.revealed or kind in (K.TRUTH, K.DEBRIEF)))
    marks = set(re.findall(r"§(\w+):", html))
    assert opened or marks <= {"tip"}, (kind, marks)
    assert not re.search(r"<(form|button|input|select|textarea|a)\b", html), kind
    assert not re.search(r"\sstyle=|<style|javascript:|\son\w+=", html), kind


def test_news_come_when_something_is_to_be_seen(tmp_path: Path) -> None:
    """At once the picture that is on; then the newest only, and nothing for what cannot be seen."""

    async def scenario(served: ServedRoom) -> None:
        began = asyncio.get_running_loop().time()
        async with served.phone() as looker, watching(looker) as stream:
            first = await stream.next()
            assert first.event == "stage"
            assert set(first.data) == {"version", "left", "said", "host", "page"}
            assert 'data-phase="lobby"' in first.data["page"]
            for _ in range(4):
                assert await served.room.act(a.Next(id="")) is None
            newest = await stream.next()
            if newest.data["version"] != served.room.shown.version:
                newest = await stream.next()
            assert newest.data["version"] == served.room.shown.version
            assert f'data-phase="{served.state.kind}"' in newest.data["page"]
            assert asyncio.get_running_loop().time() - began > 0.1
            served.room.note(Note("invite.off"))
            with pytest.raises(TimeoutError):
                await stream.next(0.3)

    play(tmp_path, scenario)


def test_a_mute_ends_by_itself(tmp_path: Path) -> None:
    """Nothing happens in the room then: the page is told all the same."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as looker:
            await served.to(K.PLAY)
            await served.room.act(a.Token(id="", token="mute"))
            served.hand.seconds += 4.95
            async with watching(looker) as stream:
                assert 'class="mute"' in (await stream.next()).data["page"]
                served.hand.seconds += 0.1
                assert 'class="mute"' not in (await stream.next()).data["page"]

    play(tmp_path, scenario)


def test_only_so_many_at_once(tmp_path: Path) -> None:
    """One too many is asked to come later; a place is free again when somebody goes."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as one, served.phone() as other, served.phone() as third:
            async with watching(one) as stream, watching(other):
                await stream.next()
                answer = await third.http.get("/api/stage/events")
                assert (answer.status_code, answer.json()) == (503, {"refusal": "room_full"})
            for _ in range(50):
                try:
                    async with watching(third) as stream:
                        await stream.next()
                    return
                except (AssertionError, httpx.HTTPError):
                    await asyncio.sleep(0.02)
            raise AssertionError("no place became free")

    play(tmp_path, scenario, stages=2)


@pytest.mark.parametrize("who", ["the machine itself", "a host"])
def test_the_machine_itself_and_a_host_always_get_a_place(tmp_path: Path, who: str) -> None:
    """In place of whoever came first: strangers cannot shut the projector's page out."""

    async def scenario(served: ServedRoom) -> None:
        code = f"?c={served.phones.code}"
        async with (
            passed(served, "198.51.100.7") as stranger,
            passed(served, "203.0.113.9") as host,
            served.phone(here=True) as here,
            watching(stranger, code) as first,
            watching(stranger, code) as other,
        ):
            await first.next()
            await other.next()
            assert (await stranger.http.get(f"/api/stage/events{code}")).status_code == 503
            if who == "a host":
                await host.http.get(f"/{code}")
                await host.login()
            async with watching(host if who == "a host" else here, code) as stream:
                assert (await stream.next()).data["page"]
                with pytest.raises(EOFError):
                    await first.next()
                await served.to(served.state.kind.DRAW)
                assert (await stream.next()).data["page"]
                assert (await other.next()).data["page"]

    play(tmp_path, scenario, stages=2, trusted_proxies=(ip_network("127.0.0.1"),))


def test_the_style_has_the_projectors_own_values(tmp_path: Path) -> None:
    """Every theme, the type scale and six typefaces; the files are there, packed."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            page = (await phone.http.get("/stage")).text
            look = re.search(r'href="(/static/stage-look\.[^"]+)"', page)
            assert look is not None
            css = (await phone.http.get(look[1])).text
            for name, theme in THEMES.items():
                assert rule(f"[data-theme={name}]", theme) in css
            assert sizes(".stage") in css
            fonts = re.findall(r"url\(([^)]+)\)", css)
            assert len(fonts) == 18
            for font in fonts:
                answer = await phone.http.get(f"/static/{font}")
                assert answer.headers["content-type"] == "font/woff2"
                assert answer.content[:4] == b"wOF2"

    play(tmp_path, scenario)
