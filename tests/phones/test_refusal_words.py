"""What a refusal says: the words fit what is wrong, in every language."""

from pathlib import Path
from typing import Any

import pytest

from improv.core.formats import PhaseKind
from improv.phones.commands import own_refusal
from tests.phones.rooms import ServedRoom, play

K = PhaseKind


@pytest.mark.parametrize(
    ("kind", "sent", "status", "words"),
    [
        (K.LOBBY, {"action": "roster", "add": ["x" * 401]}, 400, "That is too long"),
        (K.LOBBY, {"action": "roster", "person": "p1", "rename": "x" * 401}, 400, "too long"),
        (K.LOBBY, {"action": "roster", "person": "p1", "rename": " "}, 409, "Nothing is written"),
        (K.LOBBY, {"action": "volume", "level": 11}, 409, "That number does not fit"),
        (K.VOTE, {"action": "hands", "rows": {"handling": [9999] * 4}}, 409, "That number"),
        (K.PLAY, {"action": "heat", "level": 6}, 409, "That number"),
        (K.LOBBY, {"action": "door", "door": "ajar"}, 400, "That does not fit"),
    ],
)
def test_a_value_is_told_what_is_wrong_with_it(
    tmp_path: Path, kind: PhaseKind, sent: dict[str, Any], status: int, words: str
) -> None:
    """A long name is too long, and no number that does not fit."""

    async def scenario(served: ServedRoom) -> None:
        await served.to(kind)
        async with served.phone() as phone:
            host = await phone.login()
            answer = await host.act(**sent)
            assert (answer.status_code, answer.json()["refusal"]) == (status, "bad_value")
            assert words in answer.json()["words"]

    play(tmp_path, scenario, names=("Anna", "Ben", "Cy", "Dora"))


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "Wait \u20681\u2069 second and", "Wait \u20682\u2069 seconds and"),
        ("fa", "\u2068۱\u2069 ثانیه", "\u2068۲\u2069 ثانیه"),
        ("ar", "ثانية واحدة", "ثانيتين"),
        ("he", "שנייה אחת", "שתי שניות"),
    ],
)
def test_a_second_is_one_second(language: str, one: str, two: str) -> None:
    """In the form that the language has for it."""
    assert one in own_refusal("too_many_tries", seconds=1).words(language)
    assert two in own_refusal("too_many_tries", seconds=2).words(language)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("iw-IL,iw;q=0.9,en;q=0.8", "he"), ("fa-AF", "fa"), ("de,ar-EG;q=0.5", "ar"), ("*", "en")],
)
def test_a_phone_is_answered_in_its_language(tmp_path: Path, accepted: str, language: str) -> None:
    """Also where it calls it by the name of 1988."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone(Accept_Language=accepted) as phone:
            assert f'<html lang="{language}"' in (await phone.http.get("/")).text

    play(tmp_path, scenario)
