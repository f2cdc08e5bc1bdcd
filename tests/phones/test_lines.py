"""Written lines over the network: kept when answered, counted once, shown to nobody too early."""

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from improv.core import actions as a
from improv.core.formats import PhaseKind
from tests.phones.rooms import Phone, ServedRoom, play

K = PhaseKind
FAMILY = "👨‍👩‍👧‍👦"


async def write(phone: Phone, text: str, number: int = 1, **more: Any) -> httpx.Response:
    """A line of the round with that number."""
    return await phone.http.put(f"/api/rounds/{number}/line", json={"text": text, **more})


async def send(phone: Phone, **fields: str) -> httpx.Response:
    """The page's form, as its script sends it."""
    headers = {"accept": "application/json", "origin": phone.served.url}
    return await phone.http.post("/line", data={"round": "1", **fields}, headers=headers)


def texts(served: ServedRoom) -> list[str]:
    """What has been written in the first round."""
    return [line.text for line in served.state.lines_of(1).by.values()]


def test_a_line_is_on_the_disk_when_it_is_answered(tmp_path: Path) -> None:
    """200, and the file has it, read beside the program; the last one of a person counts."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.ASK)
            answer = await write(phone, "  I call you\nbefore four. ")
            assert answer.status_code == 200
            newest = served.written()[-1]
            assert newest.event["text"] == "I call you before four."
            assert answer.json()["version"] == newest.seq
            assert (await write(phone, "Before three.")).status_code == 200
            assert (await phone.state())["you"]["line"] == "Before three."
            assert texts(served) == ["Before three."]

    play(tmp_path, scenario, game="chat-desk")


def test_a_line_that_is_sent_twice_is_written_once(tmp_path: Path) -> None:
    """By its form's id: a lost answer never brings an older text back."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.ASK)
            first = {"text": "First.", "id": "abc1"}
            assert (await send(phone, **first)).status_code == 200
            assert (await send(phone, text="Second.", id="abc2")).status_code == 200
            assert (await send(phone, **first)).status_code == 200
            assert texts(served) == ["Second."]
            assert sum("text" in record.event for record in served.written()) == 2

    play(tmp_path, scenario, game="chat-desk")


def test_after_the_end_it_is_too_late(tmp_path: Path) -> None:
    """409 `writing_closed` in the phone's words; the line that is there already is right again."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(accept_language="he") as phone:
            await phone.join()
            assert (await write(phone, "Early.")).json()["refusal"] == "writing_closed"
            await served.to(K.ASK)
            await write(phone, "In time.")
            await served.to(K.VOTE)
            assert (await write(phone, "In time.")).status_code == 200
            for number in (0, 1, 7, 999_999_999):
                late = await write(phone, "Late.", number)
                assert (late.status_code, late.json()["refusal"]) == (409, "writing_closed")
            assert any("א" <= letter <= "ת" for letter in late.json()["words"])
            assert texts(served) == ["In time."]

    play(tmp_path, scenario, game="chat-desk")


def test_two_hundred_characters_of_any_script_arrive(tmp_path: Path) -> None:
    """As JSON and as a form; one more is refused, and so is what is no text."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.ASK)
            long = ("س" * 200, "👍🏽" * 200, FAMILY * 60 + "x" * 140, "הּ" * 200, "क्षि" * 200)
            for text in long:
                assert (await send(phone, text=text)).status_code == 200, len(
                    urlencode({"t": text})
                )
                assert (await write(phone, f"{text}.")).json()["values"] == {
                    "field": "text",
                    "problem": "long",
                }
            for wrong in (None, 5, ["x"], {"a": 1}, True, "\ud800"):
                body = json.dumps({"text": wrong})
                answer = await phone.http.put("/api/rounds/1/line", content=body)
                assert (answer.status_code, answer.json()["refusal"]) == (400, "bad_value")
            for odd in ({}, {"text": "x", "voter": "v"}, {"text": "x", "consents": "yes"}):
                assert (await phone.http.put("/api/rounds/1/line", json=odd)).status_code == 400
            assert (
                await phone.http.put("/api/rounds/x/line", json={"text": "x"})
            ).status_code == 400
            huge = await phone.http.put("/api/rounds/1/line", json={"text": "x" * 20_000})
            assert (huge.status_code, huge.json()["refusal"]) == (413, "too_large")
            assert len(texts(served)) == 1

    play(tmp_path, scenario, game="chat-desk")


def test_hostile_text_is_text(tmp_path: Path) -> None:
    """No direction is turned, nothing is invisible, and in the page it is no mark-up."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as host:
            await phone.join()
            await host.login()
            await served.to(K.ASK)
            await write(phone, "\u202e<script>alert(1)</script>\u200b\x07{{ 7 * 7 }}\u2066")
            (line,) = texts(served)
            assert line == "<script>alert(1)</script>{{ 7 * 7 }}"
            await host.act("approve_lines", number=1)
            await served.room.act(a.Next(id=""))
            await served.room.act(a.Next(id=""))
            for page in (await phone.http.get("/"), await host.http.get("/host")):
                assert "<script>alert" not in page.text
                assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in page.text

    play(tmp_path, scenario, game="chat-desk")


def test_nobody_is_sent_what_is_not_approved(tmp_path: Path) -> None:
    """Not in a state, a page or on the stage; nor is the remote told who wrote what."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(3) as (ana, bo, cy), served.phone(here=True) as host:
            await host.login()
            await served.to(K.ASK)
            await write(ana, "Unread words.")
            await write(bo, "Dismissed words.")
            await write(cy, "Approved words.")
            await host.act("dismiss_line", number=2)
            await host.act("approve_lines", number=3)
            seen = json.dumps(await host.state(page="host"))
            assert "Unread words." in seen
            assert "Dismissed words." not in seen
            lines = (await host.state(page="host"))["lines"]
            assert {key for line in lines for key in line} == {
                *("number", "text", "approved", "consents"),
            }
            for _ in range(3):
                for phone in (bo, cy):
                    told = (await phone.http.get("/")).text + json.dumps(await phone.state())
                    assert "Unread words." not in told
                    assert phone is bo or "Dismissed words." not in told
                stage = (await host.http.get("/stage")).text
                assert "Unread" not in stage
                assert "Dismissed" not in stage
                await served.room.act(a.Next(id=""))
            await served.to(K.VOTE)
            assert (await bo.state())["ballot"] is None  # one line alone is no choice

    play(tmp_path, scenario, game="chat-desk")


def test_the_room_picks_by_the_words(tmp_path: Path) -> None:
    """What the facilitator approved is what a phone chooses from, and hands are raised for."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(4) as phones, served.phone() as host:
            await host.login()
            await served.to(K.ASK)
            for number, phone in enumerate(phones):
                await write(phone, f"Answer {number}.")
            assert (await host.act("papers", number=1)).status_code == 200
            assert (await host.act("approve_lines", upto=3)).status_code == 200
            await served.to(K.VOTE)
            ballot = (await phones[0].state())["ballot"]
            names = {option["name"]: option["id"] for option in ballot["options"]}
            assert set(names) == {"Answer 0.", "Answer 1.", "Answer 2.", "Line \u20684\u2069"}
            assert ballot["pick"] == "Which answer would you like to receive?"
            body = {"kind": "pick", "choice": names["Answer 2."]}
            for phone in phones:
                assert (await phone.http.put("/api/rounds/1/ballot", json=body)).status_code == 200
            await served.room.act(a.Reveal(id=""))
            choices = (await phones[0].state())["result"]["choices"]
            assert {one["name"]: one["count"] for one in choices}["Answer 2."] == 4

    play(tmp_path, scenario, game="chat-desk")


def test_whoever_wrote_it_is_asked_alone(tmp_path: Path) -> None:
    """Whether it may be played is between a phone and the room; a refused call is not played."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(3) as (ana, bo, cy), served.phone() as host:
            await host.login()
            await served.to(K.ASK)
            await write(ana, "Ana's call.", consents=False)
            await write(bo, "Bo's call.", consents=True)
            await host.act("approve_lines", upto=2)
            assert (await ana.state())["you"]["consents"] is False
            assert (await cy.state())["you"]["consents"] is None
            headers = {"accept": "application/json", "origin": served.url}
            form = {"round": "1", "on": "true"}
            refused = await cy.http.post("/consent", data=form, headers=headers)
            assert refused.json()["refusal"] == "unknown_line"
            await served.to(K.BRIEF)
            told = {phone: (await phone.state())["you"]["directs"] for phone in (ana, bo, cy)}
            assert told == {ana: False, bo: True, cy: False}
            agent = {"round": "1", "place": "0"}
            refused = await bo.http.post("/seat", data=agent, headers=headers)
            assert refused.json()["refusal"] == "owner_directs"
            assert "Ana" not in (await cy.http.get("/")).text
            late = await ana.http.post("/consent", data=form, headers=headers)
            assert late.json()["refusal"] == "writing_closed"

    play(tmp_path, scenario, game="my-call")


def test_a_whole_room_writes_at_once(tmp_path: Path) -> None:
    """Each once, all of them kept, and nobody else's page is sent anew for it."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(40) as phones:
            await served.to(K.ASK)
            answers = await asyncio.gather(
                *(write(phone, f"Line {n}") for n, phone in enumerate(phones))
            )
            assert {answer.status_code for answer in answers} == {200}
            assert sorted(texts(served)) == sorted(f"Line {n}" for n in range(40))
            kept = [r.event["text"] for r in served.written() if "text" in r.event]
            assert len(kept) == len(set(kept)) == 40

    play(tmp_path, scenario, game="chat-desk")
