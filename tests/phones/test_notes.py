"""Who hears of the voice: of what failed the hosts alone, of what is being said nobody."""

from contextlib import suppress
from pathlib import Path

import pytest

from improv.core.formats import PhaseKind
from improv.core.reading import Speech
from improv.director.ports import Note
from improv.locale.phrases import phrase
from tests.phones.rooms import ServedRoom, play, subscribed

K = PhaseKind


def test_what_is_being_said_is_news_for_no_phone(tmp_path: Path) -> None:
    """The next line is the screens' affair: in a running scene no stream hears of it."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as phone, served.phone() as host:
            await phone.join()
            await host.login()
            await served.to(K.PLAY)
            async with subscribed(phone) as stream, subscribed(host, page="host") as remote:
                await stream.next()
                while (await remote.next()).data["connected"] != 1:
                    pass
                with pytest.raises(TimeoutError):
                    await remote.next(0.4)
                for text in ("One", "Two", None):
                    served.hand.seconds += 1  # what is left of the clock is another figure now
                    served.room.speak(Speech(text, 0, (0,), 900) if text else None)
                    for one in (remote, stream):
                        with pytest.raises(TimeoutError):
                            await one.next(0.2)

    play(tmp_path, scenario)


def test_a_note_is_the_hosts_alone_and_lasts_a_phase(tmp_path: Path) -> None:
    """It comes at once, in the words of each; the same again is told again; voters hear nothing."""

    async def scenario(served: ServedRoom) -> None:
        async with (
            served.phone() as phone,
            served.phone() as host,
            served.phone(accept_language="fa") as other,
        ):
            await phone.join()
            await host.login()
            await other.login()
            async with subscribed(phone) as stream, subscribed(host, page="host") as remote:
                await stream.next()
                while (first := await remote.next()).data["connected"] != 1:
                    pass
                assert first.data["note"] == ""
                for kind in (K.LOBBY, K.RULES):
                    await served.to(kind)
                    with suppress(TimeoutError):
                        while True:
                            await remote.next(0.3)
                    served.room.note(Note("trouble.full"))
                    state = (await remote.next(0.5)).data
                    assert (state["phase"], state["note"]) == (kind, phrase("en", "trouble.full"))
                    payload = await other.state(page="host")
                    assert payload["note"] == phrase("fa", "trouble.full")
                assert (await stream.next()).data["phase"] == "rules"
                with pytest.raises(TimeoutError):
                    await stream.next(0.4)
                await served.to(K.BRIEF)
                while (state := (await remote.next()).data)["phase"] != "brief":
                    pass
                assert state["note"] == ""

    play(tmp_path, scenario)


def test_a_note_waits_for_a_host(tmp_path: Path) -> None:
    """Whoever takes the remote up later still hears of it once; one who comes after that not."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host:
            served.room.note(Note("trouble.full"))
            await served.to(K.BRIEF)
            await host.login()
            for _ in range(2):
                assert (await host.state(page="host"))["note"]
            await served.to(K.PLAY)
            assert not (await host.state(page="host"))["note"]

    play(tmp_path, scenario)
