"""The page of somebody alone over the wire: whose it is, what it may do, and nobody else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind as K
from improv.core.state import Setup, Shift
from improv.phones.cookies import PLAYER_COOKIE
from improv.phones.stage import StageLook
from improv.phones.tokens import Keyring
from tests.core.sample_decks import SHIFT, solo_deck
from tests.phones.rooms import LANGUAGES, Phone, ServedRoom, play

ORIGIN = "http://evil.example"


def alone(folder: Path, scenario: Any) -> None:
    """A shift, played on its page."""
    setup = Setup(7, rounds=2, heat=4, shift=Shift("Sara"))
    how: dict[str, Any] = {"visitors": False, "look": StageLook(played=True, keys=False)}
    play(folder, scenario, names=("Sara",), game=SHIFT.id, deck=solo_deck(), setup=setup, **how)


@asynccontextmanager
async def player(served: ServedRoom) -> AsyncIterator[Phone]:
    """A browser that was opened by the address."""
    async with served.phone() as phone:
        answer = await phone.http.get(served.phones.player_path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/stage")
        yield phone


async def do(phone: Phone, action: str, **fields: str) -> httpx.Response:
    """Press a button as the script does."""
    served = phone.served
    here = str(served.state.running.phase_id)
    data = {"action": action, "id": f"p{next(served.ids)}", "phase_id": here, **fields}
    return await phone.http.post("/play", data=data, headers={"accept": "application/json"})


def test_the_address_opens_it_and_nothing_else_does(tmp_path: Path) -> None:
    """Page, streams, speech and buttons: on this machine, too, and with another session's key."""

    async def scenario(served: ServedRoom) -> None:
        other = Keyring(bytes(32), "another")
        async with player(served) as mine, served.phone() as stranger:
            assert 'class="controls"' in (await mine.http.get("/stage")).text
            for name, token in (
                (PLAYER_COOKIE, other.new_player()),
                ("improv_host", other.new_host()),
                ("", ""),
            ):
                headers = {"cookie": f"{name}={token}"} if name else {}
                page = await stranger.http.get("/stage", headers=headers)
                assert page.status_code == 401
                assert "controls" not in page.text
                assert "Sara" not in page.text
                for path in ("/api/stage/events", "/api/stage/sound"):
                    answer = await stranger.http.get(path, headers=headers)
                    assert answer.status_code == 409
                assert (
                    await stranger.http.get("/stage/speech/x", headers=headers)
                ).status_code == 403
                for accept in ("application/json", "text/html"):
                    answer = await stranger.http.post(
                        "/play",
                        data={"action": "next", "id": "x", "phase_id": "0"},
                        headers={**headers, "accept": accept},
                    )
                    assert (answer.status_code, answer.json()["refusal"]) == (401, "not_player")
            for token in ("x", "", other.player, served.phones.player_path[6:-1], "é"):
                answer = await stranger.http.get(f"/play/{token}")
                assert answer.status_code == 404
                assert not stranger.http.cookies
            assert served.state.kind is K.LOBBY

    alone(tmp_path, scenario)


def test_the_address_is_never_in_a_page(tmp_path: Path) -> None:
    """It is for the console alone; the cookie is for no script and no other site."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            answer = await phone.http.get(served.phones.player_path)
            kept = answer.headers["set-cookie"]
            assert "HttpOnly" in kept
            assert "SameSite=lax" in kept
            page = (await phone.http.get("/stage")).text
            assert served.phones.player_path not in page
            assert kept.partition("=")[2][:24] not in page

    alone(tmp_path, scenario)


def test_somebody_elses_page_presses_nothing(tmp_path: Path) -> None:
    """With the cookie, from another origin or under another name of this machine: refused."""

    async def scenario(served: ServedRoom) -> None:
        async with player(served) as mine:
            form = {"action": "next", "id": "x", "phase_id": "0"}
            answer = await mine.http.post("/play", data=form, headers={"origin": ORIGIN})
            assert (answer.status_code, answer.json()["refusal"]) == (403, "wrong_origin")
            answer = await mine.http.post("/play", data=form, headers={"host": "evil.example"})
            assert (answer.status_code, answer.json()["refusal"]) == (421, "wrong_host")
            assert served.state.kind is K.LOBBY

    alone(tmp_path, scenario)


def test_a_whole_call_by_its_buttons(tmp_path: Path) -> None:
    """Each is durable when it is answered; what no button does is refused."""

    async def scenario(served: ServedRoom) -> None:
        async with player(served) as mine:

            async def to(kind: K) -> None:
                while served.state.kind is not kind:
                    assert (await do(mine, "next")).json() == {}

            await to(K.REACT)
            assert (await do(mine, "reply", reply="loud")).status_code in (400, 409)
            assert (await do(mine, "reply", reply="dismissed")).json() == {}
            await to(K.CHECK)
            assert (await do(mine, "check_self", grade="5")).status_code in (400, 409)
            assert (await do(mine, "check_self", grade="3")).json() == {}
            assert (await do(mine, "note", text="I waited.")).json() == {}
            assert 'value="I waited."' in (await mine.http.get("/stage")).text
            assert (await do(mine, "undo")).json() == {}
            assert served.state.kind is K.CHECK
            assert (await do(mine, "pause")).json() == {}
            assert served.state.paused
            assert (await do(mine, "resume")).json() == {}
            assert (await do(mine, "mute_speech", on="true")).json() == {}
            assert served.state.muted
            for other in ("roster", "measures", "end", "tick", "ballot", "volume", ""):
                refused = await do(mine, other, on="true")
                assert (refused.status_code, refused.json()["refusal"]) == (400, "bad_value"), other
        kinds = [record.event["type"] for record in served.written()]
        assert {"reply_chosen", "self_checked", "note_written"} <= set(kinds)

    alone(tmp_path, scenario)


def test_a_press_for_another_phase_skips_nothing(tmp_path: Path) -> None:
    """As on the remote; and twice the same press is one."""

    async def scenario(served: ServedRoom) -> None:
        async with player(served) as mine:
            before = str(served.state.running.phase_id)
            assert (await do(mine, "next", id="once")).json() == {}
            kind = served.state.kind
            assert (await do(mine, "next", id="once", phase_id=before)).json() == {}
            late = await do(mine, "next", phase_id=before)
            assert late.json()["refusal"] == "moved_on"
            assert served.state.kind is kind

    alone(tmp_path, scenario)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_a_refusal_is_a_page(tmp_path: Path, language: str) -> None:
    """With its words and the same buttons; and what is accepted leads back to the stage."""

    async def scenario(served: ServedRoom) -> None:
        assert await served.room.act(a.ChooseLanguage(id="l", language="en")) is None
        async with player(served) as mine:
            form = {"action": "resume", "id": "r"}
            heads = {"accept": "text/html", "accept-language": language}
            page = await mine.http.post("/play", data=form, headers=heads)
            assert 'role="alert"' in page.text
            assert 'class="controls"' in page.text
            form = {"action": "pause", "id": "p"}
            done = await mine.http.post("/play", data=form, headers=heads)
            assert (done.status_code, done.headers["location"]) == (303, "/stage")
            assert served.state.paused

    alone(tmp_path, scenario)


def test_the_news_come_to_the_player(tmp_path: Path) -> None:
    """At once, with the buttons of the moment."""

    async def scenario(served: ServedRoom) -> None:
        async with (
            player(served) as mine,
            mine.http.stream("GET", "/api/stage/events") as answer,
            asyncio.timeout(20),
        ):
            assert answer.status_code == 200
            pages = (line async for line in answer.aiter_lines() if line.startswith("data:"))
            assert 'id="undo-go"' not in await anext(pages)
            assert (await do(mine, "next")).json() == {}
            async for page in pages:
                if "undo-go" in page:
                    break

    alone(tmp_path, scenario)
