"""Cards from the remote: not this one, one by its name, kept out and brought back."""

from pathlib import Path
from typing import Any

from improv.core.formats import PhaseKind
from tests.phones.rooms import Phone, ServedRoom, play

K = PhaseKind


def titles(state: dict[str, Any]) -> dict[str, str]:
    """What lies on the reels."""
    return {reel["reel"]: reel["card"]["title"] for reel in state["reels"]}


async def form(host: Phone, action: str, **fields: str) -> str:
    """Send a form of the remote's page, as a phone without a script does; the page after it."""
    here = str(host.served.state.running.phase_id)
    sent = {"action": action, "id": f"f{next(host.served.ids)}", "phase_id": here, **fields}
    answer = await host.http.post("/host/do", data=sent, follow_redirects=True)
    return answer.text


def test_one_tap_and_another_card_lies_there(tmp_path: Path) -> None:
    """The remote lists what is kept out, says why a card came, and brings the other back."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host, served.phone() as phone:
            await phone.join()
            await host.login()
            await served.to(K.DRAW)
            before = await host.state(page="host")
            assert "heat" in before["why"]
            page = (await host.http.get("/host")).text
            assert 'id="why"' in page
            assert "not-request-go" in page
            await form(host, "not_this", reel="request")
            after = await host.state(page="host")
            assert titles(after)["request"] != titles(before)["request"]
            (gone,) = after["kept_out"]
            assert gone["title"] == titles(before)["request"]
            page = (await host.http.get("/host")).text
            assert "in-1-go" in page
            await form(host, "keep_out", card=gone["id"], on="false")
            assert (await host.state(page="host"))["kept_out"] == []
            mine = await phone.state()
            assert not {"why", "kept_out"} & mine.keys()

    play(tmp_path, scenario)


def test_a_card_is_picked_by_a_part_of_its_name(tmp_path: Path) -> None:
    """Where several have it, or none, the words say so, and nothing is drawn."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host:
            await host.login()
            await served.to(K.DRAW)
            await form(host, "pick_card", card="PROMPT2.title")
            assert titles(await host.state(page="host"))["request"] == "t/prompt2.title.en"
            for card, words in (("prompt", "Several cards"), ("zzz", "No card is called")):
                known = served.state
                assert words in await form(host, "pick_card", card=card)
                assert served.state is known
            await form(host, "keep_out", card="twist1.title", on="true")
            assert served.state.progress.out == {"t/twist1"}

    play(tmp_path, scenario)
