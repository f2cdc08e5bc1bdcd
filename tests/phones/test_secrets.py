"""Nothing is told before its time, or to the wrong phone: whole sessions, every word of them.

On the tests' deck: secret words begin with `§` and say whose they are, and every card says which
one it is.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.visibility import ANSWER
from improv.director.ports import Note
from tests.core.sample_decks import readers
from tests.phones.rooms import Phone, ServedRoom, play, subscribed

K = PhaseKind
PIN = "975318"


@dataclass
class SentState:
    """What one phone was told at one moment, all of it."""

    phase: K
    revealed: bool
    seat: str
    """The listener's; empty for who does not play."""
    text: str
    state: dict[str, Any]


@dataclass
class Recorder:
    """Everything that clients were sent which are no host's, and what none of them may be sent."""

    all_of_it: bool
    """Pages and refusals too, and every check; else only the states."""
    sent: list[SentState] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    async def record(self, served: ServedRoom, who: Phone, cast: dict[str, str]) -> None:
        """All that this phone can ask for now."""
        round_, kind = served.state.round, served.state.kind
        state = await who.state()
        if state["you"] is not None:
            state["you"]["observer"] = ""  # it goes by the key, which is drawn
        seat = cast.get(who.voter, "") if round_ else ""
        revealed = bool(round_ and round_.revealed)
        if not self.all_of_it:
            self.sent.append(SentState(kind, revealed, seat, "", state))
            return
        pages = [(await who.http.get(path)).text for path in ("/", "/host")]
        if who.voter:
            async with subscribed(who, page="voter") as stream:
                pages.append(json.dumps((await stream.next()).data, ensure_ascii=False))
        refused = [
            await who.act("next"),
            await who.http.put("/api/rounds/1/ballot", json={"kind": "guess", "choice": "none"}),
            await who.http.post("/api/host/login", json={}),
            await who.http.post("/seat", data={"place": "99"}),
            await who.http.get("/api/nothing"),
        ]
        pages += [one.text + str(one.headers) for one in refused]
        text = " ".join((json.dumps(state, ensure_ascii=False), *pages))
        self.sent.append(SentState(kind, revealed, seat, text, state))
        self.check(served, self.sent[-1])

    def check(self, served: ServedRoom, sent: SentState) -> None:
        """Nothing in it is too early."""
        round_ = served.state.round
        here = (sent.phase, sent.seat)
        assert PIN not in sent.text, here
        assert served.phones.code not in sent.text, here
        for secret in (*self.tokens, *self.keys):
            assert secret not in sent.text, here
        joined = sent.state["you"] is not None
        mine = {sent.seat or "observer"} if joined else set()
        open_to = mine | ({"tip"} if sent.phase is K.DEBRIEF else set())
        for marked in re.findall(r"§[\w+]+:", sent.text):
            assert readers(marked) & open_to, here
        cards = set(re.findall(r"t/\w+?\d+(?=\.)", sent.text))
        may: set[str] = set()
        if round_ is not None:
            may = {drawn.card.id for drawn in round_.observers}
            may |= {d.card.id for d in round_.cards.values() if d.card.kind is Kind.PROMPT or mine}
            may |= {rung.drawn.card.id for rung in round_.rung if rung.drawn and mine}
            may |= {round_.tip.card.id} if round_.tip and sent.phase is K.DEBRIEF else set()
        assert cards <= may, here
        veiled = sent.state["you"] is None and sent.state["join"]["code_needed"]
        assert (sent.state["result"] is not None) is (sent.revealed and not veiled), here
        for of_hosts in (
            "secrets",
            "answer",
            "coming",
            "next_reels",
            "voted",
            "hands",
            "reels",
            "note",
        ):
            assert of_hosts not in sent.state, here
        if joined:
            own = {one["reel"]: one["text"] for one in sent.state["you"]["secrets"]}
            assert own.pop(ANSWER, "") == (
                round_.answer if round_ and sent.seat == "customer" else ""
            )
            assert all(readers(text) & mine for text in own.values())


async def session(served: ServedRoom, recorder: Recorder, grade: int) -> None:
    """Two rounds to the end: Ana and Bo have phones, three others vote `grade`, one listens."""
    async with (
        served.phone() as ana,
        served.phone() as bo,
        served.phone() as voter,
        served.phone() as stranger,
        served.phone(outside=True) as outsider,
        served.phone() as host,
        served.voters(3) as others,
    ):
        await ana.join(claims="p1")
        await bo.join(claims="p2")
        await voter.join()
        await host.login()
        everybody = (ana, bo, voter, stranger, outsider, *others, host)
        recorder.keys = {phone.voter for phone in everybody if phone.voter}
        recorder.tokens = {value for one in everybody for value in one.http.cookies.values()}
        named = {"p1": ana.voter, "p2": bo.voter}
        while served.state.kind is not K.END:
            round_ = served.state.round
            asked, seats = served.state.undecided, round_.cast if round_ else ()
            cast = {named[one.person]: one.seat for one in seats if one.person not in asked}
            if served.state.kind is K.PLAY and round_ and not round_.rung:
                assert (await host.act("promise", text="A secret promise")).status_code == 200
                assert (await host.act("twist")).status_code == 200
                served.room.note(Note("invite.wifi", {"name": "§note: a voice failed"}))
                sent = await host.state(page="host")
                assert "§note:" in sent["note"]
            if served.state.kind is K.RESULT:
                await others[0].http.post("/kudos", data={"text": "Not nodded", "id": "k"})
            subscribers = (ana, voter, stranger if served.state.last_round % 2 else outsider)
            for phone in subscribers:
                await recorder.record(served, phone, cast)
            if served.state.kind in (K.VOTE, K.GUESS):
                for phone in others:
                    await answer_all(phone, grade)
                for phone in subscribers:
                    await recorder.record(served, phone, cast)
            if served.state.kind is K.RESULT and round_ and not round_.revealed:
                assert (await host.act("next")).status_code == 200
                continue
            last = served.state.kind is K.DEBRIEF and served.state.last_round == 2
            assert (await host.act("end" if last else "next")).status_code == 200
        assert "Not nodded" not in " ".join(sent.text for sent in recorder.sent)
        assert "A secret promise" not in " ".join(sent.text for sent in recorder.sent)


async def answer_all(phone: Phone, grade: int) -> None:
    """Every ballot that is asked of this phone; the first or the last of each row."""
    sent = await phone.state()
    for kind in sent["ballot"]["kinds"]:
        own: dict[str, Any] = {"kind": kind}
        if kind == "rate":
            own["scores"] = {one["id"]: grade for one in sent["ballot"]["criteria"]}
            own["moves"] = [sent["ballot"]["moves"][grade - 1]["id"]]
        else:
            own["choice"] = sent["ballot"]["options"][grade // 2 - 1]["id"]
        answer = await phone.http.put(f"/api/rounds/{sent['round']}/ballot", json=own)
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("game", ["call", pytest.param("riddle", marks=pytest.mark.slow)])
def test_nothing_is_told_before_its_time(tmp_path: Path, game: str) -> None:
    """Every phase, every page, every refusal; and the votes of others change not a letter of it."""
    recorded = []
    for grade in (1, 4):
        recorder = Recorder(all_of_it=grade == 1)
        folder = tmp_path / str(grade)
        folder.mkdir()

        async def scenario(
            served: ServedRoom, recorder: Recorder = recorder, grade: int = grade
        ) -> None:
            await session(served, recorder, grade)

        play(folder, scenario, names=("Ana", "Bo"), game=game, pin=PIN)
        assert {sent.phase for sent in recorder.sent} >= {K.LOBBY, K.DRAW, K.PLAY, K.VOTE, K.KUDOS}
        assert any(sent.seat and sent.state["you"]["secrets"] for sent in recorder.sent)
        recorded.append(recorder.sent)
    low, high = recorded
    assert len(low) == len(high)
    for one, other in zip(low, high, strict=True):
        if not one.revealed:
            assert one.state == other.state, one.phase
    assert [one.state for one in low if one.revealed] != [one.state for one in high if one.revealed]
