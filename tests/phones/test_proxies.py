"""A room behind a proxy: who asks, by which name, and that nobody talks their way in."""

import asyncio
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.roster import Door
from improv.phones.guard import Receive, Scope, Send
from improv.phones.invitation import qr
from improv.phones.networks import parse_address, rate_limit_key
from improv.phones.pin import MISSES
from improv.phones.proxies import FORWARDED, ProxyHeaders, client_beyond, forwarded_scope
from tests.phones.proxy import NAME, passed
from tests.phones.rooms import ServedRoom, play

PROXIES = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))
TRUSTED = {"trusted_proxies": PROXIES}
ANA, BO = "198.51.100.7", "203.0.113.9"


def test_the_caller_is_the_rightmost_address_that_is_no_proxys() -> None:
    """Whatever stands to its left was made up; what makes no sense ends the chain."""
    peer = ip_address("127.0.0.1")
    for chain, client in (
        (ANA, ANA),
        (f"1.2.3.4, {ANA}", ANA),
        (f"127.0.0.1, 10.0.0.1, {ANA}", ANA),
        (f"192.168.1.5, {ANA}, 10.9.9.9, 127.0.0.1", ANA),
        (f"{ANA}, 2001:db8::7", ANA),
        (f"{ANA}, ::ffff:10.0.0.1", ANA),
        (f"::ffff:{ANA}", ANA),
        ("2001:0DB9::1%eth0", "2001:db9::1"),
        (f"{ANA}, 10.0.0.3, unknown", "127.0.0.1"),
        (f"{ANA}, unknown, 10.0.0.3", "10.0.0.3"),
        ("10.0.0.4, 10.0.0.3", "10.0.0.4"),
        (f"{ANA}:4711", "127.0.0.1"),
        ("", "127.0.0.1"),
        (",,", "127.0.0.1"),
        ("1" * 8000, "127.0.0.1"),
    ):
        items = [item.strip() for item in chain.split(",")]
        assert client_beyond(peer, items, PROXIES) == client, chain


@given(
    st.lists(
        st.text(max_size=30) | st.sampled_from([ANA, "127.0.0.1", "10.1.1.1", "::1", "fe80::1%x"])
    ),
    st.ip_addresses(),
)
def test_nothing_that_is_made_up_moves_the_caller(left: list[str], real: object) -> None:
    """Any texts before the address that a proxy saw: the caller is that address."""
    plain = ip_address(str(real).partition("%")[0])
    mapped = getattr(plain, "ipv4_mapped", None) or plain
    if not any(mapped in proxy for proxy in PROXIES):
        chain = [*left, str(plain)]
        assert client_beyond(ip_address("127.0.0.1"), chain, PROXIES) == str(mapped)


_NAMES = st.sampled_from([b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"host"])


@given(st.lists(st.tuples(_NAMES, st.binary(max_size=60))))
def test_any_headers_are_an_answer(headers: list[tuple[bytes, bytes]]) -> None:
    """Nothing raises; there is an address, a scheme, and never a way inside."""
    scope = {"headers": headers, "scheme": "http", "client": ("127.0.0.1", 1)}
    seen = forwarded_scope(scope, ip_address("127.0.0.1"), PROXIES)
    assert parse_address(seen["client"][0]) is not None
    assert seen["scheme"] in ("http", "https")
    assert seen[FORWARDED] is True
    assert scope == {"headers": headers, "scheme": "http", "client": ("127.0.0.1", 1)}


def test_without_a_client_or_a_proxy_nothing_is_read() -> None:
    """A unix socket, a stranger, an empty list: the request is passed on as it is."""
    found: list[Scope] = []

    async def app(scope: Scope, _: Receive, __: Send) -> None:
        found.append(scope)

    async def receive() -> Scope:
        raise AssertionError

    async def send(_: Scope) -> None:
        raise AssertionError

    async def scenario() -> None:
        for client in (None, (ANA, 1), ("", 0), ("testclient", 1)):
            headers = [(b"x-forwarded-for", b"::1")]
            scope: Scope = {"type": "http", "headers": headers, "client": client}
            await ProxyHeaders(app, PROXIES)(scope, receive, send)
            assert found.pop() is scope

    asyncio.run(scenario())


def test_of_ipv6_a_home_is_one() -> None:
    """Whoever has a /64 has eighteen quintillion addresses; neighbours on a cable stay apart."""
    assert (
        rate_limit_key("2001:db9::1")
        == rate_limit_key("2001:db9::ffff:2")
        != rate_limit_key("2001:db9:0:1::1")
    )
    assert (
        rate_limit_key("::ffff:192.0.2.1")
        == rate_limit_key("192.0.2.1")
        != rate_limit_key("192.0.2.2")
    )
    assert rate_limit_key("fe80::1") != rate_limit_key("fe80::2")
    assert rate_limit_key("fe80::1%a") == rate_limit_key("fe80::1%b")
    assert rate_limit_key("") == ""


def test_a_strangers_headers_mean_nothing(tmp_path: Path) -> None:
    """Said by somebody who is no proxy they make nobody an insider, another caller, or secure."""
    headers: dict[str, Any] = {
        "x_forwarded_for": "127.0.0.1",
        "x_forwarded_proto": "https",
        "x_forwarded_host": NAME,
    }

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(outside=True, **headers) as stranger, served.phone() as one:
            assert (await stranger.state())["join"]["code_needed"]
            page = await stranger.http.get("/")
            assert "secure" not in page.headers["set-cookie"].lower()
            no = await stranger.http.get("/", headers={"host": NAME})
            assert no.status_code == 421
            for n in range(15):
                last = await stranger.http.post(
                    "/api/join", json={"code": f"AAA{n}"}, headers={"x-forwarded-for": f"9.9.9.{n}"}
                )
            assert last.status_code == 429
            await stranger.login()
            assert NAME not in served.phones.address.text
            # Where no proxy is named, nobody's are read.
            inside = {"x-forwarded-for": ANA, "x-forwarded-proto": "https"}
            answer = await one.http.get("/api/state", headers=inside)
            assert not answer.json()["join"]["code_needed"]

    play(tmp_path, scenario, trusted_proxies=(ip_network("127.0.0.77"),))


def test_who_comes_by_a_proxy_shows_the_code_once(tmp_path: Path) -> None:
    """Whichever address they have; until then they are told no name and no word of the game."""

    async def scenario(served: ServedRoom) -> None:
        await served.to(served.state.kind.VOTE)
        for client in (ANA, "192.168.1.20", "127.0.0.1", "10.1.1.1", "rubbish", "fe80::1"):
            async with passed(served, client) as phone:
                state = await phone.state()
                assert state["join"]["code_needed"], client
                assert state["join"]["names"] == state["join"]["roster"] == [], client
                assert (state["seats"], state["asked"], state["request"]) == ([], None, None)
                assert "Ana" not in (await phone.http.get("/")).text
                assert (await phone.join()).json()["refusal"] == "code_needed"
        async with passed(served, ANA) as phone:
            page = await phone.http.get("/", params={"c": served.phones.code})
            for cookie in page.headers.get_list("set-cookie"):
                assert "Secure" in cookie
                assert "HttpOnly" in cookie
            await served.room.act(a.SetDoor(id="", door=Door.CODE))
            assert (await phone.state())["seats"]
            assert (await phone.join()).status_code == 201
            assert (await phone.state())["seats"]

    play(tmp_path, scenario, names=("Ana", "Bo", "Caro"), **TRUSTED)


def test_everybody_waits_for_their_own_tries(tmp_path: Path) -> None:
    """One client invents addresses and is slowed all the same; another through the proxy is not."""

    async def scenario(served: ServedRoom) -> None:
        async with passed(served, ANA) as thief, passed(served, BO) as honest:
            for n in range(15):
                made_up = {"x-forwarded-for": f"9.9.9.{n}, 127.0.0.1"}
                body = {"code": f"AAA{n}"}
                code = await thief.http.post("/api/join", json=body, headers=made_up)
                wrong = await thief.http.post("/api/host/login", json={"pin": "x"}, headers=made_up)
            assert (code.status_code, wrong.status_code) == (429, 429)
            assert (await honest.join(code=served.phones.code)).status_code == 201
            await honest.login()

    play(tmp_path, scenario, **TRUSTED)


def test_strangers_keep_nobody_from_the_pin(tmp_path: Path) -> None:
    """Fifty misses from all over the world: who showed the code, or is in the room, may try."""

    async def scenario(served: ServedRoom) -> None:
        for n in range(MISSES):
            async with passed(served, f"198.51.100.{n}") as stranger:
                no = await stranger.http.post("/api/host/login", json={"pin": "x"})
                assert no.status_code == 401
        async with passed(served, BO) as remote, served.phone(outside=True) as here:
            right = {"pin": served.phones.pin}
            assert (await remote.http.post("/api/host/login", json=right)).status_code == 429
            await remote.http.get("/", params={"c": served.phones.code})
            await remote.login()
            assert (await here.http.post("/api/host/login", json=right)).status_code == 429

    play(tmp_path, scenario, **TRUSTED)


def test_pages_of_others_are_refused_by_the_public_name(tmp_path: Path) -> None:
    """Origin is compared with the name and the scheme that the browser saw."""

    async def scenario(served: ServedRoom) -> None:
        async with passed(served, ANA) as phone:
            await phone.join(code=served.phones.code)
            for origin in (f"https://{NAME}", f"https://{NAME.upper()}"):
                fine = await phone.http.post("/api/join", headers={"origin": origin})
                assert fine.status_code == 201, origin
            for origin in (f"http://{NAME}", served.url, "https://evil.example", "null"):
                no = await phone.http.post("/api/join", headers={"origin": origin})
                assert no.json() == {"refusal": "wrong_origin"}, origin

    play(tmp_path, scenario, **TRUSTED)


def test_only_tls_vouches_for_a_name(tmp_path: Path) -> None:
    """Without it a name may point anywhere; with it what is no name is refused all the same."""

    async def scenario(served: ServedRoom) -> None:
        async with passed(served, ANA, f"http://{NAME}") as phone:
            assert (await phone.http.get("/")).status_code == 421
        async with passed(served, ANA) as phone:
            for host in (NAME, f"{NAME}:8443", "localhost", "192.0.2.1:99", "xn--mgba3a4f16a.ir"):
                assert (await phone.http.get("/", headers={"host": host})).status_code == 200, host
            for host in (
                "",
                "a b",
                "a/b",
                "a@b",
                "-a.org",
                "a..org",
                f"{NAME}:x",
                "x" * 300,
                "[::",
            ):
                answer = await phone.http.get("/", headers={"host": host})
                assert answer.status_code == 421, host

    play(tmp_path, scenario, **TRUSTED)


def test_the_lobby_invites_by_the_name_that_a_host_came_by(tmp_path: Path) -> None:
    """Nobody else's name is believed; the facilitator may still pick one of our addresses."""

    async def scenario(served: ServedRoom) -> None:
        local = served.phones.address.text
        async with passed(served, ANA, "https://evil.example") as guest, passed(served, BO) as host:
            await guest.join(code=served.phones.code)
            assert served.phones.address.text == local
            await host.login()
            await host.state(page="host")
            invitation, remote = served.room.latest.invitation, served.room.latest.remote
            assert invitation is not None
            assert remote is not None
            assert (invitation.address, remote.address) == (NAME, f"{NAME}/host")
            assert invitation.qr == qr(f"https://{NAME}/?c={served.phones.code}")
            assert (remote.networks[0], remote.chosen) == (NAME, 0)
            served.phones.next_network()
            assert served.phones.address.text == local
            await host.state(page="host")
            assert served.phones.address.url == f"http://{local}"

    play(tmp_path, scenario, **TRUSTED)
