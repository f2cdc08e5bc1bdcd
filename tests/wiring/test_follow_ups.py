"""What phones are offered at the end, as it is shipped, and in a game that is running."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from improv.director.room_thread import RoomThread
from improv.director.waker import Waker
from improv.journal.deferred import DeferredJournal
from improv.locale.phrases import interface_languages
from improv.phones.follow_up import FollowUps
from improv.wiring.follow_ups import follow_ups, practice_words
from improv.wiring.options import GameOptions
from tests.wiring.games import LOCAL, console, game
from tests.wiring.test_game import address_of


def test_every_question_is_there_in_every_language() -> None:
    """Each practice with its name; none is too long for the text to keep."""
    words = practice_words()
    assert len(words) > 10
    for practice, spoken in words.items():
        assert sorted(spoken) == sorted(interface_languages()), practice
        for language in spoken:
            found = FollowUps(follow_ups().now, words).payload([practice], language)
            assert found is not None
            assert spoken[language].name in found["text"]
            assert spoken[language].question in found["text"]


def test_the_clock_is_this_machines() -> None:
    """It knows its zone."""
    now = follow_ups().now()
    assert now.tzinfo is not None
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_running_game_has_them(tmp_path: Path, journal: DeferredJournal) -> None:
    """They are read beside it; a phone gets next week's appointment in its language."""
    asked, answers = console(), list[httpx.Response]()

    def visit(live: RoomThread, waker: Waker) -> None:
        with httpx.Client(base_url=address_of(asked)) as phone:
            for _ in range(200):
                answers.append(phone.get("/practice.ics?p=A4&lang=fa"))
                if answers[-1].status_code == 200:
                    return
                time.sleep(0.05)

    game(GameOptions(tmp_path), journal, phones=LOCAL, asked=asked).run(visit, 1.0)
    assert answers[-1].status_code == 200
    assert "گرمی‌اش بماند" in answers[-1].text.replace("\r\n ", "")
