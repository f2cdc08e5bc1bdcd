"""A room in another process: what it says arrives whole, in its order, and is asked in words."""

import os
import pickle
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pygame
import pytest

from improv.core.actions import Action, Next
from improv.core.errors import Refusal, Why
from improv.director.clock import ClockReading
from improv.director.ports import Note, Snapshot
from improv.director.waker import Waker
from improv.screen.key_actions import NextNetwork
from improv.screen.room_proxy import RoomProxy
from improv.screen.window_messages import (
    Channel,
    Coming,
    Displays,
    NoDisplay,
    NoSuchDisplay,
    Opened,
)
from tests.screen.rooms import Room

SECONDS = 60


@contextmanager
def two_ends() -> Iterator[tuple[Channel, Channel]]:
    """A channel's end in the game and the one in the windows' process, over real pipes."""
    news, asked = os.pipe(), os.pipe()
    files = [
        os.fdopen(end, mode)
        for end, mode in zip((*news, *asked), ("rb", "wb", "rb", "wb"), strict=True)
    ]
    try:
        yield Channel(files[2], files[1]), Channel(files[0], files[3])
    finally:
        for file in files:
            file.close()


def test_every_picture_of_a_session_arrives_as_it_was() -> None:
    """From the lobby to the end, with all that the facilitator alone may know."""
    room, kinds = Room(ballot="coaching", rounds=1), []
    with two_ends() as (game, windows):
        while room.kind != "end":
            snapshot = room.watch.latest()
            sender = threading.Thread(target=game.send, args=(snapshot,))
            sender.start()
            assert windows.receive() == snapshot
            sender.join(SECONDS)
            kinds.append(room.kind)
            room.press(pygame.K_SPACE)
    assert {"lobby", "draw", "brief", "play", "vote", "result"} <= set(kinds)


def test_news_come_in_their_order_and_the_newest_is_shown() -> None:
    """What may come is that of the newest picture; a refusal is told once."""
    room = Room()
    first = room.watch.latest()
    second = room.press(pygame.K_SPACE).watch.latest()
    refusal = Refusal(Why.NOT_A_VOTER)
    with two_ends() as (game, windows):
        proxy = RoomProxy(windows, Waker(), lambda: 12.5)
        assert not proxy.begun
        said = (ClockReading(1000, since=10.0, speed=2.0), first, Coming(((5, second),)), refusal)
        for one in said:
            sender = threading.Thread(target=game.send, args=(one,))
            sender.start()
            assert proxy.take() == one
            sender.join(SECONDS)
        assert proxy.begun
        assert proxy.now() == 6000
        coming = proxy.coming()
        assert coming is not None
        assert list(coming) == [(5, second)]
        assert (proxy.refusal(), proxy.refusal()) == (refusal, None)
        sender = threading.Thread(target=game.send, args=(second,))
        sender.start()
        proxy.take()
        sender.join(SECONDS)
        assert proxy.latest() == second
        assert proxy.coming() is None


def test_what_is_asked_for_arrives() -> None:
    """An action with its id, a note, the wish for another network."""
    asked: list[Action | Note | NextNetwork] = [
        Next(id="t-1", phase_id=3),
        Note("names.letters", {"names": "ᚠ"}),
        NextNetwork(),
    ]
    with two_ends() as (game, windows):
        proxy = RoomProxy(windows, Waker(), lambda: 0.0)
        proxy.post(Next(id="t-1", phase_id=3))
        proxy.tell(Note("names.letters", {"names": "ᚠ"}))
        proxy.next_network()
        assert [game.receive() for _ in asked] == asked


def test_a_room_that_is_gone_ends_the_windows() -> None:
    """Also where it went in the middle of a word; and what is pressed then harms nothing."""
    waker = Waker()
    news, asked = os.pipe(), os.pipe()
    with os.fdopen(news[0], "rb") as source, os.fdopen(asked[1], "wb", buffering=0) as sink:
        proxy = RoomProxy(Channel(source, sink), waker, lambda: 0.0)
        os.write(news[1], b"\x80\x05half a pickle")
        os.close(news[1])
        os.close(asked[0])
        proxy.follow()
        assert waker.ended
        proxy.post(Next(id="late"))


@pytest.mark.parametrize(
    "said", [NoDisplay("no screens"), NoSuchDisplay(9), Displays(((1, 2),), visible=True), Opened()]
)
def test_answers_arrive(said: object) -> None:
    """Errors as themselves, with their words."""
    with two_ends() as (game, windows):
        windows.send(said)
        heard = game.receive()
    assert type(heard) is type(said)
    assert str(heard) == str(said)


def test_a_snapshot_is_not_larger_than_a_room_needs() -> None:
    """What is pickled is what is shown, and no deck, journal or history along with it."""
    room = Room()
    room.go_to("vote")
    snapshot = room.watch.latest()
    assert isinstance(snapshot, Snapshot)
    assert len(pickle.dumps(snapshot)) < 30_000
