"""PROTOCOL.md is true: addresses, fields, refusals and limits of it and of the program agree.

In both directions: what is not in it is not there, what is in it was seen.
"""

import inspect
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from improv.core.errors import Why
from improv.core.formats import PhaseKind
from improv.core.roster import LINE_LENGTH, NAME_LENGTH, ROOM_SIZE, Door
from improv.core.state import Setup
from improv.director.ports import Note
from improv.phones import cookies, guard, limits, parsing, proxies, requests, stage, subscribers
from improv.phones.commands import OWN_REFUSALS
from improv.phones.hosting import Hosting
from improv.phones.stage import StageLook
from tests.core.sample_decks import two_packs
from tests.core.sample_plans import PLAN
from tests.phones.document import TEXT, Checker, fields, in_cell, is_table, plain, rows
from tests.phones.rooms import Phone, ServedRoom, play, subscribed

K = PhaseKind


def test_addresses_and_methods(tmp_path: Path) -> None:
    """Every route is in the table, and answers; everything else is nowhere."""
    written = {(plain(cells[0]), plain(cells[1])) for cells in rows("Addresses")}

    async def scenario(served: ServedRoom) -> None:
        there = {
            (method, route.path)
            for route in served.phones.routes
            for method in (route.methods or set()) - {"HEAD"}
        }
        assert there == written
        async with served.phone() as phone:
            for method, path in written:
                real = path.replace("{n}", "1").replace("{name}", "x")
                for verb in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} - {method}:
                    if (verb, path) not in written:
                        answer = await phone.http.request(verb, real)
                        assert answer.status_code == 405, (verb, path)
                nothing = await phone.http.request(method, f"{real.rstrip('/')}/x/y")
                assert (nothing.status_code, nothing.json()) == (404, {"refusal": "nowhere"})

    play(tmp_path, scenario)


def test_addresses_and_actions_of_somebody_alone(tmp_path: Path) -> None:
    """They are in a table of their own, and there are no others."""
    table = list(rows("Addresses of somebody alone"))
    written = {(plain(method), plain(path)) for method, path, *_ in table}

    async def scenario(served: ServedRoom) -> None:
        paths = {route.path for route in served.phones.routes}
        own = {path for path in paths if path.startswith("/play")}
        assert {path for _, path in written} == own
        assert paths - own == {
            *("/", "/stage", "/stage/speech/{name}", "/static/{name}"),
            *("/api/stage/events", "/api/stage/sound"),
        }

    play(tmp_path, scenario, look=StageLook(played=True), visitors=False)
    named = set(re.findall(r"`(\w+)`", table[1][2]))
    fields = {field for name in parsing.PLAYER_ACTIONS for field in parsing._HINTS[name]}
    assert named == {*parsing.PLAYER_ACTIONS, *fields}


def type_name(hint: Any) -> str:
    """A type as the document writes it."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "text"
    if hint in (str, int, bool):
        return {str: "text", int: "int", bool: "bool"}[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return f"[{type_name(args[0])}]"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{{text: {type_name(args[1])}}}"
    (inner,) = (arg for arg in args if arg is not type(None))
    return f"{type_name(inner)}?"


def test_host_actions() -> None:
    """Names, fields, types, what may be left out, and which need no phase."""
    written = {}
    for name, cell, _ in rows("Host actions"):
        written[plain(name).removesuffix(" *")] = (name.endswith("*"), in_cell(cell))
    there = {}
    for name in parsing.HOST_ACTIONS:
        hints = parsing._HINTS[name]
        optional = {field: "" if field in parsing._NEEDED[name] else "?" for field in hints}
        named = {f"{field}{optional[field]}": type_name(hint) for field, hint in hints.items()}
        there[name] = (parsing.HOST_ACTIONS[name].any_phase, named)
    assert written == there


def test_refusals() -> None:
    """The core's, the server's, the guard's and the connection's, each with its status."""
    written = [(plain(name), int(status)) for name, status, _ in rows("Refusals")]
    source = inspect.getsource(guard) + inspect.getsource(limits)
    raw = re.findall(r'b"(\d{3})[A-Za-z ]+", b"(\w+)"', source)
    raw += re.findall(r'return (\d{3}), b"(\w+)"', source)
    there = {(name, int(status)) for status, name in raw} | {("nowhere", 404), ("bad_value", 400)}
    there |= {(why.value, 409) for why in Why} | set(OWN_REFUSALS.items())
    assert set(written) == there
    assert len(written) == len(set(written))


def test_limits() -> None:
    """The numbers that are kept."""
    written = {what: int(most) for what, most in rows("Limits")}
    assert written == {
        "bytes of a body": guard.MOST_BODY,
        "bytes of a request line and its headers": limits.MOST_HEAD,
        "seconds for a whole request": limits.REQUEST_SECONDS,
        "seconds for a reader that takes nothing": limits.STALLED_SECONDS,
        "seconds between heartbeats": subscribers.HEARTBEAT,
        "characters of a text": parsing.MOST_TEXT,
        "characters of a name": NAME_LENGTH,
        "characters of a line": LINE_LENGTH,
        "items of a list": parsing.MOST_ITEMS,
        "fields of a form": requests.MOST_FIELDS,
        "parameters of a query that are read": requests.MOST_PARAMETERS,
        "cookies that are read": cookies.MOST_COOKIES,
        "proxies in a chain": proxies.MOST_HOPS,
        "names, and phones, in the room: each": ROOM_SIZE,
        "stages at once": stage.MOST_STAGES,
    }
    assert f"after {subscribers.HEARTBEAT:.0f} s" in TEXT


def test_closed_lists_and_cookies() -> None:
    """Phases, doors, kinds of ballots, and the names of the cookies."""
    assert {row[0] for row in rows("Who is who")} == {
        f"`{name}`"
        for name in (
            cookies.VOTER_COOKIE,
            cookies.HOST_COOKIE,
            cookies.GUEST_COOKIE,
            cookies.PLAYER_COOKIE,
            cookies.LANGUAGE_COOKIE,
            cookies.MENU_COOKIE,
            cookies.ORGANISER_COOKIE,
        )
    }
    words = {plain(cells[0]): set(re.findall(r"`(\w+)`", cells[2])) for cells in rows("Everybody")}
    assert words["phase"] == set(K)
    assert words["door"] == set(Door)


def test_every_type_is_written(tmp_path: Path) -> None:
    """No field is of a type that stands nowhere, and no table is of no use."""
    tables = set(re.findall(r"^### (\w+)$", TEXT, flags=re.MULTILINE))
    named = {
        name
        for t in tables
        for kind in fields(t).values()
        for name in re.findall("[A-Z]\\w+", kind)
    }
    assert {name for name in named if not is_table(name)} == {"Value"}
    spoken = set(re.findall("[A-Z]\\w+", " ".join(" ".join(cells) for cells in rows("Addresses"))))
    assert tables - named - spoken == {"Refusal", "Everybody", "Stranger", "Voter"}


async def hold() -> None:
    """Deletes nothing."""


async def press(host: Phone, action: str, **more: Any) -> None:
    """A host's action that is accepted."""
    answer = await host.act(action, **more)
    assert answer.status_code == 200, (action, answer.text)
    Checker().record(answer.json(), "Done")


async def watched(served: ServedRoom, check: Checker, host: Phone, *phones: Phone) -> None:
    """Everybody's state, by the book."""
    for phone in (phones[0], phones[-1]):
        state = await phone.state()
        check.record(state, "Everybody", "Voter" if state["you"] else "Stranger")
    state = await host.state(page="host")
    check.record(state, "Everybody", "Host")


async def round_of(served: ServedRoom, check: Checker, host: Phone, *phones: Phone) -> None:
    """A round with everything in it, watched in every phase; Ana and Bo play, the others vote."""
    seen: set[K] = set()
    for _ in range(20):
        if (kind := served.state.kind) is K.DRAW and kind in seen:
            return
        seen.add(kind)
        await watched(served, check, host, *phones)
        if kind is K.PLAY and served.state.progress.round and not served.state.progress.round.rung:
            await press(host, "promise", text="A voucher")
            await press(host, "twist")
            await press(host, "twist", promise=1)
            await press(host, "promise_kept", promise=1, kept=True)
        if kind is K.PLAY:
            async with served.phone() as late:
                await late.join()
        if kind is K.VOTE:
            await watched(served, check, host, *phones)
            await press(host, "let_in")
        if kind in (K.VOTE, K.GUESS):
            for n, phone in enumerate(phones):
                await answer_all(phone, n)
        if kind is K.VOTE:
            asking = (await host.state(page="host"))["asking"]
            await press(host, "hands", rows={asking: [0, 1, 0, 2]})
        if kind is K.RESULT:
            await watched(served, check, host, *phones)
            await press(host, "next")  # reveals
            thanks = await phones[-1].http.post("/kudos", data={"text": "Thank you!", "id": "k1"})
            assert thanks.status_code in (200, 303)
            await press(host, "kudos", number=1)
        await watched(served, check, host, *phones)
        await press(host, "next")


async def answer_all(phone: Phone, n: int) -> None:
    """Every ballot that is asked of this phone."""
    state = await phone.state()
    ballot = state["ballot"]
    for kind in ballot["kinds"] if ballot else ():
        own: dict[str, Any] = {"kind": kind}
        if kind in ("rate", "self"):
            own["scores"] = {one["id"]: 1 + n % 4 for one in ballot["criteria"]}
        if kind == "rate":
            own["moves"] = [one["id"] for one in ballot["moves"]][: ballot["most_moves"]]
        if kind in ("pick", "guess"):
            own["choice"] = ballot["options"][0]["id"]
        answer = await phone.http.put(f"/api/rounds/{state['round']}/ballot", json=own)
        assert answer.status_code == 200, answer.text
        check = Checker()
        check.record(answer.json(), "Counted")
        assert answer.json()["counted"] == own


@pytest.mark.parametrize("game", ["call", "riddle", "heads", "stand-in"])
def test_states_field_by_field(tmp_path: Path, game: str) -> None:
    """Whole sessions: each state has the fields of the document and no other, of their types."""
    check = Checker()

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host, served.voters(5) as phones, served.phone() as claimed:
            answer = await claimed.join(claims="p1")
            check.record(answer.json(), "Joined")
            await host.login()
            await press(host, "headcount", number=3)  # fewer than there are: the votes are in doubt
            await press(host, "keep_out", card="t/tip1", on=True)
            await press(host, "keep_pack_out", pack="u", on=True)
            await press(host, "keep_pack_out", pack="u", on=False)
            await press(host, "survey", survey="readiness", on=True)
            await press(host, "survey", survey="readiness", on=False)
            await press(host, "plan", plan="morning")
            await press(host, "plan", plan="")
            await press(host, "format", format=game)
            everybody = (*phones, claimed)
            async with served.phone() as stranger:
                served.room.note(Note("invite.off"))
                served.room.keep_deck({"en": ("mine/en.yaml:1:1: this file is empty",)})
                await watched(served, check, host, stranger, *everybody)
            await press(host, "next")
            await round_of(served, check, host, *everybody)
            await press(host, "undo")
            await watched(served, check, host, *everybody)
            await press(host, "end")
            for _ in range(2):
                await watched(served, check, host, *everybody)
                await press(host, "next")
            await watched(served, check, host, *everybody)
            no = await claimed.http.put("/api/rounds/9/ballot", json={})
            check.record(no.json(), "Refusal")

    names = ("Ana", "Bo", "Cy", "Dee") if game == "heads" else ("Ana", "Bo")
    hosting = Hosting("A game", "Sara", lambda: 20_000, hold) if game == "riddle" else None
    more: dict[str, Any] = {"wifi": "Training room", "hosting": hosting, "deck": two_packs()}
    play(tmp_path, scenario, names=names, game=game, **more)
    tables = {"Everybody", "Stranger", "Voter", "Host", "You", "Result", "Figures", "Asked"}
    tables |= {
        "MyBallot",
        "Criterion",
        "Named",
        "Count",
        "Entry",
        "Clock",
        "Reel",
        "Twist",
        "Coming",
        "Answer",
    }
    tables |= {"Token", "NextSeat", "Promise", "Thanks", "Person", "Invitation", "Seat", "Format"}
    tables |= {"CardName", "PackName", "PlanChoice", "SurveyName"}
    missed = check.unseen(*tables) - ELSEWHERE
    assert game != "riddle" or not missed, "it has everything, and so should the states"


def test_states_of_an_ask_field_by_field(tmp_path: Path) -> None:
    """While everybody writes and while it is read; a line may be played, or not."""
    check = Checker()

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host, served.voters(3) as phones:
            await host.login()
            await served.to(K.ASK)
            for phone, consents in zip(phones, (True, False, None), strict=True):
                line = {"text": "A call.", "consents": consents, "id": "a1"}
                body = {name: value for name, value in line.items() if value is not None}
                answer = await phone.http.put("/api/rounds/1/line", json=body)
                check.record(answer.json(), "Done")
            await press(host, "approve_lines", number=1)
            await press(host, "dismiss_line", number=3)
            await watched(served, check, host, *phones)
            await press(host, "next")
            await watched(served, check, host, *phones)
            await served.to(K.BRIEF)
            await watched(served, check, host, *phones)

    play(tmp_path, scenario, game="own-call")
    assert not check.unseen("Ask", "Line") - ELSEWHERE


def test_states_of_a_plan_field_by_field(tmp_path: Path) -> None:
    """In the lobby, in a talk, late, in a break; what is left out, repeated and put in."""
    check = Checker()

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host, served.voters(1) as phones:
            await host.login()
            await watched(served, check, host, *phones)
            await press(host, "next")
            await press(host, "skip_step", step=1)
            await watched(served, check, host, *phones)
            served.hand.seconds += 15 * 60
            await press(host, "repeat_step")
            await watched(served, check, host, *phones)
            await press(host, "next")
            await watched(served, check, host, *phones)
            shown = (await host.http.get("/api/state?page=host")).json()
            assert (shown["phase"], shown["step"]) == ("break", "Tea")
            assert "late" in shown["plan"]["pace"]
            assert shown["plan"]["leave"]
            await press(host, "insert_step", format="call")
            await watched(served, check, host, *phones)

    play(tmp_path, scenario, setup=Setup(7, plan=PLAN))
    assert not check.unseen("Plan", "Move") - ELSEWHERE


ELSEWHERE = {
    ("Everybody", "step"),  # test_states_of_a_plan_field_by_field
    ("Host", "plan"),
    ("Everybody", "follow_up"),  # test_follow_up
    ("Everybody", "ask"),  # test_states_of_an_ask_field_by_field
    ("Host", "lines"),
    ("Host", "noted"),  # test_remote_lines
    ("You", "line"),
    ("You", "consents"),
    ("Ask", "line"),  # test_lines
    ("Ask", "place"),
    ("Host", "trouble"),  # a full disk: test_api
    ("Host", "trouble_words"),
    ("Host", "small"),
    ("Host", "doubts"),  # test_host_payload
    ("Invitation", "firewall"),
    ("Host", "fills"),  # stand-in has an open seat, and heads a pick
    ("Host", "takers"),
    ("Asked", "pick"),
    ("MyBallot", "pick"),
    ("Everybody", "rounds"),
}


def test_events_are_as_written(tmp_path: Path) -> None:
    """Their names, and that `state` is the state, with its page where one was asked for."""
    written = {plain(cells[0]) for cells in rows("Events")}
    events = set()

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            async with subscribed(phone, page="voter") as stream:
                first = await stream.next()
                assert isinstance(first.data.pop("page"), str)
                Checker().record(first.data, "Everybody", "Voter")
                events.add(first.event)
                events.add((await stream.next()).event)
            async with subscribed(phone, page="voter", parts="yes") as stream:
                parts = await stream.next()
                assert {type(html) for html in parts.data.values()} == {str}
                events.add(parts.event)
                async with subscribed(phone):
                    while (event := (await stream.next()).event) == "beat":
                        pass
                    events.add(event)

    play(tmp_path, scenario, heartbeat=0.1)
    assert events == written
