"""A remote room for real: nginx with TLS before the server, and phones that come through it."""

import time
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from improv.core.formats import PhaseKind
from improv.phones.invitation import qr
from tests.phones import browser as browsers
from tests.phones.browser import visitor
from tests.phones.proxy import dialled, nginx
from tests.phones.rooms import ServedRoom, play, subscribed
from tests.phones.voter_states import counted

TRUSTED = (ip_network("127.0.0.1"),)
ANA, BO = "127.0.0.3", "127.0.0.4"


def test_a_remote_room_votes(tmp_path: Path) -> None:
    """The code, Secure cookies, news within a second, a vote, and a lobby with the public name."""

    async def scenario(served: ServedRoom) -> None:
        with nginx(tmp_path / "nginx", served.server.port) as proxy:
            async with dialled(served, proxy, ANA) as phone, dialled(served, proxy, BO) as host:
                page = await phone.http.get("/")
                assert "; Secure" in page.headers["set-cookie"]
                assert (await phone.join()).json()["refusal"] == "code_needed"
                assert (await phone.join(code=served.phones.code)).status_code == 201
                async with subscribed(phone, page="voter") as stream:
                    assert (await stream.state()).data["phase"] == "lobby"
                    for kind in (PhaseKind.DRAW, PhaseKind.VOTE):
                        await served.to(kind)
                        began = time.perf_counter()
                        while (await stream.state()).data["phase"] != kind:
                            pass
                        assert time.perf_counter() - began < 1
                    assert (await phone.rate(4)).status_code == 200
                own = {"origin": f"https://{proxy.address}"}
                assert (await phone.http.post("/api/join", headers=own)).status_code == 201
                await host.login()
                await host.act("next")
                assert (await host.state(page="host"))["invitation"]["address"] == proxy.address
                invitation = served.room.latest.invitation
                assert invitation is not None
                assert invitation.qr == qr(f"https://{proxy.address}/?c={served.phones.code}")

    play(tmp_path, scenario, trusted_proxies=TRUSTED)


def test_nobody_lies_through_nginx(tmp_path: Path) -> None:
    """What a client writes into its headers changes neither its tries nor the room's name."""

    async def scenario(served: ServedRoom) -> None:
        with nginx(tmp_path / "nginx", served.server.port) as proxy:
            async with dialled(served, proxy, ANA) as thief, dialled(served, proxy, BO) as honest:
                for n in range(15):
                    lies = {
                        "x-forwarded-for": f"192.168.1.{n}",
                        "x-forwarded-proto": "http",
                        "x-forwarded-host": "evil.example",
                    }
                    body = {"code": f"AAA{n}"}
                    last = await thief.http.post("/api/join", json=body, headers=lies)
                assert last.status_code == 429
                page = await thief.http.get("/", headers=lies)
                assert "; Secure" in page.headers["set-cookie"]
                assert (await honest.join(code=served.phones.code)).status_code == 201
                assert served.phones.address.url.startswith("http://127.0.0.1:")

    play(tmp_path, scenario, trusted_proxies=TRUSTED)


def test_no_address_is_in_a_log_of_nginx(tmp_path: Path) -> None:
    """Whoever reads one could open it: neither where the room answers nor where nobody does."""

    async def scenario(served: ServedRoom) -> None:
        with (
            nginx(tmp_path / "nginx", served.server.port) as proxy,
            nginx(tmp_path / "g", 9) as gone,
        ):
            for one, status in ((proxy, 200), (gone, 502)):
                async with dialled(served, one, ANA) as phone:
                    page = await phone.http.get(f"/?c={served.phones.code}")
                assert page.status_code == status
                assert served.phones.code not in one.logs

    play(tmp_path, scenario, trusted_proxies=TRUSTED)


def test_a_browser_votes_through_nginx(browser: Any, tmp_path: Path) -> None:
    """Chromium over TLS: the code of the QR, a vote that counts, a name that is shown."""
    with (
        browsers.served_room(tmp_path, trusted_proxies=TRUSTED) as here,
        nginx(tmp_path / "nginx", here.server.port) as proxy,
    ):
        url = f"https://localhost:{proxy.port}"
        with visitor(browser, ignore_https_errors=True) as page:
            page.goto(f"{url}/?c={here.phones.code}")
            page.get_by_role("button", name="Join").tap()
            page.get_by_text("You are in").wait_for()
            here.to("vote")
            page.locator("label", has_text="Calm and warm").first.tap()
            page.get_by_text("Your vote is counted").wait_for()
            assert counted(here) == [{"handling": 3}]
            assert all(cookie["secure"] for cookie in page.context.cookies())
            page.goto(f"{url}/host")
            page.get_by_role("textbox").fill("123456")
            page.get_by_role("button").last.tap()
            page.wait_for_selector("[data-page=host]")
        assert here.phones.address.url == url
