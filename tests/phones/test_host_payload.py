"""What a host is told beside the room: where Next leads, who may read what, and no open tally."""

import asyncio
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.errors import Refusal
from improv.core.formats import PhaseKind
from improv.core.projections import host, voter
from improv.core.state import Setup
from improv.core.visibility import ANSWER
from improv.director.ports import Trouble
from improv.locale.phrases import phrase
from improv.phones.host_payload import host_payload, trouble_payload
from improv.phones.payloads import compact_json, voter_payload
from improv.scenes.secrets import in_order, kinds_of
from improv.scenes.system_buttons import BUTTONS
from improv.scenes.words import Names
from tests.core.session_driver import SessionDriver
from tests.phones.rooms import ServedRoom, play, subscribed

K = PhaseKind


def state_of(driver: SessionDriver, language: str = "en", now: int = 0) -> dict[str, Any]:
    """The host's part of a state."""
    seen = host(driver.state, driver.deck, language)
    return host_payload(seen, connected=0, now=now)


def test_next_says_where_it_leads() -> None:
    """To a phase by its name, to the reveal, or back into the game; in the host's language."""
    driver = SessionDriver("call", names=("A", "B", "C"))
    assert state_of(driver)["next"] == "The rules"
    assert state_of(driver, "fa")["next"] == "قاعدهٔ بازی"
    assert state_of(driver.to(K.RULES))["next"] == "The draw"
    driver.to(K.PLAY)
    driver.act(a.Pause(id=""))
    assert state_of(driver)["next"] == phrase("en", "host.next.resume")
    driver.act(a.Resume(id=""))
    driver.act(a.ShowRules(id="", on=True))
    assert state_of(driver)["next"] == "On stage", "back to the phase that the rules lie over"
    driver.act(a.ShowRules(id="", on=False))
    driver.act(a.Pause(id=""))
    driver.act(a.Blank(id="", on=True))
    assert state_of(driver)["next"] == phrase("en", "host.next.blank"), "that comes first"
    driver.next()
    driver.next()
    driver.to(K.RESULT)
    assert state_of(driver)["next"] == "Show the result"
    driver.next()
    assert state_of(driver)["next"] == "Talk it over"


def test_where_next_would_be_refused_it_leads_nowhere() -> None:
    """Too few people for the game: the refusal will say so."""
    assert state_of(SessionDriver("call", names=("A",)))["next"] == ""


def test_secrets_are_told_by_their_readers() -> None:
    """Each seat's and the facilitator's, with the names of those who may read them."""
    driver = SessionDriver("riddle", names=("A", "B", "C", "D", "E")).to(K.PLAY)
    seen = state_of(driver)
    assert seen["readers"].keys() == seen["secrets"].keys() >= {"customer", "facilitator"}
    assert seen["readers"]["facilitator"] == "Facilitator"
    assert seen["answer"]
    assert all(field["name"] and field["text"] for field in seen["secrets"]["customer"])


def test_secrets_stand_in_the_same_order_on_the_remote_a_phone_and_the_projector() -> None:
    """The weightiest first: a player who peeks finds what they have read on the phone."""
    driver = SessionDriver("riddle", names=("A", "B", "C", "D", "E")).to(K.BRIEF)
    customer = next(one.person for one in driver.round.cast if one.seat == "customer")
    driver.act(a.Join(voter="phone", claims=customer))
    own = voter(driver.state, "phone")
    assert own is not None
    assert own.seat == "customer"
    reels = host(driver.state, driver.deck).reels
    peek = in_order(kinds_of(reels), own.secrets, Names("en"))
    expected = [(one.source, one.field) for one in peek if one.source != ANSWER]
    assert len({source for source, _ in expected}) > 1
    told = voter_payload(own, {"asked": None}, names_left=False)["you"]["secrets"]
    remote = state_of(driver)["secrets"]["customer"]
    for secrets in (told, remote):
        assert [(s["reel"], s["field"]) for s in secrets if s["reel"] != ANSWER] == expected


def test_clocks_are_told_as_what_is_left() -> None:
    """Of the phase and of each twist of it; what a later phase brings has no time yet."""
    driver = SessionDriver("call").to(K.PLAY)
    entered = driver.state.running.entered
    seen = state_of(driver, now=entered + 10_000)
    whole = driver.state.running.deadline
    assert whole is not None
    assert seen["clock"]["left"] == whole - entered - 10_000
    assert [twist["left"] for twist in seen["coming"]] == [20_000, 50_000]
    assert all(twist["title"] and not twist["promise"] for twist in seen["coming"])
    assert state_of(driver, now=whole + 1)["clock"]["left"] == 0


@pytest.mark.parametrize("ballot", ["quick", "coaching"])
def test_an_open_vote_is_told_as_a_number(ballot: str) -> None:
    """Whatever was voted, the same is told."""
    seen = []
    for grade in (1, 4):
        driver = SessionDriver("call", setup=Setup(7, ballot), voters=4).to(K.VOTE)
        for key in ("v1", "v2", "v3"):
            assert not isinstance(driver.rate(key, grade, "bridge"), Refusal)
        assert state_of(driver)["voted"] == 3
        seen.append(compact_json(state_of(driver)))
    assert seen[0] == seen[1]


def test_trouble_is_told_in_words() -> None:
    """By its name, for programs, and as a sentence."""
    assert trouble_payload(None, "en") == {"trouble": None, "trouble_words": ""}
    full = trouble_payload(Trouble.FULL, "en")
    assert full == {"trouble": "full", "trouble_words": "The disk is full. Make some room on it."}


def test_more_hands_than_people_are_asked_about() -> None:
    """In the host's words, beside the row, and never of a row that can be."""
    driver = SessionDriver("call", names=("A", "B", "C", "D")).to(K.VOTE)
    assert state_of(driver)["doubts"] == {}
    rows = {"handling": (118, 0, 0, 0), "moves": (4, 4, 0, 0, 0, 0)}
    driver.act(a.ShowHands(rows=rows))
    assert state_of(driver)["doubts"] == {
        "handling": phrase("en", "facilitator.hands.many", hands=118, present=4)
    }


def test_a_running_clock_is_no_news(tmp_path: Path) -> None:
    """What is left changes all the time: a remote counts by itself, and is not told of it."""

    async def scenario(served: ServedRoom) -> None:
        await served.to(K.PLAY)
        async with served.phone() as phone:
            host, number = await phone.login(), 0
            async with subscribed(host, page="host") as stream:
                running = asyncio.create_task(asyncio.to_thread(runs, served))
                while not running.done():
                    with suppress(TimeoutError):
                        number += (await stream.next(0.1)).event == "state"
        assert 1 <= number <= 3  # its own coming is news

    def runs(served: ServedRoom) -> None:
        for _ in range(500):
            served.hand.seconds += 0.001
            time.sleep(0.001)

    play(tmp_path, scenario)


def test_the_chosen_game_is_told_before_it_is_played() -> None:
    """While a round of another one is on."""
    driver = SessionDriver("call", names=("A", "B", "C", "D")).to(K.RESULT)
    other = next(id_ for id_ in driver.deck.formats if id_ != "call")
    progress = replace(driver.state.progress, format=driver.deck.formats[other])
    driver.state = replace(driver.state, progress=progress)
    assert state_of(driver)["next_format"] == other


@pytest.mark.parametrize("system", ["windows", ""])
def test_the_remote_is_told_what_the_firewall_asks(tmp_path: Path, system: str) -> None:
    """On the systems that have one, until a phone is here, and in words."""

    async def scenario(served: ServedRoom) -> None:
        served.server.local._bind = "10.0.0.7"  # as if it could be reached there
        served.server.local.look()
        served.phones.networks_changed()

        def asks() -> str:
            invited = served.room.latest.invitation
            assert invited is not None
            return invited.firewall

        assert asks() == system
        async with served.phone(accept_language="fa") as phone:
            host = await phone.login()
            words = phrase("fa", f"invite.firewall.{system}", **BUTTONS[system]) if system else ""
            assert (await host.state())["invitation"]["firewall"] == words
            page = (await host.http.get("/host")).text
            assert ('id="firewall"' in page) is bool(system)
            assert words in page
        assert asks() == system, "the laptop itself is no phone"
        async with served.voters(1) as (phone,), subscribed(phone, page="voter") as stream:
            await stream.state()
            while asks():
                await asyncio.sleep(0.01)

    play(tmp_path, scenario, firewall=system)
