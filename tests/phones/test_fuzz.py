"""Rubbish of every kind at every address, while honest people vote: nothing of it counts.

Wrong JSON and wrong types, deep, huge, NUL and half characters, made-up tokens, other people's
keys, replays, ballots out of their round. Ends with the tally of the honest ballots alone.
"""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from improv.core.formats import BallotKind, PhaseKind
from improv.core.rounds import scene_tally
from improv.core.votes import Ballot
from improv.director.session_runner import fold
from improv.phones.guard import MOST_BODY
from improv.phones.parsing import HOST_ACTIONS
from tests.core.recount import Paper, figures, shown
from tests.phones.rooms import Phone, ServedRoom, play, raw

K = PhaseKind

nasty = st.one_of(
    st.sampled_from(("", "\0", "\ud800", "\u202e\u2066", "x" * 500, "p1", "1", "true", "handling")),
    st.text(max_size=8),
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from((0, 1, -1, 4, 5, 1.0, 1e400, -0.0, 10**18, 10**300, float("nan"))),
    nasty,
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(nasty, inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    ("kind", "scores", "moves", "choice", "voter", "action", "id", "phase_id", "pin", "code")
)
objects = st.dictionaries(names | nasty, values, max_size=5)
ballots: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    kind=st.sampled_from(("rate", "self", "pick", "guess", "x")) | values,
    scores=st.fixed_dictionaries({"handling": st.sampled_from((0, 5, True, 2.0, "3", None))}),
)
"""Never a right one."""
actions: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict, action=st.sampled_from((*HOST_ACTIONS, "x")), id=nasty, phase_id=leaves
)
bodies = st.one_of(
    st.one_of(values, objects, ballots, actions).map(
        lambda value: json.dumps(value).encode("utf-8", "surrogatepass")
    ),
    st.sampled_from(
        (
            b"",
            b"{",
            b"\xff\xfe{\0}\0",
            b"[" * 2000,
            b'{"a":' * 800,
            b'{"scores":{"handling":4},"scores":{"handling":9}}',
            b"9" * 4096,
            b"x" * 15_000,
            b"round=1&kind=rate&score.handling=9",
            b"round=1&score.handling=4" * 1,
            b"claims=%00&code=%ff",
            b"a=b&" * 100,
        )
    ),
    st.binary(max_size=30),
)
paths = st.sampled_from(
    (
        *("/", "/host", "/api/join", "/api/state", "/api/events", "/api/host/login"),
        *("/api/host/actions", "/language", "/join", "/ballot", "/seat", "/kudos", "/host/login"),
        *("/host/do", "/static/x", "/static/../../etc/passwd", "/api/rounds/1/ballot"),
        *("/api/rounds/2/ballot", "/api/rounds/0/ballot", "/api/rounds/%00/ballot", "//", "/%2e"),
        "/api/rounds/" + "9" * 400 + "/ballot",
        "/?c=" + "%00" * 50,
        "/api/state?page=host&c=AAAA",
    )
)
cookies = st.one_of(
    st.sampled_from(("", "KEY", "CUT", "ELSE", "improv=; improv=", "improv_language=xx")),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60).map("improv=".__add__),
)
"""KEY: an honest voter's key, as a token; CUT: their token without its end; ELSE: of a phone that
joined and means no good."""
requests = st.tuples(
    st.sampled_from(("GET", "POST", "PUT", "PUT", "POST", "DELETE", "HEAD")), paths, cookies, bodies
)


class HonestVoters:
    """Honest voters, and what they said on paper."""

    def __init__(self, served: ServedRoom, phones: list[Phone]) -> None:
        self.served, self.phones = served, phones
        self.paper = Paper()
        self.sent: list[tuple[Phone, int, int]] = []

    async def vote(self, turn: int) -> None:
        """Everybody, twice: the second one counts. And once more the same: a replay."""
        for n, phone in enumerate(self.phones):
            first, grade = 1 + turn % 4, 1 + (turn + n) % 4
            for one in (first, grade, grade):
                answer = await phone.rate(one)
                assert answer.status_code == 200, answer.text
            key = phone.voter, BallotKind.RATE
            self.paper.ballots[key] = Ballot(BallotKind.RATE, {"handling": grade})
            self.sent.append((phone, turn, grade))

    async def late(self, turn: int) -> None:
        """The last ones again, and others, when it is over."""
        for phone, number, grade in self.sent:
            again = await phone.rate(grade, number=number)
            other = await phone.rate(1 + grade % 4, number=number)
            assert (again.status_code, other.status_code) == (200, 409)


async def throw(served: ServedRoom, rubbish: list[Any], honest: Phone, rogue: Phone) -> None:
    """Send it all, some at a time. Never a 5xx, and only the harmless is accepted."""
    secret = honest.http.cookies["improv"]
    known = {
        "KEY": f"improv={honest.voter}; improv_host={honest.voter}",
        "CUT": f"improv={secret[:-1]}; improv_host={secret}",
        "ELSE": f"improv={rogue.http.cookies['improv']}",
    }
    at_once = asyncio.Semaphore(4)

    async def one(method: str, path: str, cookie: str, body: bytes) -> None:
        headers = {"cookie": known.get(cookie, cookie)}
        request = httpx.Request(method, served.url + path, headers=headers, content=body)
        async with at_once:
            try:
                answer = await wire.handle_async_request(request)
                await answer.aclose()
            except httpx.TransportError:
                assert len(body) > MOST_BODY, (method, path, cookie, body)
                return
            assert answer.status_code < 500, (method, path, cookie, body)
            if path.startswith(("/api/rounds", "/api/host", "/ballot", "/host/")):
                assert answer.status_code >= 400, (method, path, cookie, body)

    async with httpx.AsyncHTTPTransport(verify=False) as wire:  # it keeps no cookies
        await asyncio.gather(*(one(*request) for request in rubbish))


@pytest.mark.slow
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    rubbish=st.lists(requests, min_size=40, max_size=90),
    bytes_=st.lists(st.binary(max_size=200), max_size=6),
)
def test_rubbish_counts_for_nothing(
    rubbish: list[Any],
    bytes_: list[bytes],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Two rounds with five honest voters; the tally is theirs, and the journal folds into it."""
    tokens: list[str] = []

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(5) as phones, served.phone() as rogue:
            await rogue.join()
            tokens.extend(phone.http.cookies["improv"] for phone in (*phones, rogue))
            for turn in (1, 2):
                honest = HonestVoters(served, phones)
                for kind in (K.PLAY, K.VOTE, K.RESULT):
                    await served.to(kind)
                    part = rubbish[kind is K.VOTE :: 2]
                    attack = throw(served, part, phones[0], rogue)
                    noise = (raw(served.server.port, one, wait=0.05) for one in bytes_)
                    if kind is K.VOTE:
                        await asyncio.gather(attack, honest.vote(turn), *noise)
                    else:
                        await asyncio.gather(attack, *noise)
                await honest.late(turn)
                round_ = served.state.round
                assert round_ is not None
                assert round_.number == turn
                assert shown(scene_tally(served.state, round_)) == figures(honest.paper, round_)
            assert fold(served.written()) == served.state

    caplog.clear()
    with tempfile.TemporaryDirectory() as folder:
        play(Path(folder), scenario)
    assert not [one for one in caplog.records if one.name.startswith("uvicorn")]
    output = caplog.text + "".join(capfd.readouterr())
    assert not [token for token in tokens if token in output]
