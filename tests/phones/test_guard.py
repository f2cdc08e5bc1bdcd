"""The guard: who may speak for a phone, what this machine is called, what every answer carries."""

import re
from ipaddress import ip_network
from pathlib import Path

from improv.locale.phrases import phrase
from improv.phones.guard import SECURITY_HEADERS
from tests.phones.rooms import ServedRoom, play, raw


def test_only_addresses_and_own_names_are_hosts(tmp_path: Path) -> None:
    """A name from elsewhere may point anywhere (DNS rebinding): 421, whatever is asked for."""

    async def scenario(served: ServedRoom) -> None:
        port = served.server.port
        async with served.phone() as phone:
            for host in ("127.0.0.1", f"127.0.0.1:{port}", "localhost", f"LOCALHOST:{port}"):
                answer = await phone.http.get("/api/state", headers={"host": host})
                assert answer.status_code == 200, host
            for host in ("192.168.7.7", "[::1]", f"[fe80::1]:{port}", "localhost."):
                assert (await phone.http.get("/", headers={"host": host})).status_code == 200, host
            for host in (
                *("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "", ":", "a:b"),
                *("127.0.0.1:80:80", "127.0.0.1@evil", "127.1", "0x7f.1", "localhost.evil", "[::1"),
            ):
                for path in ("/", "/host", "/api/state", "/static/x", "/nowhere"):
                    answer = await phone.http.get(path, headers={"host": host})
                    assert (answer.status_code, answer.json()) == (421, {"refusal": "wrong_host"})

    play(tmp_path, scenario)


def test_another_sites_page_does_nothing(tmp_path: Path) -> None:
    """Its Origin, or what the browser says of it, is refused; our own page and programs are not."""

    async def scenario(served: ServedRoom) -> None:
        own = served.url
        async with served.phone() as phone:
            await phone.join()
            await phone.login()
            for headers in (
                {"origin": "http://evil.example"},
                {"origin": "null"},
                {"origin": ""},
                {"origin": own.replace("http", "https")},
                {"origin": "http://127.0.0.1"},
                {"origin": own + ".evil.example"},
                {"origin": own, "host": "192.168.7.7"},
                {"sec-fetch-site": "cross-site"},
                {"sec-fetch-site": "same-site"},
                {"origin": "http://evil.example", "sec-fetch-site": "same-origin"},
            ):
                for path in ("/api/join", "/api/host/actions", "/host/do", "/ballot", "/language"):
                    no = await phone.http.post(path, headers=headers, json={})
                    assert (no.status_code, no.json()) == (403, {"refusal": "wrong_origin"})
            for fine in (
                {},
                {"origin": own},
                {"origin": own.upper().replace("HTTP", "http")},
                {"sec-fetch-site": "none"},
                {"origin": own, "sec-fetch-site": "same-origin"},
            ):
                assert (await phone.http.post("/api/join", headers=fine)).status_code == 201

    play(tmp_path, scenario)


def test_every_answer_carries_the_headers(tmp_path: Path) -> None:
    """Pages, files, JSON, streams, refusals, what is nowhere and what is no HTTP."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            await phone.join()
            page = await phone.http.get("/")
            assert "<script>" not in page.text
            assert "style=" not in page.text
            assert " onclick" not in page.text
            answers = [
                page,
                await phone.http.get("/host"),
                await phone.http.get("/api/state"),
                await phone.http.get("/nowhere"),
                await phone.http.delete("/api/join"),
                await phone.http.put("/api/rounds/1/ballot", json={}),
                await phone.http.post("/api/host/actions", json={"action": "next"}),
                await phone.http.post("/api/host/login", json={"pin": "x"}),
                await phone.http.post("/api/join", content=b"x" * 15_000),
                await phone.http.get("/", headers={"host": "evil.example"}),
                await phone.http.post("/join", headers={"origin": "null"}),
                await phone.http.post("/ballot", data={"round": "x"}),
                await phone.http.post("/language", data={"language": "fa"}),
                await phone.http.head("/api/events"),
            ]
            async with phone.http.stream("GET", "/api/events") as stream:
                answers.append(stream)
            for answer in answers:
                for name, value in SECURITY_HEADERS:
                    assert answer.headers[name.decode()] == value.decode(), answer
                assert answer.headers["cache-control"] == "no-store", answer
                assert "server" not in answer.headers
                assert not [name for name in answer.headers if name.startswith("access-control")]
            for rubbish in (b"x\r\n\r\n", b"GET / HTTP/1.1\r\na: " + b"x" * 25_000):
                cut = await raw(served.server.port, rubbish)
                for name, value in SECURITY_HEADERS:
                    assert b"%s: %s\r\n" % (name, value) in cut

    play(tmp_path, scenario)


def test_the_policy_allows_nothing_inline_and_no_frame() -> None:
    """Scripts, styles, pictures and answers from here alone."""
    policy = dict(SECURITY_HEADERS)[b"content-security-policy"].decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["form-action"] == rules["connect-src"] == "'self'"
    assert "unsafe" not in policy


def test_files_are_kept_and_nothing_else_is_served(tmp_path: Path) -> None:
    """A file's name changes with it; no path leads out of the folder."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone:
            found = set(re.findall(r"/static/[\w.]+", (await phone.http.get("/")).text))
            assert len(found) >= 2
            for path in found:
                answer = await phone.http.get(path)
                assert answer.status_code == 200
                assert "immutable" in answer.headers["cache-control"]
                assert answer.headers["content-encoding"] == "gzip"
                plain = await phone.http.get(path, headers={"accept-encoding": "identity"})
                assert "content-encoding" not in plain.headers
                assert plain.content == answer.content
            for path in ("/static/voter.html", "/static/..%2fvoter.html", "/static/", "/static"):
                assert (await phone.http.get(path)).status_code == 404, path

    play(tmp_path, scenario)


ROUTER_NAMES = ("laptop.fritz.box", "vm.lan", "mylaptop", "evil.example")


def test_a_name_that_a_router_made_up_is_answered_with_the_address(tmp_path: Path) -> None:
    """In the asker's language, for pages alone; nothing of the room is in it, and no cookie."""

    async def scenario(served: ServedRoom) -> None:
        port = served.server.port
        async with served.phone(accept="text/html,*/*;q=0.8") as phone:
            await phone.join()
            await phone.login()
            for name in ROUTER_NAMES:
                named = {"host": f"{name}:{port}", "accept-language": "de, fa;q=0.9"}
                for path in ("/", "/host", "/stage", "/a/host"):
                    answer = await phone.http.get(path, headers=named)
                    assert answer.status_code == 421
                    assert re.findall('href="(.*?)"', answer.text) == [
                        f"http://127.0.0.1:{port}{path.removesuffix('/')}"
                    ]
                    assert phrase("fa", "wrong_host") in answer.text
                    assert '<html lang="fa" dir="rtl">' in answer.text
                    assert "set-cookie" not in answer.headers
                    assert name not in answer.text
                    assert not any(secret in answer.text for secret in ("Anna", served.phones.code))
                odd = await phone.http.get("/x%22%3E%3Cscript%3E?c=1", headers=named)
                assert re.findall('href="(.*?)"', odd.text) == [f"http://127.0.0.1:{port}"]
                for path in ("/api/state", "/api/events", "/a/api/state"):
                    no = await phone.http.get(path, headers=named)
                    assert (no.status_code, no.json()) == (421, {"refusal": "wrong_host"})
                no = await phone.http.post("/host/do", data={"action": "next"}, headers=named)
                assert (no.status_code, no.json()) == (421, {"refusal": "wrong_host"})
            plain = await phone.http.get("/", headers={"host": "vm.lan", "accept-language": "xx"})
            assert '<html lang="en"' in plain.text

    play(tmp_path, scenario, names=("Anna", "Ben"))


def test_behind_a_proxy_nobody_knows_the_address(tmp_path: Path) -> None:
    """Which one its clients reach only the proxy knows: people are told what it has to pass on."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(accept="text/html", host="vm.lan") as phone:
            away = {"x-forwarded-for": "203.0.113.9"}
            no = await phone.http.get("/", headers=away)
            assert no.status_code == 421
            assert "X-Forwarded-Proto" in no.text
            assert "127.0.0.1" not in no.text
            assert "<a" not in no.text
            refused = await phone.http.get("/api/state", headers=away)
            assert (refused.status_code, refused.json()) == (421, {"refusal": "wrong_host"})

    play(tmp_path, scenario, trusted_proxies=(ip_network("127.0.0.1/32"),))
