"""The API over a real socket: joining, voting, steering, and every answer after the commit."""

import asyncio
from pathlib import Path

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.state import Setup
from improv.director.ports import Trouble
from tests.fakes import FakeJournal
from tests.phones.rooms import ServedRoom, play

K = PhaseKind


def test_joining_twice_is_joining_once(tmp_path: Path) -> None:
    """201 and the same key for the same cookie; another browser is another voter."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as other:
            first = await phone.join()
            assert first.status_code == 201
            assert set(first.json()) == {"voter", "version"}
            cookie = first.headers["set-cookie"].lower()
            assert "httponly" in cookie
            assert "samesite=lax" in cookie
            again = await phone.http.post("/api/join")  # nothing has to be said
            assert (again.status_code, again.json()["voter"]) == (201, phone.voter)
            await other.join()
            assert other.voter != phone.voter
            assert len(served.state.people) == 2
            assert (await phone.state())["you"]["name"] == ""

    play(tmp_path, scenario)


def test_a_page_that_was_opened_first_makes_a_join_sent_twice_one_join(tmp_path: Path) -> None:
    """Its cookie is there before the join, so whatever is repeated comes from the same phone."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.http.get("/")
            answers = await asyncio.gather(*(phone.http.post("/api/join") for _ in range(5)))
            assert {answer.json()["voter"] for answer in answers} == set(served.state.people)
            assert len(served.state.people) == 1

    play(tmp_path, scenario)


def test_a_name_of_the_roster_is_claimed_once(tmp_path: Path) -> None:
    """Whoever claims it is that person; the next is told that it is taken, and in which words."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as ana, served.phone(accept_language="fa-IR,en;q=0.5") as other:
            offered = (await ana.state())["join"]["names"]
            assert [one["name"] for one in offered] == ["Ana", "Bo"]
            await ana.join(claims=offered[0]["id"])
            assert (await ana.state())["you"]["name"] == "Ana"
            assert len(served.state.people) == 2
            taken = await other.join(claims=offered[0]["id"])
            assert (taken.status_code, taken.json()["refusal"]) == (409, "name_taken")
            assert "Ana" in taken.json()["words"]
            assert "گرفته" in taken.json()["words"]
            nobody = await other.join(claims="p9")
            assert (nobody.status_code, nobody.json()["refusal"]) == (409, "unknown_person")
            assert (await ana.join(claims="p2")).json()["voter"] == ana.voter
            assert (await ana.state())["you"]["name"] == "Ana"
            left = (await other.state())["join"]["names"]
            assert [one["name"] for one in left] == ["Bo"]

    play(tmp_path, scenario, names=("Ana", "Bo"))


def test_the_door_never_stops_who_was_in(tmp_path: Path) -> None:
    """With the code asked for, or shut, newcomers are stopped; a cookie comes back in."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as other, served.phone() as third:
            await phone.join()
            await served.room.act(a.SetDoor(id="", door=Door.CODE))
            no = await other.join()
            assert (no.status_code, no.json()["refusal"]) == (409, "code_needed")
            assert (await other.join(code="ZZZZ")).json()["refusal"] == "code_needed"
            assert (await other.state())["join"]["code_needed"]
            assert not (await other.state(c=served.phones.code))["join"]["code_needed"]
            assert (await other.join(code=f" {served.phones.code.lower()} ")).status_code == 201
            await served.room.act(a.SetDoor(id="", door=Door.SHUT))
            shut = await third.join(code=served.phones.code)
            assert (shut.status_code, shut.json()["refusal"]) == (409, "door_shut")
            for returner in (phone, other):
                assert (await returner.join()).status_code == 201
            assert len(served.state.people) == 2

    play(tmp_path, scenario)


def test_the_code_is_asked_of_whoever_comes_from_outside(tmp_path: Path) -> None:
    """Even with the door open, and without it no names are told; once in, never again."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(outside=True) as phone:
            assert (await phone.state())["join"] == {
                "shut": False,
                "code_needed": True,
                "names": [],
                "hosting": None,
                "roster": [],
            }
            assert (await phone.join()).json()["refusal"] == "code_needed"
            assert (await phone.join(code=served.phones.code)).status_code == 201
            assert (await phone.join()).status_code == 201

    play(tmp_path, scenario, names=("Ana",))


def test_codes_are_not_guessed(tmp_path: Path) -> None:
    """After some wrong ones an address has to wait, even with the right one; others need not."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(outside=True) as thief, served.phone() as honest:
            await served.room.act(a.SetDoor(id="", door=Door.CODE))
            answers = [await thief.join(code=f"AAA{n}") for n in range(15)]
            assert answers[0].json()["refusal"] == "code_needed"
            assert answers[0].json()["values"] == {"problem": "wrong"}
            assert answers[0].json()["words"].startswith("That is not the room code")
            last = answers[-1]
            assert (last.status_code, last.json()["refusal"]) == (429, "too_many_tries")
            assert int(last.headers["retry-after"]) == last.json()["values"]["seconds"] >= 1
            assert (await thief.join(code=served.phones.code)).status_code == 429
            assert (await thief.state(c=served.phones.code))["join"]["code_needed"]
            assert (await honest.join(code=served.phones.code)).status_code == 201

    play(tmp_path, scenario)


def test_a_ballot_is_on_the_disk_when_it_is_answered(tmp_path: Path) -> None:
    """200, and the file has it: read beside the program."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.VOTE)
            answer = await phone.rate(4)
            assert answer.status_code == 200
            assert answer.json()["counted"] == {"kind": "rate", "scores": {"handling": 4}}
            newest = served.written()[-1].event
            assert newest["ballot"]["scores"] == {"handling": 4}
            assert answer.json()["version"] == served.written()[-1].seq
            assert (await phone.rate(2)).status_code == 200
            assert (await phone.state())["you"]["counted"]["rate"]["scores"] == {"handling": 2}
            assert len(served.state.votes_of(1).ballots) == 1

    play(tmp_path, scenario)


def test_after_the_bell_a_repeat_is_right_and_a_change_is_late(tmp_path: Path) -> None:
    """200 for the ballot that counts; 409 `vote_closed` in the phone's words for another."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(accept_language="he") as phone:
            await phone.join()
            await served.to(K.VOTE)
            await phone.rate(3)
            await served.to(K.RESULT)
            assert (await phone.rate(3)).status_code == 200
            late = await phone.rate(4)
            assert (late.status_code, late.json()["refusal"]) == (409, "vote_closed")
            assert any("א" <= letter <= "ת" for letter in late.json()["words"])
            await served.to(K.DRAW)
            assert (await phone.rate(3, number=1)).status_code == 200
            assert (await phone.rate(1, number=1)).json()["refusal"] == "vote_closed"
            for number in (0, 7, 999_999_999):
                far = await phone.rate(3, number=number)
                assert (far.status_code, far.json()["refusal"]) == (409, "vote_closed")

    play(tmp_path, scenario)


def test_answers_come_one_by_one(tmp_path: Path) -> None:
    """What counts is told whole; the state tells until when, and afterwards what counted."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            assert (await phone.state())["ends"] is None
            await served.to(K.VOTE)
            state = await phone.state()
            assert state["ends"] - state["now"] == 60_000
            for scores, counts in (
                ({"calm": 3}, {"calm": 3}),
                ({"heard": 2}, {"calm": 3, "heard": 2}),
                ({"calm": 4}, {"calm": 4, "heard": 2}),
            ):
                answer = await phone.http.put("/api/rounds/1/ballot", json={"scores": scores})
                assert answer.json()["counted"] == {"kind": "rate", "scores": counts}
            assert (await phone.state())["you"]["answers"] == []
            await served.to(K.RESULT)
            again = await phone.http.put("/api/rounds/1/ballot", json={"scores": {"heard": 2}})
            assert again.status_code == 200
            state = await phone.state()
            told = {one["name"]: one["grade"] for one in state["you"]["answers"]}
            assert (state["ends"], told["Calm"], told["Heard"]) == (None, 4, 2)
            assert told["Honest"] is None

    play(tmp_path, scenario, setup=Setup(7, "coaching"))


def test_who_comes_late_votes_from_the_next_round(tmp_path: Path) -> None:
    """They are told so, and asked nothing."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await served.to(K.VOTE)
            await phone.join()
            payload = await phone.state()
            assert payload["you"]["late"]
            assert payload["ballot"] is None
            no = await phone.rate(4)
            assert (no.status_code, no.json()["refusal"]) == (409, "not_a_voter")
            await served.to(K.DRAW)
            await served.to(K.VOTE)
            assert (await phone.rate(4)).status_code == 200

    play(tmp_path, scenario)


def test_who_never_joined_does_not_vote(tmp_path: Path) -> None:
    """A 401 that says to join: with no cookie, with a made-up one, with another session's."""

    async def scenario(served: ServedRoom) -> None:
        await served.to(K.VOTE)
        for cookie in ("", "x", "A" * 55, "A" * 32 + "." + "A" * 22):
            async with served.phone(cookie=f"improv={cookie}") as phone:
                no = await phone.rate(4)
                assert (no.status_code, no.json()["refusal"]) == (401, "unknown_voter")
                assert no.json()["words"]
        assert not served.state.votes

    play(tmp_path, scenario)


def test_wrong_ballots_are_refused_by_name(tmp_path: Path) -> None:
    """400 for what cannot be read, 409 for what the round does not ask."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.VOTE)
            for body, status, name in (
                ({"scores": {"handling": 5}}, 409, "bad_value"),
                ({"scores": {"handling": True}}, 400, "bad_value"),
                ({"scores": {"handling": 1.0}}, 400, "bad_value"),
                ({"scores": {"other": 1}}, 409, "wrong_ballot"),
                ({"kind": "pick", "choice": "1"}, 409, "wrong_ballot"),
                ({"kind": "shout"}, 400, "bad_value"),
                ({"kind": "self", "scores": {"self": 4}}, 409, "only_players"),
                ({"scores": {"handling": 4}, "voter": "p1"}, 400, "bad_value"),
                ({"scores": {"handling": 4}, "moves": ["greet"] * 3}, 409, "bad_value"),
            ):
                no = await phone.http.put("/api/rounds/1/ballot", json=body)
                assert (no.status_code, no.json()["refusal"]) == (status, name), body
            for number in ("9" * 5000, "x", "-1", "1.0", "%00"):
                no = await phone.http.put(f"/api/rounds/{number}/ballot", json={})
                assert (no.status_code, no.json()["refusal"]) == (400, "bad_value"), number
            assert not served.state.votes

    play(tmp_path, scenario)


def test_while_the_disk_refuses_so_do_we(tmp_path: Path) -> None:
    """409 `not_saved`: the phone asks again, and is heard when the disk is back."""
    journal = FakeJournal()

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as host:
            await phone.join()
            await host.login()
            await served.to(K.VOTE)
            journal.trouble = Trouble.FULL
            no = await phone.rate(4)
            assert (no.status_code, no.json()["refusal"]) == (409, "not_saved")
            assert (await host.state())["trouble"] == "full"
            assert (await host.act("blank", on=True)).status_code == 200
            journal.trouble = None
            async with asyncio.timeout(20):
                while (await phone.rate(4)).status_code != 200:
                    await asyncio.sleep(0.05)
            assert len(served.state.votes_of(1).ballots) == 1

    play(tmp_path, scenario, journal=journal)


def test_a_host_has_the_pin(tmp_path: Path) -> None:
    """Wrong ones are slowed; without it nothing steers."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            no = await phone.act("next")
            assert (no.status_code, no.json()["refusal"]) == (401, "not_host")
            assert (await phone.act("nonsense")).status_code == 401  # nothing is judged before
            for _ in range(3):
                wrong = await phone.http.post("/api/host/login", json={"pin": "x"})
                assert (wrong.status_code, wrong.json()["refusal"]) == (401, "wrong_pin")
            slow = await phone.http.post("/api/host/login", json={"pin": served.phones.pin})
            assert (slow.status_code, slow.json()["refusal"]) == (429, "too_many_tries")
            assert slow.headers["retry-after"] == str(slow.json()["values"]["seconds"])
            before = served.state.last_phase_id
            async with served.phone(outside=True) as host:
                await host.login()
                assert (await host.act("next")).status_code == 200
            assert served.state.last_phase_id == before + 1

    play(tmp_path, scenario)


def test_two_hosts_skip_nothing(tmp_path: Path) -> None:
    """A Next of a phase that is over is `moved_on`; one that is sent again is answered as first."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as one, served.phone() as two:
            await one.login()
            await two.login()
            here = served.state.running.phase_id
            press = {"action": "next", "id": "a1", "phase_id": here}
            done, stale = (
                await one.http.post("/api/host/actions", json=press),
                await two.http.post("/api/host/actions", json={**press, "id": "b1"}),
            )
            assert done.status_code == 200
            assert (stale.status_code, stale.json()["refusal"]) == (409, "moved_on")
            assert stale.json()["values"] == {"phase_id": served.state.running.phase_id}
            before = len(served.written())
            again = await one.http.post("/api/host/actions", json=press)
            assert again.status_code == 200
            assert (await two.http.post("/api/host/actions", json={**press, "id": "b1"})).json()[
                "refusal"
            ] == "moved_on"
            assert len(served.written()) == before
            assert served.state.kind is K.RULES
            states = [await host.state(page="host") for host in (one, two)]
            assert states[0] == states[1]

    play(tmp_path, scenario)


def test_a_phone_may_be_a_voter_and_a_host(tmp_path: Path) -> None:
    """It is told both; on a page it is told what that page shows."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await phone.login()
            both = await phone.state()
            assert both["you"] is not None
            assert both["joined"] == 1
            assert "joined" not in await phone.state(page="voter")
            assert "you" not in await phone.state(page="host")

    play(tmp_path, scenario)


def test_a_resumed_session_knows_its_phones(tmp_path: Path) -> None:
    """Cookies, room code and PIN outlive the program; a ballot sent again is right."""
    kept: dict[str, str] = {}

    async def before(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await phone.login()
            await served.to(K.VOTE)
            await phone.rate(2)
            kept.update(phone.http.cookies)
            kept["pin"], kept["code"] = served.phones.pin, served.phones.code

    async def after(served: ServedRoom) -> None:
        assert (served.phones.pin, served.phones.code) == (kept["pin"], kept["code"])
        cookie = "; ".join(f"{name}={kept[name]}" for name in ("improv", "improv_host"))
        async with served.phone(cookie=cookie) as phone:
            assert (await phone.rate(2)).status_code == 200
            payload = await phone.state()
            assert payload["you"]["counted"]["rate"]["scores"] == {"handling": 2}
            assert payload["voted"] == 1

    play(tmp_path, before)
    play(tmp_path, after, resumed=True)


def test_a_seat_that_is_tapped_too_late_is_not_taken(tmp_path: Path) -> None:
    """A tap of the round before takes no place in the next one; a tap of this one does."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            await served.to(K.DRAW)
            await served.room.act(a.Skip(id="on"))
            script = {"accept": "application/json"}
            late = await phone.http.post("/seat", data={"place": "0", "round": "1"}, headers=script)
            assert (late.status_code, late.json()["refusal"]) == (409, "moved_on")
            now = await phone.http.post("/seat", data={"place": "0", "round": "2"}, headers=script)
            assert now.status_code == 200
            assert served.state.round is not None
            assert served.state.round.cast[0].person

    play(tmp_path, scenario)


def test_the_remote_is_asked_for_the_hands_that_are_taken(tmp_path: Path) -> None:
    """In a guess the options alone, in the vote after it the grades alone."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host:
            await host.login()
            for kind, kinds, criteria, options in (
                (PhaseKind.GUESS, ["guess"], 0, 3),
                (PhaseKind.VOTE, ["rate"], 1, 0),
            ):
                await served.to(kind)
                asked = (await host.state(page="host"))["asked"]
                assert asked["kinds"] == kinds
                assert (len(asked["criteria"]), len(asked["options"])) == (criteria, options)

    play(tmp_path, scenario, game="riddle")
